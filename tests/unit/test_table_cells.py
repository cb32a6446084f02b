"""Cells that are wrong or name what is not there: each is told with table, row, column, what is there and due.

Corruptions that lie in different rows are made together and looked for one by one.
"""

import pytest

from textledger import records
from textledger.rules import validate
from textledger.schema import tables

from ..helpers.faults import WORD, every_table, missing, told
from ..helpers.paths import DATA
from ..helpers.raw import edit

CELLS = [  # table, column, what is put there, what is told
    ("claims", "text_en", "", "is empty, expected a value"),
    ("claims", "text_en", " A claim.", "white space: expected none"),
    ("claims", "text_en", "A claim. ", "white space: expected none"),
    ("claims", "text_en", "A claim.\u00a0", "white space: expected none"),
    ("claims", "text_en", "NaN", "missing value: expected an empty cell"),
    ("claims", "text_en", "None", "missing value: expected an empty cell"),
    ("claims", "attributed_to", "n/a", "missing value: expected an empty cell"),
    ("claims", "attributed_to", "#N/A", "missing value: expected an empty cell"),
    ("claims", "text_en", "A\u200bclaim.", "invisible character U\\+200B"),
    ("claims", "text_en", "A \u202eclaim.", "invisible character U\\+202E"),
    ("claims", "text_en", "A \x07claim.", "invisible character U\\+0007"),
    ("claims", "text_en", "A \ufeffclaim.", "invisible character U\\+FEFF"),
    ("claims", "text_en", "=1+1", "begins with =, .*formula"),
    ("claims", "text_en", "+1", "begins with \\+, .*formula"),
    ("claims", "text_en", "-1", "begins with -, .*formula"),
    ("claims", "text_en", "@SUM(1)", "begins with @, .*formula"),
    ("claims", "text_en", "\t=1", "white space"),
    ("claims", "text_en", "＝1", "begins with ＝, .*formula"),
    ("claims", "attributed_to", "＋1", "begins with ＋, .*formula"),
    ("claims", "attributed_to", "－1", "begins with －, .*formula"),
    ("claims", "attributed_to", "＠x", "begins with ＠, .*formula"),
    ("claims", "par", "9999x", "expected a whole number"),
    ("claims", "par", "٢٥", "expected a whole number"),
    ("claims", "par", " 2 ", "expected a whole number"),
    ("claims", "par", "2_5", "expected a whole number"),
    ("claims", "par", "2.0", "expected a whole number"),
    ("claims", "par", "007", "expected a whole number"),
    ("claims", "par", "+2", "expected a whole number"),
    ("claims", "par", "-2", "expected at least 0"),
    ("claims", "par", "9" * 19, "expected a whole number .*at most 18"),
    ("claims", "par", "9" * 5000, "expected a whole number .*at most 18"),
    ("claims", "par", "NaN", "expected a whole number"),
    ("claims", "modality", "Asserted", "expected one of: asserted"),
    ("claims", "modality", "asserted ", "expected one of|white space"),
    ("claims", "type", "fog", "expected one of: factual"),
    ("documents", "sign", "heart", "expected one of: "),
    ("documents", "colour", "red", "expected the form"),
    ("quantities", "low", "inf", "expected a number"),
    ("quantities", "low", "-inf", "expected a number"),
    ("quantities", "low", "nan", "expected a number"),
    ("quantities", "low", "2_500", "expected a number"),
    ("quantities", "low", "2,500", "expected a number"),
    ("quantities", "low", "٢٥", "expected a number"),
    ("quantities", "low", "1e9", "expected a number"),
    ("quantities", "low", " 5", "expected a number"),
    ("quantities", "low", "0x10", "expected a number"),
    ("quantities", "low", "many", "expected a number"),
    ("quantities", "low", "9" * 19, "expected a number .*at most 18"),
    ("quantities", "low", "1e-400", "expected a number"),
    ("quantities", "kind", "guess", "expected one of: exact"),
    ("dates", "edtf_resolved", "2021-13", "expected an EDTF date"),
    ("dates", "edtf_resolved", "2021-02-29", "expected an EDTF date"),
    ("dates", "edtf_resolved", "٢٠٢١", "expected an EDTF date"),
    ("dates", "edtf_resolved", "2017/2014", "expected an EDTF date: .*later"),
    ("dates", "edtf_resolved", "/", "expected an EDTF date"),
    ("dates", "edtf_resolved", "[,]", "expected an EDTF date"),
    ("dates", "edtf_resolved", "199XX", "expected an EDTF date"),
    ("dates", "edtf_resolved", "00XX", "expected an EDTF date"),
    ("dates", "edtf_resolved", "soon", "expected an EDTF date"),
    ("dates", "edtf_printed", "18/02/2021", "expected an EDTF date"),
    ("events", "edtf", "2021-99", "expected an EDTF date"),
    ("events", "event_id", "ev-Summit", "expected the form"),
    ("quantities", "low", "-5", "expected at least 0"),
    ("quantities", "to_value", "-4000", "expected at least 0"),
    ("outside_figures", "high", "-0.5", "expected at least 0"),
    ("documents", "n_tokens", "-1", "expected at least 1"),
    ("checks", "checked_on", "soon", "expected a day as YYYY-MM-DD"),
    ("checks", "checked_on", "2999-01-01", "expected a day that has come"),
    ("checks", "checked_on", "2026-11-20", "expected at least 2026-11-21"),
    ("checks", "checked_on", "2026-13-45", "expected a day"),
    ("checks", "checked_on", "2026-02-30", "expected a day"),
    ("checks", "checked_on", "20260201", "expected a day"),
    ("checks", "checked_on", "2026-W01-1", "expected a day"),
    ("checks", "checked_on", "", "is empty, expected a value"),
    ("checks", "verdict", "true", "expected one of: "),
    ("checks", "check_id", "rewaq-x01", "expected the form"),
    ("sources", "accessed", "2026-13-45", "expected a day"),
    ("sources", "accessed", "2999-12-31", "is '2999-12-31', expected a day that has come"),
    ("sources", "accessed", "2013-01-01", "is 2013-01-01, expected at least 2026-11-21"),
    ("sources", "archived_on", "2999-12-31", "expected a day that has come"),
    ("sources", "archived_sha256", "abc", "expected the form"),
    ("sources", "republication", "yes", "expected true or false"),
    ("sources", "republication", "True", "expected true or false"),
    ("sources", "url", "javascript:alert(1)", "expected the address"),
    ("sources", "url", "www.example.org", "expected the address"),
    ("sources", "url", "ftp://example.org/", "expected the address"),
    ("sources", "url", "https://", "expected the address"),
    ("sources", "url", "https://example.org/a b", "expected the address"),
    ("sources", "url", 'https://example.org/"x', "expected the address"),
    ("sources", "seen_in", "data:text/html,x", "expected the address"),
    ("sources", "archived_url", "file:///etc/hosts", "expected the address"),
    ("documents", "url", "JavaScript:x", "expected the address"),
    ("documents", "sha256", "abc", "expected the form"),
    ("documents", "stance_nato", "friendly", "expected one of: "),
    ("documents", "n_chars", "many", "expected a whole number"),
    ("actors", "wikidata", "http://x", "expected the form"),
    ("actors", "type", "alien", "expected one of: "),
    ("spans", "mac", "0" * 31, "expected the form"),
    ("spans", "start", "", "is empty, expected a value"),
    ("tokens", "n", "0", "expected at least 1"),
    ("keyness", "z", "NaN", "expected a number"),
    ("frames", "rank", "first", "expected one of: "),
    ("records", "status", "gone", "expected one of: "),
    ("quotes", "quote_ar", f"{WORD}\u200f{WORD}", "invisible character U\\+200F"),
]  # fmt: skip


