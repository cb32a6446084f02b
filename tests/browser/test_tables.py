"""In a narrow column tables are blocks of labelled cells, still tables to assistive technology."""

import json

import pandas as pd

from textledger.html.tables import LINE, table_html


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
