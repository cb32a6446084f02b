"""Marks of evidence on a page: where they are, and what tests of them and of their cards share."""

import re

HERE = "127.0.0.1"
ELSEWHERE = rf"https?://(?!{re.escape(HERE)}:)"
CARD = ".tl-pop"
MARK = "article a.tl-mark"
SEVERAL = "article section > p a.tl-mark[aria-label*=' 2 records']"
ALONE = "article section > p a.tl-mark[aria-label*=', 1 record']:not([aria-label*=reference])"
FOCUSED = "document.activeElement"
ALL_ROWS = """mark => {
    for (const box of mark.closest('.tl-table')?.querySelectorAll('.tl-rows input') ?? []) box.checked = true
}"""
# Marks that are the first of their line: nothing of their block stands before them on it.
BEGINNING = """() => [...document.querySelectorAll('article sup.tl-ev')].filter(sup => {
    const before = document.createRange(), block = sup.closest('p, li, td, th, caption, dd, dt, figcaption')
    if (!block.checkVisibility() || sup.closest('details:not([open])')) return false
    before.setStart(block, 0)
    before.setEndBefore(sup)
    if (!before.toString().trim()) return false
    const own = sup.getClientRects()[0], last = [...before.getClientRects()].filter(box => box.width).at(-1)
    return own && last && own.left < last.right - 1 && own.top > last.top + 4
}).map(sup => sup.textContent)"""
# Sections are laid out, charts drawn, fonts loaded in later frames: what counts is the page once two frames agree.
BOXES = """async () => {
    const boxes = () => [...document.querySelectorAll('article :is(h1, h2, p, li, td, th, figure, a.tl-claim)')]
        .filter(node => !node.closest('.tl-pop')).map(node => {
            const {x, y, width, height} = node.getBoundingClientRect()
            return [x, y, width, height].map(Math.round).join()
        }).concat(document.documentElement.scrollHeight)
    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    while (document.documentElement.classList.contains('tl-first')) await frame()  // more is laid out
    await document.fonts.ready
    let found = boxes(), before
    do { before = found; await frame(); found = boxes() } while (String(found) !== String(before))
    return found
}"""


def tab_to(page, selector, most=80):
    """Press Tab from the beginning of the text until the element is reached."""
    page.locator("#main").focus()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    raise AssertionError(f"no {selector} is reached by Tab")


def within(page, box):
    """Say whether a box lies within the window."""
    size = page.viewport_size
    return (
        box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )  # fmt: skip
