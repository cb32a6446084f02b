"""Matrices: the colour, the words, the signs and the number of each cell are those of its rows."""

import re
from collections import Counter

import pandas as pd
import pytest

from textledger import charts, records

from ..helpers.plotted import drawing, marks, place, squeezed, table, words

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
