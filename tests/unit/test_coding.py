"""A coder's decisions: what is written, what is refused, and that nothing confirmed is lost."""

import csv
import os
import signal
import subprocess
import sys

import pytest

from textledger.coding import decisions, drafts, session, terminal, variables
from textledger.corpus import text
from textledger.corpus.text import SourceError

from ..helpers import drafted
from ..helpers.paths import ROOT


@pytest.fixture
def data(tmp_path):
    return drafted.make(tmp_path)


def opened(data, coder="a"):
    return session.Session(drafts.load("harbour", data), coder, data / "codebook.md")


def kept(data, coder="a"):
    return decisions.read(data / "drafts" / "harbour" / "coding" / f"{coder}.csv")


def claim(**changes):
    values = {name: "" for name in ("attributed_to", "topic")}
    values |= {"text_en": "The plant will open.", "type": "predictive", "modality": "asserted"}
    return values | {"attribution": "author", "importance": "main"} | changes


def words(loaded, par, first, last):
    place = text.paragraphs(loaded.source)[par]
    listed = text.words(loaded.source, place.start, place.end)
    return listed[first].start, listed[last].end


def test_a_draft_stands_where_the_text_has_it(data):
    loaded = drafts.load("harbour", data)
    assert [unit.start for unit in loaded.units] == sorted(unit.start for unit in loaded.units)
    assert {unit.kind for unit in loaded.units} == {"quantities", "dates", "actor", "name"}
    ambiguous = [unit for unit in loaded.units if unit.readings]
    assert [loaded.source[unit.start : unit.end] for unit in ambiguous] == ["5/11/2020"]
    assert set(ambiguous[0].readings) == {"2020-11-05", "2020-05-11"}
    assert all(unit.rule for unit in loaded.units)


def test_decisions_are_rows_with_places_and_values_and_without_wording(data):
    one = opened(data)
    first, second, third, *_ = [unit for unit in one.draft.units if unit.table == "quantities"]
    one.decide(first.id, "accepted")
    one.decide(second.id, "corrected", second.values | {"low": "36000", "unit": "cubic metres"})
    one.decide(third.id, "rejected")
    added = one.add("claims", claim(), *words(one.draft, 2, 0, 5))
    rows = {row["unit_id"]: row for row in kept(data)}
    assert [row["decision"] for row in rows.values()] == ["accepted", "corrected", "rejected", "added"]
    assert (rows[first.id]["low"], rows[second.id]["low"], rows[third.id]["low"]) == ("7", "36000", "")
    assert rows[added]["text_en"] == "The plant will open."
    for row in rows.values():
        assert row["mac"] == one.draft.mac(int(row["start"]), int(row["end"]))
    assert added == "harbour-c01"
    written = (data / "drafts" / "harbour" / "coding" / "a.csv").read_text()
    assert not any("\u0600" <= sign <= "\u06ff" for sign in written)


def test_a_session_goes_on_where_the_last_one_stopped_and_takes_back_what_that_did(data):
    one = opened(data)
    first, second = [unit.id for unit in one.draft.units[:2]]
    one.decide(first, "accepted")
    one.decide(second, "rejected")
    one.decide(first, "rejected")
    again = opened(data)
    assert again.decided() == 2
    assert again.undo() == first
    assert again.undo() == second
    assert kept(data) == []
    with pytest.raises(session.Refused, match="nothing to take back"):
        again.undo()


def test_undo_brings_back_what_was_there_before(data):
    one = opened(data)
    unit = one.draft.units[0].id
    one.decide(unit, "accepted")
    one.decide(unit, "rejected")
    one.undo()
    assert kept(data)[0]["decision"] == "accepted"
    added = one.add("claims", claim(), *words(one.draft, 2, 0, 5))
    one.remove(added)
    assert len(kept(data)) == 1
    one.undo()
    assert [row["unit_id"] for row in kept(data)] == [unit, added]


WRONG = [
    ({"type": "poetic"}, "type", "expected one of: factual"),
    ({"type": ""}, "type", "is empty"),
    ({"text_en": "  "}, "text_en", "is empty"),
    ({"text_en": "=1+1"}, "text_en", "formula"),
    ({"text_en": "The minister said الماء"}, "text_en", "no wording of the text"),
    ({"attribution": "named;anonymous"}, "attribution", "expected one of"),
    ({"colour": "red"}, "colour", "is no variable of claims"),
]


@pytest.mark.parametrize(("changes", "column", "message"), WRONG)
def test_values_outside_the_codebook_are_refused_and_nothing_is_written(data, changes, column, message):
    one = opened(data)
    with pytest.raises(session.Refused) as caught:
        one.add("claims", claim(**changes), *words(one.draft, 2, 0, 5))
    assert message in caught.value.faults[column]
    assert not one.coding.path.exists()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"low": "12", "high": "7"}, "low"),
        ({"low": "seven"}, "low"),
        ({"kind": "many"}, "kind"),
        ({"as_of_edtf": "31.12."}, "as_of_edtf"),
        ({"attributed_actor_id": "nobody-known"}, "attributed_actor_id"),
    ],
)
def test_a_correction_follows_the_schema(data, changes, column):
    one = opened(data)
    unit = next(unit for unit in one.draft.units if unit.table == "quantities")
    with pytest.raises(session.Refused) as caught:
        one.decide(unit.id, "corrected", unit.values | changes)
    assert list(caught.value.faults) == [column]


