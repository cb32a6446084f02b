"""A half or some quarters that "and" joins to the number before: "ten and three quarters", "a year and a half"."""

import re

from ..corpus import arabic
from .duals import is_dual
from .numerals import Run
from .passage import Passage, bares
from .vocabulary import TIME_UNITS, UNITS_OF_MEASURE

_EXCEPT = re.compile(r"\s(?:الا|ناقص)\s")
_ENDS = re.compile(r"[\s»)\]\"]*(?:$|[،.؛])")
TWICE = frozenset({"مرتين", "مرتان"})


def _same(counted: str, whole: str) -> bool:
    """Say whether "the sack" is one of the "sacks" counted before, by their consonants."""
    theirs, its = (set(arabic.fold_letters(word)) - set("اويهئت") for word in (counted, whole.removeprefix("ال")))
    return whole.startswith("ال") and len(its) > 1 and theirs == its


def added(passage: Passage, kept: list[Run], run: Run) -> list[Run]:
    """Add a number to those found; a half or some quarters that "and" joins belong to the one before.

    "Ten and three quarters" is one number, so is "three years and a half"; "a year and a half" is one and a half.
    """
    last = kept[-1] if kept else None
    if (
        last
        and last.value
        and run.value
        and last.value > run.value
        and _EXCEPT.fullmatch(passage.text, last.end, run.start)
    ):
        return [*kept[:-1], last._replace(end=run.end, value=last.value - run.value)]  # "a thousand less fifty"
    if not run.parts or not run.parts[0].conjoined:
        kept.append(run)
        return kept
    roles, value = [part.role for part in run.parts], run.value
    word, begin = passage.before_with_place(run.start)
    if roles == ["fraction", "scale"] and last and value and _of_scale(last, run, begin):
        return [
            *kept[:-1],
            last._replace(end=run.end, value=(last.value or 0) + value),
        ]  # "a million dollars and a half"
    if last and _one_more(passage, last, run, begin):
        return [*kept[:-1], last._replace(end=run.end, value=(last.value or 0) + (value or 0))]
    if roles not in (["fraction"], ["unit", "part"]) or value is None or _of_another(passage, run, word):
        return [*kept, run]
    if last and last.value is not None and last.end == run.start - 1 and last.parts[-1:] and roles != ["fraction"]:
        scale = last.parts[-1].value if last.parts[-1].role in ("scale", "plural") else 1
        return [
            *kept[:-1],
            last._replace(end=run.end, value=last.value + value * scale, parts=(*last.parts, *run.parts)),
        ]
    if (
        last and last.end == run.start - 1 and _metres(passage, last) and roles == ["fraction"]
    ):  # "two metres and a half"
        return [*kept[:-1], last._replace(end=run.end, value=(last.value or 0) + value)]
    whole = passage.after(run.end)[0]
    if last and last.value is not None and begin - 2 <= last.end <= begin and _same(word, whole):
        return [*kept[:-1], last._replace(end=run.end, value=last.value + value)]  # "three sacks and half the sack"
    if _same(word, whole):  # "a sack and half the sack"
        return [*kept, Run(begin, run.end, (2 if is_dual(word) else 1) + value)]
    if not bares(word) & (TIME_UNITS | UNITS_OF_MEASURE) or word.startswith("ال"):
        return [*kept, run]
    if last and last.value is not None and begin - 2 <= last.end <= begin:
        return [*kept[:-1], last._replace(end=run.end, value=last.value + value)]
    return [*kept, Run(begin, run.end, (2 if is_dual(word) or word.endswith(("ين", "ان")) else 1) + value)]


def _one_more(passage: Passage, last: Run, run: Run, begin: int) -> bool:
    """Say whether a smaller number is added after the noun: "two hundred families and fifty", and no more."""
    joined = begin - 2 <= last.end <= begin and last.parts and last.parts[-1].role in ("hundred", "hundreds", "double")
    small = run.value is not None and run.value >= 1 and run.value < 100 and "digits" not in run.parts[0].role
    return bool(joined and small and _ENDS.match(passage.text, run.end))


def _of_another(passage: Passage, run: Run, word: str) -> bool:
    """Say whether a half has a measure of its own: "two kilometres, and half a dinar"."""
    own = passage.after(run.end)[0]
    return bool(not own.startswith("ال") and bares(own) & UNITS_OF_MEASURE and not _same(word, f"ال{own}"))


def _of_scale(last: Run, run: Run, begin: int) -> bool:
    """Say whether half a million is added to millions with one word between."""
    joined = run.parts[0].conjoined and begin - 2 <= last.end <= begin
    return bool(joined and last.parts and last.parts[-1].value in (run.parts[1].value, 2 * run.parts[1].value))


def _metres(passage: Passage, run: Run) -> bool:
    """Say whether an amount is a dual of things, not "twice"."""
    return not run.parts and passage.text[run.start : run.end] not in TWICE
