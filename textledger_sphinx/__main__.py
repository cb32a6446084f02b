"""Build the book: `python -m textledger_sphinx`. Says so, and does nothing, where nothing has changed."""

import argparse
import atexit
import gc
import json
import re
import shutil
import sys
import traceback
from importlib import metadata
from pathlib import Path

from . import EXECUTED
from .state import digest

ROOT = Path.cwd()
BUILD = ROOT / "_build"
STAMP = BUILD / ".stamp.json"
INPUTS = (
    "index.md",
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    "requirements.txt",
    "LICENSES",
    "chapters",
    "data",
    "publish",
    "textledger",
    "textledger_sphinx",
)
# A change here touches every page.
THEME = (
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    "publish",
    "textledger_sphinx",
    "requirements.txt",
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


def build() -> int:
    """Run Jupyter Book in this process, which has no need of another, and return its exit code."""
    # A short run with much in memory: looking for garbage, above all at the end, would take longer than it is worth.
    gc.disable()
    atexit.register(gc.freeze)
    # Sphinx, pybtex and others search all installed packages for plug-ins, fifteen times a build; once is enough.
    metadata.entry_points = metadata.entry_points().select
    from jupyter_book.cli.main import main as jupyter_book  # loaded only where there is something to build

    try:
        jupyter_book(COMMAND, standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Build what is out of date and report; the exit code is that of the build."""
    argparse.ArgumentParser(prog="python -m textledger_sphinx", description=__doc__).parse_args(arguments)
    state = {"inputs": digest(ROOT, INPUTS), "theme": digest(ROOT, THEME)}
    before = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    html = BUILD / "html"
    if state == before:
        print("Nothing has changed since the last build.")
    else:
        from . import validation  # loaded only where there is something to build

        try:
            validation.check(ROOT, BUILD)
        except validation.InvalidBook as error:
            print(f"{error.category}:{error}", file=sys.stderr)
            return 1
        if state["theme"] != before.get("theme"):
            for stale in (html, BUILD / ".doctrees"):
                shutil.rmtree(stale, ignore_errors=True)
        STAMP.unlink(missing_ok=True)
        if code := build():
            print("The book was not built: see the messages above.", file=sys.stderr)
            return code
        STAMP.write_text(json.dumps(state), encoding="utf-8")
        ran = json.loads((BUILD / EXECUTED).read_text(encoding="utf-8"))
        print(f"{len(ran)} chapters executed" + (f": {', '.join(ran)}" if ran else ""))
    print(f"{html / 'index.html'}: " + ", ".join(f"{n} {name}" for name, n in count(html).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
