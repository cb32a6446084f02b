"""What the rules for dates are made of: their patterns, their registry, and the values of days and months.

A pattern is tried on the plain passage (`plain.Plain.text`) at a word that may begin it; the first that fits wins.
"""

import datetime
import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple

from . import calendars, vocabulary
from .numerals import parse


class Value(NamedTuple):
    """What a match is worth: its EDTF value or none, what is wrong, other readings, the part of the time meant."""

    edtf: str | None
    problem: str | None = None
    readings: tuple[str, ...] = ()
    part: str | None = None


class Rule:
    """A rule: its name, the kinds of word it begins with, its pattern, its value, and what has to stand before.

    What it is made of is compiled when it is first tried: a command that reads no text starts in half the time.
    """

    def __init__(self, name: str, begins: str, wording: str, value: Callable[[re.Match], Value], preceded: str | None):
        self.name, self.begins, self.value = name, tuple(begins.split()), value
        self._wording, self._preceded = wording, preceded
        self.match: Callable[[str, int], re.Match | None] = self._first_match

    def _first_match(self, text: str, begin: int) -> re.Match | None:
        self.match = re.compile(self._wording).match
        return self.match(text, begin)

    @cached_property
    def before(self) -> re.Pattern | None:
        """What has to stand before."""
        return re.compile(rf"(?:{self._preceded})$") if self._preceded else None


def _spaced(phrase: str) -> str:
    """Return the pattern of a phrase: white space between its words, none or some before a digit ("kanun2")."""
    return re.sub(r"\\ (?=[0-9])", r"\\s*", re.escape(phrase)).replace(r"\ ", r"\s+")


