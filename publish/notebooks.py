"""The chapters as notebooks: `.ipynb` without outputs, `.md`, and one archive that runs in JupyterLab."""

import json
import re
from pathlib import Path

import nbformat
import yaml
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

from textledger import __version__

from .browser.wheels import archive
from .plain import Plain

ROOT = Path(__file__).parents[1]
NAME = "filling-the-vacuum"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
PINNED = ("altair", "numpy", "pandas")

README = f"""# Filling the Vacuum? The notebooks

Every chapter of the book as a notebook (`.ipynb`) and as text (`.md`), the package `textledger` behind them, and the
tables they read. Python 3.11 or later.

    pip install -r requirements.txt
    jupyter lab

Run `pip` in this folder: it installs the package from here. Open `index.ipynb` or one of `chapters/`, and choose
*Run All Cells*. The `.md` files hold the same code and the full markup of the book; JupyterLab opens them by
*Open With > Notebook*.

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

[tool.setuptools.package-data]
textledger = ["schema/*.json"]
"""

COLAB = """# On Colab only: fetch the package and the tables of the book
import sys

if "google.colab" in sys.modules:
    !git clone --quiet --depth 1 {repository} /content/book
    !pip install --quiet altair=={altair} pandas=={pandas}
    sys.path.insert(0, "/content/book")"""


def pages(root: Path = ROOT) -> list[str]:
    """Return the names of the book's pages in reading order."""
    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(entry["file"] for part in toc["parts"] for entry in part["chapters"])]


def pins(root: Path = ROOT) -> list[str]:
    """Return the requirements of the chapters with the versions the book is built with."""
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = re.compile(rf"(?:{'|'.join(PINNED)})==")
    return [line.rstrip("\\ ") for line in lines if wanted.match(line)]


def notebook(page: str, values: dict, cited: dict, root: Path = ROOT, repository: str = "") -> nbformat.NotebookNode:
    """Return a page as a notebook without outputs, its prose in plain Markdown.

    Args:
        page: the page name.
        values: the numbers of the prose, as `plain.glued_values` returns them.
        cited: the references of the prose, as `references.labels` returns them.
        root: the folder of the book.
        repository: its public address, or ""; with it the notebook can fetch the package on Colab.
    """
    read = read_myst_markdown_notebook((root / f"{page}.md").read_text(encoding="utf-8"), MdParserConfig())
    plain = Plain(page, values, cited)
    cells = []
    for cell in read.cells:
        if cell.cell_type == "code":
            cells.append(nbformat.v4.new_code_cell(cell.source))
        elif text := plain(cell.source).strip():
            cells.append(nbformat.v4.new_markdown_cell(text))
    if repository:
        versions = dict(line.split(" ")[0].split("==") for line in pins(root))
        cells.insert(0, nbformat.v4.new_code_cell(COLAB.format(repository=repository, **versions)))
    for number, cell in enumerate(cells, 1):
        cell.id = f"cell-{number}"  # the same on every run
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})


def files(page: str, values: dict, cited: dict, root: Path = ROOT, repository: str = "") -> dict[str, bytes]:
    """Return a page as `<page>.ipynb` and `<page>.md`; for the arguments see `notebook`."""
    written = nbformat.writes(notebook(page, values, cited, root, repository)) + "\n"
    return {f"{page}.ipynb": written.encode(), f"{page}.md": (root / f"{page}.md").read_bytes()}


def bundle(notebooks: dict[str, bytes], root: Path = ROOT) -> bytes:
    """Return the archive that runs in JupyterLab: notebooks, `textledger`, tables, requirements, instructions."""
    inside = dict(notebooks)
    for folder, kinds in (("textledger", (".py", ".json")), ("data", (".csv", ".json", ".md", ".bib"))):
        for path in (root / folder).rglob("*"):
            if path.suffix in kinds and "__pycache__" not in path.parts:
                inside[path.relative_to(root).as_posix()] = path.read_bytes()
    required = "\n".join(f"    {json.dumps(line)}," for line in pins(root))  # markers hold single quotes
    inside["pyproject.toml"] = PYPROJECT.format(version=__version__, dependencies=required).encode()
    inside["requirements.txt"] = b"-e .\njupyterlab>=4\njupytext>=1.16\n"
    inside["README.md"] = README.encode()
    return archive({f"{NAME}/{name}": content for name, content in inside.items()})


def write(target: Path, page: str, values: dict, cited: dict, root: Path = ROOT, repository: str = "") -> None:
    """Write a page's files into a folder of the site; for the other arguments see `notebook`."""
    for name, content in files(page, values, cited, root, repository).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_bundle(target: Path, root: Path = ROOT) -> None:
    """Write the archive beside the pages' files, of which it is made."""
    names = [f"{page}{suffix}" for page in pages(root) for suffix in (".ipynb", ".md")]
    made = bundle({name: (target / name).read_bytes() for name in names}, root)
    (target / f"{NAME}.zip").write_bytes(made)
