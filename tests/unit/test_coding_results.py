"""What becomes of decisions: two coders compared, one coder's written into the tables."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from textledger.__main__ import main
from textledger.coding import apply, compare, decisions, drafts, session, variables
from textledger.corpus import text
from textledger.schema import csvfile

from ..helpers import added, drafted
from ..helpers.paths import ROOT


@pytest.fixture
def data(tmp_path):
    return drafted.make(tmp_path)


def opened(data, coder="a"):
    return session.Session(drafts.load("harbour", data), coder, data / "codebook.md")


def claim(**changes):
    values = {"attributed_to": "", "topic": "", "text_en": "The plant will open.", "type": "predictive"}
    return values | {"modality": "asserted", "attribution": "author", "importance": "main"} | changes


def words(loaded, par, first, last):
    place = text.paragraphs(loaded.source)[par]
    listed = text.words(loaded.source, place.start, place.end)
    return listed[first].start, listed[last].end


def table(data, name):
    return csvfile.read(data / "drafts" / "harbour" / f"{name}.csv")


def row(unit_id, decision, table="quantities", doc="harbour", start=10, end=20, sha256="a" * 64, **values):
    base = {"unit_id": unit_id, "table": table, "decision": decision, "doc_id": doc, "sha256": sha256, "par": "1"}
    place = {"start": str(start), "end": str(end), "mac": "0" * 32}
    return base | place | dict.fromkeys(variables.columns(), "") | values


def write(path, rows):
    path.write_text(decisions.render([*decisions.BASE, *variables.columns()], rows))
    return path


@pytest.fixture
def files(tmp_path):
    def make(first, second):
        return write(tmp_path / "one.csv", first), write(tmp_path / "two.csv", second)

    return make


def line(told, start):
    return next(" ".join(each.split()) for each in told.splitlines() if " ".join(each.split()).startswith(start))


def test_alpha_is_that_of_the_published_example(files):
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, A: ten units, two observers, alpha .095."""
    first = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"]
    second = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"]
    named = {"0": "accepted", "1": "rejected"}
    rows = [
        [row(f"harbour-q{n:02}", named[value], kind="exact" if value == "0" else "") for n, value in enumerate(coder)]
        for coder in (first, second)
    ]
    told = compare.report(*files(*rows))
    assert line(told, "quantities decision").startswith("quantities decision 10 60% alpha 0.10, 95 % interval ")
    # the same by hand: coincidences 0-0 10, 0-1 4 (twice), 1-1 2; n = 20
    assert pytest.approx(0.095, abs=0.001) == 1 - (20 - 1) * 4 / (14 * 6)
    assert told.count("decision is") == 4


def test_alpha_of_several_values_is_that_of_its_definition(files):
    """The published four-valued example of two observers (Krippendorff 2011, B): 12 units, alpha .692."""
    pairs = ["ab", "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", "dd", "dd", "ad"]
    names = {"a": "exact", "b": "about", "c": "range", "d": "share", "e": "multiple"}
    rows = [[row(f"harbour-q{n:02}", "corrected", kind=names[pair[i]]) for n, pair in enumerate(pairs)] for i in (0, 1)]
    told = compare.report(*files(*rows))
    values = [value for pair in pairs for value in pair]
    counts = [values.count(value) for value in "abcde"]
    observed = sum(pair[0] != pair[1] for pair in pairs) / 12
    expected = 1 - sum(count * (count - 1) for count in counts) / (24 * 23)
    assert f"alpha {1 - observed / expected:.2f}," in line(told, "quantities kind")
    assert 1 - observed / expected == pytest.approx(0.692, abs=0.0005)
    assert line(told, "quantities decision") == (
        "quantities decision 12 100% no alpha: all values are the same, so that nothing varies"
    )


def test_nothing_is_less_than_nothing_by_its_sign(files):
    """Ten of 23 units differ, two are rejected by both: alpha is a little below 0, and is rounded to it."""
    pairs = ["ar"] * 5 + ["ra"] * 5 + ["rr"] * 2 + ["aa"] * 11
    named = {"a": "accepted", "r": "rejected"}
    rows = [
        [
            row(f"harbour-q{n:02}", named[pair[i]], kind="exact" if pair[i] == "a" else "")
            for n, pair in enumerate(pairs)
        ]
        for i in (0, 1)
    ]
    told = line(compare.report(*files(*rows)), "quantities decision")
    assert pytest.approx(-0.0045, abs=0.0001) == 1 - 45 * 10 / (14 * 32)
    assert "alpha 0.00, " in told
    assert "-0.00" not in told


