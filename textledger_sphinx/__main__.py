"""Build the book: `python -m textledger_sphinx`."""

import argparse
import json
import os
import re
import sys
from pathlib import Path

from . import EXECUTED, background, stopping
from .cache import remove

BUILD = Path("_build")
HTML = BUILD / "html"
OPTIONS = ["-q", "-n", "-W", "--keep-going"]


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


def main(arguments: list[str] | None = None) -> int:
    """Build what is out of date and report; the exit code is that of Sphinx."""
    argparse.ArgumentParser(prog="python -m textledger_sphinx", description=__doc__).parse_args(arguments)
    stopping.answer()
    if HTML.is_file():
        remove(HTML)  # Sphinx expects the folder of the pages to exist
    from sphinx.cmd.build import main as sphinx_build  # loaded only when there is something to build

    if code := sphinx_build([*OPTIONS, ".", str(HTML)]):
        background.end(cancel=True)
        stopping.keep()
        print("The book was not built: see the messages above.", file=sys.stderr)
        return code
    ran = json.loads((BUILD / EXECUTED).read_text(encoding="utf-8"))
    print(f"{len(ran)} chapter{'' if len(ran) == 1 else 's'} executed" + (f": {', '.join(ran)}" if ran else ""))
    print(f"{HTML.resolve() / 'index.html'}: " + ", ".join(f"{n} {name}" for name, n in count(HTML).items()))
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # an ordinary end would free all memory piece by piece, which takes half a second and serves nothing
