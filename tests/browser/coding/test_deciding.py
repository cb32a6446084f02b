"""Drafts are decided and claims coded on a page: by keyboard alone, one step at a time, with what is wrong named."""

from playwright.sync_api import expect

from textledger.corpus import text

from ...helpers.coders import claim, kept, opened, serving
from ...helpers.drafted import SHORT
from ...helpers.keyboard import decide, fill_in, press

TWICE = """() => {
    const key = () => new KeyboardEvent("keydown", {key: "a", bubbles: true})
    document.body.dispatchEvent(key())
    document.body.dispatchEvent(key())
}"""


def test_a_coder_decides_all_drafts_and_codes_a_claim_by_keyboard_and_goes_on_later(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        units = served.session.draft.units
        decide(shown, "r", 1)
        shown.keyboard.press("c")  # the second: another value
        expect(shown.get_by_role("heading", name=f"Correct {units[1].id}")).to_be_visible()
        expect(shown.get_by_label("Kind")).to_be_focused()
        press(shown, "Tab", "Tab")  # over the disclosure of the codebook's words
        expect(shown.get_by_label("Printed")).to_be_focused()
        press(shown, "Control+a")
        shown.keyboard.type("2024-03-11")
        decide(shown, "Control+Enter", 2)
        for n in range(3, len(units) + 1):
            decide(shown, "a", n)
        expect(shown.locator("#said")).to_contain_text("All drafts are decided")
        press(shown, "m", "Home", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "Enter")
        expect(shown.get_by_role("heading", name="A new claim")).to_be_visible()
        shown.keyboard.type("The plant will open.")
        fill_in(shown, "predictive", "asserted", "author", None, "vacuum", "main")
        press(shown, "Control+Enter")
        expect(shown.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided · 1 added")
        expect(shown.locator("#item h2")).to_have_text("The plant will open.")
    rows = {row["unit_id"]: row for row in kept(data)}
    assert rows[units[0].id]["decision"] == "rejected"
    assert (rows[units[1].id]["decision"], rows[units[1].id]["edtf_printed"]) == ("corrected", "2024-03-11")
    claim = rows["harbour-c01"]
    coded = [claim[name] for name in ("type", "modality", "attribution", "topic", "importance")]
    assert coded == ["predictive", "asserted", "author", "vacuum", "main"]
    last = units[-1]
    paragraph = SHORT[: last.start].rpartition("\n")[2] + SHORT[last.start :].partition("\n")[0]
    assert SHORT[int(claim["start"]) : int(claim["end"])] == " ".join(paragraph.split()[:2])
    with serving(opened(data)) as served:
        again = page(served)
        expect(again.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided · 1 added")
        expect(again.locator("#said")).to_contain_text("All drafts are decided")
        decide(again, "u", len(units))
        expect(again.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided")
    assert "harbour-c01" not in {row["unit_id"] for row in kept(data)}


def test_undo_takes_one_step_back_and_next_and_previous_decide_nothing(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        first, second = (unit.id for unit in served.session.draft.units[:2])
        press(shown, "n", "p", "p", "n")
        expect(shown.locator("#item .kicker")).to_contain_text("1 of")
        decide(shown, "a", 1)
        decide(shown, "r", 2)
        decide(shown, "u", 1)
        expect(shown.locator("#item .kicker")).to_contain_text("2 of")
        assert [row["unit_id"] for row in kept(data)] == [first]
        assert second not in served.session.coding.rows


def test_a_button_does_what_its_key_does(data, page):
    with serving(opened(data)) as served:
        shown, kicker = page(served), "#item .kicker"
        shown.get_by_role("button", name="Reject").click()
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        shown.get_by_role("button", name="Next").click()
        expect(shown.locator(kicker)).to_contain_text("3 of")
        shown.get_by_role("button", name="Previous").click()
        expect(shown.locator(kicker)).to_contain_text("2 of")
        shown.get_by_role("button", name="Correct").click()
        expect(shown.locator("#undo")).to_be_disabled()
        shown.locator("#undo kbd").dispatch_event("click")
        shown.get_by_role("button", name="Cancel").click()
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        shown.get_by_role("button", name="Undo").click()
        expect(shown.locator("#progress span")).to_contain_text("0 of")
        shown.get_by_role("button", name="Keys").click()
        expect(shown.locator("#keys")).to_be_visible()


def test_undo_of_a_new_claim_stays_where_the_claim_was(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        units = served.session.draft.units
        at = units[len(units) // 2]
        place = next(p for p in text.paragraphs(SHORT) if p.start <= at.start < p.end)
        served.session.add("claims", claim(), place.start, place.end)
        shown.reload()
        expect(shown.locator("#progress span")).to_contain_text("1 added")
        press(shown, *("n" for unit in units if unit.start < place.start))
        expect(shown.locator("#item .kicker")).to_contain_text("claim")
        press(shown, "u")
        expect(shown.locator("#said")).to_contain_text("Taken back: harbour-c01")
        following = next(n for n, unit in enumerate(units, 1) if unit.start >= place.start)
        assert following > 1
        expect(shown.locator("#item .kicker")).to_contain_text(f"{following} of {len(units)}")


def test_a_key_that_is_pressed_while_a_decision_is_on_its_way_decides_nothing(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        shown.evaluate(TWICE)
        expect(shown.locator("#item .kicker")).to_contain_text("2 of")
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        decide(shown, "u", 0)  # one step back is all there is


def test_a_form_keeps_nothing_that_is_wrong_and_names_the_fields(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        press(shown, "m", "Enter", "Control+Enter")
        fault = shown.locator("#fault-text_en")
        expect(fault).to_contain_text("is empty")
        expect(shown.locator("#wrong")).to_contain_text("text_en is empty")
        expect(shown.get_by_role("textbox", name="text")).to_be_focused()
        expect(shown.get_by_label("Modality")).to_have_attribute("aria-invalid", "true")
        assert "fault-text_en" in shown.get_by_role("textbox", name="text").get_attribute("aria-describedby")
        shown.keyboard.type("Something")
        shown.keyboard.press("Escape")
        expect(shown.locator("#wrong")).to_contain_text("Esc once more")
        expect(shown.locator("#form")).to_be_visible()
        shown.keyboard.press("Escape")
        expect(shown.locator("#form")).to_be_hidden()
        assert not served.session.coding.rows


def test_values_and_their_meanings_are_those_of_schema_and_codebook(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        press(shown, "m", "Enter")
        field = shown.get_by_label("Type")
        field.select_option("causal")
        meaning = served.session.definitions["claims"]["type"]["values"]["causal"]
        expect(shown.locator("#hint-type")).to_have_text(meaning)
        shown.get_by_text("What the codebook says of type").click()
        expect(shown.get_by_role("definition").filter(has_text=meaning)).to_be_visible()


def test_single_letters_can_be_switched_off(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        shown.keyboard.press("?")
        shown.get_by_label("Single letters are keys").uncheck()
        shown.get_by_role("button", name="Close").click()
        expect(shown.locator("#keys")).to_be_hidden()
        press(shown, "a", "n", "n")
        shown.get_by_role("button", name="Accept").click()
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        assert [row["unit_id"] for row in kept(data)] == [served.session.draft.units[0].id]


def test_when_the_program_has_ended_nothing_seems_decided(data, page):
    with serving(opened(data)) as served:
        shown = page(served)
        decide(shown, "a", 1)
        shown.context.set_offline(True)
        shown.keyboard.press("a")
        expect(shown.locator("#wrong")).to_contain_text("does not answer: nothing was decided")
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        assert len(kept(data)) == 1
