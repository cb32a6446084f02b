"""The keyboard stops at what scrolls without a script, too, and what is in focus keeps it: tables, code."""

OPEN = """async () => {
    for (const part of document.querySelectorAll("details")) part.open = true
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame)
}"""


def test_without_a_script_whatever_scrolls_is_a_stop(window, address):
    page = window(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page.goto(f"{address}/chapters/since.html")
    for part in page.locator(".tl-table, pre").all():
        assert part.get_attribute("tabindex") == "0"


def test_what_is_in_focus_keeps_it_when_it_need_not_scroll_any_more(window, address):
    page = window()
    page.goto(f"{address}/chapters/since.html")
    page.evaluate(OPEN)
    roomy = page.locator("article :is(.tl-table, pre):not([tabindex])").element_handles()
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate(OPEN)
    [scroller, *_] = [part for part in roomy if part.get_attribute("tabindex") == "0"]
    scroller.focus()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(OPEN)
    assert scroller.evaluate("part => part === document.activeElement")
    scroller.evaluate("part => part.blur()")
    assert scroller.get_attribute("tabindex") is None
