"""Charts along a text, and of what joins the texts: what they draw stands where the paragraphs do."""

import itertools
import re
from collections import Counter

import pandas as pd
import pytest

from textledger import charts, records

from ..helpers.plotted import box, drawing, marks, place, table, words


def starts(doc):
    """Return where each paragraph of a text begins and ends, in words, counted from the table of paragraphs."""
    at, places = 0, {}
    for row in sorted((row for row in table("paragraphs") if row["doc_id"] == doc), key=lambda row: int(row["par"])):
        places[int(row["par"])] = (at, at + int(row["n_tokens"]))
        at += int(row["n_tokens"])
    return places, at


def test_a_passage_is_a_bar_from_its_first_to_its_last_paragraph():
    rows = pd.DataFrame(
        {"source": ["one", "two"], "par_from": [0, 2], "par_to": [1, 2], "relation": ["translation", "paraphrase"]}
    )
    form = charts.passages_along("ecss", rows, "source", "relation")
    places, length = starts("ecss")
    unit = form.chart.width / length
    bars = [(left, left + wide) for left, wide, _ in map(box, marks(drawing(form), "rect"))]
    expected = [(places[0][0] * unit, places[1][1] * unit), (places[2][0] * unit, places[2][1] * unit)]
    assert bars == [pytest.approx(bar, abs=0.01) for bar in expected]
    assert "one: 0 to 1 (translation); two: 2 (paraphrase)" in form.alt


def test_signs_of_one_paragraph_stand_apart_and_within_it():
    rows = pd.DataFrame(
        {"lane": ["end", "mission", "end", "announcement"], "seq": [1, 2, 3, None], "par": [8, 8, 9, None]}
    )
    form = charts.signs_along("ecss", rows, "lane", label="seq", lanes=["announcement", "end", "mission", "none here"])
    svg = drawing(form)
    places, length = starts("ecss")
    unit = form.chart.width / (length + 20)
    at = [place(mark)[0] / unit - 20 for mark in marks(svg, "symbol")]
    assert places[8][0] < at[0] < at[1] < places[8][1] < at[2] < places[9][1]
    assert at[3] == pytest.approx(0), "what has no paragraph stands before the text"
    assert words(svg)[-1] == "outside the text"
    assert "announcement: outside the text; end: paragraph 8 and paragraph 9" in form.alt
    assert "none here: none" in form.alt


def test_mentions_are_counted_by_paragraph():
    mentions = records.table("mentions").query("doc_id == 'ecss' and actor_id == 'global-coalition'")
    form = charts.mentions_by_paragraph("ecss", mentions.assign(force="coalition"), "force")
    expected = {
        int(row["par"]): int(row["n"])
        for row in table("mentions")
        if (row["doc_id"], row["actor_id"]) == ("ecss", "global-coalition")
    }
    heights = [float(re.search(r"v([\d.]+)", mark["d"])[1]) for mark in marks(drawing(form), "rect")]
    unit = sum(heights) / sum(expected.values())
    assert [round(height / unit) for height in heights] == list(expected.values())


def test_lines_of_notes_lead_from_their_marks():
    notes = pd.DataFrame([row for row in table("passages") if row["theme"] == "footnote"]).astype({"par": int})
    form = charts.notes_along("rewaq", notes.assign(reference="full"), "reference")
    svg = drawing(form)
    assert sorted(words(svg)) == [str(n) for n in range(1, len(notes) + 1)]
    places, length = starts("rewaq")
    unit = form.chart.width / length
    lines = [(place(line)[0] / unit, (place(line)[0] + float(line["x2"])) / unit) for line in marks(svg, "rule")]
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
    form = charts.notes_along("rewaq", notes.assign(reference="full"), "reference")
    at = [place(text)[0] for text in marks(drawing(form), "text")]
    assert min(b - a for a, b in itertools.pairwise(at)) > 9


def test_an_arc_joins_a_paragraph_and_what_it_repeats():
    kinds = pd.Series(
        {int(r["par"]): r["role"] for r in table("paragraphs") if r["doc_id"] == "hadramout"}, name="role"
    )
    form = charts.page_strip("hadramout", kinds, pd.DataFrame({"par": [16], "repeats": [6]}))
    svg = drawing(form)
    places, length = starts("hadramout")
    (arc,) = marks(svg, "line")
    points = [float(x) for x in re.findall(r"[MC,]?(-?[\d.]+),-?[\d.]+", arc["d"])]
    unit = form.chart.width / length
    assert max(points) == pytest.approx(sum(places[16]) / 2 * unit, abs=0.1)
    assert min(points) == pytest.approx(sum(places[6]) / 2 * unit, abs=0.1)
    assert words(svg) == ["paragraph 16 repeats 6"]
    assert len(marks(svg, "rect")) == len(kinds)


