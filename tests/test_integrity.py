"""The published tables, checked without the code that writes them: Frictionless, two EDTF parsers, pybtex, hashing."""

import csv
import hashlib
import hmac
import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter, defaultdict

import pytest
from edtf import parse_edtf
from edtf_validate.valid_edtf import is_valid
from frictionless import Package
from pybtex.database import parse_file

from .conftest import DATA, ROOT

WORD = (
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    "|[A-Za-z\u00c0-\u024f]+|[0-9\u0660-\u0669\u06f0-\u06f9]+"
)
EDTF_COLUMNS = {
    "documents": ["published_edtf"],
    "quantities": ["as_of_edtf"],
    "dates": ["edtf_printed", "edtf_resolved"],
    "events": ["edtf"],
    "event_reports": ["edtf_reported"],
    "later_events": ["edtf"],
    "passages": ["edtf"],
}


def rows(name, folder=DATA):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def words(text):
    return re.findall(WORD, text)


def frictionless_errors(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    return [f"{task.name} {error.type} {error.message}" for task in report.tasks for error in task.errors] + [
        f"{error.type} {error.message}" for error in report.errors
    ]


def edtf_errors(folder):
    found = []
    for name, columns in EDTF_COLUMNS.items():
        for line, row in enumerate(rows(name, folder), 2):
            for column in columns:
                value = row[column]
                if not value:
                    continue
                try:
                    parse_edtf(value)
                    ok = is_valid(value)
                except Exception:
                    ok = False
                if not ok:
                    found.append(f"{name}.csv, row {line}: {column} {value!r} is not EDTF")
    return found


def test_frictionless_finds_the_package_valid():
    assert frictionless_errors(DATA) == []


def test_descriptor_is_generated_from_the_schemas():
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    named = {resource["path"] for resource in described["resources"]}
    assert named == {path.name for path in DATA.glob("*.csv")}
    for resource in described["resources"]:
        assert resource["description"], resource["name"]
        with open(DATA / resource["path"], encoding="utf-8", newline="") as handle:
            assert next(csv.reader(handle)) == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]


def test_every_date_passes_two_edtf_parsers():
    assert edtf_errors(DATA) == []


def test_every_edtf_column_is_looked_at():
    described = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    marked = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"] if "rdfType" in field]
        for resource in described["resources"]
    }
    assert {name: columns for name, columns in marked.items() if columns} == EDTF_COLUMNS


def test_every_source_is_in_the_bibliography_and_in_sources():
    entries = set(parse_file(str(DATA / "references.bib"), "bibtex").entries)
    listed = {row["source_key"] for row in rows("sources")}
    assert listed <= entries
    used = {row["source_key"] for name in ("checks", "borrowings", "later_events") for row in rows(name)} - {""}
    assert used <= listed
    assert {row["publisher_ref"] for row in rows("documents")} - {""} <= entries


def test_bibliography_prints_no_working_notes():
    for key, entry in parse_file(str(DATA / "references.bib"), "bibtex").entries.items():
        assert not re.search(r"\bverified\b|\bfound\b.*true", entry.fields.get("note", ""), re.I), key


def test_bounds_are_in_order_and_changes_keep_their_direction():
    for row in rows("quantities"):
        if row["kind"] == "from_to":
            assert row["from_value"], row
            assert row["to_value"], row
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
    order = {doc: i for i, doc in enumerate(("rewaq", "alwaght", "hadramout", "newswire", "ecss"))}
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
    size, due = Counter(), Counter()
    for row in rows("tokens"):
        size[row["doc_id"], row["segment"]] += int(row["n"])
    for row in rows("paragraphs"):
        if row["segment"]:
            due[row["doc_id"], row["segment"]] += int(row["n_tokens"])
    assert size == due
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
    assert 90 <= n["anomalies"] <= 140
    assert n["claim_links"] >= 40


def _nominal_alpha(pairs):
    """Krippendorff's alpha by its definition: one less observed over expected disagreement of all values."""
    values = Counter(value for pair in pairs for value in pair)
    n = sum(values.values())
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(count * (count - 1) for count in values.values()) / (n * (n - 1))
    return 1 - observed / expected


def test_agreement_follows_from_the_raw_material():
    published = {(row["table"], row["variable"], row["measure"]): row for row in rows("agreement")}
    units = defaultdict(list)
    for row in rows("reliability"):
        units[row["table"], row["variable"]].append((row["coder_a"], row["coder_b"]))
    assert {(table, variable) for table, variable, _ in published} == set(units)
    for (table, variable), values in units.items():
        both = [(a, b) for a, b in values if a and b]
        if variable == "span":
            found, wanted = sum(bool(b) for _, b in values), sum(bool(a) for a, _ in values)
            due = {
                "precision_overlap": len(both) / found,
                "recall_overlap": len(both) / wanted,
                "f1_exact": 2 * sum(a == b for a, b in both) / (found + wanted),
            }
        else:
            due = {"percent_agreement": sum(a == b for a, b in both) / len(both)}
            if len({value for pair in both for value in pair}) > 1:
                due["alpha"] = _nominal_alpha(both)
        for measure, value in due.items():
            row = published[table, variable, measure]
            assert float(row["value"]) == pytest.approx(value, abs=1e-5), (table, variable, measure)
            if row["low"]:
                assert float(row["low"]) <= value <= float(row["high"])


