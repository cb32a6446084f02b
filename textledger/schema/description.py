"""The description of a table: a Table Schema in JSON, with what the project's programs read of it."""

import json
from collections.abc import Mapping
from pathlib import Path

from . import csvfile

TYPES = ("string", "integer", "number", "boolean", "date")
NEEDED: dict[str, type] = {
    "name": str,
    "title": str,
    "description": str,
    "primaryKey": list,
    "foreignKeys": list,
    "missingValues": list,
}
KINDS: dict[type, str] = {str: "text", list: "a list", dict: "names with values"}


def _lacks(value: object, needed: Mapping[str, type]) -> str | None:
    """Return what a part of a description lacks, or None."""
    if not isinstance(value, dict):
        return f"is {value!r}, expected {', '.join(needed)}"
    for key, kind in needed.items():
        if not isinstance(value.get(key), kind):
            state = f"is {value[key]!r}" if key in value else "is missing"
            return f"{key} {state}, expected {KINDS[kind]}"
    return None


def _fault(described: object, name: str) -> str | None:
    """Return what keeps a description from being one of the table, or None."""
    if fault := _lacks(described, NEEDED | {"fields": list}):
        return fault
    assert isinstance(described, dict)
    if described["name"] != name:
        return f"name is {described['name']!r}, expected {name!r}, as the file is called"
    for place, field in enumerate(described["fields"], 1):
        if fault := _lacks(field, {"name": str, "type": str, "description": str}):
            return f"column {place}: {fault}"
        if field["type"] not in TYPES:
            return f"column {field['name']}: type is {field['type']!r}, expected one of: {', '.join(TYPES)}"
    columns = [field["name"] for field in described["fields"]]
    if not columns or len(set(columns)) < len(columns):
        return f"the columns are {', '.join(columns) or 'none'}, expected at least one, and none twice"
    for place, foreign in enumerate(described["foreignKeys"], 1):
        if fault := _lacks(foreign, {"fields": list, "reference": dict}) or _lacks(
            foreign["reference"], {"resource": str, "fields": list}
        ):
            return f"foreign key {place}: {fault}"
    named = [*described["primaryKey"], *(column for key in described["foreignKeys"] for column in key["fields"])]
    if stray := [column for column in named if column not in columns]:
        return f"a key names {stray[0]!r}, expected one of the columns: {', '.join(columns)}"
    return None if described["primaryKey"] else "primaryKey is empty, expected at least one column"


def read(path: Path) -> dict:
    """Return the description of a table.

    Raises:
        csvfile.TableError: the file cannot be read, or it does not describe the table that it is named after.
    """
    where = f"schema/{path.name}"
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise csvfile.TableError(f"{where}, {csvfile.byte_fault(error)}") from None
    except json.JSONDecodeError as error:
        raise csvfile.TableError(f"{where}, line {error.lineno}: cannot be read as JSON: {error.msg}") from None
    except OSError as error:
        raise csvfile.TableError(f"{where}: {error.strerror}, expected the description of a table") from None
    if fault := _fault(described, path.stem):
        raise csvfile.TableError(f"{where}: {fault}")
    return described
