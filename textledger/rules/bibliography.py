"""The bibliography's rules: it can be read, has what is cited, and each entry has what is printed of it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .. import records
from ..corpus import arabic
from ..schema import cells, csvfile
from . import bibtex
from .relations import Data, at

FILE = "references.bib"
_ENTRY = re.compile(r"^[ \t]*@(?!comment|preamble|string)\w+[ \t]*[{(][ \t]*([^,\s]+)[ \t]*,", re.M | re.I)
_CITED = re.compile(r"\[\[cite:([^|\]]*)")
_TRANSLATED = re.compile(r"(?:[^][]+ )?\[[^][]*[A-Za-z][^][]*\]")  # `title [translation]`, or `[description]`
_KEY_COLUMNS = ("source_key", "publisher_ref", "source_keys")


def keys(bib: str) -> dict[str, int]:
    """Return the keys of the entries, each with the row it stands in."""
    found: dict[str, int] = {}
    for match in _ENTRY.finditer(bib):
        found.setdefault(match[1], bib.count("\n", 0, match.start()) + 1)
    return found


def _doubled(bib: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    for match in _ENTRY.finditer(bib):
        row, key = bib.count("\n", 0, match.start()) + 1, match[1].lower()
        if key in seen:
            yield f"{FILE}, row {row}: the key {match[1]} stands twice, expected once (row {seen[key]})"
        seen.setdefault(key, row)


@cache  # most of what validating takes, for a file that seldom changes
def _parsed(bib: str) -> dict:
    from pybtex.database import parse_string

    return parse_string(bib, "bibtex").entries


def _entry_faults(entry) -> Iterator[str]:
    yield from bibtex.entry_faults(entry)
    title, year = (entry.fields.get(name, "").strip("{} ") for name in ("title", "year"))
    if "title" in entry.fields and not title:
        yield "title is empty, expected one"
    if not re.fullmatch(r"[1-9][0-9]{3}|n\.d\.", year):
        yield f"year is {year or 'missing'}, expected four digits or n.d."
    day = entry.fields.get("urldate")
    if day is not None and (fault := cells.fault({"type": "date"}, day)):
        yield f"urldate {fault}"


def cited(data: Data) -> Iterator[tuple[str, str, str]]:
    """Yield where the tables cite the bibliography: place, column and key."""
    for name, rows in data.items():
        columns = [column for column in _KEY_COLUMNS if rows and column in rows[0]]
        for line, row in enumerate(rows, 2):
            found = [(column, key) for column in columns for key in records.split_ids(row[column])]
            found += [(column, key) for column, value in row.items() if "[[" in value for key in _CITED.findall(value)]
            for column, key in found:
                yield at(name, line, row), column, key


def _accounts(entries, rows: list[dict]) -> Iterator[tuple[str, str]]:
    """Yield where entries and the table of sources differ, and titles in other languages that are not translated."""
    listed = {row["source_key"]: row for row in rows}
    for key, entry in entries.items():
        fields, row = entry.fields, listed.get(key)
        if row is None:
            yield key, f"sources.csv has no row for it, expected one that says what of {key} was read, and when"
            continue
        due = {"url": row["url"], "urldate": row["accessed"] if row["url"] else ""}
        for name, expected in due.items():
            value = fields.get(name, "")
            if (bibtex.address(value) if name == "url" else value) != expected:
                yield key, f"{name} is {value or 'missing'}, expected {expected or 'none'}, as sources.csv has it"
        title = fields.get("title", "").strip("{}")
        if arabic.LETTER.search(title) and "langid" not in fields:
            yield key, "langid is missing, expected the language of an Arabic or Persian title"
        if "langid" in fields and not _TRANSLATED.fullmatch(title):
            yield key, f"title is {title!r}, expected the title and its [translation], or an [English description]"


def faults(folder: Path, data: Data) -> list[str]:
    """Return what is wrong with the bibliography beside the tables, and with what they cite of it.

    Args:
        folder: the folder of the tables.
        data: the rows of all tables that can be read, by table.
    """
    from pybtex.database import BibliographyDataError
    from pybtex.scanner import PybtexSyntaxError

    path = folder / FILE
    if not path.is_file():
        return [f"{FILE}: is not there, expected the bibliography"]
    try:
        bib = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return [f"{FILE}, {csvfile.byte_fault(error)}"]
    if found := list(_doubled(bib)):
        return found
    try:
        entries = _parsed(bib)
    except PybtexSyntaxError as error:
        return [f"{FILE}, row {error.lineno}: cannot be read as BibTeX: {error}"]
    except BibliographyDataError as error:
        return [f"{FILE}: cannot be read as BibTeX: {error}"]
    rows = keys(bib)
    for key, entry in entries.items():
        found += [f"{FILE}, row {rows.get(key, 1)}: {key}: {fault}" for fault in _entry_faults(entry)]
    if data.get("sources"):
        differences = _accounts(entries, data["sources"])
        found += [f"{FILE}, row {rows.get(key, 1)}: {key}: {fault}" for key, fault in differences]
    there = set(entries.keys())
    found += [
        f"{where}: {column} cites {key}, expected an entry of {FILE}"
        for where, column, key in cited(data)
        if key not in there
    ]
    return found
