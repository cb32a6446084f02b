"""Typed access to the published tables: the only way to them.

`table("claims")` returns a table as a typed pandas frame, `rows("claims")` as plain text, `get("rewaq-c07")` one
record. Each table is one file, and asking for a table opens that file and its schema and no other, so that a page
depends on what it reads only. Pandas takes long to load and is loaded when a frame is first asked for.
"""

from __future__ import annotations

import csv
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DOCS = ("rewaq", "alwaght", "hadramout", "newswire", "ecss")
SCHEMAS = Path(__file__).parent / "schema"

_KINDS = {
    "q": "quantities",
    "d": "dates",
    "c": "claims",
    "r": "event_reports",
    "n": "anomalies",
    "b": "borrowings",
    "k": "checks",
}
_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}


class RecordError(LookupError):
    """There is no such table or record."""


def data_dir() -> Path:
    """Return the folder of the published tables (`TEXTLEDGER_DATA`, else `data/` of the repository)."""
    named = os.environ.get("TEXTLEDGER_DATA")
    return Path(named) if named else Path(__file__).parents[1] / "data"


def table_names() -> list[str]:
    """Return the names of all tables, sorted."""
    return sorted(path.stem for path in SCHEMAS.glob("*.json"))


@cache
def schema(name: str) -> dict:
    """Return the Table Schema of a table.

    Raises:
        RecordError: there is no such table.
    """
    path = SCHEMAS / f"{name}.json"
    if not path.is_file():
        raise RecordError(f"no table {name!r}; there are: {', '.join(table_names())}")
    return json.loads(path.read_text(encoding="utf-8"))


def dtypes(name: str) -> dict:
    """Return the pandas type of each column of a table: enumerations are categories in the order of the schema."""
    import pandas as pd

    result = {}
    for field in schema(name)["fields"]:
        values = field.get("constraints", {}).get("enum")
        result[field["name"]] = pd.CategoricalDtype(values) if values else _DTYPES[field["type"]]
    return result


@cache
def _read(path: Path, changed: int) -> tuple[dict[str, str], ...]:
    with open(path, encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def rows(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return a table as it stands in its file: one dictionary of text a row, with empty text where nothing is given.

    Args:
        name: the table.
        folder: where its file lies, if not in the folder of the published tables.
    """
    path = (folder or data_dir()) / f"{name}.csv"
    return [dict(row) for row in _read(path, path.stat().st_mtime_ns)]


@cache
def _published(path: Path, changed: int) -> dict[str, str]:
    return {row["record_id"]: row["table"] for row in _read(path, changed) if row["status"] == "published"}


def published() -> dict[str, str]:
    """Return the table of each published record, by id."""
    path = data_dir() / "records.csv"
    return dict(_published(path, path.stat().st_mtime_ns))


@cache
def _load(name: str) -> pd.DataFrame:
    import pandas as pd

    types = dtypes(name)
    path = data_dir() / f"{name}.csv"
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    if list(frame.columns) != list(types):
        raise RecordError(f"{path}: columns are {list(frame.columns)}, expected {list(types)}")
    for column, kind in types.items():
        if kind == "boolean":
            frame[column] = frame[column].map({"true": True, "false": False}).astype("boolean")
        elif kind != "string":
            frame[column] = frame[column].astype(kind)
    return frame


def table(name: str) -> pd.DataFrame:
    """Return a table as a new typed frame (nullable integers, categories, strings), rows sorted by key.

    Raises:
        RecordError: there is no such table, or its columns are not those of the schema.
    """
    return _load(name).copy()


def table_of(record_id: str) -> str:
    """Return the name of the table a record id belongs to.

    Raises:
        RecordError: the id has no known shape.
    """
    for prefix, name in (("ev-", "events"), ("link-", "claim_links"), ("later-", "later_events")):
        if record_id.startswith(prefix):
            return name
    match = re.fullmatch(r"([a-z]+)-([a-z])[0-9]{2,3}", record_id)
    if match and match[1] in DOCS and match[2] in _KINDS:
        return _KINDS[match[2]]
    raise RecordError(f"{record_id!r} is not the id of a record: ids look like rewaq-c07, ev-summit or link-03")


def get(record_id: str) -> pd.Series:
    """Return one record as a Series.

    Raises:
        RecordError: no table holds the id.
    """
    name = table_of(record_id)
    frame = _load(name)
    rows = frame[frame[schema(name)["primaryKey"][0]] == record_id]
    if rows.empty:
        raise RecordError(f"no record {record_id!r} in table {name}")
    return rows.iloc[0]


def split_ids(value) -> list[str]:
    """Return the ids joined with `;` in a cell (none for an empty cell)."""
    return [part for part in value.split(";") if part] if isinstance(value, str) else []


def labels() -> dict[str, str]:
    """Return the short label of each text, in the book's order."""
    found = {row["doc_id"]: row["label"] for row in rows("documents")}
    return {doc: found[doc] for doc in DOCS}


def quotes(record_id: str) -> list[str]:
    """Return the published quotations of a record, in order."""
    return [row["quote_ar"] for row in rows("quotes") if row["record_id"] == record_id]
