"""What a coder decides: the variables of each table, from its schema, and their definitions, from the codebook."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .. import drafts, records
from ..corpus import arabic
from ..rules import codings
from ..schema import cells

CODED = ("quantities", "dates", "claims")  # tables whose rows have a place in the text and are coded by a person
CANDIDATES = "candidates"  # names in a text, of actors that are known or not; no published table
DECISIONS = ("accepted", "corrected", "rejected", "added")
_PLACE = {"doc_id", "par"}
_ACTOR = {
    "name": "actor_id",
    "type": "string",
    "description": "id of the actor in actors.csv; empty for a name of nobody listed there",
}
_ACTORS = ("actor_id", "attributed_actor_id")


@cache
def fields(table: str) -> tuple[dict, ...]:
    """Return the descriptions of the columns of a table that a person codes: all but its key and the place."""
    if table == CANDIDATES:
        return (_ACTOR,)
    schema = drafts.schema(table)
    left_out = {*schema["primaryKey"], *_PLACE}
    return tuple(field for field in schema["fields"] if field["name"] not in left_out)


@cache
def columns() -> tuple[str, ...]:
    """Return the names of all variables, each once."""
    return tuple(dict.fromkeys(field["name"] for table in (*CODED, CANDIDATES) for field in fields(table)))


def nominal(table: str) -> list[str]:
    """Return the variables of a table whose values come from a list."""
    listed = [field["name"] for field in fields(table) if "enum" in field.get("constraints", {})]
    return ["actor_id"] if table == CANDIDATES else listed


def tidy(values: dict[str, str]) -> dict[str, str]:
    """Return what was typed without white space around it and without line breaks."""
    return {name: " ".join(value.split()) for name, value in values.items()}


def _cell_fault(field: dict, value: str, actors: set[str]) -> str | None:
    if message := cells.fault(field, value):
        return message
    if value and field["name"] in _ACTORS and value not in actors:
        return f"is {value!r}, expected the id of an actor in actors.csv"
    if "enum" not in field.get("constraints", {}) and arabic.LETTER.search(value):
        return "holds Arabic letters, expected words of ours in English: no wording of the text is kept"
    return None


def faults(table: str, values: dict[str, str], actors: set[str]) -> dict[str, str]:
    """Return what is wrong with the values of a unit, by column.

    Args:
        table: the table of the unit.
        values: a text for each column, empty where nothing is given.
        actors: the ids of known actors.
    """
    expected = [field["name"] for field in fields(table)]
    wrong = {name: f"is no variable of {table}" for name in values if name not in expected}
    for field in fields(table):
        if message := _cell_fault(field, values.get(field["name"], ""), actors):
            wrong[field["name"]] = message
    return wrong


def mismatches(table: str, values: dict[str, str]) -> dict[str, str]:
    """Return where sound values of a unit do not go together, by column: what its tables could not publish."""
    row = dict.fromkeys((field["name"] for field in fields(table)), "") | values
    return {column: message for rule in codings.WITHIN.get(table, ()) for column, message in rule(row)}


def form(table: str) -> list[dict]:
    """Return the fields of a table's form: name, description, type, list of values, whether and when one is needed."""
    published = [] if table == CANDIDATES else records.schema(table)["fields"]
    due = {field["name"] for field in published if field.get("constraints", {}).get("required")}
    return [
        {
            "name": field["name"],
            "description": field["description"],
            "type": field["type"],
            "values": field.get("constraints", {}).get("enum", []),
            "required": bool(field.get("constraints", {}).get("required")),
            "publishing": field["name"] in due,
        }
        for field in fields(table)
    ]


def _sections(text: str, level: int) -> list[tuple[str, str]]:
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _plain(markup: str) -> str:
    return re.sub(r"[`*]", "", markup).replace("\\|", "|").strip()


def _entry(body: str) -> dict:
    """Return the text of a section of the codebook and the definitions in its table."""
    rows = [[_plain(cell) for cell in line.strip("|").split(" | ")] for line in body.splitlines() if line[:1] == "|"]
    paragraphs = [_plain(line) for line in body.splitlines() if line and line[0] not in "|#"]
    return {"text": paragraphs, "values": {row[0]: row[1] for row in rows[2:] if len(row) > 1}}


def _entries(codebook: Path) -> list[tuple[str, set[str], dict]]:
    """Return the sections of the codebook on variables: title of the part, words of the heading, content."""
    text = codebook.read_text(encoding="utf-8")
    return [
        (title.lower(), set(re.findall(r"\w+", heading)), _entry(body))
        for title, section in _sections(text, 2)
        for heading, body in _sections(section, 3)
    ]


def _named(field: dict) -> set[str]:
    return {field["name"], field["name"].removeprefix("edtf_")}


def _values(field: dict) -> set[str]:
    return set(field.get("constraints", {}).get("enum", []))


def undefined(codebook: Path) -> Iterator[str]:
    """Yield each variable with a section in the codebook where none defines a value that its schema lists."""
    found = _entries(codebook)
    for table, field in ((name, each) for name in CODED for each in fields(name)):
        gaps = [_values(field) - set(entry["values"]) for _, words, entry in found if _named(field) & words]
        if missing := min(gaps, key=len, default=set()):
            due = f"a row for each value that schema/{table}.json lists"
            told = f"{field['name']} of {table} does not define {', '.join(sorted(missing))}"
            yield f"{codebook.name}: {told}, expected {due}"


def definitions(codebook: Path) -> dict[str, dict[str, dict]]:
    """Return what the codebook says of each variable, by table and column: its text, and a definition of each value.

    A variable that the section of its table passes over or gives without a list is looked up in those of the others.
    """
    found = _entries(codebook)
    result: dict[str, dict[str, dict]] = {}
    for table in CODED:
        result[table] = {}
        for field in fields(table):
            values = _values(field)
            entries = [(table in title, entry) for title, words, entry in found if _named(field) & words]
            fitting = [(own, entry) for own, entry in entries if values <= set(entry["values"])]
            own = [pair for pair in fitting if pair[0]]
            if best := own or (fitting if values else []):
                result[table][field["name"]] = best[0][1]
    return result
