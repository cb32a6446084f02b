"""Every chart, as built and live: none is empty in any layer, theme or width; its words can be read."""

import itertools
import re

import pytest

from textledger_publish import epub, pdf
from textledger_sphinx.theme import assets

from ..helpers.charts import WATCH, look
from ..helpers.serving import OF_EACH_KIND, PAGES

SHOWN = """async () => {
    const figure = document.querySelector("#fig-newswire-calendar"), view = views[figure.id]
    const find = item => item.tooltip && "Part" in item.tooltip && item.tooltip.Part === null
        ? item : (item.items ?? []).map(find).find(Boolean)
    const item = find(view.scenegraph().root)
    view.tooltip()(null, new MouseEvent("mousemove"), item, item.tooltip)
    return document.querySelector(".tl-tip").innerText
}"""
# No words: exponents, times of machines, empty values, dates in digits, more decimals than anybody reads.
UNREADABLE = re.compile(
    r"\de[+-]?\d|\d{8}|\b(?:null|NaN|undefined|Infinity|Invalid Date|true|false)\b|\[object|\d{4}-\d\d|\.\d{3}|^\s*$"
)


def with_charts(soup):
    """Return the pages with charts."""
    return [name for name in PAGES if soup(name).select_one("figure.tl-figure .tl-chart")]


@pytest.fixture(scope="module", params=["of each kind", pytest.param("all", marks=pytest.mark.audit)])
def charts(request, chromium, address, soup):
    """What a look at the charts of a page of each kind, or of all, found: each page is visited once."""
    printed = [path.read_text(encoding="utf-8") for path in (pdf.STYLE, epub.STYLE)]
    pages = [name for name in with_charts(soup) if request.param == "all" or name in OF_EACH_KIND]
    return look(chromium, address, pages, [assets.join_sources(assets.STYLES), *printed])


def test_live_charts_hold_the_signs_of_the_static_ones(charts):
    assert charts.figures
    assert not charts.odd
    assert not charts.said


def test_every_layer_of_every_chart_is_seen(charts):
    assert not charts.unseen


def test_charts_keep_signs_when_a_text_is_switched_off(charts):
    assert not charts.bare


def test_styles_of_pages_leave_the_parts_of_drawings_alone(charts):
    assert not charts.meeting


def test_tooltips_are_words_and_plain_numbers(charts):
    unreadable = set()
    for name, tooltip, numbers in charts.tooltips:
        for field, told in tooltip.items():
            if told is not None and (UNREADABLE.search(str(told)) or (told == "0" and 0 not in numbers)):
                unreadable.add(f"{name}: {field} {told}")
    told = {name for name, *_ in charts.tooltips}
    assert len(told) >= 0.95 * len(charts.figures) > 0, "nearly all charts have tooltips"
    assert not unreadable


def test_tooltips_name_no_coordinates_and_no_codes(charts):
    fields = {(name, field) for name, tooltip, _ in charts.tooltips for field in tooltip}
    assert not {(name, field) for name, field in fields if re.search(r"^[A-Z]\d?$|^(?:Left|Right)$|_| en$", field)}


def test_a_tooltip_leaves_out_what_its_row_does_not_say(window, address):
    page = window()
    page.add_init_script(WATCH)
    page.goto(f"{address}/chapters/newswire.html")
    page.evaluate("textledger.enliven(document.querySelector('#fig-newswire-calendar'))")
    told = page.evaluate(SHOWN)
    assert "no limit of its own" in told
    assert "Part" not in told


def test_labels_are_whole(charts):
    texts = {(name, text) for _, name, texts in charts.texts for text in texts}
    assert texts
    assert not {(name, text) for name, text in texts if re.search(r"(?:…|\.\.\.)$", text)}


def test_no_axis_says_the_same_twice_in_a_row(charts):
    rows = [(state, name, row) for state, name, rows in charts.rows for row in rows]
    assert rows
    assert not [row for row in rows if any(one == other for one, other in itertools.pairwise(row[2]))]
