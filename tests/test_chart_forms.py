"""Forms of charts: what they draw is what the rows say, counted and placed anew from the rows and read from the SVG."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import figures, records
from textledger.figures import pictures, specs

DATA = Path(records.__file__).parents[1] / "data"


def table(name):
    """Return the rows of a table as the file has them, without the package that the charts read them by."""
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def drawing(drawn):
    return BeautifulSoup(pictures.draw(pictures.text(specs.of(drawn.chart))), "xml")


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
    return Counter(figures.VERDICTS[row["verdict"]][2] for row in rows)


def test_stacked_bars_are_as_long_as_there_are_records():
    drawn = figures.stacked_bars(records.table("quantities"), by="doc_id", parts="attribution", of="figures")
    expected = Counter((row["doc_id"], row["attribution"]) for row in table("quantities"))
    bars = [box(mark) for mark in marks(drawing(drawn), "rect")]
    one = sum(width for _, width, _ in bars) / sum(expected.values())
    lengths = Counter(round(width / one) for _, width, _ in bars)
    assert lengths == Counter(expected.values())
    by_hue = Counter()
    for _, width, fill in bars:
        by_hue[fill.upper()] += round(width / one)
    assert sorted(by_hue.values()) == sorted(Counter(row["attribution"] for row in table("quantities")).values())
    assert drawn.data["Figures"].sum() == len(table("quantities"))
    told = dict(part.split(": ") for part in drawn.alt.split(". ", 1)[1].rstrip(".").split("; "))
    sizes = Counter(row["doc_id"] for row in table("quantities"))
    for row in table("documents"):
        numbers = map(int, re.findall(r"\d+", told[row["label"]]))
        assert sum(numbers) == sizes[row["doc_id"]], f"{row['label']}: {told[row['label']]}"
    assert told["Hadramout 2025"] == "none", "a text without a figure keeps its empty bar"


def test_bars_of_shares_fill_the_scale_and_name_their_bases():
    drawn = figures.stacked_bars(records.table("attributions"), "doc_id", "speaker_kind", of="attributions", share=True)
    sizes = Counter(row["doc_id"] for row in table("attributions"))
    labels = {row["doc_id"]: row["label"] for row in table("documents")}
    svg = drawing(drawn)
    shown = {text.get_text() for text in svg.find_all("text")}
    assert {f"{labels[doc]} ({n})" for doc, n in sizes.items()} <= shown
    ends = {round(left + width) for left, width, _ in map(box, marks(svg, "rect"))}
    widest = max(ends)
    assert sum(round(left + width) == widest for left, width, _ in map(box, marks(svg, "rect"))) == len(sizes)


def test_a_bar_is_as_long_as_its_value_and_says_it():
    rows = pd.DataFrame(
        {"doc_id": ["rewaq", "ecss", "alwaght"], "n": [4, 12, 6], "of": ["4 of 5", "12 of 13", "6 of 7"]}
    )
    drawn = figures.bars(rows, "doc_id", "n", of="words", note="of", accent="ecss")
    svg = drawing(drawn)
    widths = [width for _, width, _ in map(box, marks(svg, "rect"))]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 3, 1.5])
    assert words(svg) == rows["of"].tolist()
    fills = [fill for _, _, fill in map(box, marks(svg, "rect"))]
    assert fills[0] == fills[2] != fills[1]
    assert "ECSS 2024: 12 of 13" in drawn.alt


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
    drawn = figures.status_matrix(CELLS, "element", "doc_id", "kept", word="wording_en")
    svg = drawing(drawn)
    cells = [mark["fill"].upper() for mark in marks(svg, "rect")]
    assert cells[0] == cells[3] != cells[1], "one status, one colour"
    assert len(set(cells)) == CELLS["kept"].nunique()
    assert [" ".join(text.split()) for text in map(squeezed, marks(svg, "text"))] == CELLS["wording_en"].tolist()
    assert "pace: Rewaq 2021 at once (changed) and ECSS 2024 not printed (not printed)" in drawn.alt
    heads = [squeezed(text) for text in svg.find_all("text")]
    assert set(records.labels().values()) <= set(heads), "every text has its column"
    assert CELLS["element"][2] in heads, "a long name is broken and not cut"


def squeezed(text):
    """Return a text with the lines it is broken into joined."""
    lines = [span.get_text() for span in text.find_all("tspan")] or [text.get_text()]
    return " ".join(lines)


def test_lines_of_a_cell_stand_around_its_middle():
    svg = drawing(figures.status_matrix(CELLS, "element", "doc_id", "kept", word="wording_en"))
    height = {
        text: float(re.search(r"translate\([\d.-]+,([\d.-]+)\)", text["transform"])[1]) for text in marks(svg, "text")
    }
    one, long = (next(t for t in height if squeezed(t).startswith(start)) for start in ("320", "more words"))
    lines = len(long.find_all("tspan"))
    assert lines > 1
    assert place(one)[1] - place(long)[1] == pytest.approx(7 * (lines - 1), abs=1)


def test_a_matrix_says_when_two_records_claim_one_cell():
    with pytest.raises(ValueError, match="1 cells of the matrix of element by doc_id"):
        figures.status_matrix(pd.concat([CELLS, CELLS[:1]]), "element", "doc_id", "kept")


def test_signs_of_one_cell_stand_side_by_side():
    rows = pd.DataFrame(
        [("1956", "power", "offered"), ("1956", "power", "feared"), ("1957", "region", "refused")],
        columns=["voice", "place", "place_role"],
    )
    drawn = figures.sign_matrix(rows, "voice", "place", "place_role")
    places = [place(mark) for mark in marks(drawing(drawn), "symbol")]
    assert places[0][1] == places[1][1] != places[2][1]
    assert places[0][0] != places[1][0]
    assert (
        "1956: Power (offered) and Power (feared)" in drawn.alt
        or "1956: power (offered) and power (feared)" in drawn.alt
    )


def test_a_count_matrix_writes_the_number_of_each_cell():
    rows = pd.DataFrame(table("event_actors")).merge(pd.DataFrame(table("events"))[["event_id", "type"]])
    few = rows[rows["actor_id"].isin(["nato", "us-forces"])]
    counts = few.groupby(["actor_id", "type"]).size().rename("n").reset_index()
    drawn = figures.count_matrix(counts, "actor_id", "type", of="events")
    expected = Counter(
        (pair["actor_id"], event["type"]) for pair in table("event_actors") for event in table("events")
        if pair["event_id"] == event["event_id"] and pair["actor_id"] in ("nato", "us-forces"))  # fmt: skip
    assert sorted(map(int, words(drawing(drawn)))) == sorted(expected.values())
    assert drawn.data["Events"].sum() == sum(expected.values())


def test_forms_are_valid_and_told_in_numbers_that_their_rows_give():
    from . import drawn as reading

    for form in (
        figures.stacked_bars(records.table("checks"), "verdict", "evidence", of="checks"),
        figures.sign_matrix(CELLS, "element", "doc_id", "kept"),
    ):
        spec = specs.of(form.chart)
        assert json.loads(pictures.text(spec)) == spec
        told = reading.numbers_told(form.alt, form.data)
        assert set(number.rstrip(",") for number in told) <= reading.derivable(form.data), told
