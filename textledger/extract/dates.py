"""Calendar dates found by rule, as EDTF (ISO 8601-2:2019, levels 0 and 1).

The rules are in `day_rules`, `month_rules`, `year_rules`. Deictic and anaphoric times ("two months ago") need a reader;
`expressions.find` points at them.
"""

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from . import calendars, labels, marks, relative, silence, vocabulary
from .date_patterns import EDGE, FUNCTION, NAME, Rule, Value, any_of
from .passage import inside
from .plain import Plain


class Date(NamedTuple):
    """A date: half-open code-point offsets, its EDTF value, and what is wrong where there is none or a doubtful one.

    `rule` names what found it; `readings` are all its values where there are several; `part` is the time that is
    meant, as EDTF, where the text names a part of it (the first quarter; about a third for early, mid, late) or opens
    it (since 2003: `2003/..`).
    """

    start: int
    end: int
    edtf: str | None
    problem: str | None = None
    rule: str = ""
    readings: tuple[str, ...] = ()
    part: str | None = None


_TIME_BEFORE = re.compile(
    rf"(?<!\w){NAME}\s+و$|(?<!\w)[وف]?(?:في|شهر[يا]?|خلال|منذ|حتي|من|نهايه|بدايه|اوايل|اواخر|مطلع|منتصف|قبل|بعد|طوال)\s(?:شهر\s)?$"
)
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:[وفبكل]?ال|لل)(?:اسبوع|نصف|ثلث|ربع|شهر|عشر|مره|دوره|جلسه|جوله|مرحله|حلقه|يومين|ايام|ليله|نسخه|فتره)\s$"
)
_OF_DAYS = frozenset({"day, month, year", "day and month", "Hijri day without a year", "Hijri date"})
_IN_DIGITS = frozenset({"date in digits", "ISO date", "month and year in digits", "day and month in digits"})
_NUMBERED = re.compile(r"(?:رقم|المرقم|عدد|(?<!\w)ص\.?\s?ب\.?\s?:?)\s?\(?$|[0-9][-/]$")
_NAMED_FOR_IT = re.compile(  # streets, quarters, stadiums
    r"(?<!\w)[وفبلك]?(?:ال)?(?:شارع|حي|ساحه|ميدان|ملعب|جسر|كوبري|مدينه|مدرسه|مستشفي|حديقه|نادي|نفق)\s(?:ال)?$"
)
_WON = re.compile(r"(?<!\w)[وف]?ب?(?:فاز|فازت|فوز|تعادل|تعادلا|خسر|خسرت|تغلب|هزم|نتيجه|تقدم)\s(?:\w+\s)?$")
_EDGE = re.compile(rf"(?<!\w)[وفبل]?(?P<edge>{any_of(calendars.EDGES)})\s+(?:شهر\s+)?$")
_SINCE = re.compile(  # "since", "since the outbreak of the war on"
    rf"(?<!\w)[وف]?منذ\s+(?:(?:[^\s،.؛:]+\s+){{1,6}}?(?:في|يوم)\s+)?{EDGE}?(?:شهر\s+)?$"
)
_THINGS = re.compile(rf"\s+(?!(?:{FUNCTION})(?!\w))[\u0621-\u064a]")  # "in 2000 villages"
_CAR = re.compile(r"(?<!\w)\w{0,3}(?:سيار|شاحن|مركب|دراج|حافل)[هات]{1,2}\s$")
_MARKET = re.compile(r"(?<!\w)[وفبل]?سوق\s$")  # a quarter or town named for its market
_BEARER = re.compile(  # of a name that is a month: "the writer Nisan"
    r"(?<!\w)\w{0,3}(?:(?:سيار|شاحن|مركب|شرك|صحيف|مجل|اذاع|وكال|فرق)[هات]{1,2}|رينو|تويوتا|هوندا|مجموعه|تحالف|مفاعل|مدينه|قريه"
    r"|الهه?|السيده?|الدكتوره?|الكاتبه?|اللاعبه?|الممثله?|الفنانه?|المطربه?|الصحا?فيه?|النايبه?|المدربه?|الطفله?|الشابه?"
    r"|الباحثه?|الناشطه?|الوزيره?|القاضيه?|عيادات|مستشفي|دار)\s$"
)
_SHE = re.compile(r"(?<!\w)و?\w{3,}(?<!ا)ت\s$")  # a verb of a company: "Nissan announced"
_BEARS = re.compile(r"\s(?:كلينك|موتورز|موتور)(?!\w)")  # the Mayo Clinic
_ALSO = re.compile(r"[\s،,(]+(?:يوم\s)?")  # between "yesterday" and "Monday"
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9X])")
_TIME_AFTER = re.compile(r"\s+(?:الماضي|المقبل|الجاري|القادم|الحالي|المنصرم|الفايت|نفسه)(?!\w)")