def test_every_wrong_cell_is_told_with_row_and_column(copy):
    expected_faults, used = [], {}
    for table, column, _, expected in CELLS:
        row = used[table] = used.get(table, 1) + 1
        expected_faults.append(rf"^{table}\.csv, row {row}: {column} .*{expected}")
    for table in used:
        changes = [(column, value) for name, column, value, _ in CELLS if name == table]

        def change(rows, changes=changes):
            rows += [dict(rows[-1]) for _ in range(len(changes) - len(rows))]
            for row, (column, value) in zip(rows, changes, strict=False):
                row[column] = value

        edit(copy, table, change)
    assert missing(expected_faults, told(copy)) == []


def test_a_long_cell_is_not_told_in_full(copy):
    edit(copy, "quotes", lambda rows: rows[0].update(quote_ar=f"={WORD * 50}"))
    assert max(map(len, told(copy))) < 300


REFERENCES = [
    ("claim_links", {"to_id": "ecss-c999"}, "to_id is ecss-c999, expected what claims.csv has"),
    ("claims", {"doc_id": "nobody"}, "doc_id is nobody, expected what documents.csv has"),
    ("claims", {"par": "9999"}, r"doc_id, par is \w+, 9999, expected what paragraphs.csv has"),
    ("dates", {"doc_id": "alwaght", "par": "44"}, "doc_id, par is alwaght, 44, expected what paragraphs"),
    ("mentions", {"actor_id": "nobody"}, "actor_id is nobody, expected what actors.csv has"),
    ("actors", {"parent_id": "nobody"}, "parent_id is nobody, expected what actors.csv has"),
    ("borrowings", {"source_key": "nosuch2020x"}, "source_key is nosuch2020x, expected what sources.csv"),
    ("sources", {"source_key": "other2020x"}, "source_key cites other2020x, expected an entry of references"),
    ("documents", {"publisher_ref": "nosuch"}, "publisher_ref cites nosuch, expected an entry of references"),
    ("attributions", {"gloss_en": "so [[cite:nosuch|X]]"}, "gloss_en cites nosuch, expected an entry of references"),
    ("checks", {"target_ids": "rewaq-c02;rewaq-c99"}, "target_ids names rewaq-c99, expected what records"),
    ("documents", {"stance_evidence": "rewaq-q01"}, "stance_evidence names rewaq-q01, expected what claims"),
    ("anomalies", {"other_doc_ids": "elsewhere"}, "other_doc_ids names elsewhere, expected what documents"),
    ("later_events", {"bears_on": "ecss-c01, ecss-c02"}, "bears_on names ecss-c01, ecss-c02, expected"),
    ("outlook", {"later_ids": "later-01;later-01"}, "later_ids is 'later-01;later-01', expected .*nor twice"),
    ("passages", {"claim_ids": "ecss-c01;;ecss-c02"}, "claim_ids is .*, expected .*neither empty"),
    ("actors", {"forms_ar": f"{WORD};{WORD}"}, "forms_ar is .*, expected .*nor twice"),
    ("quantities", {"quantity_id": "rewaq-q98"}, "quantity_id is rewaq-q98, expected an id that records"),
    ("events", {"date_basis": "as in ecss-d999"}, "date_basis names ecss-d999, which is unknown: expected"),
    ("event_reports", {"note_en": "see rewaq-c07"}, "note_en names rewaq-c07, which is withdrawn: expected one"),
    ("spans", {"record_id": "rewaq-c07"}, "record_id names rewaq-c07, which is withdrawn: expected one"),
    ("checks", {"target_ids": "rewaq-c07"}, "target_ids names rewaq-c07, which is withdrawn: expected one"),
    ("records", {"record_id": "aaa-deleted"}, r"table is \w+, expected the record in \w+"),
    ("parallels", {"claim_ids": "ev-summit"}, "claim_ids names ev-summit, expected what claims"),
    ("conflicts", {"record_ids": "link-01;link-99"}, "record_ids names link-99, expected what records"),
    ("compared_groups", {"actor_ids": "nobody"}, "actor_ids names nobody, expected what actors"),
    ("record_sets", {"record_id": "ecss-c01"}, "record_id names ecss-c01, expected what dates"),
    ("borrowing_changes", {"borrowing_id": "ecss-b99"}, "borrowing_id is ecss-b99, expected what borrowings"),
    ("terms", {"note_en": "see rewaq-c07"}, "note_en names rewaq-c07, which is withdrawn: expected one"),
]


