"""The bound chapters: links and headings of all of them, and one of them printed."""

import io
import re
import unicodedata

import pytest
from lxml import etree
from pypdf import PdfWriter

from textledger_publish import faces, front, pages, pdf, pdffile
from textledger_sphinx import places, seal

from ..helpers import pdfs
from ..helpers.xhtml import find, text_of

PRINTED = "chapters/corpus"  # short, and has charts, tables and Arabic
OWN_FONTS = ("BookSerif", "BookSans", "BookNaskh")


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


def test_references_to_records_lead_to_their_places_in_ledger_and_registers(bound):
    lists = [chapter for chapter in bound if chapter.name in ("ledger", "registers")]
    entries = {element.get("id") for chapter in lists for element in chapter.element.iter(etree.Element)}
    led = [
        link.get("href")[1:]
        for chapter in bound
        for link in chapter.element.xpath(
            ".//*[@class='tl-claim']/descendant-or-self::*[@href] | .//*[@class='tl-gist']/../*[@href]"
        )
    ]
    assert len(led) > 1000
    assert not {href for href in led if href not in entries}


@pytest.fixture(scope="module")
def printed(site, chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("print")
    return [pdf.chapter(chromium, folder, PRINTED, html=site) for _ in range(2)]


def test_a_printed_chapter_is_tagged_outlined_and_described(printed, bound, site):
    data = pdfs.reader(printed[0])
    assert not pdfs.untagged(data)
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= pdfs.structure_types(data)
    chapter = next(chapter for chapter in bound if chapter.page == PRINTED)
    outline = pdfs.headings(data.outline)
    assert outline[: 1 + len(chapter.sections)] == [chapter.title, *(section.title for section in chapter.sections)]
    work = pages.cover(html=site).work
    assert chapter.title in data.metadata.title
    assert data.metadata.author == work.authors[0].name
    assert str(data.metadata.creation_date)[:10] == work.released
    assert data.trailer["/Root"]["/Lang"] == "en"


def test_each_drawing_of_a_printed_chapter_is_one_figure_with_one_alternative(printed, bound):
    chapter = next(chapter for chapter in bound if chapter.page == PRINTED)
    charts = [chart.get("aria-label") for chart in find(chapter.element, ".//div[@role='img']")]
    assert charts
    assert sorted(pdfs.alternatives(pdfs.reader(printed[0]))) == sorted(charts)


def test_a_printed_chapter_names_its_author_under_its_title_and_its_references_at_its_end(printed, site):
    text = [page.extract_text() for page in pdfs.reader(printed[0]).pages]
    before, abstract, _ = " ".join(text[0].split()).partition("Abstract.")
    assert abstract
    assert f"{pages.cover(html=site).work.authors[0].name} · Version" in before
    assert re.search(r"^References$", "\n".join(text), re.M)


def test_a_chapter_alone_lists_what_it_cites_and_its_citations_lead_there(site, bound):
    listed = 0
    for page in [chapter.page for chapter in bound]:
        ((one,), whole) = pages.chapters(page, html=site), next(each for each in bound if each.page == page)
        entries = [item.get("id") for item in find(one.element, ".//section[@class='references']//li")]
        cited = {
            href[1:] for link in find(whole.element, ".//a") if "bibliography--cite-" in (href := link.get("href"))
        }
        if page != places.BIBLIOGRAPHY:
            assert set(entries) == cited
            assert len(entries) == len(set(entries))
            listed += len(entries)
        ids = {element.get("id") for element in one.element.iter(etree.Element)}
        assert not [link.get("href") for link in find(one.element, ".//a") if link.get("href")[1:] not in ids
                    and link.get("href").startswith("#")]  # fmt: skip
    assert listed > 100


def test_a_printed_chapter_carries_its_fonts_and_lacks_no_glyph(printed):
    data = pdfs.reader(printed[0])
    assert not pdfs.not_embedded(data)
    assert not pdfs.missing_glyphs(data)
    others = [name for name in pdfs.fonts(data) if not any(own in name for own in (*OWN_FONTS, "Mono"))]
    assert not others


def test_arabic_words_can_be_taken_out_of_the_pdf_in_reading_order(printed, bound):
    chapter = next(chapter for chapter in bound if chapter.page == PRINTED)
    arabic = " ".join(map(text_of, chapter.element.xpath(".//*[@lang='ar']")))
    shown = "\n".join(page.extract_text() for page in pdfs.reader(printed[0]).pages).replace("\0", "")

    def words(text):  # without vowel signs, and with the letters behind presentation forms
        bare = "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c))
        return re.findall("[\u0621-\u064a]{3,}", bare)

    expected, found = set(words(arabic)), set(words(shown))
    assert len(expected) > 30
    # a mark between letters now and then parts a word for the reader of the file; letters in the order of the page
    # from the left would leave none whole
    assert len(expected & found) >= 0.8 * len(expected), sorted(expected - found)


def test_a_chapter_printed_again_is_the_same_file(printed):
    assert printed[0] == printed[1]


def test_what_leads_to_a_list_stands_on_its_page(chromium):
    page, parted = chromium.new_page(), []
    for filled in range(232, 244, 2):  # millimetres: the end of the page falls before, within and behind both
        body = f"<div style='height: {filled}mm'></div><p>Lead</p><ul><li>First</li><li>Second</li></ul>"
        page.set_content(f"<style>{pdf.STYLE.read_text('utf-8')}</style><section>{body}</section>")
        texts = [one.extract_text() for one in pdfs.reader(page.pdf(prefer_css_page_size=True)).pages]
        parted += [filled for text in texts if ("Lead" in text) != ("First" in text)]
    page.close()
    assert not parted


def test_what_does_not_fit_the_page_is_refused(chromium, tmp_path):
    wide = front.element("p", "x", style="width: 200mm")
    (tmp_path / "wide.xhtml").write_bytes(pdf.document("Wide", [], [wide]))
    with pytest.raises(pdf.TooWide, match=r"wide\.xhtml"):
        pdf.print_file(chromium, tmp_path / "wide.xhtml")


def test_what_judges_the_pdf_rejects_a_bad_one(chromium):
    page = chromium.new_page()
    page.set_content("<p>A sign that no font has: \ue0f0</p><p style='position: fixed; bottom: 0'>Low</p>")
    data = pdfs.reader(page.pdf(tagged=False))
    page.close()
    assert pdfs.untagged(data)
    assert pdfs.missing_glyphs(data)
    assert pdfs.in_bottom_margin(data, 70) == ["page 1: Low"]


def test_a_font_that_is_not_embedded_is_found():
    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(made)
    body = made.getvalue().replace(
        b"/Resources <<\n>>", b"/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    )
    assert pdfs.not_embedded(pdfs.reader(body))


@pytest.mark.parametrize(
    "given", ["At home: a text", "At home:a text", "At home: a textAt home: a text", "At home:At home:a text"]
)
def test_a_bookmark_is_the_heading_it_stands_for(given):
    assert pdffile.whole(given, ["Elsewhere", "At home: a text"]) == "At home: a text"
    assert pdffile.whole("Unknown", ["Elsewhere"]) == "Unknown"


def test_an_arabic_heading_has_a_bookmark_in_its_order_and_a_page(chromium):
    heading, link = "بالعربيّة: الكتاب في خمس دقائق", "%D8%A8"
    page = chromium.new_page()
    page.set_content(f"<p><a href='#{link}'>There</a></p><h1>One</h1><h1 id='ب' lang='ar' dir='rtl'>{heading}</h1>")
    data = page.pdf(tagged=True, outline=True)
    page.close()
    mended = pdffile.set_metadata(data, "A book", "Nobody", "CC0", "2026-11-21", ["One", heading])
    assert pdfs.headings(pdfs.reader(mended).outline) == ["One", heading]
    assert pdffile.pages_of(mended) == {"ب": 1}


def test_what_differs_from_print_to_print_is_settled_in_place():
    one = b"/CreationDate (D:20260102030405+00'00') /ID (node00000119) /ID (node00000007) /ID (node00000119)"
    two = b"/CreationDate (D:20270102030405+00'00') /ID (node00004119) /ID (node00004007) /ID (node00004119)"
    assert pdffile.make_reproducible(one, "2026-11-21") == pdffile.make_reproducible(two, "2026-11-21")
    assert len(pdffile.make_reproducible(one, "2026-11-21")) == len(one)
    assert pdffile.make_reproducible(one, "2026-11-21").index(b"node00000001") < one.index(b"node00000007")


def test_what_is_printed_leaves_alone_what_the_build_of_pages_keeps():
    kept = [pages.BUILD / name for name in (*seal.CACHES, seal.OUTPUTS, seal.READ)]
    assert not [folder for folder in kept if faces.FOLDER.is_relative_to(folder)]
