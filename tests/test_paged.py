"""Chapters made ready for paper: what goes, what comes, where links lead; one of them printed."""

import io
import re
import shutil
import unicodedata

import lxml.html
import pytest
from lxml import etree
from pypdf import PdfWriter

from publish import clean, front, links, pages, pdf, pdffile

from . import pdfs

VOLUME = links.Volume({"index", "chapters/one", "chapters/two"})
PRINTED = "chapters/corpus"  # short, and has charts, tables and Arabic
OWN_FONTS = ("BookSerif", "BookSans", "BookNaskh")


def cleaned(body, volume=VOLUME, page="chapters/one"):
    return clean.cleaned(f"<html><body><article data-page='x'>{body}</article></body></html>", page, volume)


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def find(element, path):
    return element.xpath(path.replace("//", "//h:"), namespaces={"h": clean.XHTML})


@pytest.mark.parametrize(
    "gone",
    [
        '<div class="tl-page-tools">gone</div>',
        '<div class="tl-meta" data-pagefind-ignore>gone</div>',
        '<a class="headerlink" href="#x">gone</a>',
        '<details class="admonition hide above-input"><summary>Code</summary>gone</details>',
        '<div class="tl-under"><details class="tl-data"><summary>Data</summary><table></table></details>gone</div>',
        "<script>gone</script>",
        "<button>gone</button>",
        "<form><label>gone</label></form>",
        "<div popover>gone</div>",
        "<p hidden>gone</p>",
        "<!-- gone -->",
    ],
)
def test_what_only_a_screen_can_do_goes_and_the_text_after_it_stays(gone):
    assert text_of(cleaned(f"<p>before</p>{gone}after")) == "before after".replace(" ", "")


def test_a_cell_leaves_its_output_only():
    made = cleaned(
        '<div class="cell docutils"><details class="hide"><div class="cell_input">code</div></details>'
        '<div class="cell_output docutils"><p>result</p></div></div>'
    )
    assert [etree.QName(child).localname for child in made] == ["p"]


def test_a_method_passage_is_a_box_that_begins_with_its_title():
    made = cleaned('<details class="method"><summary>How <em>so</em></summary><div><p>Thus.</p></div></details>')
    (box,) = find(made, ".//section")
    assert box.get("class") == "method"
    assert [text_of(child) for child in box] == ["How so", "Thus."]


def test_ids_carry_the_page_and_references_follow():
    made = cleaned('<h2 id="a">A</h2><table><tr><td headers="a">x</td></tr></table><p><a href="#a">up</a></p>')
    assert find(made, ".//h2")[0].get("id") == "one--a"
    assert find(made, ".//td")[0].get("headers") == "one--a"
    assert find(made, ".//a")[0].get("href") == "#one--a"


@pytest.mark.parametrize(
    ("href", "base", "expected"),
    [
        ("two.html", "", "#two"),
        ("two.html#q-1", "", "#two--q-1"),
        ("../index.html#x", "", "#index--x"),
        ("three.html#x", "", None),
        ("three.html#x", "https://book.example/", "https://book.example/chapters/three.html#x"),
        ("../data/claims.csv", "", None),
        ("../data/claims.csv", "https://book.example/v1/", "https://book.example/v1/data/claims.csv"),
        ("https://a.example/b", "", "https://a.example/b"),
        ("data:text/csv;base64,eA==", "", None),
    ],
)
def test_links_lead_into_the_volume_or_to_addresses_or_are_text(href, base, expected):
    made = cleaned(f'<p><a class="k" href="{href}">there</a></p>', VOLUME._replace(base=base))
    found = find(made, ".//p//a")
    assert [link.get("href") for link in found] == ([expected] if expected else [])
    assert "there" in text_of(made)
    assert made.xpath("string(.//*[@class='k'])")  # plain text keeps its look


def test_addresses_that_the_text_does_not_show_are_numbered_once_and_listed():
    made = cleaned(
        '<p><a href="https://a.example/">A</a> <a href="https://b.example/x">B</a> <a href="https://a.example/">C</a> '
        '<a href="https://c.example/">https://c.example</a> <a href="https://doi.org/10.1/x">doi:10.1/X</a></p>'
    )
    assert [text_of(mark) for mark in find(made, ".//sup")] == ["1", "2", "1"]
    assert [text_of(entry) for entry in find(made, ".//li")] == ["https://a.example/", "https://b.example/x"]


def test_a_link_to_a_part_that_was_dropped_leads_to_its_chapter():
    made = cleaned('<p><a href="two.html#tool">t</a><a href="two.html#kept">k</a></p>')
    links.mend_dangling(made, {"two", "two--kept"})
    assert [link.get("href") for link in find(made, ".//a")] == ["#two", "#two--kept"]


