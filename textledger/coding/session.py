"""One coder at one text: what is shown, and every decision checked against text and codebook before it is written."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ..corpus import text
from . import drafts, variables
from .decisions import Coding, CodingError, path_of

LETTERS = {"claims": "c", "quantities": "q", "dates": "d"}  # of the ids of added units


class Refused(ValueError):
    """A decision cannot be taken as it is; `faults` says why, by column where one is at fault."""

    def __init__(self, message: str, faults: dict[str, str] | None = None):
        super().__init__(message)
        self.faults = faults or {}


class Session:
    """The decisions of one coder on the drafts of one text.

    Args:
        draft: the text with its drafts.
        coder: the name under which decisions are kept.
        codebook: the codebook's file.

    Raises:
        CodingError: the coder's file is of another text or edition, or is damaged.
    """

    def __init__(self, draft: drafts.Text, coder: str, codebook: Path):
        self.draft, self.coder = draft, coder
        self.definitions = variables.definitions(codebook)
        self.coding = Coding(path_of(draft.folder, coder), set(draft.actors))
        self.units = {unit.id: unit for unit in draft.units}
        self._lock = threading.Lock()
        for number, row in enumerate(self.coding.rows.values(), 2):
            self._check_edition(number, row)

    def _check_edition(self, number: int, row: dict[str, str]) -> None:
        place = f"{self.coding.path.name}, row {number}"
        if row["doc_id"] != self.draft.doc_id:
            raise CodingError(f"{place}: is about the text {row['doc_id']}, expected {self.draft.doc_id}")
        start, end = int(row["start"]), int(row["end"])
        if row["sha256"] != self.draft.sha256 or row["mac"] != self.draft.mac(start, end):
            raise CodingError(f"{place}: is about another edition of the text, expected that of documents.csv")
        if fault := self._misplaced(row):
            raise CodingError(f"{place}: {fault}")

    def _misplaced(self, row: dict[str, str]) -> str | None:
        """Return why a row cannot be of this text's drafts; its draft may be gone, with decisions that were applied."""
        unit_id, table, unit = row["unit_id"], row["table"], self.units.get(row["unit_id"])
        if (par := str(self.draft.par(int(row["start"]), int(row["end"])))) != row["par"]:
            return f"par is {row['par']}, expected that of its place, which is {par}"
        if row["decision"] != "added":
            return f"table is {table}, expected {unit.table}" if unit and unit.table != table else None
        if unit:
            return f"{unit_id} is added, expected an id that no draft has"
        if table not in LETTERS:
            return f"table is {table}, expected one of {', '.join(LETTERS)}"
        stem = f"{self.draft.doc_id}-{LETTERS[table]}"
        return None if unit_id.startswith(stem) else f"unit_id is {unit_id}, expected {stem} and a number"

    def added(self) -> list[dict[str, str]]:
        """Return what the coder added, in the order of the text."""
        rows = [row for row in self.coding.rows.values() if row["decision"] == "added"]
        return sorted(rows, key=lambda row: (int(row["start"]), int(row["end"])))

    def decided(self) -> int:
        """Return how many drafts are decided."""
        return len(self.units.keys() & self.coding.rows.keys())

    def _place(self, start, end) -> dict[str, str]:
        if not (type(start) is type(end) is int) or (par := self.draft.par(start, end)) is None:
            raise Refused("the marked words do not lie in one paragraph of the text")
        return {"par": str(par), "start": str(start), "end": str(end), "mac": self.draft.mac(start, end)}

    def _row(self, unit_id: str, table: str, decision: str, place: dict, values) -> dict[str, str]:
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise Refused("the values are no texts by column")
        given = {} if decision == "rejected" else variables.tidy(values)
        known = set(self.draft.actors)
        wrong = variables.faults(table, given, known) or variables.mismatches(table, given)
        if decision != "rejected" and wrong:
            name, message = next(iter(wrong.items()))
            raise Refused(f"{name} {message}", wrong)
        edition = {"doc_id": self.draft.doc_id, "sha256": self.draft.sha256}
        empty = dict.fromkeys(variables.columns(), "")
        return {"unit_id": unit_id, "table": table, "decision": decision, **edition, **place, **empty, **given}

    def decide(self, unit_id: str, decision: str, values: dict | None = None, start=None, end=None) -> str:
        """Write what the coder decides on a draft, and return its id.

        Args:
            unit_id: the draft.
            decision: accepted, corrected or rejected.
            values: with corrected, a text for each variable.
            start: with corrected, the first code point of its place, where that is another one.
            end: the code point after it.

        Raises:
            Refused: there is no such draft or decision, or a value is not one of the codebook's.
        """
        unit = self.units.get(unit_id)
        if unit is None:
            raise Refused(f"there is no draft {unit_id!r:.60}")
        if decision not in ("accepted", "corrected", "rejected"):
            raise Refused(f"{decision!r:.60} is no decision: expected accepted, corrected or rejected")
        moved = decision == "corrected" and start is not None
        here = self._place(unit.start, unit.end)
        place = self._place(start, end) if moved else here
        given = values if decision == "corrected" else unit.values
        row = self._row(unit_id, unit.table, decision, place, given)
        if decision == "corrected" and row | {"decision": ""} == self._row(unit_id, unit.table, "", here, unit.values):
            row["decision"] = "accepted"  # a form that was kept as it was corrects nothing
        with self._lock:
            self.coding.put(unit_id, row)
        return unit_id

    def _next_id(self, table: str) -> str:
        stem = f"{self.draft.doc_id}-{LETTERS[table]}"
        taken = [key.removeprefix(stem) for key in (*self.units, *self.coding.rows) if key.startswith(stem)]
        return f"{stem}{max((int(number) for number in taken), default=0) + 1:02}"

    def add(self, table: str, values: dict, start: int, end: int, unit_id: str | None = None) -> str:
        """Write a unit that the rules did not find, or change one, and return its id.

        Args:
            table: claims, quantities or dates.
            values: a text for each variable.
            start: the first code point of its place.
            end: the code point after it.
            unit_id: the unit that is changed (None: a new one).

        Raises:
            Refused: as for a draft.
        """
        if table not in LETTERS:
            raise Refused(f"{table!r:.60} is no table that is coded: expected one of {', '.join(LETTERS)}")
        with self._lock:
            if unit_id is not None:
                table = self._added(unit_id)["table"]
            place = self._place(start, end)
            chosen = unit_id or self._next_id(table)
            self.coding.put(chosen, self._row(chosen, table, "added", place, values))
        return chosen

    def _added(self, unit_id: str) -> dict[str, str]:
        row = self.coding.rows.get(unit_id)
        if row is None or row["decision"] != "added":
            raise Refused(f"there is no added unit {unit_id!r:.60}")
        return row

    def remove(self, unit_id: str) -> str:
        """Take away a unit that the coder added, and return its id."""
        with self._lock:
            self._added(unit_id)
            self.coding.put(unit_id, None)
        return unit_id

    def undo(self) -> str:
        """Take back what was done last, and return the unit it was done to."""
        with self._lock:
            unit_id = self.coding.undo()
        if unit_id is None:
            raise Refused("there is nothing to take back")
        return unit_id

    def pieces(self) -> list[dict]:
        """Return the paragraphs, each cut at the edges of words and drafts: (start, end, wording, whether a word)."""
        rows = [(int(row["start"]), int(row["end"])) for row in self.coding.rows.values()]
        edges = {edge for unit in self.draft.units for edge in (unit.start, unit.end)} | {
            e for row in rows for e in row
        }
        return [
            {"par": paragraph.par, "pieces": list(_cut(self.draft.source, paragraph, edges))}
            for paragraph in text.paragraphs(self.draft.source)
        ]


def _cut(source: str, paragraph: text.Paragraph, edges: set[int]) -> Iterator[tuple[int, int, str, bool]]:
    letters: set[int] = set()
    cuts = {edge for edge in edges if paragraph.start < edge < paragraph.end} | {paragraph.start, paragraph.end}
    for word in text.words(source, paragraph.start, paragraph.end):
        cuts |= {word.start, word.end}
        letters.update(range(word.start, word.end))
    for start, end in pairwise(sorted(cuts)):
        yield start, end, source[start:end], start in letters
