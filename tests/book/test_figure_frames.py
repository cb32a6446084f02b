"""Figures of the built pages: numbers, names, the line of what stands behind them, pictures as files."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from textledger_sphinx import toc

from ..helpers import drawn
from ..helpers.paths import ROOT


@pytest.fixture(scope="module")
def figures(site):
    """The figures of the pages by id: the page, the element."""
    found = drawn.page_figures(site)
    assert found
    return found


def number_of(figure) -> str:
    return figure.select_one("figcaption > .tl-number").get_text()


def test_figures_are_numbered_in_the_order_of_the_book(figures, site):
    for chapter, page in enumerate(toc.pages(ROOT)):
        numbers = [number_of(figure) for name, figure in figures.values() if name == f"{page}.html"]
        prefix = f"{chapter}." if chapter else ""
        assert numbers == [f"Figure {prefix}{number}" for number in range(1, len(numbers) + 1)]


def test_no_word_of_a_drawing_has_an_opacity_of_its_own(site):
    """Chromium prints what has one as a group: nobody could tell any more where on a page its words stand."""
    drawings = list((site / "figures").glob("*.svg"))
    assert drawings
    words = [(path.name, word) for path in drawings for word in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")]
    assert {name for name, word in words if "opacity" in word.attrib} == set()


def test_links_to_figures_show_their_numbers(figures, soup):
    shown = 0
    for page in {page for page, _ in figures.values()}:
        for link in soup(page).select("article p a[href*='#fig-']"):
            number = number_of(figures[link["href"].partition("#")[2]][1])
            after = link.next_sibling if isinstance(link.next_sibling, str) else ""
            assert number in link.get_text() or after.startswith((f" ({number})", f", {number}")), link
            shown += 1
    assert shown > 20


def test_a_figure_is_named_by_its_headline_and_its_data_are_called_data(figures):
    for name, (_, figure) in figures.items():
        assert figure["aria-labelledby"] == figure.figcaption["id"], name
        assert figure.select_one(".tl-data [role=group]")["aria-label"] == "Data"


def test_one_line_below_a_figure_holds_all_that_stands_behind_it(figures):
    for name, (_, figure) in figures.items():
        told = [
            (part.summary.span or part.summary) if part.summary else part for part in figure.select(".tl-under > *")
        ]
        assert [part.get_text() for part in told] == ["Data", "CSV", "SVG", "Code"], name


def test_code_stands_below_what_it_shows_and_nowhere_above(soup, figures):
    for page in {page for page, _ in figures.values()}:
        for cell in soup(page).select("div.cell:has(> .cell_output)"):
            assert not cell.select(":scope > details"), page
            assert len(cell.select("details.hide")) <= 1


def test_pictures_of_figures_stand_alone(figures, site):
    for name, (page, figure) in figures.items():
        address = figure.select_one(".tl-svg")["href"]
        picture = ET.parse((site / page).parent / address).getroot()
        text = Path((site / page).parent / address).read_text(encoding="utf-8")
        assert picture.get("aria-label") == figure.select_one(".tl-chart")["aria-label"], name
        assert "@font-face" in text
        assert not re.search(r"var\(|https?://(?!www\.w3\.org)", text)
        for label in figure.select(".tl-legend span"):
            assert label.get_text() in re.sub("[\u2066-\u2069]", "", "".join(picture.itertext())), name
