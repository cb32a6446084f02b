"""The tables of phrases: what the rules have to find in each, and how what they find is written there."""

import csv
import re
from pathlib import Path

_MARK = re.compile(r"⟨(.*?)⟩")
_NAMED = {"LRO": "\u202d", "PDF": "\u202c", "RLM": "\u200f"}


def table(path: Path) -> list[tuple[str, str, str]]:
    """Return kind, phrase and what is expected; invisible marks stand in the table as ⟨U+200F⟩ or ⟨RLM⟩."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["kind"], _MARK.sub(_mark, row["phrase"]), row["expected"]) for row in rows]


def _mark(match: re.Match) -> str:
    return _NAMED.get(match[1]) or chr(int(match[1].removeprefix("U+"), 16))


def written(rows: dict[str, list[dict]]) -> str:
    """Return a draft as the tables write it: dates first, then amounts, joined by "; "."""
    parts = [f"date {row['edtf']}" if row["edtf"] else "date without value" for row in rows["dates"]]
    for row in rows["numbers"]:
        ends = dict.fromkeys((_value(row["low"]), _value(row["high"])))
        parts.append(f"{row['kind']} {'–'.join(ends)}")
    return "; ".join(parts) or "nothing"


def _value(value: float | None) -> str:
    return "–" if value is None else f"{value:.6g}" if value < 10**6 else f"{value:.0f}"


def right(expected: str, rows: dict[str, list[dict]]) -> bool:
    """Say whether a draft is wholly right; "no amount" leaves open whether there is a date."""
    return not rows["numbers"] if expected == "no amount" else written(rows) == expected
