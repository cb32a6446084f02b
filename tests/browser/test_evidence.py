"""Cards of evidence, in Chromium, from disk and with no network: how they open, what they say, how they close."""

import re
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe

from textledger import citing, labels

from ..helpers import raw
from ..helpers.marks import ALL_ROWS, ALONE, BOXES, CARD, FOCUSED, MARK, SEVERAL, tab_to, within
from ..helpers.raw import rows

LOADED = re.compile(r"/evidence/[a-z]+\.js$")
TABLES = {"claims": "text_en", "quantities": "unit", "dates": "problem", "event_reports": "figures_reported",
          "anomalies": "description_en", "checks": "claim_en", "borrowings": "what_changed_en", "events": "title_en",
          "claim_links": "note_en", "later_events": "title_en"}  # fmt: skip


def test_a_mouse_opens_a_card_and_may_move_into_it(visit):
    page = visit("chapters/rewaq.html")
    assert not [url for url in page.asked if LOADED.search(url)], "nothing is loaded before a reader asks"
    mark = page.locator(SEVERAL).first
    mark.scroll_into_view_if_needed()
    before = page.evaluate(BOXES)
    page.clock.install(time="2026-01-01T00:00:00")
    page.clock.pause_at("2026-01-01T00:01:00")  # else it runs on while a busy machine is slow
    mark.hover()
    page.clock.run_for(190)
    card = page.locator(CARD)
    assert not card.count(), "passing over a mark opens nothing"
    page.clock.run_for(1_000)
    card.wait_for()
    page.clock.resume()
    assert page.evaluate(BOXES) == before, "what stands on the page moves"
    assert not [url for url in page.asked if LOADED.search(url)], "rows come from the page"
    card.get_by_text("Copy with evidence").hover()
    page.clock.run_for(5_000)
    assert card.is_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(1_000)
    card.wait_for(state="detached")
    mark.click()
    card.wait_for()
    assert page.url.endswith("rewaq.html"), "a press keeps the card"
    card.locator("summary").first.click()
    card.get_by_text("Full record").wait_for()
    assert len([url for url in page.asked if LOADED.search(url)]) == 1


def test_a_click_elsewhere_closes_the_card(visit):
    page = visit("chapters/rewaq.html")
    page.locator(MARK).first.hover()
    page.locator(CARD).wait_for()
    page.locator("h1").click()
    page.locator(CARD).wait_for(state="detached")


def test_a_card_has_a_row_a_record_the_worst_first_and_then_the_references(visit, soup):
    page = visit("chapters/rewaq.html")
    notes = soup("chapters/rewaq.html").select(".tl-notes > ol > li:has(li[data-v=contradicted]):has(.tl-ref)")
    note = max(notes, key=lambda note: len(note.select("ul > li")))
    page.locator(f"#mark-{note['id'].split('-')[1]}").hover()
    rows_shown = page.locator(f"{CARD} > ul > li")
    rows_shown.first.wait_for()
    records = note.select("li[data-record]")
    assert rows_shown.count() == len(note.select("ul > li")) > len(records) > 1
    assert rows_shown.first.locator("summary").inner_text().startswith("✗")
    for number, record in enumerate(records):
        told = rows_shown.nth(number).locator("summary").inner_text()
        for part in (
            record["data-record"],
            record.select_one(".tl-gist").get_text(),
            record.select_one(".tl-place").get_text(),
        ):
            assert " ".join(part.split()) in " ".join(told.split())
    assert note.select_one(".tl-ref a").get_text() in rows_shown.nth(len(records)).inner_text()


def test_one_record_is_shown_whole_at_once(visit):
    page = visit("chapters/rewaq.html")
    mark = page.locator(ALONE).first
    mark.hover()
    page.locator(f"{CARD} .tl-brief .tl-text").wait_for()
    assert page.locator(f"{CARD} details[open]").count() == 1


def test_the_sentence_is_underlined_while_its_card_is_open(visit):
    page = visit("chapters/rewaq.html")
    sentence = "() => [...(CSS.highlights.get('tl-evidence') ?? [])].map(range => range.toString())"
    block = page.locator("article section > p:has(a.tl-mark:nth-child(1)):has(sup ~ sup)").first
    mark = block.locator("a.tl-mark").nth(1)
    mark.hover()
    page.locator(CARD).wait_for()
    (underlined,) = page.evaluate(sentence)
    bare = block.evaluate(
        """block => {
            const copy = block.cloneNode(true)
            copy.querySelectorAll('.tl-ev, .tl-pop').forEach(part => part.remove())
            return copy.textContent
        }"""
    )
    at = bare.index(underlined)
    assert at > 0
    assert bare[:at].rstrip()[-1] in ".?!…”’)"
    assert underlined[-1] in ".?!…”’)"
    assert len(underlined) == int(mark.get_attribute("data-n"))
    page.keyboard.press("Escape")
    assert page.evaluate(sentence) == []


