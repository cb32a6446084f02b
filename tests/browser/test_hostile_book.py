"""Hostile text in every table, reference, title and setting stays text: on pages, in their heads, in files, in EPUB."""

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from ..helpers import hostile, whole_book
from ..helpers.serving import serve

EPUB = "from pathlib import Path; from textledger_publish import epub; Path('book.epub').write_bytes(epub.book())"
# What has come to be of the text: scripts that ran, elements, attributes that run something, addresses that do.
LOOK = f"""() => ({{
    ran: window.{hostile.MARKER} ?? null,
    elements: document.querySelectorAll('.{hostile.MARKER}').length,
    handlers: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on')),
    addresses: [...document.querySelectorAll('[href], [src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src'))
        .filter(a => /^\\s*(javascript|data|vbscript):/i.test(a)),
}})"""
NOTHING = {"ran": None, "elements": 0, "handlers": [], "addresses": []}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of a book that is full of hostile text."""
    return hostile.book(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def opened(pages, chromium):
    """A function that opens a page, and what went wrong in it."""
    with serve(pages) as running:
        context = chromium.new_context(reduced_motion="reduce")
        page, wrong = context.new_page(), []
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)

        def at(name):
            wrong.clear()
            page.goto(f"{running.url}/{name}", wait_until="load")
            return page, wrong

        yield at
        context.close()


def test_pages_show_it_and_do_nothing_of_it(pages, opened):
    names = [path.relative_to(pages).as_posix() for path in sorted(pages.rglob("*.html"))]
    assert len(names) > len(hostile.PAGES)
    for name in names:
        page, wrong = opened(name)
        assert page.evaluate(LOOK) == NOTHING, name
        assert wrong == [], name
        assert hostile.TAG in page.title(), name
        shown = page.locator("main").inner_text()
        assert name == "index.html" or hostile.TAG in shown, name
        assert page.locator("footer").inner_text().count("{{ 7*7 }} {% raw %} `code` **strong**") == 3, name


def test_cards_and_results_show_it_and_do_nothing_of_it(opened):
    page, wrong = opened("chapters/ecss.html")
    number = page.locator(".tl-notes > ol > li:has([data-record=ecss-c01])").first.get_attribute("id").split("-")[1]
    page.locator(f"#mark-{number}").hover()
    card = page.locator(".tl-pop")
    card.wait_for()
    if not card.locator("details[open]").count():
        card.locator("summary", has_text="ecss-c01").click()
    card.locator(".tl-brief").wait_for()
    assert hostile.TAG in card.inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.get_by_label("Search the book, in English or Arabic").fill("onerror")
    page.wait_for_function("/result/.test(document.querySelector('.tl-search-told').textContent)")
    assert hostile.TAG in page.locator(".tl-found").inner_text()
    assert page.evaluate(LOOK) == NOTHING
    assert wrong == []


def test_heads_and_files_have_it_as_text(pages):
    for path in pages.rglob("*.html"):
        head = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").head
        (described,) = head.select('script[type="application/ld+json"]')
        assert hostile.TAG in json.loads(described.string)["name"], path.name
        assert hostile.TAG in head.find("meta", {"name": "citation_title"})["content"], path.name
    for path in [*pages.rglob("*.json"), *pages.rglob("*.jsonld"), *pages.rglob("*.ipynb")]:
        json.loads(path.read_text(encoding="utf-8"))
    for path in pages.rglob("*.ris"):
        lines = path.read_text(encoding="utf-8").split("\n")
        assert [line for line in lines if not re.match("[A-Z][A-Z0-9]  - |$", line)] == [], path.name


def test_the_e_book_is_well_formed_and_has_it_as_text(pages):
    whole_book.run(pages.parents[1], "-c", EPUB)
    with zipfile.ZipFile(io.BytesIO((pages.parents[1] / "book.epub").read_bytes())) as book:
        parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if "xhtml" in name}
    assert len(parts) > len(hostile.PAGES)
    for name, root in parts.items():
        made = [e for e in root.iter() if e.get("class") == hostile.MARKER or e.tag.endswith("}script")]
        assert made == [], name
        assert not [key for e in root.iter() for key in e.attrib if key.startswith("on")], name
    assert hostile.TAG in "".join(parts["EPUB/bibliography.xhtml"].itertext())
