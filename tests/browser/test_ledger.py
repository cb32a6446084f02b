"""The filters of ledger and registers, in Chromium, from disk: what they leave, address, keyboard, anchors."""

import re
from functools import partial

import pytest

from textledger.records import docs

from ..helpers.axe import faults_of
from ..helpers.raw import page as page_of
from ..helpers.raw import rows

RESET = "document.querySelector('.tl-filters').reset(), document.activeElement.blur(), scrollTo(0, 0)"


@pytest.fixture(scope="module")
def tabs(lasting_window):
    """A page for each of the two lists, which all tests share."""
    return {f"chapters/{name}.html": lasting_window() for name in ("ledger", "registers")}


@pytest.fixture
def opened(site, tabs):
    """Open one of the lists, at an address or as it begins; to reset one that is open is faster than to load it."""

    def go(name, address="", width=1280):
        tab, place = tabs[name], (site / name).as_uri()
        tab.set_viewport_size({"width": width, "height": 900})
        if not address and tab.url.split("?")[0] == place and "#" not in tab.url:
            tab.evaluate(RESET)
            tab.wait_for_function("!location.search && !document.querySelector('.tl-entry[hidden], tr[id][hidden]')")
        else:
            tab.goto("about:blank")
            tab.goto(f"{place}{address}")
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
    page.locator(".tl-filters").get_by_label("Text", exact=True).select_option("alwaght")
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


def test_claims_that_nobody_looked_up_can_be_listed(ledger):
    page = ledger()
    checked = {target for row in rows("checks") for target in row["target_ids"].split(";")}
    page.get_by_label("Verdict", exact=True).select_option("not_checked")
    assert shown(page) == [row["claim_id"] for row in rows("claims") if row["claim_id"] not in checked] != []