def test_what_cannot_be_computed_is_said(files):
    first = [row("harbour-q01", "accepted", kind="exact", low="5"), row("harbour-q02", "rejected")]
    second = [row("harbour-q01", "corrected", kind="exact", low="6"), row("harbour-q03", "accepted", kind="about")]
    told = compare.report(*files(first, second))
    assert line(told, "quantities decision") == "quantities decision 1 0% no alpha: fewer than 10 units"
    assert line(told, "quantities low") == "quantities low 1 0% no alpha: the values are no categories"
    assert "paragraph 1, 10-20: quantities harbour-q01: low is 5 / 6" in told
    assert "first file alone, and not compared: harbour-q02" in told
    assert "second file alone, and not compared: harbour-q03" in told
    assert "topic" not in told


def test_claims_are_paired_by_the_largest_overlap(files):
    def one(unit, start, end, **values):
        return row(unit, "added", "claims", start=start, end=end, **claim(**values))

    first = [one("harbour-c01", 0, 100), one("harbour-c02", 100, 200), one("harbour-c03", 300, 340)]
    second = [
        one("harbour-c01", 110, 200, type="causal"),  # the second of the first: 90 of 100
        one("harbour-c02", 90, 200),  # overlaps it more, and so takes it: 100 of 110
        one("harbour-c03", 0, 100, importance="detail"),
        one("harbour-c04", 320, 400),  # 20 of 100: no pair
    ]
    told = compare.report(*files(first, second))
    # by hand: 2 pairs, one of the same words; 4 units in the second file, 3 in the first
    assert "claims, the same words: precision 0.25, recall 0.33, F1 0.29" in told
    assert "claims, overlapping: precision 0.50, recall 0.67, F1 0.57" in told
    assert "claims, unpaired: 1 of 3 in the first file, 2 of 4 in the second" in told
    assert "paragraph 1, 0-100: claims harbour-c01 / harbour-c03: importance is main / detail" in told
    assert "paragraph 1, 300-340: claims harbour-c03: only in the first file" in told
    assert "paragraph 1, 110-200: claims harbour-c01: only in the second file" in told
    assert "type is" not in told
    assert "Differences: 4" in told


REFUSED = [
    (lambda rows: rows[1].update(doc_id="other"), "two.csv, row 3: is about the text other, expected harbour"),
    (lambda rows: rows[1].update(sha256="b" * 64), "two.csv, row 3: is about another edition of the text"),
    (lambda rows: rows[0].update(decision="maybe"), "two.csv, row 2: decision is 'maybe'"),
    (lambda rows: rows.clear(), "two.csv: holds no decision yet"),
]


@pytest.mark.parametrize(("damage", "message"), REFUSED)
def test_files_that_cannot_be_compared_are_refused_by_row(files, damage, message, capsys):
    rows = [row(f"harbour-q{n:02}", "accepted", kind="exact") for n in range(3)]
    changed = [dict(each) for each in rows]
    damage(changed)
    first, second = files(rows, changed)
    with pytest.raises(decisions.CodingError, match=message):
        compare.report(first, second)
    assert main(["compare", str(first), str(second)]) == 1
    assert message in capsys.readouterr().err


def test_unknown_columns_are_refused(files, capsys):
    first, second = files(*[[row("harbour-q01", "accepted", kind="exact")]] * 2)
    second.write_text(second.read_text().replace("text_en", "text_ar", 1))
    assert main(["compare", str(first), str(second)]) == 1
    assert "two.csv, row 1: the columns are not those of a coder's file (unknown: text_ar)" in capsys.readouterr().err


def test_what_is_no_file_is_told_with_where_the_files_of_coders_are(files, capsys):
    first, _ = files(*[[row("harbour-q01", "accepted", kind="exact")]] * 2)
    for other in ("b", str(first.parent)):
        assert main(["compare", str(first), other]) == 1
        assert f"{other}: there is no such file, expected a coder's, as data/drafts/SLUG/" in capsys.readouterr().err


