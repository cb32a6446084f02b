"""The published tables, checked without the code that writes them: two EDTF parsers, pybtex, hashing.

Frictionless judges them where they leave the book, in `test_exports.py`.
"""

import csv
import json
import re
import shutil
from collections import Counter, defaultdict

import pytest
from pybtex.database import parse_file

from textledger_sphinx.citation import references

from ..helpers.paths import DATA
from ..helpers.raw import edit, rows, words
from .test_edtf import is_edtf


def edtf_columns(is_date):
    """Return the columns that a test takes for dates, by table."""
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    columns_of = {r["name"]: [f["name"] for f in r["schema"]["fields"] if is_date(f)] for r in described["resources"]}
    return {name: columns for name, columns in columns_of.items() if columns}


def edtf_errors(folder):
    return [
        f"{name}.csv, row {line}: {column} {row[column]!r} is not EDTF"
        for name, columns in edtf_columns(lambda field: "rdfType" in field).items()
        for line, row in enumerate(rows(name, folder), 2)
        for column in columns
        if row[column] and not is_edtf(row[column])
    ]


def test_descriptor_is_generated_from_the_schemas():
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in described["resources"]}
    assert paths == {path.name for path in DATA.glob("*.csv")}
    for resource in described["resources"]:
        assert resource["description"], resource["name"]
        with open(DATA / resource["path"], encoding="utf-8", newline="") as handle:
            assert next(csv.reader(handle)) == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


@pytest.mark.audit
def test_every_date_passes_two_edtf_parsers():
    """`validate` takes them all, and test_edtf.py shows that it takes what the parsers take."""
    assert edtf_errors(DATA) == []


def test_every_edtf_column_is_looked_at():
    marked = edtf_columns(lambda field: "rdfType" in field)
    assert marked == edtf_columns(lambda field: "edtf" in field["name"])
    assert sum(map(len, marked.values())) > 8


