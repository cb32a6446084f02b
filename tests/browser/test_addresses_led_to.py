"""Where an address leads: in sight below what stays on top, marked as found, and open where it was folded."""

import pytest

TOP = """async id => {
    const frame = () => new Promise(requestAnimationFrame)
    const place = () => document.getElementById(id).getBoundingClientRect().top
    for (let still = 0, last = place(); still < 8; ) {
        await frame()
        still = Math.abs(place() - last) < 1 ? still + 1 : 0
        last = place()
    }
    const stays = [...document.querySelectorAll('.tl-top, .tl-told, .tl-filters')]
        .filter(part => getComputedStyle(part).position === 'sticky').map(part => part.getBoundingClientRect().bottom)
    return [place(), Math.max(...stays), innerHeight]
}"""
PLACES = ["registers.html#ecss-k01", "registers.html#hadramout-k09", "ledger.html#rewaq-c07",
          "bibliography.html#cite-foggo2025"]  # fmt: skip
# `make test` looks at each place in one width, `make audit` in both.
IN_TURN = [(place, width) if n % 2 == (width > 390) else pytest.param(place, width, marks=pytest.mark.audit)
           for n, place in enumerate(PLACES) for width in (390, 1280)]  # fmt: skip
GROUND = "id => getComputedStyle(document.getElementById(id)).backgroundColor"


@pytest.mark.parametrize(("place", "width"), IN_TURN)
def test_what_an_address_names_is_in_sight_and_marked(window, address, place, width):
    page = window(viewport={"width": width, "height": 844})
    page.goto(f"{address}/chapters/{place}")
    name = place.partition("#")[2]
    top, covered, low = page.evaluate(TOP, name)
    assert covered <= top < low / 2
    marked = page.evaluate(GROUND, name)
    page.evaluate("location.hash = ''")
    assert page.evaluate(GROUND, name) != marked


def test_a_fold_opens_when_it_or_what_is_in_it_is_called(window, address):
    page = window()
    folded = page.locator("#who-is-who > details")
    for name in ("who-is-who", "who-nato-mission-iraq"):
        page.goto("about:blank")
        page.goto(f"{address}/chapters/start.html#{name}")
        page.wait_for_function("document.querySelector('#who-is-who > details').open")
    page.goto("about:blank")
    page.goto(f"{address}/chapters/start.html")
    assert folded.get_attribute("open") is None
    link = page.locator(".tl-here a[href='#who-is-who']")
    for _ in range(2):  # the second time the address is the same
        link.click()
        page.wait_for_function("document.querySelector('#who-is-who > details').open")
        folded.evaluate("fold => { fold.open = false }")
