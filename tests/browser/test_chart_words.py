"""What charts say can be read: tooltips in words and plain numbers, labels whole, no label twice in a row."""

import itertools
import re

import pytest

from ..helpers.serving import PAGES

WATCH = """window.views = {}
addEventListener("tl-drawn", event => { views[event.target.closest("figure").id] = event.detail })"""
ENLIVEN = """async () => {
    for (const figure of document.querySelectorAll("figure.tl-figure[id]")) await textledger.enliven(figure)
}"""
# Every tooltip of every sign: the chart, what is told, the numbers of the sign's row.
TOOLTIPS = """() => Object.entries(views).flatMap(([name, view]) => {
    const found = [], read = item => {
        if (item.tooltip) found.push([name, item.tooltip, Object.values(item.datum).filter(Number.isFinite)])
        for (const inner of item.items ?? []) read(inner)
    }
    read(view.scenegraph().root)
    return found
})"""
SHOWN = """async () => {
    const figure = document.querySelector("#fig-newswire-calendar"), view = views[figure.id]
    const find = item => item.tooltip && "Part" in item.tooltip && item.tooltip.Part === null
        ? item : (item.items ?? []).map(find).find(Boolean)
    const item = find(view.scenegraph().root)
    view.tooltip()(null, new MouseEvent("mousemove"), item, item.tooltip)
    return document.querySelector(".tl-tip").innerText
}"""
# The labels of the axes of a chart, row by row as they stand side by side.
ROWS = """() => [...document.querySelectorAll("figure.tl-figure[id]")].map(figure => {
    const labels = [...figure.querySelectorAll(".tl-chart .role-axis-label text")]
        .filter(label => label.getAttribute("opacity") !== "0" && label.textContent.trim())
        .map(label => ({ text: label.textContent, box: label.getBoundingClientRect() }))
    const rows = Map.groupBy(labels, ({ box }) => Math.round(box.top))
    for (const row of rows.values()) row.sort((one, other) => one.box.left - other.box.left)
    return [figure.id, [...rows.values()].map(row => row.map(({ text }) => text))]
})"""
TEXTS = """() => [...document.querySelectorAll("figure.tl-figure[id]")].map(figure =>
    [figure.id, [...figure.querySelectorAll(".tl-chart svg text")].map(text => text.textContent)])"""
# No words: exponents, times of machines, empty values, dates in digits, more decimals than anybody reads.
UNREADABLE = re.compile(
    r"\de[+-]?\d|\d{8}|\b(?:null|NaN|undefined|Infinity|Invalid Date|true|false)\b|\[object|\d{4}-\d\d|\.\d{3}|^\s*$"
)


@pytest.fixture(scope="module")
def said(chromium, address, soup):
    """What the charts of all pages say, as built and live: each page is visited once."""
    found = {"figures": 0, "tooltips": [], "rows": [], "texts": []}
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(WATCH)
    for name in PAGES:
        if not (figures := soup(name).select("figure.tl-figure .tl-chart")):
            continue
        found["figures"] += len(figures)
        page.goto(f"{address}/{name}")
        page.add_style_tag(content="article section, .tl-chart { content-visibility: visible !important }")
        for state in ("as built", "live"):
            if state == "live":
                page.evaluate(ENLIVEN)
            found["rows"] += [(state, *one) for one in page.evaluate(ROWS)]
            found["texts"] += [(state, *one) for one in page.evaluate(TEXTS)]
        found["tooltips"] += page.evaluate(TOOLTIPS)
    context.close()
    return found


def test_tooltips_are_words_and_plain_numbers(said):
    unreadable = set()
    for name, tooltip, numbers in said["tooltips"]:
        for field, told in tooltip.items():
            if told is not None and (UNREADABLE.search(str(told)) or (told == "0" and 0 not in numbers)):
                unreadable.add(f"{name}: {field} {told}")
    told = {name for name, *_ in said["tooltips"]}
    assert len(told) >= 0.95 * said["figures"] > 0, "nearly all charts have tooltips"
    assert not unreadable


def test_tooltips_name_no_coordinates_and_no_codes(said):
    fields = {(name, field) for name, tooltip, _ in said["tooltips"] for field in tooltip}
    assert not {(name, field) for name, field in fields if re.search(r"^[A-Z]\d?$|^(?:Left|Right)$|_| en$", field)}


def test_a_tooltip_leaves_out_what_its_row_does_not_say(window, address):
    page = window()
    page.add_init_script(WATCH)
    page.goto(f"{address}/chapters/newswire.html")
    page.evaluate("textledger.enliven(document.querySelector('#fig-newswire-calendar'))")
    told = page.evaluate(SHOWN)
    assert "no limit of its own" in told
    assert "Part" not in told


def test_labels_are_whole(said):
    texts = {(name, text) for _, name, texts in said["texts"] for text in texts}
    assert texts
    assert not {(name, text) for name, text in texts if re.search(r"(?:…|\.\.\.)$", text)}


def test_no_axis_says_the_same_twice_in_a_row(said):
    rows = [(state, name, row) for state, name, rows in said["rows"] for row in rows]
    assert rows
    assert not [row for row in rows if any(one == other for one, other in itertools.pairwise(row[2]))]
