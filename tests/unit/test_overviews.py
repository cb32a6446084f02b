"""Tables that set the texts side by side: counted anew from the files."""

import csv
import html
import re
from collections import Counter

import pandas as pd

from textledger import display, edtf, inventory, overviews, records, tallies, views
from textledger.html.cards import card, document_cards
from textledger.labels import times, words

from ..helpers.paths import DATA


def rows(name):
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_is_counted_in_words():
    assert [times(n) for n in (0, 1, 2, 3, 14)] == ["no times", "once", "twice", "three times", "14 times"]


def test_dates_that_differ_come_with_those_that_differ_most_first():
    shown = overviews.differing_dates()
    kinds = shown["The text's date"].tolist()
    assert kinds == sorted(kinds, key=["differs", "more exact", "less exact"].index)
    reports = tallies.dated_reports()
    assert set(shown["Record"]) == set(reports[~reports["date_relation"].isin(["same", "none"])].dropna(
        subset=["date_relation"])["report_id"])  # fmt: skip


def test_the_profile_gives_numbers_with_their_bases():
    labels, claims = records.labels(), rows("claims")
    profile = overviews.evidence_profile().set_index("Measure")
    assert list(profile.columns) == list(labels.values())
    base = Counter(row["doc_id"] for row in claims)
    own_voice = Counter(row["doc_id"] for row in claims if row["attribution"] == "author")
    doc_of = {row["borrowing_id"]: row["doc_id"] for row in rows("borrowings")}
    changes = [row for row in rows("borrowing_changes") if row["change"] == "source_not_named"]
    unnamed, borrowed = Counter(doc_of[row["borrowing_id"]] for row in changes), Counter(doc_of.values())
    for doc, label in labels.items():
        assert profile.loc["claims: own voice", label] == f"{own_voice[doc]} of {base[doc]}"
        passages = profile.loc["passages: outside text not named", label]
        assert passages == f"{unnamed[doc]} of {borrowed[doc]}" if borrowed[doc] else pd.isna(passages)


def test_later_events_are_shown_in_order_of_time():
    days = {row["later_id"]: edtf.bounds(row["edtf"])[0] for row in rows("later_events")}
    shown = [days[later] for later in views.later_events()["Record"]]
    assert len(shown) == len(days)
    assert shown == sorted(shown)


def test_every_forecast_has_a_row_with_its_outcome():
    shown = overviews.outcomes()
    assert shown["Claim"].tolist() == [row["claim_id"] for row in rows("outlook")]
    assert shown["Outcome"].tolist() == [words(row["outcome"]) for row in rows("outlook")]


def test_voices_have_the_claims_that_are_not_the_texts_own():
    shown = overviews.voices()
    expected = {row["claim_id"] for row in rows("claims") if row["attribution"] != "author"}
    assert {claim for ids in shown["Records"] for claim in ids.split()} == expected
    assert shown["Claims"].sum() == len(expected)


def test_terms_are_counted_in_every_text_that_has_them():
    counted = Counter()
    for row in rows("tokens"):
        counted[row["lemma"], row["doc_id"]] += int(row["n"])
    shown = overviews.glossary().set_index("Term")["Occurrences"]
    assert len(shown) == len(rows("terms"))
    for term in rows("terms"):
        if term["lemma"]:
            each = {label.split()[0]: counted[term["lemma"], doc] for doc, label in records.labels().items()}
            assert shown[term["lemma"]] == ", ".join(f"{text} {n}" for text, n in each.items() if n)


def test_the_inventory_has_every_table_and_column():
    shown, columns = inventory.tables(), inventory.columns()
    assert list(shown["Table"]) == records.table_names()
    for name, count in zip(shown["Table"], shown["Rows"], strict=True):
        assert count == len(rows(name))
        header = (DATA / f"{name}.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
        assert list(columns.loc[columns["Table"] == name, "Column"]) == header


def test_the_registers_hold_every_published_record_of_a_text_that_is_no_claim():
    for doc, label in records.labels().items():
        frames = inventory.registers(doc)
        assert all(label in caption and len(shown) for caption, shown in frames.items())
        others = [row for row in rows("records") if row["status"] == "published" and row["table"] != "claims"]
        expected = {row["record_id"] for row in others if row["record_id"].startswith(f"{doc}-")}
        assert {record for shown in frames.values() for record in shown["Record"]} == expected


def test_a_card_gives_the_stance_towards_each_of_the_three_presences(monkeypatch):
    plain = []
    monkeypatch.setattr(display, "display", lambda bundle, raw: plain.append(bundle["text/plain"]))
    stances = ("stance_nato", "stance_coalition", "stance_us_forces")
    for row in rows("documents"):
        card(row["doc_id"])
        expected = [words(row[stance]) for stance in stances]
        assert (
            re.findall(r"(?:NATO|the Coalition|American forces): ([\w ]+)", plain[-1].split("Stance: ")[1]) == expected
        )


def test_cards_say_of_a_date_that_is_one_of_several_days_that_it_is_inferred(monkeypatch):
    shown = []
    monkeypatch.setattr(display, "display", lambda bundle, raw: shown.append(bundle))
    read, documents = records.table, records.table("documents")
    documents["published_edtf"] = documents["published_edtf"].where(documents["doc_id"] != "hadramout", "2025-08-01")
    monkeypatch.setattr(records, "table", lambda name: documents if name == "documents" else read(name))
    document_cards()
    gallery = shown[0][display.TABLE_MIME]["html"]
    assert "between 20 and 23 February 2021, inferred \u00b7" in gallery
    assert "<small>1 August 2025 \u00b7" in gallery
    for doc, date in (("alwaght", "between 20 and 23 February 2021, inferred"), ("hadramout", "1 August 2025")):
        card(doc)
        assert f"Date: {date}\n" in shown[-1]["text/plain"]


def test_card_gallery_and_overview_give_one_advice_for_use(monkeypatch):
    shown = []
    monkeypatch.setattr(display, "display", lambda bundle, raw: shown.append(bundle))
    document_cards()
    gallery, overview = shown[0][display.TABLE_MIME]["html"], overviews.uses().set_index("Text")
    for row in rows("documents"):
        card(row["doc_id"])
        assert f"Use it for: {row['use_en'] or 'not said yet'}" in shown[-1]["text/plain"]
        assert not row["use_en"] or html.unescape(gallery).count(row["use_en"]) == 1
        assert overview.loc[row["label"]].tolist() == [
            row[column] or "not said yet" for column in ("use_en", "avoid_en")
        ]
