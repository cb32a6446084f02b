"""Build the book: `python -m textledger_sphinx`. Says so, and does nothing, where nothing has changed."""

import argparse
import json
import os
import re
import signal
import sys
import traceback
from importlib import metadata
from pathlib import Path

from . import EXECUTED, lock, seal
from .cache import digest, remove, write

ROOT = Path.cwd()
BUILD = ROOT / "_build"
STAMP = BUILD / ".stamp"  # of what the last build was made
INPUTS = (
    "index.md",
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    "requirements.txt",
    "requirements-lab.txt",
    "LICENSES",
    "chapters",
    "data",
    "textledger",
    "textledger_sphinx",
)

COMMAND = ["build", ".", "-W", "-n", "-q", "--keep-going"]


def count(html: Path) -> dict[str, int]:
    """Return the number of chapters, code cells, tables and charts in the built pages."""
    pages = [html / "index.html", *sorted((html / "chapters").glob("*.html"))]
    text = [page.read_text(encoding="utf-8") for page in pages]
    return {
        "chapters": len(pages),
        "code cells": sum(len(re.findall(r'class="cell [^"]*docutils', page)) for page in text),
        "tables": sum(len(re.findall(r'class="tl-table[ "]', page)) for page in text),
        "charts": sum(page.count('<figure class="tl-figure"') for page in text),
    }


def advice() -> str:
    """Return what to do where the Jupyter Book that is installed is not the one of the book, or nothing."""
    try:
        found = metadata.version("jupyter-book")
    except metadata.PackageNotFoundError:
        found = "none"
    if found.startswith("1."):
        return ""
    return (
        f"This book is built by Jupyter Book 1; what is installed is {found}.\n"
        "`make book` sets up an environment of its own, .venv: remove it, and run make again."
    )


def stop(number, frame) -> None:
    """End at once, with one message; nothing of an unfinished build is relied on later."""
    os.write(2, f"The build was stopped ({signal.Signals(number).name}).\n".encode())
    os._exit(128 + number)


def build() -> int:
    """Run Jupyter Book in this process, which has no need of another, and return its exit code."""
    from jupyter_book.cli.main import main as jupyter_book  # loaded only where there is something to build

    try:
        jupyter_book(COMMAND, standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except Exception as error:
        if error.__cause__ is None:  # else Jupyter Book has told the cause
            traceback.print_exc()
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Build what is out of date and report; the exit code is that of the build."""
    argparse.ArgumentParser(prog="python -m textledger_sphinx", description=__doc__).parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    if told := advice():
        print(told, file=sys.stderr)
        return 1
    lock.hold(ROOT)
    html = BUILD / "html"
    now = f"{digest(ROOT, INPUTS)} {seal.environment(ROOT)}".encode()
    if STAMP.is_file() and STAMP.read_bytes() == now and not seal.damaged(BUILD, ROOT):
        print("Nothing has changed since the last build.")
    else:
        from . import validation  # loaded only where there is something to build

        try:
            validation.check(ROOT, BUILD)
        except validation.InvalidBook as error:
            print(f"{error.category}:{error}", file=sys.stderr)
            return 1
        remove(STAMP)
        if html.is_file():
            remove(html)  # Sphinx wants a folder where the pages go
        if code := build():
            print("The book was not built: see the messages above.", file=sys.stderr)
            return code
        write(STAMP, now)
        ran = json.loads((BUILD / EXECUTED).read_text(encoding="utf-8"))
        print(f"{len(ran)} chapters executed" + (f": {', '.join(ran)}" if ran else ""))
    print(f"{html / 'index.html'}: " + ", ".join(f"{n} {name}" for name, n in count(html).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
