"""What is read, and how it is divided into parts: only names, sizes and places, no text."""

import glob
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

KINDS = {  # how a file is read, by how its name ends
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".jsonl.gz": "packed lines",
    ".ndjson.gz": "packed lines",
    ".parquet": "parquet",
}
EXPECTED = "plain text (.txt), JSON Lines (.jsonl, .ndjson, also .gz) or Parquet (.parquet)"
LEAST, MOST, PARTS = 2**18, 2**24, 64  # bytes of a part: a 64th of the input, within these bounds
TEXT_LEAST = 2**10  # opening a file takes time, however short it is
ROWS = 1000  # of a part of a Parquet file, whose bytes say little about its text


class Columns(NamedTuple):
    """The columns of JSON Lines and Parquet that hold what is read; the last two may be absent."""

    id: str = "id"
    text: str = "text"
    date: str = "date"
    outlet: str = "outlet"

    @classmethod
    def parse(cls, wording: str) -> "Columns":
        """Return the columns named as `text=body,date=published`.

        Raises:
            ValueError: it names what is none of the four.
        """
        pairs = [part.strip().partition("=") for part in wording.split(",") if part.strip()]
        if wrong := [name for name, _, column in pairs if name not in cls._fields or not column]:
            raise ValueError(f"{wrong[0]!r} is none of id=COLUMN, text=COLUMN, date=COLUMN, outlet=COLUMN")
        return cls(**{name: column for name, _, column in pairs})


class Piece(NamedTuple):
    """A file, or a range of it: bytes of JSON Lines (whole lines), rows of Parquet."""

    file: str
    kind: str
    begin: int = 0
    end: int | None = None


class Part(NamedTuple):
    """What one task reads and writes; `most` is the number of documents of a sample, `weight` its share of the work."""

    number: int
    pieces: tuple[Piece, ...]
    weight: int
    most: int | None = None


class Plan(NamedTuple):
    """The parts of an input, the folder that file names are told from, and the files that are not read."""

    base: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()


class PlanError(ValueError):
    """There is nothing to read, or it cannot be divided."""


def kind_of(name: str) -> str | None:
    """Return how a file is read, or None where its name does not tell."""
    return next((kind for end, kind in KINDS.items() if name.lower().endswith(end)), None)


def told(path: str, base: str) -> str:
    """Return the name of a file as it is told: from a folder, with signs for bytes that are no UTF-8."""
    return Path(os.path.relpath(path, base)).as_posix().encode(errors="surrogateescape").decode(errors="replace")


def _found(source: str) -> tuple[Path, list[Path]]:
    """Return the folder that names are told from, and the files that a path or pattern stands for, in order."""
    path = Path(source)
    if path.is_dir():
        walked = ((Path(at), folders, names) for at, folders, names in os.walk(path, onerror=_raise))
        return path, sorted(at / name for at, _, names in walked for name in names if name[0] != ".")
    if path.is_file():
        return path.parent, [path]
    if not glob.has_magic(source):
        raise PlanError(f"{source}: there is no such file or folder")
    plain = re.split(r"[^/]*[*?\[]", source, maxsplit=1)[0]
    return Path(plain or "."), sorted(p for name in glob.glob(source, recursive=True) if (p := Path(name)).is_file())


def _raise(error: OSError):
    raise error


def make(source: str, columns: Columns, sample: int | None = None) -> Plan:
    """Return the parts of an input, the same whenever it is the same.

    Args:
        source: a file, a folder, or a pattern of files.
        columns: what has to be in Parquet files.
        sample: read about so many documents only, from parts that lie evenly.

    Raises:
        PlanError: there is nothing to read, or a file has not the columns.
    """
    base, files = _found(source)
    named = [(path, kind_of(path.name)) for path in files]
    if not any(kind for _, kind in named):
        there = f"{len(files)} of other kinds" if files else "no file"
        raise PlanError(f"{source}: {there}, expected {EXPECTED}")
    size = min(MOST, max(LEAST, sum(_size(path) or 0 for path, kind in named if kind) // PARTS))
    weighed = [found for path, kind in named if kind for found in _pieces(path, kind, size, columns)]
    parts = _sampled(list(_grouped(weighed, size)), sample)
    if not parts:
        raise PlanError(f"{source}: the files are empty, expected documents")
    left_out = tuple(told(str(path), str(base)) for path, kind in named if not kind)
    return Plan(os.path.abspath(base), parts, left_out)


def _size(path: Path) -> int | None:
    """Return the bytes of a file, or None where it is none that can be read: a link to nothing, a pipe."""
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def _pieces(path: Path, kind: str, size: int, columns: Columns) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces of a file and their weights; what cannot be opened stays whole, for its reader to report."""
    name, whole = os.path.abspath(path), _size(path)
    if whole is None:
        yield Piece(name, kind), TEXT_LEAST
    elif kind == "parquet":
        rows = _rows(name, columns)
        if rows is None:
            yield Piece(name, kind), whole
        for begin in range(0, rows or 0, ROWS):
            count = min(ROWS, (rows or 0) - begin)
            yield Piece(name, kind, begin, begin + count), max(1, whole * count // (rows or 1))
    elif kind == "lines":
        for begin, end in pairwise([*_line_starts(name, whole, size), whole]):
            yield Piece(name, kind, begin, end), end - begin
    else:
        yield Piece(name, kind), max(whole, TEXT_LEAST)


def _rows(name: str, columns: Columns) -> int | None:
    """Return the number of rows of a Parquet file, or None where it cannot be read.

    Raises:
        PlanError: it has not the columns.
    """
    from . import parquet  # which loads DuckDB

    if (shape := parquet.shape(name)) is None:
        return None
    found, rows = shape
    optional = {"date", "outlet"} & set(columns)  # named by no option
    if missing := [column for column in columns if column not in found and column not in optional]:
        raise PlanError(f"{name}: there is no column {missing[0]}, only {', '.join(found)} (see --columns)")
    return rows


def _line_starts(name: str, whole: int, size: int) -> list[int]:
    """Return where the ranges of a file begin: at the first lines behind each multiple of a size."""
    starts = [0] if whole else []
    try:
        with open(name, "rb") as file:
            while starts and (wanted := starts[-1] + size) < whole:
                file.seek(wanted - 1)
                while (line := file.readline(LEAST)) and line[-1:] != b"\n":
                    pass
                if file.tell() >= whole:
                    break
                starts.append(file.tell())
    except OSError:
        pass  # its reader reports it
    return starts


def _grouped(weighed: list[tuple[Piece, int]], size: int) -> Iterator[Part]:
    """Yield parts of files of plain text up to a size; every other piece is a part by itself."""
    groups: list[tuple[list[Piece], int]] = []
    for piece, weight in weighed:
        group, total = groups[-1] if groups else ([], 0)
        if group and piece.kind == group[-1].kind == "text" and total + weight <= size:
            group.append(piece)
            groups[-1] = (group, total + weight)
        else:
            groups.append(([piece], weight))
    for number, (group, total) in enumerate(groups):
        yield Part(number, tuple(group), total)


def _sampled(parts: list[Part], sample: int | None) -> tuple[Part, ...]:
    if sample is None:
        return tuple(parts)
    count = min(len(parts), sample)
    chosen = [parts[i * len(parts) // count] for i in range(count)]
    return tuple(
        part._replace(number=i, most=sample // count + (i < sample % count), weight=1) for i, part in enumerate(chosen)
    )
