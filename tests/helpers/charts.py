"""One visit to every page with charts: all that several tests want to know of its charts, as built and live."""

from typing import NamedTuple

# Each layer in each theme, in both widths; and in print.
VIEWS = {
    1280: [
        ("screen", "light", "text"),
        ("screen", "dark", "method"),
        ("screen", "dark", "code"),
        ("print", "light", "text"),
        ("print", "dark", "text"),
    ],
    390: [("screen", "dark", "text"), ("screen", "light", "method"), ("screen", "light", "code")],
}
# Charts that have become live take their colours from the same styles: `make test` looks at them once in each width,
# `make audit` in all views.
LIVE_VIEWS = {1280: [("screen", "dark", "text")], 390: [("screen", "light", "code")]}
# Sections far from the window are laid out, and what is folded is open, as a reader may open it.
OPEN = "article section, .tl-chart { content-visibility: visible !important }"
CHOOSE = """layer => {
    document.querySelector(`.tl-layers input[value=${layer}]`).click()
    for (const part of document.querySelectorAll("details:is(.method, .tl-folded)")) part.open = true
}"""
# The views of live charts by the figure's id, with `-narrow` for the narrow drawing; from them tooltips are read.
WATCH = """window.views = {}
addEventListener("tl-drawn", ({ target, detail }) => {
    views[target.closest("figure").id + (target.matches(".tl-narrow") ? "-narrow" : "")] = detail
})"""
# Charts that do not become live, or not with the signs and the height of the drawing.
ENLIVEN = """async () => {
    const odd = []
    for (const figure of document.querySelectorAll("figure.tl-figure[id]")) {
        const place = textledger.drawings(figure).find(drawing => drawing.checkVisibility())
        if (!place) continue  // markup in place of a drawing
        const signs = () => place.querySelectorAll("svg .role-mark > :is(path, text, line)").length
        const before = signs(), height = figure.offsetHeight
        await textledger.enliven(figure)
        const after = signs(), {live} = place.dataset
        if (live !== "yes" || before !== after || Math.abs(figure.offsetHeight - height) > 1)
            odd.push(`${figure.id}: ${before} signs, live ${after}, ${live}, ${height} and ${figure.offsetHeight} px`)
    }
    return odd
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
        const drawings = [...figure.querySelectorAll(".tl-chart > *, :scope > .tl-narrow")]
        const shown = drawings.filter(drawing => drawing.checkVisibility())
        if (shown.length !== 1) return [`${figure.id} shows ${shown.length} drawings`]
        if (shown[0].parentElement === figure) return shown[0].innerText.trim() ? [] : [`${figure.id} says nothing`]
        const svg = shown[0].querySelector("svg"), paper = behind(svg), frame = svg.getBoundingClientRect()
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
        if (!selectorText || /^(\\*|::)/.test(selectorText) || /\\bsvg\\b/.test(selectorText)) continue
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
# Every tooltip of every sign: the chart, what is told, the numbers of the sign's row.
TOOLTIPS = """() => Object.entries(views).flatMap(([name, view]) => {
    const found = [], read = item => {
        if (item.tooltip) found.push([name, item.tooltip, Object.values(item.datum).filter(Number.isFinite)])
        for (const inner of item.items ?? []) read(inner)
    }
    read(view.scenegraph().root)
    return found
})"""
# The labels of the axes of a chart, row by row as they stand side by side.
ROWS = """() => [...document.querySelectorAll("figure.tl-figure[id]")].map(figure => {
    const labels = [...figure.querySelectorAll(".tl-chart .role-axis-label text")]
        .filter(label => label.getAttribute("opacity") !== "0" && label.textContent.trim())
        .map(label => ({ text: label.textContent, box: label.getBoundingClientRect() }))
        .filter(({ box }) => box.width)
    const rows = Map.groupBy(labels, ({ box }) => Math.round(box.top))
    for (const row of rows.values()) row.sort((one, other) => one.box.left - other.box.left)
    return [figure.id, [...rows.values()].map(row => row.map(({ text }) => text))]
})"""
TEXTS = """() => [...document.querySelectorAll("figure.tl-figure[id]")].map(figure =>
    [figure.id, [...figure.querySelectorAll(".tl-chart svg text")].map(text => text.textContent)])"""


class Charts(NamedTuple):
    """What a look at all charts found.

    Attributes:
        figures: how many there are.
        said: errors and warnings of the console.
        odd: charts that do not become live, or not with the signs and the height of the drawing.
        unseen: layers of which no mark is seen, and the views.
        meeting: selectors of styles that meet parts of drawings, and the pages.
        bare: charts without a sign once a text is switched off, and the texts.
        tooltips: the chart, what is told, the numbers of the sign's row.
        rows: of labels of axes, by state and chart.
        texts: of the drawings, by state and chart.
    """

    figures: list[str]
    said: list[str]
    odd: list[str]
    unseen: dict[str, list]
    meeting: dict[str, list[str]]
    bare: dict[str, list[str]]
    tooltips: list
    rows: list
    texts: list


def _look_at(page, state: str, width: int, views: list[tuple], found: Charts) -> None:
    """Look at the charts of a page in one width, in each of the views: as built, or made live before."""
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(CHOOSE, "text")
    if state == "live":
        found.odd.extend(page.evaluate(ENLIVEN))
    found.rows.extend((state, *one) for one in page.evaluate(ROWS))
    found.texts.extend((state, *one) for one in page.evaluate(TEXTS))
    for media, scheme, layer in views:
        page.emulate_media(media=media, color_scheme=scheme)
        page.evaluate(CHOOSE, layer)
        for marks in page.evaluate(UNSEEN):
            found.unseen.setdefault(marks, []).append((state, media, scheme, width, layer))


def look(chromium, address: str, pages: list[str], styles: list[str], live_views: dict = LIVE_VIEWS) -> Charts:
    """Open pages one after the other and look at their charts.

    Args:
        chromium: a running browser.
        address: of the site.
        pages: those with charts.
        styles: sheets that must leave the parts of drawings alone.
        live_views: in which live charts are looked at, by width.
    """
    found = Charts([], [], [], {}, {}, {}, [], [], [])
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("console", lambda told: found.said.append(told.text) if told.type != "log" else None)
    page.on("pageerror", lambda error: found.said.append(str(error)))
    for name in pages:
        page.goto(f"{address}/{name}")
        page.add_style_tag(content=OPEN)
        for state, views in (("as built", VIEWS), ("live", live_views)):
            for width in VIEWS:
                _look_at(page, state, width, views[width], found)
        found.figures.extend(name for name, _ in page.evaluate(TEXTS))
        found.tooltips.extend(page.evaluate(TOOLTIPS))
        for selector in page.evaluate(MEETING, styles):
            found.meeting.setdefault(selector, []).append(name)
        for label in page.evaluate(SWITCHES):
            page.evaluate(SWITCHED, [label, False])
            for figure in page.evaluate(BARE):
                found.bare.setdefault(figure, []).append(label)
            page.evaluate(SWITCHED, [label, True])
    context.close()
    return found
