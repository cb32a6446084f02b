"""Writing the tables: columns and order of the schema, rows sorted by key, UTF-8, LF, whole files or none."""

import csv
import io
import json
import os
from pathlib import Path

import pandas as pd

from . import records

PACKAGE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "filling-the-vacuum",
    "title": "Filling the Vacuum? Five Arabic texts on NATO and the Coalition in Iraq: the records",
    "description": "Claims, figures, dates, events, checks and measures, each tied to an exact position in its source. "
    "The source texts are not part of the data set.",
    "version": "0.1.0",
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0 International",
        }
    ],
    "contributors": [{"title": "The Filling the Vacuum project", "roles": ["author"]}],
}
_RANK = {doc: i for i, doc in enumerate(records.DOCS)}


def cell(value) -> str:
    """Return a value as it stands in a CSV cell."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(round(value, 6))
    return str(value)


def sort_key(name: str, row: dict) -> tuple:
    """Return the key a table's rows are sorted by: the primary key, texts in the book's order, numbers as numbers."""
    kinds = {field["name"]: field["type"] for field in records.schema(name)["fields"]}

    def part(column):
        value = row[column]
        if kinds[column] == "integer":
            return (0, int(value), "")
        head, _, rest = str(value).partition("-")
        return (_RANK.get(head, len(_RANK)), 0, rest if head in _RANK else str(value))

    return tuple(part(column) for column in records.schema(name)["primaryKey"])


def render(name: str, rows: list[dict]) -> str:
    """Return a table as CSV text.

    Args:
        name: the table.
        rows: dictionaries with exactly the schema's columns.

    Raises:
        ValueError: a row lacks a column or has one too many; the row is named.
    """
    columns = [field["name"] for field in records.schema(name)["fields"]]
    for row in rows:
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))
            raise ValueError(f"{name}.csv: a row does not have the schema's columns ({', '.join(odd)}): {row}")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    cells = ({column: cell(row[column]) for column in columns} for row in rows)
    writer.writerows(sorted(cells, key=lambda row: sort_key(name, row)))
    return text.getvalue()


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def write(name: str, rows: list[dict], folder: Path) -> None:
    """Write a table into a folder."""
    write_text(folder / f"{name}.csv", render(name, rows))


def read_rows(name: str, folder: Path) -> list[dict]:
    """Return a table's rows as dictionaries of strings, for editing."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def descriptor() -> dict:
    """Return the Data Package descriptor of the tables."""
    resources = []
    for name in records.table_names():
        described = records.schema(name)
        body = {key: described[key] for key in ("fields", "primaryKey", "foreignKeys", "missingValues")}
        if not body["foreignKeys"]:
            del body["foreignKeys"]
        resources.append(
            {
                "name": name,
                "title": described["title"],
                "description": described["description"],
                "path": f"{name}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": body,
            }
        )
    return {**PACKAGE, "resources": resources}


def write_descriptor(folder: Path) -> None:
    """Write `datapackage.json`, generated from the schemas."""
    write_text(folder / "datapackage.json", json.dumps(descriptor(), ensure_ascii=False, indent=1) + "\n")
