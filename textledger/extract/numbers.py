"""Counts, ranges, changes, shares and multiples found by rule, with their values.

What is found is a draft: it knows the form of an amount, not what is counted. The words that keep a number silent are
in `silence` and `uncounted`, those that say how it is meant in `cues`.
"""

import re
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from . import counted, cues, dual_rules, idioms, marks, silence, uncounted
from .date_patterns import FUNCTION
from .halves import TWICE, added
from .numerals import Part, Run, joined, parse, parts_of, run_of
from .passage import Passage, bares, folded, inside
from .plain import Plain
from .vocabulary import CARDINALS, MULTIPLES

__all__ = ["Number", "find", "parse"]

_FIFTHS = {
    "خمس": 1 / 5,
    "تسع": 1 / 9,
    "عشر": 1 / 10,
    "سبع": 1 / 7,
    "خمسا": 2 / 5,
}  # five or a fifth; sab': seven, a seventh or a lion
_WHOLE = (
    "(?:قيم|مساح|ميزاني|موازن|ثرو|طاق|حمول|سكان|انتاج|دخل|وزن|اقتصاد|راتب|صادرات|واردات|اراضي|حجم|عدد|سعر|موارد"
    "|قو[ات]|جيش|اسطول|اصول|ارباح|خساير|مبيعات|ديون)"
)
_ITS_WHOLE = re.compile(rf"{_WHOLE}ت?(?:ه|ها|هم|هما)$|\w{{3,}}ي(?:ه|ها|هم)$")  # "a fifth of its value"
_WHOLE_OF = re.compile(rf"\s{_WHOLE}ه?\sال")  # "a tenth of the country's output"
_RISEN_BY = re.compile(r"(?<!\w)[وف]?(?:بزياده|بنسبه|بمقدار|بواقع|ينقص|نقص)\s$")  # "by a fifth"
_TIMES = frozenset({"مرات", "مره", "امثال"})
_SCORED = re.compile(r"(?<![0-9])[0-9][-–][0-9] و\s?$")
_TIES = re.compile(r"\s*(?:و|او|،|,|[-–/:]|الي)\s*")
_TWO_LABELS = re.compile(r"(?<!\w)[وفب]?ال\w+(?:ان|ين)\s$")  # "the articles (two) 12 and 13"
_GROWN = re.compile(r"(?<!\w)[وف]?س?[يت]?(?:تضاعف|ضاعف|اكبر|اعلي|اكثر|اقل|اغلي|ارخص|اسرع|اطول|اقوي|زاد|زيد|ارتفع|نما)")
_CHANGED = re.compile(r"(?<!\w)[وف]?(?:زاد|ارتفع|تراجع|انخفض|هبط|نما|قفز|صعد|نزل|خسر|كسب|ربح)ت?\s(?:\w+\s){0,2}$")
_GREATER = re.compile(r"\s+(?:اكبر|اعلي|اكثر|اقل|اسرع|اطول|اغلي|ارخص|اقوي)(?!\w)")
_OF_A_UNIT = re.compile(r"\s(\w+)\s(?:الي|حتي)\s")
_AND_PART = re.compile(r"\s+و(?P<part>نصف|ربع|ثلث)(?!\w)")
_COUNTED = re.compile(rf"\s(?!(?:{FUNCTION})(?!\w)|(?:صباحا|مساء)(?!\w))[\u0621-\u064a]{{3,}}")  # "and 17 deaths"
_AND_FEW = re.compile(r"(?:\s+و\s?(?:نيف|بضع)[اه]?|\s\w+\s+ونيفا?)(?!\w)")
_EVERY = r"(?:من|بين|من بين)\sكل"
_OF_EVERY = re.compile(rf"(?:\s\w+){{0,2}}\s{_EVERY}\s")  # "seven women of every"
_EVERY_BEFORE = re.compile(rf"(?<!\w)[وف]?{_EVERY}\s$")
_AMONG_THEM = re.compile(r"(?:\s(?!و)\w+){1,3}\s")  # "of every ten workers three"
_OF_A_CENTURY = re.compile(r"\s(?:ال)?(?P<unit>قرن|عقد)(?!\w|\sال(?!اخير|ماض|منصرم))")