def test_every_reference_to_nowhere_is_told_with_row_and_column():
    data = every_table()
    next(row for row in data["records"] if row["record_id"] == "rewaq-c07")["status"] = "withdrawn"
    used, expected_faults = {}, []
    for table, change, expected in REFERENCES:
        row = used[table] = used.get(table, 1) + 1
        data[table][row - 2].update(change)
        expected_faults.append(rf"^{table}\.csv, row {row} \(.*\): {expected}")
    faults = [*validate.reference_faults(data), *validate.bibliography.faults(DATA, data)]
    assert missing(expected_faults, faults) == []


def test_a_wrong_place_of_a_text_is_told_once(copy):
    first, n = records.docs()[0], len(records.docs())
    edit(copy, "documents", lambda rows: rows[0].update(order="99"))
    assert [fault for fault in told(copy) if not fault.startswith("datapackage")] == [
        f"documents.csv, row 2 ({first}): order is 99, expected a place from 1 to {n}"
    ]


def test_another_order_of_the_texts_is_told_once_with_the_remedy(copy):
    edit(copy, "documents", lambda rows: (rows[0].update(order="2"), rows[1].update(order="1")))
    (fault,) = [fault for fault in told(copy) if not fault.startswith("datapackage")]
    assert fault.startswith(f"documents.csv, row 2 ({records.docs()[0]}): the rows are not sorted by doc_id")
    assert fault.endswith("run .venv/bin/python -m textledger package")


def test_a_bad_cell_that_stops_the_writing_is_named_by_its_row(copy):
    edit(copy, "claims", lambda rows: rows[2].update(modality="whispered"))
    with pytest.raises(ValueError, match=r"^claims\.csv, row 4: modality is 'whispered', expected one of[^{]*$"):
        tables.sort(copy)
