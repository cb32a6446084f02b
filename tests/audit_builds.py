"""Every kind of damage to every class of file below `_build`, and every way to stop a build: `make audit` runs it."""

import shutil
import signal
import subprocess
import sys

import pytest

from .book.test_builds import stopped
from .helpers import damage, small_books, ways_in
from .helpers.paths import ROOT


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damage_to_any_file_is_healed(small_book, clean_pages, kind):
    small_books.built(small_book)
    for name in sorted(damage.classes(small_book / "_build")):
        damage.KINDS[kind](damage.classes(small_book / "_build")[name])
        small_books.heals(small_book, clean_pages, f"{name}: {kind}")


def test_a_folder_that_is_gone_or_a_file_is_made_anew(small_book, clean_pages):
    small_books.built(small_book)
    for name in sorted({name for name, _ in damage.classes(small_book / "_build")}):
        path = small_book / "_build" / name
        if path.is_dir():
            shutil.rmtree(path)
            small_books.heals(small_book, clean_pages, f"{name}: gone")
            shutil.rmtree(path)
            path.write_text("no folder")
            small_books.heals(small_book, clean_pages, f"{name}: a file")


@pytest.mark.parametrize("options", [[], ["--all"]], ids=["clean", "clean --all"])
def test_what_jupyter_book_cleans_is_built_again(small_book, clean_pages, options):
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "clean", ".", *options]
    subprocess.run(command, cwd=small_book, check=True, capture_output=True)
    small_books.heals(small_book, clean_pages, " ".join(["clean", *options]))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_ends_with_all_it_started_and_one_message(tmp_path, number):
    complaints, code, alive = stopped(tmp_path / "book", number)
    assert not alive
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    assert complaints == ("" if number == signal.SIGKILL else f"The build was stopped ({number.name}).\n")


def test_a_full_disk_is_named_and_a_later_build_is_that_of_a_clean_one(small_book, clean_pages):
    """A limit of the size of files stands for the disk: the operating system refuses to write on."""
    shutil.rmtree(small_book / "_build")
    building = small_books.start(small_book, limit=200_000)
    _, complaints = building.communicate()
    assert building.returncode
    assert "File too large" in complaints
    small_books.heals(small_book, clean_pages, "a full disk")


def test_what_is_installed_by_hand_builds_the_whole_book_in_every_way(tmp_path):
    """As a stranger does: a copy without what git ignores, `pip install -r requirements.txt`, `pip install -e .`."""
    book = tmp_path / "book"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(book)], check=True)
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    for arguments in (["-r", "requirements.txt"], ["-e", "."]):
        ways_in.run(book, "python", "-m", "pip", "install", "--quiet", *arguments, python=python)
    first = ways_in.pages(book, "make book", python)
    assert len(first) > 100
    for way in list(ways_in.WAYS)[1:]:
        ways_in.clean(book, python)
        assert ways_in.pages(book, way, python) == first, way
