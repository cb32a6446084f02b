"""The strip of claims at the head of a text's chapter: it follows the reader, lights what is in view, and leads to the
claim in the outline of the text, which opens."""

import re
from itertools import pairwise

import pytest

from textledger.records import docs

from ..helpers.raw import rows

LIT = "[...document.querySelectorAll('.tl-strip .tl-lit')].map(tick => tick.hash.slice('#outline-'.length))"


def claim(tick):
    """Return the claim that a tick leads to."""
    return tick["href"].removeprefix("#outline-")


@pytest.mark.parametrize("doc", docs())
def test_each_claim_is_a_tick_in_the_order_of_the_text_and_each_contradicted_one_a_cross(soup, doc):
    ticks = soup(f"chapters/{doc}.html").select(".tl-strip > a")
    own = [row for row in rows("claims") if row["doc_id"] == doc]
    assert {claim(tick) for tick in ticks} == {row["claim_id"] for row in own}
    at = [float(tick["style"].removeprefix("--at:").rstrip("%")) for tick in ticks]
    assert at == sorted(at)
    assert 0 <= at[0] < at[-1] <= 100
    wrong = {one for row in rows("checks") if row["verdict"] == "inconsistent" for one in row["target_ids"].split(";")}
    crosses = {claim(tick) for tick in ticks if tick.get("data-v") == "inconsistent"}
    assert crosses == {row["claim_id"] for row in own} & wrong
    start, end = soup(f"chapters/{doc}.html").select(".tl-strip-name")
    assert (start.get_text(), end.get_text()) == (f"{len(own)} claims: start", "end")
    assert sum(tick.get("tabindex") != "-1" for tick in ticks) == 1, "one stop of the keyboard"


@pytest.mark.parametrize("width", [390, 1280])
def test_it_follows_the_reader_below_the_header(window, address, width):
    page = window(viewport={"width": width, "height": 844})
    page.goto(f"{address}/chapters/ecss.html#what-it-says")
    page.wait_for_function("scrollY > 300")
    page.evaluate("scrollBy({top: -20, behavior: 'instant'})")  # the bar of a phone comes back
    page.wait_for_function(
        """() => {
            const bar = document.querySelector(".tl-top").getBoundingClientRect()
            const {top, height} = document.querySelector(".tl-strip").getBoundingClientRect()
            return Math.abs(top - bar.bottom) < 2 && height <= 25
        }"""
    )


