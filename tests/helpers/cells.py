"""The code cells of the chapters as ruff sees them: `python -m tests.helpers.cells` checks, `--fix` formats in place.

Each chapter is read by jupytext and handed to ruff as a notebook: a cell may end with an expression, and names that a
cell binds are known to those below it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat

from .paths import ROOT

WIDTH = 100
RULES = "E,F,B,UP,SIM,RUF"  # imports stand as a reader meets them
IGNORED = "RUF001,RUF002,RUF003,B905"  # Arabic letters are the subject here; `strict=` teaches nothing


def pages(root: Path) -> list[Path]:
    """Return the sources of the pages: the home page and the chapters."""
    return [root / "index.md", *sorted((root / "chapters").glob("*.md"))]


def codes(path: Path) -> list[str]:
    """Return the code of the cells of a page, without the options that may stand above it."""
    return [cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code"]


def run_ruff(folder: Path, *command: str) -> str:
    """Run ruff on the notebooks of a folder; return what it finds, or nothing."""
    options = ["--isolated", "--target-version", "py311", "--config", f"line-length={WIDTH}"]
    ran = subprocess.run(
        [Path(sys.executable).with_name("ruff"), *command, *options, "."], cwd=folder, capture_output=True, text=True
    )
    return ran.stdout + ran.stderr if ran.returncode else ""


def write_notebooks(root: Path, folder: Path) -> dict[Path, Path]:
    """Write the pages as notebooks into a folder; return their places, by page."""
    written = {}
    for path in pages(root):
        written[path] = folder / f"{path.stem}.ipynb"
        cells = [nbformat.v4.new_code_cell(code) for code in codes(path)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), written[path])
    return written


def faults(root: Path) -> str:
    """Return what ruff finds in the cells of a book: faults first, then cells that are not formatted."""
    with tempfile.TemporaryDirectory() as name:
        written = write_notebooks(root, folder := Path(name))
        check = ["check", "--quiet", "--no-cache", "--output-format", "concise"]
        check += ["--select", RULES, "--ignore", IGNORED]
        found = run_ruff(folder, *check) + run_ruff(folder, "format", "--check", "--no-cache")
        sources = {notebook.name: page.relative_to(root).as_posix() for page, notebook in written.items()}
        return re.sub(r"[\w-]+\.ipynb", lambda named: sources[named[0]], found)


def reformat(root: Path) -> None:
    """Format the cells of a book in place."""
    with tempfile.TemporaryDirectory() as name:
        written = write_notebooks(root, folder := Path(name))
        run_ruff(folder, "format", "--quiet", "--no-cache")
        for path, notebook in written.items():
            text, at = path.read_text(encoding="utf-8"), 0
            formatted = [cell.source for cell in nbformat.read(notebook, 4).cells]
            for old, new in zip(codes(path), formatted, strict=True):
                at = text.index(f"\n{old}\n```", at) + 1
                text = text[:at] + new + text[at + len(old) :]
                at += len(new)
            path.write_text(text, encoding="utf-8")


def main() -> int:
    """Check the cells, or format them."""
    parser = argparse.ArgumentParser(prog="python -m tests.helpers.cells", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="format the cells in place")
    if parser.parse_args().fix:
        reformat(ROOT)
    report = faults(ROOT)
    print(report, end="")
    return bool(report)


if __name__ == "__main__":
    sys.exit(main())
