"""The archive of notebooks, as a reader has it: unpacked, installed into an environment of its own, read and executed.

The chapters of a copy of the repository, too, as `make lab` opens them.
"""

import re
import subprocess
import sys
import zipfile

import nbformat
import pytest
from bs4 import BeautifulSoup

from textledger_sphinx import toc
from textledger_sphinx.notebooks import ipynb

from .book.test_notebooks import code_cells, shown
from .helpers import lab

ROOT = ipynb.ROOT
CHANGED = ["git", "status", "--porcelain"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The unpacked archive of the built book, with a new environment in `env`."""
    top = tmp_path_factory.mktemp("reader")
    with zipfile.ZipFile(ROOT / "_build" / "html" / "notebooks" / f"{ipynb.NAME}.zip") as archive:
        archive.extractall(top)
    unpacked = top / ipynb.NAME
    subprocess.run([sys.executable, "-m", "venv", unpacked / "env"], check=True)
    install = [unpacked / "env" / "bin" / "pip", "install", "--quiet", "-r", "requirements.txt"]
    subprocess.run(install, cwd=unpacked, check=True)
    return unpacked


def on_page(page):
    """Return the figures of a page: of each the text alternative."""
    markup = (ROOT / "_build" / "html" / f"{page}.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(markup, "html.parser")
    return [chart["aria-label"] for chart in soup.select("figure.tl-figure .tl-chart")]


def in_outputs(path):
    """Return the markup of the figures in the outputs of a notebook, each of which has a picture of its own as well."""
    outputs = [output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
    bundles = [output.data for output in outputs if "<figure" in output.get("data", {}).get("text/html", "")]
    assert all("<svg" in bundle["image/svg+xml"] for bundle in bundles)
    return [bundle["text/html"] for bundle in bundles]


def jupyter(folder, *command):
    ran = subprocess.run([folder / "env" / "bin" / "jupyter", *command], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]


@pytest.mark.parametrize("page", toc.pages(ROOT))
def test_a_notebook_runs_in_an_environment_of_its_own_and_draws_what_it_was_delivered_with(folder, page):
    executed = folder / f"{page}.done.ipynb"
    jupyter(folder, "nbconvert", "--to", "notebook", "--execute", "--output", executed, folder / f"{page}.ipynb")
    code = code_cells(nbformat.read(executed, 4))
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert shown(code, page) == shown(code_cells(nbformat.read(folder / f"{page}.ipynb", 4)), page)
    pictures = in_outputs(executed)
    assert pictures == in_outputs(folder / f"{page}.ipynb")
    assert len(pictures) == len(on_page(page))


def test_every_chart_is_drawn_in_jupyterlab_and_in_html_of_nbconvert(folder, chromium, tmp_path):
    drawn = 0
    command = [folder / "env" / "bin" / "jupyter", "lab", "--ip=127.0.0.1", *lab.OPTIONS]
    with lab.running(command, folder, tmp_path) as address:
        for page in toc.pages(ROOT):
            expected = on_page(page)
            tab = chromium.new_page()
            tab.goto(f"{address}/tree/{page}.ipynb?reset")  # nobody ran it here, so that it is not trusted
            figures = lab.figures(tab, len(expected))
            assert [figure["alt"] for figure in figures] == expected, page
            assert lab.faults(figures) == [], page
            jupyter(folder, "nbconvert", "--to", "html", "--output", tmp_path / "page.html", folder / f"{page}.ipynb")
            tab.goto((tmp_path / "page.html").as_uri(), wait_until="domcontentloaded")
            widths = tab.eval_on_selector_all("figure img", "all => all.map(one => one.naturalWidth)")
            assert len(widths) == len(expected), page
            assert all(widths), page
            tab.close()
            drawn += len(figures)
    assert drawn


def test_a_chapter_of_the_repository_opens_as_a_notebook_draws_its_charts_and_stays_as_it_is(chromium, tmp_path):
    before = subprocess.run(CHANGED, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with lab.running(["make", "lab", f"LAB_OPTIONS={' '.join(lab.OPTIONS)}"], ROOT, tmp_path) as address:
        tab = chromium.new_page()
        requests = []
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(f"{address}/tree/chapters/rewaq.md?reset")
        assert lab.figures(tab, 0) == []
        tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=lab.PATIENCE)
        tab.get_by_role("menuitem", name="Run", exact=True).click()
        tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expected = on_page("chapters/rewaq")
        figures = lab.figures(tab, len(expected))
        assert [figure["alt"] for figure in figures] == expected
        assert lab.faults(figures) == []
        record = tab.locator(".jp-OutputArea a:visible", has_text=re.compile("^rewaq-c[0-9]+$")).first
        name = record.text_content()
        record.click()
        tab.wait_for_url("**/chapters/ledger.ipynb", timeout=lab.PATIENCE)
        entry = tab.locator(".jp-OutputArea p", has_text=re.compile(f"^{name} Claim"))
        entry.first.wait_for(state="attached", timeout=lab.PATIENCE)
        tab.close()
    assert [url for url in requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
    assert subprocess.run(CHANGED, cwd=ROOT, capture_output=True, text=True, check=True).stdout == before
