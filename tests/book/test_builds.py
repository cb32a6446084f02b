"""Builds that follow damage, that are stopped, that meet, that fail: on a small book, with all that a book has."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from textledger_sphinx.execution import stale

from ..helpers import damage, small_books, ways_in

MARK = "TEXTLEDGER_TEST_BUILD"  # an environment variable that all processes of a build inherit
# A cell that tells, through a named pipe, that it runs, starts a program of its own and then waits for ever.
WAITS = """import subprocess, sys, threading
subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
open("../runs", "w").close()
threading.Event().wait()"""


def test_what_is_damaged_is_made_anew(small_book, clean_pages):
    """One of the many kinds and classes of files that the audit tries, as it tries the ways to stop a build."""
    small_books.built(small_book)
    damage.KINDS["a folder"](damage.classes(small_book / "_build")[".jupyter_cache", ".db"])
    edited = small_books.edit(small_book)  # else a build that looks at nothing would pass
    assert small_books.built(small_book) == clean_pages(edited)


def test_a_build_of_an_untouched_book_touches_nothing_and_one_of_a_damaged_book_says_what_it_does(small_book):
    pages = small_books.built(small_book)
    times = small_books.times(small_book)
    output, complaints = small_books.start(small_book).communicate()
    assert output.startswith("0 chapters executed")
    assert len(output.splitlines()) == 2, "a line of what was executed, a line of what there is"
    assert not complaints
    assert small_books.times(small_book) == times
    damage.KINDS["empty"](damage.classes(small_book / "_build")[("html", ".csv")])
    _, complaints = small_books.start(small_book).communicate()
    assert complaints.strip() == "Not as the last build left it, so made anew: html"
    assert small_books.files(small_book / "_build" / "html") == pages


def test_files_that_were_copied_with_other_times_are_as_they_were(small_book, tmp_path):
    pages = small_books.built(small_book)
    copied = damage.copy(small_book, tmp_path / "book")
    for path in copied.rglob("*"):
        os.utime(path, (0, 0))
    output, complaints = small_books.start(copied).communicate()
    assert output.startswith("0 chapters executed")
    assert not complaints
    assert small_books.files(copied / "_build" / "html") == pages


def test_what_names_the_title_or_the_address_of_the_site_is_made_anew_when_that_changes(small_book):
    small_books.built(small_book)
    small_books.change(small_book, "index.md", "# A small book", "# Another title")
    assert b"Another title" in small_books.built(small_book)["chapters/one.html"]
    small_books.change(small_book, "index.md", "# Another title", "# A small book")
    language, address = "    language: en\n", b"https://example.org/book/"
    small_books.change(small_book, "_config.yml", language, f"{language}    html_baseurl: {address.decode()}\n")
    pages = small_books.built(small_book)
    for name in ("data/ro-crate-metadata.json", "cite/records/rewaq-c01.ris", "cite/index.bib", "chapters/one.html"):
        assert address in pages[name], name


def stopped(folder, number):
    """Stop a build while a cell runs; return what it said, its exit code, and which of its processes outlived it."""
    small_books.whole(folder, WAITS)
    os.mkfifo(folder / "runs")
    mark = uuid4().hex
    building = small_books.start(folder, **{MARK: mark})
    small_books.wait_for(folder / "runs", building)
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


def test_a_polite_stop_keeps_what_is_in_the_caches(small_book):
    small_books.built(small_book)
    os.mkfifo(small_book / "runs")
    page = f"{small_books.HEAD}# Two\n\n**Abstract.** Two.\n\n```{{code-cell}} python\n{WAITS}\n```\n"
    contents = small_books.WHOLE["_toc.yml"] + "      - file: chapters/two\n"
    small_books.write(small_book, {"chapters/two.md": page, "_toc.yml": contents})
    building = small_books.start(small_book)
    small_books.wait_for(small_book / "runs", building)
    building.terminate()
    _, complaints = building.communicate()
    assert complaints.endswith("The build was stopped (SIGTERM).\n")
    small_books.change(small_book, "chapters/two.md", WAITS, "2")
    output, complaints = small_books.start(small_book).communicate()
    assert output.startswith("1 chapter executed: chapters/two\n")
    assert "made anew" not in complaints
    (small_book / "chapters/two.md").unlink()
    small_books.write(small_book, {"_toc.yml": small_books.WHOLE["_toc.yml"]})


@pytest.mark.parametrize(
    ("command", "event", "fault"),
    [  # before Sphinx tells of failures; while Pagefind works; when it has ended
        (["sphinx-build", ".", ways_in.BUILT], "chapter-executed", "lambda app, notebook: 1 / 0"),
        (["python", "-m", "textledger_sphinx"], "build-finished", "lambda app, error: error or 1 / 0"),
        (["python", "-m", "textledger_sphinx"], "build-finished", "lambda app, error: error or 1 / 0, 950"),
    ],
)
def test_a_build_that_fails_beside_the_code_of_chapters_says_why_and_keeps_the_caches(
    small_book, command, event, fault
):
    (small_book / "chapters/two.md").write_text(f"{small_books.HEAD}# Two\n\n**Abstract.** Two.\n", encoding="utf-8")
    contents = small_books.WHOLE["_toc.yml"] + "      - file: chapters/two\n"
    edit, settings = ("len(things)", "len(list(things))"), (small_book / "conf.py").read_text(encoding="utf-8")
    small_books.change(small_book, "chapters/one.md", *edit)
    failing = f"{settings}\n\ndef setup(app):\n    app.connect({event!r}, {fault})\n"
    small_books.write(small_book, {"_toc.yml": contents, "conf.py": failing})
    program = Path(sys.executable).with_name(command[0])
    failed = subprocess.run([program, *command[1:]], cwd=small_book, capture_output=True, text=True)
    assert failed.returncode
    assert "division by zero" in failed.stderr
    small_books.write(small_book, {"conf.py": settings})
    output, complaints = small_books.start(small_book).communicate()
    assert output.startswith("0 chapters executed")
    assert "made anew" not in complaints
    small_books.change(small_book, "chapters/one.md", *reversed(edit))
    (small_book / "chapters/two.md").unlink()
    small_books.write(small_book, {"_toc.yml": small_books.WHOLE["_toc.yml"]})


def writing(code):
    """Run some code while something is written that is kept if it is whole; return what it said and its exit code."""
    code = f"""import os, signal, sys
