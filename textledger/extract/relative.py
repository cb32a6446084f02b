"""Times told from the day of a text ("yesterday", "next May") or from a year named before ("in May of that year")."""

import calendar
import datetime
import re

from . import calendars, vocabulary
from .date_patterns import DAY, FIRST_OF_TWO, OF, PAIR, WEEKDAY, Value, any_of, day_number, interval, month_of_pair
from .numerals import parse

_DAYS = {
    "امس الاول": -2,
    "اول امس": -2,
    "اول من امس": -2,
    "امس": -1,
    "البارحه": -1,
    "اليوم": 0,
    "غدا": 1,
    "غد": 1,
    "بعد غد": 2,
}
_PAST = "الماضي|الماضيه|المنصرم|المنصرمه|الفا[يئ]ته?"
_NEXT = "المقبل|المقبله|القادم|القادمه"
_NOW = "(?:الجاري|الحالي)ه?|هذا"
_UNITS = {
    "يوم يومين يومان ايام يوما": "day",
    "اسبوع اسبوعين اسبوعان اسابيع اسبوعا": "week",
    "شهر شهرين شهران اشهر شهور شهرا": "month",
    "سنه سنتين سنتان سنوات سنين عام عامين عامان اعوام عاما": "year",
    "عقد عقدين عقدان عقود عقدا": "decade",
    "قرن قرنين قرنان قرون قرنا القرن": "century",
}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_DAY_COUNTED = re.compile(  # "three times a day", "that day", "all day long"
    r"(?<!\w)[وف]?(?:في|ذلك|ذاك|نفس|ذات|طوال|طيله|بطول|مدار|بقيه|معظم|كل)\s$"
)
_DAY_NAMED = re.compile(  # "the next day", "the world day of"
    r"\s(?:نفسه|ذاته|ال(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|واحد|تالي|موالي|سابق|اخير|ماضي|مقبل|قادم"
    r"|ذي|عالمي|وطني|دولي|دراسي|مشهود|موعود|مفتوح|كامل))(?!\w)"
)
_UNIT = {word: unit for words, unit in _UNITS.items() for word in words.split()}
_NAMED = rf"(?P<unit>العام|السنه|الشهر)\s+(?:(?P<past>{_PAST})|(?P<next>{_NEXT})|(?P<now>{_NOW}))(?!\w)"
_COUNT = r"(?P<count>[0-9]+|\w+(?:\s+(?:عشره?|ارباع|و\w+ين))?)"
_AWAY = rf"(?P<way>قبل|منذ|بعد)\s+(?:{_COUNT}\s+)?(?P<thing>{any_of(_UNIT)})(?!\w)"
PATTERN = re.compile(rf"(?<!\w)[وف]?(?:(?P<day>{any_of(_DAYS)})(?!\w)|{_NAMED}|{_AWAY})")
# The words one of which begins each match.
WORDS = frozenset(
    waw + phrase.split()[0]
    for phrase in (*_DAYS, "العام", "السنه", "الشهر", "قبل", "منذ", "بعد")
    for waw in ("", "و", "ف")
)


_THE_YEAR = "(?:العام|السنه)"
_SAME = rf"(?P<same>{_THE_YEAR}\s+(?:نفسه|ذاته)ا?|(?:نفس|ذات)\s+{_THE_YEAR}|{_THE_YEAR}\s+(?P<after>التالي)ه?)"
_THAT_YEAR = rf"{_THE_YEAR}\s+(?:(?P<last>{_PAST})|(?P<coming>{_NEXT})|{_NOW})|(?:هذا|هذه)\s+{_THE_YEAR}"
_NO_YEAR = rf"{WEEKDAY}(?:{FIRST_OF_TWO})?(?:(?P<day>{DAY}){OF})?{PAIR}"
_NEAREST = rf"(?P<past>{_PAST})|(?P<next>{_NEXT})|{_NOW}"
# A day, month or part of a year without a year, and the words that tell it.
YEAR_TOLD = re.compile(
    rf"(?:{_NO_YEAR}|(?P<part>{any_of(calendars.PARTS)}))\s*(?:من\s+)?(?:{_SAME}|{_THAT_YEAR}|{_NEAREST})(?!\w)"
)

