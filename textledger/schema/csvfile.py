"""Tables as files: CSV in UTF-8 with LF line ends, one record a line, as many cells as columns; and for spreadsheets.

A spreadsheet runs a cell of text that begins with one of `FORMULA` as a formula, whatever quotes stand around it
(https://owasp.org/www-community/attacks/CSV_Injection). The published tables have no such cell, which is a rule of
theirs; text that comes from elsewhere gets an apostrophe before it.
"""

import csv
import io
from pathlib import Path
from typing import NamedTuple

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


class TableError(ValueError):
    """A table cannot be read; file, row and column are named."""


class Table(NamedTuple):
    """What a file holds: columns, one dictionary of text a row, and what is wrong with the file."""

    columns: list[str]
    rows: list[dict[str, str]]
    faults: list[str]


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula."""
    return text.startswith(FORMULA)


def for_spreadsheet(text: str) -> str:
    """Return text as it may stand in a cell that a spreadsheet opens: with an apostrophe before a formula's sign."""
    return f"'{text}" if is_formula(text) else text


def byte_fault(error: UnicodeDecodeError, unit: str = "row") -> str:
    """Return what is wrong with a file that is no text in UTF-8, and where."""
    row = error.object.count(b"\n", 0, error.start) + 1
    return f"{unit} {row}: holds the byte 0x{error.object[error.start]:02x}, expected text in UTF-8"


def _cells(line: str) -> list[str]:
    """Return the cells of a line; none where it is no CSV, as in a file of another kind."""
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def _decode(raw: bytes, name: str) -> tuple[str, list[str]]:
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")
        header = _cells(raw.partition(b"\n")[0].decode("utf-8", "replace"))
        number = len(_cells(line)) or 1
        column = header[number - 1] if number <= len(header) else f"cell {number}"
        row = raw.count(b"\n", 0, error.start) + 1
        return "", [f"{name}, row {row}: {column} holds the byte 0x{raw[error.start]:02x}, expected text in UTF-8"]


def _line_faults(text: str, name: str) -> list[str]:
    faults = []
    if text.startswith(BOM):
        faults.append(f"{name}, row 1: begins with a byte order mark, expected UTF-8 without one")
    if "\r" in text:
        row = text.count("\n", 0, text.index("\r")) + 1
        faults.append(f"{name}, row {row}: holds a carriage return, expected lines that end in LF alone")
    if not text:
        faults.append(f"{name}, row 1: the file is empty, expected the names of the columns")
    elif not text.endswith("\n"):
        row = text.count("\n") + 1
        faults.append(f"{name}, row {row}: is cut short, expected a line end after the last row")
    return faults


def _row_fault(cells: list[str], columns: list[str], is_one_line: bool) -> str | None:
    if not cells:
        return "is blank, expected a record"
    if len(cells) > len(columns):
        surplus = cells[len(columns)]
        return f"has a cell too many: after {columns[-1]} stands {surplus!r}, expected {len(columns)} cells"
    if len(cells) < len(columns):
        return f"has a cell too few: {columns[len(cells)]} is missing, expected {len(columns)} cells"
    if not is_one_line and (broken := [column for column, cell in zip(columns, cells, strict=True) if "\n" in cell]):
        return f"{broken[0]} holds a line break, expected a record a line"
    return None


def parse(raw: bytes, name: str) -> Table:
    """Return what a CSV file holds.

    Args:
        raw: its bytes.
        name: its name, for the faults.
    """
    text, faults = _decode(raw, name)
    if faults:
        return Table([], [], faults)
    faults = _line_faults(text, name)
    columns, rows, row = [], [], 1
    reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline="\n"), strict=True)
    try:
        columns = next(reader, [])
        row = reader.line_num + 1
        for cells in reader:
            if fault := _row_fault(cells, columns, reader.line_num == row):
                faults.append(f"{name}, row {row}: {fault}")
            rows.append(dict(zip(columns, cells, strict=False)))
            row = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"{name}, row {row}: cannot be read as CSV: {error}")
    doubled = sorted({column for column in columns if columns.count(column) > 1})
    if doubled:
        faults.append(f"{name}, row 1: the column {doubled[0]} stands twice")
    return Table(columns, rows, faults)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file.

    Raises:
        FileNotFoundError: there is no such file.
        TableError: the file is not well formed.
    """
    table = parse(path.read_bytes(), path.name)
    if table.faults:
        raise TableError(table.faults[0])
    return table.rows


def render(columns: list[str], rows: list[dict[str, str]]) -> str:
    """Return rows of text as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
