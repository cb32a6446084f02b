"""A coder's file: `data/drafts/SLUG/coding/CODER.csv`, one row for each decision or claim, in the order they were made.

Its columns:

- `unit_id`, `table`: the draft that is decided on, or the unit that is added (ids of added units are the coder's own);
- `decision`: accepted (the draft stands), corrected (it stands with the values and place of this row), rejected (there
  is nothing to code), added (the rules found nothing here);
- `doc_id`, `sha256`: the text, and which edition of it;
- `par`, `start`, `end`, `mac`: the place, as in the published tables; the wording is never kept;
- then the variables of all tables, as their schemas name them; those of other tables, and all of a rejected draft,
  are empty.

The file is written whole at each decision, beside the old one, and takes its place when it is safely on disk: after a
crash it is as it was before the decision or after it.
"""

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..schema import csvfile
from . import variables

FOLDER = "coding"
BASE = ("unit_id", "table", "decision", "doc_id", "sha256", "par", "start", "end", "mac")
_NUMBER = re.compile("0|[1-9][0-9]*")
_FORMS = {
    "unit_id": (re.compile(r"[a-z]+-[a-z][0-9]{2,}"), "an id as sada-q01"),
    "table": (re.compile("|".join((*variables.CODED, variables.CANDIDATES))), "the table of a unit"),
    "decision": (re.compile("|".join(variables.DECISIONS)), f"one of: {', '.join(variables.DECISIONS)}"),
    "doc_id": (re.compile("[a-z]+"), "the id of a text"),
    "sha256": (re.compile("[0-9a-f]{64}"), "64 hexadecimal digits"),
    "par": (_NUMBER, "a whole number"),
    "start": (_NUMBER, "a whole number"),
    "end": (_NUMBER, "a whole number"),
    "mac": (re.compile("[0-9a-f]{32}"), "32 hexadecimal digits"),
}


class CodingError(ValueError):
    """A coder's file cannot be used; file and row are named."""


def path_of(folder: Path, coder: str) -> Path:
    """Return the path of a coder's file within the folder of a text's drafts.

    Raises:
        ValueError: the name is none.
    """
    if not re.fullmatch("[a-z0-9][a-z0-9-]{0,39}", coder):
        raise ValueError(f"--coder {coder!r}: expected a short name of letters a-z, digits and hyphens")
    return folder / FOLDER / f"{coder}.csv"


def _row_fault(row: dict[str, str], seen: set[str], actors: set[str] | None) -> str | None:
    for column, (form, expected) in _FORMS.items():
        if not form.fullmatch(row[column]):
            return f"{column} is {row[column][:60]!r}, expected {expected}"
    if row["unit_id"] in seen:
        return f"unit_id is {row['unit_id']!r} for a second time"
    if int(row["start"]) >= int(row["end"]):
        return f"end is {row['end']}, expected more than start, which is {row['start']}"
    own = {field["name"] for field in variables.fields(row["table"])}
    given = {name: row[name] for name in variables.columns() if row[name] or name in own}
    if row["decision"] == "rejected":
        given = {name: value for name, value in given.items() if value}
        return f"{next(iter(given))} is given, expected nothing for a rejected draft" if given else None
    known = actors if actors is not None else {row["actor_id"], row["attributed_actor_id"]}
    wrong = variables.faults(row["table"], given, known)
    return f"{next(iter(wrong))} {next(iter(wrong.values()))}" if wrong else None


def read(path: Path, actors: set[str] | None = None) -> list[dict[str, str]]:
    """Return the rows of a coder's file.

    Args:
        path: the file.
        actors: the ids of known actors, where they are to be checked.

    Raises:
        FileNotFoundError: there is no such file.
        CodingError: it is not well formed, has other columns, or a row breaks a rule.
    """
    table = csvfile.parse(path.read_bytes(), path.name)
    if table.faults:
        raise CodingError(table.faults[0])
    expected = [*BASE, *variables.columns()]
    if table.columns != expected:
        odd = [name for name in table.columns if name not in expected]
        missing = [name for name in expected if name not in table.columns]
        what = f"unknown: {', '.join(odd)}" if odd else f"missing: {', '.join(missing)}" if missing else "another order"
        raise CodingError(f"{path.name}, row 1: the columns are not those of a coder's file ({what})")
    seen: set[str] = set()
    for number, row in enumerate(table.rows, 2):
        if fault := _row_fault(row, seen, actors):
            raise CodingError(f"{path.name}, row {number}: {fault}")
        seen.add(row["unit_id"])
    return table.rows


def render(columns: tuple[str, ...] | list[str], rows: list[dict[str, str]]) -> str:
    """Return rows as CSV text."""
    return csvfile.render(list(columns), [dict.fromkeys(columns, "") | row for row in rows])


def sync(path: Path) -> None:
    """Wait until a file or folder is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, and return when it is on disk."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder of the tables: until the block ends nobody else writes there, and no draft comes or goes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Coding:
    """The decisions of one coder on one text, each written when it is made.

    Args:
        path: the coder's file; it comes to be with the first decision.
        actors: the ids of known actors.

    Raises:
        CodingError: what the file holds cannot be used.
    """

    def __init__(self, path: Path, actors: set[str]):
        self.path = path
        self.rows: dict[str, dict[str, str]] = {}
        if path.exists():
            self.rows = {row["unit_id"]: row for row in read(path, actors)}
        self._written = self._on_disk()
        # what was there before each decision; of those of earlier sessions only the last is known
        self._done: list[tuple[str, dict[str, str] | None]] = [(unit_id, None) for unit_id in self.rows]

    def _on_disk(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""

    def _save(self, rows: dict[str, dict[str, str]]) -> None:
        text = render([*BASE, *variables.columns()], list(rows.values()))
        with locked(self.path.parents[3]):
            if self._on_disk() != self._written:
                raise CodingError(f"{self.path.name} was changed by another session: end this one and start it again")
            self.path.parent.mkdir(exist_ok=True)
            write(self.path, text)
        self.rows, self._written = rows, text.encode("utf-8")

    def _change(self, unit_id: str, row: dict[str, str] | None) -> None:
        others = {key: old for key, old in self.rows.items() if key != unit_id}
        self._save({**others, unit_id: row} if row else others)

    def put(self, unit_id: str, row: dict[str, str] | None) -> None:
        """Write a decision, in place of an earlier one on the same unit; None takes the earlier one back.

        Raises:
            CodingError: another session has changed the file.
            OSError: it cannot be written; then the decision is not made.
        """
        before = self.rows.get(unit_id)
        self._change(unit_id, row)
        self._done.append((unit_id, before))

    def undo(self) -> str | None:
        """Take back what was done last, also by an earlier session, and return its unit (None: nothing is left).

        Raises:
            CodingError, OSError: as for a decision.
        """
        if not self._done:
            return None
        unit_id, before = self._done[-1]
        self._change(unit_id, before)
        self._done.pop()
        return unit_id
