"""Tables whose files have a wrong form: each fault is told with table, row, what is there and what is due."""

import shutil

import pytest

from textledger import records
from textledger.schema import csvfile

from ..helpers.faults import missing, told
from ..helpers.paths import DATA
from ..helpers.raw import edit


def line(number, change):
    """Return a change of one line of a file, by its number in the file."""

    def changed(raw):
        lines = raw.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return changed


FORMS = {
    "a byte order mark": ("actors", lambda raw: b"\xef\xbb\xbf" + raw, "row 1: begins with a byte order mark"),
    "CRLF": ("agreement", lambda raw: raw.replace(b"\n", b"\r\n"), "row 1: holds a carriage return"),
    "one CRLF": ("anomalies", line(3, lambda row: row + b"\r"), "row 3: holds a carriage return"),
    "a blank line": ("attributions", line(4, lambda row: row + b"\n"), "row 5: is blank, expected a record"),
    "a blank line at the end": ("borrowings", lambda raw: raw + b"\n", r"row \d+: is blank, expected a record"),
    "a surplus cell": ("event_actors", line(2, lambda row: row + b",x"),
        "row 2: .*after role stands 'x', expected"),
    "a comma too many": ("mentions", line(2, lambda row: row + b","), "row 2: .*after n stands '', expected"),
    "a missing cell": ("frames", line(5, lambda row: row.rpartition(b",")[0]), "row 5: .*rank is missing, expected"),
    "a lone word": ("checks", line(6, lambda row: b"nothing"), "row 6: .*target_ids is missing, expected"),
    "an open quotation mark": ("claim_links", line(7, lambda row: row + b'"x'), r"row 7: .*"),
    "a line break in a cell": ("claims", line(3, lambda row: b'"a\nb",' + row.partition(b",")[2]),
        "row 3: claim_id holds a line break"),
    "Latin-1": ("events", line(3, lambda row: row.replace(b",", b",caf\xe9 ", 1)),
        "row 3: title_en holds the byte 0xe9"),
    "UTF-16": ("documents", lambda raw: raw.decode().encode("utf-16"),
        "row 1: .*holds the byte 0xff, expected .*UTF-8"),
    "another kind of file": ("hedges", lambda raw: b"\x89PNG\r\n\x1a\n\0\0\r\xff" + raw,
        "row 1: .*holds the byte 0x89, expected .*UTF-8"),
    "a return before a byte": ("terms", line(4, lambda row: b"a\rb,\xff" + row), "row 4: .* holds the byte 0xff"),
    "half a letter": ("lexicon", line(9, lambda row: row[1:]), "row 9: form holds the byte"),
    "an empty file": ("later_events", lambda raw: b"", "row 1: the file is empty, expected the names of the columns"),
    "no records": ("features", lambda raw: raw.split(b"\n")[0] + b"\n", "row 2: there is no record, expected at least"),
    "a file cut short": ("keyness", lambda raw: raw[:-1], r"row \d+: is cut short, expected a line end"),
    "another column": ("outlook", line(1, lambda row: row.replace(b"outcome", b"outcom")), "row 1: the columns are"),
    "columns in another order": ("parallels", line(1, lambda row: b",".join(row.split(b",")[::-1])), "row 1: the col"),
    "a column twice": ("passages", line(1, lambda row: row.replace(b"theme", b"doc_id")), "row 1: the column doc_id"),
    "no header": ("quantities", lambda raw: raw.partition(b"\n")[2], "row 1: the column"),
    "a header in capitals": ("spans", line(1, bytes.upper), "row 1: the columns are"),
    "semicolons": ("similarity", lambda raw: raw.replace(b",", b";"), "row 1: the columns are"),
    "tabs": ("sources", lambda raw: raw.replace(b",", b"\t"), "row 1: the columns are"),
    "text after a quotation": ("reliability", line(2, lambda row: b'"a"b' + row), "row 2: cannot be read as CSV"),
}  # fmt: skip


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The faults of the data with every form broken, each in a table of its own."""
    folder = tmp_path_factory.mktemp("forms") / "data"
    shutil.copytree(DATA, folder)
    for table, change, _ in FORMS.values():
        path = folder / f"{table}.csv"
        path.write_bytes(change(path.read_bytes()))
    (folder / "tokens.csv").unlink()
    (folder / "draft.csv").write_text("a\n1\n", encoding="utf-8")
    return told(folder)


def test_every_form_is_told_with_its_row(forms):
    assert len({table for table, *_ in FORMS.values()}) == len(FORMS)
    expected_faults = [f"^{table}\\.csv, {expected}" for table, _, expected in FORMS.values()]
    assert missing([*expected_faults, "^tokens.csv: is not there", r"^draft\.csv: no schema describes it"], forms) == []


@pytest.mark.parametrize("name", ["a byte order mark", "Latin-1", "a missing cell", "a surplus cell", "another column"])
def test_readers_of_a_table_are_told_the_same(copy, monkeypatch, name):
    table, change, expected = FORMS[name]
    path = copy / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    monkeypatch.setenv("TEXTLEDGER_DATA", str(copy))
    for read in (records.rows, records.table):
        with pytest.raises(csvfile.TableError, match=rf"{table}\.csv, {expected}"):
            read(table)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("claims", "modality", "whispered"), ("claims", "doc_id", "nobody"), ("tokens", "n", "٢٥"),
     ("sources", "republication", "yes"), ("keyness", "z", "NaN"), ("quantities", "low", "many"),
     ("dates", "edtf_resolved", "2021-99"), ("checks", "checked_on", "2026-13-45")],
)  # fmt: skip
def test_a_frame_is_not_made_of_what_cannot_be_typed(copy, monkeypatch, table, column, value):
    edit(copy, table, lambda rows: rows[3].update({column: value}))
    monkeypatch.setenv("TEXTLEDGER_DATA", str(copy))
    with pytest.raises(csvfile.TableError, match=rf"{table}\.csv, row 5: {column} is '{value}'.*expected"):
        records.table(table)
