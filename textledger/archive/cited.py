"""Which addresses the table of sources cites, and what it says of the copies of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .. import datapackage, records
from ..schema import tables

TABLE = "sources"


class Cited(NamedTuple):
    """An address that sources cite."""

    address: str
    read: tuple[str, ...]  # the sources of which this is the page that was read
    sha256: str = ""  # what the table says of its body, if anything,
    on: str = ""  # and of which day
    day: str = ""  # the last day on which a source of it was read, YYYY-MM-DD


def page_read(row: dict[str, str]) -> str:
    """Return the address of the page of a source that was read: the copy's, where there is one."""
    return row["seen_in"] or row["url"]


def rows(folder: Path) -> list[dict[str, str]]:
    """Return the sources.

    Raises:
        ValueError: the table cannot be read, or has other columns than its schema.
    """
    return records.rows(TABLE, folder)


def addresses(found: list[dict[str, str]]) -> list[Cited]:
    """Return every address that sources cite, once, in the order of the table."""
    every: dict[str, list[dict[str, str]]] = {}
    for row in found:
        for address in dict.fromkeys((page_read(row), row["url"])):
            if address:
                every.setdefault(address, []).append(row)
    return [Cited(address, *_told(address, citing)) for address, citing in every.items()]


def _told(address: str, citing: list[dict[str, str]]) -> Iterator:
    own = [row for row in citing if page_read(row) == address]
    yield tuple(row["source_key"] for row in own)
    noted = next((row for row in own if row["archived_sha256"]), {"archived_sha256": "", "archived_on": ""})
    yield noted["archived_sha256"]
    yield noted["archived_on"]
    yield max(row["accessed"] for row in citing)


def note(folder: Path, cited: Cited, **values: str) -> bool:
    """Write what is now known of an address to its sources, where nothing is known yet; the table stays whole.

    The table is read anew, since it may have been edited meanwhile.

    Returns:
        Whether there was anything to write.
    """
    sources = rows(folder)
    changed = False
    for row in sources:
        if row["source_key"] in cited.read and page_read(row) == cited.address:
            news = {column: value for column, value in values.items() if not row[column]}
            changed = changed or bool(news)
            row.update(news)
    if changed:
        tables.write(TABLE, sources, folder)
    return changed


def describe(folder: Path) -> None:
    """Renew the descriptor, which holds the digest of the table."""
    datapackage.write(folder)
