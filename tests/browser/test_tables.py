"""In a narrow column tables are blocks of labelled cells, still tables to assistive technology.

That none scrolls and no head lies over its table is asked of each page in its visit.
"""

import json

import pandas as pd
import pytest

from textledger.html.inline import SHOWN
from textledger.html.tables import LINE, table_html

OPEN = """() => {
    document.querySelectorAll("details").forEach(part => { part.open = true })
    const style = document.createElement("style")
    style.textContent = "article section, .tl-table, .tl-entry { content-visibility: visible !important }"
    document.head.append(style)
}"""
FULL = ("chapters/glossary.html", "chapters/data.html", "chapters/registers.html")  # where one looks something up
SEEN_ROWS = "frame => [...frame.querySelectorAll('tbody tr')].filter(row => row.checkVisibility()).length"


def test_the_heading_of_arabic_words_stands_above_them(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/chapters/glossary.html")
    ends = """name => {
        const words = document.createRange()
        words.selectNodeContents(document.querySelector(`.tl-table:has(tbody th[dir=rtl]) ${name}`))
        return words.getBoundingClientRect().right
    }"""
    assert page.evaluate(ends, "thead th") == pytest.approx(page.evaluate(ends, "tbody th"), abs=2)


def test_what_holds_long_passages_gets_more_room_than_what_holds_short_ones(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/index.html")
    frame = pd.DataFrame({"Short": ["word " * 20], "Long": ["word " * 60]})
    page.evaluate(
        "markup => document.querySelector('main').insertAdjacentHTML('afterbegin', markup)", table_html(frame, "A")
    )
    short, long = (page.locator(".tl-table").first.locator(f"tbody > tr > :nth-child({n})") for n in (1, 2))
    assert long.bounding_box()["width"] > short.bounding_box()["width"] * 1.2


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_of_a_long_table_the_first_rows_show_and_a_box_shows_all(window, address, width, script):
    page = window(viewport={"width": width, "height": 844}, java_script_enabled=script)
    page.goto(f"{address}/chapters/method.html")
    frame = page.locator(".tl-table:has(.tl-rows):not(figure *, details *)").first
    every = frame.locator("tbody tr").count()
    assert every > SHOWN
    assert sum(row.is_visible() for row in frame.locator("tbody tr").all()) == SHOWN
    box = frame.get_by_role("checkbox", name=f"All {every} rows")
    box.focus()
    page.keyboard.press("Space")
    assert sum(row.is_visible() for row in frame.locator("tbody tr").all()) == every


def test_rows_that_are_hidden_for_another_reason_do_not_count(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/chapters/method.html")
    frame = page.locator(".tl-table:has(.tl-rows):not(figure *, details *)").first
    frame.evaluate("frame => frame.querySelector('tbody tr').setAttribute('data-off-text', '')")
    assert frame.evaluate(SEEN_ROWS) == SHOWN


@pytest.mark.parametrize("name", FULL)
def test_what_one_looks_something_up_in_shows_in_full_below_a_head_that_stays(window, address, name):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{name}")
    page.evaluate(OPEN)
    tables = page.locator(".tl-table.full:not(.records)")
    assert not page.locator(".tl-table.full .tl-rows").count()
    long = [table for table in tables.all() if table.locator("tbody tr").count() > 2 * SHOWN]
    for table in long:
        assert table.evaluate(SEEN_ROWS) == table.locator("tbody tr").count()
        table.locator("tbody tr").nth(2 * SHOWN).evaluate(
            "row => row.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        head, above = table.locator("thead th").first.bounding_box(), page.locator(".tl-top, form.tl-filters").last
        edge = above.bounding_box()["y"] + above.bounding_box()["height"]
        assert head["y"] == pytest.approx(edge, abs=2)
    assert long or page.locator(".tl-table.records").count()


def test_a_row_of_a_wide_register_is_a_record_in_lines(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/chapters/registers.html")
    page.evaluate(OPEN)
    frame = page.locator(".tl-table.records").filter(has_text="Checks of").first
    row = frame.locator("tbody tr").first
    width = row.bounding_box()["width"]
    for cell in row.locator("td.prose").all():
        if cell.inner_text().strip():
            assert cell.bounding_box()["width"] > width / 2
            assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") not in ("none", '""')


def test_a_stacked_table_is_a_table_to_assistive_technology(window, address):
    page = window(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/chapters/registers.html")
    table = page.locator(".tl-table.stack table").first
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node):
        yield node["role"]["value"]
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from below(by_id[child])

    first = next(node for node in nodes if node.get("role", {}).get("value") == "table")
    roles = list(below(first))
    assert roles.count("row") == table.locator("tr").count()
    assert roles.count("columnheader") == table.locator("thead th").count()
    assert roles.count("rowheader") == table.locator("tbody th").count()
    assert roles.count("cell") == table.locator("tbody td").count()


def test_headings_reach_the_style_sheet_whatever_signs_they_hold(window):
    headings = ["Record", 'What "he" said', "It's a\\b", "<i>", "a; b"]
    page = window(viewport={"width": 390, "height": 844})
    page.set_content(table_html(pd.DataFrame([["x" * LINE] * 5], columns=headings), "A table"))
    told = []
    for number in range(2, 6):
        page.add_style_tag(content=f"caption::before {{ content: var(--c{number}) }}")
        told.append(
            json.loads(page.evaluate("getComputedStyle(document.querySelector('caption'), '::before').content"))
        )
    assert told == headings[1:]


def test_few_words_stay_a_grid():
    short = pd.DataFrame({"Text": ["Rewaq 2021"], "Words": [2859], "Note": ["y" * (LINE - 11)]})
    assert "stack" not in table_html(short, "A table")
    assert 'class="tl-table stack"' in table_html(short.assign(Note="y" * LINE), "A table")


def test_ids_in_tables_stay_in_one_line(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/chapters/method.html")
    page.evaluate(OPEN)
    ids = page.locator(".tl-table tbody .id").filter(has_text="-")
    heights = ids.evaluate_all("""all => all.filter(id => id.checkVisibility()).map(id => {
        const range = document.createRange()
        range.selectNodeContents(id)
        return range.getClientRects().length
    })""")
    assert len(heights) > 20
    assert set(heights) == {1}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_heading_of_a_cell_in_arabic_reads_from_left_to_right(window, address, width):
    page = window(viewport={"width": width, "height": 900})
    page.goto(f"{address}/chapters/registers.html")
    page.evaluate(OPEN)
    cells = page.locator(".tl-table.records td[dir='rtl']:not(:empty)")
    looks = cells.evaluate_all("""all => all.map(cell => getComputedStyle(cell, "::before"))
        .filter(style => style.content !== "none").map(style => [style.direction, style.textAlign].join())""")
    assert looks
    assert set(looks) == {"ltr,left"}
