"""What built pages say of themselves to machines, read by others' extractors."""

import hashlib
import re
import struct
from collections import Counter

import pytest
from docutils import nodes

from textledger import citing, records
from textledger_sphinx.metadata import head, page_metadata, social_image

from ...helpers.heads import extracted, kind_of, named, words_of
from ...helpers.raw import rows
from ...helpers.serving import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_each_value_is_said_once(soup, page):
    tags = soup(page).head.find_all("meta")
    counts = Counter(tag.get("name") or tag.get("property") for tag in tags if not tag.has_attr("charset"))
    assert {name for name, n in counts.items() if n > 1} <= {"citation_author"}
    assert len(soup(page).head.find_all("title")) == 1
    for name in ("description", "citation_title", "citation_author", "DC.type", "og:title", "og:description"):
        assert counts[name], name
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
    descriptions = {page: named(soup(page), "description")[0] for page in PAGES}
    assert len(set(descriptions.values())) == len(PAGES)
    for page, text in descriptions.items():
        assert page_metadata.LEAST <= len(text) <= page_metadata.DESCRIPTION + 200, page
        assert re.search(r"[.?!]$", text), page
        assert not re.search(r"Abstract\.|::|\{|rewaq-[a-z]\d|<", text), page
        assert words_of(text)[:60] in words_of(body(page)), page


@pytest.mark.parametrize("page", PAGES)
def test_json_ld_and_open_graph_are_extracted(extract, soup, page):
    node, graph = extract(page)
    assert node["@type"] == {"book": "Book", "dataset": "Dataset", "chapter": "Chapter"}[kind_of(page)]
    assert [node["name"]] == named(soup(page), "citation_title") == [graph["og:title"]]
    assert [node["description"]] == named(soup(page), "description") == [graph["og:description"]]
    assert [node["datePublished"].replace("-", "/")] == named(soup(page), "citation_publication_date")
    # the comma keeps the name of a body whole where programs split at spaces
    assert [f"{author['name']}," for author in node["author"]] == named(soup(page), "citation_author")


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


def doctree(*paragraphs):
    section = nodes.section("", nodes.title("", "T"), *paragraphs)
    return nodes.container("", section)


def test_a_summary_is_the_first_paragraph_without_its_references():
    sentence = "The texts agree in more than half of all places that could be compared with a source"
    paragraph = nodes.paragraph("", "", nodes.strong("", "Abstract."), nodes.Text(f" {sentence} "))
    paragraph += nodes.inline("", "rewaq-c07", classes=["tl-claims"])
    paragraph += nodes.Text(" ")
    paragraph += nodes.inline("", "[", nodes.reference("", "NATO, 2021", refuri="b.html#cite-nato"))
    paragraph += nodes.Text(".")
    page = doctree(nodes.paragraph("", "A subtitle"), paragraph, nodes.paragraph("", "Another."))
    assert page_metadata.summary(page, {}) == f"{sentence}."
    assert page_metadata.summary(page, {"description": "Written  by hand."}) == "Written by hand."
    assert page_metadata.summary(doctree(), {}) == ""


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One. Two is longer. Three.", 20, "One. Two is longer."),
        ("A first sentence beyond the limit. Two.", 5, "A first sentence beyond the limit."),
        ("Costs 2.5 per cent. Really?", 100, "Costs 2.5 per cent. Really?"),
    ],
)
def test_descriptions_end_with_a_sentence(text, limit, expected):
    assert page_metadata.trim(text, limit) == expected


def test_the_image_is_drawn_with_its_words_and_always_the_same(site):
    image = (site / head.IMAGE).read_bytes()
    assert image == social_image.png()
    assert struct.unpack(">II", image[16:24]) == head.IMAGE_SIZE == social_image.SIZE
    title, subtitle = citing.split_title(citing.book()["title"])
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", social_image.svg())
    assert " ".join(lines) == f"{title} {subtitle} {citing.book()['author'][0]['literal']}"
    for face in (social_image.SERIF, social_image.SANS):  # a face that is not found draws nothing, and nothing says so
        without = social_image.svg().replace(face[2], "No such face")
        assert social_image.render(without) != image
    assert all(
        social_image.width(line, social_image.SERIF, 46) <= 1020
        for line in social_image.wrap(subtitle, social_image.SERIF, 46, 1020)
    )
    assert set(re.findall('fill="(#[^"]+)"', social_image.svg())) >= set(records.colours().values())