def coded(data, coder="a"):
    """Decide on every draft: the first of a table rejected, the second corrected, the others accepted; two claims."""
    one = opened(data, coder)
    seen: dict[str, int] = {}
    for unit in one.draft.units:
        n = seen[unit.table] = seen.get(unit.table, 0) + 1
        if n == 1:
            one.decide(unit.id, "rejected")
        elif n == 2 and unit.table == "candidates":
            one.decide(unit.id, "corrected", {"actor_id": "iraq"})
        elif n == 2:
            values = {"what": "the day"} if unit.table == "dates" else {"unit": "cubic metres", "measure": "water"}
            one.decide(unit.id, "corrected", unit.values | values, unit.start, words(one.draft, unit.par, 0, -1)[1])
        else:
            one.decide(unit.id, "accepted")
    one.add("claims", claim(), *words(one.draft, 2, 0, 9))
    one.add("claims", claim(text_en="It was late."), *words(one.draft, 4, 0, 3))
    return one


def test_decisions_become_rows_of_the_tables(data, capsys):
    one = coded(data)
    before = {
        name: table(data, name)
        for name in ("quantities", "dates", "candidates", "records", "tokens", "mentions")
        if (data / "drafts" / "harbour" / f"{name}.csv").is_file()
    }
    assert main(["code", "harbour", "--data", str(data), "--apply", "a"]) == 0
    assert "2 added" in capsys.readouterr().out
    quantities, dates = table(data, "quantities"), table(data, "dates")
    assert [each["quantity_id"] for each in quantities] == [each["quantity_id"] for each in before["quantities"]][1:]
    assert (quantities[0]["unit"], quantities[0]["measure"]) == ("cubic metres", "water")
    assert quantities[1:] == before["quantities"][2:]
    assert dates[0]["what"] == "the day"
    claims = table(data, "claims")
    assert [(each["claim_id"], each["par"], each["text_en"]) for each in claims] == [
        ("harbour-c01", "2", "The plant will open."),
        ("harbour-c02", "4", "It was late."),
    ]
    registered = {each["record_id"]: each for each in table(data, "records")}
    assert {each["status"] for each in registered.values()} == {"draft"}
    assert registered["harbour-c01"]["rule"] == "coded by a"
    rules = {each["record_id"]: each["rule"] for each in before["records"]}
    assert registered["harbour-q02"]["rule"] == f"{rules['harbour-q02']}; corrected by a"
    assert registered["harbour-q03"]["rule"] == f"{rules['harbour-q03']}; accepted by a"
    assert set(registered) == {each["record_id"] for each in table(data, "spans")}
    assert len(registered) == len(before["records"]) - 2 + 2
    for each in table(data, "spans"):
        assert each["mac"] == one.draft.mac(int(each["start"]), int(each["end"]))
    moved = next(each for each in table(data, "spans") if each["record_id"] == quantities[0]["quantity_id"])
    assert int(moved["end"]) == words(one.draft, int(quantities[0]["par"]), 0, -1)[1]
    kept = table(data, "candidates")
    assert len(kept) == len(before["candidates"]) - 1
    assert (kept[0]["kind"], kept[0]["actor_id"]) == ("actor", "iraq")
    assert [(each["par"], each["actor_id"], each["n"]) for each in table(data, "mentions")] == [
        ("5", "denmark", "1"),
        ("5", "iraq", "1"),
    ]


def test_decisions_may_be_applied_again_and_gone_on_with(data):
    one = coded(data)
    rules = [unit.rule for unit in one.draft.units if one.coding.rows[unit.id]["decision"] != "rejected"]
    apply.apply("harbour", data, "a")
    first = {path.name: path.read_bytes() for path in (data / "drafts" / "harbour").glob("*.csv")}
    apply.apply("harbour", data, "a")
    assert first == {path.name: path.read_bytes() for path in (data / "drafts" / "harbour").glob("*.csv")}
    again = opened(data)
    assert again.decided() == len(again.units)
    assert len(again.added()) == 2
    assert again.add("claims", claim(), *words(again.draft, 5, 0, 3)) == "harbour-c03"
    other = opened(data, "b")
    assert [unit.rule for unit in other.draft.units] == rules  # what another decided is not told
    assert other.add("claims", claim(text_en="Other."), *words(other.draft, 5, 0, 3)) == "harbour-c01"
    apply.apply("harbour", data, "b")
    assert [each["text_en"] for each in table(data, "claims")] == ["Other."]


