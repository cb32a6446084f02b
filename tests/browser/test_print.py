"""A page printed from any theme: dark on white, without what serves a screen only, method passages open."""

import io

import pytest
from pypdf import PdfReader

from ..helpers.serving import KINDS
from ..helpers.visit import SETTLED

THEMES = (("light", "dark"), ("dark", ""), ("light", ""))  # the system's, and the one the reader chose
LEAST = 4.5  # WCAG 2.2, 1.4.3
# Text that is too pale on white, as browsers leave out backgrounds, or on what is printed behind it: what a page prints
# in any case, and the part of a drawing that the label stands on. One of a colour and kind stands for all.
PALE = """least => {
    const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
    const over = (colour, ground) => {
        pen.fillStyle = `rgb(${ground.join()})`
        pen.fillRect(0, 0, 1, 1)
        pen.fillStyle = colour
        pen.fillRect(0, 0, 1, 1)
        return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)]
    }
    const luminance = colour => {
        const [r, g, b] = colour.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        return .2126 * r + .7152 * g + .0722 * b
    }
    const contrast = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
        return (light + .05) / (dark + .05)
    }
    const WHITE = [255, 255, 255]
    const standsOn = label => {
        const box = label.getBoundingClientRect(), at = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)
        const shapes = [...label.ownerSVGElement.querySelectorAll("path, rect")]
        const under = shapes.filter(shape => shape.compareDocumentPosition(label) & 4)
            .filter(shape => getComputedStyle(shape).fill.startsWith("rgb"))
            .findLast(shape => shape.isPointInFill(at.matrixTransform(shape.getScreenCTM().inverse())))
        if (!under) return WHITE
        const {fill, opacity, fillOpacity} = getComputedStyle(under)
        return over(fill, WHITE).map(part => 255 - (255 - part) * opacity * fillOpacity)
    }
    const kept = element => {
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one)
            if (style.printColorAdjust === "exact") {
                const ground = over(style.backgroundColor, WHITE)
                if (ground.join() !== WHITE.join()) return ground
            }
        }
        return WHITE
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Map(), judged = new Set()
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement
        if (!walker.currentNode.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue
        const svg = element instanceof SVGElement, style = getComputedStyle(element)
        const colour = svg ? style.fill : style.color
        const kind = [element.localName, element.getAttribute("class"), colour, svg && standsOn(element).join()]
            .join(" ")
        if (judged.has(kind)) continue
        judged.add(kind)
        const ground = svg ? standsOn(element) : kept(element)
        const reached = contrast(over(colour, ground), ground)
        const words = walker.currentNode.data.trim().slice(0, 30)
        if (reached < least) found.set(kind, `${kind}: ${reached.toFixed(1)}, ${words}`)
    }
    return [...found.values(), ...(judged.size > 3 ? [] : ["no text was judged"])]
}"""
# What prints and is of use on a screen only; marks that a style adds count with what they stand on.
OF_THE_SCREEN = """() => {
    const controls = "button, input, select, textarea, form, fieldset, dialog, nav, output, progress, [role=button],"
        + "[popover], [contenteditable], [download], [aria-expanded]:not(a[href]),"
        + "details:not(.method, .tl-abstract, .tl-notes, .tl-folded, .tl-outline, .tl-outline details),"
        + ".headerlink, .tl-skip, .tl-meta"
    const sticky = [...document.querySelectorAll("body *")].filter(part =>
        part.checkVisibility() && ["fixed", "sticky"].includes(getComputedStyle(part).position))
    const scrolled = [...document.querySelectorAll("article *:not(svg *)")].filter(part => part.checkVisibility()
        && !["visible", "clip"].includes(getComputedStyle(part).overflowY) && part.scrollHeight > part.clientHeight + 1)
    return [...document.querySelectorAll(controls), ...sticky, ...scrolled].filter(part => part.checkVisibility())
        .map(part => part.outerHTML.slice(0, 80))
}"""
# Closed boxes of which the title prints alone; cells of code alone do not print, and of outlines the sentences do.
BARE = """() => [...document.querySelectorAll("summary:not(.tl-outline details > summary)")]
    .filter(title => title.checkVisibility())
    .filter(title => [...title.parentElement.children].slice(1)
        .filter(part => !part.matches("div.cell:not(:has(> .cell_output))")).some(part =>
        !part.checkVisibility({contentVisibilityAuto: true}) || part.getBoundingClientRect().height === 0))
    .map(title => title.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def page(lasting_window):
    return lasting_window(viewport={"width": 720, "height": 1000})


@pytest.mark.parametrize("name", KINDS)
def test_a_page_prints_dark_on_white_without_its_controls(page, address, name):
    page.emulate_media(media="screen")
    page.goto(f"{address}/{name}")
    page.wait_for_function(SETTLED)  # scripts have added their controls
    wrong = {}
    for system, chosen in THEMES:
        page.emulate_media(media="print", color_scheme=system)
        page.evaluate("chosen => { document.documentElement.dataset.theme = chosen }", chosen)
        wrong[system, chosen, "pale"] = page.evaluate(PALE, LEAST)
    wrong["controls"] = page.evaluate(OF_THE_SCREEN)
    wrong["bare titles"] = page.evaluate(BARE)
    assert not {view: faults[:5] for view, faults in wrong.items() if faults}


# Headings, captions and heads of tables, without spaces: what must not end a page.
BEGINNINGS = """() => [...document.querySelectorAll("article :is(h1, h2, h3, h4, caption, thead, summary)")]
    .filter(part => part.checkVisibility()).map(part => part.innerText.replace(/\\s/g, ""))"""


def test_no_page_ends_with_what_begins_something(window, address):
    page = window()
    page.goto(f"{address}/chapters/rewaq.html")
    page.emulate_media(media="print")
    beginnings = tuple(filter(None, page.evaluate(BEGINNINGS)))
    assert len(beginnings) > 20
    ends = []
    for paper in ("A4", "A5"):  # two kinds of places to break at
        sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
        texts = ["".join(sheet.extract_text().split()) for sheet in sheets]
        ends += [f"{paper}, {n}: {text[-40:]}" for n, text in enumerate(texts, 1) if text.endswith(beginnings)]
    assert not ends


@pytest.mark.parametrize("is_open", [False, True])
def test_an_outline_prints_as_its_sentences_as_the_pdf_has_them(window, address, is_open):
    page = window()
    page.goto(f"{address}/chapters/rewaq.html")
    page.evaluate("is_open => document.querySelectorAll('.tl-outline, .tl-outline details')"
                  ".forEach(part => { part.open = is_open })", is_open)  # fmt: skip
    page.emulate_media(media="print")
    shown = """part => part.checkVisibility({contentVisibilityAuto: true}) && part.getBoundingClientRect().height > 0"""
    sentences = page.locator(".tl-outline > p, .tl-outline > details > summary")
    assert sentences.count() > 20
    assert all(sentence.evaluate(shown) for sentence in sentences.all())
    lines = page.locator(".tl-outline :is(li, .tl-line)")
    assert lines.count() > 20
    assert not [line.inner_text() for line in lines.all() if line.evaluate(shown)]
