"""Calendars: windows stand at their days, in every zone, and their rows say them."""

import os
import subprocess
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import charts
from textledger.charts import specs
from textledger.svg import vega

from ..helpers.plotted import box, drawing, extent, marks, place, squeezed, words

WINDOWS = pd.DataFrame(
    [
        ("written", "2021-02-20/2021-02-23", "alwaght"),
        ("announced", "2021-02-18", "outside"),
        ("going on", "2021-02-21/..", "outside"),
        ("undated", None, "outside"),
    ],
    columns=["What", "edtf", "whose"],
)


def days_of(svg, kind, first, last):
    """Return the ends of each bar or dotted line, or the day of each short bar or sign, from where they stand."""
    span = (pd.Timestamp(last) - pd.Timestamp(first)) / extent(svg)[0]

    def day(x):
        return (pd.Timestamp(first) + x * span).round("D").date().isoformat()

    if kind == "bar":
        return [(day(left), day(left + wide)) for left, wide, _ in map(box, marks(svg, "rect")) if wide > 7]
    if kind == "tick":
        return [day(left + wide / 2) for left, wide, _ in map(box, marks(svg, "rect")) if wide == 7]
    if kind == "rule":
        lines = [(place(line)[0], float(line.get("x2", 0))) for line in marks(svg, "rule")]
        return [(day(left), day(left + along)) for left, along in lines if along]
    return [day(place(mark)[0]) for mark in marks(svg, "symbol")]


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_window_is_cut_where_the_calendar_ends(which):
    rows = pd.DataFrame({"What": ["early", "late"], "edtf": ["2021-02-01/2021-02-12", "2021-02-25/2021-04-10"]})
    form = charts.windows(rows, "What", "edtf", since="2021-02-10", until="2021-03-02")
    bars = days_of(drawing(form, which), "bar", "2021-02-10", "2021-03-02")
    assert bars == [("2021-02-10", "2021-02-12"), ("2021-02-25", "2021-03-02")]


def test_the_rows_of_windows_have_days_that_a_spreadsheet_reads_and_none_at_an_open_end():
    rows = pd.DataFrame({"What": list("abcd"), "edtf": ["2021-02", "2021-02-25", "2021-03-01/..", None]})
    data = charts.windows(rows, "What", "edtf", marks=pd.DataFrame({"label": ["m"], "edtf": ["../2021-01-31"]})).data
    assert data["First day"].tolist() == ["2021-02-01", "2021-02-25", "2021-03-01", "", ""]
    assert data["Last day"].tolist() == ["2021-02-28", "2021-02-25", "", "", "2021-01-31"]


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_windows_stand_at_their_days(which):
    form = charts.windows(WINDOWS, "What", "edtf", "whose", since="2021-02-10", until="2021-03-02")
    svg, ends = drawing(form, which), ("2021-02-10", "2021-03-02")
    assert sorted(days_of(svg, "bar", *ends)) == [
        ("2021-02-20", "2021-02-23"),
        ("2021-02-21", "2021-03-02"),  # its end is open: cut where the calendar ends
    ]
    assert days_of(svg, "tick", *ends) == ["2021-02-18"], "the single day"
    assert days_of(svg, "rule", *ends) == [ends], "sets no limit: from end to end"
    assert days_of(svg, "symbol", *ends) == ["2021-03-02"], "the arrow of the open end"
    assert "announced: 18 February 2021, whose outside source" in form.alt
    assert "1 set no limit of its own" in form.alt
    assert form.data["Window"].tolist()[3] == "no limit of its own"


