"""Counts, ranges, changes, shares and multiples found by rule, with their values.

What is found is a draft: it knows the form of an amount, not what is counted.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..corpus import arabic, text
from . import expressions
from .duals import is_dual
from .expressions import bare_forms, without_article
from .numerals import Run, parse, runs
from .vocabulary import MULTIPLES, WEEKDAYS

__all__ = ["Number", "find", "parse"]

# Cues before an amount; the first that fits wins. Folded: ta marbuta is ha, alef maqsura is ya.
CUES_BEFORE = (
    ("at_least", r"(?:ما )?لا (?:يقل|تقل) عن|علي الاقل|[بك]حد ادني"),  # la yaqillu 'an, 'ala l-aqall, ka-hadd adna
    ("at_least", r"[وفبل]?(?:اكثر|ازيد) من|ما (?:يزيد|يربو) (?:عن|علي)|[وب]?ما يفوق"),  # akthar min, ma yazidu 'an
    (
        "at_most",
        r"(?:ما )?لا (?:يزيد|تزيد) (?:عن|علي)|لا [يت]تجاوز|[وفب]?اقل من|[بك]حد اقصي",
    ),  # la yazidu 'an, aqall min
    ("about", r"[وفبل]?(?:نحو|حوالي|زهاء|قرابه|تقريبا|ما يقارب|ما يقرب من)"),  # nahwa, hawalay, zuha', qurabat
)
# Cues after an amount, with up to two words between: at least, at most, about.
CUES_AFTER = (
    ("at_least", r"علي الاقل|[بك]حد ادني"),
    ("at_most", r"علي الاكثر|[بك]حد اقصي"),
    ("about", r"تقريبا"),
)
_NEAR = 40  # code points in which a cue before an amount is looked for
_PERCENT_AFTER = re.compile(r"\s?[%\u066a]|\s(?:بالمئه|بالمائه|في المئه|في المائه)")  # bi-l-mi'a, fi l-mi'a
_PERCENT_BEFORE = re.compile(r"[%\u066a]\s?$")

# Digits that name or number something and count nothing.
LABEL_BEFORE = re.compile(
    r"(?:<sup>\(?|(?<!\w)ص\s?\.?\s?|(?<!\w)صفحه |رقم\s?\(?"  # sad, safha (page), raqm (number)
    r"|(?:الماده|البند|للبند|الفقره|الفصل)\s\(?(?:\w\s?/\s?)?|\(\w\s?/\s?)$"  # article, item, paragraph, chapter, "(a/"
)
LABEL_AFTER = re.compile(r"\s?[.)\-]\s?(?=[^\W\d])")  # "1-", "2 ." at the start of a line

_BETWEEN = re.compile(r"\s?[-–]\s?|\s(?:او|الي|حتي)\s")  # hyphen, aw, ila, hatta
_TO = re.compile(r"(?:\s\w+){0,2}\s(?:الي|حتي)\s(?:حوالي |نحو |قرابه )?|\s?[-–]\s?")  # "500 men to (about)"
_AND = re.compile(r"\s(?=و)")  # waw
_FROM_BEFORE = re.compile(r"(?<!\w)من\s$")  # min
_AMID_BEFORE = re.compile(r"(?<!\w)(?:ما )?بين\s$")  # (ma) bayna


class Number(NamedTuple):
    """An amount: half-open code-point offsets (cue words included), its bounds and how it is stated.

    `kind` is exact, about, at_least, at_most, range, from_to (`low` is the value before, `high` the value after),
    multiple, share (per cent) or vague (dozens, thousands: no bounds).
    """

    start: int
    end: int
    low: float | None
    high: float | None
    kind: str


def _duals(source: str, start: int, stop: int) -> list[Run]:
    """Return the duals without article; with it, a dual refers back. Units of time are left out: they are dates."""
    duals = []
    for expression in expressions.find(source, start, stop):
        bares = list(bare_forms(source[expression.start : expression.end]))
        counted = expression.kind == "dual" or bares[0] in MULTIPLES
        if counted and without_article(bares) == bares[0] and is_dual(bares[0]):
            duals.append(Run(expression.start, expression.end, 2))
    return duals


def _is_label(source: str, folded: str, run: Run) -> bool:
    line = source.rfind("\n", 0, run.start) + 1
    opens_line = not source[line : run.start].strip()
    if not folded[run.start].isdigit():
        return False
    return bool(LABEL_BEFORE.search(folded[line : run.start]) or (opens_line and LABEL_AFTER.match(folded, run.end)))


def _is_weekday(source: str, run: Run) -> bool:
    return arabic.match_key(source[run.start : run.end]) in WEEKDAYS  # al-ithnayn: Monday


def _cue_before(folded: str, start: int) -> tuple[str, int] | None:
    for kind, words in CUES_BEFORE:
        match = re.search(rf"(?<!\w)(?:{words})\s?\(?$", folded[max(0, start - _NEAR) : start])
        if match:
            return kind, start - len(match.group())
    return None


def _cue_after(folded: str, end: int) -> tuple[str, int] | None:
    for kind, words in CUES_AFTER:
        match = re.match(rf"(?:\s\w+){{0,2}}?\s(?:{words})(?!\w)", folded[end:])
        if match:
            return kind, end + match.end()
    return None


def _share_or_multiple(source: str, folded: str, run: Run) -> tuple[str, int, int] | None:
    """Return (kind, start, end) if the number is a percentage or a factor."""
    percent = _PERCENT_AFTER.match(folded, run.end)
    if percent:
        return "share", run.start, percent.end()
    before = _PERCENT_BEFORE.search(folded[max(0, run.start - 2) : run.start])
    if before:
        return "share", run.start - len(before.group()), run.end
    after = text.words(source, run.end, source.find("\n", run.end) if "\n" in source[run.end :] else None)[:1]
    if after and not source[run.end : after[0].start].strip() and set(bare_forms(after[0].form)) & MULTIPLES:
        return "multiple", run.start, after[0].end
    if set(bare_forms(source[run.start : run.end])) & MULTIPLES:  # di'fan: twice
        return "multiple", run.start, run.end
    return None


def _pair_kind(folded: str, left: Run, right: Run) -> tuple[str, int] | None:
    """Return the kind and start of a pair of numbers stated as one amount, or None."""
    before, gap = folded[max(0, left.start - _NEAR) : left.start], folded[left.end : right.start]
    whence, amid = _FROM_BEFORE.search(before), _AMID_BEFORE.search(before)
    if whence and _TO.fullmatch(gap):
        return "from_to", left.start - len(whence.group())
    if amid and (_AND.match(folded[left.end : right.start + 1]) or _BETWEEN.fullmatch(gap)):
        return "range", left.start - len(amid.group())
    return ("range", left.start) if _BETWEEN.fullmatch(gap) else None


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
    stop, folded, skipped = len(source) if end is None else end, arabic.fold_letters(source), list(skip)
    listed = [
        run
        for run in sorted({*runs(source, start, stop), *_duals(source, start, stop)}, key=lambda run: run.start)
        if not _is_label(source, folded, run)
        and not _is_weekday(source, run)
        and not any(a < run.end and run.start < b for a, b in skipped)
    ]
    numbers: list[Number] = []
    while listed:
        left, *rest = listed
        right = rest[0] if rest else None
        if right and None not in (left.value, right.value) and (joined := _pair_kind(folded, left, right)):
            numbers.append(_pair(source, folded, joined, left, right))
        else:
            numbers.append(_single(source, folded, left))
        listed = [run for run in rest if run.start >= numbers[-1].end]  # "in the hundred" belongs to its percentage
    return numbers


def _pair(source: str, folded: str, joined: tuple[str, int], left: Run, right: Run) -> Number:
    kind, begin = joined
    if kind == "from_to":
        return Number(begin, right.end, left.value, right.value, kind)
    cue = _cue_before(folded, begin)
    low, high = sorted(run.value for run in (left, right) if run.value is not None)
    share = _share_or_multiple(source, folded, right)
    return Number(cue[1] if cue else begin, share[2] if share else right.end, low, high, kind)


def _single(source: str, folded: str, run: Run) -> Number:
    begin, finish, kind = run.start, run.end, "vague" if run.value is None else "exact"
    special = _share_or_multiple(source, folded, run)
    if special:
        kind, begin, finish = special
    before, after = _cue_before(folded, begin), _cue_after(folded, finish)
    cues = [cue[0] for cue in (before, after) if cue]
    if cues and kind == "exact":
        kind = next((cue for cue in cues if cue != "about"), "about")  # a bound says more than "about"
    return Number(before[1] if before else begin, after[1] if after else finish, run.value, run.value, kind)
