"""Cards of evidence and the ledger, in Chromium, from disk and with no network."""

import re
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe

from textledger import citing, labels

from ..helpers import raw
from ..helpers.raw import rows

HERE = "127.0.0.1"
ELSEWHERE = rf"https?://(?!{re.escape(HERE)}:)"
LOADED = re.compile(r"/evidence/[a-z]+\.js$")
CARD = ".tl-pop"
IN_TEXT = ".tl-claims a.tl-claim"
TABLES = {"claims": "text_en", "quantities": "unit", "dates": "problem", "event_reports": "figures_reported",
          "anomalies": "description_en", "checks": "claim_en", "borrowings": "what_changed_en", "events": "title_en",
          "claim_links": "note_en", "later_events": "title_en"}  # fmt: skip
FOCUSED = "document.activeElement"
# Sections are laid out, charts drawn, fonts loaded in later frames: what counts is the page once two frames agree.
BOXES = """async () => {
    const boxes = () => [...document.querySelectorAll('article :is(h1, h2, p, li, td, th, figure, a.tl-claim)')]
        .filter(node => !node.closest('.tl-pop')).map(node => {
            const {x, y, width, height} = node.getBoundingClientRect()
            return [x, y, width, height].map(Math.round).join()
        }).concat(document.documentElement.scrollHeight)
    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    while (document.documentElement.classList.contains('tl-first')) await frame()  // more is laid out
    await document.fonts.ready
    let found = boxes(), before
    do { before = found; await frame(); found = boxes() } while (String(found) !== String(before))
    return found
}"""


@pytest.fixture
def visit(site, chromium):
    """Open a page from disk in a context of its own; requests to anywhere else fail and fail the test."""
    contexts, asked, said = [], [], []

    def go(address, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.route(re.compile(ELSEWHERE), lambda route: route.abort())
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address if "://" in address else f"{site.as_uri()}/{address}")
        page.asked = asked
        return page

    yield go
    for context in contexts:
        context.close()
    assert not said
    assert not [url for url in asked if re.match(ELSEWHERE, url)]


def tab_to(page, selector, most=80):
    """Press Tab from the beginning of the text until the element is reached."""
    page.locator("#main").focus()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    raise AssertionError(f"no {selector} is reached by Tab")


def within(page, box):
    size = page.viewport_size
    return (
        box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )  # fmt: skip


def test_a_mouse_opens_a_card_and_may_move_into_it(visit):
    page = visit("chapters/rewaq.html")
    assert not [url for url in page.asked if LOADED.search(url)], "nothing is loaded before a reader asks"
    page.clock.install()
    chip = page.locator(IN_TEXT).first
    chip.scroll_into_view_if_needed()
    before = page.evaluate(BOXES)
    chip.hover()
    page.clock.run_for(1_000)
    card = page.locator(CARD)
    card.wait_for()
    assert page.evaluate(BOXES) == before, "what stands on the page moves"
    assert len([url for url in page.asked if LOADED.search(url)]) == 1
    card.get_by_text("Full record").hover()
    page.clock.run_for(5_000)
    assert card.is_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(1_000)
    card.wait_for(state="detached")
    record = chip.get_attribute("data-record")
    chip.click()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")


def test_a_click_elsewhere_closes_the_card(visit):
    page = visit("chapters/rewaq.html")
    page.locator(IN_TEXT).first.hover()
    page.locator(CARD).wait_for()
    page.locator("h1").click()
    page.locator(CARD).wait_for(state="detached")


def test_the_keyboard_opens_enters_leaves_and_dismisses_a_card(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, IN_TEXT)
    card, record = page.locator(CARD), page.evaluate(f"{FOCUSED}.dataset.record")
    card.wait_for()
    chip = page.locator(f'{IN_TEXT}[data-record="{record}"]').first
    assert chip.get_attribute("aria-expanded") == "true"
    assert chip.get_attribute("aria-controls") == card.get_attribute("id")
    assert record in card.get_attribute("aria-label")

    stops = card.locator("a, button").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert page.evaluate(f"!!{FOCUSED}.closest('{CARD}')")
    page.keyboard.press("Tab")
    card_of = page.evaluate(f"document.querySelector('{CARD}')?.getAttribute('aria-label')")
    assert card_of is None or record not in card_of, "leaving the card closes it"
    assert chip.get_attribute("aria-expanded") == "false"
    assert page.evaluate("chip => !!(chip.compareDocumentPosition(document.activeElement) & 4)", chip.element_handle())

    tab_to(page, IN_TEXT)
    card.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.dataset.record") == record, "focus returns to the reference"
    assert chip.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{raw.page(record)}#{record}")


