"""Rules of the tables' descriptions: what a reader of the data is told of each column, and that keys lead somewhere."""

import re
from collections.abc import Iterator

from .. import records
from ..schema import cells

SHORTEST = 9  # characters that say something of a column
SHORTEST_OF_TABLE = 21
SIGNED = {  # numbers that may be negative
    ("agreement", "value"),
    ("agreement", "low"),
    ("agreement", "high"),
    ("keyness", "log_odds"),
    ("keyness", "z"),
    ("similarity", "value"),  # by its unit, which is a rule of its own
}
COUNTED_FROM_ONE = {"par", "par_from", "par_to", "mark_par", "other_par", "seq", "segment", "continues_par"}
BARE = {  # numbers without a unit
    ("agreement", "value"),
    ("agreement", "low"),
    ("agreement", "high"),
    ("keyness", "z"),
    ("keyness", "dp"),
    ("rule_scores", "value"),  # by its measure
}
KNOWN_RULES = {"required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"}


def _column_faults(table: str, field: dict, unit_beside: bool) -> Iterator[str]:
    name, rules = field["name"], field.get("constraints", {})
    if len(field["description"]) < SHORTEST:
        yield f"is described as {field['description']!r}, expected more than {SHORTEST - 1} characters"
    if stray := sorted(set(rules) - KNOWN_RULES):
        yield f"has the constraint {stray[0]}, expected one of: {', '.join(sorted(KNOWN_RULES))}"
    allowed = rules.get("enum", [])
    if doubled := [value for value in allowed if allowed.count(value) > 1]:
        yield f"allows {doubled[0]} twice, expected once"
    try:
        re.compile(rules.get("pattern", ""))
    except re.error as error:
        yield f"has the pattern {rules['pattern']}, expected a regular expression ({error})"
    if field["type"] in cells.NUMBERS:
        if "minimum" not in rules and (table, name) not in SIGNED:
            yield "is a number without a least value, expected constraints with a minimum"
        if not (field.get("unit") or unit_beside or name in COUNTED_FROM_ONE or (table, name) in BARE):
            yield "is a number without a unit, expected one, or a column unit beside it"
    if field["type"] == "date" and "minimum" not in rules:
        yield "is a day without a first one, expected constraints with a minimum"


def _key_faults(described: dict, tables: list[str]) -> Iterator[str]:
    for foreign in described["foreignKeys"]:
        table = foreign["reference"]["resource"] or described["name"]
        if table not in tables:
            yield f"a foreign key leads to {table}, expected a table; schema/{table}.json is not there"
            continue
        columns = [field["name"] for field in records.schema(table)["fields"]]
        for column in foreign["reference"]["fields"]:
            if column not in columns:
                yield f"a foreign key leads to {table}.{column}, expected one of: {', '.join(columns)}"


def faults(name: str) -> list[str]:
    """Return what breaks a rule in the description of a table."""
    described = records.schema(name)
    where = f"schema/{name}.json"
    messages = [f"{where}: {fault}" for fault in _key_faults(described, records.table_names())]
    if len(described["description"]) < SHORTEST_OF_TABLE:
        messages.append(f"{where}: the table is described as {described['description']!r}, expected a sentence")
    unit_beside = any(field["name"] == "unit" for field in described["fields"])
    for field in described["fields"]:
        messages += [f"{where}: column {field['name']} {fault}" for fault in _column_faults(name, field, unit_beside)]
    return messages
