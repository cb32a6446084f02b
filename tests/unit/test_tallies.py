"""Rows for charts are counted anew from the files of the tables."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from textledger import counts, edtf, records, tallies

from ..helpers.paths import ROOT

DATA = Path(records.__file__).parents[1] / "data"


def table(name):
    """Return the rows of a table as the file has them."""
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("reported", "best", "relation"),
    [
        ("2021-02-18", "2021-02-18", "same"),
        ("2021-02", "2021-02-18", "less_exact"),
        ("2021-02-18", "2021-02", "more_exact"),
        ("2020-02-18", "2021-02-18", "apart"),
        ("2021-02-20/2021-03-10", "2021-02", "more_exact"),
    ],
)
def test_how_two_dates_relate(reported, best, relation):
    assert edtf.relation(reported, best) == relation


def test_each_report_has_its_relation_to_the_best_date():
    rows = tallies.dated_reports().set_index("report_id")["date_relation"]
    assert len(rows) == len(table("event_reports"))
    best = {row["event_id"]: row["edtf"] for row in table("events")}
    for row in table("event_reports"):
        if not row["edtf_reported"]:
            assert rows[row["report_id"]] == "none"
    apart = {
        row["report_id"]
        for row in table("event_reports")
        if row["edtf_reported"]
        and best[row["event_id"]]
        and not overlap(edtf.bounds(row["edtf_reported"]), edtf.bounds(best[row["event_id"]]))
    }
    assert set(rows.index[rows == "apart"]) == apart


def overlap(left, right):
    return left[0] <= right[1] and right[0] <= left[1]


def test_an_event_is_reported_or_not_or_later_than_the_text():
    cells = tallies.coverage("2020-01-01", "2021-02-28")
    months = [f"{year}-{month:02}" for year, month in [(2020, m) for m in range(1, 13)] + [(2021, 1), (2021, 2)]]
    expected = {row["event_id"] for row in table("events") if str(row["edtf"])[:7] in months}
    assert expected <= set(cells["event_id"])
    reports = Counter((row["event_id"], row["doc_id"]) for row in table("event_reports"))
    for row in cells.to_dict("records"):
        assert (row["reported"] in ("dated", "undated")) == bool(reports[row["event_id"], row["doc_id"]]) == row["told"]
    later = cells[cells["reported"] == "later"]
    written = {row["doc_id"]: edtf.bounds(row["published_edtf"])[0] for row in table("documents")}
    for row in later.to_dict("records"):
        assert edtf.bounds(row["edtf"])[0] > written[row["doc_id"]]


def test_groups_are_named_by_their_actors_or_only_by_a_word():
    rows = tallies.naming().set_index(["group_id", "doc_id"])
    assert len(rows) == len(table("compared_groups")) * len(table("documents"))
    for group in table("compared_groups"):
        actors = group["actor_ids"].split(";")
        for doc in records.labels():
            mentions = [row for row in table("mentions") if row["doc_id"] == doc and row["actor_id"] in actors]
            row = rows.loc[group["group_id"], doc]
            if group["with_parts"] == "false":
                assert row["paragraphs"] == len({m["par"] for m in mentions})
                assert row["mentions"] == sum(int(m["n"]) for m in mentions)
            assert (row["named_as"] == "actor") == (row["paragraphs"] > 0)
    parts = rows.loc["united-states"]["mentions"].sum()
    assert parts > sum(int(m["n"]) for m in table("mentions") if m["actor_id"] == "united-states")


def test_participation_counts_each_event_of_an_actor_once():
    rows = tallies.participation(least=4)
    expected = Counter(row["actor_id"] for row in table("event_actors"))
    sums = rows.astype({"actor_id": "string"}).groupby("actor_id", sort=False)["n"].sum()
    assert dict(sums) == {actor: n for actor, n in expected.items() if n >= 4}
    assert list(sums) == sorted(sums, reverse=True)


def test_words_of_a_set_are_counted_in_their_order():
    rows = tallies.term_counts("naming")
    fields = {field["name"]: field for field in records.schema("word_sets")["fields"]}
    sets = fields["set"]["constraints"]["enum"]
    set_rows = [row for row in table("word_sets") if row["subject"] == "naming"]
    listed = [row["lemma"] for row in sorted(set_rows, key=lambda row: (sets.index(row["set"]), int(row["seq"])))]
    assert list(dict.fromkeys(rows["lemma"])) == listed
    expected = Counter()
    for row in table("tokens"):
        if row["lemma"] in listed:
            expected[row["lemma"], row["doc_id"]] += int(row["n"])
    assert {(row["lemma"], row["doc_id"]): row["n"] for row in rows.to_dict("records")} == expected


def test_words_in_another_sense_can_be_left_out():
    in_all, meant = (tallies.term_counts("vacuum", as_meant=left)["n"].sum() for left in (False, True))
    lemmas = [row["lemma"] for row in table("word_sets") if row["subject"] == "vacuum"]
    assert in_all - meant == sum(int(row["n"]) for row in table("senses") if row["lemma"] in lemmas) > 0


def test_sizes_of_the_missions_are_those_of_the_two_tables():
    rows = counts.mission_sizes()
    topics = {"first_mission", "mission_present", "mission_planned"}
    printed = {row["quantity_id"]: row for row in table("quantities") if row["topic"] in topics}
    texts = [row for row in printed.values() if row["kind"] != "multiple"]
    others = [row for row in table("outside_figures") if row["quantity_id"] in printed and row["kind"] != "multiple"]
    assert Counter(rows["whose"]) == Counter(row["doc_id"] for row in texts) | Counter(outside=len(others))
    ends = Counter(
        tuple(sorted({float(row[name]) for name in ("low", "high", "from_value", "to_value") if row[name]}))
        for row in [*texts, *others]
    )
    assert Counter(tuple(sorted({row["low"], row["high"]})) for row in rows.to_dict("records")) == ends
    words = rows.set_index("statement")["label"]
    assert words["NATO: 18 February 2021"] == "from 500 to around 4,000", "what a text left out is what NATO said"
    assert rows[rows["label"] == "several hundred"]["value"].isna().all()
    assert rows["statement"].is_unique


def test_counts_stand_beside_all_other_counts_of_the_same():
    rows = counts.compared_counts()
    others = {(row["quantity_id"], row["figure_id"]): row["low"] for row in table("outside_figures")}
    for row in rows.dropna(subset=["figure_id"]).to_dict("records"):
        assert float(others[row["quantity_id"], row["figure_id"]]) == row["other count"]
    shown = set(rows["quantity_id"])
    assert set(rows["figure_id"].dropna()) == {figure for quantity, figure in others if quantity in shown}
    assert {"ecss-q03", "ecss-q10"} <= shown


def test_a_figure_stands_beside_the_outside_figures_that_name_it():
    rows = counts.compared("rewaq-q06")
    expected = [float(row["low"]) for row in table("outside_figures") if row["quantity_id"] == "rewaq-q06"]
    assert rows["low"].tolist()[1:] == expected
    assert rows["whose"].tolist() == ["rewaq", *["outside"] * len(expected)]
    assert rows["what"].is_unique


def test_records_are_dated_by_what_they_say():
    dates = {row["date_id"]: row["edtf_resolved"] for row in table("dates")}
    dates |= {row["report_id"]: row["edtf_reported"] for row in table("event_reports")}
    dates |= {row["event_id"]: row["edtf"] for row in table("events")}
    dates |= {row["later_id"]: row["edtf"] for row in table("later_events")}
    dates |= {row["doc_id"]: row["published_edtf"] for row in table("documents")}
    names = {row["set"] for row in table("record_sets")}
    for name in names:
        listed = sorted((row for row in table("record_sets") if row["set"] == name), key=lambda row: int(row["seq"]))
        rows = tallies.dated(name)
        assert rows["id"].tolist() == [row["record_id"] for row in listed]
        assert rows["edtf"].fillna("").tolist() == [dates[row["record_id"]] for row in listed]
        for label, row in zip(rows["what"], listed, strict=True):
            assert label == row["label_en"] or (label and not row["label_en"])
    whose = tallies.dated("missions").set_index("id")["whose"]
    assert whose["rewaq-r21"] == "rewaq"
    assert whose["ev-nato-mission-iraq-founded"] == "outside"
    with pytest.raises(ValueError, match=r"no set 'nothing' in record_sets\.csv"):
        tallies.dated("nothing")


def test_dates_of_each_form_stand_in_the_order_of_their_days():
    dates = ["2021-03", "[2021-03-01..2021-03-09]", "[2021-02-20..2021-02-23]", "2021-02-18", "2020~"]
    rows = tallies.in_order_of_days(pd.DataFrame({"at": dates, "n": range(5)}), "at")
    assert rows["n"].tolist() == [4, 3, 2, 1, 0]


def test_every_set_is_used_by_a_chapter():
    cells = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "chapters").glob("*.md")))
    for name in {row["set"] for row in table("record_sets")}:
        assert f'("{name}"' in cells, name


def test_the_article_of_a_page_is_its_running_text():
    kinds = tallies.kinds_of_paragraphs("hadramout")
    pars = [row for row in table("paragraphs") if row["doc_id"] == "hadramout"]
    assert set(kinds.index[kinds == "article"]) == {int(row["par"]) for row in pars if row["zone"] == "body"}
    quotes = [row for row in table("passages") if row["theme"] == "pull_quote"]
    assert set(kinds.index[kinds == "pull_quote"]) == {int(row["par"]) for row in quotes}
    assert len(kinds) == len(pars)


def test_the_checks_of_claims_are_those_that_concern_one():
    claims = {row["claim_id"] for row in table("claims")}
    pairs = {(one, row["check_id"]) for row in table("checks") for one in row["target_ids"].split(";") if one in claims}
    rows = tallies.checks_of_claims()
    assert set(zip(rows["claim_id"], rows["check_id"], strict=True)) == pairs
    assert rows["check_id"].nunique() < len(table("checks")), "some checks concern no claim"


def test_changes_on_the_way_are_those_of_compared_passages_whose_source_came_first():
    known = {
        row["borrowing_id"]
        for row in table("borrowings")
        if row["compared"] == "compared" and row["precedence"] != "not_shown"
    }
    due = [row["borrowing_id"] for row in table("borrowing_changes") if row["borrowing_id"] in known]
    assert sorted(tallies.ordered_changes()["borrowing_id"]) == sorted(due)
