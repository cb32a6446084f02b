"""Forms of charts: what they draw is what the rows say, counted and placed anew from the rows and read from the SVG."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import charts, records
from textledger.charts import specs
from textledger.svg import vega

from ..helpers import drawn as reading

DATA = Path(records.__file__).parents[1] / "data"


def table(name):
    """Return the rows of a table as the file has them, without the package that the charts read them by."""
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def drawing(form, which="chart"):
    return BeautifulSoup(vega.draw(vega.text(specs.vega_lite_spec(getattr(form, which)))), "xml")


def extent(svg):
    """Return the width and the height of the plot."""
    frame = svg.select_one("g.root > g > path.background")["d"]
    return tuple(map(float, re.match(r"M0(?:\.5)?,0(?:\.5)?h([\d.]+)v([\d.]+)h", frame).groups()))


def marks(svg, kind):
    """Return what stands in the groups of marks of a kind: `rect`, `symbol`, `text`, `rule`."""
    groups = svg.find_all("g", class_=re.compile(f"mark-{kind} role-mark"))
    return [mark for group in groups for mark in group.find_all(["path", "text", "line"], recursive=False)]


def box(path):
    """Return left edge, width and fill of a bar or a cell."""
    left, _, width = re.match(r"M([\d.-]+),([\d.-]+)h([\d.-]+)", path["d"]).groups()
    return float(left), float(width), path["fill"]


def words(svg):
    return [text.get_text() for text in marks(svg, "text")]


def hues(rows):
    """Return the colours of a verdict, as often as the rows have it."""
    return Counter(charts.VERDICTS[row["verdict"]][2] for row in rows)


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_stacked_bars_are_as_long_as_there_are_records(which):
    form = charts.stacked_bars(records.table("quantities"), by="doc_id", parts="attribution", of="figures")
    expected = Counter((row["doc_id"], row["attribution"]) for row in table("quantities"))
    bars = [box(mark) for mark in marks(drawing(form, which), "rect")]
    unit = sum(width for _, width, _ in bars) / sum(expected.values())
    lengths = Counter(round(width / unit) for _, width, _ in bars)
    assert lengths == Counter(expected.values())
    by_hue = Counter()
    for _, width, fill in bars:
        by_hue[fill.upper()] += round(width / unit)
    assert sorted(by_hue.values()) == sorted(Counter(row["attribution"] for row in table("quantities")).values())
    assert form.data["Figures"].sum() == len(table("quantities"))
    parts = dict(part.split(": ") for part in form.alt.split(". ", 1)[1].rstrip(".").split("; "))
    sizes = Counter(row["doc_id"] for row in table("quantities"))
    for row in table("documents"):
        numbers = map(int, re.findall(r"\d+", parts[row["label"]]))
        assert sum(numbers) == sizes[row["doc_id"]], f"{row['label']}: {parts[row['label']]}"
    assert parts["Hadramout 2025"] == "none", "a text without a figure keeps its empty bar"


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_bars_of_shares_fill_the_scale_and_name_their_bases(which):
    form = charts.stacked_bars(records.table("attributions"), "doc_id", "speaker_kind", of="attributions", share=True)
    sizes = Counter(row["doc_id"] for row in table("attributions"))
    labels = {row["doc_id"]: row["label"] for row in table("documents")}
    svg = drawing(form, which)
    shown = {text.get_text() for text in svg.find_all("text")}
    assert {f"{labels[doc]} ({n})" for doc, n in sizes.items()} <= shown
    ends = {round(left + width) for left, width, _ in map(box, marks(svg, "rect"))}
    widest = max(ends)
    assert sum(round(left + width) == widest for left, width, _ in map(box, marks(svg, "rect"))) == len(sizes)


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_an_axis_of_few_things_has_no_halves(which):
    rows = pd.DataFrame({"name": ["cup", "pen"], "n": [1, 2]})
    svg = drawing(charts.bars(rows, "name", "n", of="things"), which)
    shown = [text.get_text() for text in svg.find_all("text")]
    assert {"0", "1", "2"} <= set(shown)
    assert not [text for text in shown if "." in text]


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_bar_is_as_long_as_its_value_and_says_it(which):
    rows = pd.DataFrame(
        {"doc_id": ["rewaq", "ecss", "alwaght"], "n": [4, 12, 6], "of": ["4 of 5", "12 of 13", "6 of 7"]}
    )
    form = charts.bars(rows, "doc_id", "n", of="words", note="of", accent="ecss")
    svg = drawing(form, which)
    widths = [width for _, width, _ in map(box, marks(svg, "rect"))]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 3, 1.5])
    assert words(svg) == rows["of"].tolist()
    fills = [fill for _, _, fill in map(box, marks(svg, "rect"))]
    assert fills[0] == fills[2] != fills[1]
    assert "ECSS 2024: 12 of 13" in form.alt


LONG = "a strength that takes more than one line to be named"
CELLS = pd.DataFrame(
    [
        ("pace", "rewaq", "changed", "at once"),
        ("pace", "ecss", "not_printed", "not printed"),
        (LONG, "rewaq", "kept", "more words than one line of a cell holds at this width"),
        (LONG, "ecss", "changed", "320"),
    ],
    columns=["element", "doc_id", "kept", "wording_en"],
)


def place(mark):
    """Return where a sign or a text stands."""
    return tuple(map(float, re.search(r"translate\(([\d.-]+),([\d.-]+)\)", mark["transform"]).groups()))


def test_each_cell_of_a_status_matrix_has_the_colour_of_its_status_and_its_words():
    form = charts.status_matrix(CELLS, "element", "doc_id", "kept", word="wording_en")
    svg = drawing(form)
    cells = [mark["fill"].upper() for mark in marks(svg, "rect")]
    assert cells[0] == cells[3] != cells[1], "one status, one colour"
    assert len(set(cells)) == CELLS["kept"].nunique()
    assert [" ".join(text.split()) for text in map(squeezed, marks(svg, "text"))] == CELLS["wording_en"].tolist()
    assert "pace: Rewaq 2021 at once (changed) and ECSS 2024 not printed (not printed)" in form.alt
    heads = [squeezed(text) for text in svg.find_all("text")]
    assert set(records.labels().values()) <= set(heads), "every text has its column"
    assert CELLS["element"][2] in heads, "a long name is broken and not cut"


def test_the_legend_of_a_status_matrix_shows_the_colours_that_stand_behind_its_words():
    form = charts.status_matrix(CELLS, "element", "doc_id", "kept", word="wording_en")
    svg = drawing(form)
    seen = {sign["fill"] for sign in svg.select(".role-legend-symbol path")}
    assert seen == {cell["fill"] for cell in marks(svg, "rect")}


def test_a_long_name_of_a_line_has_three_lines_around_the_middle_of_its_own():
    name = "advisory seat of the mission placed with a ministry and with the office of the adviser"
    rows = pd.DataFrame({"What": ["short", name], "edtf": ["2018-01", "2019"]})
    svg = drawing(charts.windows(rows, "What", "edtf"))
    labels = svg.select(".role-axis-label text")
    short, long = (next(t for t in labels if squeezed(t).startswith(start)) for start in ("short", "advisory"))
    assert squeezed(long) == name
    lines = len(long.find_all("tspan"))
    assert lines == 3
    gap = svg_height(long) - svg_height(short)
    assert gap == pytest.approx(45 + 6 - 7 * (lines - 1), abs=1), "raised by a line"


def svg_height(text):
    return float(re.search(r"translate\([\d.-]+,([\d.-]+)\)", text["transform"])[1])


def squeezed(text):
    """Return a text with the lines it is broken into joined."""
    lines = [span.get_text() for span in text.find_all("tspan")] or [text.get_text()]
    return " ".join(lines)


def test_lines_of_a_cell_stand_around_its_middle():
    svg = drawing(charts.status_matrix(CELLS, "element", "doc_id", "kept", word="wording_en"))
    height = {
        text: float(re.search(r"translate\([\d.-]+,([\d.-]+)\)", text["transform"])[1]) for text in marks(svg, "text")
    }
    single, long = (next(t for t in height if squeezed(t).startswith(start)) for start in ("320", "more words"))
    lines = len(long.find_all("tspan"))
    assert lines > 1
    assert place(single)[1] - place(long)[1] == pytest.approx(7 * (lines - 1), abs=1)


def test_a_matrix_says_when_two_records_claim_one_cell():
    with pytest.raises(ValueError, match="1 cells of the matrix of element by doc_id"):
        charts.status_matrix(pd.concat([CELLS, CELLS[:1]]), "element", "doc_id", "kept")


def test_signs_of_one_cell_stand_side_by_side():
    rows = pd.DataFrame(
        [("1956", "power", "offered"), ("1956", "power", "feared"), ("1957", "region", "refused")],
        columns=["voice", "place", "role"],
    )
    form = charts.sign_matrix(rows, "voice", "place", "role")
    places = [place(mark) for mark in marks(drawing(form), "symbol")]
    assert places[0][1] == places[1][1] != places[2][1]
    assert places[0][0] != places[1][0]
    assert (
        "1956: Power (offered) and Power (feared)" in form.alt
        or "1956: power (is to fill it, or may) and power (is feared)" in form.alt
    )


def test_each_sign_of_a_matrix_has_an_area_that_its_colour_fills():
    rows = pd.DataFrame({"row": list("abcde"), "column": "x", "kind": [f"kind {n}" for n in range(5)]})
    signs = [mark["d"] for mark in marks(drawing(charts.sign_matrix(rows, "row", "column", "kind")), "symbol")]
    assert len(signs) == len(set(signs)) == 5
    for sign in signs:
        heights = {float(y) for _, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", sign)} | set(
            map(float, re.findall(r"V(-?[\d.]+)", sign))
        )
        assert max(heights) - min(heights) > 2


def test_a_count_matrix_writes_the_number_of_each_cell():
    rows = pd.DataFrame(table("event_actors")).merge(pd.DataFrame(table("events"))[["event_id", "type"]])
    few = rows[rows["actor_id"].isin(["nato", "us-forces"])]
    counts = few.groupby(["actor_id", "type"]).size().rename("n").reset_index()
    form = charts.count_matrix(counts, "actor_id", "type", of="events")
    expected = Counter(
        (pair["actor_id"], event["type"]) for pair in table("event_actors") for event in table("events")
        if pair["event_id"] == event["event_id"] and pair["actor_id"] in ("nato", "us-forces"))  # fmt: skip
    assert sorted(map(int, words(drawing(form)))) == sorted(expected.values())
    assert form.data["Events"].sum() == sum(expected.values())


WINDOWS = pd.DataFrame(
    [
        ("written", "2021-02-20/2021-02-23", "alwaght"),
        ("announced", "2021-02-18", "outside"),
        ("going on", "2021-02-21/..", "outside"),
        ("undated", None, "outside"),
    ],
    columns=["What", "edtf", "whose"],
)


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_dumbbell_joins_two_numbers_where_there_are_two(which):
    rows = pd.DataFrame(
        {"What": ["killed", "wounded"], "in the text": [3, 40], "other count": [None, 47], "doc_id": ["ecss", "ecss"]}
    )
    form = charts.dumbbell(rows, "What", "in the text", "other count", of="people", kind="doc_id")
    svg = drawing(form, which)
    assert len(marks(svg, "symbol")) == 3
    (line,) = marks(svg, "rule")
    text, other = (place(mark) for mark in marks(svg, "symbol")[1:])
    assert place(line) == pytest.approx(text)
    assert text[0] + float(line["x2"]) == pytest.approx(other[0])
    assert "killed: ECSS 2024, in the text 3; wounded: ECSS 2024, in the text 40 and other count 47" in form.alt


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_a_dumbbell_of_dates_draws_the_middle_of_what_each_allows(which):
    rows = pd.DataFrame(
        {"Event": ["asked", "met"], "apart": ["2020-12-01/2020-12-11", "2021-02-17"], "joined": ["2021-02-17"] * 2}
    )
    form = charts.dumbbell(rows, "Event", "apart", "joined", of=None)
    signs = [place(mark)[0] for mark in marks(drawing(form, which), "symbol")]
    assert signs[1] == signs[2] == signs[3]
    assert form.data["apart"].tolist() == ["1 December 2020 to 11 December 2020", "17 February 2021"]
    assert "asked: apart 1 December 2020 to 11 December 2020 and joined 17 February 2021" in form.alt


def test_a_leading_word_has_its_english():
    form = charts.leading_words(glosses={row["lemma"]: row["gloss_en"] for row in table("word_sets")})
    assert len(form.data) == 8 * len(table("documents"))
    bare = [word for word in form.data["Word"] if not re.fullmatch("\u2067[^\u2069]+\u2069  [A-Za-z].+", word)]
    assert bare == []


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_ranges_span_their_values_and_have_their_words_behind_them(which):
    rows = pd.DataFrame(
        [("announced", 500, 4000, 4000, "500 to around 4,000"), ("given", 320, 320, 320, "320"),
         ("several hundred", 200, 900, None, "several hundred")],
        columns=["What", "low", "high", "at", "words"])  # fmt: skip
    form = charts.ranges(rows, "What", "low", "high", of="people", at="at", label="words", bounds=(1000,))
    svg = drawing(form, which)
    lines = {place(line)[0]: float(line.get("x2", 0)) for line in marks(svg, "rule")}
    unit = lines[max(lines, key=lines.get)] / 3500
    expected = {round(low * unit): round((high - low) * unit) for _, low, high, _, _ in rows.itertuples(index=False)}
    assert {round(x): round(wide) for x, wide in lines.items() if round(x) in expected} == expected
    assert round(1000 * unit) in {round(x) for x in lines}, "the bound"
    assert len(marks(svg, "symbol")) == 2, "a range without a value has no sign"
    assert words(svg) == rows["words"].tolist()
    assert "announced: 500 to around 4,000 (500 to 4,000); given: 320" in form.alt


def test_forms_are_valid_and_told_in_numbers_that_their_rows_give():
    for form in (
        charts.stacked_bars(records.table("checks"), "verdict", "evidence", of="checks"),
        charts.sign_matrix(CELLS, "element", "doc_id", "kept"),
        charts.windows(WINDOWS, "What", "edtf", "whose"),
    ):
        spec = specs.vega_lite_spec(form.chart)
        assert json.loads(vega.text(spec)) == spec
        numbers = reading.numbers_told(form.alt, form.data)
        assert set(number.rstrip(",") for number in numbers) <= reading.derivable(form.data), numbers