def test_the_keyboard_stops_once_at_a_mark_and_enters_its_card_by_enter(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, SEVERAL)
    card, first = page.locator(CARD), page.evaluate(f"{FOCUSED}.id")
    card.wait_for()
    mark = page.locator(f"#{first}")
    assert card.evaluate("card => card.inert")
    assert mark.get_attribute("aria-expanded") == "true"
    assert mark.get_attribute("aria-controls") == card.get_attribute("id")
    assert card.get_attribute("aria-label") == mark.get_attribute("aria-label")
    page.keyboard.press("Tab")
    assert page.evaluate(f"!{FOCUSED}.closest('{CARD}')"), "Tab does not lead into the card"
    assert page.evaluate(f"{FOCUSED}.matches('a') && {FOCUSED}.id !== {first!r}")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{FOCUSED}.id") == first
    page.locator(f"{CARD}[aria-label={mark.get_attribute('aria-label')!r}]").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function(f"{FOCUSED}.matches('{CARD} summary')")
    rows_of_card = page.evaluate(f"document.querySelectorAll('{CARD} > ul > li').length")
    for step in range(1, rows_of_card + 1):
        page.keyboard.press("ArrowDown")
        row = f"[...document.querySelectorAll('{CARD} > ul > li')].findIndex(row => row.contains({FOCUSED}))"
        assert page.evaluate(row) == step % rows_of_card
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card.locator(".tl-brief").first.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(f"!!{FOCUSED}.closest('{CARD}')")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.id") == first, "focus returns to the mark"
    assert mark.get_attribute("aria-expanded") == "false"
    assert page.url.endswith("rewaq.html")


def test_escape_on_the_mark_closes_and_keeps_the_focus(visit):
    page = visit("chapters/rewaq.html")
    tab_to(page, MARK)
    page.locator(CARD).wait_for()
    page.keyboard.press("Escape")
    page.locator(CARD).wait_for(state="detached")
    assert page.evaluate(f"{FOCUSED}.matches({MARK!r})")


def test_assistive_technology_is_told_what_a_mark_has(visit):
    page = visit("chapters/rewaq.html")
    name = re.compile(r"^Evidence \d+, 2 records: contradicted$")
    mark = page.locator("article [role=doc-noteref]").and_(page.get_by_label(name)).first
    assert mark.evaluate("mark => mark.dataset.v") == "contradicted"
    assert re.sub(r"\D", "", mark.inner_text()) in mark.get_attribute("aria-label")


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_tap_opens_a_sheet_below_the_sentence(visit, side):
    page = visit("chapters/rewaq.html", width=390, has_touch=True, is_mobile=True)
    edges = page.evaluate(
        """([marks, side]) => [...document.querySelectorAll(marks)].map(mark =>
            [mark.id, mark.getBoundingClientRect()[side]]).sort((a, b) => a[1] - b[1]).map(pair => pair[0])""",
        [MARK, side],
    )
    card = page.locator(CARD)
    for name in (edges if side == "left" else edges[::-1])[:2]:
        mark = page.locator(f"#{name}")
        mark.scroll_into_view_if_needed()
        mark.tap()
        card.wait_for()
        assert page.url.endswith("rewaq.html")
        box = card.bounding_box()
        assert within(page, box)
        assert box["width"] == page.viewport_size["width"]
        assert box["y"] + box["height"] == page.viewport_size["height"]
        assert mark.bounding_box()["y"] < box["y"], "the text stays in view above"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.locator("h1").dispatch_event("click")
        card.wait_for(state="detached")
    mark.tap()
    card.wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    mark.tap()
    card.wait_for()
    drag = """(card, [from, to]) => {
        const at = y => [new Touch({identifier: 1, target: card, clientX: 100, clientY: y})]
        card.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, touches: at(from)}))
        card.dispatchEvent(new TouchEvent('touchend', {bubbles: true, changedTouches: at(to)}))
    }"""
    card.evaluate(drag, [600, 610])
    assert card.is_visible()
    card.evaluate(drag, [600, 700])
    card.wait_for(state="detached")


