"""What holds of searches: a record says that something was not found only where a search for it is on record."""

import re
from collections.abc import Iterator
from functools import cache

from .. import records
from .relations import Data, at, lines

UNFOUND = re.compile(
    r"\bnot (?:yet )?(?:be )?(?:found|seen|traced|looked up|looked for|sought|searched)\b"
    r"|\b(?:no|none|nothing|nobody|neither)\b[^.;:,]{0,60}?\b(?:found|seen|traced|looked up|sought)\b"
    r"|\bno trace\b|\bin no source\b",
    re.I,
)
_THE_TEXTS = ("claims", "paragraphs", "passages", "searches")  # what the texts say, and what was done


@cache  # what a cell says is often said in others
def _says_unfound(value: str) -> bool:
    return bool(UNFOUND.search(value))


def unfound(data: Data) -> Iterator[tuple[str, str, list[str]]]:
    """Yield where a table says that something was not found: place, column, and the records or the text it is of.

    A row is of its own record; where it is none, of the records that it names, and of its text.
    """
    registered = {row["record_id"] for row in data["records"]}
    for name in data:
        described = records.schema(name)
        if name in _THE_TEXTS:
            continue
        free = [field["name"] for field in described["fields"] if field["type"] == "string" and _is_free(field)]
        # a value that stands in many cells of a column is read once
        saying = {column: set(filter(_says_unfound, {row[column] for row in data[name]})) for column in free}
        saying = {column: values for column, values in saying.items() if values}
        for line, row in enumerate(data[name], 2):
            columns = [column for column, values in saying.items() if row[column] in values]
            columns += ["evidence"] if row.get("evidence") == "none_found" else []
            columns += ["found"] if row.get("found") == "not_found" else []
            if columns:
                own = row[described["primaryKey"][0]]
                named = [part for value in row.values() for part in records.split_ids(value) if part in registered]
                alone = own in registered or described["primaryKey"] == ["doc_id"]
                of = [own] if alone else [*named, row.get("doc_id", "")]
                yield at(name, line, row), columns[0], of


def _is_free(field: dict) -> bool:
    return not {"enum", "pattern"} & set(field.get("constraints", {}))


def results(data: Data) -> Iterator[str]:
    """What was found stands in a source."""
    for where, row in lines(data, "searches"):
        if row["result"] == "found" and not row["source_keys"]:
            yield f"{where}: source_keys is empty, expected a source for what was found"


def told(data: Data) -> Iterator[str]:
    """Where something is said not to have been found, a search names the record, or the text."""
    sought = {row["doc_id"] for row in data["searches"]}
    sought |= {record_id for row in data["searches"] for record_id in records.split_ids(row["record_ids"])}
    for where, column, of in unfound(data):
        if not sought.intersection(of):
            yield f"{where}: {column} says that something was not found, expected a row of searches.csv that names it"


EVERY = (results, told)
