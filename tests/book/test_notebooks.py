"""The chapters as notebooks: readable without the book's tools, drawn and linked, and complete in their archive."""

import io
import json
import os
import posixpath
import re
import tomllib
import zipfile
from collections import Counter

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from pybtex.database import parse_file

from textledger import citing
from textledger.html.figures import split_caption
from textledger.html.inline import TABLE_MIME
from textledger_sphinx import toc
from textledger_sphinx.citation import references
from textledger_sphinx.notebooks import ipynb, launch
from textledger_sphinx.notebooks.page_tools import tools

from ..helpers import prose
from ..helpers.paths import DATA, ROOT

PAGES = toc.pages(ROOT)
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
    with zipfile.ZipFile(written / f"{ipynb.NAME}.zip") as archive:
        archive.extractall(folder)
    return folder / ipynb.NAME


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cells, page):
    """Return what the outputs of cells show, cell by cell; a link within the notebook by its anchor alone."""

    def as_shown(output):
        portable = {kind: text for kind, text in output.get("data", {}).items() if "textledger" not in kind}
        notebook_name = posixpath.basename(f"{page}.ipynb")
        return {kind: text.replace(f'href="{notebook_name}#', 'href="#') for kind, text in portable.items()} or output

    cell_outputs = [[output for output in cell.outputs if "papermill" not in str(output.get("data"))] for cell in cells]
    return [[form for output in outputs if any((form := as_shown(output)).values())] for outputs in cell_outputs]


def addresses(notebook):
    """Return where the links of a notebook lead, in prose and outputs."""
    result = []
    for cell in notebook.cells:
        result += re.findall(r"(?<!!)\]\(([^)]+)\)", cell.source) if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            result += re.findall(r'href="([^"]*)"', output.get("data", {}).get("text/html", ""))
    return result


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_has_the_code_of_its_chapter_and_has_run(written, page):
    notebook = nbformat.read(written / f"{page}.ipynb", 4)
    nbformat.validate(notebook)
    source = jupytext.read(ROOT / f"{page}.md", fmt="md:myst")
    assert [cell.source for cell in code_cells(notebook)] == [cell.source for cell in code_cells(source)]
    assert [cell.execution_count for cell in code_cells(notebook)] == list(range(1, len(code_cells(notebook)) + 1))
    assert notebook.metadata.kernelspec.name == "python3"


def test_a_notebook_shows_every_figure_and_table_of_its_page_and_nothing_that_needs_the_site(site, written):
    n = 0
    for page in PAGES:
        soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        on_page = soup.select("figure.tl-figure:has(.tl-chart)")
        notebook = nbformat.read(written / f"{page}.ipynb", 4)
        bundles = [output.data for cell in code_cells(notebook) for output in cell.outputs if "data" in output]
        markup = BeautifulSoup("".join(bundle.get("text/html", "") for bundle in bundles), "html.parser")
        figures = markup.select("figure")
        assert [figure["id"] for figure in figures] == [figure["id"] for figure in on_page]
        for figure, page_figure in zip(figures, on_page, strict=True):
            assert figure.img["alt"] == page_figure.select_one(".tl-chart")["aria-label"]
            headline, key = split_caption(figure.figcaption.get_text())
            assert page_figure.figcaption.get_text().endswith(f" {headline}")
            assert "".join(part.get_text() for part in page_figure.select(":scope > .tl-reading")) == key
            assert figure.select_one("details table").get_text() == page_figure.select_one(".tl-data table").get_text()
        assert len(markup.select("table")) == len(soup.select(".cell_output table:not(.tl-narrow *), .tl-numbers")), (
            page
        )
        assert not markup.select("form, input, button, select, script")
        assert {kind.split("/")[0] for bundle in bundles for kind in bundle} <= {"text", "image"}
        n += len(figures)
    assert n == sum(chapter.source.count('id="fig-') for chapter in prose.chapters()) > 0


@pytest.mark.parametrize("page", PAGES)
def test_the_prose_of_a_notebook_needs_no_tools_of_the_book(written, page):
    notebook = nbformat.read(written / f"{page}.ipynb", 4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{[a-z:]+\}`|^:::|^```\{|^\([a-z0-9-]+\)=", prose, flags=re.M)


def test_every_link_of_a_notebook_leads_to_what_it_names(written):
    notebooks = {page: nbformat.read(written / f"{page}.ipynb", 4) for page in PAGES}
    ids = {
        page: set(re.findall(r'\bid=\\?"([^"\\]+)', (written / f"{page}.ipynb").read_text(encoding="utf-8")))
        for page, notebook in notebooks.items()
    }
    n = Counter()
    for page, notebook in notebooks.items():
        for address in addresses(notebook):
            if re.match("https?://", address):
                continue
            name, _, anchor = address.partition("#")
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(page), name or f"{posixpath.basename(page)}.ipynb")
            )
            assert target.removesuffix(".ipynb") in notebooks, (page, address)
            assert not anchor or anchor in ids[target.removesuffix(".ipynb")], (page, address)
            n[target] += 1
    assert n["chapters/ledger.ipynb"] > 500
    assert n["chapters/bibliography.ipynb"] > 100


def test_links_lead_to_the_site_where_it_has_an_address(written):
    page = "chapters/travel"
    book = ipynb.Book({}, CITED, base_url="https://example.org/book/")
    marked = (
        '<a href="record:rewaq-c43">rewaq-c43</a> <a href="bibliography:foggo2025">Foggo</a> <a href="page:index">a</a>'
    )
    table = nbformat.v4.new_output("display_data", {TABLE_MIME: {"html": marked}, "text/plain": "a"})
    outputs = [[] for cell in code_cells(jupytext.read(ROOT / f"{page}.md", fmt="md:myst"))]
    outputs[0] = [table]
    links = addresses(ipynb.notebook(page, outputs, book))
    assert all(address.startswith("https://") for address in links), links
    for path in ("ledger.html#rewaq-c43", "bibliography.html#cite-foggo2025"):
        assert f"https://example.org/book/chapters/{path}" in links
    assert "https://example.org/book/index.html" in links