def _labels(words: list[str]) -> bool:
    """Say whether the last of some words is one that numbers what follows."""
    return bool(words) and silence.is_label(words[-1])


def _fits(plain: Plain, rule: Rule, begin: int, finish: int, match: re.Match) -> bool:
    if rule.before and not rule.before.search(plain.text, max(0, begin - 40), begin):
        return False
    if rule.name in _IN_DIGITS and _NUMBERED.search(plain.text, max(0, begin - 12), begin):
        return False  # decree no. 2.23.1067
    if rule.name == "day and month in digits" and _WON.search(plain.text, max(0, begin - 16), begin):
        return False
    if rule.name == "year between punctuation" and silence.label_before(plain.text, begin):
        return False
    if rule.name == "year without a cue":
        words = re.findall(r"\w+", plain.text[max(0, begin - 40) : begin])[-4:]
        counting = any(word.lstrip("وف").startswith(labels.COUNTING) for word in words)
        return not counting and not _labels(words) and not match["year"].endswith("00")
    if rule.name == "year after a word of time" and match["year"].endswith("00"):
        return not _THINGS.match(plain.text, finish)
    if "ordinal" in rule.begins and (match.groupdict().get("day") or "").startswith("ال"):  # "the first week of March"
        return not _NOUN_BEFORE.search(plain.text, max(0, begin - 24), begin)
    if rule.name == "month and year" and _CAR.search(plain.text, max(0, begin - 24), begin):
        return False
    if rule.name == "weekday":
        return not _MARKET.search(plain.text, max(0, begin - 6), begin)
    if rule.name != "month":
        return True
    if _BEARER.search(plain.text, max(0, begin - 24), begin) or _BEARS.match(plain.text, finish):
        return False
    if match["month"] == "نيسان" and not match["other"] and _SHE.search(plain.text, max(0, begin - 14), begin):
        return False
    if match["month"] == vocabulary.MONTH_OR_FATHER and not match["other"]:
        return "آ" in plain.bare[begin:finish]  # ab with alef with madda: August, else the father
    if match["month"] in calendars.DOUBTFUL and not match["other"]:  # maras also means "he practised"
        before = _TIME_BEFORE.search(plain.text, max(0, begin - 20), begin)
        return bool(before or _TIME_AFTER.match(plain.text, finish))
    return True


def _told(plain: Plain, day: datetime.date) -> list[tuple[int, int, Date]]:
    """Return the times that are told from the day of the text."""
    found, reached = [], 0
    for i, mark in marks.of(plain):
        begin = plain.tokens[i].start()
        match = relative.PATTERN.match(plain.text, begin) if mark.relative and begin >= reached else None
        if not match:
            continue
        reached = match.end()
        value = relative.value(match, day)
        if value:
            begin = match.start() + (match.group()[0] in "وف")
            found.append(
                (begin, match.end(), Date(*plain.place(begin, match.end()), value.edtf, None, "relative time"))
            )
    return found


def _joined(plain: Plain, told: list, found: list) -> list[tuple[int, int, Date]]:
    """Return told times and dates in order; a day that is told and named in one ("yesterday, Monday") is one date."""
    joined: list[tuple[int, int, Date]] = []
    for hit in sorted([*told, *found], key=lambda hit: hit[:2]):
        last = joined[-1] if joined else None
        is_day = hit[2].rule in ("weekday", "day and month") or len(hit[2].edtf or "") == 10
        told_day = last and last[2].rule == "relative time" and len(last[2].edtf or "") == 10
        if last and told_day and is_day and _ALSO.fullmatch(plain.text, last[1], hit[0]):
            joined.pop()
            hit = _both(plain, last, hit)
        joined.append(hit)
    return joined


def _both(plain: Plain, told: tuple[int, int, Date], named: tuple[int, int, Date]) -> tuple[int, int, Date]:
    """Return the one date of a day that is told and named."""
    (start, _, date), (begin, end, other) = told, named
    place = plain.place(start, end)
    if other.edtf:
        return start, end, other._replace(start=place[0], end=place[1])
    weekday = datetime.date.fromisoformat(date.edtf or "").weekday()
    named_so = next((nth for word, nth in vocabulary.WEEKDAYS.items() if plain.text.startswith(word, begin)), weekday)
    problem = None if named_so == weekday else f"the day was a {calendar.day_name[weekday]}"
    return start, end, Date(*place, date.edtf, problem, date.rule)


def _last_year(values: list[str | None]) -> int | None:
    """Return the last year that some dates name."""
    named = (year for value in reversed(values) if value and "~" not in value for year in _YEAR.findall(value)[::-1])
    return next(map(int, named), None)