def test_every_source_is_in_the_bibliography_and_in_sources():
    entries = set(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    listed = {row["source_key"] for row in rows("sources")}
    assert listed <= entries
    used = {row["source_key"] for name in ("checks", "borrowings", "later_events") for row in rows(name)} - {""}
    assert used <= listed
    assert {row["publisher_ref"] for row in rows("documents")} - {""} <= entries


# What is known by the number of its volume or by a shorter name than its author's.
NAMED_OTHERWISE = {
    "buratha_zebari",
    "frus1956dulles",
    "frus1957message",
    "frus1957nuri",
    "frus1970nssm",
    "frus1970tehran",
    "ijmes_guide",
    "rewaq2021web",
}


def test_sources_are_called_as_the_prose_calls_them_and_no_two_alike():
    called = {row["source_key"]: row["label"] for row in rows("sources")}
    assert len(set(called.values())) == len(called)
    cited = references.labels(parse_file(str(DATA / "references.bib")).entries)
    assert {key for key, label in called.items() if label != cited[key]} == NAMED_OTHERWISE


def test_bibliography_prints_no_working_notes():
    for key, entry in parse_file(str(DATA / "references.bib"), "bibtex").entries.items():
        assert not re.search(r"\bverified\b|\bfound\b.*true", entry.fields.get("note", ""), re.I), key


def test_single_quotation_marks_are_letters_since_what_sets_the_bibliography_leaves_latex_as_it_is():
    titles = [e.fields["title"] for e in parse_file(str(DATA / "references.bib"), "bibtex").entries.values()]
    assert not [title for title in titles if re.search("(?<!`)`(?!`)", title)]


def test_bounds_are_in_order_and_changes_keep_their_direction():
    for row in rows("quantities"):
        if row["kind"] == "from_to":
            assert row["from_value"], row
            assert row["to_value"], row
        elif row["kind"] in ("at_least", "at_most"):
            assert bool(row["low"]) == (row["kind"] == "at_least") != bool(row["high"]), row
        else:
            assert float(row["low"]) <= float(row["high"]), row


def test_ids_are_unique_wellformed_and_registered():
    registered = Counter(row["record_id"] for row in rows("records"))
    assert [record_id for record_id, n in registered.items() if n > 1] == []
    assert [record_id for record_id in registered if not re.fullmatch("[a-z0-9-]+", record_id)] == []
    for name in {row["table"] for row in rows("records")}:
        key = next(iter(rows(name)[0]))
        missing = {row[key] for row in rows(name)} - set(registered)
        assert not missing, f"{name}.csv: not in records.csv: {sorted(missing)}"


def test_rows_are_sorted_so_that_a_diff_reads_well():
    order = {row["doc_id"]: int(row["order"]) for row in rows("documents")}
    for name in ("claims", "quantities", "dates", "anomalies", "event_reports", "borrowings", "checks"):
        ids = [next(iter(row.values())) for row in rows(name)]
        expected = sorted(ids, key=lambda i: (order[i.split("-")[0]], i))
        assert ids == expected, name


def test_spans_lie_inside_their_paragraphs_and_every_record_has_one():
    places = defaultdict(list)
    for row in rows("paragraphs"):
        places[row["doc_id"]].append((int(row["start"]), int(row["end"])))
    for row in rows("spans"):
        start, end = int(row["start"]), int(row["end"])
        assert any(a <= start < end <= b for a, b in places[row["doc_id"]]), row
    spanned = {row["record_id"] for row in rows("spans")}
    for name in ("quantities", "dates", "claims", "event_reports", "anomalies"):
        missing = {next(iter(row.values())) for row in rows(name)} - spanned
        assert not missing, name


def test_segments_hold_enough_words_and_tokens_sum_to_them():
    size, expected = Counter(), Counter()
    for row in rows("tokens"):
        size[row["doc_id"], row["segment"]] += int(row["n"])
    for row in rows("paragraphs"):
        if row["segment"]:
            expected[row["doc_id"], row["segment"]] += int(row["n_tokens"])
    assert size == expected
    assert min(size.values()) >= 80


def test_quotations_are_short():
    for row in rows("quotes"):
        assert len(words(row["quote_ar"])) <= 8, row


def test_claims_link_different_texts_and_say_why():
    for row in rows("claim_links"):
        assert row["from_id"].split("-")[0] != row["to_id"].split("-")[0], row
        assert len(row["note_en"].split()) >= 5, row


def test_counts_of_the_issue_are_met():
    n = {
        name: len(rows(name)) for name in ("claims", "dates", "events", "actors", "anomalies", "checks", "claim_links")
    }
    assert n["claims"] >= 150
    assert n["checks"] >= 115
    assert 60 <= n["events"] <= 90
    assert 90 <= n["anomalies"] <= 200
    assert n["claim_links"] >= 40


def _nominal_alpha(pairs):
    """Krippendorff's alpha by its definition: one less observed over expected disagreement of all values."""
    values = Counter(value for pair in pairs for value in pair)
    n = sum(values.values())
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(count * (count - 1) for count in values.values()) / (n * (n - 1))
    return 1 - observed / expected


def test_agreement_follows_from_the_raw_material():
    published = {(row["table"], row["round"], row["variable"], row["measure"]): row for row in rows("agreement")}
    units = defaultdict(list)
    for row in rows("reliability"):
        units[row["table"], row["round"], row["variable"]].append((row["coder_a"], row["coder_b"]))
    assert {group[:3] for group in published} == set(units)
    for (table, number, variable), values in units.items():
        both = [(a, b) for a, b in values if a and b]
        if variable == "span":
            coded, reference = sum(bool(b) for _, b in values), sum(bool(a) for a, _ in values)
            expected = {
                "precision_overlap": len(both) / coded,
                "recall_overlap": len(both) / reference,
                "f1_exact": 2 * sum(a == b for a, b in both) / (coded + reference),
            }
        else:
            expected = {"percent_agreement": sum(a == b for a, b in both) / len(both)}
            if len({value for pair in both for value in pair}) > 1:
                expected["alpha"] = _nominal_alpha(both)
        for measure, value in expected.items():
            row = published[table, number, variable, measure]
            assert float(row["value"]) == pytest.approx(value, abs=1e-5), (table, number, variable, measure)
            if row["low"]:
                assert float(row["low"]) <= value <= float(row["high"])


# ---- the checks can fail


@pytest.fixture
def broken(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.audit
def test_a_broken_date_is_named(broken):
    def breaks(table):
        table[4]["edtf_resolved"] = "2021-13-45"

    edit(broken, "dates", breaks)
    assert any("row 6" in error and "2021-13-45" in error for error in edtf_errors(broken))
