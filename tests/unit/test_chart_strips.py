"""Charts along a text, and of what joins the texts: what they draw stands where the paragraphs do."""

import itertools
import re
from collections import Counter

import pandas as pd
import pytest

from textledger import charts, records

from .test_chart_forms import box, drawing, marks, place, table, words


def starts(doc):
    """Return where each paragraph of a text begins and ends, in words, counted from the table of paragraphs."""
    at, found = 0, {}
    for row in sorted((row for row in table("paragraphs") if row["doc_id"] == doc), key=lambda row: int(row["par"])):
        found[int(row["par"])] = (at, at + int(row["n_tokens"]))
        at += int(row["n_tokens"])
    return found, at


def test_a_passage_is_a_bar_from_its_first_to_its_last_paragraph():
    rows = pd.DataFrame(
        {"source": ["one", "two"], "par_from": [0, 2], "par_to": [1, 2], "relation": ["translation", "paraphrase"]}
    )
    drawn = charts.passages_along("ecss", rows, "source", "relation")
    places, length = starts("ecss")
    one = drawn.chart.width / length
    bars = [(left, left + wide) for left, wide, _ in map(box, marks(drawing(drawn), "rect"))]
    expected = [(places[0][0] * one, places[1][1] * one), (places[2][0] * one, places[2][1] * one)]
    assert bars == [pytest.approx(bar, abs=0.01) for bar in expected]
    assert "one: 0 to 1 (translation); two: 2 (paraphrase)" in drawn.alt


def test_signs_of_one_paragraph_stand_apart_and_within_it():
    rows = pd.DataFrame(
        {"lane": ["end", "mission", "end", "announcement"], "seq": [1, 2, 3, None], "par": [8, 8, 9, None]}
    )
    drawn = charts.signs_along("ecss", rows, "lane", label="seq", lanes=["announcement", "end", "mission", "none here"])
    svg = drawing(drawn)
    places, length = starts("ecss")
    one = drawn.chart.width / (length + 20)
    at = [place(mark)[0] / one - 20 for mark in marks(svg, "symbol")]
    assert places[8][0] < at[0] < at[1] < places[8][1] < at[2] < places[9][1]
    assert at[3] == pytest.approx(0), "what has no paragraph stands before the text"
    assert words(svg)[-1] == "outside the text"
    assert "announcement: outside the text; end: paragraph 8 and paragraph 9" in drawn.alt
    assert "none here: none" in drawn.alt


def test_mentions_are_counted_by_paragraph():
    mine = records.table("mentions").query("doc_id == 'ecss' and actor_id == 'global-coalition'")
    drawn = charts.mentions_by_paragraph("ecss", mine.assign(force="coalition"), "force")
    expected = {
        int(row["par"]): int(row["n"])
        for row in table("mentions")
        if (row["doc_id"], row["actor_id"]) == ("ecss", "global-coalition")
    }
    heights = [float(re.search(r"v([\d.]+)", mark["d"])[1]) for mark in marks(drawing(drawn), "rect")]
    unit = sum(heights) / sum(expected.values())
    assert [round(height / unit) for height in heights] == list(expected.values())


def test_lines_of_notes_lead_from_their_marks():
    notes = pd.DataFrame([row for row in table("passages") if row["theme"] == "footnote"]).astype({"par": int})
    drawn = charts.notes_along("rewaq", notes.assign(reference="full"), "reference")
    svg = drawing(drawn)
    assert sorted(words(svg)) == [str(n) for n in range(1, len(notes) + 1)]
    places, length = starts("rewaq")
    one = drawn.chart.width / length
    lines = [(place(line)[0] / one, (place(line)[0] + float(line["x2"])) / one) for line in marks(svg, "rule")]
    homes = [row for row in table("exclusions") if row["doc_id"] == "rewaq" and row["reason"] == "footnote mark"]
    for (mark, note), home, par in zip(
        lines, sorted(homes, key=lambda row: int(row["start"])), notes["par"], strict=True
    ):
        begin, end = places[int(home["par"])]
        assert begin - 1 <= mark <= end + 1
        assert note == pytest.approx(sum(places[par]) / 2, abs=1)
    with pytest.raises(ValueError, match="8 marks of notes, and 2 notes"):
        charts.notes_along("rewaq", notes[:2].assign(reference="full"), "reference")


