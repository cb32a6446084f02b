"""Calendar dates found by rule, as EDTF (ISO 8601-2:2019, levels 0 and 1).

Deictic and anaphoric times ("two months ago") need a reader; `expressions.find` points at them.
"""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from ..corpus import arabic
from . import vocabulary
from .numbers import LABEL_BEFORE
from .numerals import parse


class Date(NamedTuple):
    """A date: half-open code-point offsets, its EDTF value, and what is wrong where there is none or a doubtful one."""

    start: int
    end: int
    edtf: str | None
    problem: str | None = None


def _any(words) -> str:
    return "(?:" + "|".join(sorted((w.replace(" ", r"\s+") for w in words), key=len, reverse=True)) + ")"


_MONTHS = {**vocabulary.MONTHS, **{" ".join(pair): month for pair, month in vocabulary.MONTH_PAIRS.items()}}
_ORDINALS = _any(f"ال{word}" for word in vocabulary.ORDINALS)  # with the article
_L, _R = r"(?<!\w)(?:[وف]?[بلك]?)", r"(?!\w)"  # waw, fa and bi, li, ka may be attached
NAME = _any(_MONTHS)
PAIR = rf"(?P<month>{NAME})(?:\s*[/(\-]\s*|\s+)?(?P<other>(?<!\w){NAME})?\)?"
DAY = r"(?:[0-9]{1,2})(?![0-9])"
DAY_WORDS = rf"{_ORDINALS}(?:\s+عشره?|\s+وال(?:عشر|ثلاث)[وي]ن)?"  # 'ashr; wa-l-'ishrin, wa-l-thalathin
YEAR = r"(?:1[0-9]|20)[0-9]{2}(?![0-9])"
YEAR_AFTER = rf"\s*(?:من\s+)?(?:،\s*)?(?:(?:عام|العام|سنه)\s*)?(?P<year>{YEAR})"  # min, 'am, sana
_WEEKDAY = _any(vocabulary.WEEKDAYS)
_DECADE_STEMS = {  # "the tens" as decade names: 'ishriniyyat ... tis'iniyyat
    "عشرين": 2,
    "ثلاثين": 3,
    "اربعين": 4,
    "خمسين": 5,
    "ستين": 6,
    "سبعين": 7,
    "ثمانين": 8,
    "تسعين": 9,
}
_CENTURY = rf"القرن\s+(?P<nth>{DAY_WORDS}|العشر[وي]ن)(?!\w)"  # al-qarn

RULES: list[tuple[re.Pattern, Callable]] = []


def _rule(pattern: str):
    def register(function):
        RULES.append((re.compile(pattern), function))
        return function

    return register


def _month(match) -> tuple[int, str | None]:
    first = _MONTHS[re.sub(r"\s+", " ", match["month"])]
    other = match["other"] and _MONTHS[re.sub(r"\s+", " ", match["other"])]
    clash = f"impossible pair of month names: month {first} and month {other}" if other and other != first else None
    return first, clash


def _dated(match, *days: str) -> tuple[str | None, str | None]:
    """Return EDTF and problem of one day, or of the first and last of several."""
    month, clash = _month(match)
    if clash:
        return None, clash
    try:
        dates = [datetime.date(int(match["year"]), month, int(parse(day))) for day in days]
    except ValueError:
        return None, "no such day in the calendar"
    weekday = match.groupdict().get("weekday")
    if weekday and dates[0].weekday() != vocabulary.WEEKDAYS[weekday]:
        return dates[0].isoformat(), f"the day was a {dates[0]:%A}"
    return "/".join(day.isoformat() for day in dates), None


@_rule(rf"{_L}(?P<from>{DAY})\s*(?:-|–|الي|او|و)\s*(?P<to>{DAY})\s*(?:من\s+)?{PAIR}{YEAR_AFTER}")
def _day_range(match):
    return _dated(match, match["from"], match["to"])


@_rule(
    rf"(?:{_L}(?P<weekday>{_WEEKDAY})،?\s+)?{_L}(?P<day>{DAY}|{DAY_WORDS})\s*(?:من\s+)?(?:شهر\s+)?{PAIR}{YEAR_AFTER}"
)
def _full(match):
    return _dated(match, match["day"])


@_rule(r"(?<![\w/.-])(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})(?![\w/])")
def _numeric(match):
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat(), None
    except ValueError:
        return None, "no such day in the calendar"


@_rule(rf"{_L}{PAIR}{YEAR_AFTER}")
def _month_year(match):
    month, clash = _month(match)
    return (None, clash) if clash else (f"{match['year']}-{month:02}", None)


