"""Counts, ranges, changes, shares and multiples found by rule, with their values.

What is found is a draft: it knows the form of an amount, not what is counted. The words that keep a number silent are
in `silence`, those that say how it is meant in `cues`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..corpus import arabic
from . import cues, expressions, idioms, silence
from .duals import is_dual
from .expressions import bare_forms, without_article
from .numerals import Run, joined, parse, parts_of, run_of
from .passage import Passage, bares, inside
from .plain import Plain
from .vocabulary import MULTIPLES, ORDINALS, TIME_UNITS, WEEKDAYS

__all__ = ["Number", "find", "parse"]

_FIFTHS = {"خمس": 1 / 5, "تسع": 1 / 9, "عشر": 1 / 10, "سبع": None}  # five or a fifth; sab': seven or a lion
_TIMES = frozenset({"مرات", "مره", "امثال"})
_TWICE = frozenset({"مرتين", "مرتان"})
_GROWN = re.compile(r"(?<!\w)[وف]?[يت]?(?:تضاعف|ضاعف|اكبر|اعلي|زاد|زيد|ارتفع)")
_AND_FEW = re.compile(r"\s+و\s?(?:نيف|بضع|بضعه)(?!\w)")
_RELATIVE = re.compile(r"(?<!\w)[وف]?(?:قبل|بعد|منذ)\s+(?:(?:نحو|حوالي|قرابه|اكثر من|اقل من)\s+)?\(?$")


class Number(NamedTuple):
    """An amount: half-open code-point offsets (cue words included), its bounds and how it is stated.

    `kind` is exact, about, at_least, at_most, range, from_to (`low` is the value before, `high` the value after),
    multiple, share (per cent) or vague (dozens, thousands: no bounds). `rule` names what found it; `readings` are all
    values where there are several.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    kind: str
    rule: str = ""
    readings: tuple[float, ...] = ()


@lru_cache(65536)
def _dual(form: str) -> bool:
    """Say whether a word is a dual without article; with it, it refers back. Units of time are left out: dates."""
    if form[0].isdigit() or not form.endswith(("ان", "ين")):
        return False
    bares = list(bare_forms(form))
    if without_article(bares) != bares[0] or not is_dual(bares[0]):
        return False
    return bares[0] in MULTIPLES or [e.kind for e in expressions.find(form)] == ["dual"]


def _runs(passage: Passage, skipped) -> list[Run]:
    """Return the bare numbers of a passage, in order, without those that count nothing."""
    parts = [part for part in parts_of(passage.plain) if not inside(part.start, part.end, skipped)]
    listed = [run for group in joined(passage.text, parts) if (run := run_of(group))]
    listed += [
        Run(start, end, 2) for start, end, form in passage.tokens if _dual(form) and not inside(start, end, skipped)
    ]
    kept: list[Run] = []
    silenced = -1  # where the last silent number ended: what "and" or a comma joins to it is silent, too
    for run in sorted(dict.fromkeys(listed), key=lambda run: run.start):
        if kept and run.start < kept[-1].end:
            continue
        tied = silenced >= 0 and re.fullmatch(r"\s*(?:و|او|،|,|-|/|الي)\s*", passage.text[silenced : run.start])
        if (tied and passage.text[run.start].isdigit()) or _silent(passage, run):
            silenced = run.end
        else:
            kept.append(run)
    return kept


def _silent(passage: Passage, run: Run) -> bool:
    text, form = passage.text, passage.text[run.start : run.end]
    before = passage.before(run.start, 4)
    digits = form[0].isdigit()
    if form in WEEKDAYS or silence.kind(passage.plain, run.start, run.end, before, digits):
        return True
    roles = [part.role for part in run.parts]
    if before and roles and _is_ordinal(before[0]) and roles[0] in ("tens", "ten", "fraction"):
        return roles[0] == "ten" or run.parts[0].conjoined  # "the twenty-fifth", "half past five"
    if roles == ["zero"]:
        return True
    after = passage.after(run.end)[0]
    if form.startswith("ال"):
        if before and before[0].startswith("ال") and bares(before[0]) & TIME_UNITS:
            return True  # "the last ten years"
        if roles == ["fraction"] and after in ("الآخر", "الأول", "الثاني", "الأخير"):
            return True  # "the other half"
    if form.lstrip("وفبل") in ("واحد", "واحده") and after == "من":
        return True  # "one of"
    if (form in ("سبع", "ست") and after.startswith("ال")) or (roles == ["fraction"] and after == "نهائي"):
        return True  # the lion, the lady; the semi-final
    timed = after and (bares(after) | bares(after.removesuffix("ا"))) & TIME_UNITS
    return bool(timed and _RELATIVE.search(text, max(0, run.start - 24), run.start))


@lru_cache(65536)
def _is_ordinal(form: str) -> bool:
    key = arabic.fold_letters(form)
    return "ال" in key[:4] and any(bare in ORDINALS for bare in bare_forms(form))


def _pair_kind(text: str, left: Run, right: Run | None) -> tuple[str, int] | None:
    """Return how two numbers belong together and where the cue begins: (kind, start), or None."""
    if right is None or left.value is None or right.value is None or right.start - left.end > 40:
        return None
    before = cues.FROM_BEFORE.search(text, max(0, left.start - 8), left.start)
    if before and cues.TO.fullmatch(text, left.end, right.start):
        return "from_to", before.start() + (text[before.start()] in "وف")
    amid = cues.AMID_BEFORE.search(text, max(0, left.start - 12), left.start)
    if amid and (
        (text[right.start] == "و" and not text[left.end : right.start].strip(" \u00a0"))
        or cues.AND.fullmatch(text, left.end, right.start)
    ):
        return "range", amid.start() + (text[amid.start()] in "وف")
    hyphen = cues.BETWEEN.fullmatch(text, left.end, right.start)
    if hyphen and "-" in hyphen.group() and right.value < left.value < 30:
        return "score", left.start
    return ("range", amid.start() if amid else left.start) if hyphen else None