from textledger_sphinx import stopping
stopping.answer()
stopping.keep_with(lambda: print("kept", flush=True))
with stopping.whole():
    {code}
    print("written", flush=True)
print("gone on", flush=True)"""
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return process.stdout.split(), process.returncode


def test_what_is_being_written_is_finished_before_a_stop_and_not_kept_if_it_fails():
    assert writing("os.kill(os.getpid(), signal.SIGTERM)") == (["written", "kept"], 128 + signal.SIGTERM)
    assert writing("1 / 0") == ([], 1)


def test_the_second_of_two_builds_waits_for_the_first(tmp_path):
    small_book = small_books.whole(tmp_path / "book", 'open("../runs", "w").close()\nopen("../goes_on").close()')
    for pipe in ("runs", "goes_on"):
        os.mkfifo(small_book / pipe)
    first = small_books.start(small_book)
    small_books.wait_for(small_book / "runs", first)
    second = small_books.start(small_book)
    assert "Another build is at work" in second.stderr.readline()
    (small_book / "goes_on").open("w").close()
    first.communicate()
    output, complaints = second.communicate()
    assert (first.returncode, second.returncode) == (0, 0), complaints
    assert output.startswith("0 chapters executed")


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
    output, complaints = building.communicate()
    assert building.returncode
    complaints = small_books.plain(complaints)
    assert (output + complaints).count("LookupError: zebra") == 1
    limit = f"puts out more than {stale.LIMIT:,} characters"
    assert f"index.md: code cell 2 {limit}" in complaints
    assert f"chapters/two.md: code cell 1 {limit}" in complaints
    assert "Traceback" not in complaints.replace("Traceback (most recent call last)", "", 1), "that of the cell"


def test_what_a_warning_is_about_is_told_at_every_build(small_book):
    small_books.change(small_book, "index.md", "It has two pages.", "It has [two pages](nowhere.md).")
    for _ in range(2):
        building = small_books.start(small_book)
        _, complaints = building.communicate()
        assert building.returncode == 1
        assert "nowhere.md" in complaints
