"""The tables' descriptions: one that is missing, broken or says too little is named, and nothing is written."""

import json
import shutil

import pytest

from textledger import __main__ as cli
from textledger import cff, citing, records
from textledger.rules import descriptions, validate

from ..helpers.paths import DATA, ROOT


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the data whose schemas are those in use, and may be broken."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr(records, "SCHEMAS", folder / "schema")
    records.schema.cache_clear()
    yield folder
    records.schema.cache_clear()


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def change(folder, table, edit):
    """Edit the description of a table, given as its JSON."""
    path = folder / "schema" / f"{table}.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    edit(described)
    path.write_text(json.dumps(described), encoding="utf-8")


def column(described, name):
    return next(field for field in described["fields"] if field["name"] == name)


DAMAGES = {
    "a table without a schema": (
        lambda data: (data / "schema/claims.json").unlink(),
        "claims.csv: no schema describes it, expected one of: actors",
    ),
    "a schema without a table": (
        lambda data: (data / "hedges.csv").unlink(),
        "hedges.csv: is not there, expected a table in",
    ),
    "a schema that is no JSON": (
        lambda data: (data / "schema/claims.json").write_text('{\n"name": }', encoding="utf-8"),
        "schema/claims.json, line 2: cannot be read as JSON: Expecting value",
    ),
    "a schema in another encoding": (
        lambda data: (data / "schema/claims.json").write_bytes(b'{\n"name": "caf\xe9"}'),
        "schema/claims.json, row 2: holds the byte 0xe9, expected text in UTF-8",
    ),
    "a list for a schema": (
        lambda data: (data / "schema/claims.json").write_text("[]", encoding="utf-8"),
        "schema/claims.json: is [], expected name, title",
    ),
    "a schema without columns": (
        lambda data: change(data, "claims", lambda described: described.pop("fields")),
        "schema/claims.json: fields is missing, expected a list",
    ),
    "a schema of another table": (
        lambda data: shutil.copy(data / "schema/dates.json", data / "schema/claims.json"),
        "schema/claims.json: name is 'dates', expected 'claims', as the file is called",
    ),
    "an unknown type": (
        lambda data: change(data, "claims", lambda described: described["fields"][0].update(type="text")),
        "schema/claims.json: column claim_id: type is 'text', expected one of: string, integer",
    ),
    "a key of no column": (
        lambda data: change(data, "claims", lambda described: described.update(primaryKey=["claim"])),
        "schema/claims.json: a key names 'claim', expected one of the columns: claim_id",
    ),
}


@pytest.mark.parametrize("command", ["validate", "package"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_missing_or_broken_is_named_and_nothing_written(copy, damage, command, capsys):
    harm, expected = DAMAGES[damage]
    records.table_names()
    harm(copy)
    before = contents(copy)
    assert cli.main([command, "--data", str(copy)]) == 1
    assert expected in capsys.readouterr().err
    assert contents(copy) == before


def test_a_citation_that_cannot_be_made_leaves_all_files_as_they_are(copy, monkeypatch, capsys):
    path = copy / "claims.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, second, first, *rest]), encoding="utf-8")  # rows that `package` would sort
    before = contents(copy)

    def refuse():
        raise cff.CitationError("CITATION.cff: version is missing or empty")

    monkeypatch.setattr(citing, "render", refuse)
    assert cli.main(["package", "--data", str(copy)]) == 1
    assert "CITATION.cff: version is missing" in capsys.readouterr().err
    assert contents(copy) == before


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda text: None, r"CITATION\.cff: No such file or directory, expected the citation of the work"),
        (lambda text: "title: [", r"CITATION\.cff, line 1: cannot be read as YAML"),
        (lambda text: "- title", r"CITATION\.cff: holds .*, expected the citation of the work, names with values"),
        (lambda text: "", r"CITATION\.cff: is empty, expected the citation of the work"),
        (lambda text: text.replace("keywords:", "keywords: all\nothers:"), r"keywords is 'all', expected a list of"),
        (lambda text: text.replace("date-released: ", "date-released: on "), "expected a day as YYYY-MM-DD"),
    ],
)
def test_a_citation_file_that_cannot_be_read_is_named(edit, expected, tmp_path):
    path = tmp_path / "CITATION.cff"
    if text := edit((ROOT / "CITATION.cff").read_text(encoding="utf-8")):
        path.write_text(text, encoding="utf-8")
    elif text is not None:
        path.write_text("", encoding="utf-8")
    with pytest.raises(cff.CitationError, match=expected):
        cff.read(path)


RULES = [
    (
        "claims",
        lambda d: column(d, "claim_id").update(description="the id"),
        "column claim_id is described as 'the id'",
    ),
    ("claims", lambda d: d.update(description="Claims."), "the table is described as 'Claims.', expected a sentence"),
    (
        "quantities",
        lambda d: column(d, "low")["constraints"].pop("minimum"),
        "column low is a number without a least value",
    ),
    ("tokens", lambda d: column(d, "n").pop("unit"), "column n is a number without a unit"),
    ("sources", lambda d: column(d, "accessed").update(constraints={}), "column accessed is a day without a first one"),
    ("claims", lambda d: d["fields"][0].setdefault("constraints", {}).update(pattern="("), "has the pattern ("),
    ("claims", lambda d: d["fields"][0].setdefault("constraints", {}).update(minimun=1), "has the constraint minimun"),
    ("claims", lambda d: column(d, "modality")["constraints"]["enum"].append("asserted"), "twice, expected once"),
    (
        "claims",
        lambda d: d["foreignKeys"][0]["reference"].update(resource="nothing"),
        "a foreign key leads to nothing, expected a table",
    ),
    (
        "claims",
        lambda d: d["foreignKeys"][0]["reference"].update(fields=["nothing"]),
        "a foreign key leads to records.nothing, expected one of: record_id",
    ),
]


@pytest.mark.parametrize(("table", "edit", "expected"), RULES)
def test_a_description_that_says_too_little_or_leads_nowhere_breaks_a_rule(copy, table, edit, expected):
    change(copy, table, edit)
    told = validate.faults(copy)["schema"]
    assert len(told) >= 1
    assert told[0].startswith(f"schema/{table}.json: ")
    assert expected in told[0]


def test_what_is_excepted_from_a_rule_is_a_column_that_needs_the_exception():
    columns = {
        (name, field["name"]): field for name in records.table_names() for field in records.schema(name)["fields"]
    }
    assert not [key for key in descriptions.SIGNED if "minimum" in columns[key].get("constraints", {})]
    assert not [key for key in descriptions.BARE if "unit" in columns[key]]
    assert {name for _, name in columns} >= descriptions.COUNTED_FROM_ONE