@pytest.mark.parametrize("place", [(0, 10**9), (-5, 10), (30, 30), (40, 30), ("0", "5"), (None, None), (True, 5)])
def test_a_place_outside_one_paragraph_is_refused(data, place):
    one = opened(data)
    with pytest.raises(session.Refused, match="one paragraph"):
        one.add("claims", claim(), *place)
    across = text.paragraphs(one.draft.source)
    with pytest.raises(session.Refused, match="one paragraph"):
        one.add("claims", claim(), across[1].start, across[2].end)


def test_unknown_units_and_decisions_are_refused(data):
    one = opened(data)
    unit = one.draft.units[0].id
    for action in (
        lambda: one.decide("harbour-q99", "accepted"),
        lambda: one.decide(unit, "added"),
        lambda: one.add("documents", {}, 0, 5),
        lambda: one.add("claims", claim(), *words(one.draft, 2, 0, 5), unit_id=unit),
        lambda: one.remove(unit),
    ):
        with pytest.raises(session.Refused):
            action()


def test_every_value_of_the_lists_has_a_definition_in_the_codebook():
    defined = variables.definitions(drafted.DATA / "codebook.md")
    for table in variables.CODED:
        for field in variables.form(table):
            if field["values"]:
                entry = defined[table][field["name"]]["values"]
                assert all(entry[value] for value in field["values"]), (table, field["name"])
    assert defined["claims"]["type"]["values"]["predictive"].startswith("says what will, may or would happen")
    assert defined["dates"]["kind"] != defined["quantities"]["kind"]


def test_without_the_text_or_with_another_edition_nothing_is_coded(data, tmp_path, monkeypatch):
    monkeypatch.delenv(text.ENVIRONMENT, raising=False)
    source = tmp_path / "sources" / "harbour.txt"
    source.write_text(source.read_text() + "؟")
    with pytest.raises(SourceError, match="is not the text described: its sha256"):
        drafts.load("harbour", data)
    source.unlink()
    with pytest.raises(SourceError, match="the text itself is needed"):
        drafts.load("harbour", data)
    with pytest.raises(ValueError, match="there are drafts of: harbour"):
        drafts.load("haven", data)
    for slug in ("../harbour", "harbour/", "", "Harbour", "."):
        with pytest.raises(ValueError, match="is not the id of a text"):
            drafts.load(slug, data)


@pytest.mark.parametrize("coder", ["", "../b", "a/b", "A b", "x" * 41, ".a", "a.csv"])
def test_a_coder_has_a_short_plain_name(data, coder):
    with pytest.raises(ValueError, match="--coder"):
        opened(data, coder)


BLANK = dict.fromkeys(variables.columns(), "")
DAMAGED = [
    (lambda rows: rows[1].update(decision="liked"), "row 3: decision is 'liked', expected one of: accepted"),
    (lambda rows: rows[1].update(unit_id=rows[0]["unit_id"]), "row 3: unit_id is 'harbour-d01' for a second time"),
    (lambda rows: rows[0].update(kind="many"), "row 2: kind is 'many', expected one of"),
    (lambda rows: rows[0].update(doc_id="other"), "row 2: is about the text other"),
    (lambda rows: rows[0].update(sha256="0" * 64), "row 2: is about another edition"),
    (lambda rows: rows[1].update(mac="0" * 32), "row 3: is about another edition"),
    (lambda rows: rows[0].update(start="9", end="9"), "row 2: end is 9, expected more than start"),
    (lambda rows: rows[0].update(low="5"), "row 2: low is no variable of dates"),
    (lambda rows: rows[0].update(par="9"), "row 2: par is 9, expected that of its place, which is 1"),
    (lambda rows: rows[0].update(decision="added"), "row 2: harbour-d01 is added, expected an id that no draft has"),
    (
        lambda rows: rows[0].update(decision="added", unit_id="sada-d90"),
        "row 2: unit_id is sada-d90, expected harbour-d and a number",
    ),
    (lambda rows: rows[0].update(unit_id="harbour-q01"), "row 2: table is dates, expected quantities"),
    (
        lambda rows: rows[0].update(BLANK, decision="added", table="candidates", unit_id="harbour-x90"),
        "row 2: table is candidates, expected one of claims, quantities, dates",
    ),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGED)
def test_a_damaged_file_is_refused_by_row(data, damage, message):
    one = opened(data)
    for unit in one.draft.units[:2]:
        one.decide(unit.id, "accepted")
    rows = kept(data)
    damage(rows)
    one.coding.path.write_text(decisions.render([*decisions.BASE, *variables.columns()], rows))
    with pytest.raises(decisions.CodingError, match=f"a.csv, {message}"):
        opened(data)


