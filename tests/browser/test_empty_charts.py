"""No chart is empty: its marks are seen in every layer, theme and width, as built and live, on screen and in print."""

import pytest

from textledger_publish import epub, pdf
from textledger_sphinx.theme import assets

from ..helpers.serving import PAGES

# Each layer in each theme, in both widths; and in print.
VIEWS = [
    ("screen", "light", 1280, "narrative"),
    ("screen", "dark", 390, "narrative"),
    ("screen", "light", 390, "method"),
    ("screen", "dark", 1280, "method"),
    ("screen", "light", 390, "code"),
    ("screen", "dark", 1280, "code"),
    ("print", "light", 1280, "narrative"),
    ("print", "dark", 1280, "narrative"),
]
# Sections far from the window are laid out, and method is open, as a reader may open it.
OPEN = "article section, .tl-chart { content-visibility: visible !important }"
CHOOSE = """layer => {
    document.querySelector(`.tl-layers input[value=${layer}]`).click()
    for (const part of document.querySelectorAll("details.method")) part.open = true
}"""
ENLIVEN = """async () => {
    const figures = [...document.querySelectorAll("figure.tl-figure[id]")]
    for (const figure of figures) await textledger.enliven(figure)
    return figures.filter(figure => figure.dataset.live !== "yes").map(figure => figure.id)
}"""
# The layers of charts of which no mark is seen: it has a size, is shown, and is not of the colour behind it. Parts
# that styles hide count too: the rest of their layer may be seen.
UNSEEN = """() => {
    const rgba = colour => {
        const parts = colour.match(/[\\d.]+/g).map(Number)
        return parts.length > 3 ? parts : [...parts, 1]
    }
    const behind = element => {
        for (let one = element; one; one = one.parentElement) {
            const colour = rgba(getComputedStyle(one).backgroundColor)
            if (colour[3] > 0) return colour
        }
        return [255, 255, 255, 1]
    }
    const stands = (style, name, paper) => {
        if (style[name] === "none") return false
        if (style[name].startsWith("url")) return true
        const [colour, share] = [rgba(style[name]), style.opacity * style[`${name}Opacity`]]
        return [0, 1, 2].some(n => Math.abs(colour[n] - paper[n]) * colour[3] * share > 12)
    }
    const seen = (mark, frame, paper) => {
        const style = getComputedStyle(mark), box = mark.getBoundingClientRect()
        return box.width + box.height > 0 && box.right > frame.left && box.left < frame.right
            && box.bottom > frame.top && box.top < frame.bottom
            && style.visibility === "visible" && (stands(style, "fill", paper) || stands(style, "stroke", paper))
    }
    return [...document.querySelectorAll("figure.tl-figure[id]")].flatMap(figure => {
        const svg = figure.querySelector(".tl-chart svg"), paper = behind(svg), frame = svg.getBoundingClientRect()
        const groups = [...svg.querySelectorAll("g.role-mark:not(:empty, [class*=_brush])")]
        const layers = Map.groupBy(groups, group => group.getAttribute("class"))
        const empty = [...layers].filter(([, parts]) =>
            !parts.flatMap(part => [...part.children]).some(mark => seen(mark, frame, paper)))
        const hidden = [...svg.querySelectorAll("g")].filter(part => getComputedStyle(part).display === "none")
        return [
            ...(layers.size ? [] : [`${figure.id} has no marks`]),
            ...empty.map(([name]) => `${figure.id}: ${name}`),
            ...hidden.map(part => `${figure.id} hides ${part.getAttribute("class")}`),
        ]
    })
}"""
# Selectors of the page's styles, of those given, that meet a part of a drawing and are not written for drawings.
MEETING = """styles => {
    const rules = list => [...list].flatMap(rule => [rule, ...rules(rule.cssRules ?? [])])
    const given = styles.map(text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return sheet })
    const parts = [...document.querySelectorAll("svg *")], found = new Set()
    for (const sheet of given) for (const { selectorText } of rules(sheet.cssRules)) {
        if (!selectorText || /^\\*/.test(selectorText) || /\\bsvg\\b/.test(selectorText)) continue
        const plain = selectorText.replace(/::[a-z-]+(\\([^)]*\\))?/g, "")
        if (parts.some(part => part.matches(plain))) found.add(selectorText)
    }
    return [...found]
}"""


# Texts are switched off one after the other; charts that show the others must keep signs.
SWITCHES = """() => [...document.querySelectorAll(".tl-texts input")].map(box => box.dataset.label)"""
SWITCHED = """([label, on]) => {
    const box = [...document.querySelectorAll(".tl-texts input")].find(one => one.dataset.label === label)
    const told = document.querySelector(".tl-texts output")
    return new Promise(done => {
        new MutationObserver((_, watching) => { watching.disconnect(); done() }).observe(told, { childList: true })
        box.checked = on
        box.dispatchEvent(new Event("change"))
    })
}"""
BARE = """() => [...document.querySelectorAll("figure.tl-figure[id]")]
    .filter(figure => !figure.querySelector(".tl-chart g.role-mark:not([class*=_brush]) > *"))
    .map(figure => figure.id)"""


@pytest.fixture(scope="module")
def findings(chromium, address, soup):
    """What is wrong with the charts of all pages: each page is visited once."""
    printed = [path.read_text(encoding="utf-8") for path in (pdf.STYLE, epub.STYLE)]
    styles = [assets.join_sources(assets.STYLES), *printed]
    found = {"not live": [], "unseen": {}, "meeting": {}, "bare": {}}
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    for name in PAGES:
        if not soup(name).select_one("figure.tl-figure .tl-chart"):
            continue
        page.goto(f"{address}/{name}")
        page.add_style_tag(content=OPEN)
        for state in ("as built", "live"):
            if state == "live":
                found["not live"] += page.evaluate(ENLIVEN)
            for media, scheme, width, layer in VIEWS:
                page.emulate_media(media=media, color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(CHOOSE, layer)
                for marks in page.evaluate(UNSEEN):
                    found["unseen"].setdefault(marks, []).append((state, media, scheme, width, layer))
        for selector in page.evaluate(MEETING, styles):
            found["meeting"].setdefault(selector, []).append(name)
        for label in page.evaluate(SWITCHES):
            page.evaluate(SWITCHED, [label, False])
            for figure in page.evaluate(BARE):
                found["bare"].setdefault(figure, []).append(label)
            page.evaluate(SWITCHED, [label, True])
    context.close()
    return found


def test_every_chart_becomes_live(findings):
    assert not findings["not live"]


def test_every_layer_of_every_chart_is_seen(findings):
    assert not findings["unseen"]


def test_charts_keep_signs_when_a_text_is_switched_off(findings):
    assert not findings["bare"]


def test_styles_of_pages_leave_the_parts_of_drawings_alone(findings):
    assert not findings["meeting"]