def test_copy_with_evidence_adds_ids_and_sources(visit, soup):
    page = visit("chapters/rewaq.html", permissions=["clipboard-read", "clipboard-write"])
    note = soup("chapters/rewaq.html").select_one(".tl-notes > ol > li:has(.tl-ref):has([data-record])")
    mark = page.locator(f"#mark-{note['id'].split('-')[1]}")
    mark.hover()
    page.locator(CARD).get_by_role("button", name="Copy with evidence").click()
    page.locator(CARD).get_by_role("status").get_by_text("Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    names = [link.get_text() for link in note.select("ul > li > a")]
    assert text.endswith(f" [{', '.join(names)}]")
    sentence = text.rpartition(" [")[0]
    assert len(sentence) > 20
    assert not re.search(r"[✗≈]", sentence)


def test_arabic_in_a_card_stands_as_arabic(visit):
    page = visit("chapters/rewaq.html")
    page.locator(ALONE).filter(has_not_text="zz").first.scroll_into_view_if_needed()
    for name in page.locator(ALONE).evaluate_all("marks => marks.slice(0, 12).map(mark => mark.id)"):
        page.locator(f"#{name}").hover()
        page.locator(f"{CARD} .tl-brief").wait_for()
        if page.locator(f"{CARD} .tl-quote").count():
            break
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)
    quotes = page.locator(f"{CARD} .tl-quote").evaluate_all(
        """quotes => quotes.map(quote => {
            const own = quote.getBoundingClientRect(), all = quote.parentElement.getBoundingClientRect()
            const style = getComputedStyle(quote), words = document.createRange()
            words.selectNodeContents(quote)
            return [own.width / all.width, style.direction, parseFloat(style.borderRightWidth),
                parseFloat(style.borderLeftWidth),
                own.right - Math.max(...[...words.getClientRects()].map(line => line.right))]
        })"""
    )
    assert quotes
    for share, direction, right, left, gap in quotes:
        assert (share, direction, left) == (1, "rtl", 0)
        assert right > 0
        assert gap < 20, "the text stands against the rule at the right edge"


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
        for note in soup(f"chapters/{name}.html").select(".tl-notes > ol > li"):
            for row in note.select("li[data-record]"):
                samples[tables[row["data-record"]]].append((name, note["id"].split("-")[1], row["data-record"]))
    assert set(samples) == set(TABLES)
    chosen = [sample for found in samples.values() for sample in found[:: max(1, len(found) // 2)][:2]]
    for name in sorted({name for name, _, _ in chosen}):
        page = visit(f"chapters/{name}.html")
        for number, record_id in [(n, record) for where, n, record in chosen if where == name]:
            mark = page.locator(f"#mark-{number}")
            mark.evaluate("mark => mark.closest('details')?.setAttribute('open', '')")
            mark.evaluate(ALL_ROWS)
            mark.hover()
            row = page.locator(f"{CARD} > ul > li").filter(has=page.get_by_text(record_id, exact=True))
            page.locator(CARD).wait_for()
            if not row.locator("details[open]").count():
                row.locator("summary").click()
            row.locator(".tl-brief").wait_for()
            text = " ".join(row.inner_text().split())
            for part in expected(record_id, tables[record_id]):
                assert " ".join(part.split()) in text, record_id
            page.locator("h1").click()


@pytest.mark.parametrize("way", ["disk", "server"])
def test_link_and_citation_are_copied_and_told(visit, site, address, way):
    home = site.as_uri() if way == "disk" else address
    page = visit(f"{home}/chapters/rewaq.html", permissions=["clipboard-read", "clipboard-write"])
    mark = page.locator(ALONE).first
    record = page.locator(f"{mark.get_attribute('href')} li").get_attribute("data-record")
    place = f"{home}/{raw.page(record)}#{record}"
    mark.hover()
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
    tab_to(page, SEVERAL)
    page.keyboard.press("Enter")
    page.wait_for_function(f"{FOCUSED}.matches('{CARD} summary')")
    page.keyboard.press("Enter")
    page.locator(f"{CARD} .tl-brief").first.wait_for()
    found = Axe().run(page, context="article p:has(.tl-pop)").response["violations"]
    assert not found


def test_an_id_in_a_table_opens_a_card_of_its_own(visit):
    page = visit("chapters/rewaq.html")
    chip = page.locator("article .tl-table:not(details *) a.tl-claim").first
    record = chip.get_attribute("data-record")
    chip.hover()
    page.locator(f'{CARD}[aria-label="Record {record}"] .tl-brief').wait_for()
    chip.click()
    page.wait_for_url(f"**/{raw.page(record)}#{record}")
