"""Reading EDTF dates (ISO 8601-2:2019) as ranges of days, as far as charts and sorting need it.

Read are years, months, days, seasons (northern half), years with masked digits (`199X`, `19XX`), qualifiers on years,
months and days (`?`, `~`, `%`; they do not widen it), intervals (`a/b`) with open or unknown ends (`a/..`, `../b`,
`a/`, `/b`), and sets of which one holds (`[a,b]`, `[a..b]`, `[a..]`, `[..b]`, also mixed).
"""

import calendar
import datetime as dt
import re
from typing import NamedTuple

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_MASKED = re.compile(r"[0-9]{3}X|[0-9]{2}XX")
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}  # first month, northern half
_MARKS = {"": "", "?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)  # what an open end stands for

Days = tuple[dt.date, dt.date]  # first and last


class EDTFError(ValueError):
    """A value is not EDTF of the kinds this module reads."""


class _Range(NamedTuple):
    """From one date to another; an open end is None, and a single date stands at both ends."""

    left: str | None
    right: str | None


def _days(year: int, month: int | None, day: int | None) -> Days:
    if month in _SEASONS and day is None:
        first = _SEASONS[month][1]
        end = (year, first + 2) if first + 2 <= 12 else (year + 1, first - 10)
        return dt.date(year, first, 1), dt.date(*end, calendar.monthrange(*end)[1])
    first, last = (1, 12) if month is None else (month, month)
    start = dt.date(year, first, 1 if day is None else day)
    return start, dt.date(year, last, calendar.monthrange(year, last)[1] if day is None else day)


def _single(value: str) -> Days:
    match = _DAY.fullmatch(value)
    if not match and not _MASKED.fullmatch(value):
        raise EDTFError(f"cannot read {value!r} as a date")
    if match and match[4] and _is_season(value):
        raise EDTFError(f"cannot read {value!r}: a season has no qualifier")
    try:
        if match:
            month, day = (int(part) if part else None for part in match.groups()[1:3])
            return _days(int(match[1]), month, day)
        return dt.date(int(value.replace("X", "0")), 1, 1), dt.date(int(value.replace("X", "9")), 12, 31)
    except ValueError as error:  # month 13, day 30 of February, a year that Python's calendar does not have
        raise EDTFError(f"cannot read {value!r} as a date: {error}") from None


def _is_season(value: str) -> bool:
    return value[5:7] in map(str, _SEASONS) and len(value) < 9


def _member(member: str, value: str) -> _Range:
    """Return a member of a set: a date, or a range of plain dates of one precision, which may have one end open."""
    left, dots, right = member.partition("..")
    ends = [end for end in (left, right) if end]
    if not ends:
        raise EDTFError(f"cannot read {value!r}: a member of the set is empty")
    if any(_is_season(end) for end in ends):
        raise EDTFError(f"cannot read {value!r}: a set holds no seasons")
    if not dots:
        return _Range(member, member)
    if not all(re.fullmatch("[0-9-]+", end) for end in ends) or len({len(end) for end in ends}) > 1:
        raise EDTFError(f"cannot read {value!r}: the ends of a range in a set are whole dates of one precision")
    return _Range(left or None, right or None)


def _members(value: str) -> list[_Range]:
    """Return the members of a set."""
    members = [_member(member, value) for member in value[1:-1].split(",")]
    if any(member.left is None for member in members[1:]) or any(member.right is None for member in members[:-1]):
        raise EDTFError(f"cannot read {value!r}: only the first member of a set is open before, only the last after")
    return members


def _parts(value: str) -> list[_Range]:
    """Return what a value is made of: the members of a set, or one interval, or one date."""
    if value.startswith("[") and value.endswith("]"):
        return _members(value)
    left, slash, right = value.partition("/")
    if not slash:
        return [_Range(value, value)]
    if not left and not right:
        raise EDTFError(f"cannot read {value!r}: an interval has at least one end")
    if "X" in value and ({left, right} & {"", ".."} or re.search("[?~%]", value)):
        raise EDTFError(f"cannot read {value!r}: beside masked digits, an interval has neither open end nor qualifier")
    return [_Range(None if left in ("", "..") else left, None if right in ("", "..") else right)]


def _range_days(part: _Range, value: str) -> Days:
    left = None if part.left is None else _single(part.left)
    right = None if part.right is None else _single(part.right)
    if left and right:
        if left[0] > right[0]:
            raise EDTFError(f"cannot read {value!r}: {part.left} is later than {part.right}")
        return left[0], right[1]
    if left:
        return left[0], max(LAST, left[1])
    if right:
        return min(FIRST, right[0]), right[1]
    return FIRST, LAST


def bounds(value: str) -> Days:
    """Return the first and last day a value allows; an open end is `FIRST` or `LAST`, or what lies beyond them.

    Raises:
        EDTFError: the value is no EDTF, or none of the kinds this module reads, or runs backwards.
    """
    ranges = [_range_days(part, value) for part in _parts(value)]
    return min(start for start, _ in ranges), max(end for _, end in ranges)


def relation(reported: str, best: str) -> str:
    """Return how a reported date relates to the best-supported one.

    Returns:
        `same`, `less_exact` (it holds the other), `apart`, or `more_exact`: it lies within the other, or overlaps it.

    Raises:
        EDTFError: a value cannot be read.
    """
    (reported_first, reported_last), (first, last) = bounds(reported), bounds(best)
    if (reported_first, reported_last) == (first, last):
        return "same"
    if reported_last < first or reported_first > last:
        return "apart"
    return "less_exact" if reported_first <= first and reported_last >= last else "more_exact"


def overlap(values) -> Days:
    """Return first and last day of what several EDTF values allow together.

    Raises:
        ValueError: a value is not EDTF, or no day is common to all.
    """
    ranges = [bounds(value) for value in values]
    first, last = max(start for start, _ in ranges), min(end for _, end in ranges)
    if first > last:
        raise ValueError(f"no day is common to {', '.join(values)}")
    return first, last


def is_uncertain(value: str) -> bool:
    """Return whether a value is marked uncertain or approximate, or is one of a set."""
    return any(mark in value for mark in "?~%[X")


def _single_in_words(value: str) -> str:
    if value.endswith("XX"):
        return f"{value[:2]}00 to {value[:2]}99"
    if value.endswith("X"):
        return f"{value[:3]}0s"
    if (match := _DAY.fullmatch(value)) is None:
        raise EDTFError(f"cannot read {value!r} as a date")
    year, month, day, mark = match.groups()
    if _is_season(value):
        return f"{_SEASONS[int(month)][0]} {year}"
    words = [str(int(day))] if day else []
    words += [calendar.month_name[int(month)]] if month else []
    return " ".join([*words, year]) + _MARKS[mark]


def _window_in_words(part: _Range) -> str:
    """Return a day somewhere in a range in words: `between 1 March and 24 May 2021`, `July or August 2025`."""
    first, last = part.left or "", part.right or ""
    (_, end), (start, _) = _single(first), _single(last)
    left, right = _single_in_words(first).split(), _single_in_words(last).split()
    said = " ".join(right)
    while len(left) == len(right) > 1 and left[-1] == right[-1]:  # the year, the month, once
        left, right = left[:-1], right[:-1]
    adjoin = (start - end).days <= 1
    return f"{' '.join(left)} or {said}" if adjoin else f"between {' '.join(left)} and {said}"


def _range_in_words(part: _Range, after: str, before: str, *, window: bool) -> str:
    if part.left and part.right:
        if part.left == part.right:
            return _single_in_words(part.left)
        if window:
            return _window_in_words(part)
        return f"{_single_in_words(part.left)} to {_single_in_words(part.right)}"
    if part.left:
        return after.format(_single_in_words(part.left))
    return before.format(_single_in_words(part.right)) if part.right else "at any time"


def readable(value: str) -> str:
    """Return a value in words: `2021-02-18` as 18 February 2021, `[2021-03..]` as March 2021 or later.

    A set is one day of several, so its ranges are windows; an interval goes on from its first day to its last.

    Raises:
        EDTFError: as `bounds`.
    """
    bounds(value)
    a_set = value.startswith("[")
    phrases = ("{} or later", "{} or earlier") if a_set else ("from {}", "until {}")
    *others, last = [_range_in_words(part, *phrases, window=a_set) for part in _parts(value)]
    return f"{', '.join(others)} or {last}" if others else last