def test_without_decisions_there_is_nothing_to_apply(data, capsys):
    assert main(["code", "harbour", "--data", str(data), "--apply", "b"]) == 1
    assert "b.csv is not there: b has decided nothing on harbour" in capsys.readouterr().err
    one = opened(data, "b")
    one.decide(one.draft.units[0].id, "accepted")
    one.undo()
    assert main(["code", "harbour", "--data", str(data), "--apply", "b"]) == 1
    assert "b.csv holds no decision: b has decided nothing on harbour" in capsys.readouterr().err


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# Applies decisions, and is killed at a call of a function of the module of swaps.
APPLIER = """
import os, signal, sys
from pathlib import Path
from textledger.coding import apply, decisions, swap
module = {"swap": swap, "decisions": decisions, "shutil": swap.shutil}[sys.argv[2]]
function, calls = sys.argv[3], int(sys.argv[4])
if sys.argv[5] == "slow":
    swap._exchange = lambda first, second: False
old, count = getattr(module, function), 0
def killed(*args, **options):
    global count
    count += 1
    if count == calls:
        os.kill(os.getpid(), signal.SIGKILL)
    return old(*args, **options)
setattr(module, function, killed)
apply.apply("harbour", Path(sys.argv[1]), "a")
"""


@pytest.mark.parametrize("way", ["fast", "slow"])
@pytest.mark.parametrize(
    ("module", "function", "calls"),
    [
        pytest.param("decisions", "write", 1, marks=pytest.mark.audit),
        pytest.param("decisions", "write", 5, marks=pytest.mark.audit),
        ("swap", "replace", 1),
        ("shutil", "rmtree", 3),
    ],
)
def test_a_killed_apply_leaves_the_old_tables_or_the_new_ones(data, tmp_path, way, module, function, calls):
    coded(data)
    folder = data / "drafts" / "harbour"
    old = tree(folder)
    command = [sys.executable, "-c", APPLIER, str(data), module, function, str(calls), way]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert process.returncode == -signal.SIGKILL, process.stderr
    found = tree(drafts.folder_of("harbour", data))
    apply.apply("harbour", data, "a")
    new = tree(folder)
    assert found in (old, new)
    assert (found == new) == (function == "rmtree")
    assert old != new
    assert [path.name for path in (data / "drafts").iterdir()] == ["harbour"]
    assert not list(data.glob(".*"))


def test_a_swap_that_stopped_halfway_is_mended(data):
    folder = data / "drafts" / "harbour"
    before = tree(folder)
    folder.rename(data / ".drafts-harbour.old")
    (data / ".drafts-harbour.new").mkdir()
    assert drafts.folder_of("harbour", data) == folder
    assert tree(folder) == before


def test_a_full_disk_leaves_the_tables_as_they_were(data, monkeypatch):
    coded(data)
    before = tree(data / "drafts" / "harbour")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        apply.apply("harbour", data, "a")
    assert tree(data / "drafts" / "harbour") == before


def test_the_interval_holds_the_value(files):
    random = np.random.default_rng(3)
    kinds = ["exact", "about", "range"]
    first = [row(f"harbour-q{n:02}", "corrected", kind=random.choice(kinds)) for n in range(40)]
    second = [dict(each) if random.random() < 0.7 else each | {"kind": random.choice(kinds)} for each in first]
    told = line(compare.report(*files(first, second)), "quantities kind")
    alpha = float(told.partition("alpha ")[2].partition(",")[0])
    low, high = map(float, told.partition("interval ")[2].split(" to "))
    assert low < alpha < high


def test_a_text_that_is_added_is_coded_applied_and_taken_out_again(tmp_path, capsys):
    root = added.book(tmp_path / "book")
    before = added.state(root)
    assert added.add(root) == 0
    one = opened(root / "data")
    assert {unit.table for unit in one.draft.units} == {"quantities", "dates", "candidates"}
    for n, unit in enumerate(one.draft.units):
        one.decide(unit.id, "rejected" if n % 3 == 0 else "accepted")
    named = next(unit for unit in one.draft.units if unit.kind == "name")
    one.decide(named.id, "corrected", {"actor_id": "iraq"})
    one.add("claims", claim(), *words(one.draft, 2, 0, 9))
    with_a_time = one.draft.units[-1]
    one.add("dates", {"kind": "relative", "what": "the day"}, with_a_time.start, with_a_time.end)
    assert added.run(root, "code", "harbour", "--apply", "a") == 0
    assert added.run(root, "validate") == 0
    assert "drafts/harbour: a draft, rules kept" in capsys.readouterr().out
    assert added.run(root, "remove", "harbour") == 0
    assert added.state(root) == before
