"""The chapters as notebooks: `.ipynb` with their outputs, `.md`, and one archive that runs in JupyterLab."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from textledger import __version__, drafts
from textledger.html import links, portable
from textledger.html.inline import FIGURE_MIME, TABLE_MIME

from .. import archive, compat, toc
from ..cache import write as write_file
from .markdown import Plain

ROOT = Path(__file__).parents[2]
NAME = "filling-the-vacuum"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
PINNED = ("altair", "fontpkg-ibm-plex-sans-arabic", "numpy", "pandas", "uharfbuzz", "vl-convert-python")

README = f"""# Filling the Vacuum? The notebooks

Every chapter of the book as a notebook (`.ipynb`) with its results and as text (`.md`), the package `textledger` behind
them, and the tables they read. Python 3.11 or later.

    pip install -r requirements.txt
    jupyter lab

Run `pip` in this folder: it installs the package from here. Open `index.ipynb` or one of `chapters/`; *Run All Cells*
computes the results again. The `.md` files hold the same code and the full markup of the book; JupyterLab opens them
by *Open With > Notebook*.

`textledger` reads the tables in `data/`. To use it with tables elsewhere, set the environment variable
`TEXTLEDGER_DATA` to their folder.

Version {__version__}. Text and data CC BY 4.0, code MIT; the short quotations are other people's.
"""

PYPROJECT = """[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "textledger"
version = "{version}"
requires-python = ">=3.11"
dependencies = [
{dependencies}
]

[tool.setuptools.packages.find]
include = ["textledger*"]
"""

COLAB = """# On Colab only: fetch the package and the tables of the book
import sys

if "google.colab" in sys.modules:
    !git clone --quiet --depth 1 {repository} /content/book
    !pip install --quiet {packages}
    sys.path.insert(0, "/content/book")"""


def pins(root: Path = ROOT, names: Iterable[str] = PINNED, file: str = "requirements.txt") -> list[str]:
    """Return requirements with the versions that the book pins: those of the chapters, unless others are named."""
    lines = (root / file).read_text(encoding="utf-8", errors="replace").splitlines()
    pinned = re.compile(rf"(?:{'|'.join(names)})==")
    return [line.rstrip("\\ ") for line in lines if pinned.match(line)]


def _no_drawing(spec: dict) -> str:
    raise LookupError("a chart to show, and nothing given that draws it")


@dataclass(frozen=True)
class Book:
    """What the notebook of a page is made from, beside its file and its outputs.

    Attributes:
        values: the numbers of the prose, as `markdown.glued_values` returns them.
        cited: the references of the prose, as `references.labels` returns them.
        citation: how the page is cited, as a heading and a text in Markdown, or "".
        listed: for the page of the bibliography: its entries as it prints them, by key, as Markdown.
        repository: the public address of the book, or ""; with it a notebook can fetch the package on Colab.
        base_url: the address of the site with a slash at its end, or "": then links lead to the other notebooks.
        draw: returns the SVG of a Vega-Lite specification.
        root: the folder of the book.
    """

    values: Mapping[str, str]
    cited: Mapping[str, str]
    citation: str = ""
    listed: Mapping[str, str] = field(default_factory=dict)
    repository: str = ""
    base_url: str = ""
    draw: Callable[[dict], str] = _no_drawing
    root: Path = ROOT

    def address(self, page: str) -> links.Address:
        """Return where links of a page's notebook lead."""

        def target_address(target: str, anchor: str) -> str:
            if self.base_url:
                return f"{self.base_url}{target}.html{anchor}"
            if target == page and anchor:
                return anchor
            return posixpath.relpath(f"{target}.ipynb", posixpath.dirname(page) or ".") + anchor

        return target_address


def _output(output: nbformat.NotebookNode, book: Book, address: links.Address) -> nbformat.NotebookNode | None:
    """Return an output as any notebook program shows it, or None where there is nothing to show."""
    if "data" not in output:
        return output
    data = {**output.data, **portable.forms(output.data, book.draw, address)}
    data = {kind: data[kind] for kind in sorted(data) if kind not in (FIGURE_MIME, TABLE_MIME)}
    if not any(data.values()) or any("papermill" in kind for kind in data):  # bound for the prose and not shown
        return None
    return nbformat.from_dict({**output, "data": data})


# nbformat's makers of cells check each cell; the notebook is checked as a whole when it is written
def _code(source: str, outputs: list, number: int | None) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": outputs, "execution_count": number}


def _prose(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(page: str, outputs: list[list[nbformat.NotebookNode]], book: Book) -> nbformat.NotebookNode:
    """Return a page as an executed notebook, its prose in plain Markdown.

    Args:
        page: the page name.
        outputs: those of each code cell.
        book: what else it is made from.
    """
    chapter = compat.read_notebook((book.root / f"{page}.md").read_text(encoding="utf-8"))
    address = book.address(page)
    plain = Plain(page, book.values, book.cited, book.listed, address)
    cells, ran = [], enumerate(outputs, 1)
    for cell in chapter.cells:
        if cell.cell_type == "code":
            number, cell_outputs = next(ran)
            portable = [form for output in cell_outputs if (form := _output(output, book, address))]
            cells.append(_code(cell.source, portable, number))
        elif text := plain(cell.source).strip():
            cells.append(_prose(text))
    if book.citation:
        cells.append(_prose(book.citation))
    if book.repository:
        requirements = (line.split(" ")[0] for line in pins(book.root))
        needed = (name for name in requirements if not name.startswith("numpy"))  # Colab has its own
        packages = " ".join(dict.fromkeys(needed))
        cells.insert(0, _code(COLAB.format(repository=book.repository, packages=packages), [], None))
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number}"  # the same on every run
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


KINDS = (".ipynb", ".md")  # of the files of each page


def is_current(target: Path, page: str, root: Path) -> bool:
    """Return whether a folder of the site has the files of a page as it is now; `write` copies its source last."""
    notebook, copy = (target / f"{page}{kind}" for kind in KINDS)
    return notebook.is_file() and copy.is_file() and copy.read_bytes() == (root / f"{page}.md").read_bytes()


def write(target: Path, page: str, outputs: list[list[nbformat.NotebookNode]], book: Book) -> None:
    """Write a page as `<page>.ipynb` and `<page>.md` into a folder of the site; for the arguments see `notebook`."""
    path = target / page
    path.parent.mkdir(parents=True, exist_ok=True)
    content = nbformat.writes(notebook(page, outputs, book)) + "\n"
    path.with_name(f"{path.name}.ipynb").write_text(content, encoding="utf-8")
    path.with_name(f"{path.name}.md").write_bytes((book.root / f"{page}.md").read_bytes())


def bundle(notebooks: dict[str, bytes], root: Path = ROOT) -> bytes:
    """Return the archive that runs in JupyterLab: notebooks, `textledger`, tables, requirements, instructions."""
    inside = dict(notebooks)
    code = (path for path in (root / "textledger").rglob("*") if "__pycache__" not in path.parts)
    for paths, kinds in (
        (code, (".py", ".json")),
        (drafts.published_files(root / "data"), (".csv", ".json", ".md", ".bib")),
    ):
        inside |= {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.suffix in kinds}
    required = "\n".join(f"    {json.dumps(line)}," for line in pins(root))  # markers hold single quotes
    inside["pyproject.toml"] = PYPROJECT.format(version=__version__, dependencies=required).encode()
    programs = [*pins(root, ["jupyterlab"], "requirements-lab.txt"), *pins(root, ["jupytext"])]
    inside["requirements.txt"] = "\n".join(["-e .", *programs, ""]).encode()
    inside["README.md"] = README.encode()
    below = {f"{NAME}/{name}": content for name, content in inside.items()}
    return archive.pack(below, level=1)  # every edit packs it: a third of the usual time for a seventh more bytes


def write_bundle(target: Path, root: Path = ROOT) -> None:
    """Write the archive of the pages' files beside them; a draft is in none."""
    published = [page for page in toc.pages(root) if page not in toc.drafts(root)]
    names = [f"{page}{kind}" for page in published for kind in KINDS]
    content = bundle({name: (target / name).read_bytes() for name in names}, root)
    write_file(target / f"{NAME}.zip", content)
