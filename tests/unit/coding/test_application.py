"""One coder's decisions written into the tables of a draft: all of them, or, whatever fails, none."""

import os
import signal
import subprocess
import sys

import pytest

from textledger.__main__ import main
from textledger.coding import apply, drafts
from textledger.schema import csvfile

from ...helpers import added
from ...helpers.coders import claim, opened, words
from ...helpers.paths import ROOT


def table(data, name):
    return csvfile.read(data / "drafts" / "harbour" / f"{name}.csv")


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


@pytest.mark.programs
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
