"""Every kind of damage to every class of file below `_build`, and every way to stop a build: `make audit` runs it."""

import shutil
import signal
import subprocess
import sys

import pytest

from . import damage, small_books
from .test_builds import stopped


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return small_books.whole(tmp_path_factory.mktemp("books") / "book")


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The files of the pages of clean builds, with and without a sentence."""
    return small_books.clean_builds(tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damage_to_any_file_is_healed(book, clean, kind):
    small_books.built(book)
    for name in sorted(damage.classes(book / "_build")):
        damage.KINDS[kind](damage.classes(book / "_build")[name])
        small_books.heals(book, clean, f"{name}: {kind}")


def test_a_folder_that_is_gone_or_a_file_is_made_anew(book, clean):
    small_books.built(book)
    for name in sorted({name for name, _ in damage.classes(book / "_build")}):
        path = book / "_build" / name
        if path.is_dir():
            shutil.rmtree(path)
            small_books.heals(book, clean, f"{name}: gone")
            shutil.rmtree(path)
            path.write_text("no folder")
            small_books.heals(book, clean, f"{name}: a file")


@pytest.mark.parametrize("options", [[], ["--all"]], ids=["clean", "clean --all"])
def test_what_jupyter_book_cleans_is_built_again(book, clean, options):
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "clean", ".", *options]
    subprocess.run(command, cwd=book, check=True, capture_output=True)
    small_books.heals(book, clean, " ".join(["clean", *options]))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_ends_with_all_it_started_and_one_message(tmp_path, number):
    complaints, _, alive = stopped(tmp_path / "book", number)
    assert not alive
    assert complaints == ("" if number == signal.SIGKILL else f"The build was stopped ({number.name}).\n")


def test_a_full_disk_is_named_and_a_later_build_is_that_of_a_clean_one(book, clean):
    """A limit of the size of files stands for the disk: the operating system refuses to write on."""
    shutil.rmtree(book / "_build")
    building = small_books.start(book, limit=200_000)
    _, complaints = building.communicate()
    assert building.returncode
    assert "File too large" in complaints
    small_books.heals(book, clean, "a full disk")
