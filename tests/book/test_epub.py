"""The e-book: its container, its metadata, its links; judged by epubcheck where that is installed."""

import io
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from textledger import records
from textledger_publish import epub, pages
from textledger_publish.clean import SVG, XHTML

from ..helpers.paths import DATA

CHECKER = Path("/usr/share/java/epubcheck.jar")  # Debian: apt-get install epubcheck
OPF = {"o": epub.OPF, "d": epub.DC}


@pytest.fixture(scope="module")
def bound(site):
    chapters = pages.chapters(html=site)
    return chapters, pages.cover(bound_chapters=chapters, html=site)


@pytest.fixture(scope="module")
def book(bound):
    return epub.bind(bound[1], epub.files(*bound))


@pytest.fixture(scope="module")
def archive(book):
    return zipfile.ZipFile(io.BytesIO(book))


@pytest.fixture(scope="module")
def documents(archive):
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {name.removeprefix(f"{epub.FOLDER}/"): etree.fromstring(archive.read(name)) for name in names}


@pytest.fixture(scope="module")
def package(archive):
    return etree.fromstring(archive.read(f"{epub.FOLDER}/package.opf"))


def test_the_container_begins_with_its_type_uncompressed(archive):
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"


def test_the_same_chapters_give_the_same_bytes(bound, book):
    assert epub.bind(bound[1], epub.files(*bound)) == book


def test_the_edition_is_named_by_its_doi_once_there_is_one(bound):
    cover = bound[1]
    assert epub.identifier(cover).startswith("urn:uuid:")
    assert epub.identifier(cover._replace(work=cover.work._replace(doi="10.1234/a"))) == "https://doi.org/10.1234/a"


def test_the_metadata_are_those_of_the_citation_file(package, bound):
    work = bound[1].work
    assert " ".join(package.xpath("//d:title/text()", namespaces=OPF)) == work.title
    assert package.xpath("//d:creator/text()", namespaces=OPF) == [author.name for author in work.authors]
    assert package.xpath("//d:language/text()", namespaces=OPF) == ["en", "ar"]
    modified = package.xpath("//o:meta[@property='dcterms:modified']/text()", namespaces=OPF)
    assert modified == [f"{work.released}T00:00:00Z"]
    properties = set(package.xpath("//o:meta/@property", namespaces=OPF))
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"):
        assert f"schema:{name}" in properties


def test_everything_in_the_container_is_in_the_manifest(archive, package):
    listed = set(package.xpath("//o:item/@href", namespaces=OPF))
    container_files = {epub.MIMETYPE, "META-INF/container.xml", f"{epub.FOLDER}/package.opf"}  # of the container
    files = {name.removeprefix(f"{epub.FOLDER}/") for name in set(archive.namelist()) - container_files}
    assert listed == files


def test_the_spine_holds_the_chapters_in_reading_order(package, bound):
    order = package.xpath("//o:itemref/@idref", namespaces=OPF)
    chapters = [f"i-{chapter.name}-xhtml" for chapter in bound[0]]
    assert order[-len(chapters) :] == chapters


def test_all_links_resolve_and_records_lead_into_ledger_and_registers(documents):
    ids = {name: set(tree.xpath("//@id")) for name, tree in documents.items()}
    broken, led = [], Counter()
    for name, tree in documents.items():
        for href in tree.xpath("//*[local-name()='a']/@href"):
            if re.match("https?:|mailto:", href):
                continue
            path, _, fragment = href.partition("#")
            if (path or name) not in ids or (fragment and fragment not in ids[path or name]):
                broken.append((name, href))
            led[path] += 1
    assert not broken
    assert min(led["ledger.xhtml"], led["registers.xhtml"]) > 500


def test_charts_are_drawings_with_alternatives_and_arabic_runs_from_the_right(documents, site):
    drawings = [svg for tree in documents.values() for svg in tree.iter(f"{{{SVG}}}svg")]
    charts = [svg for svg in drawings if svg.get("aria-hidden") != "true"]  # the others are signs of legends
    shown = sum(page.read_text(encoding="utf-8").count('<figure class="tl-figure') for page in site.rglob("*.html"))
    assert len(charts) == shown > 0
    for svg in charts:
        holder = svg.getparent()
        assert holder.get("role") == "img"
        assert holder.get("aria-label") == svg[0].text
    for name, tree in documents.items():
        for element in tree.iter(f"{{{XHTML}}}div", f"{{{XHTML}}}bdi", f"{{{XHTML}}}p"):
            if element.get("lang") == "ar":
                assert element.get("dir") == "rtl", name


