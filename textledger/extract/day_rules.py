"""The rules for days and months, in digits and in words, Gregorian and Hijri; the first that fits wins."""

import datetime
import re

from . import calendars, hijri, vocabulary
from .date_patterns import (
    AFTER,
    DAY,
    END,
    ERA,
    HIJRI_ERA,
    HIJRI_NAME,
    NAME,
    OF,
    ORDINALS,
    PAIR,
    SECOND,
    TO,
    UNCOUNTED,
    WEEKDAY,
    YEAR_WORD,
    Value,
    Y,
    any_of,
    dated,
    day_in_digits,
    day_number,
    interval,
    month_of,
    rule,
)
from .numerals import parse

_FIRST_DAY = rf"(?P<day>{DAY}){OF}(?P<month>{NAME})(?:\s*[/(]\s*{NAME}\s*\)?)?(?:\s+(?P<from>{Y}))?"
_DAY_TO_DAY = rf"{_FIRST_DAY}(?:%s)(?P<day2>{DAY}){OF}{SECOND}{AFTER}"


@rule("days of two months", "two ordinal", _DAY_TO_DAY.replace("%s", TO))
@rule("days of two months", "two ordinal", _DAY_TO_DAY.replace("%s", r"\s+و\s?"), r"(?<!\w)[وف]?(?:ما\s)?بين\s")
def _two_months(match):
    try:
        ends = [
            datetime.date(int(year), month_of(match[month]), day_number(match[day])).isoformat()
            for year, month, day in (
                (match["from"] or match["year"], "month", "day"),
                (match["year"], "month2", "day2"),
            )
        ]
    except ValueError:
        return Value(None, "no such day in the calendar")
    return interval(*ends)


@rule(
    "days of a month",
    "two weekday",
    rf"(?:{any_of(vocabulary.WEEKDAYS)}\s*[،,:]?\s+)?(?P<from>{DAY})(?:\s*(?:[،,]|و)\s*{DAY})*?\s*(?:-|–|/|الي|او|و)\s*(?P<to>{DAY})\s*(?:من\s+)?{PAIR}{AFTER}",
)
@rule(
    "days of a month",
    "ordinal",
    rf"(?P<from>{ORDINALS}(?:\s+عشر)?)\s+و(?P<to>(?!ال(?:عشر|ثلاث)[وي]ن){DAY})\s*(?:من\s+)?{PAIR}{AFTER}",
)
def _day_range(match):
    return dated(match, match["from"], match["to"])


@rule("day, month, year", "two ordinal weekday", rf"{WEEKDAY}(?P<day>{DAY})\.?{OF}{PAIR}{AFTER}")
def _full(match):
    return dated(match, match["day"])


@rule(
    "day/month/year",
    "two",
    rf"(?P<day>[0-9]{{1,2}})\s?(?P<s>[/-])\s?(?P<month>{NAME})(?P<other>(?!))?\s?(?P=s)\s?(?P<year>{Y}){ERA}",
)
def _separated(match):
    return dated(match, match["day"])


@rule(
    "month, day, year",
    "month weekday",
    rf"{WEEKDAY}(?P<month>{NAME})(?:\s*[/(-]\s*(?P<other>{NAME})\s*\)?)?\s+(?P<day>{DAY})\s*(?:[،,]\s*)?(?P<year>{Y}){ERA}",
)
def _month_first(match):
    return dated(match, match["day"])


@rule(
    "Hijri date",
    "two ordinal weekday hijri",
    rf"(?:{any_of(vocabulary.WEEKDAYS)}\s*[،,]?\s+)?(?:(?:(?P<first>{DAY})(?:{TO}))?(?P<day>{DAY}){OF})?{HIJRI_NAME}\s*[،,]?\s*(?:من\s+)?{YEAR_WORD}?"
    rf"(?P<year>[0-9]{{1,4}})(?![0-9]){HIJRI_ERA}?",
)
def _hijri(match):
    days: list[int | None] = [day_number(day) for day in match.group("first", "day") if day]
    month = calendars.HIJRI[re.sub(r"\s+", " ", match["hmonth"])]
    return interval(*(hijri.edtf(int(match["year"]), month, day) for day in days or [None]))


@rule(
    "Hijri date in digits",
    "digit weekday",
    rf"{WEEKDAY}(?P<a>[0-9]{{1,4}})\s?[/.-]\s?(?P<b>[0-9]{{1,2}})\s?[/.-]\s?(?P<c>[0-9]{{1,4}})(?![0-9]){HIJRI_ERA}",
)
def _hijri_digits(match):
    parts = [int(part) for part in match.group("a", "b", "c")]
    return Value(hijri.edtf(*(parts[::-1] if parts[2] > 31 else parts)))


_HIJRI_DIGITS = r"(?P<a>[0-9]{1,4})\s?[/.-]\s?(?P<b>[0-9]{1,2})\s?[/.-]\s?(?P<c>[0-9]{1,4})(?![0-9/])"


@rule("Hijri date beside another", "two four", _HIJRI_DIGITS, r"(?:الموافق|المصادف)\s(?:ل\s?)?")
@rule("Hijri date beside another", "two four", rf"{_HIJRI_DIGITS}(?=\s?\(?(?:الموافق|المصادف))")
def _hijri_beside(match):
    parts = [int(part) for part in match.group("a", "b", "c")]
    parts = parts[::-1] if parts[2] > 31 else parts
    return Value(hijri.edtf(*parts)) if 1300 <= parts[0] < 1500 else None