@_rule(rf"(?:{_L}(?P<weekday>{_WEEKDAY})،?\s+)?{_L}(?P<day>{DAY}|{DAY_WORDS})\s*(?:من\s+)?(?:شهر\s+)?{PAIR}{_R}")
def _day_month(match):
    _, clash = _month(match)
    return None, clash or "no year"


@_rule(rf"{_L}(?P<month>{NAME}){_R}(?:\s*[/(\-]\s*|\s+)(?P<other>{NAME}){_R}\)?")
def _two_names(match):
    _, clash = _month(match)
    return None, clash or "no year"


@_rule(rf"{_L}(?P<month>{NAME}){_R}")
def _month_alone(match):
    return None, "no year"


@_rule(
    rf"{_L}(?:عامي\s+|(?:ال)?(?:عام|اعوام|سنه)\s*)?(?P<from>{YEAR})(?:\s*[-–]\s*|\s+(?:الي|حتي|ولغايه|لغايه)\s+"
    rf"(?:(?:ال)?(?:عام|سنه)\s+)?)(?P<to>{YEAR})"
)
def _years(match):
    low, high = match["from"], match["to"]
    return (f"{low}/{high}", None) if low <= high else (None, "the last year comes before the first")


@_rule(
    rf"{_L}(?:ال)?(?:عام|سنه)\s*(?:\((?P<year>{YEAR})\)|(?P<plain>{YEAR}))|(?<!\w)(?:[وف]?منذ|حتي|[ول]?لغايه)\s+(?P<bare>{YEAR})"
    r"|(?<=[،,(\[])\s*(?P<lone>(?:1[89]|20)[0-9]{2})(?=\s*[،,.)\]])"
)
def _year(match):
    return match["year"] or match["plain"] or match["bare"] or match["lone"], None


@_rule(rf"{_L}(?:ال)?(?P<tens>{_any(_DECADE_STEMS)})ي?ات{_R}(?:\s+{_CENTURY})?")
def _decade(match):
    shared = re.match(rf"\s+و\w+\s+{_CENTURY}", match.string[match.end() :])  # "the forties and fifties of the ..."
    nth = match["nth"] or (shared and shared["nth"])
    century = _century_of(nth) if nth else None
    digits = f"{century - 1 if century else 19}{_DECADE_STEMS[match['tens']]}X"
    return digits, None if century else "century not named; read as the twentieth"


def _century_of(nth: str) -> int:
    return int(parse(nth))


@_rule(rf"{_L}{_CENTURY}{_R}")
def _century(match):
    return f"{_century_of(match['nth']) - 1:02}XX", None


@_rule(rf"{_L}(?P<weekday>{_WEEKDAY})(?!\w|\s+عشر)")
def _weekday(match):
    return None, "weekday only"


def _unprefixed(folded: str, match: re.Match) -> int:
    """Return where the date begins once attached prefixes are left off."""
    starts = [match.start(name) for name, value in match.groupdict().items() if value is not None]
    first = min(starts)
    cue = re.search(r"القرن\s+$|(?:ال)?(?:عام|سنه|اعوام|عامي)\s*\(?$|ال$", folded[match.start() : first])
    return match.start() + cue.start() if cue else first


def find(source: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Return the calendar dates between two offsets, in order.

    Found are days (Gregorian, in digits or ordinals), day ranges, months with and without year, single and double month
    names, years and year ranges with a cue or between punctuation, decades, centuries, and weekdays.

    Args:
        source: the text.
        start: first code point looked at.
        end: code point after the last one looked at (None: the end of the text).

    Returns:
        Dates without overlap, offsets without attached prefixes; `edtf` is None where the text gives no calendar value
        by itself (a weekday, a month without year) or an impossible one, and `problem` says why.
    """
    folded = arabic.fold_letters(source)
    dates: list[Date] = []
    for pattern, function in RULES:
        for match in pattern.finditer(folded, start, len(source) if end is None else end):
            begin = _unprefixed(folded, match)
            finish = begin + len(folded[begin : match.end()].rstrip())
            overlaps = any(date.start < finish and begin < date.end for date in dates)
            label = match.groupdict().get("lone") and LABEL_BEFORE.search(folded[:begin])
            if overlaps or label or _is_father(source, match):
                continue
            dates.append(Date(begin, finish, *function(match)))
    return sorted(dates)


def _is_father(source: str, match: re.Match) -> bool:
    """Say whether the only "month" is the word for father, which folds like August."""
    groups = match.groupdict()
    alone = groups.get("month") == vocabulary.MONTH_OR_FATHER and not any(
        groups.get(name) for name in ("day", "from", "year", "other")
    )
    return alone and "آ" not in source[match.start("month") : match.end("month")]  # alef with madda
