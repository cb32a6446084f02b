"""How the book, its parts and its records are cited: one master, every format read back by other programs."""

import json
import re
import tomllib
from functools import cache

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware

import textledger
from textledger import cff, citing
from textledger_sphinx.citation import csl, formats
from textledger_sphinx.citation.csl import Page, Settings

from ..helpers import schemas
from ..helpers.paths import DATA, ROOT
from ..helpers.raw import page, rows

NONE = Settings()
SOME = Settings("https://book.example/", "10.1234/book")
SCHEMA = json.loads((ROOT / "tests" / "helpers" / "csl.schema.json").read_text(encoding="utf-8"))
MASTER = yaml.safe_load(cff.FILE.read_text(encoding="utf-8"))


def heading(path):
    """Return the first heading of a chapter."""
    return re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.M)[1]


def pages():
    """Return all pages of the book."""
    result = [Page("index", heading(ROOT / "index.md"), "book", abstract="What it is about, in 100 % & more.")]
    for path in sorted((ROOT / "chapters").glob("*.md")):
        kind = "dataset" if path.stem == "data" else "chapter"
        result.append(Page(f"chapters/{path.stem}", heading(path), kind))
    return result


@cache
def items(settings):
    """Return everything that can be cited: all pages and all claims."""
    claims = [row["claim_id"] for row in rows("claims")]
    return [csl.page_item(page, settings) for page in pages()] + [csl.record_item(id, settings) for id in claims]


# The master


CFF = ("--builtin-schema", "vendor.citation-file-format")


def test_the_master_is_valid_and_a_broken_one_is_not(tmp_path):
    broken = tmp_path / "CITATION.cff"
    broken.write_text(yaml.safe_dump({**MASTER, "licence": "CC-BY-4.0"}), encoding="utf-8")
    assert schemas.faults(cff.FILE, *CFF) == ""
    assert "licence" in schemas.faults(broken, *CFF)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": "9.9"}, "version"),
        ({"date-released": "2020-01-01"}, "date-released"),
        ({"preferred-citation": {"type": "article"}}, "preferred-citation: type"),
        ({"authors": [{"given-names": "Jane"}]}, "neither name nor family-names"),
        ({"title": ""}, "title is missing"),
    ],
)
def test_a_master_that_contradicts_itself_is_refused(tmp_path, change, message):
    path = tmp_path / "CITATION.cff"
    path.write_text(yaml.safe_dump({**MASTER, **change}), encoding="utf-8")
    with pytest.raises(cff.CitationError, match=message):
        citing.items(path)


def test_what_travels_with_the_tables_is_what_the_master_says():
    assert (DATA / "citation.json").read_text(encoding="utf-8") == citing.render()


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert {textledger.__version__, project["version"], package["version"]} == {MASTER["version"]}
    assert [author["literal"] for author in citing.book()["author"]] == [a["name"] for a in MASTER["authors"]]


# The two printed styles, on works that are not the book

BOOK = {
    "id": "b",
    "type": "book",
    "title": "Rivers & Roads: A history",
    "edition": "Version 2",
    "author": [{"literal": "The Rivers Group"}, {"literal": "Roads Ltd."}],
    "issued": {"date-parts": [[2031, 2, 3]]},
    "language": "en",
}
CHAPTER = {**BOOK, "type": "chapter", "title": "Who dug it?", "container-title": "Rivers"}
DATASET = {
    **BOOK,
    "type": "dataset",
    "version": "2",
    "genre": "Data set",
    "DOI": "10.1/x",
    "URL": "https://a.example/",
    "publisher": "The Press",
}
del DATASET["edition"]


@pytest.mark.parametrize(
    ("item", "apa", "chicago"),
    [
        (
            BOOK,
            "The Rivers Group & Roads Ltd. (2031). Rivers & Roads: A history (Version 2).",
            "The Rivers Group and Roads Ltd. Rivers & Roads: A history. Version 2. February 3, 2031.",
        ),
        (
            CHAPTER,
            "The Rivers Group & Roads Ltd. (2031). Who dug it? In Rivers (Version 2).",
            "The Rivers Group and Roads Ltd. “Who dug it?” In Rivers. Version 2. February 3, 2031.",
        ),
        (
            DATASET,
            "The Rivers Group & Roads Ltd. (2031). Rivers & Roads: A history (Version 2) [Data set]. "
            "The Press. https://doi.org/10.1/x",
            "The Rivers Group and Roads Ltd. Rivers & Roads: A history. Data set. Version 2. The Press, "
            "February 3, 2031. https://doi.org/10.1/x.",
        ),
    ],
)
def test_styles(item, apa, chicago):
    assert citing.plain(citing.apa(item)) == apa
    assert citing.plain(citing.chicago(item)) == chicago
    assert re.sub(r"</?cite>", "", citing.markup(citing.apa(item))) == apa.replace("&", "&amp;")
    emphasised = re.findall(r"<cite>(.+?)</cite>", citing.markup(citing.chicago(item)))
    assert emphasised == [item.get("container-title", item["title"]).replace("&", "&amp;")]


def test_a_publisher_that_is_the_author_is_not_named_twice():
    item = {**DATASET, "author": [{"literal": "The Press"}]}
    for style in (citing.apa, citing.chicago):
        assert citing.plain(style(item)).count("The Press") == 1


@pytest.mark.parametrize(
    ("title", "parts"),
    [("Who? A tale", ("Who?", "A tale")), ("Sea: its salt", ("Sea", "its salt")), ("Plain", ("Plain", ""))],
)
def test_titles_are_parted(title, parts):
    assert citing.split_title(title) == parts


