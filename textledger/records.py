"""Typed access to the published tables: the only way to them.

`table("claims")` returns a table as a typed pandas frame, `rows("claims")` as plain text, `get("rewaq-c07")` one
record. Each table is one file. Asking for a table opens that file and its schema, and beside them only that of the
texts, whose order the rows follow; so a page depends on nothing that it does not read. Pandas takes long to load and is
loaded when a frame is first asked for.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .schema import cells, csvfile, description

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

_OWN_DATA = Path(__file__).parents[1] / "data"
SCHEMAS = _OWN_DATA / "schema"

KINDS = {  # the letter of a record's kind within its id
    "q": "quantities",
    "d": "dates",
    "c": "claims",
    "r": "event_reports",
    "n": "anomalies",
    "b": "borrowings",
    "k": "checks",
}
_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
_READ: dict[str, Callable[[str], object]] = {"Int64": int, "Float64": float, "boolean": "true".__eq__}  # else text


class RecordError(LookupError):
    """There is no such table or record."""


def data_dir() -> Path:
    """Return the folder of the published tables (`TEXTLEDGER_DATA`, else `data/` of the repository)."""
    folder = os.environ.get("TEXTLEDGER_DATA")
    return Path(folder) if folder else _OWN_DATA


def data_file(name: str, folder: Path | None = None) -> Path:
    """Return the path of a file of the data, in the folder of the published tables unless another is given.

    Raises:
        FileNotFoundError: it is not there; the message says how the tables are found.
    """
    path = (folder or data_dir()) / name
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is not there. The tables are no part of the package: they lie in data/ beside it, in the "
            "repository and in the archive of notebooks (there, install it with pip install -e .). For tables "
            "elsewhere, set the environment variable TEXTLEDGER_DATA to their folder."
        )
    return path


def table_names() -> list[str]:
    """Return the names of all tables, sorted."""
    return sorted(path.stem for path in SCHEMAS.glob("*.json"))


@cache
def schema(name: str) -> dict:
    """Return the Table Schema of a table.

    Raises:
        RecordError: there is no such table.
        csvfile.TableError: its schema cannot be read, or does not describe a table.
    """
    path = SCHEMAS / f"{name}.json"
    if not path.is_file():
        raise RecordError(f"no table {name!r}; there are: {', '.join(table_names())}")
    return description.read(path)


def _to_documents(name: str) -> list[dict]:
    """Return the foreign keys of a table that are one column with the id of a text."""
    keys = schema(name)["foreignKeys"]
    return [key for key in keys if key["reference"] == {"resource": "documents", "fields": ["doc_id"]}]


def dtypes(name: str) -> dict:
    """Return the pandas type of each column of a table.

    Enumerations are categories in the order of the schema, ids of texts in the order of the texts.
    """
    import pandas as pd

    result = {}
    texts = {key["fields"][0] for key in _to_documents(name)} | ({"doc_id"} if name == "documents" else set())
    for field in schema(name)["fields"]:
        values = docs() if field["name"] in texts else field.get("constraints", {}).get("enum")
        result[field["name"]] = pd.CategoricalDtype(values) if values else _DTYPES[field["type"]]
    return result


@cache
def _read(path: Path, changed: int) -> tuple[dict[str, str], ...]:
    return tuple(csvfile.read(path))


def rows(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return a table as it stands in its file: one dictionary of text a row, with empty text where nothing is given.

    Args:
        name: the table.
        folder: where its file lies, if not in the folder of the published tables.

    Raises:
        csvfile.TableError: the file is not well formed, or its columns are not those of the schema.
    """
    path = data_file(f"{name}.csv", folder)
    result = _read(path, path.stat().st_mtime_ns)
    columns = [field["name"] for field in schema(name)["fields"]]
    if result and list(result[0]) != columns:
        raise csvfile.TableError(
            f"{path.name}, row 1: the columns are {', '.join(result[0])}, expected {', '.join(columns)}"
        )
    return [dict(row) for row in result]


@cache
def _published(path: Path, changed: int) -> dict[str, str]:
    return {row["record_id"]: row["table"] for row in _read(path, changed) if row["status"] == "published"}


def published() -> dict[str, str]:
    """Return the table of each published record, by id."""
    path = data_file("records.csv")
    return dict(_published(path, path.stat().st_mtime_ns))


def _convert(field: dict, values: list[str], kind) -> ExtensionArray:
    """Return the texts of a column as a column of its type; what has none is missing.

    Raises:
        ValueError, OverflowError: a text is not of that type.
    """
    import pandas as pd

    present = [value for value in values if value]
    if field["type"] in cells.NUMBERS:  # Python reads digits of other scripts, too
        pattern, _ = cells.NUMBERS[field["type"]]
        if not all(map(pattern.fullmatch, present)):
            raise ValueError
    is_checked = field["type"] in ("boolean", "date") or "rdfType" in field
    if is_checked and any(cells.fault(field, value) for value in present):
        raise ValueError
    if not isinstance(kind, str) and not set(present) <= set(kind.categories):
        raise ValueError
    read = _READ.get(str(kind), str)
    return pd.array([read(value) if value else pd.NA for value in values], dtype=kind)


