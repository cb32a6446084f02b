"""Small books, written into a folder and built there."""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


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


def build(folder: Path) -> tuple[Sphinx, str]:
    """Build the book; return the application and the warnings."""
    said = folder / "said.txt"
    with patch_docutils(str(folder)), docutils_namespace(), said.open("w", encoding="utf-8") as warning:
        out = folder / "_build"
        app = Sphinx(folder, folder, out / "html", out / "doctrees", "html", status=None, warning=warning)
        app.build()
    return app, re.sub("\x1b\\[[0-9;]*m", "", said.read_text(encoding="utf-8"))


def page(folder: Path, name: str) -> str:
    """Return the markup of a built page."""
    return (folder / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")