def test_labels_of_neighbouring_notes_do_not_touch():
    notes = pd.DataFrame([row for row in table("passages") if row["theme"] == "footnote"]).astype({"par": int})
    drawn = charts.notes_along("rewaq", notes.assign(reference="full"), "reference")
    at = [place(text)[0] for text in marks(drawing(drawn), "text")]
    assert min(b - a for a, b in itertools.pairwise(at)) > 9


def test_an_arc_joins_a_paragraph_and_what_it_repeats():
    kinds = pd.Series(
        {int(r["par"]): r["role"] for r in table("paragraphs") if r["doc_id"] == "hadramout"}, name="role"
    )
    drawn = charts.page_strip("hadramout", kinds, pd.DataFrame({"par": [16], "repeats": [6]}))
    svg = drawing(drawn)
    places, length = starts("hadramout")
    (arc,) = marks(svg, "line")
    points = [float(x) for x in re.findall(r"[MC,]?(-?[\d.]+),-?[\d.]+", arc["d"])]
    one = drawn.chart.width / length
    assert max(points) == pytest.approx(sum(places[16]) / 2 * one, abs=0.1)
    assert min(points) == pytest.approx(sum(places[6]) / 2 * one, abs=0.1)
    assert words(svg) == ["paragraph 16 repeats 6"]
    assert len(marks(svg, "rect")) == len(kinds)


def test_each_borrowing_is_a_line_between_two_names():
    rows = records.table("borrowings").sort_values("borrowing_id")
    drawn = charts.connections(rows, "source_key", "relation")
    svg = drawing(drawn)
    assert len(marks(svg, "rule")) == len(table("borrowings"))
    names = words(svg)
    assert len(names) == len(set(names))
    label = {row["source_key"]: row["label"] for row in table("sources")}
    sources = {label[row["source_key"]] for row in table("borrowings")}
    assert set(names) == sources | {row["label"] for row in table("documents")}
    relations = Counter(row["relation"].replace("_", " ") for row in table("borrowings"))
    for name, n in relations.items():
        assert f"{n} {name}" in drawn.alt


def test_words_stand_in_the_segment_that_has_them():
    tokens = records.table("tokens")
    void = tokens[(tokens["lemma"] == "فراغ") & (tokens["zone"] == "body")].assign(family="vacuum")
    drawn = charts.words_along(void, "family", "vacuum")
    expected = Counter()
    for row in table("tokens"):
        if (row["lemma"], row["zone"]) == ("فراغ", "body"):
            expected[row["doc_id"], row["segment"]] += int(row["n"])
    assert sorted(drawn.data["Occurrences"]) == sorted(expected.values())
    assert len(marks(drawing(drawn), "symbol")) >= len(expected)


def test_leading_words_are_those_of_the_table():
    drawn = charts.leading_words(3, {"فراغ": "vacuum"})
    for row in table("documents"):
        mine = [k for k in table("keyness") if (k["doc_id"], k["reference"]) == (row["doc_id"], "other_texts")]
        lead = sorted(mine, key=lambda k: -float(k["z"]))[:3]
        shown = drawn.data[drawn.data["Text"].str.startswith(row["label"])]
        assert shown["Occurrences"].tolist() == [int(k["n"]) for k in lead]


def test_each_report_of_the_years_has_a_mark_in_its_lane_and_is_hollow_without_a_date():
    drawn = charts.event_lanes(2001, 2020, 2026)
    svg = drawing(drawn)
    signs = marks(svg, "symbol")
    assert len(signs) == len(drawn.data)
    hollow = sum(float(sign.get("fill-opacity", 1)) == 0 for sign in signs)
    reports = {row["report_id"]: row for row in table("event_reports")}
    assert hollow == sum(not reports[one]["edtf_reported"] for one in drawn.data["Record"])
    texts = Counter(sign["stroke"].upper() for sign in signs)
    assert sorted(texts.values()) == sorted(Counter(drawn.data["Text"]).values())