# References inside a sentence of a notebook: the page has them in the mark at its end.
REFERENCES = re.compile(r"\s*(?:\\\[|\()(?:\[[^\]]+\]\([^)]+\)[,;]?\s*)+(?:\\\]|\))")


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_in_a_notebook_are_those_of_the_page(site, written, page):
    soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    notebook = nbformat.read(written / f"{page}.ipynb", 4)
    prose = " ".join(" ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown").split())
    prose = REFERENCES.sub("", prose)
    for span in soup.select("article p > [data-glue]"):
        before = span.previous_sibling
        if isinstance(before, str) and before.strip() and not span.find_previous_sibling():
            begun = " ".join(f"{before}{span.get_text()}".split())
            assert re.sub("[“”‘’]", '"', begun) in re.sub("[“”‘’']", '"', prose), begun


def test_a_notebook_ends_with_the_citation_of_its_page(site, written):
    for page in PAGES:
        (item,) = json.loads((site / "cite" / f"{page}.json").read_text(encoding="utf-8"))
        last = nbformat.read(written / f"{page}.ipynb", 4).cells[-1].source
        heading, printed, status = last.split("\n\n")
        assert heading.startswith("## Cite this ")
        assert printed.replace("*", "") == citing.plain(citing.chicago(item))
        assert "not verified by a scholar" in status


def test_the_archive_is_complete(unpacked):
    for page in PAGES:
        assert (unpacked / f"{page}.md").read_bytes() == (ROOT / f"{page}.md").read_bytes()
        assert (unpacked / f"{page}.ipynb").is_file()
    for path in (ROOT / "data").glob("*.csv"):
        assert (unpacked / "data" / path.name).read_bytes() == path.read_bytes()
    project = tomllib.loads((unpacked / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dependencies"] == ipynb.pins()
    assert {pin.split("==")[0] for pin in ipynb.pins()} == set(ipynb.PINNED)
    assert "-e ." in (unpacked / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_the_archive_is_the_same_on_every_run(written):
    files = {path.relative_to(written).as_posix(): path.read_bytes() for path in written.rglob("*.*")}
    bundle = files.pop(f"{ipynb.NAME}.zip")
    same = ipynb.bundle(files) == bundle  # of megabytes, a difference takes minutes to print
    assert same
    assert len({info.date_time for info in zipfile.ZipFile(io.BytesIO(bundle)).infolist()}) == 1


# The home page, the page with most charts and tables, the page with measures: the audit runs all.
@pytest.mark.parametrize("page", ["index", "chapters/ecss", "chapters/method"])
def test_a_notebook_of_the_archive_runs_with_nothing_but_the_archive(unpacked, page):
    notebook = nbformat.read(unpacked / f"{page}.ipynb", 4)
    notebook.cells.append(nbformat.v4.new_code_cell("import textledger; print(textledger.__file__)"))
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str((unpacked / page).parent)}})
    delivered = shown(code_cells(notebook)[:-1], page)
    client.execute(env={**os.environ, "PYTHONPATH": str(unpacked)})
    *cells, last = code_cells(notebook)
    assert last.outputs[0].text.startswith(str(unpacked))
    assert shown(cells, page) == delivered, "what it shows when it is run is what it was delivered with"


def test_no_service_is_offered_while_the_repository_has_no_address():
    assert launch.links("", "chapters/rewaq", hub="https://hub.example.org") == []
    markup = tools("chapters/rewaq", "../")
    assert "http" not in markup
    assert 'href="../notebooks/chapters/rewaq.ipynb"' in markup


def test_services_open_the_chapter_once_the_repository_has_an_address():
    services = dict(launch.links(REPOSITORY, "chapters/rewaq", hub="https://hub.example.org/"))
    assert list(services) == ["Binder", "Colab", "JupyterHub"]
    assert services["Binder"].endswith("/gh/example/book/main?urlpath=lab%2Ftree%2Fchapters%2Frewaq.md")
    assert services["Colab"].endswith("/github/example/book/blob/gh-pages/notebooks/chapters/rewaq.ipynb")
    assert services["JupyterHub"].startswith("https://hub.example.org/hub/user-redirect/git-pull?")
    assert "Open in Binder" in tools("chapters/rewaq", "../", REPOSITORY)
    assert "Open in JupyterHub" not in tools("chapters/rewaq", "../", REPOSITORY)


def test_a_notebook_fetches_the_book_on_colab_only_where_it_has_an_address():
    outputs = [[] for _ in code_cells(jupytext.read(ROOT / "index.md", fmt="md:myst"))]
    assert "google.colab" not in ipynb.notebook("index", outputs, ipynb.Book({}, CITED)).cells[0].source
    first = ipynb.notebook("index", outputs, ipynb.Book({}, CITED, repository=REPOSITORY)).cells[0]
    assert REPOSITORY in first.source
    assert all(f"{name}==" in first.source for name in ipynb.PINNED if name != "numpy")


@pytest.mark.parametrize("address", ["example/book", "https://example.org/book", "https://github.com/example"])
def test_an_address_of_another_form_is_refused(address):
    with pytest.raises(ValueError, match="textledger_repository"):
        launch.links(address, "index")
