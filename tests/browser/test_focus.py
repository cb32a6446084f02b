"""Whatever a control does, the keyboard's focus stays on something that is seen."""

import pytest

from ..helpers.serving import OF_EACH_KIND, PAGES

CONTROLS = """() => [...document.querySelectorAll(
    'button, summary, [role=button], input[type=checkbox], input[type=radio], select, a[href="#contents"],'
    + 'a.tl-claim, a.tl-mark')]
    .filter((one, n, all) => one.checkVisibility({visibilityProperty: true}) && !one.disabled
        && !one.closest('dialog, .tl-run, .tl-pop')
        // of controls of one kind, the first and the last
        && [0, -1].some(at => all.filter(({className, localName}) =>
            className === one.className && localName === one.localName).at(at) === one))
    .map((one, n) => {
        one.dataset.control = n
        return `${one.localName} ${(one.innerText || one.ariaLabel || one.value || '').trim()}`
    })"""
VISITS = [
    *((name, 1280) if name in OF_EACH_KIND else pytest.param(name, 1280, marks=pytest.mark.audit) for name in PAGES),
    *((f"chapters/{name}.html", 390) for name in ("rewaq", "ledger", "glossary")),
]
LOST = """() => {
    if (!document.activeElement || document.activeElement === document.body) return "on nothing"
    const active = document.activeElement.closest("label") ?? document.activeElement // which shows the focus of its box
    const box = active.getBoundingClientRect()
    const seen = active.checkVisibility({visibilityProperty: true, opacityProperty: true}) && box.width * box.height > 0
    return seen ? "" : `on a hidden ${active.localName}.${active.className}`
}"""


@pytest.fixture(scope="module")
def lasting(lasting_window):
    return lasting_window(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def page(lasting):
    """The window that all share, with nothing remembered of the controls used before."""
    lasting.wrong.clear()
    yield lasting
    lasting.evaluate("localStorage.clear(), sessionStorage.clear()")


@pytest.mark.parametrize(("name", "width"), VISITS)
def test_a_control_used_by_keyboard_keeps_the_focus_in_sight(page, address, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{name}#%E0%A4%A")  # a fragment that cannot be decoded breaks no page either
    page.wait_for_function("document.readyState === 'complete' && window.textledger?.pageOf")
    lost = {}
    for number, what in enumerate(page.evaluate(CONTROLS)):
        control = page.locator(f"[data-control='{number}']")
        if not control.is_visible():  # another control has hidden it
            continue
        control.focus()
        if what.startswith("a ") and control.get_attribute("href") != "#contents":
            page.keyboard.press("Tab")  # into its card, where it has one
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("Space" if what.startswith("input") else "Enter")
            if what.startswith("select"):
                page.keyboard.press("Escape")
        if place := page.evaluate(LOST):
            lost[what] = place
        page.keyboard.press("Escape")  # closes what has opened
        if place := page.evaluate(LOST):
            lost[f"{what}, then Escape"] = place
    assert not lost
    assert page.wrong == []
