"""Cards of evidence, in Chromium, from disk and with no network: how they open, are moved in, and close."""

import re

import pytest

from ..helpers import raw
from ..helpers.axe import faults_of
from ..helpers.marks import BOXES, CARD, FOCUSED, MARK, SEVERAL, tab_to, within
from ..helpers.serving import each_once

LOADED = re.compile(r"/evidence/[a-z]+\.js$")


def test_a_mouse_opens_a_card_and_may_move_into_it(visit):
    page = visit("chapters/rewaq.html")
    assert not [url for url in page.asked if LOADED.search(url)], "nothing is loaded before a reader asks"
    mark = page.locator(SEVERAL).first
    mark.scroll_into_view_if_needed()
    before = page.evaluate(BOXES)
    page.clock.install(time="2026-01-01T00:00:00")
    page.clock.pause_at("2026-01-01T00:01:00")  # else it runs on while a busy machine is slow
    mark.hover()
    page.clock.run_for(190)
    card = page.locator(CARD)
    assert not card.count(), "passing over a mark opens nothing"
    page.clock.run_for(1_000)
    card.wait_for()
    page.clock.resume()
    assert page.evaluate(BOXES) == before, "what stands on the page moves"
    assert not [url for url in page.asked if LOADED.search(url)], "rows come from the page"
    card.get_by_text("Copy with evidence").hover()
    page.clock.run_for(5_000)
    assert card.is_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(1_000)
    card.wait_for(state="detached")
    mark.click()
    card.wait_for()
    assert page.url.endswith("rewaq.html"), "a press keeps the card"
    card.locator("summary").first.click()
    card.get_by_text("Full record").wait_for()
    assert len([url for url in page.asked if LOADED.search(url)]) == 1


def test_the_card_of_a_mark_with_a_sign_says_first_whose_claim_is_judged(visit):
    page = visit("chapters/rewaq.html")
    for verdict, word in (("contradicted", "Contradicted"), ("unsettled", "Not settled")):
        mark = page.locator(f"article section > p a.tl-mark[data-v={verdict}]").first
        mark.hover()
        card = page.locator(f"{CARD}[aria-label={mark.get_attribute('aria-label')!r}]")
        card.wait_for()
        first = card.evaluate("card => card.firstElementChild.innerText")
        assert first.endswith(f"{word}: the text\u2019s claim, not this sentence."), first
        assert f"the text\u2019s claim: {word.lower()}" in mark.get_attribute("aria-label")
        page.keyboard.press("Escape")
        page.mouse.move(2, 2)
        card.wait_for(state="detached")


def test_a_click_elsewhere_closes_the_card(visit):
    page = visit("chapters/rewaq.html")
    page.locator(MARK).first.hover()
    page.locator(CARD).wait_for()
    page.locator("h1").click()
    page.locator(CARD).wait_for(state="detached")


def test_the_sentence_is_underlined_while_its_card_is_open(visit):
    page = visit("chapters/rewaq.html")
    sentence = "() => [...(CSS.highlights.get('tl-evidence') ?? [])].map(range => range.toString())"
    block = page.locator("article section > p:has(a.tl-mark:nth-child(1)):has(sup ~ sup)").first
    mark = block.locator("a.tl-mark").nth(1)
    mark.hover()
    page.locator(CARD).wait_for()
    (underlined,) = page.evaluate(sentence)
    bare = block.evaluate(
        """block => {
            const copy = block.cloneNode(true)
            copy.querySelectorAll('.tl-ev, .tl-pop').forEach(part => part.remove())
            return copy.textContent
        }"""
    )
    at = bare.index(underlined)
    assert at > 0
    assert bare[:at].rstrip()[-1] in ".?!…”’)"
    assert underlined[-1] in ".?!…”’)"
    assert len(underlined) == int(mark.get_attribute("data-n"))
    page.keyboard.press("Escape")
    assert page.evaluate(sentence) == []