@rule(
    "Hijri years",
    "digit year",
    rf"(?:{YEAR_WORD}|ال)?(?P<year>[0-9]{{1,4}})(?:\s?[-–/]\s?(?P<last>[0-9]{{3,4}})"
    rf"|{HIJRI_ERA}(?:{TO}){YEAR_WORD}?(?P<to>[0-9]{{1,4}})|\s+و\s?(?P<and>[0-9]{{1,4}})|(?:{TO})(?P<till>[0-9]{{3,4}}))?{HIJRI_ERA}",
)
def _hijri_year(match):
    if match["and"] and "بين" not in match.string[max(0, match.start() - 10) : match.start()]:
        return None
    years = [hijri.edtf(int(year)) for year in match.group("year", "last", "to", "and", "till") if year]
    return Value(f"{years[0].partition('/')[0]}/{years[-1].rpartition('/')[2]}")


@rule("Hijri year in words", "year", rf"{YEAR_WORD}(?P<words>\w+(?:\s+و?\w+){{0,4}}?)\s+(?:لل|ال)?هجر(?:ه|يه?){END}")
def _hijri_words(match):
    try:
        return Value(hijri.edtf(int(parse(match["words"]))))
    except ValueError:
        return None


@rule(
    "Hijri days of two months",
    "two ordinal",
    rf"(?P<first>{DAY}){OF}(?P<month>{any_of(calendars.HIJRI)}){END}(?:{TO}|\s+و\s?)(?P<day>{DAY}){OF}{HIJRI_NAME}\s*[،,]?\s*(?:من\s+)?"
    rf"{YEAR_WORD}?(?P<year>[0-9]{{1,4}})(?![0-9]){HIJRI_ERA}?",
)
def _hijri_months(match):
    months = [calendars.HIJRI[re.sub(r"\s+", " ", name)] for name in match.group("month", "hmonth")]
    days = [day_number(day) for day in match.group("first", "day")]
    return interval(*(hijri.edtf(int(match["year"]), *pair) for pair in zip(months, days, strict=True)))


@rule("Hijri day without a year", "two ordinal", rf"(?:{DAY}(?:{TO}|\s+و\s?))?(?P<day>{DAY}){OF}{HIJRI_NAME}")
def _hijri_day(match):
    return Value(None, "no year")


_DIGITS = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:1[0-9]|20)[0-9]{2}|(?:1[0-9]|20)[0-9]{2}[/-][0-9]{1,2}[/-][0-9]{1,2}"


@rule("days in digits", "digit", rf"(?P<first>{_DIGITS})(?:{TO})(?P<last>{_DIGITS})(?![0-9/])")
@rule(
    "days in digits",
    "digit",
    rf"(?P<first>{_DIGITS})\s+و\s?(?P<last>{_DIGITS})(?![0-9/])",
    r"(?<!\w)[وف]?(?:ما\s)?بين\s",
)
def _digits_to_digits(match):
    days = [day for name in ("first", "last") if (day := day_in_digits(match[name]))]
    return interval(*days) if len(days) == 2 else Value(None, "no such day in the calendar")


@rule(
    "ISO date",
    "four weekday",
    WEEKDAY + r"(?P<year>(?:1[0-9]|20)[0-9]{2})\s?[-/.]\s?(?P<month>[0-9]{1,2})\s?[-/.]\s?(?P<day>[0-9]{1,2})"
    r"(?![0-9/])(?:T[0-9:.+]+Z?|\s?م)?(?!\w)",
)
def _iso(match):
    try:
        return Value(datetime.date(*(int(match[name]) for name in ("year", "month", "day"))).isoformat())
    except ValueError:
        return Value(None, "no such day in the calendar")


@rule(
    "date in digits",
    "two weekday",
    rf"{WEEKDAY}(?P<day>[0-9]{{1,2}})\s?(?P<s>[/.\\–-])\s?(?P<month>[0-9]{{1,2}})\s?(?P=s)\s?(?P<year>{Y})(?!/){ERA}",
)
def _numeric(match):
    year, day, month = (int(match[name]) for name in ("year", "day", "month"))
    readings = []
    for m, d in dict.fromkeys([(month, day), (day, month)]):
        try:
            readings.append(datetime.date(year, m, d).isoformat())
        except ValueError:
            continue
    if not readings:
        return Value(None, "no such day in the calendar")
    return Value(readings[0], None, tuple(readings) if len(readings) > 1 else ())


@rule("date in digits, short year", "two", r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})(?![0-9/])")
def _short_year(match):
    try:
        days = [datetime.date(c + int(match["year"]), int(match["month"]), int(match["day"])) for c in (2000, 1900)]
    except ValueError:
        return Value(None, "no such day in the calendar")
    return Value(None, "a year of two digits", tuple(day.isoformat() for day in days))


@rule(
    "month and year in digits",
    "digit",
    rf"(?P<month>0?[1-9]|1[0-2])/(?P<year>{Y})(?!/)|(?P<y>{Y})/(?P<m>0?[1-9]|1[0-2])(?![0-9/])"
    rf"|(?P<mm>0[1-9]|1[0-2])-(?P<yy>{Y})(?![-/]){UNCOUNTED}|(?P<yyy>{Y})-(?P<mmm>[1-9])(?![0-9/-]|\.[0-9]){UNCOUNTED}",
)
def _digits_month(match):
    year, month = (
        next(match[name] for name in names if match[name])
        for names in (("year", "y", "yy", "yyy"), ("month", "m", "mm", "mmm"))
    )
    return Value(f"{year}-{int(month):02}")
