"""What lies far below is laid out after the first view: nothing stands elsewhere for it, and no way leads astray."""

import pytest

PAGE = "chapters/rewaq.html"
WAITING = "document.documentElement.classList.contains('tl-first')"
HEADINGS = "() => [...document.querySelectorAll('article h2, article h3')].map(h => Math.round(h.offsetTop))"
# Charts near the window are drawn in the frames after a jump.
SETTLED = """async () => {
    let before
    do {
        before = scrollY
        document.querySelector('#its-language').scrollIntoView()
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    } while (scrollY !== before)
    return scrollY
}"""
NEVER_IDLE = "window.requestIdleCallback = () => 0"

pytestmark = pytest.mark.browser


def opened(window, address, *, idle=True):
    page = window()
    if not idle:
        page.add_init_script(NEVER_IDLE)
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def test_the_page_ends_up_as_if_it_had_been_laid_out_at_once(window, address):
    later = opened(window, f"{address}/{PAGE}")
    later.wait_for_function(f"!{WAITING}")
    at_once = opened(window, f"{address}/{PAGE}#main")
    assert not at_once.evaluate(WAITING)
    assert later.evaluate(HEADINGS) == at_once.evaluate(HEADINGS)


@pytest.mark.parametrize("act", ["keyboard", "pointer", "link"])
def test_a_reader_who_goes_on_does_not_wait(window, address, act):
    page = opened(window, f"{address}/{PAGE}", idle=False)
    assert page.evaluate(WAITING)
    if act == "keyboard":
        page.keyboard.press("Shift")
    elif act == "pointer":
        page.mouse.click(3, 300)
    else:
        page.evaluate("location.hash = 'what-holds-up'")
    page.wait_for_function(f"!{WAITING}")


def test_a_link_within_the_page_leads_to_its_heading(window, address):
    page = opened(window, f"{address}/{PAGE}", idle=False)
    page.locator('.tl-here a[href="#what-holds-up"]').click()
    page.wait_for_function(
        "document.querySelector('#what-holds-up > h2').getBoundingClientRect().top < innerHeight / 2"
    )
    assert page.evaluate("document.querySelector('#what-holds-up > h2').getBoundingClientRect().top") >= 0


def test_a_page_that_is_loaded_again_keeps_its_place(window, address):
    page = opened(window, f"{address}/{PAGE}")
    page.wait_for_function(f"!{WAITING}")
    place = page.evaluate(SETTLED)
    page.reload()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert not page.evaluate(WAITING)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 3")
