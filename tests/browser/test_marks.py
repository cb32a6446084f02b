"""Marks of evidence in the text, in Chromium, from disk: where they stand, what is copied, margin, colours, notes."""

import re
from itertools import pairwise

import pytest

from ..helpers import raw
from ..helpers.marks import BEGINNING, BOXES, CARD, MARK
from ..helpers.raw import rows


@pytest.mark.parametrize("width", [1280, 390])
def test_no_line_begins_with_a_mark_and_each_has_room_for_a_finger(visit, width):
    for name in ("chapters/rewaq.html", "chapters/ecss.html", "chapters/since.html"):
        page = visit(name, width=width)
        page.evaluate(BOXES)
        assert page.evaluate(BEGINNING) == []
        room = "mark => ['width', 'height'].map(side => parseFloat(getComputedStyle(mark, '::after')[side]))"
        assert all(side >= 24 for side in page.locator(MARK).first.evaluate(room))


def test_a_copied_paragraph_is_prose_only(visit):
    page = visit("chapters/rewaq.html")
    copied = (
        page.locator("article section > p:has(a.tl-mark)")
        .nth(1)
        .evaluate(
            """block => {
            getSelection().selectAllChildren(block)
            const bare = block.cloneNode(true)
            bare.querySelectorAll('.tl-ev').forEach(mark => mark.remove())
            return [getSelection().toString(), bare.textContent]
        }"""
        )
    )
    assert " ".join(copied[0].split()) == " ".join(copied[1].split())
    page.keyboard.press("Control+C")


def test_a_reader_may_have_the_ids_in_the_text_and_is_remembered(visit):
    page = visit("chapters/rewaq.html")
    noted = page.locator(".tl-notes li[data-record]").count()
    assert not page.locator(".tl-ids").count()
    page.get_by_text("Show", exact=True).click()
    page.get_by_label("Record ids in the text").check()
    ids = page.locator("article .tl-ids a.tl-claim")
    assert ids.count() == noted
    page.reload()
    ids.first.wait_for()
    assert ids.count() == noted
    ids.first.hover()
    page.locator(f"{CARD} .tl-brief").wait_for()
    page.mouse.move(2, 2)
    page.get_by_text("Show", exact=True).click()
    page.get_by_label("Record ids in the text").uncheck()
    assert not page.locator(".tl-ids").count()


def test_what_is_contested_also_stands_beside_the_text_where_there_is_room(visit):
    page = visit("chapters/rewaq.html", width=1400)
    besides = page.locator(".tl-side")
    besides.first.wait_for()
    signed = page.locator("article section > p a.tl-mark:is([data-v=contradicted], [data-v=unsettled])").count()
    assert besides.count() >= signed > 3
    boxes = besides.evaluate_all(
        "notes => notes.map(note => note.getBoundingClientRect()).map(b => [b.left, b.right, b.top, b.bottom])"
    )
    edge = page.locator("article section > p").first.bounding_box()
    assert all(left >= edge["x"] + edge["width"] and right <= 1400 for left, right, _, _ in boxes)
    assert all(a[3] <= b[2] for a, b in pairwise(boxes)), "none lies upon another"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not besides.first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_colours_tell_trouble_and_nothing_else_has_them(visit, scheme):
    page = visit("chapters/rewaq.html", color_scheme=scheme)
    colours = {
        kind: page.locator(f"article a.tl-mark[data-v={kind}]").first.evaluate("mark => getComputedStyle(mark).color")
        for kind in ("contradicted", "unsettled")
    }
    plain = page.locator("article a.tl-mark:not([data-v])").first.evaluate("mark => getComputedStyle(mark).color")
    assert len({*colours.values(), plain}) == 3
    others = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(part => !part.closest('.tl-mark, .tl-notes, .tl-side, .tl-outline [data-v]'))
            .map(part => getComputedStyle(part).color)"""
    )
    assert not set(colours.values()) & set(others)


def test_forced_colours_keep_marks_and_cards_apart_from_the_text(visit):
    page = visit("chapters/rewaq.html", forced_colors="active")
    mark = page.locator("article a.tl-mark[data-v=contradicted]").first
    ink = page.locator("article section > p").first.evaluate("p => getComputedStyle(p).color")
    assert mark.evaluate("mark => getComputedStyle(mark).color") != ink
    assert "✗" in mark.inner_text()
    mark.hover()
    assert page.locator(CARD).evaluate("card => parseFloat(getComputedStyle(card).borderTopWidth)") >= 2


def test_without_script_a_mark_leads_to_its_note_and_no_control_is_dead(visit):
    page = visit("chapters/rewaq.html", java_script_enabled=False)
    mark = page.locator(MARK).first
    note = mark.get_attribute("href")
    mark.click()
    assert page.url.endswith(note)
    assert page.locator(note).is_visible()
    record = page.locator(f"{note} li").first.get_attribute("data-record")
    page.locator(f"{note} ul a").first.click()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")
    assert page.locator(f"#{record}").is_visible()
    page.goto(re.sub(r"\w+\.html.*", "ledger.html", page.url))
    assert not page.locator(".tl-filters").is_visible()
    assert page.locator(".tl-entry").count() == len(rows("claims"))


def test_notes_stay_folded_on_screens_until_asked_and_are_printed(visit):
    page = visit("chapters/rewaq.html")
    first = page.locator(".tl-notes li").first
    assert not first.is_visible()
    page.locator(".tl-notes > summary").click()
    assert first.is_visible()
    page.locator(".tl-notes > summary").click()
    page.emulate_media(media="print")
    assert first.evaluate("note => note.checkVisibility() && note.getBoundingClientRect().height > 0")