def test_arabic_labels_of_charts_are_marked_as_arabic(documents):
    marked = 0
    for tree in documents.values():
        for part in tree.iter(f"{{{SVG}}}text", f"{{{SVG}}}tspan"):
            own = [(part.text, part)] + [(inner.tail, part) for inner in part]
            for text, holder in own:
                scripts = {unicodedata.name(c).split()[0] for c in text or "" if c.isalpha()}
                arabic = holder.get(f"{epub.XML}lang") == "ar"
                marked += arabic
                assert ("ARABIC" in scripts) == arabic, text
                assert not arabic or scripts == {"ARABIC"}, f"{text}: words of another script are called Arabic"
    assert marked


def test_what_is_a_list_is_one_for_every_reading_system(documents):
    for name, tree in documents.items():
        roles = {element.get("role") for element in tree.iter(etree.Element)}
        assert not roles & {"list", "listitem", "doc-biblioentry"}, name
        for item in tree.iter(f"{{{XHTML}}}li"):
            assert etree.QName(item.getparent()).localname in ("ul", "ol"), name
    entries = [item for item in documents["bibliography.xhtml"].iter(f"{{{XHTML}}}li")]
    keys = set(re.findall(r"^@\w+\{([^,]+),", (DATA / "references.bib").read_text(encoding="utf-8"), re.M))
    assert len([item for item in entries if "cite-" in (item.get("id") or "")]) == len(keys)


def test_no_rule_of_direction_stands_in_the_style(archive):
    style = archive.read(f"{epub.FOLDER}/style.css").decode()
    assert not re.search(r"(?<![-\w])(direction|unicode-bidi)\s*:", style)


def check(path: Path) -> tuple[int, str]:
    """Return epubcheck's exit code with warnings counted as errors, and what it says."""
    if not CHECKER.is_file():
        pytest.skip("epubcheck is not installed")
    command = ["java", "-Djava.awt.headless=true", "-jar", str(CHECKER), "--failonwarnings", str(path)]
    process = subprocess.run(command, capture_output=True, text=True)
    return process.returncode, process.stdout + process.stderr


def test_epubcheck_finds_no_fault(book, tmp_path):
    (tmp_path / "book.epub").write_bytes(book)
    code, output = check(tmp_path / "book.epub")
    assert code == 0, output[-3000:]
    assert "0 fatal" in output.lower().replace("0 fatals", "0 fatal") or "No errors or warnings" in output


@pytest.mark.audit
def test_epubcheck_rejects_a_broken_book(bound, tmp_path):
    home = [chapter for chapter in bound[0] if chapter.name == "corrections"]
    files = [file for file in epub.files(home, bound[1]) if file.name != "title.xhtml"]
    (tmp_path / "broken.epub").write_bytes(epub.bind(bound[1], files))
    code, output = check(tmp_path / "broken.epub")
    assert code != 0
    assert "RSC-007" in output  # a resource that is not there


@pytest.mark.parametrize("doc", records.docs())
def test_the_outline_of_a_text_is_whole_and_its_folded_section_has_its_heading(documents, doc):
    page = next(tree for name, tree in documents.items() if doc in name)
    text = " ".join(page.itertext())
    gists = [row["gist_en"] for row in records.rows("paragraphs") if row["doc_id"] == doc and row["gist_en"]]
    assert gists
    assert not [gist for gist in gists if gist not in text]
    ledger = next(" ".join(tree.itertext()) for name, tree in documents.items() if "ledger" in name)
    claims = [row["claim_id"] for row in records.rows("claims") if row["doc_id"] == doc]
    assert not [one for one in claims if one not in ledger]  # where the records of the outline are told
    headings = ["".join(part.itertext()) for part in page.iter(f"{{{XHTML}}}h2")]
    assert "The text in numbers" in headings
    assert not list(page.iter(f"{{{XHTML}}}details", f"{{{XHTML}}}summary"))
