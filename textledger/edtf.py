"""Reading EDTF dates (ISO 8601-2:2019) as ranges of days, as far as charts and sorting need it."""

import calendar
import datetime as dt
import re

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MASKED = re.compile(r"(\d{2,3})X{1,2}")
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}  # first month, northern half
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)  # what an open end stands for


class EDTFError(ValueError):
    """A value is not EDTF of the kinds this module reads."""


def _single(value: str) -> tuple[dt.date, dt.date]:
    bare = value.rstrip("?~%")
    if match := _MASKED.fullmatch(bare):
        years = int(match[1].ljust(4, "0")), int(match[1].ljust(4, "9"))
        return dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    match = _DAY.fullmatch(bare)
    if not match:
        raise EDTFError(f"cannot read {value!r} as a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month in _SEASONS and not day:
        first = dt.date(year, _SEASONS[month][1], 1)
        after = first + dt.timedelta(days=95)
        return first, after.replace(day=1) - dt.timedelta(days=1)
    try:
        start = dt.date(year, month or 1, day or 1)
        return start, dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError as error:
        raise EDTFError(f"cannot read {value!r} as a date: {error}") from None


def bounds(value: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day a value allows; an open end is `FIRST` or `LAST`.

    Read are years, months, seasons, days, masked years (`199X`), qualifiers (`?`, `~`, `%`; they do not widen it),
    intervals (`a/b`, `a/..`), and sets of which one holds (`[a,b]`, `[a..b]`, `[a..]`).

    Raises:
        EDTFError: the value is of no such form.
    """
    if value.startswith("[") and value.endswith("]"):
        parts = re.split(r",|\.\.", value[1:-1])
        start = _single(parts[0])[0] if parts[0] else FIRST
        return start, _single(parts[-1])[1] if parts[-1] else LAST
    left, slash, right = value.partition("/")
    if slash:
        start = FIRST if left in ("", "..") else _single(left)[0]
        return start, LAST if right in ("", "..") else _single(right)[1]
    return _single(value)


def is_uncertain(value: str) -> bool:
    """Return whether a value is marked uncertain or approximate, or is one of a set."""
    return any(mark in value for mark in "?~%[X")


def readable(value: str) -> str:
    """Return a value in words: `2021-02-18` as 18 February 2021, `[2021-03..]` as March 2021 or later."""
    if value.startswith("["):
        parts = re.split(r"\.\.|,", value[1:-1])
        if not parts[-1]:
            return f"{readable(parts[0])} or later"
        return f"{readable(parts[0])} {'to' if '..' in value else 'or'} {readable(parts[-1])}"
    left, slash, right = value.partition("/")
    if slash:
        return f"from {readable(left)}" if right in ("", "..") else f"{readable(left)} to {readable(right)}"
    bare = value.rstrip("?~%")
    mark = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}.get(value[len(bare) :], "")
    if match := _MASKED.fullmatch(bare):
        return f"{match[1].ljust(4, '0')}s{mark}"
    year, month, day = _DAY.fullmatch(bare).groups()
    if month and int(month) in _SEASONS:
        return f"{_SEASONS[int(month)][0]} {year}{mark}"
    words = [str(int(day))] if day else []
    words += [calendar.month_name[int(month)]] if month else []
    return " ".join([*words, year]) + mark
