"""Charts in a browser, from disk: live on demand, filtered with a table and by text, static without a script."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup

from textledger import records

from ..helpers import drawn

PLAIN = ("chapters/numbers.html", "fig-numbers-size")  # a chart without records
RECORDS = ("chapters/rewaq.html", "fig-rewaq-strip")  # a chart whose signs are records
CLAIM = "svg .mark-rect.role-mark > path"  # ticks are drawn last
LINKED = ("chapters/chronology.html", "fig-chronology-lanes")
SIGNS = "svg .role-mark > path, svg .role-mark > text, svg .role-mark > line"
LIVE = ".tl-live svg"


def chart_of(page, name):
    page.locator(f"#{name}").evaluate("figure => figure.closest('.tl-folded')?.setAttribute('open', '')")
    chart = page.locator(f"#{name} > .tl-chart > :visible")
    chart.scroll_into_view_if_needed()
    return chart


def enliven(page, name):
    chart = chart_of(page, name)
    chart.hover()
    chart.locator(LIVE).wait_for()
    return chart


def table_rows(figure) -> list[list[str]]:
    return [[cell.get_text() for cell in row.select("th, td")] for row in figure.select(".tl-data tbody tr")]


def is_vega(url):
    return "/vega.js" in url or "/figures/" in url


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("how", ["mouse", "touch"])
def test_a_chart_becomes_live_when_a_reader_turns_to_it(visit, how, width):
    page = visit(PLAIN[0], width, has_touch=how == "touch", is_mobile=how == "touch")
    chart = chart_of(page, PLAIN[1])
    assert not list(filter(is_vega, page.asked)), "nothing is loaded for looking"
    before, signs = chart.bounding_box(), chart.locator(SIGNS).count()
    figure = page.locator(f"#{PLAIN[1]}")
    height = figure.bounding_box()["height"]
    if how == "mouse":
        chart.hover()
    else:
        chart.tap()
        assert not list(filter(is_vega, page.asked)), "a finger may mean to scroll: it is asked"
        figure.get_by_role("button", name="Make this chart live").tap()
    chart.locator(LIVE).wait_for()
    assert chart.locator(SIGNS).count() == signs
    # a fraction of a pixel may change above it, where fonts arrive in pieces
    sides = ("width", "height") if how == "touch" else ("x", "y", "width", "height")  # the tap scrolls to the button
    after = chart.bounding_box()
    assert [after[side] for side in sides] == pytest.approx([before[side] for side in sides], abs=0.5)
    if how == "mouse":
        assert figure.bounding_box()["height"] == pytest.approx(height, abs=0.5)
    assert len([url for url in page.asked if "/vega.js" in url]) == 1
    assert figure.locator(".tl-chart").get_attribute("role") == "img"
    assert figure.locator(".tl-chart").get_attribute("aria-label")
    assert not chart.locator("[role], [aria-label]").count()
    assert not page.wrong


def test_a_live_chart_that_cannot_be_loaded_says_so_and_may_be_asked_for_again(visit):
    page = visit(PLAIN[0], has_touch=True, is_mobile=True, width=390)
    page.evaluate("window.draw = textledger.draw; textledger.draw = () => Promise.reject(); 0")
    figure = page.locator(f"#{PLAIN[1]}")
    figure.locator(".tl-enliven").tap()
    again = figure.get_by_role("button", name="The live chart could not be loaded: try again")
    again.wait_for()
    page.evaluate("textledger.draw = draw; 0")
    again.tap()
    chart_of(page, PLAIN[1]).locator(LIVE).wait_for()
    assert not figure.locator(".tl-enliven").count()


def test_a_table_that_stands_for_a_chart_is_not_offered_live(visit):
    page = visit("chapters/voices.html", has_touch=True, is_mobile=True, width=390)
    is_drawn = "figure => !!figure.querySelector('.tl-chart .tl-narrow svg, .tl-chart > :only-child svg')"
    for figure in page.locator("figure.tl-figure[id]").all():
        assert figure.locator(".tl-enliven").count() == figure.evaluate(is_drawn), figure.get_attribute("id")


def test_passing_over_a_chart_loads_nothing(visit):
    page = visit(PLAIN[0])
    chart = chart_of(page, PLAIN[1])
    page.clock.install(time="2026-01-01T00:00:00")
    page.clock.pause_at("2026-01-01T00:01:00")  # else it runs on while a busy machine is slow
    chart.hover()
    page.clock.run_for(50)
    page.mouse.move(1, 1)
    page.clock.run_for(2000)
    assert not list(filter(is_vega, page.asked))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tooltip_shows_the_record_and_a_click_opens_it(visit, scheme):
    page = visit(RECORDS[0], color_scheme=scheme)
    chart = enliven(page, RECORDS[1])
    sign = chart.locator(CLAIM).last
    sign.hover(force=True)
    tip = page.locator(".tl-tip")
    tip.wait_for()
    found = drawn.RECORD.search(tip.inner_text())
    assert found
    assert records.get(found[0])["text_en"] in tip.inner_text()
    ink, paper = tip.evaluate("tip => [getComputedStyle(tip).color, getComputedStyle(tip).backgroundColor]")
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ink, paper)]
    assert (light[0] < light[1] - 300) if scheme == "light" else (light[0] > light[1] + 300)
    page.evaluate("() => { textledger.showRecord = (id, element) => { window.shown = [id, element.tagName] } }")
    sign.click(force=True)
    assert page.evaluate("window.shown") == [found[0], "path"]
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_a_click_leads_to_the_record_where_nothing_else_shows_records(visit):
    page = visit(RECORDS[0])
    chart = enliven(page, RECORDS[1])
    page.evaluate("() => { delete textledger.showRecord }")
    chart.locator(CLAIM).last.click(force=True)
    page.wait_for_url(re.compile(r"chapters/ledger\.html#rewaq-c\d+$"))


def test_without_javascript_charts_stand_and_rows_can_be_had(visit, site):
    page = visit(LINKED[0], java_script_enabled=False)
    chart = page.locator(f"#{LINKED[1]} > .tl-chart .tl-wide svg")
    assert chart.is_visible()
    assert page.locator(".tl-texts").is_hidden()
    link = page.locator(f"#{LINKED[1]} a.tl-csv")
    assert link.get_attribute("download") == f"{LINKED[1]}.csv"
    assert (site / "chapters" / link.get_attribute("href")).is_file()


def test_a_chart_that_cannot_be_drawn_stays(visit):
    page = visit(PLAIN[0])
    page.evaluate("() => { textledger.chartSpecs = () => Promise.reject(new Error('the file is missing')) }")
    chart = chart_of(page, PLAIN[1])
    signs = chart.locator(SIGNS).count()
    chart.hover()
    page.locator(f"#{PLAIN[1]} [data-live=failed]").wait_for()
    assert chart.locator(SIGNS).count() == signs


def test_downloads_hold_the_rows_of_the_tables(site):
    for name, (_, figure) in drawn.page_figures(site).items():
        with io.StringIO((site / "figures" / f"{name}.csv").read_text(encoding="utf-8")) as text:
            head, *rows = list(csv.reader(text))
        shown = table_rows(figure)
        assert [cell.get_text() for cell in figure.select(".tl-data thead th")] == head, name
        assert len(shown) == len(rows), name
        for row, cells in zip(rows, shown, strict=True):
            for told, cell in zip(row, cells, strict=True):
                plain = re.sub("[\u2066-\u2069]", "", cell)
                plain, told = (re.sub(r"^[•○✓≈✗?–]+ ", "", text) for text in (plain, told))  # signs of marks
                if not re.search(r"\d", told) and told not in ("True", "False"):  # figures are printed rounded
                    assert plain == told, name


def touching(rows, first, last):
    return [row for row in rows if row["data-from"] <= last and row["data-to"] >= first]


def test_a_span_drawn_on_the_timeline_filters_the_rows(visit, site):
    page = visit(LINKED[0])
    chart = enliven(page, LINKED[1])
    rows = page.locator(f"#{LINKED[1]}-data tbody tr")
    every = rows.count()
    box = chart.locator("svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.65, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 90, steps=4)
    page.mouse.up()
    told = page.locator(".tl-span output")
    told.filter(has_text=" rows").wait_for()
    first, last = (page.locator(".tl-span input").nth(n).input_value() for n in (0, 1))
    assert "2020-01-01" <= first < last
    _, figure = drawn.page_figures(site)[LINKED[1]]
    expected = len(touching(figure.select("tr[data-from]"), first, last))
    assert 0 < expected < every
    assert page.locator(f"#{LINKED[1]}-data tbody tr:visible").count() == expected
    assert told.inner_text() == f"{expected} of {every} rows"
    page.get_by_role("button", name="Show all").click()
    assert page.locator(f"#{LINKED[1]}-data tbody tr:visible").count() == every


def test_a_swipe_across_the_timeline_leaves_its_rows_alone(visit):
    page = visit(LINKED[0], has_touch=True, is_mobile=True, width=390)
    every = page.locator(f"#{LINKED[1]}-data tbody tr:visible").count()
    chart = chart_of(page, LINKED[1])
    page.locator(f"#{LINKED[1]}").get_by_role("button", name="Make this chart live").tap()
    chart.locator(LIVE).wait_for()
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    touch = page.context.new_cdp_session(page)
    for kind, along in (("touchStart", 0.5), ("touchMove", 0.6), ("touchMove", 0.7), ("touchEnd", None)):
        points = [] if along is None else [{"x": box["x"] + box["width"] * along, "y": box["y"] + 60}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert page.locator(".tl-span input").evaluate_all("fields => fields.map(field => field.value)") == ["", ""]
    assert page.locator(f"#{LINKED[1]}-data tbody tr:visible").count() == every


def test_a_span_given_by_keyboard_filters_the_rows_without_the_chart(visit, site):
    page = visit(LINKED[0])
    first, last = (page.locator(".tl-span").get_by_role("textbox", name=name) for name in ("From", "to"))
    first.fill("2020-01-01")
    last.fill("2020-12-31")
    last.press("Tab")
    _, figure = drawn.page_figures(site)[LINKED[1]]
    expected = len(touching(figure.select("tr[data-from]"), "2020-01-01", "2020-12-31"))
    assert page.locator(f"#{LINKED[1]}-data tbody tr:visible").count() == expected
    assert not list(filter(is_vega, page.asked))


def test_a_text_is_switched_off_in_charts_and_tables(visit, site):
    doc, label = "newswire", records.labels()["newswire"]
    page = visit(LINKED[0])
    soup = BeautifulSoup((site / LINKED[0]).read_text(encoding="utf-8"), "html.parser")
    tied = soup.select(f'tr[data-doc="{doc}"]')
    chart = enliven(page, LINKED[1])
    points = chart.locator("svg .mark-symbol.role-mark > path")
    before, ticks = points.count(), chart.locator("svg .role-axis-label text").all_inner_texts()
    csv_rows = (site / "figures" / f"{LINKED[1]}.csv").read_text(encoding="utf-8")
    mine = sum(row["Text"] == label for row in csv.DictReader(io.StringIO(csv_rows)))
    page.locator(".tl-show > summary").click()
    box = page.locator(".tl-texts").get_by_label(label)
    box.uncheck()
    page.locator(".tl-texts output").filter(has_text=f"{label} left out of").wait_for()
    assert points.count() == before - mine < before
    assert chart.locator("svg .role-axis-label text").all_inner_texts() == ticks, "axes keep their extent"
    assert tied
    assert page.locator(f'tr[data-doc="{doc}"]:not([data-off-text])').count() == 0
    assert page.locator("tr[data-off-text]").count() == len(tied)
    box.check()
    page.locator(".tl-texts output").filter(has_text="All texts are shown").wait_for()
    assert points.count() == before
    assert page.locator("[data-off-text]").count() == 0
    assert not page.wrong


@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_behind_a_figure_stays_in_one_line_when_it_is_opened(window, address, width):
    page = window(viewport={"width": width, "height": 844})
    page.goto(f"{address}/chapters/chronology.html")
    lines = page.locator("figure.tl-figure .tl-under").filter(has=page.locator(".tl-data > summary"))
    assert lines.count() > 1
    for line in lines.all():
        line.locator(".tl-data").evaluate("part => { part.open = true }")
        tops = [line.locator(part).first.bounding_box()["y"] for part in (".tl-data > summary", "a[href$='.csv']")]
        assert tops[0] == pytest.approx(tops[1], abs=3)
        foot = line.locator("a[href$='.csv']").bounding_box()
        assert line.locator(".tl-data .tl-table").bounding_box()["y"] >= foot["y"] + foot["height"], "below the line"