def test_the_registers_are_filtered_by_text_kind_and_verdict(registers):
    page = registers()
    others = [row for row in rows("records") if row["table"] != "claims"]
    assert set(shown(page)) == {row["record_id"] for row in others}
    page.get_by_label("Kind of record", exact=True).select_option("anomalies")
    page.locator(".tl-filters").get_by_label("Text", exact=True).select_option("ecss")
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
    page.locator(".tl-filters").get_by_label("Text", exact=True).select_option("rewaq")
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
    page.locator(".tl-filters").get_by_label("Text", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert shown(page) == claims(doc_id=docs()[0])
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.type("diplomats")
    page.keyboard.press("Enter")
    assert 0 < len(shown(page)) < len(claims(doc_id=docs()[0]))
    assert "q=diplomats" in page.url
    while page.evaluate("document.activeElement.type") != "reset":
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
def test_controls_and_entries_have_no_faults_of_accessibility(visit, part):
    """The whole page is tried with all others; here each kind of part by itself, whatever the filters leave."""
    where = page_of(part[1:]) if part[0] == "#" else "chapters/registers.html"
    page = visit(where + ("?q=nothing-holds-this#rewaq-c47" if part == "#rewaq-c47" else ""))
    assert not faults_of(page, part)


def concerned(verdict, kind):
    """Return the claims of which one check has the verdict and is about a record of the kind."""
    tables = {row["record_id"]: row["table"] for row in rows("records")}
    checks = [row["target_ids"].split(";") for row in rows("checks") if row["verdict"] == verdict]
    ids = {target for targets in checks if kind in {tables[one] for one in targets} for target in targets}
    return [row["claim_id"] for row in rows("claims") if row["claim_id"] in ids]


def test_a_preset_is_one_tap_and_says_that_it_is_chosen(ledger):
    page = ledger()
    button = page.get_by_role("button", name="Claims with a contradicted date")
    button.click()
    left = concerned("inconsistent", "dates")
    assert shown(page) == left
    assert len(left) < len(targets("inconsistent"))
    assert button.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Claims not settled").click()
    assert shown(page) == targets("not_settled")
    assert button.get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Hedged forecasts").click()
    assert shown(page) == claims(type="predictive", modality="hedged")
    page.get_by_role("button", name="Hedged forecasts").click()
    assert len(shown(page)) == len(rows("claims")), "a second tap takes it back"


def test_the_registers_have_the_preset_of_dates_too(registers):
    page = registers()
    page.get_by_role("button", name="Checks that contradict a date").click()
    tables = {row["record_id"]: row["table"] for row in rows("records")}
    wrong = [row for row in rows("checks") if row["verdict"] == "inconsistent"]
    left = {row["check_id"] for row in wrong if "dates" in {tables[one] for one in row["target_ids"].split(";")}}
    assert set(shown(page)) == left


def test_words_are_met_whole(ledger):
    page = ledger()
    field = page.get_by_label("Words, in English")

    def left(word):
        field.fill(word)
        return set(shown(page))

    assert left("date") < left("date*"), "a star finds what begins so: dates, dated"
    for found in left("man*") - left("mandate"):
        assert re.search(r"\bman", page.locator(f"[id='{found}']").inner_text(), re.I)
    assert not left("andate*")
    assert left("mandate")


def test_a_choice_is_taken_back_one_by_one(ledger):
    page = ledger("?text=alwaght&modality=reported")
    both = shown(page)
    page.get_by_role("button", name="Without reported").click()
    assert shown(page) == claims(doc_id="alwaght")
    assert set(both) < set(shown(page))
    assert page.url.endswith("?text=alwaght")


@pytest.mark.parametrize("width", [390, 1280])
def test_count_and_result_are_in_view_while_one_chooses_and_while_one_reads(ledger, width):
    page = ledger(width=width)
    in_view = "part => { const b = part.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight }"
    count = page.locator(".tl-filters output")
    page.get_by_role("button", name="Claims with a contradicted date").click()
    assert count.evaluate(in_view)
    first = page.locator(".tl-entry:visible").first
    assert first.locator(".tl-text").evaluate(in_view)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.tl-entry[hidden]')")
    page.locator("#ecss-c40").evaluate("entry => entry.scrollIntoView({behavior: 'instant'})")
    page.wait_for_function("document.querySelector('#ecss-c40').getBoundingClientRect().top < innerHeight")
    assert count.evaluate(in_view)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_led_to_stands_below_the_filters(opened, width):
    page = opened("chapters/ledger.html", "#ecss-c40", width=width)
    page.wait_for_function(
        """() => {
            const form = document.querySelector(".tl-filters")
            const bars = [form, form.querySelector(".tl-told")]
                .filter(one => getComputedStyle(one).position === "sticky")
            const edge = Math.max(...bars.map(bar => bar.getBoundingClientRect().bottom))
            const {top} = document.querySelector("#ecss-c40").getBoundingClientRect()
            return top >= edge - 1 && top < edge + 70
        }"""
    )


def test_a_selection_is_copied_with_its_address(visit):
    asked = "chapters/ledger.html?type=predictive&modality=hedged"
    page = visit(asked, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy this selection").click()
    page.locator(".tl-told [role=status]").filter(has_text="Copied").wait_for()
    address, *lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert address == page.url
    wanted = [row for row in rows("claims") if row["type"] == "predictive" and row["modality"] == "hedged"]
    assert [line.split("\t")[0] for line in lines] == [row["claim_id"] for row in wanted]
    assert all(row["text_en"][:20] in line for row, line in zip(wanted, lines, strict=True))


def test_the_title_of_an_entry_is_its_sentence(ledger):
    entry = ledger().locator(".tl-entry").first
    assert "tl-text" in entry.locator(":scope > :first-child").get_attribute("class")
    size = "part => parseFloat(getComputedStyle(part).fontSize)"
    assert entry.locator(".tl-text").evaluate(size) > entry.locator(".tl-id").evaluate(size)
