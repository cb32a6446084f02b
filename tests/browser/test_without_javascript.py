"""Without JavaScript all is there and nothing is dead; a disclosure is what its sign says: closed until opened."""

from functools import cache
from typing import NamedTuple

import pytest

from ..helpers.serving import KINDS

# What lies behind a closed title and is seen, and titles that lie on something else: another title, words or a drawing.
FAULTS = """() => {
    // the part of a box that is seen in the frames around it that scroll
    const seen = (box, element) => {
        let {left, top, right, bottom} = box
        for (let frame = element; frame; frame = frame.parentElement) {
            if (getComputedStyle(frame).overflowY === "visible") continue
            const edge = frame.getBoundingClientRect()
            left = Math.max(left, edge.left), right = Math.min(right, edge.right)
            top = Math.max(top, edge.top), bottom = Math.min(bottom, edge.bottom)
        }
        return {left, top, right, bottom, width: right - left, height: bottom - top}
    }
    const drawn = (range, element) => [...range.getClientRects()].map(box => seen(box, element))
        .filter(box => box.width > 1 && box.height > 1)
    const boxes = new Map()
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const text = walker.currentNode, element = text.parentElement
        if (!text.data.trim() || element.closest("svg") || !element.checkVisibility()) continue
        const range = document.createRange()
        range.selectNodeContents(text)
        boxes.set(text, drawn(range, element))
    }
    for (const svg of document.querySelectorAll(".tl-chart svg")) {
        if (svg.checkVisibility()) boxes.set(svg, [seen(svg.getBoundingClientRect(), svg.parentElement)])
    }
    const titles = [...document.querySelectorAll("article summary")].filter(title => title.checkVisibility())
    const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1
    const upon = titles.flatMap(title => {
        const own = [...boxes].filter(([part]) => title.contains(part)).flatMap(([, rects]) => rects)
        return [...boxes].filter(([part, rects]) => !title.contains(part)
            && rects.some(rect => own.some(box => meet(box, rect))))
            .map(([part]) => `${title.innerText.trim()} lies upon ${(part.data ?? "a chart").trim().slice(0, 40)}`)
    })
    const shows = box => [...box.children].slice(1).some(part => part.checkVisibility({contentVisibilityAuto: false}))
    // the notes show their content, closed or not, since no script opens a card
    const open = titles.filter(({parentElement: box}) => (box.open || box.matches(".tl-notes")) !== shows(box))
        .map(title => `${title.innerText.trim()} ${title.parentElement.open ? "hides, open" : "shows, closed"}`)
    return [...new Set([...upon, ...open])]
}"""
STYLE = "css => document.head.append(Object.assign(document.createElement('style'), {textContent: css}))"
OPEN = "open => document.querySelectorAll('article details').forEach(part => { part.open = open })"
LAID_OUT = "article section, .tl-chart, .tl-table, .tl-entry { content-visibility: visible !important }"


CONTROLS = "button, input:not(.tl-rows *), select, textarea, [role=button], dialog"
TEXT_AND_LINKS = (
    ".tl-article h1",
    # disclosures open without a script, and the notes are open
    ".tl-article > section p:not(details:not(.tl-notes) *, form *, .tl-narrow *, .tl-table:has(.tl-rows) *)",
    ".tl-chart svg:not(.tl-narrow *)",
    "figcaption",
    ".tl-table:not(details *)",
    "a.tl-claim:not(.tl-data *, .tl-outline *, .tl-table:has(.tl-rows) *)",
    "a.tl-mark:not(details *, .tl-table:has(.tl-rows) *)",
    ".tl-notes li",
    ".tl-book a",
    ".tl-steps a",
)
SEEN = """selector => [...document.querySelectorAll(selector)].map(part => {
    const box = part.getBoundingClientRect()
    return box.width > 0 && box.height > 0 && part.checkVisibility({visibilityProperty: true})
})"""
pytestmark = pytest.mark.parametrize("name", KINDS)


class Found(NamedTuple):
    """What is wrong with a page: what is not seen, what is seen and serves nothing, its disclosures by view."""

    unseen: list[str]
    dead: int
    disclosures: dict[tuple[int, bool], list[str]]


@pytest.fixture(scope="module")
def found(lasting_window, address):
    """What is wrong with a page, from one load: a function of its name."""
    page = lasting_window(java_script_enabled=False)

    @cache
    def look(name):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{address}/{name}")
        page.evaluate("document.querySelectorAll('.tl-folded').forEach(part => { part.open = true })")
        unseen = [selector for selector in TEXT_AND_LINKS if False in page.evaluate(SEEN, selector)]
        dead = page.evaluate(SEEN, CONTROLS).count(True)
        page.evaluate(STYLE, LAID_OUT)
        disclosures = {}
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for opened in (False, True):
                page.evaluate(OPEN, opened)
                disclosures[width, opened] = page.evaluate(FAULTS)[:5]
        return Found(unseen, dead, {view: faults for view, faults in disclosures.items() if faults})

    return look


def test_all_is_there_and_nothing_is_dead(found, name):
    assert not found(name).unseen
    assert not found(name).dead


def test_a_disclosure_is_closed_until_it_is_opened_and_lies_on_nothing(found, name):
    assert not found(name).disclosures
