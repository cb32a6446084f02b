"""One visit to a page of the site: all that several tests want to know of it, from one load in a fresh browser."""

import re
from typing import NamedTuple

from axe_playwright_python.base import AXE_SCRIPT

ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
WIDTHS = (390, 320, 860, 1280)  # pixels
SETTLED = """() => !document.documentElement.classList.contains('tl-first') && document.fonts.status === 'loaded'"""
OPEN_ALL = (
    "document.querySelectorAll('details:not([open])').forEach(part => { part.dataset.shut = ''; part.open = true })"
)
CLOSE_AGAIN = "document.querySelectorAll('[data-shut]').forEach(part => { part.open = false })"
FRAMES = "async () => { for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame) }"
# Sections, tables and charts far from the window count, too.
FAR_AWAY = "article section, .tl-table, .tl-chart, .tl-entry { content-visibility: visible !important }"
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.body.querySelectorAll("*")].filter(part => part.getBoundingClientRect().right > room + 1)
        .slice(0, 5).map(part => `${part.tagName}.${part.className}: ${part.textContent.trim().slice(0, 40)}`)
        .concat(["the page scrolls sideways"])
}"""
CLIPPED = """() => [...document.querySelectorAll(".tl-chart svg")].flatMap(svg => {
    const box = svg.getBoundingClientRect()
    return [...svg.querySelectorAll("text")].filter(label => label.textContent.trim()).filter(label => {
        const own = label.getBoundingClientRect()
        return own.width && (own.left < box.left - 2 || own.right > box.right + 2)
    }).map(label => label.textContent)
})"""
# Every run of text outside code, by the font it asks for: families, weight, style -> characters.
SHOWN = """() => {
    const found = {}
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement
        if (parent.closest("script, style, noscript, template, pre, code, kbd")) continue
        const style = getComputedStyle(parent)
        const key = JSON.stringify([style.fontFamily, style.fontWeight, style.fontStyle])
        found[key] = (found[key] || "") + walk.currentNode.data
    }
    return Object.entries(found).map(([key, text]) => [...JSON.parse(key), [...new Set(text)].join("")])
}"""
FETCHED_AHEAD = """() => performance.getEntriesByType("resource")
    .filter(entry => entry.initiatorType === "link" && entry.name.endsWith(".woff2"))
    .map(entry => entry.name.split("/").pop())"""
SCROLLING = """() => [...document.querySelectorAll(".tl-table")].filter(frame => frame.checkVisibility()
    && (frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1))
    .map(frame => `${frame.ariaLabel}: ${frame.scrollWidth} in ${frame.clientWidth} px`)"""
# Tables of which a head lies over the first row that shows, seen from the beginning of the page.
COVERED = """() => [...document.querySelectorAll(".tl-table:not(.records)")].filter(frame => {
    const row = [...frame.querySelectorAll("tbody tr")].find(one => one.checkVisibility())
    const heads = frame.querySelector("thead"), head = heads?.rows[0].cells[0]
    const isSeen = heads?.offsetHeight > 1  // of stacked rows only assistive technology hears the heads
    return row && isSeen && head.getBoundingClientRect().bottom > row.getBoundingClientRect().top + 1
}).map(frame => frame.ariaLabel)"""
# The cell after a term in Arabic stands beside it, in its line, and needs no label.
LABELS = """() => [...document.querySelectorAll(".tl-table.stack:not(.records) table")].flatMap(table => {
    const headings = [...table.querySelectorAll("thead th")].map(head => head.textContent)
    const labelled = "tbody tr:first-child :is(th, td) ~ td:not(:empty, [dir=rtl]:first-child + td)"
    return [...table.querySelectorAll(labelled)].map(cell =>
        [headings[cell.cellIndex], getComputedStyle(cell, "::before").content])
})"""
STOPS = """() => {
    const visible = part => part.checkVisibility({ visibilityProperty: true }) && part.clientWidth > 0
    const scrolls = part => ["X", "Y"].some(way => {
        const [room, full] = way === "X" ? [part.clientWidth, part.scrollWidth] : [part.clientHeight, part.scrollHeight]
        return full > room && ["auto", "scroll"].includes(getComputedStyle(part)[`overflow${way}`])
    })
    const named = part => `${part.localName}.${part.className} ${part.textContent.trim().slice(0, 30)}`
    const stops = [...document.querySelectorAll("[tabindex='0']")].filter(visible)
    const reached = part => part.tabIndex >= 0 || part.querySelector("a[href], button, input, [tabindex='0']")
    return {
        idle: stops.filter(part => !part.matches("a[href], button") && !scrolls(part)).map(named),
        unreached: [...document.body.querySelectorAll("*")].filter(visible)
            .filter(part => scrolls(part) && !reached(part)).map(named),
    }
}"""
BY_COLOUR = ["color-contrast", "link-in-text-block"]  # the rules on which the colours of a page have a bearing
# Width, whether every disclosure is opened; markup does not depend on the scheme, so the other rules come once each.
# They are in the order that lays a page out anew as seldom as may be.
MARKUP_VIEWS = [(1280, True), (390, False)]
COLOUR_VIEWS = [
    (scheme, width, opened) for width, opened in ((390, True), (1280, False)) for scheme in ("light", "dark")
]
FORCED_VIEWS = [(1280, False), (390, True)]
# Axe takes longest: `make test` judges a page where most is seen, by the markup of one view and the colours of one, in
# one of three ways in turn, since each style and form is on many pages; `make audit` judges all pages in all views.
WHOLE, NARROW = MARKUP_VIEWS
QUICK = (
    ([WHOLE], [COLOUR_VIEWS[0]], []),
    ([NARROW], [COLOUR_VIEWS[1]], []),
    ([WHOLE], [], [FORCED_VIEWS[1]]),
)
ALL = MARKUP_VIEWS, COLOUR_VIEWS, FORCED_VIEWS
# Charts are one picture each to assistive technology, and carry their own text: what is inside them is not judged.
EMPTY_CHARTS = """() => document.querySelectorAll("[role=img] > svg").forEach(chart => chart.replaceChildren())"""
# Of tokens of code, and of rows and entries that hold the same classes, the first on a page stands for the rest: rules
# of markup and colour find in all what they find in one, and that no id stands twice is tested from the markup.
SAMPLE = """() => {
    const tokens = new Set()
    for (const token of document.querySelectorAll("pre span[class]")) {
        if (tokens.has(token.className)) token.replaceWith(token.textContent)
        tokens.add(token.className)
    }
    for (const rows of document.querySelectorAll("tbody, .tl-entries")) {
        const seen = new Set()
        for (const row of [...rows.children]) {
            const kind = [row, ...row.querySelectorAll("*")].map(part => part.localName + "." + part.className)
            const name = [...new Set(kind)].sort().join(" ")
            if (seen.has(name)) row.remove()
            seen.add(name)
        }
    }
}"""
# Colours take axe longest, so that of parts with words the first of a look stands for the rest: those of one kind and
# style, in parts of one kind and style. Given back are the parts of which every word has a look had before.
HAD = """() => {
    const STYLES = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
        "textDecorationLine"]
    const looks = new Map([[null, ""]]), seen = new Set(), had = []
    const look = part => {
        if (!looks.has(part)) {
            const style = getComputedStyle(part), own = STYLES.map(name => style[name])
            looks.set(part, [look(part.parentElement), part.localName, part.className, ...own].join())
        }
        return looks.get(part)
    }
    const speaks = part => part.checkVisibility({visibilityProperty: true}) && (part.matches("input, select, textarea")
        || [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    const speaking = new Set([...document.body.querySelectorAll("*")].filter(speaks))
    for (const part of document.body.querySelectorAll("*")) {
        if (had.at(-1)?.contains(part)) continue
        const words = [part, ...part.querySelectorAll("*")].filter(inner => speaking.has(inner))
        if (words.length && words.every(inner => seen.has(look(inner)))) had.push(part)
        else if (speaking.has(part)) seen.add(look(part))
    }
    return had
}"""
AXE = f"""async ([rules, colours]) => {{
    const others = Object.fromEntries(rules.map(id => [id, {{enabled: false}}]))
    const [judged, chosen] = colours ? [{{exclude: ({HAD})()}}, {{runOnly: rules}}] : [document, {{rules: others}}]
    return (await axe.run(judged, {{resultTypes: ["violations"], ...chosen}})).violations.flatMap(
        rule => rule.nodes.map(node => `${{rule.id}}: ${{node.target.join(" ")}}: ${{node.failureSummary}}`))
}}"""


class Visit(NamedTuple):
    """What a visit found.

    Attributes:
        said: errors and warnings of the console.
        elsewhere: addresses asked for on other hosts.
        sent: what the server was asked for, with status and size.
        arabic: whether Arabic is seen.
        ahead: the fonts fetched before the style sheet asked for them.
        characters: families, weight, style and the characters set in them.
        clipped: labels of charts that the browser sets beyond their chart.
        wide: what is wider than the window, by view.
        tables: tables that scroll by themselves, by width.
        covered: tables of which a head lies over a row.
        labels: of stacked tables by width: the heading of a column and what stands before its cells.
        stops: what scrolls and is not reached, or is reached and does not scroll, by view.
        missed: links and controls that a finger does not find.
        violations: what axe finds, by view.
    """

    said: list[str]
    elsewhere: list[str]
    sent: list
    arabic: bool
    ahead: set[str]
    characters: list
    clipped: list[str]
    wide: dict[str, list[str]]
    tables: dict[int, list[str]]
    covered: list[str]
    labels: dict[int, list]
    stops: dict[tuple[int, str], list[str]]
    missed: list[str]
    violations: dict[tuple, list[str]]


def _bring_axe(page) -> None:
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)


def _resize(page, width: int) -> None:
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 900})


def _in_each_width(page) -> tuple[dict, dict, list, dict, dict]:
    """Look for what is too wide, and in two widths at tables and stops: what has begun to scroll may stop scrolling."""
    wide, tables, covered, labels, stops = {}, {}, [], {}, {}
    for width in (1280, 390):
        _resize(page, width)
        wide[f"{width} px, as loaded"] = page.evaluate(TOO_WIDE)
    page.evaluate(OPEN_ALL)
    page.add_style_tag(content=FAR_AWAY)
    for width in WIDTHS:
        _resize(page, width)
        wide[f"{width} px, opened"] = page.evaluate(TOO_WIDE)
        if width >= 860:
            covered += page.evaluate(COVERED)
        if width in (390, 1280):
            page.evaluate(FRAMES)
            tables[width] = page.evaluate(SCROLLING)
            labels[width] = page.evaluate(LABELS)
            stops |= {(width, kind): parts for kind, parts in page.evaluate(STOPS).items() if parts}
    return {view: parts for view, parts in wide.items() if parts}, tables, covered, labels, stops


# What is too small or too near to another for a finger; axe asks for it only when told to.
FINGERS = """() => axe.run(document, {runOnly: ["target-size"], resultTypes: ["violations"]})
    .then(({violations}) => violations.flatMap(rule => rule.nodes.map(node => node.html.slice(0, 80))))"""


def _missed_by_fingers(page) -> list[str]:
    _resize(page, 390)
    page.evaluate(CLOSE_AGAIN)
    page.evaluate(EMPTY_CHARTS)
    _bring_axe(page)
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    found = page.evaluate(FINGERS)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    return found


def judge_views(page, views=ALL) -> dict[tuple, list[str]]:
    """Return what axe finds on an open page, at most five faults a view: light, dark, forced colours, wide and narrow.

    Rows and charts are thinned out: the page is of no use afterwards.
    """
    markup_views, colour_views, forced_views = views

    def judge(width, opened, colours):
        _resize(page, width)
        page.evaluate("open => document.querySelectorAll('details').forEach(part => { part.open = open })", opened)
        if not colours:
            page.evaluate(FRAMES)  # in which what has begun to scroll becomes a stop of the keyboard
        return page.evaluate(AXE, [BY_COLOUR, colours])[:5]

    page.evaluate(EMPTY_CHARTS)
    page.evaluate(SAMPLE)
    _bring_axe(page)
    found = {("markup", width, opened): judge(width, opened, False) for width, opened in markup_views}
    for scheme, width, opened in colour_views:
        page.emulate_media(color_scheme=scheme)
        found[scheme, width, opened] = judge(width, opened, True)
    page.emulate_media(color_scheme="light", forced_colors="active")
    for width, opened in forced_views:
        found["forced colours", width, opened] = judge(width, opened, True)
    return {view: faults for view, faults in found.items() if faults}


def open_window(chromium):
    """Open a window for visits; to open one takes as long as half a visit."""
    return chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")


def visit(window, served, name: str, views=ALL) -> Visit:
    """Open a page of a served site, of which nothing is cached, and look at it.

    Args:
        window: of `open_window`.
        served: the running server of the site.
        name: of the page, from the site's root.
        views: in which markup and colours are judged, and colours that the system forces.
    """
    page, start = window.new_page(), len(served.sent)
    said, asked = [], []
    window.new_cdp_session(page).send("Network.clearBrowserCache")
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda told: said.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{served.url}/{name}", wait_until="load")
    text = page.evaluate("document.body.innerText")  # which lays out all, so that fonts are asked for
    page.wait_for_function(SETTLED)
    ahead, characters = set(page.evaluate(FETCHED_AHEAD)), page.evaluate(SHOWN)
    clipped = page.evaluate(CLIPPED)
    wide, tables, covered, labels, stops = _in_each_width(page)
    text += page.evaluate("document.body.innerText")  # of what has been opened, too
    fetched = served.sent[start:]
    missed, violations = _missed_by_fingers(page), judge_views(page, views)
    page.close()
    elsewhere = [url for url in asked if not url.startswith((served.url, "data:", "blob:"))]
    arabic = bool(ARABIC_LETTER.search(text))
    return Visit(
        said, elsewhere, fetched, arabic, ahead, characters, clipped,
        wide, tables, covered, labels, stops, missed, violations,
    )  # fmt: skip