def test_escape_on_the_reference_closes_and_keeps_the_focus(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, IN_TEXT)
    page.locator(CARD).wait_for()
    page.keyboard.press("Escape")
    page.locator(CARD).wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.matches({IN_TEXT!r})")


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_finger_opens_the_card_first_and_it_stays_within_a_narrow_window(visit, side):
    page = visit("chapters/rewaq.html", width=390, has_touch=True, is_mobile=True)
    edges = page.evaluate(
        """side => [...document.querySelectorAll('.tl-claims a.tl-claim')].map((chip, n) =>
            [n, chip.getBoundingClientRect()[side]]).sort((a, b) => a[1] - b[1]).map(pair => pair[0])""",
        side,
    )
    for number in (edges if side == "left" else edges[::-1])[:3]:
        chip = page.locator(IN_TEXT).nth(number)
        chip.scroll_into_view_if_needed()
        before = page.evaluate(BOXES)
        chip.tap()
        card = page.locator(CARD)
        card.wait_for()
        assert page.url.endswith("rewaq.html")
        assert within(page, card.bounding_box())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.evaluate(BOXES) == before
        record = chip.get_attribute("data-record")
        assert record in card.inner_text()
        page.touchscreen.tap(3, 3)
        card.wait_for(state="detached")
    chip.tap()
    page.locator(CARD).get_by_text("Full record").tap()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")


def expected(record_id, table):
    """Return what a card must say, from the rows."""
    name = next(iter(rows(table)[0])) if table not in {"event_reports"} else "report_id"
    key = {"events": "event_id", "claim_links": "link_id", "later_events": "later_id"}.get(table, name)
    row = next(row for row in rows(table) if row[key] == record_id)
    said = [row[TABLES[table]]] + [quote["quote_ar"] for quote in rows("quotes") if quote["record_id"] == record_id]
    for check in rows("checks"):
        if record_id in check["target_ids"].split(";") or record_id == check["check_id"]:
            said += [labels.VERDICTS[check["verdict"]][1], check["correction_en"] or check["finding_en"]]
    for link in rows("claim_links"):
        if link["from_id"] == record_id:
            said += [f"{link['relation']} {link['to_id']}"]
    return [part for part in said if part]


def test_cards_say_what_the_records_say(visit, soup):
    samples = defaultdict(list)
    tables = {row["record_id"]: row["table"] for row in rows("records")}
    for name in ("rewaq", "newswire", "chronology", "since", "travel"):
        for number, link in enumerate(soup(f"chapters/{name}.html").select("article a.tl-claim")):
            samples[tables[link["data-record"]]].append((name, number, link["data-record"]))
    assert set(samples) == set(TABLES)
    chosen = [sample for found in samples.values() for sample in found[:: max(1, len(found) // 2)][:2]]
    for name in sorted({name for name, _, _ in chosen}):
        page = visit(f"chapters/{name}.html")
        chips = page.locator("article a.tl-claim")
        for number, record_id in [(n, record) for where, n, record in chosen if where == name]:
            chips.nth(number).evaluate("chip => chip.closest('details')?.setAttribute('open', '')")
            chips.nth(number).hover()
            card = page.locator(f'{CARD}[aria-label="Record {record_id}"]')
            card.wait_for()
            text = " ".join(card.inner_text().split())
            for part in expected(record_id, tables[record_id]):
                assert " ".join(part.split()) in text, record_id
            page.keyboard.press("Escape")
            page.mouse.move(1, 1)


@pytest.mark.parametrize("way", ["disk", "server"])
def test_link_and_citation_are_copied_and_told(visit, site, address, way):
    home = site.as_uri() if way == "disk" else address
    page = visit(f"{home}/chapters/rewaq.html", permissions=["clipboard-read", "clipboard-write"])
    chip = page.locator(IN_TEXT).first
    record = chip.get_attribute("data-record")
    place = f"{home}/{raw.page(record)}#{record}"
    chip.hover()
    card = page.locator(CARD)
    card.get_by_role("button", name="Copy link").click()
    card.get_by_role("status").get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == place
    card.get_by_role("button", name="Cite").click()
    card.get_by_role("status").get_by_text("Citation copied").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    printed = citing.plain(citing.apa(citing.record(record)))
    assert cited == (printed if way == "disk" else f"{printed} {place}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_an_open_card_has_no_faults_of_accessibility(visit, width, scheme):
    page = visit("chapters/rewaq.html", width=width, color_scheme=scheme)
    tab_to(page, IN_TEXT)
    page.locator(CARD).wait_for()
    found = Axe().run(page, context="article p:has(.tl-pop)").response["violations"]
    assert not found


def test_without_script_a_reference_is_a_link_and_no_control_is_dead(visit, soup):
    page = visit("chapters/rewaq.html", java_script_enabled=False)
    chip = page.locator(IN_TEXT).first
    record = chip.get_attribute("data-record")
    chip.click()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")
    assert page.locator(f"#{record}").is_visible()
    page.goto(re.sub(r"\w+\.html.*", "ledger.html", page.url))
    assert not page.locator(".tl-filters").is_visible()
    assert page.locator(".tl-entry").count() == len(rows("claims"))
