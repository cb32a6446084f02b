"""A coder's decisions: what is written, how it is gone on with and taken back."""

import csv

import pytest

from textledger.coding import decisions, drafts, session, terminal, variables

from ...helpers import drafted
from ...helpers.coders import claim, kept, opened, words


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


def test_the_terminal_asks_again_for_a_refused_value_and_keeps_the_others(data, monkeypatch, capsys):
    one = opened(data)
    first = next(unit for unit in one.draft.units if unit.table == "quantities")
    for unit in one.draft.units[: one.draft.units.index(first)]:
        one.decide(unit.id, "accepted")
    form = {"measure": "delay", "kind": "range", "low": "12", "high": "seven"}
    whole = [form.get(field["name"], "") for field in variables.form("quantities")]
    again = ["7", "", *["9" if name == "low" else "12" if name == "high" else "" for name in
             (field["name"] for field in variables.form("quantities"))]]  # fmt: skip
    typed = iter(["c", *whole, *again, "q"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert terminal.run(one) == 0
    row = one.coding.rows[first.id]
    assert [row[name] for name in ("measure", "kind", "low", "high")] == ["delay", "range", "9", "12"]
    said = capsys.readouterr().out
    assert "high is 'seven', expected a number" in said
    assert said.count("low is 12, expected no more than high, which is 7") == 2


def test_the_terminal_shows_lines_as_they_are_read(tmp_path, monkeypatch, capsys):
    wording = "\ufeffبلغ\tالعدد 350 شخصا\u200f\r\nفي 12 آذار 2024\x07\r\n"
    one = opened(drafted.make(tmp_path, wording=wording))
    typed = iter("ssq")
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert terminal.run(one) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "[[" in line]
    assert lines[0] == "بلغ العدد [[350]] شخصا"
    assert lines[1].endswith("[[12 آذار 2024]]\N{REPLACEMENT CHARACTER}")


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
