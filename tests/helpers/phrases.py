"""The tables of phrases: what the rules have to find in each, and how what they find is written there."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"⟨(.*?)⟩")
_NAMED = {"LRO": "\u202d", "PDF": "\u202c", "RLM": "\u200f"}


class Phrase(NamedTuple):
    """A phrase, what has to be found in it, and where (none: places are not said).

    `first` says whether the rules had it right when it was first tried; `round` is when that was; `day` is that of the
    text, where times are told from it.
    """

    kind: str
    text: str
    expected: str
    spans: tuple[tuple[int, int], ...] = ()
    round: str = ""
    first: str = ""
    day: str = ""


def table(path: Path) -> list[Phrase]:
    """Return the phrases of a table; in it invisible marks stand as ⟨U+200F⟩ or ⟨RLM⟩, what is found in braces."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [_phrase(row) for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _phrase(row: dict) -> Phrase:
    text, places = "", []
    for piece in re.split("([{}])", _MARK.sub(_mark, row["phrase"])):
        if piece in ("{", "}"):
            places.append(len(text))
        else:
            text += piece
    spans = tuple(zip(places[::2], places[1::2], strict=True))
    return Phrase(
        row["kind"], text, row["expected"], spans, *(row.get(name) or "" for name in ("round", "first", "day"))
    )


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


def right(phrase: Phrase, rows: dict[str, list[dict]]) -> bool:
    """Say whether a draft is wholly right; "no amount" leaves open whether there is a date, "no date" an amount."""
    if phrase.expected in ("no amount", "no date"):
        return not rows["numbers" if phrase.expected == "no amount" else "dates"]
    places = sorted((row["start"], row["end"]) for found in rows.values() for row in found)
    return written(rows) == phrase.expected and (not phrase.spans or places == list(phrase.spans))


def faults(phrases: list[Phrase], draft) -> list[str]:
    """Return a line for every phrase that a draft reads wrongly."""
    lines = []
    for phrase in phrases:
        rows = draft(phrase.text, phrase.day or None)
        if not right(phrase, rows):
            found = [phrase.text[row["start"] : row["end"]] for kind in rows.values() for row in kind]
            lines.append(f"{phrase.kind}: {phrase.text!r}: {written(rows)} {found}, not {phrase.expected}")
    return lines
