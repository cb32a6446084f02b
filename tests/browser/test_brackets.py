"""On a phone brackets, quotation marks and points stand in the line of what they belong to."""

import pytest

from ..helpers.narrow import LEAST, WIDTHS
from ..helpers.parted import PARTED
from ..helpers.serving import PAGES

OPEN = """() => {
    document.querySelectorAll("main details").forEach(part => { part.open = true })
    document.head.append(Object.assign(document.createElement("style"), {
        textContent: "article section, .tl-table, .tl-entry { content-visibility: visible !important }" }))
}"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_parted_from_its_brackets(lasting_window, address, name):
    page = lasting_window(viewport={"width": WIDTHS[0], "height": 844})
    page.goto(f"{address}/{name}")
    page.evaluate(OPEN)
    page.evaluate("document.fonts.ready.then(() => true)")
    parted = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        parted += page.evaluate(PARTED)
    assert not parted


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


@pytest.mark.parametrize("width", [*WIDTHS, 1280])
def test_no_line_begins_with_the_sign_of_how_a_source_was_read(lasting_window, address, width):
    page = lasting_window(viewport={"width": width, "height": 844})
    page.goto(f"{address}/chapters/bibliography.html")
    page.evaluate(OPEN)
    begins = page.evaluate(SIGNS)
    assert len(begins) > 100
    assert not any(begins)


@pytest.mark.parametrize("width", [*WIDTHS, 1280])
def test_ids_are_whole_and_large_enough_to_read(lasting_window, address, width):
    page = lasting_window(viewport={"width": width, "height": 844})
    page.goto(f"{address}/chapters/ecss.html")
    page.evaluate(OPEN)
    ids = page.locator(".tl-notes li[data-record] > a, .tl-outline a.tl-claim")
    looks = ids.evaluate_all(
        "ids => ids.map(id => [id.getClientRects().length, parseFloat(getComputedStyle(id).fontSize)])"
    )
    assert len(looks) > 100
    assert {parts for parts, _ in looks} == {1}
    assert min(size for _, size in looks) >= LEAST - 1
