"""The keyboard stops at what scrolls, and at nothing that does not: charts, tables, code."""

from ..helpers.serving import PAGES

OPEN = """async () => {
    for (const part of document.querySelectorAll("details")) part.open = true
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame)
}"""
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
        idle: stops.filter(part => !scrolls(part)).map(named),
        unreached: [...document.body.querySelectorAll("*")].filter(visible)
            .filter(part => scrolls(part) && !reached(part)).map(named),
    }
}"""


def stops(page, width) -> dict:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(OPEN)
    return page.evaluate(STOPS)


def test_the_keyboard_stops_where_something_scrolls(chromium, address):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for name in PAGES:
        page.goto(f"{address}/{name}")
        page.add_style_tag(content="article section, .tl-table, .tl-chart { content-visibility: visible !important }")
        for width in (1280, 390, 1280):
            for kind, parts in stops(page, width).items():
                if parts:
                    found[name, width, kind] = parts
    context.close()
    assert not found


def test_without_a_script_whatever_scrolls_is_a_stop(window, address):
    page = window(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page.goto(f"{address}/chapters/since.html")
    for part in page.locator(".tl-chart, .tl-table, pre").all():
        assert part.get_attribute("tabindex") == "0"


def test_a_chart_in_focus_keeps_it_when_it_need_not_scroll_any_more(window, address):
    page = window(viewport={"width": 390, "height": 900})
    page.goto(f"{address}/chapters/since.html")
    chart = page.locator("#fig-since-watched > .tl-chart")
    chart.focus()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(OPEN)
    assert chart.evaluate("chart => chart === document.activeElement")
    chart.evaluate("chart => chart.blur()")
    assert chart.get_attribute("tabindex") is None