# How the words that tell a year begin: looked at first.
TELLS = re.compile(r"\s*\)?\s*(?:من\s+)?(?:ال[عسمجحقف]|نفس|ذات|هذ)")


def year_told(match: re.Match, day: datetime.date | None, year: int | None) -> Value:
    """Return what a match of `YEAR_TOLD` is worth in a text of a day, after a year that was named, where it is known.

    "Of the same year" is the year named before; "last May" the last before the day, "next May" the first after it.
    """
    if match["same"]:
        if year is None:
            return Value(None, "no year: the text names none before")
        told = year + bool(match["after"])
    elif day is None:
        return Value(None, "no year: the day of the text is not given")
    else:
        told = day.year + bool(match["coming"]) - bool(match["last"])
    if match["part"]:
        first, last = calendars.months_of(match["part"])
        return Value(f"{told:04}", part=f"{told:04}-{first:02}/{told:04}-{last:02}")
    month, clash = month_of_pair(match)
    if clash:
        return Value(None, clash)
    days = [day_number(nth) for nth in match.group("from", "first", "day") if nth]
    if day and (match["past"] or match["next"]):
        place, now = (month, *days[:1]), (day.month, *([day.day] if days else []))
        told += (match["next"] is not None and place <= now) - (match["past"] is not None and place >= now)
    if not days:
        return Value(f"{told:04}-{month:02}")
    try:
        dates = [datetime.date(told, month, nth) for nth in days]
    except ValueError:
        return Value(None, "no such day in the calendar")
    wrong = match["weekday"] and dates[0].weekday() != vocabulary.WEEKDAYS[match["weekday"]]
    return Value(interval(*map(str, dates)).edtf, f"the day was a {dates[0]:%A}" if wrong else None)


def _moved(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def _another_day(match: re.Match) -> bool:
    """Say whether the word for today is the noun "the day"."""
    begin = match.start("day")
    return match["day"] == "اليوم" and bool(
        _DAY_COUNTED.search(match.string, max(0, begin - 8), begin) or _DAY_NAMED.match(match.string, match.end())
    )


def value(match: re.Match, day: datetime.date) -> Value | None:
    """Return what a match of `PATTERN` is worth in a text of a day, or None where it names no count.

    What is counted in weeks, months or years is about (`~`): nobody counts the days.
    """
    if match["day"]:
        if _another_day(match):
            return None
        return Value((day + datetime.timedelta(_DAYS[re.sub(r"\s+", " ", match["day"])])).isoformat())
    if match["unit"]:
        step = -1 if match["past"] else 1 if match["next"] else 0
        if match["unit"] == "الشهر":
            return Value(_moved(day, step).isoformat()[:7])
        return Value(str(day.year + step))
    return _away(match, day)


def _away(match: re.Match, day: datetime.date) -> Value | None:
    thing = match["thing"]
    try:
        count = parse(match["count"]) if match["count"] else 2 if thing.endswith(("ين", "ان")) else 1
    except ValueError:
        return None
    count, unit = -count if match["way"] in ("قبل", "منذ") else count, _UNIT[thing]
    if unit == "year" and count % 1:  # half a year
        count, unit = count * 12, "month"
    elif unit == "month" and count % 1:
        count, unit = count * 30 / 7, "week"
    try:
        if unit in ("day", "week"):
            moved = day + datetime.timedelta(count * (7 if unit == "week" else 1))
            return Value(moved.isoformat() + ("~" if unit == "week" else ""))
        if unit == "month":
            return Value(_moved(day, round(count)).isoformat()[:7] + "~")
        year = day.year + round(count * _YEARS[unit])
        return Value(f"{year:04}~") if 0 < year < 10000 else None
    except (OverflowError, ValueError):
        return None
