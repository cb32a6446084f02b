"""Times told from the day of a text ("yesterday", "two years ago"), as EDTF: only where that day is known."""

import calendar
import datetime
import re

from .date_patterns import Value, any_of
from .numerals import parse

_DAYS = {"امس الاول": -2, "اول امس": -2, "اول من امس": -2, "امس": -1, "البارحه": -1, "اليوم": 0, "غدا": 1, "بعد غد": 2}
_PAST = "الماضي|الماضيه|المنصرم|المنصرمه|الفايت|الفايته"
_NEXT = "المقبل|المقبله|القادم|القادمه"
_NOW = "الجاري|الحالي|هذا"
_UNITS = {
    "يوم يومين يومان ايام يوما": "day",
    "اسبوع اسبوعين اسبوعان اسابيع اسبوعا": "week",
    "شهر شهرين شهران اشهر شهور شهرا": "month",
    "سنه سنتين سنتان سنوات سنين عام عامين عامان اعوام عاما": "year",
    "عقد عقدين عقدان عقود عقدا": "decade",
}
_DAY_COUNTED = re.compile(  # "three times a day", "that day", "all day long"
    r"(?<!\w)[وف]?(?:في|ذلك|ذاك|نفس|ذات|طوال|طيله|بطول|مدار|بقيه|معظم|كل)\s$"
)
_DAY_NAMED = re.compile(  # "the next day", "the world day of"
    r"\s(?:نفسه|ذاته|ال(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|واحد|تالي|موالي|سابق|اخير|ماضي|مقبل|قادم"
    r"|ذي|عالمي|وطني|دولي|دراسي|مشهود|موعود|مفتوح|كامل))(?!\w)"
)
_UNIT = {word: unit for words, unit in _UNITS.items() for word in words.split()}
_NAMED = rf"(?P<unit>العام|السنه|الشهر)\s+(?:(?P<past>{_PAST})|(?P<next>{_NEXT})|(?P<now>{_NOW}))(?!\w)"
_AWAY = rf"(?P<way>قبل|منذ|بعد)\s+(?:(?P<count>[0-9]+|\w+(?:\s+(?:عشره?|و\w+ين))?)\s+)?(?P<thing>{any_of(_UNIT)})(?!\w)"
PATTERN = re.compile(rf"(?<!\w)[وف]?(?:(?P<day>{any_of(_DAYS)})(?!\w)|{_NAMED}|{_AWAY})")
# The words one of which begins each match.
WORDS = frozenset(
    waw + phrase.split()[0]
    for phrase in (*_DAYS, "العام", "السنه", "الشهر", "قبل", "منذ", "بعد")
    for waw in ("", "و", "ف")
)


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
        count = int(parse(match["count"])) if match["count"] else 2 if thing.endswith(("ين", "ان")) else 1
    except ValueError:
        return None
    count, unit = -count if match["way"] in ("قبل", "منذ") else count, _UNIT[thing]
    try:
        if unit in ("day", "week"):
            moved = day + datetime.timedelta(count * (7 if unit == "week" else 1))
            return Value(moved.isoformat() + ("~" if unit == "week" else ""))
        if unit == "month":
            return Value(_moved(day, count).isoformat()[:7] + "~")
        year = day.year + count * (10 if unit == "decade" else 1)
        return Value(f"{year:04}~") if 0 < year < 10000 else None
    except (OverflowError, ValueError):
        return None
