"""The whole book as printed: too long for every test run. `make audit` runs it after `make site`."""

import re

import pytest

from textledger_publish import chromium, front, pages, pdf, pdffile

from .helpers import pdfs

MARGIN = 24 / 25.4 * 72  # points: the bottom margin of textledger_publish/print.css


@pytest.fixture(scope="module")
def data():
    return (pages.BUILD / "book.pdf").read_bytes()


@pytest.fixture(scope="module")
def book(data):
    return pdfs.reader(data)


@pytest.fixture(scope="module")
def chapters():
    return pages.chapters(base=pages.settings().base)


def test_it_is_tagged_and_carries_its_fonts(book):
    assert not pdfs.untagged(book)
    assert not pdfs.not_embedded(book)
    assert not pdfs.missing_glyphs(book)


def test_no_line_is_torn_by_the_end_of_a_page(book):
    assert not pdfs.in_bottom_margin(book, MARGIN)


def test_every_chapter_and_section_is_in_the_outline(book, chapters):
    outline = pdfs.headings(book.outline)
    for chapter in chapters:
        rest = iter(outline[outline.index(chapter.title) :])
        missing = [section.title for section in chapter.sections if section.title not in rest]
        assert not missing, chapter.title  # `in` goes forward: the order is tested, too


def test_the_numbers_of_the_contents_are_those_of_the_pages(book, data, chapters):
    texts = [" ".join(page.extract_text().split()) for page in book.pages]
    number = pdffile.pages_of(data)
    shown = "".join("".join(front.contents(chapters, number).itertext()).split())
    before = min(number[chapter.name] for chapter in chapters)
    printed = "".join("".join(texts[1 : before - 1]).split())
    assert front.PLACEHOLDER not in shown
    for chapter in chapters:
        at = number[chapter.name]
        assert re.sub(r"\s", "", f"{chapter.title}{at}") in printed, chapter.title
        assert re.sub(r"\s", "", chapter.title) in re.sub(r"\s", "", texts[at - 1])
        assert re.search(rf"(^|\D){at}(\D|$)", texts[at - 1]), f"page {at} does not show its number"


def test_a_second_print_is_the_same_file(data, tmp_path):
    with chromium.running() as browser:
        assert pdf.book(browser, tmp_path, pages.settings().base) == data


def test_each_chapter_has_its_pdf():
    for page, _ in pages.reading_order()[1:]:
        pdf = pdfs.reader((pages.BUILD / "pdf" / f"{pages.name_of(page)}.pdf").read_bytes())
        assert not pdfs.untagged(pdf), page
        assert not pdfs.not_embedded(pdf), page
