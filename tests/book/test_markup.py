"""The markup of every page: strict HTML, headings, titles, tables, links and anchors."""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urldefrag

import html5lib
import pytest

from textledger import records

from ..helpers.serving import PAGES

ELSEWHERE = re.compile(r"(https?|mailto|data|javascript):")
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
LINKED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}  # `rel` of links that a browser fetches


def test_every_chapter_is_built_and_nothing_else(site):
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert built == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_html_is_strict(site, page):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    parser.parse((site / page).read_text(encoding="utf-8"))
    assert not [(at, code, about) for at, code, about in parser.errors][:5]


@pytest.mark.parametrize("page", PAGES)
def test_letters_with_marks_are_composed(site, page):
    words = (site / page).read_text(encoding="utf-8").split()
    assert not [word for word in words if not unicodedata.is_normalized("NFC", word)][:5]


@pytest.fixture(scope="module")
def anchors(soup):
    """The ids of a built page: a function of its name."""
    return cache(lambda page: {tag["id"] for tag in soup(page).select("[id]")})


@pytest.mark.parametrize("page", PAGES)
def test_links_and_anchors_resolve(site, soup, anchors, page):
    broken = []
    for link in soup(page).select("a[href], link[href], script[src], img[src]"):
        address = link.get("href") or link.get("src")
        if ELSEWHERE.match(address):
            continue
        path, fragment = urldefrag(address)
        path = unquote(path.split("?")[0])
        target = (site / page).parent / path if path else site / page
        if not target.is_file():
            broken.append(address)
            continue
        page_there = target.resolve().relative_to(site.resolve()).as_posix()
        if fragment and target.suffix == ".html" and unquote(fragment) not in anchors(page_there):
            broken.append(address)
    assert not broken[:5]


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_on_a_page(soup, page):
    ids = Counter(tag["id"] for tag in soup(page).select("[id]"))
    assert not [name for name, times in ids.items() if times > 1]


@pytest.mark.parametrize("page", PAGES)
def test_references_between_elements_resolve(soup, anchors, page):
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for tag in soup(page).select(f"[{attribute}]"):
            assert set(str(tag[attribute]).split()) <= anchors(page), tag


@pytest.mark.parametrize("page", PAGES)
def test_headings_descend_one_level_at_a_time(soup, page):
    levels = [int(tag.name[1]) for tag in soup(page).select("main :is(h1, h2, h3, h4, h5, h6)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels


def test_titles_and_descriptions_are_unique(soup):
    titles = Counter(soup(page).title.get_text() for page in PAGES)
    descriptions = Counter(soup(page).select_one("meta[name=description]")["content"] for page in PAGES)
    assert titles.most_common(1)[0][1] == 1
    assert descriptions.most_common(1)[0][1] == 1
    assert all(len(text) >= 40 for text in descriptions), [text for text in descriptions if len(text) < 40]


@pytest.mark.parametrize("page", PAGES)
def test_tables_say_what_they_are(soup, page):
    for table in soup(page).select("table"):
        frame = table.find_parent(attrs={"role": "region"})
        label = (frame and frame.get("aria-label")) or table.get("aria-label")
        assert table.caption or label, str(table)[:200]
        for head in table.select("th"):
            assert head.get("scope") in ("col", "row", "colgroup", "rowgroup"), str(head)
            assert head.get_text(strip=True) or head.find("svg"), f"an empty heading in {str(table)[:200]}"


def words(text):
    return set(re.findall(r"\w+", text))


def test_every_published_record_has_its_anchor_on_its_page(soup):
    registry = records.table("records").query("status == 'published'")
    claim = registry["table"] == "claims"
    for page, expected in (("ledger", registry[claim]), ("registers", registry[~claim])):
        anchors = {tag["id"] for tag in soup(f"chapters/{page}.html").select("[id]")}
        assert set(expected["record_id"]) == anchors & set(registry["record_id"])


def test_a_citation_shows_its_reference_on_hover(soup):
    shown = 0
    entries = {entry["id"]: words(entry.get_text()) for entry in soup("chapters/bibliography.html").select(".citation")}
    for page in PAGES:
        for link in soup(page).select("article :is(.tl-notes .tl-ref a, .bibtex-citation a)"):
            shown += 1
            assert words(link["title"]) <= entries[link["href"].partition("#")[2]], link["title"]
    assert shown > 100


@pytest.mark.parametrize("page", PAGES)
def test_markup_asks_for_nothing_from_elsewhere(soup, page):
    addresses = [tag[name] for element, name in LOADED.items() for tag in soup(page).select(f"{element}[{name}]")]
    addresses += [link["href"] for link in soup(page).select("link[href]") if LINKED & set(link.get("rel", []))]
    assert not [address for address in addresses if re.match("(https?:)?//", address)]


def test_nothing_is_left_of_the_default_themes(site):
    for page in PAGES:
        text = (site / page).read_text(encoding="utf-8")
        addresses = " ".join(re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', text))
        for name in ("executablebooks", "bootstrap", "fontawesome", "thebe", "sphinx-book-theme"):
            assert name not in addresses, (page, name)