def any_of(words) -> str:
    """Return a pattern for any of some phrases, the longest first, those with one first letter together."""
    endings: dict[str, list[str]] = {}
    for phrase in sorted((_spaced(word) for word in words), key=len, reverse=True):
        endings.setdefault(phrase[0], []).append(phrase[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in endings.items()) + ")"


END = r"(?!\w)"
ORDINALS = any_of([*(f"ال{word}" for word in vocabulary.ORDINALS), "الواحد", "الواحده"])  # with the article
NAME = rf"{any_of(calendars.NAMES)}{END}"
PAIR = rf"(?P<month>{NAME})(?:\s*[/(«\-،]\s*|\s+)?(?P<other>(?<!\w){NAME})?\s*[)»]?"
SECOND = rf"(?P<month2>{NAME})(?:\s*[/(]\s*{NAME}\s*\)?)?"
_NTH = rf"(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?=\s+(?:شهر\s+)?{NAME})"  # Morocco: "seventh October"
_FIRST = rf"(?:ال)?فاتح|غره|اول(?=\s+(?:شهر\s+)?{NAME})"  # of a month
DAY_WORDS = rf"(?:{ORDINALS}(?:\s+عشره?|\s+وال(?:عشر|ثلاث)[وي]ن)?|(?:ال)?(?:عشر|ثلاث)[وي]ن|{_FIRST}|{_NTH}){END}"
DAY = rf"(?:(?:ال\s?)?[0-9]{{1,2}}(?![0-9])|{DAY_WORDS})"
# "4 and" of "4 and 5 May"; not "the eighth and" of "the eighth and twentieth".
FIRST_OF_TWO = (
    rf"(?:(?P<from>[0-9]{{1,2}})\s*(?:-|–|و|الي)\s*|(?P<first>{ORDINALS}(?:\s+عشر)?)\s+و(?!ال(?:عشر|ثلاث)[وي]ن))"
)
Y = r"(?:1[0-9]|20)[0-9]{2}(?![0-9]|[.,\u066b\u066c][0-9])"
ERA = r"(?:\s?(?:م(?:يلادي(?:ه|ا)?)?|للميلاد)(?!\w)\.?)?"
_THAT = r"(?:(?:الماضي|المقبل|القادم|الجاري|الحالي|المنصرم|الفايت)ه?\s+)?"
YEAR_WORD = rf"(?:(?:ال|ل|لل)?(?:عام|سنه)\s*{_THAT}(?:ال\s?(?=[0-9]))?)"
AFTER = rf"\s*(?:[،,]\s*)?(?:من\s+)?{YEAR_WORD}?\(?(?P<year>{Y})\)?{ERA}"
OF = r"\)?\s*(?:من\s+)?(?:شهر\s+)?"
WEEKDAY = rf"(?:(?P<weekday>{any_of(vocabulary.WEEKDAYS)})\s*[،,:]?\s+(?:(?:الموافق|المصادف|الواقع)\s+)?(?:في\s+)?)?"
EDGE = r"(?:(?:ب?(?:بدايات|بدايه|مطلع|مستهل|اوايل|اوائل|اواسط|منتصف|نهايه|نهايات|اواخر|ختام))\s+)"
HIJRI_NAME = rf"(?P<hmonth>{any_of(calendars.HIJRI)}){END}"
HIJRI_ERA = r"\s?(?:هـ?(?:جريه?|جري)?(?!\w)|للهجره)"
CENTURY = rf"(?:{DAY_WORDS}|(?:ال\s?)?[0-9]{{1,2}}{END})"
TO = r"\s*(?:-|–|—)\s*|\s+(?:و?الي(?:\s+غايه)?|و?حتي|و?لغايه)\s+"
DECADE = rf"(?:ال)?(?P<tens>{any_of(calendars.STEMS_OF_DECADES)})ي?اته?{END}(?:\s+من(?=\s+القرن))?"
UNCOUNTED = r"(?!\s+(?:جندي|مقاتل|عنصر|شخص|دولار|قتيل|جريح|كيلومتر|كم|متر|طن|الف|مليون|مليار|نسمه|لاجي|صاروخ)|\s?[%٪])"

_COUNT = any_of(
    w
    for w, worth in vocabulary.CARDINALS.items()
    if worth.role in ("unit", "one", "ten", "tens", "hundred", "hundreds")
)
IN_WORDS = (
    rf"(?P<words>الف(?:ين|ان)?(?:\s+و{_COUNT}(?:\s+(?:عشره?|مئه|مائه|ميه))?){{1,3}}|(?:ال)?الفين)(?!\w)"  # a year
)

FUNCTION = (  # particles and verbs that may follow a year
    "و?(?:في|من|علي|التي|الذي|ان|كان|كانت|عن|الي|بعد|قبل|حين|عندما|لم|قد|ثم|"
    "بعدما|بينما|فيما|رغم|مقارنه|مقابل|خلال|نتيجه|بفضل|وسط|عقب|اثر|لكنه|لكنها|ليصل|لتصل|"
    "حيث|اذ|مع|لكن|بين|بسبب|هو|هي|بحسب|حسب|وفق|وفقا|كما|عبر)|وقد"
)

RULES: list[Rule] = []


def rule(name: str, begins: str, pattern: str, before: str | None = None):
    """Register a rule: its name, the kinds of word it begins with, its pattern, and what has to stand before."""

    def register(function):
        RULES.append(Rule(name, begins, pattern, function, before))
        return function

    return register


@lru_cache(4096)
def month_of(name: str) -> int:
    """Return the month of a name, which may have a prefix of one letter."""
    bare = re.sub(r"\s+", " ", name)
    bare = re.sub(r"(?<=ن)(?=[12])", " ", bare)
    return calendars.NAMES[bare] if bare in calendars.NAMES else calendars.NAMES[bare[1:]]


def month_of_pair(match) -> tuple[int, str | None]:
    """Return the month of one or two names, and what is wrong where they name two."""
    first = month_of(match["month"])
    other = match["other"] and month_of(match["other"])
    clash = f"impossible pair of month names: month {first} and month {other}" if other and other != first else None
    return first, clash


@lru_cache(4096)
def day_number(day: str) -> int:
    """Return the day of the month that digits or words name."""
    if day in ("فاتح", "الفاتح", "غره", "اول"):  # the first of a month
        return 1
    return int(parse(re.sub(r"^ال\s?(?=[0-9])", "", day)))


def dated(match, *days: str) -> Value:
    """Return the value of one day, or of the first and last of several."""
    month, clash = month_of_pair(match)
    if clash:
        return Value(None, clash)
    try:
        dates = [datetime.date(int(match["year"]), month, day_number(day)) for day in days]
    except ValueError:
        return Value(None, "no such day in the calendar")
    weekday = "weekday" in match.re.groupindex and match["weekday"]
    if weekday and dates[0].weekday() != vocabulary.WEEKDAYS[weekday]:
        return Value(dates[0].isoformat(), f"the day was a {dates[0]:%A}")
    return interval(*(day.isoformat() for day in dates))


def interval(*ends: str) -> Value:
    """Return the value of one date, or of the first and last of an interval."""
    if len(ends) == 2 and ends[0] > ends[1]:
        return Value(None, "the last comes before the first")
    return Value("/".join(ends))


def day_in_digits(digits: str) -> str | None:
    """Return the day that digits name, the day before the month, or None."""
    first, month, last = (int(part) for part in re.split("[/.-]", digits))
    year, day = (first, last) if first > 31 else (last, first)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