def _shared(left: Run, right: Run) -> float | None:
    """Return the value of the first number with the scale that only the second names ("3 to 5 thousand")."""
    scale = right.parts[-1] if len(right.parts) == 2 and right.parts[-1].role in ("scale", "plural") else None
    plain_left = left.parts and all(part.role not in ("scale", "plural", "double", "symbol") for part in left.parts)
    if scale and plain_left and left.value is not None and left.value < right.parts[0].value:
        return left.value * scale.value
    return left.value


def _share_or_multiple(passage: Passage, run: Run) -> tuple[str, int, int] | None:
    """Return (kind, start, end) if the number is a percentage or a factor."""
    text = passage.text
    percent = cues.PERCENT_AFTER.match(text, run.end)
    if percent:
        return "share", run.start, percent.end()
    before = cues.PERCENT_BEFORE.search(text, max(0, run.start - 2), run.start)
    if before:
        return "share", before.start(), run.end
    after, end = passage.after(run.end)
    if after and (bares(after) & MULTIPLES or "امثال" in bares(after)):
        return "multiple", run.start, end
    grown = after and arabic.fold_letters(after) in _TIMES and _GROWN.search(text, max(0, run.start - 30), run.start)
    if grown:
        return "multiple", run.start, end
    form = text[run.start : run.end]
    doubled = form in _TWICE and _GROWN.search(text, max(0, run.start - 30), run.start)
    if not run.parts and (doubled or bares(form) & MULTIPLES):  # di'fan: twice
        return "multiple", run.start, run.end
    return None


def _pair(passage: Passage, pair: tuple[str, int], left: Run, right: Run) -> tuple | None:
    kind, begin = pair
    if kind == "score":
        return None
    first, second = _shared(left, right), right.value
    share = _share_or_multiple(passage, right)
    finish = share[2] if share else right.end
    if kind == "from_to":
        return begin, finish, first, second, kind, "from ... to"
    cue = cues.before(passage.text, begin)
    first, second = sorted(value for value in (first, second) if value is not None)
    return cue[1] if cue else begin, finish, first, second, "share" if share and share[0] == "share" else kind, "range"


def _single(passage: Passage, run: Run) -> tuple:
    begin, finish, kind = run.start, run.end, "vague" if run.value is None else "exact"
    value, readings, rule = run.value, run.readings, "bare plural" if run.value is None else "number"
    special = _share_or_multiple(passage, run)
    fraction = _fifth(passage, run)
    if special:
        kind, begin, finish = special
        rule = kind
        if kind == "share" and readings and readings[0] > 100:
            value, readings = readings[1], ()
    elif fraction:
        value, rule = fraction, "fraction"
    few = _AND_FEW.match(passage.text, run.end) if kind == "exact" else None
    if few and value is not None:
        if value in range(10, 100):
            return begin, few.end(), value + 1, value + 9, "range", "a number and some"
        return begin, few.end(), value, value, "at_least", "a number and some"
    before, after = cues.before(passage.text, begin), cues.after(passage.text, finish)
    found = [cue[0] for cue in (before, after) if cue]
    if found and kind == "exact":
        kind = next((cue for cue in found if cue != "about"), "about")  # a bound says more than "about"
    return before[1] if before else begin, after[1] if after else finish, value, value, kind, rule, readings


def _fifth(passage: Passage, run: Run) -> float | None:
    form = passage.text[run.start : run.end].lstrip("وفبل")
    if form not in _FIFTHS or len(run.parts) != 1:
        return None
    vowelled = "\u064f" in passage.plain.surface(run.start, run.end)[:3]  # khums, not khams
    return _FIFTHS[form] if vowelled or passage.after(run.end)[0].startswith("ال") else None


def scan(plain: Plain, skip: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """Return the amounts of a plain passage; `skip` are offsets in it that hold none."""
    passage = Passage(plain)
    skipped = sorted([*skip, *silence.chains(plain.text)])
    found = idioms.find(passage, skipped)
    listed = _runs(passage, sorted([*skipped, *((row[0], row[1]) for row in found)]))
    rows, i = list(found), 0
    while i < len(listed):
        left, right = listed[i], listed[i + 1] if i + 1 < len(listed) else None
        pair = _pair_kind(plain.text, left, right)
        row = _pair(passage, pair, left, right) if right and pair else _single(passage, left)
        i += 2 if pair else 1
        if row:
            rows.append(row)
            while i < len(listed) and listed[i].start < row[1]:  # "in the hundred" belongs to its percentage
                i += 1
    return [Number(*plain.place(row[0], row[1]), *row[2:]) for row in sorted(rows, key=lambda row: row[0])]


def find(source: str, start: int = 0, end: int | None = None, skip: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """Return the amounts between two offsets, in order.

    Page, footnote, list, article and resolution numbers are left out, and "one of".

    Args:
        source: the text.
        start: first code point looked at.
        end: code point after the last one looked at (None: the end of the text).
        skip: (start, end) of passages that hold no amounts, such as the dates that `dates.find` found.

    Returns:
        Numbers without overlap; percentages as given (75 for 75 %), multiples as factors.
    """
    spans = sorted(skip)
    found = scan(Plain(source, start, end))
    return [number for number in found if not any(a < number.end and number.start < b for a, b in spans)]
