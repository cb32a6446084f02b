"""Brackets, quotation marks and points, signs and ids stand in the line of what they belong to.

That they do on each page on a phone is asked where its figures are looked at.
"""

import pytest

from ..helpers.narrow import LEAST, WIDTHS
from ..helpers.parted import PARTED

OPEN = """() => {
    document.querySelectorAll("main details").forEach(part => { part.open = true })
    document.head.append(Object.assign(document.createElement("style"), {
        textContent: "article section, .tl-table, .tl-entry { content-visibility: visible !important }" }))
}"""


@pytest.mark.parametrize(
    ("markup", "is_parted"),
    [
        ("<p>five words and a long one (<b style='display:inline-block'>one-c01</b>) here</p>", True),
        ("<p>five words and a long one (<b>one-c01</b>) here</p>", False),
        ("<p>words that fill up <i>one whole line here</i><span style='display:inline-block'>,</span></p>", True),
    ],
)
def test_a_parted_bracket_is_seen(window, markup, is_parted):
    page = window()
    found = []
    for width in range(60, 260, 4):
        page.set_content(f"<main style='width:{width}px;font:16px monospace'>{markup}</main>")
        found += page.evaluate(PARTED)
    assert bool(found) == is_parted


SIGNS = """() => [...document.querySelectorAll(".citation .tl-access")].map(sign => {
    const before = sign.previousSibling, range = document.createRange()
    range.setStart(before, before.length - 1)
    range.setEnd(before, before.length)
    return sign.getBoundingClientRect().top > range.getBoundingClientRect().bottom - 2
})"""


def test_no_line_begins_with_the_sign_of_how_a_source_was_read(window, address):
    page = window()
    page.goto(f"{address}/chapters/bibliography.html")
    page.evaluate(OPEN)
    for width in (*WIDTHS, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        begins = page.evaluate(SIGNS)
        assert len(begins) > 100
        assert not any(begins), width


def test_ids_are_whole_and_large_enough_to_read(window, address):
    page = window()
    page.goto(f"{address}/chapters/ecss.html")
    page.evaluate(OPEN)
    ids = page.locator(".tl-notes li[data-record] > a, .tl-outline a.tl-claim")
    for width in (*WIDTHS, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        looks = ids.evaluate_all(
            "ids => ids.map(id => [id.getClientRects().length, parseFloat(getComputedStyle(id).fontSize)])"
        )
        assert len(looks) > 100
        assert {parts for parts, _ in looks} == {1}, width
        assert min(size for _, size in looks) >= LEAST - 1
