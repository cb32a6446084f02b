"""What narrows a page can leave nothing of it: even then heading, form and focus stay, and one step leads back."""

import re

import pytest

from ..helpers.raw import rows
from ..helpers.serving import PAGES

NOWHERE = "zebra"  # a word that is nowhere in the book
SEEN = "part => part.checkVisibility() && part.getBoundingClientRect().height > 0"
FOCUSED = "part => part === document.activeElement"
# Pairs of choices that leave nothing, as many of two fields as are asked for, and those of them after which the form or
# the heading is gone.
PAIRS = """most => {
    const form = document.querySelector(".tl-filters"), heading = document.querySelector("h1")
    const selects = [...form.querySelectorAll("select")], empty = [], lost = []
    const choose = (select, value) => {
        select.value = value
        select.dispatchEvent(new Event("input", { bubbles: true }))
    }
    for (const first of selects) for (const second of selects.slice(selects.indexOf(first) + 1)) {
        const before = empty.length
        for (const one of first.options) for (const other of second.options) {
            if (empty.length - before >= most) break
            choose(first, one.value); choose(second, other.value)
            if (!form.querySelector("output").textContent.startsWith("0 of ")) continue
            empty.push([one.value, other.value])
            if (!form.checkVisibility() || !heading.checkVisibility()) lost.push([one.value, other.value])
        }
        choose(first, ""); choose(second, "")
    }
    return { empty: empty.length, lost }
}"""


@pytest.fixture
def page(window):
    return window(viewport={"width": 1280, "height": 900})


def entries(page):
    return page.locator(".tl-entry[id]:not([hidden]), .tl-table tr[id]:not([hidden])").count()


@pytest.mark.parametrize("most", [1, pytest.param(1000, marks=pytest.mark.audit)])
@pytest.mark.parametrize(("name", "unit"), [("ledger", "claims"), ("registers", "records")])
def test_a_list_without_a_fit_keeps_heading_form_focus_and_the_way_back(page, address, name, unit, most):
    page.goto(f"{address}/chapters/{name}.html")
    published = [row["table"] == "claims" for row in rows("records") if row["status"] == "published"]
    every = published.count(unit == "claims")
    field, told = page.locator(".tl-filters [name=q]"), page.locator(".tl-filters output")
    field.press_sequentially(NOWHERE)
    assert field.input_value() == NOWHERE
    assert field.evaluate(FOCUSED)
    for part in (field, page.locator("h1")):
        assert part.evaluate(SEEN)
    assert told.inner_text().startswith(f"0 of {every} {unit}")
    assert "Try" in told.inner_text(), "a reader is told what else to do"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.tl-entry[hidden], tr[id][hidden]')")
    assert entries(page) == every
    found = page.evaluate(PAIRS, most)
    assert found["empty"]
    assert not found["lost"]
    assert not page.wrong


@pytest.mark.parametrize(
    "asked",
    [f"ledger.html?q={NOWHERE}", "ledger.html?text=hadramout&verdict=inconsistent", f"registers.html?q={NOWHERE}"],
)
def test_a_link_without_a_fit_says_so_and_leads_back(page, address, asked):
    page.goto(f"{address}/chapters/{asked}")
    assert page.locator("h1").evaluate(SEEN)
    assert re.match(r"0 of \d+ ", page.locator(".tl-filters output").inner_text())
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!document.querySelector('.tl-entry[hidden], tr[id][hidden]')")
    assert entries(page) > 100
    assert not page.url.partition("?")[2]


def test_what_keeps_the_fits_out_is_named(page, address):
    page.goto(f"{address}/chapters/ledger.html?text=rewaq&q={NOWHERE}")
    mine = sum(row["doc_id"] == "rewaq" for row in rows("claims"))
    told = page.locator(".tl-filters output").inner_text().replace("\u2068", "").replace("\u2069", "")
    assert f"without “{NOWHERE}” there are {mine}." in told
    assert "Rewaq" not in told, "without the text there is nothing either"


def test_a_filtered_table_without_a_fit_keeps_its_field(page, address, soup):
    filtered = [name for name in PAGES if soup(name).select("[data-filter]")]
    assert filtered
    for name in filtered:
        page.goto(f"{address}/{name}")
        form, lines = page.locator(".tl-filter"), page.locator("[data-filter] tbody tr")
        every, field = lines.count(), form.get_by_role("searchbox")
        field.press_sequentially(NOWHERE)
        assert field.evaluate(FOCUSED)
        assert page.locator("[data-filter] thead").evaluate(SEEN)
        assert form.locator("output").inner_text().startswith(f"0 of {every}")
        assert "Try" in form.locator("output").inner_text()
        form.get_by_role("button", name="Show all").click()
        page.wait_for_function("!document.querySelector('[data-filter] tr[hidden]')")
        assert field.evaluate(FOCUSED)
        assert not form.get_by_role("button").is_visible(), "nothing to lead back from"


def test_all_texts_switched_off_are_switched_on_again_in_one_step(page, address, soup):
    name = next(name for name in PAGES if soup(name).select(".tl-texts"))
    page.goto(f"{address}/{name}")
    page.locator(".tl-show > summary").click()
    group = page.locator(".tl-texts")
    boxes, every = group.get_by_role("checkbox"), group.get_by_role("button", name="Show all texts")
    assert not every.is_visible()
    for box in boxes.all():
        box.uncheck()
    group.locator("output").filter(has_text=f"0 of {boxes.count()} texts").wait_for()
    assert page.locator("h1").evaluate(SEEN)
    every.click()
    group.locator("output").filter(has_text="All texts are shown").wait_for()
    assert boxes.evaluate_all("all => all.every(box => box.checked)")
    assert not page.locator("[data-off-text]").count()
    assert boxes.first.evaluate(FOCUSED)
    assert not page.wrong


def test_a_span_without_a_row_says_which_dates_there_are(page, address, soup):
    name = next(name for name in PAGES if soup(name).select("figure[data-links]"))
    page.goto(f"{address}/{name}")
    control = page.locator(".tl-span").first
    for label, day in (("From", "1901-01-01"), ("to", "1901-01-02")):
        control.get_by_label(label, exact=True).fill(day)
        control.get_by_label(label, exact=True).dispatch_event("change")
    told = control.locator("output").inner_text()
    assert re.match(r"0 of \d+ rows\. The dates run from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.", told)
    control.get_by_role("button", name="Show all").click()
    assert not page.locator("[data-off-span]").count()


@pytest.mark.parametrize(("name", "fragment"), [("ledger", "#%E0%A4%A"), ("registers", "#%")])
def test_an_address_that_is_no_address_breaks_no_filter(page, address, name, fragment):
    """That it breaks no page is looked at where every page is opened for its controls."""
    page.goto(f"{address}/chapters/{name}.html{fragment}")
    assert not page.wrong
    page.locator(".tl-filters [name=q]").fill("Baghdad")
    assert re.match(r"[1-9]\d* of \d+ ", page.locator(".tl-filters output").inner_text())
