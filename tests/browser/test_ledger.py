"""The filters of ledger and registers, in Chromium, from disk: what they leave, address, keyboard, anchors."""

import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe

from textledger.records import docs

from ..helpers.raw import page as page_of
from ..helpers.raw import rows


@pytest.fixture(scope="module")
def tab(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture
def opened(site, tab):
    def go(page, address=""):
        tab.goto("about:blank")
        tab.goto(f"{(site / page).as_uri()}{address}")
        return tab

    return go


@pytest.fixture
def ledger(opened):
    return partial(opened, "chapters/ledger.html")


@pytest.fixture
def registers(opened):
    return partial(opened, "chapters/registers.html")


def shown(page):
    return page.evaluate("[...document.querySelectorAll(':is(.tl-entry, tr)[id]:not([hidden])')].map(item => item.id)")


def told(page):
    return page.locator(".tl-filters output").inner_text()


def claims(**wanted):
    return [row["claim_id"] for row in rows("claims") if all(row[name] == value for name, value in wanted.items())]


def targets(verdict):
    ids = {target for row in rows("checks") if row["verdict"] == verdict for target in row["target_ids"].split(";")}
    return [row["claim_id"] for row in rows("claims") if row["claim_id"] in ids]


def test_filters_leave_what_they_say(ledger):
    page = ledger()
    assert len(shown(page)) == len(rows("claims"))
    page.get_by_label("Text", exact=True).select_option("alwaght")
    assert shown(page) == claims(doc_id="alwaght")
    page.get_by_label("Type of claim", exact=True).select_option("factual")
    page.get_by_label("Put as", exact=True).select_option("reported")
    left = claims(doc_id="alwaght", type="factual", modality="reported")
    assert shown(page) == left
    assert told(page) == f"{len(left)} of {len(rows('claims'))} claims"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.tl-entry[hidden]')")
    page.get_by_label("Verdict", exact=True).select_option("inconsistent")
    assert shown(page) == targets("inconsistent")
    silent = set(docs()) - {record_id.split("-")[0] for record_id in targets("inconsistent")}
    assert silent, "no text is without such a claim: choose another verdict"
    for doc in docs():
        assert page.locator(f"section[id^={doc}]").is_visible() == (doc not in silent), "empty parts go"


def test_the_registers_are_filtered_by_text_kind_and_verdict(registers):
    page = registers()
    others = [row for row in rows("records") if row["table"] != "claims"]
    assert set(shown(page)) == {row["record_id"] for row in others}
    page.get_by_label("Kind of record", exact=True).select_option("anomalies")
    page.get_by_label("Text", exact=True).select_option("ecss")
    left = {row["anomaly_id"] for row in rows("anomalies") if row["doc_id"] == "ecss"}
    assert set(shown(page)) == left
    assert told(page) == f"{len(left)} of {len(others)} records"
    assert not page.locator("#across-the-texts").is_visible(), "empty parts go"
    assert page.url.endswith("?text=ecss&kind=anomalies")
    page.get_by_label("Kind of record", exact=True).select_option("claim_links")
    linked = {row["link_id"] for row in rows("claim_links") if "ecss-" in row["from_id"] + row["to_id"]}
    assert set(shown(page)) == linked, "a link belongs to the texts of both its claims"
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Verdict", exact=True).select_option("inconsistent")
    assert set(shown(page)) == {row["check_id"] for row in rows("checks") if row["verdict"] == "inconsistent"}


@pytest.mark.parametrize("column", ["text_en", "claim_id"])
def test_any_words_of_a_claim_find_it(ledger, column):
    page = ledger()
    field = page.get_by_label("Words, in English")
    for row in rows("claims")[::25]:
        field.fill(row[column])
        assert row["claim_id"] in shown(page)


def test_arabic_is_found_whatever_its_spelling(ledger):
    page = ledger()
    quote = next(row for row in rows("quotes") if re.search("[أإآةى]", row["quote_ar"]) and "-c" in row["record_id"])
    plain = re.sub("[أإآ]", "ا", quote["quote_ar"]).replace("ة", "ه").replace("ى", "ي")
    for typed in (quote["quote_ar"], plain, "".join(letter + "\u064e" for letter in plain.split()[0])):
        page.get_by_label("Words, in English").fill(typed)
        assert quote["record_id"] in shown(page)
        assert len(shown(page)) < len(rows("claims")) / 2


def test_the_address_holds_the_selection_both_ways(ledger):
    page = ledger()
    page.get_by_label("Text", exact=True).select_option("rewaq")
    page.get_by_label("Verdict", exact=True).select_option("inconsistent")
    page.get_by_label("Words, in English").fill("Stoltenberg")
    left = shown(page)
    address = page.url
    assert address.endswith("?text=rewaq&verdict=inconsistent&q=Stoltenberg")
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == left
    assert page.get_by_label("Words, in English").input_value() == "Stoltenberg"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("location.search === ''")
    assert len(shown(page)) == len(rows("claims"))
    page = ledger("?verdict=nonsense")
    assert len(shown(page)) == len(rows("claims")), "a choice that does not exist is none"


def test_the_filters_work_from_the_keyboard(ledger):
    page = ledger()
    page.get_by_label("Text", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert shown(page) == claims(doc_id="rewaq")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type("vacuum")
    page.keyboard.press("Enter")
    assert 0 < len(shown(page)) < len(claims(doc_id="rewaq"))
    assert "q=vacuum" in page.url
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("!document.querySelector('.tl-entry[hidden]')")


@pytest.mark.parametrize("record", ["rewaq-c07", "ecss-c40", "newswire-k01", "link-12"])
def test_an_anchor_shows_its_record_whatever_is_chosen(opened, record):
    for selection in ("", "?text=hadramout&q=nothing-holds-this"):
        page = opened(page_of(record), f"{selection}#{record}")
        target = page.locator(f"[id='{record}']")
        assert target.is_visible()
        page.wait_for_function(
            """id => { const box = document.getElementById(id).getBoundingClientRect()
                return box.top >= 0 && box.top < innerHeight }""",
            arg=record,
        )
    other = "alwaght-c03" if "-c" in record else "alwaght-d03"
    page.evaluate("id => { location.hash = id }", other)
    page.locator(f"[id='{other}']").wait_for()
    assert other in shown(page)


@pytest.mark.parametrize("part", [".tl-filters", "#rewaq-c47", "#newswire-k01"])
def test_controls_and_entries_have_no_faults_of_accessibility(opened, part):
    """The whole page is tried with all others; here each kind of part by itself, whatever the filters leave."""
    where = page_of(part[1:]) if part[0] == "#" else "chapters/registers.html"
    page = opened(where, "?q=nothing-holds-this#rewaq-c47" if part == "#rewaq-c47" else "")
    assert not Axe().run(page, context=part).response["violations"]
