"""Writing the tables: columns and order of the schema, rows sorted by key, UTF-8, LF, whole files or none."""

import os
from collections.abc import Callable
from pathlib import Path

from .. import records
from . import cells, csvfile


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


def ranks(documents: list[dict]) -> dict[str, int]:
    """Return the place of each text in the book, from the rows of its table; one without a number comes last."""
    places = {row["doc_id"]: str(row["order"]) for row in documents}
    return {doc: int(place) if place.isdecimal() else len(places) + 1 for doc, place in places.items()}


def sort_key(name: str, places: dict[str, int]) -> Callable[[dict], tuple]:
    """Return the key a table's rows are sorted by: the primary key, texts in the book's order, numbers as numbers.

    Args:
        name: the table.
        places: the place of each text.
    """
    last = len(places) + 2
    kinds = {field["name"]: field["type"] for field in records.schema(name)["fields"]}
    columns = [(column, kinds[column] == "integer") for column in records.schema(name)["primaryKey"]]

    def part(value, is_number: bool) -> tuple:
        if is_number:
            return (0, int(value), "")
        head, _, rest = str(value).partition("-")
        return (places[head], 0, rest) if head in places else (last, 0, str(value))

    return lambda row: tuple([part(row[column], is_number) for column, is_number in columns])


def render(name: str, rows: list[dict], folder: Path | None = None) -> str:
    """Return a table as CSV text.

    Args:
        name: the table.
        rows: dictionaries with exactly the schema's columns.
        folder: where the table of texts lies, whose order the rows follow, if not with the published tables.

    Raises:
        ValueError: a row lacks a column or has one too many, or a cell breaks its column's rules; the row is named.
    """
    fields = records.schema(name)["fields"]
    columns = [field["name"] for field in fields]
    for line, row in enumerate(rows, 2):
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))
            raise ValueError(f"{name}.csv, row {line}: does not have the schema's columns ({', '.join(odd)})")
    cell_rows = [{column: cell(row[column]) for column in columns} for row in rows]
    for line, row in enumerate(cell_rows, 2):
        for field in fields:
            if fault := cells.fault(field, row[field["name"]]):
                raise ValueError(f"{name}.csv, row {line}: {field['name']} {fault}")
    documents = cell_rows if name == "documents" else list(records.rows("documents", folder))
    places = ranks(documents)
    return csvfile.render(columns, sorted(cell_rows, key=sort_key(name, places)))


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def sort(folder: Path) -> None:
    """Put the rows of every table of a folder in order, once a key or the place of a text has changed.

    Raises:
        csvfile.TableError: a table is not well formed.
        ValueError: a cell breaks its column's rules.
    """
    # all tables are rendered before the first is written
    texts = {folder / f"{name}.csv": render(name, records.rows(name, folder), folder) for name in records.table_names()}
    for path, expected in texts.items():
        if expected != path.read_text(encoding="utf-8"):
            write_text(path, expected)


def write(name: str, rows: list[dict], folder: Path) -> None:
    """Write a table into a folder."""
    write_text(folder / f"{name}.csv", render(name, rows, folder))
