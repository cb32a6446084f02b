"""Back closes a card that a finger opened; the page stays, and so does its place."""

import pytest

from ..helpers.marks import CARD, MARK

STATE = "history.state === null"


@pytest.fixture
def phone(window, address):
    page = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/index.html")
    page.goto(f"{address}/chapters/ecss.html")
    page.evaluate("document.documentElement.classList.remove('tl-first')")
    page.locator(MARK).nth(12).scroll_into_view_if_needed()
    return page


def opened(page, number=12):
    page.locator(MARK).nth(number).tap()
    page.locator(CARD).wait_for()
    page.wait_for_function("history.state?.card")


@pytest.mark.parametrize("how", ["Back", "Escape", "tap beside"])
def test_a_card_closes_and_the_page_stays(phone, how):
    steps = phone.evaluate("history.length")
    opened(phone)
    place = phone.evaluate("scrollY")
    if how == "Back":
        phone.go_back()
    elif how == "Escape":
        phone.keyboard.press("Escape")
    else:
        phone.locator("h1").dispatch_event("click")
    phone.locator(CARD).wait_for(state="detached")
    phone.wait_for_function(STATE)
    assert phone.url.endswith("ecss.html")
    assert phone.evaluate("scrollY") == place > 0
    assert phone.evaluate("history.length") == steps + 1, "one step, which the next page takes"
    phone.go_back()
    phone.wait_for_url("**/index.html")


def test_one_card_after_the_other_is_one_step(phone):
    opened(phone)
    opened(phone, 11)
    phone.go_back()
    phone.locator(CARD).wait_for(state="detached")
    assert phone.url.endswith("ecss.html")


def test_who_follows_a_card_comes_back_to_the_page_and_then_to_the_one_before(phone):
    opened(phone)
    phone.locator(f"{CARD} summary").first.tap()
    phone.locator(f"{CARD} a", has_text="Full record").first.tap()
    phone.wait_for_url("**/*.html#ecss-*")
    phone.go_back()
    phone.wait_for_url("**/ecss.html")
    phone.wait_for_function(STATE)
    assert not phone.locator(CARD).count()
    assert phone.evaluate("history.scrollRestoration") == "auto"
    phone.go_back()
    phone.wait_for_url("**/index.html")
