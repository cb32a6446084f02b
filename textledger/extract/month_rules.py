"""The rules for months, for days and months without a year, and for parts of years; the first that fits wins."""

import datetime
import re

from . import calendars
from .date_patterns import (
    AFTER,
    DAY,
    EDGE,
    END,
    ERA,
    FIRST_OF_TWO,
    IN_WORDS,
    NAME,
    OF,
    PAIR,
    SECOND,
    TO,
    WEEKDAY,
    YEAR_WORD,
    Value,
    Y,
    any_of,
    dated,
    day_number,
    interval,
    month_of,
    month_of_pair,
    rule,
)
from .numerals import parse


@rule(
    "months of a year",
    "month",
    rf"(?P<month>{NAME})(?:\s*[/(]\s*{NAME}\s*\)?)?(?:\s+(?P<from>{Y}))?(?:{TO}|\s+و){EDGE}?{SECOND}{AFTER}",
    rf"(?<!\w)(?:[وف]?من|[وف]?(?:ما\s)?بين)\s{EDGE}?",
)
@rule(
    "months of a year",
    "month",
    rf"(?P<month>{NAME})(?:\s*[/(]\s*{NAME}\s*\)?)?(?:\s+(?P<from>{Y}))?\s*[-–]\s*{SECOND}{AFTER}",
)
def _months(match):
    first, last = month_of(match["month"]), month_of(match["month2"])
    if first == last and not match["from"]:
        return Value(f"{match['year']}-{first:02}")
    if not match["from"] and last < first and "-" in match.group():
        return Value(None, f"impossible pair of month names: month {first} and month {last}")
    return interval(f"{match['from'] or match['year']}-{first:02}", f"{match['year']}-{last:02}")


@rule("two months", "month", rf"(?P<month>{NAME})(?:\s*[/(]\s*{NAME}\s*\)?)?\s+و{SECOND}{AFTER}")
def _and_month(match):
    first, last = (f"{match['year']}-{month_of(match[name]):02}" for name in ("month", "month2"))
    if first == last:
        return Value(first)  # two names of one month
    if int(last[-2:]) - int(first[-2:]) == 1:
        return Value(f"{first}/{last}")
    return Value(None, "two months apart", (first, last))


@rule(
    "day and half a month name",
    "two ordinal",
    rf"(?P<day>{DAY}){OF}(?:تشرين|كانون)(?!\w)(?!\s+(?:[0-9]{{4}}|(?:ال)?(?:اول|ثان)))",
)
def _half_of_a_name(match):
    return Value(None, "no year, and which of two months is not said")


@rule(
    "year, month, day",
    "four",
    rf"(?P<year>{Y})\s+(?P<month>{NAME})(?P<other>(?!))?(?:\s+(?P<day>[0-9]{{1,2}})(?![0-9/]|[.,][0-9]))?(?!\s+\(?{Y})",
)
def _year_first(match):
    if match["day"]:
        return dated(match, match["day"])
    doubtful = match["month"] in calendars.DOUBTFUL
    return None if doubtful else Value(f"{match['year']}-{month_of(match['month']):02}")


@rule(
    "year, day, month",
    "four",
    rf"(?P<year>{Y})\s?[،,]\s?(?:(?P<day>[0-9]{{1,2}})\s)?(?P<month>{NAME})(?P<other>(?!))?(?!\s+\(?{Y})",
)
def _year_day_month(match):
    return dated(match, match["day"]) if match["day"] else Value(f"{match['year']}-{month_of(match['month']):02}")


_WORDS = r"\s+(?:من\s+)?(?:ال|لل?)?(?:عام|سنه)\s+" + IN_WORDS


@rule("day, month, year in words", "two ordinal weekday", rf"{WEEKDAY}(?P<day>{DAY}){OF}{PAIR}{_WORDS}")
@rule("month, year in words", "month", rf"{PAIR}{_WORDS}")
def _year_in_words(match):
    month, clash = month_of_pair(match)
    try:
        year = int(parse(match["words"]))
    except ValueError:
        return None
    if clash or not 1000 <= year < 2100:
        return None
    if "day" not in match.groupdict():
        return Value(f"{year:04}-{month:02}")
    return Value(datetime.date(year, month, day_number(match["day"])).isoformat())


@rule("half a month name", "month half", rf"(?P<name>تشرين|كانون){AFTER}")
def _half_name(match):
    months = (10, 11) if match["name"] == "تشرين" else (12, 1)
    return Value(None, "which of two months is not said", tuple(f"{match['year']}-{month:02}" for month in months))