def test_a_chart_keeps_its_alternative_its_namespace_and_its_case():
    made = cleaned(
        '<div class="tl-chart" role="img" tabindex="0" aria-label="Two bars"><svg viewBox="0 0 2 2"><defs>'
        '<linearGradient id="g"><stop/></linearGradient></defs><rect fill="url(#g)"/></svg></div>'
    )
    chart = made[0]
    assert (chart.get("role"), chart.get("aria-label"), chart.get("tabindex")) == ("img", "Two bars", None)
    drawing = chart[0]
    assert drawing.tag == f"{{{clean.SVG}}}svg"
    assert drawing.get("viewBox") == "0 0 2 2"
    assert drawing[0].text == "Two bars"
    assert drawing.find(f".//{{{clean.SVG}}}linearGradient").get("id") == "one--g"
    assert drawing.find(f".//{{{clean.SVG}}}rect").get("fill") == "url(#one--g)"


def test_wide_and_short_tables_and_ids_and_transliteration_are_marked():
    row = "<tr>" + "<td>x</td>" * clean.WIDE + "</tr>"
    made = cleaned(
        f"<table>{row * 30}</table><table><tr><th>rewaq-c07</th><td>farāgh</td><td>none: rewaq-c07</td></tr></table>"
    )
    assert [table.get("class") for table in find(made, ".//table")] == ["wide", "short"]
    assert [cell.get("class") for cell in list(find(made, ".//table")[1].iter())[2:]] == [
        "record",
        "transliterated",
        None,
    ]


def test_signs_without_a_font_of_the_book_are_replaced():
    assert text_of(cleaned("<p>✗ wrong<b>○</b>✗</p>")) == "× wrong•×"


def test_pictures_are_refused_by_name():
    with pytest.raises(ValueError, match=r"chapters/one\.html shows a <img>"):
        cleaned('<img src="x.png">')


def test_a_page_without_an_article_is_refused_by_name():
    with pytest.raises(ValueError, match=r"chapters/one\.html holds 0 articles"):
        clean.cleaned("<html><body><p>x</p></body></html>", "chapters/one", VOLUME)


@pytest.fixture
def settings_of(tmp_path):
    """The settings of a book whose `_config.yml` holds what is given."""
    shutil.copy(pages.ROOT / "CITATION.cff", tmp_path)

    def read(given):
        (tmp_path / "_config.yml").write_text(f"sphinx: {{config: {{{given}}}}}\n")
        return pages.settings(tmp_path)

    return read


def test_address_and_doi_are_read_and_checked(settings_of):
    assert settings_of("") == ("", "")
    assert settings_of("html_baseurl: https://book.example/v1, doi: 10.1234/a") == (
        "https://book.example/v1/",
        "10.1234/a",
    )
    with pytest.raises(ValueError, match="html_baseurl"):
        settings_of("html_baseurl: book.example")


def test_the_notices_cite_by_the_doi_else_by_the_address_else_by_neither(site):
    cover = pages.cover(html=site)
    assert "http" not in text_of(front.notices(cover))
    placed = text_of(front.notices(cover, "https://book.example/"))
    assert placed.count(f"{cover.work.released[:4]}. https://book.example/A record") == 1
    with_doi = text_of(
        front.notices(cover._replace(work=cover.work._replace(doi="10.1234/a")), "https://book.example/")
    )
    assert with_doi.count(f"{cover.work.released[:4]}. https://doi.org/10.1234/aA record") == 1
    assert "book.example" not in with_doi


def test_the_contents_give_the_pages_they_are_told():
    section = pages.Section(2, "Its <time>", "one--t")
    element = clean.to_xhtml(lxml.html.fragment_fromstring("<section id='one'></section>"))
    chapter = pages.Chapter("chapters/one", "Part", "One", (section,), element)
    shown = text_of(front.contents([chapter], {"one": 7}))
    assert shown == f"ContentsPartOne7Its <time>{front.PLACEHOLDER}"


@pytest.fixture(scope="module")
def bound(site):
    return pages.chapters(html=site)