@pytest.mark.programs
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_windows_are_the_same_days_in_every_zone(zone):
    form = charts.windows(WINDOWS, "What", "edtf", since="2021-02-17", until="2021-02-23")
    text = vega.text(specs.vega_lite_spec(form.chart))
    code = "import sys; from textledger.svg import vega; print(vega.draw(sys.stdin.read()))"
    process = subprocess.run(
        [sys.executable, "-c", code],
        input=text,
        env=os.environ | {"TZ": zone},
        text=True,
        capture_output=True,
        check=True,
    )
    assert process.stdout.strip() == vega.draw(text).strip()
    assert "Wed 17 Feb" in process.stdout


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_division_stands_below_the_line_it_follows_and_named_days_cross_the_chart(which):
    marked = pd.DataFrame({"label": ["NATO announces", "an earlier day"], "edtf": ["2021-02-18", "2021-02-14"]})
    form = charts.windows(
        WINDOWS, "What", "edtf", since="2021-02-10", until="2021-03-02", marks=marked, after="announced"
    )
    svg = drawing(form, which)
    width, height = extent(svg)
    assert words(svg) == marked["label"].tolist()
    rules = [(place(line), float(line.get("x2", 0))) for line in marks(svg, "rule")]
    level = [at[1] for at, along in rules if abs(along) == width]
    assert height / 2 in level, "below the second of four lines"
    assert sum(at[1] == 0 and along == 0 for at, along in rules) == len(marked)
    assert "Marked: NATO announces, 18 February 2021 and an earlier day, 14 February 2021" in form.alt


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_window_with_several_points_is_drawn_once(which):
    rows = pd.DataFrame({"What": ["a", "a", "b"], "edtf": ["2021-02/2021-06"] * 2 + ["2021-03/2021-04"],
                         "seen": ["2021-03-01", "2021-05-01", "2021-03-09"]})  # fmt: skip
    form = charts.windows(rows, "What", "edtf", point="seen")
    bars = [box(mark) for mark in marks(drawing(form, which), "rect") if box(mark)[1] > 7]
    assert len(bars) == 2
    assert len(form.data) == 3


def test_windows_of_records_are_a_list_with_links_in_narrow_windows():
    spans, outcomes = ["2024-08-22/2026-01-18", "2024-08-22"], ["open", "borne_out"]
    rows = pd.DataFrame({"claim": ["ecss-c33  vacuum", "ecss-c48  attacks"], "edtf": spans, "outcome": outcomes})
    listed = BeautifulSoup(charts.windows(rows, "claim", "edtf", "outcome").narrow, "html.parser")
    [text] = listed.select(".tl-lines > li")
    assert text.b.get_text(strip=True) == "ECSS 2024"
    assert text.small.get_text() == "from 22 August 2024"
    found = {link["href"]: link.find_next("span").get_text() for link in text.select("a")}
    assert found == {"record:ecss-c33": "to 18 January 2026, open", "record:ecss-c48": "borne out"}
    assert [link.get_text() for link in text.select("a")] == ["c33 vacuum", "c48 attacks"]


def test_windows_that_begin_on_several_days_say_them_in_narrow_windows():
    rows = pd.DataFrame(
        {"claim": ["ecss-c33  vacuum", "ecss-c48  attacks"], "edtf": ["2024-08", "2024-09-01/2024-09-03"]}
    )
    listed = BeautifulSoup(charts.windows(rows, "claim", "edtf").narrow, "html.parser")
    assert [line.get_text(" ", strip=True) for line in listed.select("li li")] == [
        "c33 vacuum August 2024", "c48 attacks 1 September 2024 to 3 September 2024"]  # fmt: skip
    assert not listed.small


def test_a_long_name_of_a_line_has_three_lines_around_the_middle_of_its_own():
    name = "advisory seat of the mission placed with a ministry and with the office of the adviser"
    rows = pd.DataFrame({"What": ["short", name], "edtf": ["2018-01", "2019"]})
    svg = drawing(charts.windows(rows, "What", "edtf"))
    labels = svg.select(".role-axis-label text")
    short, long = (next(t for t in labels if squeezed(t).startswith(start)) for start in ("short", "advisory"))
    assert squeezed(long) == name
    lines = len(long.find_all("tspan"))
    assert lines == 3
    gap = place(long)[1] - place(short)[1]
    assert gap == pytest.approx(45 + 6 - 7 * (lines - 1), abs=1), "raised by a line"