# ---- with the sources


def read(folder, doc):
    return (folder / f"{doc}.txt").read_bytes()


@pytest.mark.sources
def test_seals_hash_the_wording_with_the_documents_key(sources_folder):
    for name in ("spans", "paragraphs", "exclusions"):
        for row in rows(name):
            raw = read(sources_folder, row["doc_id"])
            key = hashlib.sha256(b"spans\0" + raw).digest()
            wording = raw.decode("utf-8")[int(row["start"]) : int(row["end"])]
            assert hmac.new(key, wording.encode(), "sha256").hexdigest()[:32] == row["mac"], (name, row)


ARABIC_RUN = re.compile("[\u0621-\u064a](?:[\u0621-\u065f ()/0-9]*[\u0621-\u065f])?")


def published_arabic():
    """Yield record id and wording of all Arabic that stands in a record with a position."""
    for row in rows("quotes"):
        yield row["record_id"], row["quote_ar"]
    for name in ("claims", "quantities", "dates", "event_reports", "anomalies", "checks"):
        for row in rows(name):
            for value in row.values():
                for run in ARABIC_RUN.findall(value):
                    yield next(iter(row.values())), run


@pytest.mark.sources
def test_published_arabic_stays_within_its_limits(sources_folder):
    """At most 10 % of a text's words, and no run of adjacent published words longer than 8."""
    spans = defaultdict(list)
    for row in rows("spans"):
        spans[row["record_id"]].append((row["doc_id"], int(row["start"])))
    texts = {row["doc_id"]: read(sources_folder, row["doc_id"]).decode("utf-8") for row in rows("documents")}
    marked = {doc: set() for doc in texts}
    for record_id, wording in published_arabic():
        for doc, near in spans[record_id]:
            places = [m.start() for m in re.finditer(re.escape(wording), texts[doc])]
            if places:
                at = min(places, key=lambda place: abs(place - near))
                marked[doc] |= set(range(at, at + len(wording)))
    for row in rows("quotes"):
        assert row["quote_ar"] in texts[row["record_id"].split("-")[0]], f"not in the source: {row}"
    for doc, taken in marked.items():
        quoted = "".join("01"[m.start() in taken] for m in re.finditer(WORD, texts[doc]))
        assert quoted.count("1") <= 0.1 * len(quoted), doc
        assert max(len(run) for run in re.findall("1+", quoted)) <= 8, doc


@pytest.mark.sources
def test_sources_word_counts_agree(sources_folder):
    for row in rows("documents"):
        raw = read(sources_folder, row["doc_id"])
        text = raw.decode("utf-8")
        assert hashlib.sha256(raw).hexdigest() == row["sha256"]
        assert (len(text), len(words(text))) == (int(row["n_chars"]), int(row["n_tokens"]))


def _folded(text):
    text = re.sub("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return [w.lower() for w in re.findall("[\u0621-\u064a0-9A-Za-z]+", text)]


def _runs(folded, length=9):
    return (tuple(folded[i : i + length]) for i in range(len(folded) - length + 1))


def _blobs():
    """Yield name and bytes of every blob of the repository, in the history and in the index."""
    check = ["git", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"]
    listed = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    names = "".join(f"{line.split()[1]}\n" for line in listed if line.startswith("blob "))
    stream = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=ROOT, input=names.encode(), capture_output=True, check=True
    ).stdout
    at = 0
    while at < len(stream):
        end = stream.index(b"\n", at)
        name, _, size = stream[at:end].split()
        yield name.decode(), stream[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2


@pytest.mark.sources
def test_no_blob_of_the_history_holds_source_wording(sources_folder):
    """Nine source words in a row, in any version of any file, would be a quotation that may not be published."""
    titles = {row["title_ar"].strip() for row in rows("documents")}
    known = set()
    for path in sources_folder.glob("*.txt"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() not in titles]
        for run in _runs(_folded("\n".join(lines))):
            if sum("\u0621" <= word[0] <= "\u064a" for word in run) >= 6:
                known.add(run)
    looked_at = 0
    for name, blob in _blobs():
        if b"\0" in blob[:8000]:
            continue
        looked_at += 1
        hit = next((run for run in _runs(_folded(blob.decode("utf-8", "ignore"))) if run in known), None)
        assert hit is None, f"blob {name[:12]}: nine words of a source in a row: {' '.join(hit)}"
    assert looked_at > 50


# ---- the checks can fail


@pytest.fixture
def broken(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def _edit(folder, name, change):
    table = rows(name, folder)
    change(table)
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def test_a_deleted_foreign_key_is_named(broken):
    victim = rows("records", broken)[0]["record_id"]
    _edit(broken, "records", lambda table: table.pop(0))
    assert any(victim in error for error in frictionless_errors(broken))


def test_a_broken_date_is_named(broken):
    def breaks(table):
        table[4]["edtf_resolved"] = "2021-13-45"

    _edit(broken, "dates", breaks)
    assert any("row 6" in error and "2021-13-45" in error for error in edtf_errors(broken))


def test_a_value_outside_its_enumeration_is_named(broken):
    def breaks(table):
        table[2]["modality"] = "whispered"

    _edit(broken, "claims", breaks)
    assert any("claims" in error and "whispered" in error for error in frictionless_errors(broken))
