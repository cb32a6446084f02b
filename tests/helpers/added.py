"""A book around a copy of the tables, to which texts are added; and the text that the tests add."""

import shutil
import subprocess
from pathlib import Path

from textledger import __main__ as cli

from .paths import DATA, ROOT
from .small_books import files

HARBOUR = ROOT / "tests/fixtures/harbour.txt"
GIVEN = ("--date", "2024-03-12", "--publisher", "Harbour News")


def book(folder: Path) -> Path:
    """Write the folder of a book: tables, table of contents, chapters, and what git ignores."""
    shutil.copytree(DATA, folder / "data")
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    for name in ("_toc.yml", ".gitignore", "index.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def bare(folder: Path) -> Path:
    """Write as much of a book as a draft is put into and taken out of: its state is looked at after every step."""
    (folder / "data").mkdir(parents=True)
    (folder / "chapters").mkdir()
    shutil.copy(DATA / "documents.csv", folder / "data")
    for name in ("_toc.yml", ".gitignore", "index.md", "chapters/corpus.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(root: Path, *arguments: str) -> int:
    """Run a command of `python -m textledger` on a book; return its exit code, errors of usage included."""
    try:
        return cli.main([*arguments, "--data", str(root / "data")])
    except SystemExit as end:
        return int(end.code or 0)


def add(root: Path, file: Path = HARBOUR, slug: str = "harbour", *more: str) -> int:
    """Add a text to a book."""
    return run(root, "add", str(file), "--id", slug, *(more or GIVEN))


def state(root: Path) -> dict[str, bytes]:
    """Return the files of a book without what git ignores."""
    return {name: content for name, content in files(root).items() if not name.startswith(("_build/", ".git/"))}


def git(root: Path, *arguments: str) -> str:
    """Run git in a book and return what it says."""
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org")
    ran = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return ran.stdout
