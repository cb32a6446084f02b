"""Small books, written into a folder and built there."""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from . import kept
from .paths import ROOT

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a book into a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a passage of one of the files."""
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def build(folder: Path) -> "tuple[Sphinx, str]":
    """Build the book; return the application and the warnings."""
    from sphinx.application import Sphinx  # not at the top: tests without a build need not wait for it
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    log = folder / "said.txt"
    with patch_docutils(str(folder)), docutils_namespace(), log.open("w", encoding="utf-8") as warning:
        out = folder / "_build"
        app = Sphinx(folder, folder, out / "html", out / "doctrees", "html", status=None, warning=warning)
        app.build()
    return app, plain(log.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Return what a build said without its colours."""
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def page(folder: Path, name: str) -> str:
    """Return the markup of a built page."""
    return (folder / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")


HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
WHOLE = {
    "_toc.yml": "format: jb-book\nroot: index\nparts:\n  - caption: Part\n    chapters:\n      - file: chapters/one\n",
    "index.md": f"{HEAD}# A small book\n\n**Abstract.** It has two pages.\n\n"
    "```{raw} html\n<!-- downloads -->\n```\n",
    "chapters/one.md": f"""{HEAD}# One

**Abstract.** It counts {{number}}`n` things.

```{{code-cell}} python
import altair as alt
import pandas as pd
from textledger.display import figure, numbers

things = pd.DataFrame({{"thing": ["cup", "pen"], "n": [2, 3]}})
numbers(n=len(things))
chart = alt.Chart(things).mark_bar().encode(x="n:Q", y="thing:N")
figure(chart, id="fig-things", caption="Things", alt="Two bars.", data=things)
```
""",
}


SETTINGS = ("conf.py", "_config.yml", "CITATION.cff", "requirements.txt", "requirements-lab.txt", "data", "LICENSES")


def whole(folder: Path, code: str = "") -> Path:
    """Write a book with all of this book's settings and tables and one chapter, to be built by `start`.

    Args:
        folder: where to.
        code: of one more cell of the chapter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETTINGS:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy2)(ROOT / name, folder / name)
    write(folder, WHOLE)
    if code:
        with (folder / "chapters/one.md").open("a", encoding="utf-8") as chapter:
            chapter.write(f"\n```{{code-cell}} python\n{code}\n```\n")
    if not (folder / "_build").exists():
        kept.give(folder)
    return folder


def start(folder: Path, limit: int | None = None, **environment: str) -> subprocess.Popen:
    """Start the build of a whole book as `make book` does, in a process group of its own.

    Args:
        folder: the book.
        limit: bytes that no file may exceed.
        environment: more variables of the environment.
    """
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "textledger_sphinx"]
    if limit is not None:  # set in a process that then becomes the build: nothing runs between fork and exec
        set_it = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)"
        command = [sys.executable, "-c", f"{set_it}; os.execv(sys.argv[2], sys.argv[2:])", str(limit), *command]
    return subprocess.Popen(command, cwd=folder, env=os.environ | environment, start_new_session=True, **pipe)


def wait_for(pipe: Path, process: subprocess.Popen) -> None:
    """Wait until a cell opens a named pipe to write; fail if the process that runs the cell ends before."""
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        while not select.select([reading], [], [], 1)[0]:
            assert process.poll() is None, f"ended before {pipe.name} was opened: {process.communicate()}"
    finally:
        os.close(reading)


def built(folder: Path) -> dict[str, bytes]:
    """Build a whole book and return the files of its pages."""
    building = start(folder)
    output, errors = building.communicate()
    assert building.returncode == 0, output + errors
    return files(folder / "_build" / "html")


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    """Return when each file of the pages of a whole book was written."""
    return {name: (folder / "_build" / "html" / name).stat().st_mtime_ns for name in files(folder / "_build" / "html")}


SENTENCE = "\nA sentence more.\n"


def edit(folder: Path) -> bool:
    """Add a sentence to the chapter of a whole book, or take it away; return whether it is there now."""
    chapter = folder / "chapters/one.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.removesuffix(SENTENCE) if text.endswith(SENTENCE) else text + SENTENCE, encoding="utf-8")
    return not text.endswith(SENTENCE)


def clean_build(folder: Path, is_edited: bool) -> dict[str, bytes]:
    """Return the files of the pages of a clean build of a whole book, with a sentence more where it is edited."""
    whole(folder)
    if is_edited:
        edit(folder)
    return built(folder)


def heals(book: Path, clean: Callable[[bool], dict[str, bytes]], damage: str) -> None:
    """Check that a damaged book, built again as it is and then with its prose edited, equals clean builds.

    Without the edit, a build that compares nothing would pass.
    """
    is_edited = (book / "chapters/one.md").read_text(encoding="utf-8").endswith(SENTENCE)
    assert built(book) == clean(is_edited), damage
    is_edited = edit(book)
    assert built(book) == clean(is_edited), f"{damage}, then an edit"