def _typed(name: str, field: dict, values: list[str], kind) -> ExtensionArray:
    """Return a column converted to its type.

    Raises:
        csvfile.TableError: a cell is not of that type; the first such row is named.
    """
    with contextlib.suppress(ValueError, OverflowError):
        return _convert(field, values, kind)
    for row, value in enumerate(values, 2):
        if fault := cells.fault(field, value):
            raise csvfile.TableError(f"{name}.csv, row {row}: {field['name']} {fault}")
        if value and value not in getattr(kind, "categories", (value,)):
            raise csvfile.TableError(f"{name}.csv, row {row}: {field['name']} is {value!r}, expected a text's id")
    raise csvfile.TableError(f"{name}.csv: {field['name']} cannot be read as {kind}")


State = tuple[Path, int]  # a file, and when it was last changed


def _state(name: str) -> State:
    path = data_file(f"{name}.csv")
    return path, path.stat().st_mtime_ns


@cache
def _load(name: str, *states: State) -> pd.DataFrame:
    """Return a typed table, once for each state of its file, and of the texts' where its rows follow their order."""
    import pandas as pd

    fields = schema(name)["fields"]
    raw_rows, types = rows(name), dtypes(name)
    columns = {}
    for field in fields:
        column = field["name"]
        columns[column] = _typed(name, field, [row[column] for row in raw_rows], types[column])
    return pd.DataFrame(columns)


def _frame(name: str) -> pd.DataFrame:
    """Return a table as a typed frame, which all callers share."""
    files = (name, "documents") if _to_documents(name) else (name,)
    return _load(name, *map(_state, files))


def table(name: str) -> pd.DataFrame:
    """Return a table as a new typed frame (nullable integers, categories, strings), rows sorted by key.

    Raises:
        RecordError: there is no such table.
        csvfile.TableError: the table cannot be read; row and column are named.
    """
    return _frame(name).copy()


def id_pattern(docs: str = "[a-z]+") -> str:
    """Return the pattern of the ids of records: in those of a text a letter names the kind, others begin with a word.

    Args:
        docs: the pattern of the ids of texts.
    """
    return rf"(?:(?:{docs})-[{''.join(KINDS)}][0-9]{{2,3}}|(?:link|later)-[0-9]{{2,3}}|ev-[a-z0-9-]+)"


def table_of(record_id: str) -> str:
    """Return the name of the table a record id belongs to.

    Raises:
        RecordError: the id has no known shape.
    """
    for prefix, name in (("ev-", "events"), ("link-", "claim_links"), ("later-", "later_events")):
        if record_id.startswith(prefix):
            return name
    match = re.fullmatch(r"([a-z]+)-([a-z])[0-9]{2,3}", record_id)
    if match and match[1] in docs() and match[2] in KINDS:
        return KINDS[match[2]]
    raise RecordError(f"{record_id!r} is not the id of a record: ids look like rewaq-c07, ev-summit or link-03")


def get(record_id: str) -> pd.Series:
    """Return one record as a Series.

    Raises:
        RecordError: no table holds the id.
    """
    name = table_of(record_id)
    frame = _frame(name)
    rows = frame[frame[schema(name)["primaryKey"][0]] == record_id]
    if rows.empty:
        raise RecordError(f"no record {record_id!r} in table {name}")
    return rows.iloc[0]


def split_ids(value) -> list[str]:
    """Return the ids joined with `;` in a cell (none for an empty cell)."""
    return [part for part in value.split(";") if part] if isinstance(value, str) else []


@cache
def _ordered_texts(path: Path, changed: int) -> list[dict[str, str]]:
    texts = rows("documents", path.parent)
    for number, row in enumerate(texts, start=2):
        if fault := cells.fault({"type": "integer", "constraints": {"required": True}}, row["order"]):
            raise csvfile.TableError(f"{path.name}, row {number}: order {fault}")
    return sorted(texts, key=lambda row: int(row["order"]))


def _column_of_texts(column: str, folder: Path | None = None) -> dict[str, str]:
    """Return a column of the table of texts by id, in the book's order."""
    path = data_file("documents.csv", folder)
    return {row["doc_id"]: row[column] for row in _ordered_texts(path, path.stat().st_mtime_ns)}


def docs(folder: Path | None = None) -> tuple[str, ...]:
    """Return the ids of the texts, in the book's order."""
    return tuple(_column_of_texts("doc_id", folder))


def labels() -> dict[str, str]:
    """Return the short label of each text, in the book's order."""
    return _column_of_texts("label")


def colours() -> dict[str, str]:
    """Return the colour of each text, in the book's order."""
    return _column_of_texts("colour")


def signs() -> dict[str, str]:
    """Return the shape that stands for each text in charts, in the book's order."""
    return _column_of_texts("sign")


def quotes(record_id: str) -> list[str]:
    """Return the published quotations of a record, in order."""
    return [row["quote_ar"] for row in rows("quotes") if row["record_id"] == record_id]