def test_the_built_chapters_are_clean_and_their_links_resolve(bound):
    assert [chapter.page for chapter in bound] == [page for page, _ in pages.reading_order()]
    ids = [element.get("id") for chapter in bound for element in chapter.element.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for chapter in bound:
        assert chapter.title
        names = {etree.QName(element).localname for element in chapter.element.iter(etree.Element)}
        assert not names & {"script", "button", "form", "input", "details", "img", "style"}, chapter.page
        inner = {link.get("href") for link in find(chapter.element, ".//a")}
        assert not {href for href in inner if href[0] == "#" and href[1:] not in ids}, chapter.page
        assert not {href for href in inner if href[0] != "#" and not re.match("https?:|mailto:", href)}, chapter.page


def test_references_to_records_lead_to_their_entries_in_the_ledger(bound):
    ledger = next(chapter for chapter in bound if chapter.name == "ledger")
    entries = {element.get("id") for element in ledger.element.iter(etree.Element)}
    led = [
        link.get("href")[1:]
        for chapter in bound
        for link in chapter.element.xpath(".//*[contains(@class, 'tl-claim')]/descendant-or-self::*[@href]")
    ]
    assert len(led) > 1000
    assert not {href for href in led if href.startswith("ledger--") and href not in entries}


@pytest.fixture(scope="module")
def printed(site, chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("print")
    return [pdf.chapter(chromium, folder, PRINTED, html=site) for _ in range(2)]


@pytest.mark.browser
def test_a_printed_chapter_is_tagged_outlined_and_described(printed, bound):
    data = pdfs.reader(printed[0])
    assert not pdfs.untagged(data)
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= pdfs.structure_types(data)
    chapter = next(chapter for chapter in bound if chapter.page == PRINTED)
    outline = pdfs.headings(data.outline)
    assert outline[: 1 + len(chapter.sections)] == [chapter.title, *(section.title for section in chapter.sections)]
    work = pages.cover().work
    assert chapter.title in data.metadata.title
    assert data.metadata.author == work.authors[0].name
    assert str(data.metadata.creation_date)[:10] == work.released
    assert data.trailer["/Root"]["/Lang"] == "en"


@pytest.mark.browser
def test_a_printed_chapter_carries_its_fonts_and_lacks_no_glyph(printed):
    data = pdfs.reader(printed[0])
    assert not pdfs.not_embedded(data)
    assert not pdfs.missing_glyphs(data)
    others = [name for name in pdfs.fonts(data) if not any(own in name for own in (*OWN_FONTS, "Mono"))]
    assert not others


@pytest.mark.browser
def test_arabic_words_can_be_taken_out_of_the_pdf_in_reading_order(printed, bound):
    chapter = next(chapter for chapter in bound if chapter.page == PRINTED)
    abstract = text_of(chapter.element.xpath(".//*[local-name()='div'][@lang='ar']")[0])
    shown = "\n".join(page.extract_text() for page in pdfs.reader(printed[0]).pages).replace("\0", "")

    def words(text):  # without vowel signs, and with the letters behind presentation forms
        bare = "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c))
        return re.findall("[\u0621-\u064a]{4,}", bare)

    expected, found = set(words(abstract)), set(words(shown))
    assert len(expected) > 30
    # a mark between letters now and then parts a word for the reader of the file; letters in the order of the page
    # from the left would leave none whole
    assert len(expected & found) >= 0.8 * len(expected), sorted(expected - found)


@pytest.mark.browser
def test_a_chapter_printed_again_is_the_same_file(printed):
    assert printed[0] == printed[1]


@pytest.mark.browser
def test_what_does_not_fit_the_page_is_refused(chromium, tmp_path):
    wide = front.element("p", "x", style="width: 200mm")
    (tmp_path / "wide.xhtml").write_bytes(pdf.document("Wide", [], [wide]))
    with pytest.raises(pdf.TooWide, match=r"wide\.xhtml"):
        pdf.print_file(chromium, tmp_path / "wide.xhtml")


@pytest.mark.browser
def test_what_judges_the_pdf_rejects_a_bad_one(chromium):
    page = chromium.new_page()
    page.set_content("<p>A sign that no font has: \ue0f0</p>")
    data = pdfs.reader(page.pdf(tagged=False))
    page.close()
    assert pdfs.untagged(data)
    assert pdfs.missing_glyphs(data)


def test_a_font_that_is_not_embedded_is_found():
    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(made)
    body = made.getvalue().replace(
        b"/Resources <<\n>>", b"/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    )
    assert pdfs.not_embedded(pdfs.reader(body))


@pytest.mark.parametrize("given", ["At home: a text", "At home:a text", "At home: a textAt home: a text"])
def test_a_bookmark_is_the_heading_it_stands_for(given):
    assert pdffile.whole(given, ["Elsewhere", "At home: a text"]) == "At home: a text"
    assert pdffile.whole("Unknown", ["Elsewhere"]) == "Unknown"


def test_what_differs_from_print_to_print_is_settled_in_place():
    one = b"/CreationDate (D:20260102030405+00'00') /ID (node00000119) /ID (node00000007) /ID (node00000119)"
    two = b"/CreationDate (D:20270102030405+00'00') /ID (node00004119) /ID (node00004007) /ID (node00004119)"
    assert pdffile.settle(one, "2026-11-21") == pdffile.settle(two, "2026-11-21")
    assert len(pdffile.settle(one, "2026-11-21")) == len(one)
    assert pdffile.settle(one, "2026-11-21").index(b"node00000001") < one.index(b"node00000007")
