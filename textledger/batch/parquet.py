"""Parquet, read and written by DuckDB: with one thread, so that the same rows give the same bytes."""

import glob
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb

ROWS_AT_ONCE = 100
ERRORS = (duckdb.Error, OSError)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """Return this process's connection; it may neither fetch extensions nor keep anything."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "autoinstall_known_extensions": False,
        "memory_limit": "1GB",
    }
    return duckdb.connect(":memory:", config=settings)


def _quoted(name: str, mark: str = '"') -> str:
    return mark + name.replace(mark, mark * 2) + mark


def _columns(file: str) -> list[str]:
    found = _connection().execute("DESCRIBE SELECT * FROM read_parquet(?)", [glob.escape(file)])
    return [name for name, *_ in found.fetchall()]


def shape(file: str) -> tuple[list[str], int] | None:
    """Return the columns of a file and the number of its rows, or None where it cannot be read."""
    counted = "SELECT num_rows FROM parquet_file_metadata(?)"
    try:
        return _columns(file), _connection().execute(counted, [glob.escape(file)]).fetchall()[0][0]
    except ERRORS:
        return None


def rows(file: str, begin: int, end: int | None, columns: tuple[str, ...]) -> Iterator[tuple]:
    """Yield the row numbers and the columns of some rows; an absent column is empty.

    Raises:
        duckdb.Error: the file is damaged.
    """
    present = set(_columns(file))
    chosen = ", ".join(_quoted(name) if name in present else "NULL" for name in columns)
    cursor = _connection().cursor()
    cursor.execute(
        f"SELECT file_row_number, {chosen} FROM read_parquet(?, file_row_number = true) "
        "WHERE file_row_number >= ? AND file_row_number < ? ORDER BY 1",
        [glob.escape(file), begin, 2**62 if end is None else end],
    )
    while some := cursor.fetchmany(ROWS_AT_ONCE):
        yield from some


def write(source: Path, target: Path, types: dict[str, str]) -> None:
    """Write lines of JSON as a Parquet file with columns of given types."""
    described = ", ".join(f"{_quoted(name, chr(39))}: {_quoted(kind, chr(39))}" for name, kind in types.items())
    _connection().execute(
        f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {{{described}}}, "
        f"maximum_object_size = {2**28})) TO {_quoted(str(target), chr(39))} (FORMAT parquet, COMPRESSION zstd)",
        [glob.escape(str(source))],
    )
