"""How far drafts agree with records: what counts as found, as right and as missed."""

import csv

import pytest

from textledger import records
from textledger.extract import scores

TEXT = "باع الفلاح أكثر من 300 نعجة في 3 مايو 2011 ثم 40 بقرة منذ عام 1999"
RECORDS = [  # kind, id, wording, values
    ("quantities", "x-q01", "أكثر من 300 نعجة", {"low": "300"}),
    ("quantities", "x-q02", "40", {"low": "44", "high": "44"}),
    ("quantities", "x-q03", "نعجة", {"low": "1", "high": "1"}),
    ("dates", "x-d01", "3 مايو 2011", {"edtf_printed": "2011-05-03"}),
    ("dates", "x-d02", "منذ عام 1999", {"edtf_printed": "1999/.."}),
    ("dates", "x-d03", "ثم", {"edtf_printed": ""}),  # without a value: not asked for
]
COLUMNS = {
    name: [field["name"] for field in records.schema(name)["fields"]]
    for name in ("quantities", "dates", "spans", "rule_scores")
}


@pytest.fixture
def folder(tmp_path):
    tables = {name: [] for name in COLUMNS}
    for name, record, wording, values in RECORDS:
        tables[name].append({COLUMNS[name][0]: record, **values})
        start = TEXT.index(wording)
        tables["spans"].append({"record_id": record, "doc_id": "x", "start": start, "end": start + len(wording)})
    tables["rule_scores"] = [
        {"part": "time", "variable": "documents", "measure": "a_second", "value": "9", "n": "1"},
        {"part": "texts", "variable": "dates", "measure": "f1_overlap", "value": "0.1", "n": "1"},
    ]
    for name, rows in tables.items():
        with open(tmp_path / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, COLUMNS[name], lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


@pytest.mark.parametrize(
    ("variable", "measure", "value", "n"),
    [
        ("numbers", "precision_overlap", 1, 2),
        ("numbers", "recall_overlap", 2 / 3, 3),
        ("numbers", "precision_same_value", 1 / 2, 2),  # 40 is not 44
        ("numbers", "recall_same_value", 1 / 3, 3),
        ("numbers", "precision_same_limits", 1 / 2, 2),
        ("dates", "precision_overlap", 1, 2),
        ("dates", "precision_same_value", 1, 2),  # since 1999 opens a period
        ("dates", "recall_same_value", 1, 2),
        ("dates", "precision_same_limits", 1 / 2, 2),
        ("dates", "f1_same_limits", 1 / 2, 4),
    ],
)
def test_a_draft_is_set_against_the_records(folder, variable, measure, value, n):
    rows = {(row["variable"], row["measure"]): row for row in scores.score({"x": TEXT}, folder)}
    assert rows[variable, measure]["value"] == pytest.approx(value, abs=1e-6)
    assert rows[variable, measure]["n"] == n


def test_records_of_other_texts_are_left_out(folder):
    assert {row["n"] for row in scores.score({"y": "نام"}, folder) if row["measure"] == "recall_overlap"} == {0}


def test_what_needs_no_text_stays_as_it_is_published(folder):
    rows = scores.table({"x": TEXT}, folder)
    assert [row["value"] for row in rows if row["part"] == "time"] == ["9"]
    assert "0.1" not in {row["value"] for row in rows}
