"""Words are marked by mouse, finger and keys, for a claim or for another place of a draft."""

from playwright.sync_api import expect

from textledger.corpus import text

from ...helpers.coders import kept, opened, serving
from ...helpers.drafted import SHORT
from ...helpers.keyboard import decide, press


def middle(word):
    box = word.bounding_box()
    return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)


def test_words_are_marked_with_the_mouse_and_snap_to_whole_words_of_one_paragraph(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        words = shown.locator("article p[data-par='2'] span[tabindex]")
        first, last = words.nth(1), words.nth(4)
        (x, y), end = middle(first), middle(last)
        shown.mouse.move(x, y)
        shown.mouse.down()
        shown.mouse.move(*end, steps=5)
        shown.mouse.up()
        shown.get_by_role("button", name="Code a claim of these words").click()
        expected = shown.evaluate("[...document.querySelectorAll('.marked')].map(each => each.textContent).join('')")
        expect(shown.locator("#form-place")).to_have_text(expected)
        assert len(expected.split()) == 4
        shown.keyboard.press("Escape")
        expect(shown.locator("#form")).to_be_hidden()
        shown.mouse.move(x, y)
        shown.mouse.down()
        shown.mouse.move(*middle(shown.locator("article p[data-par='3'] span[tabindex]").first), steps=5)
        shown.mouse.up()
        assert shown.locator(".marked").last.inner_text() == words.last.inner_text()  # it ends with the paragraph
        shown.mouse.click(*middle(words.nth(4)))
        expect(shown.locator("#marked")).to_be_hidden()
        unit = shown.locator("article .time[tabindex]").last
        unit.click()
        expect(shown.locator("#item .wording")).to_contain_text(unit.inner_text())


def test_a_draft_within_a_claim_is_what_a_click_finds_and_the_claim_is_beside_it(data, page):
    with serving(opened(data)) as served:
        one = served.session
        paragraph = text.paragraphs(SHORT)[2]
        values = {"text_en": "It is so.", "type": "factual", "modality": "asserted", "attribution": "author"}
        one.add("claims", values | {"importance": "main"}, paragraph.start, paragraph.end)
        shown = page(served)
        draft = shown.locator("article p[data-par='2'] .time.added[tabindex]").first
        draft.click()
        expect(shown.locator("#item .kicker")).to_contain_text("time")
        expect(shown.locator("#item .wording")).to_contain_text(draft.inner_text())
        shown.locator("article p[data-par='2'] .added:not(.time, .figure)[tabindex]").first.click()
        expect(shown.locator("#item h2")).to_have_text("It is so.")


def test_a_finger_selects_and_a_button_takes_the_selection(data, page):
    with serving(opened(data)) as served:
        shown = page(served, width=390, has_touch=True)
        shown.evaluate("""() => {
            const words = document.querySelectorAll("article p[data-par='0'] span[tabindex]")
            getSelection().setBaseAndExtent(words[1].firstChild, 2, words[2].firstChild, 1)
        }""")
        shown.get_by_role("button", name="Code a claim of these words").click()
        expect(shown.locator("#form-place")).to_have_text(" ".join(SHORT.splitlines()[0].split()[1:3]))


def test_a_phone_does_all_that_a_coder_does_and_cuts_nothing(data, page):
    with serving(opened(data)) as served:
        shown = page(served, width=390, height=780, has_touch=True, is_mobile=True)
        units = served.session.draft.units
        expect(shown.locator("#how")).to_contain_text("a finger")
        shown.get_by_role("button", name="Accept").tap()
        expect(shown.locator("#said")).to_contain_text("accepted")
        shown.get_by_role("button", name="Correct").tap()
        shown.locator("#form [name=what]").fill("the day")
        shown.get_by_role("button", name="Keep").tap()
        expect(shown.locator("#said")).to_contain_text("is kept")
        shown.locator(f"article [data-par='{units[2].par}'] .unit:not(.decided, .current)").first.tap()
        shown.get_by_role("button", name="Reject").tap()
        expect(shown.locator("#said")).to_contain_text("rejected")
        outside = "e => [e.getBoundingClientRect()].some(box => box.width && (box.left < 0 || box.right > innerWidth))"
        assert shown.evaluate(f"[...document.querySelectorAll('body *')].filter({outside}).map(e => e.outerHTML)") == []
    assert [row["decision"] for row in kept(data)] == ["accepted", "corrected", "rejected"]


def test_a_draft_gets_the_place_that_was_marked_while_it_is_corrected(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        unit = served.session.draft.units[0]
        shown.keyboard.press("c")
        word = shown.locator("article span.current[tabindex]").first
        word.focus()
        press(shown, "Shift+ArrowLeft", "Enter")
        decide(shown, "Control+Enter", 1)
        row = kept(data)[0]
        marked = SHORT[int(row["start"]) : int(row["end"])]
        assert marked == " ".join(SHORT[unit.start : unit.end].split()[:2]).partition("/")[0]