def test_a_correction_that_changes_nothing_is_an_acceptance(data):
    one = opened(data)
    first, second, third = [unit for unit in one.draft.units if unit.table == "dates"][:3]
    one.decide(first.id, "corrected", first.values, first.start, first.end)
    one.decide(second.id, "corrected", second.values)
    one.decide(third.id, "corrected", third.values, third.start, words(one.draft, third.par, 0, -1)[1])
    assert [row["decision"] for row in kept(data)] == ["accepted", "accepted", "corrected"]


def test_two_sessions_of_one_coder_do_not_overwrite_each_other(data):
    one, other = opened(data), opened(data)
    first, second = [unit.id for unit in one.draft.units[:2]]
    one.decide(first, "accepted")
    with pytest.raises(decisions.CodingError, match="changed by another session"):
        other.decide(second, "accepted")
    assert [row["unit_id"] for row in kept(data)] == [first]


def test_a_full_disk_takes_no_decision_and_harms_none(data, monkeypatch):
    one = opened(data)
    first, second = [unit.id for unit in one.draft.units[:2]]
    one.decide(first, "accepted")

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            one.decide(second, "accepted")
    assert [row["unit_id"] for row in kept(data)] == [first]
    assert one.decided() == 1
    one.decide(second, "rejected")
    assert len(kept(data)) == 2


LATER = [("fsync", 5), ("fsync", 6), ("replace", 3)]
# Decides on one draft after the other, tells each that was confirmed, and is killed at a call of a function.
CODER = """
import os, signal, sys
from pathlib import Path
from textledger.coding import decisions, drafts, session
data, function, calls = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
module = {"write": decisions, "fsync": os, "replace": os}[function]
old = getattr(module, function)
count = 0
def killed(*args):
    global count
    count += 1
    if count == calls:
        if function == "write":  # the half of a file
            part = Path(args[0]).with_name(Path(args[0]).name + ".part")
            part.write_text(args[1][: len(args[1]) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    return old(*args)
setattr(module, function, killed)
one = session.Session(drafts.load("harbour", data), "a", data / "codebook.md")
for unit in one.draft.units:
    if unit.id not in one.coding.rows:
        one.decide(unit.id, "accepted")
        print(unit.id, flush=True)
"""


@pytest.mark.parametrize(
    ("function", "calls"), [("write", 4), *(pytest.param(*at, marks=pytest.mark.audit) for at in LATER)]
)
def test_a_killed_session_loses_no_confirmed_decision_and_leaves_no_half_row(data, function, calls):
    confirmed = []
    for _ in range(3):  # each goes on where the last was killed
        command = [sys.executable, "-c", CODER, str(data), function, str(calls)]
        process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert process.returncode == -signal.SIGKILL, process.stderr
        told = process.stdout.split()
        assert told
        confirmed += told
        rows = [row["unit_id"] for row in kept(data)]
        assert set(confirmed) <= set(rows)
    one = opened(data)
    for unit in one.draft.units:
        one.decide(unit.id, "accepted")
    assert len(kept(data)) == len(one.draft.units)


def test_a_decision_is_on_disk_before_it_takes_the_place_of_the_old_file(data, monkeypatch):
    one, calls = opened(data), []
    sync, replace = os.fsync, os.replace

    def note_sync(handle):
        calls.append(("sync", os.path.realpath(f"/proc/self/fd/{handle}").rpartition("/")[2]))
        sync(handle)

    def note_replace(old, new):
        calls.append(("replace", os.fspath(new).rpartition("/")[2]))
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    one.decide(one.draft.units[0].id, "accepted")
    assert calls == [("sync", "a.csv.part"), ("replace", "a.csv"), ("sync", "coding")]


def test_the_terminal_takes_the_same_decisions_and_may_be_left(data, monkeypatch, capsys):
    one = opened(data)
    typed = iter(["a", "r", "u", "s", "x", "c", "", "-", "2025", "the opening", "", "q"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert terminal.run(one) == 0
    rows = kept(data)
    assert [(row["unit_id"], row["decision"]) for row in rows] == [
        ("harbour-d01", "accepted"),
        ("harbour-d03", "corrected"),
    ]
    assert [rows[1][name] for name in ("kind", "edtf_printed", "edtf_resolved", "what")] == [
        "date",
        "",
        "2025",
        "the opening",
    ]
    said = capsys.readouterr().out
    assert f"2 of {len(one.units)} drafts decided" in said
    assert said.count("not decided: expected one of the letters in brackets") == 1
    monkeypatch.setattr("builtins.input", lambda prompt: (_ for _ in ()).throw(EOFError))
    assert terminal.run(one) == 0


def test_the_columns_follow_the_schemas():
    assert {"text_en", "low", "edtf_printed", "actor_id"} <= set(variables.columns())
    assert len(set(variables.columns())) == len(variables.columns())
    assert not {"claim_id", "doc_id", "par"} & set(variables.columns())


def test_the_file_is_plain_csv(data):
    one = opened(data)
    one.decide(one.draft.units[0].id, "accepted")
    with one.coding.path.open(encoding="utf-8", newline="") as file:
        header, row = csv.reader(file)
    assert header == [*decisions.BASE, *variables.columns()]
    assert len(row) == len(header)