class Number(NamedTuple):
    """An amount: half-open code-point offsets (cue words included), its bounds and how it is stated.

    `kind` is exact, about, at_least, at_most, range, from_to (`low` is the value before, `high` the value after),
    multiple, share (per cent) or vague (dozens, thousands: no bounds). `rule` names what found it; `readings` are all
    values where there are several. `bound` is at_least, at_most or about where a share or a multiple is one.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    kind: str
    rule: str = ""
    readings: tuple[float, ...] = ()
    bound: str = ""


def _runs(passage: Passage, parts: list[Part], duals: list[Run], skipped) -> list[Run]:
    """Return the bare numbers of a passage, in order, without those that count nothing."""
    parts = [part for part in parts if not inside(part.start, part.end, skipped)]
    listed = [run for group in joined(passage.text, parts) if (run := run_of(group))]
    listed += [run for run in duals if not inside(run.start, run.end, skipped)]
    kept: list[Run] = []
    silenced, named, two = -1, False, False  # where the last silent number ended: what "and" joins to it is silent, too
    for run in sorted(listed, key=attrgetter("start")):
        if kept and run.start < kept[-1].end:
            continue
        follows = silenced >= 0 and _TIES.fullmatch(passage.text, silenced, run.start)
        tied = bool(follows) and passage.text[run.start].isdigit()
        tied = tied and not (named and _COUNTED.match(passage.text, run.end))  # "covid-19 and 17 deaths"
        tied = tied and (two or not counted.counts(passage, run.start, run.end, "label"))
        if tied or uncounted.silent(passage, run):
            two = bool(_TWO_LABELS.search(passage.text, max(0, run.start - 14), run.start))
            silenced, named = run.end, passage.text[max(0, run.start - 1) : run.start] in ("-", "–")
        else:
            kept = added(passage, kept, run)
    return kept


def _pair_kind(text: str, left: Run, right: Run | None) -> tuple[str, int] | None:
    """Return how two numbers belong together and where the cue begins: (kind, start), or None."""
    if right is None or left.value is None or right.value is None or right.start - left.end > 40:
        return None
    if cues.PERCENT_AFTER.match(text, left.end) and not _percent(text, right):  # "by 2 % to 11,450"
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
    unit = _OF_A_UNIT.fullmatch(text, left.end, right.start)
    near = left.value < right.value < 3 * left.value
    if unit and near and text.startswith(f" {unit[1]}", right.end):  # "6 million tons to 7 million tons"
        return "range", left.start
    hyphen = cues.BETWEEN.fullmatch(text, left.end, right.start)
    if hyphen and "-" in hyphen.group() and right.value <= left.value < 30:
        return "score", left.start
    if hyphen and "-" in hyphen.group() and _SCORED.search(text, max(0, left.start - 9), left.start):
        return "score", left.start  # "6-3 and 4-6"
    if hyphen and "الي" in hyphen.group() and not amid:
        changed = _CHANGED.search(text, max(0, left.start - 30), left.start)
        if changed or right.value > 50 * (_shared(left, right) or 1):
            return None  # "carat 21, to 3150 pounds", "it rose two millions to ten"
    return ("range", amid.start() if amid else left.start) if hyphen else None


def _share_of_every(text: str, left: Run, right: Run) -> tuple | None:
    """Return the row of two numbers that make a share: "seven of every ten", "of every ten workers three"."""
    if left.value is None or right.value is None:
        return None
    before = _EVERY_BEFORE.search(text, max(0, left.start - 12), left.start)
    begin, value, whole = left.start, left.value, right.value
    if before and _AMONG_THEM.fullmatch(text, left.end, right.start):
        begin, value, whole = before.start() + (text[before.start()] in "وف"), whole, value
    elif not _OF_EVERY.fullmatch(text, left.end, right.start):
        return None
    if not 1 < whole >= value:
        return None
    cue, share = cues.before(text, begin), 100 * value / whole
    return cue[1] if cue else begin, right.end, share, share, "share", "of every", (), cue[0] if cue else ""


def _percent(text: str, run: Run) -> bool:
    return bool(
        cues.PERCENT_AFTER.match(text, run.end) or cues.PERCENT_BEFORE.search(text, max(0, run.start - 2), run.start)
    )


def _shared(left: Run, right: Run) -> float | None:
    """Return the value of the first number with the scale that only the second names ("3 to 5 thousand")."""
    scales = [part for part in right.parts if part.role in ("scale", "plural", "double", "symbol")]
    last = scales == list(right.parts[-1:]) and len(right.parts) > 1 and scales[0].role != "symbol"
    scale = scales[0] if last else None
    plain_left = left.parts and all(part.role not in ("scale", "plural", "double", "symbol") for part in left.parts)
    if scale and plain_left and left.value is not None and left.value < (right.value or 0) / scale.value:
        return left.value * scale.value
    return left.value


def _grown(text: str, start: int) -> bool:
    return bool(_GROWN.search(text, max(0, start - 30), start))


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
    if after and folded(after) in _TIMES and (_grown(text, run.start) or _GREATER.match(text, end)):
        return "multiple", run.start, end
    form = text[run.start : run.end]
    if not _TIMES.isdisjoint(form.split()) and _grown(text, run.start):  # "three times and a half"
        return "multiple", run.start, run.end
    doubled = form.removeprefix("ب") in TWICE and (
        _grown(text, run.start) or _GREATER.match(text, run.end) or _AND_PART.match(text, run.end)
    )
    if not run.parts and (doubled or bares(form.split()[0]) & MULTIPLES):  # di'fan: twice
        return "multiple", run.start, run.end
    return None


def _pair(passage: Passage, pair: tuple[str, int], left: Run, right: Run) -> tuple | None:
    kind, begin = pair
    if kind == "score":
        return None
    first, second = _shared(left, right), right.value
    share = _share_or_multiple(passage, right)
    finish = share[2] if share else right.end
    sign = share and cues.PERCENT_BEFORE.search(passage.text, max(0, begin - 2), begin)
    begin = sign.start() if sign else begin
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
    if special and not (special[0] == "multiple" and value is None):
        kind, begin, finish = special
        rule = kind
        part = _AND_PART.match(passage.text, finish) if kind == "multiple" and value is not None else None
        if part and value is not None:  # "three times and a half"
            value, finish = value + CARDINALS[part["part"]].value, part.end()
        if kind == "share" and readings and readings[0] > 100:
            value, readings = readings[1], ()
    elif fraction:
        value, rule = fraction, "fraction"
    if kind == "exact" and value is not None and value < 1 and (of := _OF_A_CENTURY.match(passage.text, finish)):
        value, rule = round(value * (100 if of["unit"] == "قرن" else 10), 6), "part of a century"  # in years
    near = passage.text[run.end : run.end + 24] if kind == "exact" else ""
    few = _AND_FEW.match(passage.text, run.end) if "نيف" in near or "بضع" in near else None
    if few and value is not None:
        if value in range(10, 100):
            return begin, few.end(), value + 1, value + 9, "range", "a number and some"
        return begin, few.end(), value, value, "at_least", "a number and some"
    before, after = cues.before(passage.text, begin), cues.after(passage.text, finish)
    found = [cue[0] for cue in (before, after) if cue]
    bound = next((cue for cue in found if cue != "about"), "about") if found else ""  # it says more than "about"
    if found and kind == "exact":
        kind, bound = bound, ""
    ends = (before[1] if before else begin, after[1] if after else finish)
    return *ends, value, value, kind, rule, readings, bound if kind in ("share", "multiple") else ""


def _fifth(passage: Passage, run: Run) -> float | None:
    if len(run.parts) != 1 or run.parts[0].role not in ("unit", "ten"):
        return None
    form = passage.text[run.start : run.end].lstrip("وفبل")
    definite = form.startswith("ال")
    value = _FIFTHS.get(form.removeprefix("ال"))
    if value is None:
        return None
    vowelled = "\u064f" in passage.plain.surface(run.start, run.end)[: 5 if definite else 3]  # khums, not khams
    if definite:
        return value if vowelled or _RISEN_BY.search(passage.text, max(0, run.start - 10), run.start) else None
    following = passage.after(run.end)[0]
    of_it = following.startswith("ال")
    its = _ITS_WHOLE.match(folded(following)) or _WHOLE_OF.match(passage.text, run.end)
    return value if vowelled or of_it or following == "ما" or its else None


def scan(plain: Plain, skip: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """Return the amounts of a plain passage; `skip` are offsets in it that hold none."""
    marked, spans = marks.of(plain), sorted([*skip, *plain.named])
    free = [pair for pair in marked if not inside(*plain.tokens[pair[0]].span(), spans)] if spans else marked
    parts = parts_of(plain, free)
    duals = [
        Run(*plain.tokens[i].span(), 2) for i, mark in marked if mark.dual and not dual_rules.counts_nothing(plain, i)
    ]
    told = [i for i, mark in marked if mark.idiom]
    if not parts and not duals and not told:
        return []
    passage = Passage(plain)
    digits = [part.start for part in parts if part.role == "digits"]
    skipped = sorted([*spans, *silence.chains(plain, digits, [part.value for part in parts])]) if parts else spans
    found = idioms.find(passage, told, skipped)
    listed = _runs(passage, parts, duals, sorted([*skipped, *((row[0], row[1]) for row in found)]))
    rows, i, every = list(found), 0, " كل " in plain.text
    while i < len(listed):
        left, right = listed[i], listed[i + 1] if i + 1 < len(listed) else None
        row = _share_of_every(plain.text, left, right) if right and every else None
        pair = None if row else _pair_kind(plain.text, left, right)
        i += 2 if pair or row else 1
        row = row or (_pair(passage, pair, left, right) if right and pair else _single(passage, left))
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
