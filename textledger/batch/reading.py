"""The documents of a part, one at a time; what cannot be read is told in place of a document."""

import datetime
import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .plan import Columns, Part, Piece, told

MOST_BYTES = 2**24  # of one document
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_OR_YEAR = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


class Document(NamedTuple):
    """A text and what is known of it; `place` is a byte of JSON Lines or a row of Parquet."""

    doc_id: str
    text: str
    date: str | None
    outlet: str | None
    file: str
    place: int


class Failure(NamedTuple):
    """What could not be read, or read but not worked on."""

    file: str
    place: int
    doc_id: str | None
    error: str


def day_of(date: str | None) -> tuple[str | None, str | None, str | None]:
    """Return a date as EDTF, the day it is, if it is one, and what is wrong with it."""
    if not date:
        return None, None, None
    known = re.sub(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*", r"\1", date.strip(), flags=re.S)
    try:
        if _DAY.fullmatch(known):
            return datetime.date.fromisoformat(known).isoformat(), known, None
    except ValueError:
        pass  # the thirtieth of February
    if _MONTH_OR_YEAR.fullmatch(known):
        return known, None, None
    return None, None, f"its date is {date[:40]!r}, expected one like 2021-02-18"


def documents(part: Part, base: str, columns: Columns) -> Iterator[Document | Failure]:
    """Yield the documents of a part in order, and a failure for each that cannot be read."""
    readers = {"text": _text, "lines": _lines, "packed lines": _packed_lines, "parquet": _parquet}
    left = part.most
    for piece in part.pieces:
        file = told(piece.file, base)
        try:
            if not os.path.isfile(piece.file):
                raise FileNotFoundError("there is no such file, or it is a pipe or the like")
            for found in readers[piece.kind](piece, file, columns):
                if left == 0:
                    return
                left = None if left is None else left - 1
                yield found
        except (OSError, EOFError, zlib.error) as error:
            yield Failure(file, piece.begin, None, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _text(piece: Piece, file: str, columns: Columns) -> Iterator[Document | Failure]:
    """Yield a file as one document: its id is its name, its outlet its folder, its date what its name begins with."""
    doc_id = file.removesuffix(Path(file).suffix)
    with open(piece.file, "rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        yield Failure(file, 0, doc_id, f"has more than {MOST_BYTES:,} bytes, expected a text in parts of its own")
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Failure(file, 0, doc_id, f"is not UTF-8: byte {error.start} is {raw[error.start]:#04x}")
        return
    day = _DAY.match(Path(file).name)
    outlet = file.split("/")[0] if "/" in file else None
    yield Document(doc_id, text, day[0] if day else None, outlet, file, 0)


def _packed_lines(piece: Piece, file: str, columns: Columns) -> Iterator[Document | Failure]:
    with gzip.open(piece.file) as opened:
        yield from _each_line(opened, 0, None, file, columns)


def _lines(piece: Piece, file: str, columns: Columns) -> Iterator[Document | Failure]:
    with open(piece.file, "rb") as opened:
        opened.seek(piece.begin)
        yield from _each_line(opened, piece.begin, piece.end, file, columns)


def _each_line(opened, place: int, end: int | None, file: str, columns: Columns) -> Iterator[Document | Failure]:
    while (end is None or place < end) and (line := opened.readline(MOST_BYTES + 1)):
        size = len(line)
        if size > MOST_BYTES:
            while (rest := opened.readline(MOST_BYTES)) and (size := size + len(rest)) and rest[-1:] != b"\n":
                pass
            yield Failure(file, place, None, f"has more than {MOST_BYTES:,} bytes, expected one document a line")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _of_line(line, place, file, columns)
        place += size


def _of_line(line: bytes, place: int, file: str, columns: Columns) -> Document | Failure:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Failure(file, place, None, f"is not UTF-8: byte {error.start} of the line is {line[error.start]:#04x}")
    except json.JSONDecodeError as error:
        return Failure(file, place, None, f"is no line of JSON: {error.msg}, character {error.colno}")
    except (ValueError, RecursionError) as error:
        return Failure(file, place, None, f"is no line of JSON: {error}")
    if not isinstance(row, dict):
        return Failure(file, place, None, "is JSON but no object, expected one with the columns")
    if missing := [name for name in (columns.id, columns.text) if name not in row]:
        found = ", ".join(list(row)[:10]) or "nothing"
        return Failure(file, place, None, f"there is no column {missing[0]}, only {found} (see --columns)")
    return _checked([row.get(name) for name in columns], file, place)


def _parquet(piece: Piece, file: str, columns: Columns) -> Iterator[Document | Failure]:
    from . import parquet

    reached = piece.begin
    try:
        for place, *values in parquet.rows(piece.file, piece.begin, piece.end, columns):
            reached = place + 1
            yield _checked(values, file, place)
    except parquet.ERRORS as error:
        rows = f"rows {reached} to {piece.end}" if piece.end else "it"
        yield Failure(file, reached, None, f"{rows} cannot be read: {str(error).splitlines()[0]}")


def _checked(values: list, file: str, place: int) -> Document | Failure:
    """Return a document of values of any type, or what is wrong with them."""
    doc_id, text, date, outlet = values
    if not isinstance(doc_id, str | int) or doc_id == "":
        return Failure(file, place, None, f"its id is {str(doc_id)[:40]!r}, expected a name or number")
    if not isinstance(text, str):
        return Failure(file, place, _whole(str(doc_id)), f"its text is {type(text).__name__}, expected a string")
    found = Document(
        str(doc_id),
        text,
        None if date is None else str(date),
        None if outlet is None else str(outlet),
        file,
        place,
    )
    if any(isinstance(value, str) and value != _whole(value) for value in found):
        return Failure(file, place, _whole(found.doc_id), "holds half a character, expected whole ones")
    return found


def _whole(value: str) -> str:
    """Return a string without half characters, which UTF-8 cannot write."""
    return value.encode(errors="replace").decode()
