"""Forms of charts: what they draw is what the rows say, counted and placed anew from the rows and read from the SVG."""

import json
import re
from collections import Counter

import pandas as pd
import pytest

from textledger import charts, records, tallies
from textledger.charts import specs
from textledger.svg import vega

from ..helpers import drawn as reading
from ..helpers.plotted import box, drawing, extent, marks, place, table, words
from .test_chart_calendars import WINDOWS
from .test_chart_matrices import CELLS


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


def test_the_key_of_a_dumbbell_has_its_disc_and_its_ring():
    rows = pd.DataFrame({"Event": ["a meeting"], "apart": ["2021-02-18"], "joined": ["2021-03-01"]})
    drawn = drawing(charts.dumbbell(rows, "Event", "apart", "joined", of=None), "chart")
    kinds = {".role-legend-symbol path": [], 'g[class*="mark-symbol"][aria-roledescription] path': []}
    for where, kind in kinds.items():
        kind += sorted(path.get("fill", "none") in ("none", "transparent") for path in drawn.select(where))
    key, marks_drawn = kinds.values()
    assert key == marks_drawn == [False, True]


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
    assert len(form.data) == 8 * len({row["doc_id"] for row in table("keyness")})
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


@pytest.mark.parametrize("which", ["chart", "narrow"])
def test_the_longest_words_and_the_longest_range_share_the_width(which):
    """Words that are long behind a short range need no room behind the longest one."""
    rows = pd.DataFrame(
        {
            "What": ["short", "long"],
            "low": [0, 0],
            "high": [100, 5000],
            "words": ["a hundred people or a few more", "n"],
        }
    )
    svg = drawing(charts.ranges(rows, "What", "low", "high", of="people", label="words"), which)
    longest = max(float(line.get("x2", 0)) for line in marks(svg, "rule"))
    assert longest > extent(svg)[0] - 30


def test_what_bars_stand_for_is_told_with_what_is_counted():
    form = charts.stacked_bars(records.table("report_agents"), by="target", parts="agent", of="reports")
    assert "reports, by who is hit" in [text.get_text() for text in drawing(form).find_all("text")]
    assert " reports, by who is hit. " in form.alt


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


def test_names_beside_a_drawing_keep_apart_from_its_marks():
    """A mark may begin where the plot does: the name of its row ends some pixels before."""
    rows = tallies.coverage("2020-01-01", "2021-02-28")
    borrowed = records.table("borrowings").query("doc_id == 'ecss'").assign(source=lambda b: b["source_key"])
    terms = tallies.term_counts("naming")
    for form in (
        charts.status_matrix(rows, "title_en", "doc_id", "reported"),
        charts.count_matrix(terms, "term", "doc_id", of="occurrences", group="set"),
        charts.passages_along("ecss", borrowed, "source", "relation"),
        charts.text_strip("ecss"),
        charts.stacked_bars(records.table("checks"), "verdict", "evidence", of="checks"),
    ):
        names = drawing(form, "chart").select('.role-axis-label text[text-anchor="end"]')
        ends = [float(re.search(r"translate\(([\d.-]+)", name["transform"])[1]) for name in names]
        assert ends
        assert max(ends) <= -6


def test_signs_beside_an_accent_are_seen_on_any_page():
    rows = pd.DataFrame({"Part": ["a", "b"], "Report": ["one", "two"]})
    svg = drawing(charts.sign_matrix(rows, "Part", "Report", "Report", accent="two"), "chart")
    fills = [mark["fill"] for mark in marks(svg, "symbol")]
    assert len(fills) == len(rows)
    assert all(re.fullmatch("#[0-9a-f]{6}|#000|currentColor", fill) for fill in fills), fills  # nothing shines through