def _with_years(plain: Plain, found: list, day: datetime.date | None, before: Sequence[str | None]) -> list:
    """Return dates in order, those without a year with the one that the words after them tell ("of the same year")."""
    kept: list[tuple[int, int, Date]] = []
    for hit in found:
        begin, end, date = hit
        if kept and begin < kept[-1][1]:
            continue  # "last year" of "May of last year"
        told = date.problem == "no year" and (date.rule.startswith("part") or relative.TELLS.match(plain.text, end))
        match = relative.YEAR_TOLD.match(plain.text, begin) if told else None
        if match:
            named = _last_year([*before, *(earlier.edtf for _, _, earlier in kept)]) if match["same"] else None
            value = relative.year_told(match, day, named)
            end = match.end() if value.edtf else end
            rule = "relative time" if value.edtf else date.rule
            hit = begin, end, Date(*plain.place(begin, end), value.edtf, value.problem, rule, (), value.part)
        kept.append(hit)
    return kept


def scan(
    plain: Plain, day: datetime.date | None = None, before: Sequence[str | None] = ()
) -> list[tuple[int, int, Date]]:
    """Return the dates of a plain passage with their offsets in it and in the source, in order.

    Args:
        plain: the passage.
        day: the day of the text, where times told from it are wanted.
        before: the dates that the text names before the passage, as EDTF.
    """
    found, reached = [], 0
    masks = silence.masked(plain)
    for i, mark in marks.of(plain):
        if not mark.begins:
            continue
        start, end = plain.tokens[i].span()
        if start < reached or (masks and inside(start, end, masks)):
            continue
        hit = _first(plain, start, mark.begins)
        if hit:
            reached = hit[1]
            if hit[2].rule in _OF_DAYS and _NAMED_FOR_IT.search(plain.text, max(0, hit[0] - 24), hit[0]):
                plain.named.append(hit[:2])
            else:
                found.append(hit)
    if day:
        taken = [(start, end) for start, end, _ in found]
        found = _joined(plain, [hit for hit in _told(plain, day) if not inside(hit[0], hit[1], taken)], found)
    return _with_years(plain, found, day, before) if any(hit[2].problem == "no year" for hit in found) else found


def _first(plain: Plain, start: int, readings) -> tuple[int, int, Date] | None:
    for skip, rules, guard in readings:
        begin = start + skip
        if guard and not guard.match(plain.text, begin):
            continue
        for rule in rules:
            match = rule.match(plain.text, begin)
            if not match or not _fits(plain, rule, begin, match.end(), match):
                continue
            try:
                value = rule.value(match)
            except ValueError as error:  # no such day, in words of the calendar
                value = Value(None, str(error))
            if value is None:
                continue
            finish = begin + len(_trimmed(match.group()))
            place = plain.place(begin, finish)
            part = value.part or _since(plain.text, begin, value.edtf) or _edge(plain.text, begin, value.edtf)
            return begin, finish, Date(*place, value.edtf, value.problem, rule.name, value.readings, part)
    return None


def _trimmed(wording: str) -> str:
    """Return the wording of a date without the sign after it."""
    wording = wording.rstrip(" \u00a0،,-/(«")
    return wording if "(" in wording or "«" in wording else wording.rstrip(" )»")


def _since(text: str, begin: int, edtf: str | None) -> str | None:
    """Return the time that a date opens after "since", or None."""
    if edtf and "/" not in edtf and _SINCE.search(text, max(0, begin - 60), begin):
        return f"{edtf}/.."
    return None


def _edge(text: str, begin: int, edtf: str | None) -> str | None:
    """Return about which third of a year or month is meant by "early", "mid" or "late" before it, or None."""
    size = len(edtf) if edtf else 0
    match = _EDGE.search(text, max(0, begin - 20), begin) if size in (4, 7) else None
    if not edtf or not match or not edtf[-1].isdigit() or edtf[5:] > "12":
        return None
    third = calendars.EDGES[match["edge"]]
    if size == 4:
        return f"{edtf}-{1 + 4 * third:02}~/{edtf}-{4 + 4 * third:02}~"
    last = calendar.monthrange(int(edtf[:4]), int(edtf[5:]))[1]
    return f"{edtf}-{1 + 10 * third:02}~/{edtf}-{last if third == 2 else 10 + 10 * third:02}~"


def find(source: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Return the calendar dates between two offsets, in order.

    Found are days (Gregorian and Hijri, in digits or ordinals), day ranges, months with and without year, single and
    double month names, parts of years and seasons, years and year ranges with a cue or between punctuation, decades,
    centuries, and weekdays.

    Args:
        source: the text.
        start: first code point looked at.
        end: code point after the last one looked at (None: the end of the text).

    Returns:
        Dates without overlap, offsets without attached prefixes; `edtf` is None where the text gives no calendar value
        by itself (a weekday, a month without year) or an impossible one, and `problem` says why.
    """
    return [date for _, _, date in scan(Plain(source, start, end))]
