"""What no decision may say, and which files and texts are refused, with the reason."""

import pytest

from textledger.coding import decisions, drafts, session, variables
from textledger.corpus import text
from textledger.corpus.text import SourceError

from ...helpers import drafted
from ...helpers.coders import claim, kept, opened, words

WRONG = [
    ({"type": "poetic"}, "type", "expected one of: factual"),
    ({"type": ""}, "type", "is empty"),
    ({"text_en": "  "}, "text_en", "is empty"),
    ({"text_en": "=1+1"}, "text_en", "formula"),
    ({"text_en": "The minister said الماء"}, "text_en", "no wording of the text"),
    ({"attribution": "named;anonymous"}, "attribution", "expected one of"),
    ({"colour": "red"}, "colour", "is no variable of claims"),
    ({"attribution": "named", "attributed_to": ""}, "attributed_to", "is empty, expected a name for named"),
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
        ({"kind": "share", "low": "4", "high": "6"}, "high"),
        ({"kind": "at_least", "low": "4", "high": "4"}, "high"),
        ({"attribution": "anonymous"}, "attributed_to"),
        ({"attribution": "author", "attributed_to": "the minister"}, "attributed_to"),
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


def test_the_form_tells_what_may_be_empty_until_the_text_is_published():
    due = {table: {field["name"] for field in variables.form(table) if field["publishing"] and not field["required"]}
           for table in variables.CODED}  # fmt: skip
    assert due["quantities"] == {"measure", "about", "topic", "unit", "kind", "attribution"}
    assert due["dates"] == {"kind", "what"}
    assert due["claims"] == {"topic"}


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
    with pytest.raises(ValueError, match="is no draft of this book; there are: harbour"):
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
