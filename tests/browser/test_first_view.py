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
        document.querySelector('#where-it-comes-from').scrollIntoView()
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    } while (scrollY !== before)
    return scrollY
}"""
PLACES = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const all = [...document.querySelectorAll('article section > *')].map(part => part.getBoundingClientRect())
    return all.filter(box => box.bottom > 0 && box.top < innerHeight).flatMap(box => [box.top, box.bottom])
}"""
CHARTS = """seen => {
    document.documentElement.classList.remove('tl-first')
    return [...document.querySelectorAll('.tl-chart')].map(chart => {
        const copy = chart.cloneNode(true)  // of which the browser remembers no height
        copy.style.contentVisibility = seen
        chart.replaceWith(copy)
        return copy.getBoundingClientRect().height
    })
}"""
NEVER_IDLE = "window.requestIdleCallback = () => 0"


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
        page.evaluate("location.hash = 'what-holds-up-and-what-does-not'")
    page.wait_for_function(f"!{WAITING}")


@pytest.mark.parametrize("name", ["rewaq", "voices", "chronology"])
def test_a_chart_not_yet_drawn_is_as_high_as_the_drawn_one(window, address, name):
    page = window()
    page.goto(f"{address}/chapters/{name}.html")
    for width in (1700, 1280, 800, 390):
        page.set_viewport_size({"width": width, "height": 800})
        kept = page.evaluate(CHARTS, "hidden")
        assert kept == pytest.approx(page.evaluate(CHARTS, "visible"), abs=1), width  # pixels
        assert len(kept) > 2


@pytest.mark.parametrize("heading", ["where-it-comes-from", "what-holds-up-and-what-does-not"])
def test_nothing_in_view_moves_when_the_rest_is_laid_out(window, address, heading):
    page = opened(window, f"{address}/{PAGE}", idle=False)
    page.evaluate("name => document.getElementById(name).scrollIntoView({block: 'center'})", heading)
    page.evaluate(PLACES)  # the charts in view are drawn
    before = page.evaluate(PLACES)
    assert page.evaluate(WAITING)
    page.keyboard.press("Shift")
    page.wait_for_function(f"!{WAITING}")
    assert page.evaluate(PLACES) == pytest.approx(before, abs=1)  # pixels


def test_a_link_within_the_page_leads_to_its_heading(window, address):
    page = opened(window, f"{address}/{PAGE}", idle=False)
    page.locator('.tl-here a[href="#what-holds-up-and-what-does-not"]').click()
    page.wait_for_function(
        "document.querySelector('#what-holds-up-and-what-does-not > h2').getBoundingClientRect().top < innerHeight / 2"
    )
    assert (
        page.evaluate("document.querySelector('#what-holds-up-and-what-does-not > h2').getBoundingClientRect().top")
        >= 0
    )


def test_a_page_that_is_loaded_again_keeps_its_place(window, address):
    page = opened(window, f"{address}/{PAGE}")
    page.wait_for_function(f"!{WAITING}")
    place = page.evaluate(SETTLED)
    page.reload()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert not page.evaluate(WAITING)
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 3")
