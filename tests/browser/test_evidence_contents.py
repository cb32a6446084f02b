"""What cards of evidence say, in Chromium, from disk and with no network: each record, its Arabic, what is copied."""

import re
from collections import defaultdict

import pytest

from textledger import citing, labels

from ..helpers import raw
from ..helpers.marks import ALL_ROWS, ALONE, CARD
from ..helpers.raw import rows

TABLES = {"claims": "text_en", "quantities": "unit", "dates": "problem", "event_reports": "figures_reported",
          "anomalies": "description_en", "checks": "claim_en", "borrowings": "what_changed_en", "events": "title_en",
          "claim_links": "note_en", "later_events": "title_en"}  # fmt: skip


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


def test_copy_with_evidence_adds_verdicts_corrections_sources_and_a_link(visit, soup):
    page = visit("chapters/rewaq.html", permissions=["clipboard-read", "clipboard-write"])
    checks = {row["check_id"]: row for row in rows("checks") if row["verdict"] == "inconsistent"}
    source = {row["source_key"]: row["label"] for row in rows("sources")}
    due = ", ".join(f"[data-record={one}]" for one in checks)
    note = soup("chapters/rewaq.html").select_one(f".tl-notes > ol > li:has(.tl-ref):has({due})")
    mark = page.locator(f"#mark-{note['id'].split('-')[1]}")
    mark.hover()
    page.locator(CARD).get_by_role("button", name="Copy with evidence").click()
    page.locator(CARD).get_by_role("status").get_by_text("Copied").wait_for()
    sentence, empty, *lines, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(sentence) > 20
    assert not re.search(r"[✗≈]", sentence)
    assert not empty
    for told, item in zip(lines, note.select("ul > li"), strict=True):
        if not item.get("data-record"):
            assert told == " ".join(item.select_one("a")["title"].split())
            continue
        assert item["data-record"] in told
        assert " ".join(item.select_one(".tl-gist").get_text().split()) in told
        if check := checks.get(item["data-record"]):
            assert check["correction_en"] in told
            assert source[check["source_key"]] in told
            assert labels.MARKS["inconsistent"][2] in told
    assert link == f"{page.url.split('#')[0]}#{mark.get_attribute('id')}"


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

    def how_much(sample):  # of each table a record that says much
        return len(expected(sample[2], tables[sample[2]]))

    chosen = [max(found[:: max(1, len(found) // 8)], key=how_much) for found in samples.values()]
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
    assert cited == citing.plain(citing.apa(citing.record(record)))  # the book has no address of its own to cite