# Formats for programs, read back by other programs


@pytest.mark.parametrize("settings", [NONE, SOME])
def test_csl_json_is_of_its_schema_and_tells_a_book_from_software(settings):
    everything = json.loads(formats.csl_json(items(settings)))
    jsonschema.validate(everything, SCHEMA)
    software = [{**everything[0], "version": "1"}]
    for broken in (software, [{**everything[0], "license": "x"}], [{**everything[0], "issued": "2026"}]):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, SCHEMA)


def test_keys_are_unique_and_stable():
    keys = [item["id"] for item in items(NONE)]
    assert len(set(keys)) == len(keys)
    assert keys == [item["id"] for item in items(SOME)]


def read_bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return {
        entry.key: (entry.entry_type, {key: field.value for key, field in entry.fields_dict.items()})
        for entry in library.entries
    }


@pytest.mark.parametrize("settings", [NONE, SOME])
def test_bibtex_is_read_back(settings):
    everything = items(settings)
    entries = read_bibtex(formats.all_bibtex(everything))
    assert len(entries) == len(everything)
    for item in everything:
        kind, fields = entries[item["id"]]
        # types that importers take and the oldest styles print; `dataset` is discarded by one and unknown to the other
        assert kind == {"book": "book", "chapter": "incollection", "dataset": "misc"}[item["type"]]
        assert fields["title"].strip("{}") == item["title"]
        assert fields["author"].strip("{}") == item["author"][0]["literal"]
        assert fields["year"] == str(item["issued"]["date-parts"][0][0])
        # styles write "edition" after it
        assert fields.get("edition", fields.get("version")) == citing.edition(item).removeprefix("Version ")
        for field in ("publisher", "note"):
            assert fields.get(field) == item.get(field)
        assert fields.get("abstract") == item.get("abstract")
        assert fields.get("doi") == item.get("DOI")
        assert fields.get("url") == item.get("URL")
        assert fields.get("booktitle", "").strip("{}") == item.get("container-title", "")


def test_bibtex_keeps_every_character():
    text = r"50% of A&B_c #1 {x} $5 ~ \ “q” ḥ – ʿ"
    entries = read_bibtex(formats.bibtex({**BOOK, "abstract": text}))
    assert entries["b"][1]["abstract"] == text


def test_broken_bibtex_is_noticed():
    with pytest.raises(AssertionError):
        read_bibtex(formats.bibtex(BOOK).replace("title = {{", "title = {{{"))


@pytest.mark.parametrize("settings", [NONE, SOME])
def test_ris_is_read_back(settings):
    everything = items(settings)
    text = formats.all_ris(everything)
    entries = rispy.loads(text)
    assert len(entries) == len(everything)
    for item, entry in zip(everything, entries, strict=True):
        assert entry["type_of_reference"] == {"book": "BOOK", "chapter": "CHAP", "dataset": "DATA"}[item["type"]]
        assert (entry["id"], entry["title"]) == (item["id"], item["title"])
        assert entry["authors"] == [author["literal"] for author in item["author"]]
        assert entry.get("secondary_title") == item.get("container-title")
        assert entry["date"] == "/".join(f"{part:02}" for part in item["issued"]["date-parts"][0]) + "/"
        assert entry.get("abstract") == item.get("abstract")
        assert entry.get("doi") == item.get("DOI")
        assert entry.get("notes", [None]) == [item.get("note")]
        assert entry.get("publisher") == item.get("publisher")
        assert entry.get("urls", [None]) == [item.get("URL")]
        assert entry["edition"].removeprefix("Version ") == citing.edition(item).removeprefix("Version ")
    assert text.count("\nER  - \n") == len(everything)
    assert rispy.loads(text.replace("ER  - ", "ER")) == []


# With and without an address and a DOI


@pytest.mark.parametrize("fmt", ["apa", "chicago", "bib", "ris", "json"])
def test_nothing_stands_in_for_what_is_not_there(fmt):
    for item in items(NONE):
        assert not re.search(r"https?:|doi", csl.citation_text({**item, "abstract": ""}, fmt), re.I)


@pytest.mark.parametrize("fmt", ["apa", "chicago", "bib", "ris", "json"])
def test_address_and_doi_are_in_every_format_once_set(fmt):
    printed = fmt in ("apa", "chicago")  # which give one of the two
    for item in items(SOME):
        part = "container-title" in item
        assert (SOME.doi in csl.citation_text(item, fmt)) == (not printed or not part)
        assert (SOME.base in csl.citation_text(item, fmt)) == (not printed or part)
    for record_id in ("rewaq-c07", "rewaq-k01"):
        place = f"{SOME.base}{page(record_id)}#{record_id}"
        for settings in (SOME, Settings(SOME.base)):
            assert place in csl.record_citation(record_id, fmt, settings)


def test_settings_are_checked_against_their_form_and_the_master():
    work = cff.read()
    assert csl.settings("", None, work) == NONE
    assert csl.settings("https://a.example", "", work).base == "https://a.example/"
    published = work._replace(url="https://a.example", doi="10.1234/a")
    assert csl.settings("", "", published) == Settings("https://a.example/", "10.1234/a")
    for base, doi in (("a.example", ""), ("", "https://doi.org/10.1/a"), ("https://b.example/", ""), ("", "10.1234/b")):
        with pytest.raises(csl.SettingError):
            csl.settings(base, doi, published)