def test_the_claims_in_view_are_lit(window, address):
    page = window(viewport={"width": 1280, "height": 844})
    page.goto(f"{address}/chapters/ecss.html")
    lists = page.locator(".tl-notes [id^='note-']:has([data-record^='ecss-c'])")
    note = lists.nth(lists.count() // 2)
    record = note.locator("[data-record^='ecss-c']").first.get_attribute("data-record")
    last = page.locator(f"a.tl-mark[href='#{note.get_attribute('id')}']")
    assert record not in page.evaluate(LIT)
    last.evaluate("mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.wait_for_function(f"record => {LIT}.includes(record)", arg=record)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.wait_for_function(f"record => !{LIT}.includes(record)", arg=record)


def test_a_tap_leads_to_the_nearest_claim_in_the_outline_and_arrow_keys_walk(window, address):
    page = window(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}/chapters/alwaght.html")
    ticks = page.locator(".tl-strip > a")
    ticks.first.focus()
    page.keyboard.press("ArrowRight")
    second = ticks.nth(1).get_attribute("href")
    assert page.evaluate("document.activeElement.hash") == second
    boxes, strip = [tick.bounding_box() for tick in ticks.all()], page.locator(".tl-strip").bounding_box()
    gaps = [after["x"] - before["x"] - before["width"] for before, after in pairwise(boxes)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    assert gaps[widest] > 6
    edge = boxes[widest]["x"] + boxes[widest]["width"]
    nearest = ticks.nth(widest).get_attribute("href")
    line = page.locator(nearest)
    assert not line.is_visible()
    page.touchscreen.tap(edge + gaps[widest] / 3, strip["y"] + strip["height"] / 2)  # beside it, on no tick
    line.wait_for()
    page.wait_for_function("line => line.getBoundingClientRect().top < innerHeight", arg=line.element_handle())


@pytest.mark.parametrize("width", [390, 800])
def test_it_says_what_it_is_and_hides_what_passes_below_it(window, address, width):
    page = window(viewport={"width": width, "height": 844}, has_touch=True)
    page.goto(f"{address}/chapters/ecss.html")
    strip = page.locator(".tl-strip")
    own = [row for row in rows("claims") if row["doc_id"] == "ecss"]
    names = strip.locator(".tl-strip-name")
    assert names.all_inner_texts() == [f"{len(own)} claims: start", "end"]
    start, end = names.first.bounding_box(), names.last.bounding_box()
    first, last = strip.locator("a").first.bounding_box(), strip.locator("a").last.bounding_box()
    assert start["x"] + start["width"] <= first["x"]
    assert last["x"] + last["width"] <= end["x"]
    box = strip.bounding_box()
    assert (box["x"], box["width"]) == (0, width), "no line of the text shows beside it"
    ground = strip.evaluate("strip => getComputedStyle(strip).backgroundColor")
    assert re.fullmatch(r"rgb\(.*\)", ground), "a ground that lets nothing through"


@pytest.mark.parametrize("way", ["button", "browser"])
def test_who_is_led_away_comes_back_to_the_same_words(window, address, way):
    page = window(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{address}/chapters/ecss.html")
    place = page.locator("#what-holds-up-and-what-does-not p").nth(1)
    place.evaluate("p => scrollTo({top: p.getBoundingClientRect().top + scrollY - 200, behavior: 'instant'})")
    page.wait_for_function("p => Math.abs(p.getBoundingClientRect().top - 200) < 2", arg=place.element_handle())
    back = page.get_by_role("button", name="Back to where you were")
    assert not back.is_visible()
    tick = page.locator(".tl-strip > a").last
    target = page.locator(tick.get_attribute("href"))
    box = tick.bounding_box()
    page.touchscreen.tap(box["x"] + 4, box["y"] + 18)
    page.wait_for_function("line => line.getBoundingClientRect().top < innerHeight", arg=target.element_handle())
    assert target.is_visible()
    back.tap() if way == "button" else page.go_back()
    page.wait_for_function("p => Math.abs(p.getBoundingClientRect().top - 200) < 4", arg=place.element_handle())
    assert not target.is_visible(), "what the tick opened is folded again"
    assert not back.is_visible()


def test_a_press_on_a_paragraph_opens_its_records_without_a_script(visit):
    page = visit("chapters/ecss.html", java_script_enabled=False)
    outline = page.locator(".tl-outline")
    first = outline.locator(":scope > details").first
    assert not first.is_visible()
    outline.locator(":scope > summary").click()
    assert first.is_visible()
    record = first.locator("a.tl-claim").first
    assert not record.is_visible()
    first.locator(":scope > summary").click()
    assert record.is_visible()
    assert record.get_attribute("data-record") in record.get_attribute("href")


def test_a_folded_section_and_the_sentences_of_an_outline_are_printed(visit):
    page = visit("chapters/ecss.html")
    section = page.locator("#the-text-in-numbers figure").first
    last = page.locator(".tl-outline > details").last.locator("summary")
    assert not section.is_visible()
    assert not last.is_visible()
    page.emulate_media(media="print")
    section.wait_for()
    last.wait_for()


def test_a_link_into_a_folded_section_opens_it(visit, soup):
    figure = soup("chapters/ecss.html").select_one("#the-text-in-numbers figure")["id"]
    page = visit(f"chapters/ecss.html#{figure}")
    page.locator(f"#{figure}").wait_for()
