"""How far drafts made by rule agree with the adjudicated records of the same texts.

The rules were made with these texts at hand: on texts of another kind they do worse.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from .. import records
from .draft import draft

# What counts as the same, the loosest first: any overlap, the same limits, overlap and the same value.
MATCHES = ("overlap", "same_limits", "same_value")


class _Item(NamedTuple):
    """A drafted or recorded amount or date: its text, its place and all that its value is written as."""

    doc_id: str
    start: int
    end: int
    values: frozenset[str]


def _overlap(a: _Item, b: _Item) -> bool:
    return a.doc_id == b.doc_id and a.start < b.end and b.start < a.end


_SAME: dict[str, Callable[[_Item, _Item], bool]] = {
    "overlap": _overlap,
    "same_limits": lambda a, b: a[:3] == b[:3],
    "same_value": lambda a, b: _overlap(a, b) and bool(a.values & b.values),
}


def _number(*values: object) -> str:
    """Return the bounds of an amount as one word: 300 at least and 300 at most are 300, from 500 to 4000 both."""
    given = dict.fromkeys(f"{float(str(value)):g}" for value in values if value not in (None, ""))
    return "-".join(given) or "none"


def _drafted(texts: Mapping[str, str]) -> dict[str, list[_Item]]:
    found: dict[str, list[_Item]] = {"numbers": [], "dates": []}
    for doc, text in texts.items():
        rows = draft(text)
        for row in rows["numbers"]:
            values = frozenset({_number(row["low"], row["high"])})
            found["numbers"].append(_Item(doc, row["start"], row["end"], values))
        for row in rows["dates"]:
            if row["edtf"]:  # a date without value needs a reader anyway
                values = frozenset({row["edtf"], *([row["part"]] if row["part"] else [])})
                found["dates"].append(_Item(doc, row["start"], row["end"], values))
    return found


def _recorded(folder: Path, docs: Iterable[str]) -> dict[str, list[_Item]]:
    values = {
        row["quantity_id"]: ("numbers", _number(*(row[name] for name in ("low", "high", "from_value", "to_value"))))
        for row in records.rows("quantities", folder)
    }
    values |= {
        row["date_id"]: ("dates", row["edtf_printed"]) for row in records.rows("dates", folder) if row["edtf_printed"]
    }
    listed: dict[str, list[_Item]] = {"numbers": [], "dates": []}
    known = set(docs)
    for span in records.rows("spans", folder):
        if span["record_id"] in values and span["doc_id"] in known:
            variable, value = values[span["record_id"]]
            item = _Item(span["doc_id"], int(span["start"]), int(span["end"]), frozenset({value}))
            listed[variable].append(item)
    return listed


def score(texts: Mapping[str, str], folder: Path) -> list[dict]:
    """Return precision, recall and F1 of numbers and of dates with a value, for each way of counting the same.

    Args:
        texts: the sources by id.
        folder: the folder of the tables.

    Returns:
        Rows with `variable` (numbers, dates), `measure` (precision_overlap and so on), `value` and `n`, of how many.
    """
    drafted, recorded = _drafted(texts), _recorded(folder, texts)
    rows: list[dict] = []
    for variable, found in drafted.items():
        wanted = recorded[variable]
        for match in MATCHES:
            same = _SAME[match]
            precision = sum(any(same(a, b) for b in wanted) for a in found) / max(1, len(found))
            recall = sum(any(same(a, b) for a in found) for b in wanted) / max(1, len(wanted))
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            for measure, value, n in (
                ("precision", precision, len(found)),
                ("recall", recall, len(wanted)),
                ("f1", f1, len(found) + len(wanted)),
            ):
                rows.append({"variable": variable, "measure": f"{measure}_{match}", "value": round(value, 6), "n": n})
    return rows


def table(texts: Mapping[str, str], folder: Path) -> list[dict]:
    """Return the rows of `rule_scores`: those of the texts computed, those that need no text as they are published."""
    kept = [row for row in records.rows("rule_scores", folder) if row["part"] != "texts"]
    return [{"part": "texts", **row} for row in score(texts, folder)] + kept
