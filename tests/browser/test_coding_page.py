"""The page on which drafts are decided: by keyboard alone, by mouse, with hostile text, on a phone, for everyone."""

import re
import threading
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from textledger.coding import decisions, drafts, server, session
from textledger.corpus import text

from ..helpers import drafted

SHORT = "\n".join(drafted.TEXT.read_text(encoding="utf-8").splitlines()[:6])
HOSTILE = "<img src=x onerror=window.hostile=1>"
TWICE = """() => {
    const key = () => new KeyboardEvent("keydown", {key: "a", bubbles: true})
    document.body.dispatchEvent(key())
    document.body.dispatchEvent(key())
}"""
CLAIM = {"text_en": "The plant will open.", "type": "predictive", "modality": "asserted", "attribution": "author"}
CLAIM |= {"importance": "main", "attributed_to": "", "topic": ""}
AXE = "async () => (await axe.run(document)).violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join(' '))"


@contextmanager
def coding(data, coder="a"):
    """Serve the page of a coder, as the program does."""
    one = session.Session(drafts.load("harbour", data), coder, data / "codebook.md")
    served = server.Server(one)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


@pytest.fixture
def data(tmp_path):
    return drafted.make(tmp_path, wording=SHORT)


@pytest.fixture
def page(chromium):
    """Open the page of a server: a function of it and of options of the window; nothing may go wrong in it."""
    contexts, wrong, asked = [], [], []

    def visit(served, width=1280, height=800, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("request", lambda request: asked.append((served.address, request.url)))
        opened.goto(served.address)
        expect(opened.locator("#item h2")).to_be_visible()
        return opened

    yield visit
    for context in contexts:
        context.close()
    assert not wrong
    assert all(url.startswith(address) for address, url in asked)  # nothing leaves the program


def kept(data):
    return decisions.read(data / "drafts" / "harbour" / "coding" / "a.csv")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def decide(page, key, count):
    """Press a key, and wait until the page tells how many drafts are decided."""
    page.keyboard.press(key)
    expect(page.locator("#progress span")).to_contain_text(re.compile(f"^{count} of "))


def test_a_coder_decides_all_drafts_and_codes_a_claim_by_keyboard_and_goes_on_later(data, page):
    with coding(data) as served:
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
        for value in ("predictive", "asserted", "author", None, "vacuum", "main"):
            while shown.evaluate("document.activeElement.tagName") == "SUMMARY" or value is None:
                press(shown, "Tab")
                value = value or "passed"
            if value == "passed":
                continue
            press(shown, "Tab")
            while shown.evaluate("document.activeElement.tagName") == "SUMMARY":
                press(shown, "Tab")
            shown.keyboard.type(value)
        press(shown, "Control+Enter")
        expect(shown.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided · 1 added")
        expect(shown.locator("#item h2")).to_have_text("The plant will open.")
    rows = {row["unit_id"]: row for row in kept(data)}
    assert rows[units[0].id]["decision"] == "rejected"
    assert (rows[units[1].id]["decision"], rows[units[1].id]["edtf_printed"]) == ("corrected", "2024-03-11")
    claim = rows["harbour-c01"]
    assert [claim[name] for name in ("type", "modality", "attribution", "topic", "importance")] == [
        "predictive",
        "asserted",
        "author",
        "vacuum",
        "main",
    ]
    last = units[-1]
    paragraph = SHORT[: last.start].rpartition("\n")[2] + SHORT[last.start :].partition("\n")[0]
    assert SHORT[int(claim["start"]) : int(claim["end"])] == " ".join(paragraph.split()[:2])
    with coding(data) as served:
        again = page(served)
        expect(again.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided · 1 added")
        expect(again.locator("#said")).to_contain_text("All drafts are decided")
        decide(again, "u", len(units))
        expect(again.locator("#progress span")).to_have_text(f"{len(units)} of {len(units)} decided")
    assert "harbour-c01" not in {row["unit_id"] for row in kept(data)}


def test_undo_takes_one_step_back_and_next_and_previous_decide_nothing(data, page):
    with coding(data) as served:
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


def test_undo_of_a_new_claim_stays_where_the_claim_was(data, page):
    with coding(data) as served:
        shown = page(served)
        units = served.session.draft.units
        at = units[len(units) // 2]
        place = next(p for p in text.paragraphs(SHORT) if p.start <= at.start < p.end)
        served.session.add("claims", CLAIM, place.start, place.end)
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
    with coding(data) as served:
        shown = page(served)
        shown.evaluate(TWICE)
        expect(shown.locator("#item .kicker")).to_contain_text("2 of")
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        decide(shown, "u", 0)  # one step back is all there is


def middle(word):
    box = word.bounding_box()
    return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)


def test_words_are_marked_with_the_mouse_and_snap_to_whole_words_of_one_paragraph(data, page):
    with coding(data) as served:
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
    with coding(data) as served:
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
    with coding(data) as served:
        shown = page(served, width=390, has_touch=True)
        shown.evaluate("""() => {
            const words = document.querySelectorAll("article p[data-par='0'] span[tabindex]")
            getSelection().setBaseAndExtent(words[1].firstChild, 2, words[2].firstChild, 1)
        }""")
        shown.get_by_role("button", name="Code a claim of these words").click()
        expect(shown.locator("#form-place")).to_have_text(" ".join(SHORT.splitlines()[0].split()[1:3]))


def test_a_draft_gets_the_place_that_was_marked_while_it_is_corrected(data, page):
    with coding(data) as served:
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


def test_a_form_keeps_nothing_that_is_wrong_and_names_the_fields(data, page):
    with coding(data) as served:
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
    with coding(data) as served:
        shown = page(served)
        press(shown, "m", "Enter")
        field = shown.get_by_label("Type")
        field.select_option("causal")
        meaning = served.session.definitions["claims"]["type"]["values"]["causal"]
        expect(shown.locator("#hint-type")).to_have_text(meaning)
        shown.get_by_text("What the codebook says of type").click()
        expect(shown.get_by_role("definition").filter(has_text=meaning)).to_be_visible()


def test_single_letters_can_be_switched_off(data, page):
    with coding(data) as served:
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
    with coding(data) as served:
        shown = page(served)
        decide(shown, "a", 1)
        shown.context.set_offline(True)
        shown.keyboard.press("a")
        expect(shown.locator("#wrong")).to_contain_text("does not answer: nothing was decided")
        expect(shown.locator("#progress span")).to_contain_text("1 of")
        assert len(kept(data)) == 1


def test_hostile_text_is_shown_as_text_and_places_count_code_points(tmp_path, page):
    wording = f"{HOSTILE} \U0001f30a\U0001f30a عنوان\nبلغ العدد \U0001f30a 350 شخصا في 12 آذار 2024 \u202e{HOSTILE}\n"
    data = drafted.make(tmp_path, wording=wording)
    for name, old in (("documents.csv", "نص تجريبي"), ("records.csv", "number")):
        path = data / "drafts" / "harbour" / name
        path.write_text(path.read_text().replace(old, HOSTILE))
    actors = data / "actors.csv"
    actors.write_text(actors.read_text().replace("Germany", HOSTILE))
    with coding(data) as served:
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


LOOK = "(e => [e.tagName + e.textContent.slice(0, 9), getComputedStyle(e).outlineStyle])(document.activeElement)"
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_page_is_accessible_in_every_view(data, page, width, scheme):
    with coding(data) as served:
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
    with coding(drafted.make(tmp_path)) as served:
        shown = page(served, width=width)
        seen = """() => {
            const box = document.querySelector("article .current").getBoundingClientRect()
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
            return [top?.closest("article") !== null && top !== null, document.documentElement.scrollWidth - innerWidth]
        }"""
        for _ in served.session.draft.units:
            assert shown.evaluate(seen) == [True, 0]
            shown.keyboard.press("n")


def test_the_focus_is_always_visible(data, page):
    with coding(data) as served:
        shown = page(served)
        stops = set()
        for _ in range(12):
            shown.keyboard.press("Tab")
            name, style = shown.evaluate(LOOK)
            stops.add(name.split()[0])
            assert style == "solid" or name.startswith("BODY")
        assert {"BUTTONAccept", "BUTTONReject", "BUTTONUndo"} <= stops