def test_each_borrowing_is_a_line_between_two_names():
    rows = records.table("borrowings").sort_values("borrowing_id")
    form = charts.connections(rows, "source_key", "relation")
    svg = drawing(form)
    assert len(marks(svg, "rule")) == len(table("borrowings"))
    names = words(svg)
    assert len(names) == len(set(names))
    label = {row["source_key"]: row["label"] for row in table("sources")}
    sources = {f"{label[row['source_key']]}, {row['relation'].replace('_', ' ')}" for row in table("borrowings")}
    borrowers = {row["doc_id"] for row in table("borrowings")}
    assert set(names) == sources | {row["label"] for row in table("documents") if row["doc_id"] in borrowers}
    relations = Counter(row["relation"].replace("_", " ") for row in table("borrowings"))
    for name, n in relations.items():
        assert f"{n} {name}" in form.alt


def test_sources_of_several_texts_stand_out():
    svg = drawing(charts.connections(records.table("borrowings"), "source_key", "relation"))
    users = {}
    for row in table("borrowings"):
        users.setdefault(row["source_key"], set()).add(row["doc_id"])
    label = {row["source_key"]: row["label"] for row in table("sources")}
    shared = {label[source] for source, docs in users.items() if len(docs) > 1}
    bold = [text.get_text().split(",")[0] for text in marks(svg, "text") if text.get("font-weight") == "bold"]
    assert sorted(bold) == sorted(shared)
    heavy = [line for line in marks(svg, "rule") if float(line.get("stroke-width", 1)) > 2]
    assert {"of one text", "of several texts"} <= {text.get_text() for text in svg.select(".role-legend text")}
    assert len(heavy) == sum(label[row["source_key"]] in shared for row in table("borrowings"))


def test_words_stand_in_the_segment_that_has_them():
    tokens = records.table("tokens")
    void = tokens[(tokens["lemma"] == "فراغ") & (tokens["zone"] == "body")].assign(family="vacuum")
    form = charts.words_along(void, "family", "vacuum")
    expected = Counter()
    for row in table("tokens"):
        if (row["lemma"], row["zone"]) == ("فراغ", "body"):
            expected[row["doc_id"], row["segment"]] += int(row["n"])
    assert sorted(form.data["Occurrences"]) == sorted(expected.values())
    assert len(marks(drawing(form), "symbol")) >= len(expected)


def test_leading_words_are_those_of_the_table():
    form = charts.leading_words(3, {"فراغ": "vacuum"})
    for row in table("documents"):
        keywords = [k for k in table("keyness") if (k["doc_id"], k["reference"]) == (row["doc_id"], "other_texts")]
        lead = sorted(keywords, key=lambda k: -float(k["z"]))[:3]
        shown = form.data[form.data["Text"].str.startswith(row["label"])]
        assert shown["Occurrences"].tolist() == [int(k["n"]) for k in lead]


def test_each_report_of_the_years_has_a_mark_in_its_lane_and_is_hollow_without_a_date():
    form = charts.event_lanes(2001, 2020, 2026)
    svg = drawing(form)
    signs = marks(svg, "symbol")
    assert len(signs) == len(form.data)
    hollow = sum(float(sign.get("fill-opacity", 1)) == 0 for sign in signs)
    reports = {row["report_id"]: row for row in table("event_reports")}
    assert hollow == sum(not reports[report_id]["edtf_reported"] for report_id in form.data["Record"])
    texts = Counter(sign["stroke"].upper() for sign in signs)
    assert sorted(texts.values()) == sorted(Counter(form.data["Text"]).values())


def test_a_cross_stands_at_each_report_whose_date_a_source_contradicts():
    form = charts.event_lanes(2001, 2020, 2026)
    kinds = {row["record_id"]: row["table"] for row in table("records")}
    checks = [row["target_ids"].split(";") for row in table("checks") if row["verdict"] == "inconsistent"]
    wrong = {one for ids in checks if "dates" in map(kinds.get, ids) for one in ids if kinds[one] == "event_reports"}
    assert set(form.data.loc[form.data["Contradicted"], "Record"]) == wrong
    for svg in map(str, (drawing(form), drawing(form, "narrow"))):
        assert len(re.findall(">✗<", svg)) == len(wrong)
