"""The coding page with hostile text, on a phone, in light and dark, for everyone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from ...helpers import drafted
from ...helpers.coders import kept, opened, serving
from ...helpers.keyboard import decide, press
from ...helpers.serving import each_once

HOSTILE = "<img src=x onerror=window.hostile=1>"
LOOK = "(e => [e.tagName + e.textContent.slice(0, 9), getComputedStyle(e).outlineStyle])(document.activeElement)"
AXE = "async () => (await axe.run(document)).violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join(' '))"


def test_hostile_text_is_shown_as_text_and_places_count_code_points(tmp_path, page):
    wording = f"{HOSTILE} \U0001f30a\U0001f30a عنوان\nبلغ العدد \U0001f30a 350 شخصا في 12 آذار 2024 \u202e{HOSTILE}\n"
    data = drafted.make(tmp_path, wording=wording)
    for name, old in (("documents.csv", "نص تجريبي"), ("records.csv", "number")):
        path = data / "drafts" / "harbour" / name
        path.write_text(path.read_text().replace(old, HOSTILE))
    actors = data / "actors.csv"
    actors.write_text(actors.read_text().replace("Germany", HOSTILE))
    with serving(opened(data)) as served:
        shown = page(served)
        expect(shown.locator("#title")).to_have_text(HOSTILE)
        expect(shown.locator("article")).to_contain_text(HOSTILE)
        assert shown.evaluate("document.querySelectorAll('img').length + Number('hostile' in window)") == 0
        decide(shown, "a", 1)
        press(shown, "m", "Home", "Shift+ArrowLeft", "Enter")
        shown.keyboard.type(HOSTILE)
        for name, value in (("type", "factual"), ("modality", "asserted"), ("attribution", "author")):
            shown.locator("#form").get_by_label(name, exact=True).select_option(value)
        shown.get_by_label("Importance").select_option("main")
        press(shown, "Control+Enter")
        expect(shown.locator("#item h2")).to_have_text(HOSTILE)
        assert shown.evaluate("document.querySelectorAll('img').length + Number('hostile' in window)") == 0
    claim = next(row for row in kept(data) if row["decision"] == "added")
    assert wording[int(claim["start"]) : int(claim["end"])] == "بلغ العدد"


@pytest.mark.parametrize(("width", "scheme"), each_once(1280, 390))
def test_the_page_is_accessible_in_every_view(data, page, width, scheme):
    with serving(opened(data)) as served:
        shown = page(served, width=width, color_scheme=scheme)
        shown.evaluate(AXE_SCRIPT)
        assert shown.evaluate(AXE) == []
        press(shown, "m", "Shift+ArrowLeft")
        expect(shown.locator("#marked")).to_be_visible()
        assert shown.evaluate(AXE) == []
        press(shown, "Enter", "Control+Enter")
        expect(shown.locator("#fault-text_en")).to_contain_text("is empty")
        assert shown.evaluate(AXE) == []
        press(shown, "Escape", "Escape")
        shown.keyboard.press("?")
        assert shown.evaluate(AXE) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_scrolls_sideways_and_the_draft_in_focus_is_in_view(tmp_path, page, width):
    with serving(opened(drafted.make(tmp_path))) as served:
        shown = page(served, width=width)
        seen = """() => {
            const box = document.querySelector("article .current").getBoundingClientRect()
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
            return [top?.closest("article") !== null && top !== null, document.documentElement.scrollWidth - innerWidth]
        }"""
        for _ in served.session.draft.units:
            assert shown.evaluate(seen) == [True, 0]
            shown.keyboard.press("n")


def test_on_a_phone_a_long_title_shows_its_beginning_and_no_key_is_asked_for(tmp_path, page):
    data = drafted.make(tmp_path, wording=drafted.SHORT)
    path = data / "drafts/harbour/documents.csv"
    path.write_text(path.read_text().replace("نص تجريبي", "محطة المياه في الميناء " * 5 + "اليوم"))
    one = opened(data)
    for unit in one.draft.units:
        one.decide(unit.id, "rejected")
    with serving(one) as served:
        shown = page(served, width=390, has_touch=True, is_mobile=True)
        title, first = shown.evaluate("""() => {
            const title = document.querySelector("h1"), range = document.createRange()
            const words = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode()
            range.setStart(words, 0)
            range.setEnd(words, 1)
            const sides = (box) => [box.left, box.right]
            return [sides(title.getBoundingClientRect()), sides(range.getBoundingClientRect())]
        }""")
        assert title[0] <= first[0] < first[1] <= title[1] + 1
        expect(shown.locator("#said")).to_contain_text("All drafts are decided. Hold a word of the text")


def test_the_focus_is_always_visible(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        stops = set()
        for _ in range(12):
            shown.keyboard.press("Tab")
            name, style = shown.evaluate(LOOK)
            stops.add(name.split()[0])
            assert style == "solid" or name.startswith("BODY")
        assert {"BUTTONAccept", "BUTTONReject", "BUTTONUndo"} <= stops
