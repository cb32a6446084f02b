"""The folder of the tables as a whole: bibliography, descriptor, order, and that no corruption passes unnoticed."""

import pytest

from textledger import records
from textledger.rules import validate
from textledger.schema import tables

from ..helpers.faults import corrupt_cells, missing, told
from ..helpers.paths import DATA
from ..helpers.raw import edit


def rewrite(name, old, new):
    """Return a change of a file: one string for another, which has to be there."""

    def change(folder):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


BIB, DESCRIPTOR = "references.bib", "datapackage.json"
ENTRY = "@misc{zz_new,\n  title = {T},\n  year = {2020}\n}\n"


def add(*entries):
    """Return a change: entries more in the bibliography."""

    def change(folder):
        with open(folder / BIB, "a", encoding="utf-8") as handle:
            handle.writelines(entries)

    return change


ENTRIES = [  # what is changed in an entry, and what is told of it
    ("  title = {T},\n", "", "title is missing"),
    ("  year = {2020}\n", "", "year is missing"),
    ("{T}", "{{}}", "title is empty, expected one"),
    ("{2020}", "{soon}", "year is soon, expected four digits or n.d."),
    ("{T}", "{T}, url = {javascript:x}", "url is 'javascript:x', expected the address"),
    ("{T}", "{T}, urldate = {2026-13-45}", "urldate is '2026-13-45', expected a day"),
    ("{T}", "{T}, urldate = {2999-01-01}", "urldate is '2999-01-01', expected a day that"),
    ("{T}", "{T}, url = {https://example.org/}", "sources.csv has no row for it, expected one that says what of zz"),
    ("{T}", "{T}, langid = {klingon}", "langid is 'klingon', expected none for English, else one of: arabic"),
]
BESIDE = {
    "an entry twice": (add(ENTRY, ENTRY),
        r"references\.bib, row \d+: the key zz_new stands twice, expected once \(row \d+\)"),
    "another address than the table's": (rewrite(BIB, "https://felesteen.news/post/177681", "https://felesteen.news/"),
        "felesteen2026askari: url is https://felesteen.news/, expected https://felesteen.news/post/177681, as sources"),
    "no day of access": (rewrite(BIB, "},\n  urldate = {2026-11-21}\n}", "}\n}"),
        r"aawsat2011salih: urldate is missing, expected 2026-11-21, as sources\.csv has it"),
    "another day of access": (rewrite(BIB, "urldate = {2026-11-21}", "urldate = {2026-11-22}"),
        r"aawsat2011salih: urldate is 2026-11-22, expected 2026-11-21, as sources\.csv has it"),
    "a title that is not translated": (rewrite(BIB, " [Barham Salih: the time", " (Barham Salih: the time"),
        "aawsat2011salih: title is .*, expected the title and its .translation., or an .English description."),
    "a title in no language": (rewrite(BIB, "  langid = {arabic},\n", ""), "aawsat2011salih: langid is missing, exp"),
    "a brace left open": (add(ENTRY.removesuffix("\n}\n")), r"references\.bib, row \d+: cannot be read as BibTeX"),
    "no bibliography": (lambda folder: (folder / BIB).unlink(), r"references\.bib: is not there, expected"),
    "a bibliography in Latin-1": (lambda folder: (folder / BIB).write_bytes(b"@misc{a,\n title={\xe9}}"),
        "row 2: holds the byte 0xe9"),
    "an entry that is cited deleted": (rewrite(BIB, "@misc{foggo2025,", "@misc{foggo2026,"),
        "source_key cites foggo2025, expected"),
    "a wrong digest": (rewrite(DESCRIPTOR, '"hash": "sha256:', '"hash": "sha256:0'),
        "resources.actors.hash is .*expected .*run"),
    "a wrong size": (rewrite(DESCRIPTOR, '"bytes": ', '"bytes": 1'), "resources.actors.bytes is .*expected"),
    "a wrong type": (rewrite(DESCRIPTOR, '"type": "string"', '"type": "number"'), "schema.fields.*type is .*expected"),
    "broken JSON": (lambda folder: (folder / DESCRIPTOR).write_text("{", encoding="utf-8"), "cannot be read as JSON"),
    "no object": (lambda folder: (folder / DESCRIPTOR).write_text("[]", encoding="utf-8"),
        r"datapackage.json: .*expected"),
    "no descriptor": (lambda folder: (folder / DESCRIPTOR).unlink(), "datapackage.json: is not there, expected"),
    "a row changed by hand": (rewrite("outlook.csv", ",open,", ",overtaken,"), "resources.outlook.hash is .*expected"),
    "another citation": (lambda folder: (folder / "citation.json").write_text("[]\n"),
        "citation.json: .*CITATION.cff.*expected"),
}  # fmt: skip
# Some ways of breaking a file hide its other faults, and some change the same entry; all others are told in one go.
APART = [
    ("an entry twice", "broken JSON"),
    ("a brace left open", "no object"),
    ("no bibliography", "no descriptor"),
    ("a bibliography in Latin-1", "another citation"),
    ("another day of access", "a title that is not translated"),
]
OTHERS = [name for name in BESIDE if name not in sum(APART, ())]
WRONG = {f"zz{letter}": entry for letter, entry in zip("abcdefghi", ENTRIES, strict=True)}


@pytest.mark.parametrize("names", APART)
def test_files_beside_the_tables_are_looked_at(copy, names):
    for name in names:
        BESIDE[name][0](copy)
    faults = [fault for of_one in validate.faults(copy).values() for fault in of_one]
    assert missing([BESIDE[name][1] for name in names], faults) == [], faults


def test_every_wrong_entry_of_the_bibliography_and_whatever_else_is_wrong_is_told_in_one_go(copy):
    add(*(ENTRY.replace("zz_new", key).replace(old, new) for key, (old, new, _) in WRONG.items()))(copy)
    edit(copy, "claims", lambda rows: rows.reverse())
    edit(copy, "sources", lambda rows: rows.append(dict(rows[0])))
    for name in OTHERS:
        BESIDE[name][0](copy)
    expected = [rf"^references\.bib, row \d+: {key}: {told}" for key, (_, _, told) in WRONG.items()]
    expected += [BESIDE[name][1] for name in OTHERS]
    expected += [r"^claims\.csv, row 2 \(.*\): the rows are not sorted by claim_id, expected"]
    expected += [r"^sources\.csv, row \d+: the key \w+ stands twice, expected once \(row 2\)"]
    faults = [fault for of_one in validate.faults(copy).values() for fault in of_one]
    assert missing(expected, faults) == [], faults


def test_no_corruption_passes_or_ends_in_a_traceback(copy, capsys):
    """A few cells at random; `make audit` overwrites many."""
    corrupt_cells(copy, 3, capsys)


def test_a_withdrawn_record_may_stand_in_the_registry_alone(copy):
    def withdraw(rows):
        rows.append({"record_id": "rewaq-c98", "table": "claims", "doc_id": "rewaq", "status": "withdrawn"})
        rows.sort(key=tables.sort_key("records", tables.ranks(records.rows("documents"))))

    edit(copy, "records", withdraw)
    assert told(copy) == []


def test_what_keeps_the_rules_has_no_faults():
    assert {name: faults for name, faults in validate.faults(DATA).items() if faults} == {}