@rule("month and year", "month", rf"{PAIR}{AFTER}")
def _month_year(match):
    month, clash = month_of_pair(match)
    return Value(None, clash) if clash else Value(f"{match['year']}-{month:02}")


@rule(
    "day, month, short year",
    "two ordinal weekday",
    rf"{WEEKDAY}(?P<day>{DAY}){OF}{PAIR}\s+['’]?(?P<short>[0-9]{{2}})(?=\s*(?:$|[،.)»؛](?![0-9])))",
)
def _day_month_short(match):
    _, clash = month_of_pair(match)
    return Value(None, clash or "a year of two digits")


@rule("month, short year", "month", rf"{PAIR}\s+['’]?(?P<short>[4-9][0-9])(?=\s*(?:$|[،.)»؛](?![0-9])))")
def _month_short(match):
    _, clash = month_of_pair(match)
    return Value(None, clash or "a year of two digits")


@rule(
    "day and month",
    "two ordinal weekday",
    rf"{WEEKDAY}(?:{FIRST_OF_TWO})?(?P<day>{DAY}){OF}{PAIR}(?!\w)",
)
def _day_month(match):
    _, clash = month_of_pair(match)
    return Value(None, clash or "no year")


@rule(
    "day and month in digits",
    "two",
    r"(?!24/7)(?P<day>0?[1-9]|[12][0-9]|3[01])/(?P<month>0?[1-9]|1[0-2])(?![0-9/]|[.,][0-9])(?!\s?(?:مليون|الف|مليار))",
)
def _slashed(match):
    return Value(None, "no year, or a fraction", (f"--{int(match['month']):02}-{int(match['day']):02}", match.group()))


@rule("month", "month", rf"(?P<month>{NAME})(?:(?:\s*[/(\-]\s*|\s+)(?P<other>{NAME})\s*\)?)?")
def _month_alone(match):
    _, clash = month_of_pair(match)
    return Value(None, clash or "no year")


_PART = rf"(?P<part>(?:ال)?{any_of(part.removeprefix('ال') for part in calendars.PARTS_OF_YEARS)})"  # "lil-rub'"
_NTH_PART = any_of({part.split()[1] for part in calendars.PARTS_OF_YEARS})
_OF_YEAR = rf"\s+(?:من\s+)?{YEAR_WORD}?(?P<year>{Y}){ERA}"


@rule("part of a year", "part", rf"{_PART}{_OF_YEAR}")
def _part(match):
    first, last = calendars.months_of(match["part"])
    return Value(match["year"], part=f"{match['year']}-{first:02}/{match['year']}-{last:02}")


@rule(
    "parts of a year",
    "part",
    rf"(?P<what>(?:ال)?(?:ربع|نصف|ثلث|فصل))(?:ين|ان)?\s+(?P<from>{_NTH_PART})(?:{TO}|\s+و)(?:ال(?:ربع|نصف|ثلث|فصل)\s+)?"
    rf"(?P<last>{_NTH_PART}){_OF_YEAR}",
)
def _parts(match):
    try:
        (first, end), (begin, last) = (calendars.months_of(f"{match['what']} {match[nth]}") for nth in ("from", "last"))
    except KeyError:  # the third half
        return None
    near = begin == end + 1 or not re.search(r"\sو(?!الي|حتي|لغايه)", match.group())  # "the first and third"
    return Value(match["year"], part=f"{match['year']}-{first:02}/{match['year']}-{last:02}" if near else None)


@rule("part of a month", "part", rf"{any_of(calendars.PARTS)}\s+من\s+(?:شهر\s+)?{PAIR}{AFTER}")
def _part_of_month(match):
    month, clash = month_of_pair(match)
    return Value(None, clash) if clash else Value(f"{match['year']}-{month:02}")


@rule(
    "part of a year of account",
    "part",
    rf"{any_of(calendars.PARTS)}\s+من\s+ال(?:عام|سنه|موسم)\s+(?:المالي|الدراسي|الجامعي|الزراعي|الهجري)ه?\s+(?P<from>{Y})[/–-](?P<last>{Y})",
)
def _part_of_account(match):
    return interval(match["from"], match["last"])


@rule("part of an unnamed year", "part", rf"{any_of(calendars.PARTS)}\s+من\s+(?:(?:ال)?(?:عام|سنه){END}|{NAME})")
def _part_alone(match):
    return Value(None, "no year")
