"""The chapters as notebooks: readable without the book's tools, and complete in their archive."""

import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from pybtex.database import parse_file

from publish import launch, notebooks, references
from textledger_sphinx.run import tools

from .conftest import DATA, ROOT

PAGES = notebooks.pages()
CITED = references.labels(parse_file(str(DATA / "references.bib")).entries)
REPOSITORY = "https://github.com/example/book"


@pytest.fixture(scope="module")
def written(site):
    """The folder of notebooks beside the built pages."""
    return site / "notebooks"


@pytest.fixture(scope="module")
def unpacked(written, tmp_path_factory):
    """The archive, unpacked."""
    folder = tmp_path_factory.mktemp("notebooks")
    with zipfile.ZipFile(written / f"{notebooks.NAME}.zip") as archive:
        archive.extractall(folder)
    return folder / notebooks.NAME


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_has_the_code_of_its_chapter_and_no_outputs(written, page):
    made = nbformat.read(written / f"{page}.ipynb", 4)
    nbformat.validate(made)
    source = jupytext.read(ROOT / f"{page}.md", fmt="md:myst")
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code] == [cell.source for cell in source.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert made.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("page", PAGES)
def test_the_prose_of_a_notebook_needs_no_tools_of_the_book(written, page):
    made = nbformat.read(written / f"{page}.ipynb", 4)
    prose = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{[a-z:]+\}`|^:::|^```\{", prose, flags=re.M)
    for address in re.findall(r"\]\(([^)]+)\)", prose):
        assert re.match("https?:", address) or (written / page).parent.joinpath(address).is_file(), address


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_in_a_notebook_are_those_of_the_page(site, written, page):
    soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    made = nbformat.read(written / f"{page}.ipynb", 4)
    prose = " ".join(" ".join(cell.source for cell in made.cells if cell.cell_type == "markdown").split())
    for span in soup.select("article p > [data-glue]"):
        before = span.previous_sibling
        if isinstance(before, str) and before.strip() and not span.find_previous_sibling():
            begun = " ".join(f"{before}{span.get_text()}".split())
            assert re.sub("[“”‘’]", '"', begun) in re.sub("[“”‘’']", '"', prose), begun


def test_the_archive_is_complete(unpacked):
    for page in PAGES:
        assert (unpacked / f"{page}.md").read_bytes() == (ROOT / f"{page}.md").read_bytes()
        assert (unpacked / f"{page}.ipynb").is_file()
    for path in (ROOT / "data").glob("*.csv"):
        assert (unpacked / "data" / path.name).read_bytes() == path.read_bytes()
    named = tomllib.loads((unpacked / "pyproject.toml").read_text(encoding="utf-8"))
    assert named["project"]["dependencies"] == notebooks.pins()
    assert {pin.split("==")[0] for pin in notebooks.pins()} == {"altair", "numpy", "pandas"}
    assert "-e ." in (unpacked / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_the_archive_is_the_same_on_every_run(written):
    made = {path.relative_to(written).as_posix(): path.read_bytes() for path in written.rglob("*.*")}
    kept = made.pop(f"{notebooks.NAME}.zip")
    assert notebooks.bundle(made) == kept
    assert len({info.date_time for info in zipfile.ZipFile(io.BytesIO(kept)).infolist()}) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_of_the_archive_runs_with_nothing_but_the_archive(unpacked, page):
    made = nbformat.read(unpacked / f"{page}.ipynb", 4)
    made.cells.append(nbformat.v4.new_code_cell("import textledger; print(textledger.__file__)"))
    client = NotebookClient(made, timeout=300, resources={"metadata": {"path": str((unpacked / page).parent)}})
    client.execute(env={**os.environ, "PYTHONPATH": str(unpacked)})
    assert made.cells[-1].outputs[0].text.startswith(str(unpacked))


def test_without_the_books_tools_binding_a_number_does_nothing():
    code = "import sys; sys.modules['myst_nb'] = None; from textledger import glue; glue('n', 1)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr


def test_no_service_is_offered_while_the_repository_has_no_address():
    assert launch.links("", "chapters/rewaq", hub="https://hub.example.org") == []
    markup = tools("chapters/rewaq", "../")
    assert "http" not in markup
    assert 'href="../notebooks/chapters/rewaq.ipynb"' in markup


def test_services_open_the_chapter_once_the_repository_has_an_address():
    found = dict(launch.links(REPOSITORY, "chapters/rewaq", hub="https://hub.example.org/"))
    assert list(found) == ["Binder", "Colab", "JupyterHub"]
    assert found["Binder"].endswith("/gh/example/book/main?urlpath=lab%2Ftree%2Fchapters%2Frewaq.md")
    assert found["Colab"].endswith("/github/example/book/blob/gh-pages/notebooks/chapters/rewaq.ipynb")
    assert found["JupyterHub"].startswith("https://hub.example.org/hub/user-redirect/git-pull?")
    assert "Open in Binder" in tools("chapters/rewaq", "../", REPOSITORY)
    assert "Open in JupyterHub" not in tools("chapters/rewaq", "../", REPOSITORY)


def test_a_notebook_fetches_the_book_on_colab_only_where_it_has_an_address():
    assert "google.colab" not in notebooks.notebook("index", {}, CITED).cells[0].source
    first = notebooks.notebook("index", {}, CITED, repository=REPOSITORY).cells[0]
    assert REPOSITORY in first.source
    assert "pandas==" in first.source


@pytest.mark.parametrize("address", ["example/book", "https://example.org/book", "https://github.com/example"])
def test_an_address_of_another_form_is_refused(address):
    with pytest.raises(ValueError, match="textledger_repository"):
        launch.links(address, "index")
