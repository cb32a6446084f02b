"""Builds that follow damage, that are stopped, that meet, that fail: on a small book, with all that a book has."""

import os
import signal
from uuid import uuid4

import psutil
import pytest

from textledger_sphinx.execution import stale

from ..helpers import damage, small_books

MARK = "TEXTLEDGER_TEST_BUILD"  # an environment variable that all processes of a build inherit
# A cell that tells, through a named pipe, that it runs, starts a program of its own and then waits for ever.
WAITS = """import subprocess, sys, threading
subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
open("../runs", "w").close()
threading.Event().wait()"""


@pytest.mark.parametrize(("name", "kind"), [((".charts", ".svg"), "half"), ((".jupyter_cache", ".db"), "a folder")])
def test_what_is_damaged_is_made_anew(small_book, clean_pages, name, kind):
    small_books.built(small_book)
    damage.KINDS[kind](damage.classes(small_book / "_build")[name])
    edited = small_books.edit(small_book)  # else a build that looks at nothing would pass
    assert small_books.built(small_book) == clean_pages[edited]


def test_a_build_of_an_untouched_book_does_nothing_and_one_of_a_damaged_book_says_what_it_does(small_book):
    small_books.built(small_book)
    said, _ = small_books.start(small_book).communicate()
    assert "Nothing has changed" in said
    damage.KINDS["empty"](damage.classes(small_book / "_build")[(".figures", ".csv")])
    said, complaints = small_books.start(small_book).communicate()
    assert "Nothing has changed" not in said
    assert complaints.strip() == "Not as the last build left it, so made anew: .figures"


def stopped(folder, number):
    """Stop a build while a cell runs; return what it said, its exit code, and which of its processes outlived it."""
    small_books.whole(folder, WAITS)
    os.mkfifo(folder / "runs")
    mark = uuid4().hex
    building = small_books.start(folder, **{MARK: mark})
    (folder / "runs").open().close()  # waits until the cell runs
    ours = [process for process in psutil.process_iter() if of_build(process, mark)]
    assert len(ours) >= 5, "the build, the watcher, what kernels come from, a kernel, what its cell started"
    if number == signal.SIGKILL:
        building.kill()
    else:
        os.killpg(building.pid, number)  # as a terminal does
    _, alive = psutil.wait_procs([process for process in ours if process.pid != building.pid], timeout=5)
    for process in alive:
        process.kill()
    _, complaints = building.communicate()
    return complaints, building.returncode, alive


def of_build(process, mark):
    try:
        return process.environ().get(MARK) == mark
    except psutil.Error:
        return False


def test_nothing_outlives_a_build_that_is_killed(tmp_path):
    complaints, code, alive = stopped(tmp_path / "book", signal.SIGKILL)
    assert not alive
    assert code == -signal.SIGKILL
    assert not complaints


def test_a_build_that_is_interrupted_says_so_once(tmp_path):
    complaints, code, alive = stopped(tmp_path / "book", signal.SIGINT)
    assert not alive
    assert code == 128 + signal.SIGINT
    assert complaints == "The build was stopped (SIGINT).\n"


def test_the_second_of_two_builds_waits_for_the_first(tmp_path):
    small_book = small_books.whole(tmp_path / "book", 'open("../runs", "w").close()\nopen("../goes_on").close()')
    for pipe in ("runs", "goes_on"):
        os.mkfifo(small_book / pipe)
    first = small_books.start(small_book)
    (small_book / "runs").open().close()
    second = small_books.start(small_book)
    assert "Another build is at work" in second.stderr.readline()
    (small_book / "goes_on").open("w").close()
    first.communicate()
    said, complaints = second.communicate()
    assert (first.returncode, second.returncode) == (0, 0), complaints
    assert "Nothing has changed" in said


def test_a_cell_that_fails_is_told_once_and_output_has_a_limit(tmp_path):
    small_book = small_books.whole(tmp_path / "book", "word = 'zeb' + 'ra'\nraise LookupError(word)")
    small_books.write(
        small_book,
        {
            "index.md": small_books.WHOLE["index.md"]
            + "```{code-cell} python\n1\n```\n\n```{code-cell} python\nprint('x' * 100_000_000)\n```\n",
            "chapters/two.md": f"{small_books.HEAD}# Two\n\n**Abstract.** Two.\n\n"
            "```{code-cell} python\nwhile True:\n    print('y' * 1000)\n```\n",
            "_toc.yml": small_books.WHOLE["_toc.yml"] + "      - file: chapters/two\n",
        },
    )
    building = small_books.start(small_book)
    said, complaints = building.communicate()
    assert building.returncode == 1
    complaints = small_books.plain(complaints)
    assert (said + complaints).count("LookupError: zebra") == 1
    limit = f"puts out more than {stale.LIMIT:,} characters"
    assert f"index.md: code cell 2 {limit}" in complaints
    assert f"chapters/two.md: code cell 1 {limit}" in complaints
    assert "Traceback" not in complaints.replace("Traceback (most recent call last)", "", 1), "that of the cell"


def test_what_a_warning_is_about_is_told_at_every_build(tmp_path):
    small_book = small_books.whole(tmp_path / "book")
    small_books.change(small_book, "index.md", "It has two pages.", "It has [two pages](nowhere.md).")
    for _ in range(2):
        building = small_books.start(small_book)
        _, complaints = building.communicate()
        assert building.returncode == 1
        assert "nowhere.md" in complaints


def test_another_jupyter_book_is_named_with_what_to_do(tmp_path):
    about = tmp_path / "jupyter_book-2.1.7.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: jupyter-book\nVersion: 2.1.7\n")
    small_book = small_books.whole(tmp_path / "book")
    building = small_books.start(small_book, PYTHONPATH=str(tmp_path))
    _, complaints = building.communicate()
    assert building.returncode == 1
    assert "Jupyter Book 1; what is installed is 2.1.7" in complaints
    assert "Traceback" not in complaints
