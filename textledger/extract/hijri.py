"""Hijri dates as EDTF. A month begins with the sighting of the moon, so the Gregorian day may be one day off: `~`.

From 1343 to 1500 AH the days are those of the Umm al-Qura calendar (hijridate); before and after, those of the
arithmetical calendar, whose years alone are given.
"""

import datetime

_FIRST, _LAST = 1343, 1500
_EPOCH = 1948440 - 385 - 1721425  # of the arithmetical calendar, as an ordinal of `datetime.date`


def _arithmetical(year: int) -> int:
    first = datetime.date.fromordinal((11 * year + 3) // 30 + 354 * year + 30 + 1 + _EPOCH)
    return first.year


def edtf(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a Hijri day, month or year as EDTF, approximate.

    Args:
        year: the Hijri year.
        month: 1 to 12, where one is named.
        day: the day of the month, where one is named.

    Raises:
        ValueError: there is no such day.
    """
    if not _FIRST <= year < _LAST:
        if not 1 <= year < 2000 or (day or 1) > 30:
            raise ValueError("no such day in the Hijri calendar")
        first, last = _arithmetical(year), _arithmetical(year + 1)
        return f"{first:04}~" if first == last else f"{first:04}~/{last:04}~"
    from hijridate import Hijri  # only a text with such a date needs the tables

    try:
        begin = Hijri(year, month or 1, day or 1).to_gregorian()
    except (OverflowError, ValueError):
        raise ValueError("no such day in the Hijri calendar") from None
    if day:
        return f"{begin.isoformat()}~"
    length = Hijri(year, month, 1).month_length() if month else Hijri(year, 1, 1).year_length()
    return f"{begin.isoformat()}~/{(datetime.date(*begin.datetuple()) + datetime.timedelta(length - 1)).isoformat()}~"
