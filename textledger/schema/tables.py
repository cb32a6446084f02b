"""Writing the tables: columns and order of the schema, rows sorted by key, UTF-8, LF, whole files or none."""

import csv
import io
import os
from pathlib import Path

from .. import records
from . import cells

_RANK = {doc: i for i, doc in enumerate(records.DOCS)}


def cell(value) -> str:
    """Return a value as it stands in a CSV cell."""
    import pandas as pd  # loaded here, because pages are built without

    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):
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
        ValueError: a row lacks a column or has one too many, or a cell breaks its column's rules; the row is named.
    """
    fields = records.schema(name)["fields"]
    columns = [field["name"] for field in fields]
    for row in rows:
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))
            raise ValueError(f"{name}.csv: a row does not have the schema's columns ({', '.join(odd)}): {row}")
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    written = [{column: cell(row[column]) for column in columns} for row in rows]
    for row in written:
        for field in fields:
            if fault := cells.fault(field, row[field["name"]]):
                raise ValueError(f"{name}.csv: {field['name']} {fault}: {row}")
    writer.writerows(sorted(written, key=lambda row: sort_key(name, row)))
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