def test_the_keyboard_stops_once_at_a_mark_and_enters_its_card_by_enter(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, SEVERAL)
    card, first = page.locator(CARD), page.evaluate(f"{FOCUSED}.id")
    mark = page.locator(f"#{first}")
    page.locator(f"#{first}[aria-expanded=true]").wait_for()  # the card of the mark before may still be open
    assert card.evaluate("card => card.inert")
    assert mark.get_attribute("aria-controls") == card.get_attribute("id")
    assert card.get_attribute("aria-label") == mark.get_attribute("aria-label")
    page.keyboard.press("Tab")
    assert page.evaluate(f"!{FOCUSED}.closest('{CARD}')"), "Tab does not lead into the card"
    assert page.evaluate(f"{FOCUSED}.matches('a') && {FOCUSED}.id !== {first!r}")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{FOCUSED}.id") == first
    page.locator(f"{CARD}[aria-label={mark.get_attribute('aria-label')!r}]").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function(f"{FOCUSED}.matches('{CARD} summary')")
    rows_of_card = page.evaluate(f"document.querySelectorAll('{CARD} > ul > li').length")
    for step in range(1, rows_of_card + 1):
        page.keyboard.press("ArrowDown")
        row = f"[...document.querySelectorAll('{CARD} > ul > li')].findIndex(row => row.contains({FOCUSED}))"
        assert page.evaluate(row) == step % rows_of_card
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card.locator(".tl-brief").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(f"!!{FOCUSED}.closest('{CARD}')")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.id") == first, "focus returns to the mark"
    assert mark.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("rewaq.html")


def test_escape_on_the_mark_closes_and_keeps_the_focus(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, MARK)
    page.locator(CARD).wait_for()
    page.keyboard.press("Escape")
    page.locator(CARD).wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.matches({MARK!r})")


def test_assistive_technology_is_told_what_a_mark_has(visit):
    page = visit("chapters/rewaq.html")
    name = re.compile(r"^Evidence \d+, 2 records; the text’s claim: contradicted$")
    mark = page.locator("article [role=doc-noteref]").and_(page.get_by_label(name)).first
    assert mark.evaluate("mark => mark.dataset.v") == "contradicted"
    assert re.sub(r"\D", "", mark.inner_text()) in mark.get_attribute("aria-label")


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_tap_opens_a_sheet_below_the_sentence(visit, side):
    page = visit("chapters/rewaq.html", width=390, has_touch=True, is_mobile=True)
    edges = page.evaluate(
        """([marks, side]) => [...document.querySelectorAll(marks)].map(mark =>
            [mark.id, mark.getBoundingClientRect()[side]]).sort((a, b) => a[1] - b[1]).map(pair => pair[0])""",
        [MARK, side],
    )
    card = page.locator(CARD)
    for name in (edges if side == "left" else edges[::-1])[:2]:
        mark = page.locator(f"#{name}")
        mark.scroll_into_view_if_needed()
        mark.tap()
        card.wait_for()
        assert page.url.endswith("rewaq.html")
        box = card.bounding_box()
        assert within(page, box)
        assert box["width"] == page.viewport_size["width"]
        assert box["y"] + box["height"] == page.viewport_size["height"]
        assert mark.bounding_box()["y"] < box["y"], "the text stays in view above"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.locator("h1").dispatch_event("click")
        card.wait_for(state="detached")
    mark.tap()
    card.wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    mark.tap()
    card.wait_for()
    drag = """(card, [from, to]) => {
        const at = y => [new Touch({identifier: 1, target: card, clientX: 100, clientY: y})]
        card.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, touches: at(from)}))
        card.dispatchEvent(new TouchEvent('touchend', {bubbles: true, changedTouches: at(to)}))
    }"""
    card.evaluate(drag, [600, 610])
    assert card.is_visible()
    card.evaluate(drag, [600, 700])
    card.wait_for(state="detached")


@pytest.mark.parametrize(("width", "scheme"), each_once(1280, 390))
def test_an_open_card_has_no_faults_of_accessibility(visit, width, scheme):
    page = visit("chapters/rewaq.html", width=width, color_scheme=scheme)
    tab_to(page, SEVERAL)
    page.keyboard.press("Enter")
    page.wait_for_function(f"{FOCUSED}.matches('{CARD} summary')")
    page.keyboard.press("Enter")
    page.locator(f"{CARD} .tl-brief").first.wait_for()
    assert not faults_of(page, "article p:has(.tl-pop)")


def test_an_id_in_a_table_opens_a_card_of_its_own(visit):
    page = visit("chapters/rewaq.html")
    chip = page.locator("article .tl-table:not(details *) a.tl-claim").first
    record = chip.get_attribute("data-record")
    chip.hover()
    page.locator(f'{CARD}[aria-label="Record {record}"] .tl-brief').wait_for()
    chip.click()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")
