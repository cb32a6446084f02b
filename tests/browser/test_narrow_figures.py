"""Pages on a phone: no figure is wider than its frame, its type can be read, and no bracket stands apart."""

from functools import cache
from typing import NamedTuple

import pytest

from ..helpers import narrow
from ..helpers.parted import PARTED
from ..helpers.serving import PAGES
from ..helpers.visit import SCROLLING


class Shown(NamedTuple):
    """What phones show of a page, by width: its figures, what is parted from its brackets, tables that scroll."""

    figures: dict[int, list[narrow.Figure]]
    parted: dict[int, list[str]]
    scrolling: dict[int, list[str]]


@pytest.fixture(scope="module")
def shown(lasting_window, address):
    """What phones show of a page, from one load: a function of its name."""
    page = lasting_window(viewport={"width": narrow.WIDTHS[0], "height": 844})

    @cache
    def look(name):
        page.goto(f"{address}/{name}")
        found = Shown({}, {}, {})
        for width in narrow.WIDTHS:
            found.figures[width] = narrow.measure(page, width)
            found.parted[width], found.scrolling[width] = page.evaluate(PARTED), page.evaluate(SCROLLING)
        return found

    return look


@pytest.fixture(scope="module")
def figures(shown):
    """The figures of all pages by width."""
    return {width: [figure for name in PAGES for figure in shown(name).figures[width]] for width in narrow.WIDTHS}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_parted_from_its_brackets_and_no_table_scrolls(shown, name):
    assert not any(shown(name).parted.values()), shown(name).parted
    assert not any(shown(name).scrolling.values()), shown(name).scrolling


def test_every_figure_has_a_narrow_drawing(figures):
    assert not {figure.id for figure in figures[390] if not figure.has_narrow}


@pytest.mark.parametrize("width", narrow.WIDTHS)
def test_no_figure_is_wider_than_its_frame(figures, width):
    assert figures[width]
    assert not {figure.id: figure.beyond for figure in figures[width] if figure.beyond}


@pytest.mark.parametrize("width", narrow.WIDTHS)
def test_type_of_figures_is_large_enough_to_read(figures, width):
    small = {figure.id: figure for figure in figures[width] if figure.is_small}
    assert not small


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p style='white-space:nowrap'>a line that is much longer than its frame</p>", "beyond"),
        ("<div style='overflow-x:auto'><b style='display:block;width:300px'>a scroller</b></div>", "beyond"),
        ("<svg viewBox='0 0 400 20' width='200'><text y='12' font-size='14px'>small</text></svg>", "is_small"),
        ("<svg viewBox='0 0 20 20' width='20'><text x='500' y='9' font-size='14px'>far</text></svg>", "beyond"),
        ("<p style='font-size:12.5px'>ملء الفراغ</p>", "is_small"),
    ],
)
def test_faults_of_a_figure_are_seen(window, markup, fault):
    page = window()
    page.set_content(f"<figure class='tl-figure' id='fig-a' style='width:200px'><div>{markup}</div></figure>")
    assert getattr(narrow.measure(page, 390)[0], fault)


def test_a_figure_without_faults_has_none(window):
    page = window()
    page.set_content("<figure class='tl-figure' id='fig-a' style='width:200px'><p>كلمة words</p></figure>")
    [figure] = narrow.measure(page, 390)
    assert not figure.beyond
    assert not figure.is_small


def test_heads_of_a_long_table_of_signs_stay_in_view_below_the_bar(window, address):
    page = window(viewport={"width": 390, "height": 500})
    page.goto(f"{address}/chapters/chronology.html")
    table = page.locator("#fig-chronology-hinge .tl-signs")
    table.locator("tbody tr").last.scroll_into_view_if_needed()
    # the bar slides away, and then nothing covers the heads
    page.wait_for_function("""() => {
        const [bar, row] = [".tl-top", "#fig-chronology-hinge thead"].map(
            name => document.querySelector(name).getBoundingClientRect())
        const head = document.querySelector("#fig-chronology-hinge thead th").getBoundingClientRect()
        return bar.bottom <= 1 && row.top >= -1 && row.bottom < innerHeight / 2
            && document.elementFromPoint(head.x + 4, head.y + 4)?.closest("thead")
    }""")


def test_no_point_between_two_tools_of_a_figure_stands_by_itself(visit):
    page = visit("chapters/vacuum.html", width=390)
    assert page.locator(".tl-under > details").count() > 1
    alone = "parts => parts.map(part => getComputedStyle(part, '::before').content)"
    assert set(page.locator(".tl-under > details").evaluate_all(alone)) == {"none"}
    between = page.locator(".tl-under > details:not(:first-child) > summary").evaluate_all(alone)
    assert between
    assert all("·" in one for one in between)
