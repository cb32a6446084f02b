"""The keyboard stops at what scrolls without a script, too, and a chart in focus keeps it: charts, tables, code."""

OPEN = """async () => {
    for (const part of document.querySelectorAll("details")) part.open = true
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame)
}"""


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
