"""The ways to build a book, each with the folder of its pages."""

import subprocess
import sys
from pathlib import Path

from . import small_books

BUILT = "_build/html"
ELSEWHERE = "../elsewhere/pages"
WAYS = {
    "make book": (("python", "-m", "textledger_sphinx"), BUILT),
    "Jupyter Book": (("jupyter-book", "build", "."), BUILT),
    "Sphinx": (("sphinx-build", ".", BUILT), BUILT),
    "Sphinx, two processes": (("sphinx-build", "-j2", ".", BUILT), BUILT),
    "Sphinx, elsewhere": (("sphinx-build", ".", ELSEWHERE), ELSEWHERE),
}


def run(folder: Path, program: str, *arguments: str, python: Path = Path(sys.executable)) -> str:
    """Run a program of the environment that a Python belongs to, which must not fail; return what it said."""
    command = [python.with_name(program), *arguments]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout + process.stderr


def pages(folder: Path, way: str, python: Path = Path(sys.executable)) -> dict[str, bytes]:
    """Build the book in a folder in one of the ways; return the files of its pages."""
    command, html = WAYS[way]
    run(folder, *command, python=python)
    return small_books.files(folder / html)


def clean(folder: Path, python: Path = Path(sys.executable)) -> None:
    """Clean as Jupyter Book does."""
    run(folder, "jupyter-book", "clean", ".", python=python)
    assert not (folder / BUILT).exists()
