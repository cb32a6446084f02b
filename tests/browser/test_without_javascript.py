"""Without JavaScript a disclosure is what its sign says: closed until it is opened, and on nothing else."""

import pytest

from ..helpers.serving import PAGES

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
        boxes.set(svg, [seen(svg.getBoundingClientRect(), svg.parentElement)])
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
    const open = titles.filter(({parentElement: box}) => box.open !== shows(box))
        .map(title => `${title.innerText.trim()} ${title.parentElement.open ? "hides, open" : "shows, closed"}`)
    return [...new Set([...upon, ...open])]
}"""
STYLE = "css => document.head.append(Object.assign(document.createElement('style'), {textContent: css}))"
OPEN = "open => document.querySelectorAll('article details').forEach(part => { part.open = open })"
LAID_OUT = "article section, .tl-chart, .tl-table, .tl-entry { content-visibility: visible !important }"


@pytest.mark.parametrize("name", PAGES)
def test_a_disclosure_is_closed_until_it_is_opened_and_lies_on_nothing(window, address, name):
    page = window(java_script_enabled=False)
    page.goto(f"{address}/{name}")
    page.evaluate(STYLE, LAID_OUT)
    wrong = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for opened in (False, True):
            page.evaluate(OPEN, opened)
            wrong[width, opened] = page.evaluate(FAULTS)[:5]
    assert not {view: faults for view, faults in wrong.items() if faults}
