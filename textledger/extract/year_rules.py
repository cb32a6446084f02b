"""The rules for years and their parts, decades and centuries, and weekdays; the first that fits wins."""

import re

from . import calendars, vocabulary
from .date_patterns import (
    CENTURY,
    DECADE,
    EDGE,
    ERA,
    FUNCTION,
    HIJRI_ERA,
    IN_WORDS,
    TO,
    UNCOUNTED,
    YEAR_WORD,
    Value,
    Y,
    any_of,
    day_number,
    interval,
    rule,
)
from .numerals import parse

_SEASON = any_of(calendars.SEASONS)


@rule("season of two years", "season", rf"{_SEASON}\s+{YEAR_WORD}?(?P<from>{Y})\s?[-–/]\s?(?P<last>{Y}){ERA}")
def _season_of_years(match):
    return interval(match["from"], match["last"])


@rule("season", "season", rf"(?P<season>{_SEASON})\s+(?:و(?P<last>{_SEASON})\s+)?{YEAR_WORD}?(?P<year>{Y}){ERA}")
def _season(match):
    seasons = [match["season"], *([match["last"]] if match["last"] else [])]
    return interval(*(f"{match['year']}-{calendars.SEASONS[season]}" for season in seasons))


@rule(
    "years",
    "four year",
    rf"(?:{YEAR_WORD}|(?:ال)?(?:عامي|اعوام|سنوات|سنتي)\s+)?(?P<from>{Y}){ERA}(?P<to>{TO}){EDGE}?(?:{YEAR_WORD})?(?P<last>{Y}){ERA}{UNCOUNTED}",
)
@rule(
    "years",
    "four year",
    rf"(?:(?:ال)?(?:عام|سنه|عامي|عامين|سنتي|اعوام)\s+)?(?P<from>{Y}){ERA}\s+و{EDGE}?(?:(?:ال)?(?:عام|سنه)\s+)?\s?(?P<last>{Y}){ERA}{UNCOUNTED}",
    rf"(?<!\w)[وف]?(?:ما\s)?بين\s{EDGE}?(?:(?:ال)?(?:عام|سنه|عامي|عامين|سنتي)\s+)?",
)
def _years(match):
    low, high = match["from"], match["last"]
    if low < "1700" and low.endswith("00") and high.endswith("00") and match.group()[0].isdigit():
        return None  # 1500 to 2000 things
    return Value(f"{low}/{high}") if low <= high else Value(None, "the last year comes before the first")


_SEASON_BEFORE = re.compile(r"(?:موسم|الدراسي|الموسم|المالي|عامي)\s\(?$")


@rule(
    "year pair",
    "four year",
    rf"(?:{YEAR_WORD}|(?:ال)?(?:عامي|سنتي)\s+)?(?P<from>(?:19|20)[0-9]{{2}})(?P<s>\s?[/-]\s(?=20)|[/-])(?P<last>(?:19|20)?[0-9]{{2}})(?![0-9/-]|\.[0-9])",
)
def _pair(match):
    first, short = match["from"], len(match["last"]) == 2
    last = first[:2] + match["last"] if short else match["last"]
    month = f"{first}-{match['last']}" if short and 1 <= int(match["last"]) <= 12 else None
    season = _SEASON_BEFORE.search(match.string, max(0, match.start() - 16), match.start())
    if last > first and (not month or season or "/" in match["s"]):
        return Value(f"{first}/{last}")
    if last > first and month:
        return Value(None, "a month or two years", (month, f"{first}/{last}"))
    return Value(month, None if month else "the last year comes before the first")


@rule(
    "year with its word",
    "year",
    rf"{YEAR_WORD}\(?(?P<year>{Y})\)?{ERA}|(?:ال)?(?:عامي|عاما|عامين|سنتي|سنتا|اعوام|سنوات)\s+(?P<bare>{Y}){ERA}",
)
def _year(match):
    return Value(match["year"] or match["bare"])


@rule(
    "early year",
    "year",
    rf"{YEAR_WORD}(?P<year>[1-9][0-9]{{2}})(?:\s?(?:م(?:يلادي(?:ه|ا)?)?|للميلاد)(?!\w)"
    rf"|(?=\s*(?:$|[،.)»؛](?![0-9]))|\s+(?:{FUNCTION}|و[يت]\w{{3,}})(?!\w)))",
)
def _early_year(match):
    return Value(f"{int(match['year']):04}")


@rule(
    "further year",
    "four",
    rf"(?P<year>{Y}){ERA}{UNCOUNTED}",
    rf"(?:عامي|عاما|عامين|سنتي|سنتا|اعوام|سنوات|عام|سنه|{any_of(calendars.EVENTS)})\s+(?:{Y}\s*[،,]?\s*(?:او\s|و)?\s?)+",
)
@rule(
    "years of a list",
    "four",
    r"(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])",
    r"(?:السنوات|للسنوات|الاعوام|للاعوام)\s+ال\w+\s+(?:\S+\s+و\s?|\S+\s){0,3}",
)
@rule(
    "list of years",
    "four",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?=\s?[،,]\s?و?\s?(?:19|20)[0-9]{{2}}(?![0-9.,])){UNCOUNTED}",
)
@rule(
    "list of years",
    "four",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?![0-9]|[.,][0-9]){UNCOUNTED}(?!\s+[\u0621-\u064a]+ا(?!\w))",
    r"(?<![0-9.,])(?:19|20)[0-9]{2}\s?[،,]\s?و?\s?",
)
@rule(
    "year beside a Hijri year",
    "digit",
    r"(?P<year>[1-9][0-9]{2})\s?(?:م(?:يلادي(?:ه|ا)?)?|للميلاد)(?!\w)",
    r"(?:الموافق|المصادف|ه\w*\s?[/\-–(])\s*(?:ل)?(?:(?:عام|سنه)\s)?",
)
@rule("year with its era", "four", rf"(?P<year>{Y})\s?(?:م(?:يلادي(?:ه|ا)?)?|للميلاد)(?!\w)")
@rule(
    "year after a word of time",
    "four",
    rf"(?P<year>{Y})(?![\w/-])(?!\s+(?!و)[\u0621-\u064a]+(?<!ه)ا(?!\w)){UNCOUNTED}",
    rf"(?<!\w)[وفبل]?(?:ال)?(?:{any_of(calendars.EVENTS)})\s\(?",
)
@rule(
    "year after a plural",
    "four",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?<!00)(?![\w/.,-])(?!\s+(?!و)[\u0621-\u064a]+(?<!ه)ا(?!\w)){UNCOUNTED}",
    r"(?<!\w)(?![وفبل]?(?:ال|لل))\w{4,}ات\s",
)
@rule(
    "year of games",
    "four",
    rf"(?P<year>{Y})(?=\s*(?:$|[،,.)؛»](?![0-9]))|\s+(?:{FUNCTION}|[وب]\w+|ال\w+|(?!تلميذ|يوم)[يت]\w{{3,}})(?!\w))",
    r"(?<!\w)[وفبل]?(?:ال)?(?:رويه|استراتيجيه|اجنده|خطه|جايزه|قمه|موتمر|اتفاق|اتفاقيه|معاهده|هدنه|انتخابات|معركه|هجوم|زلزال|اولمبياد|رالي|ماراثون|مونديال|اكسبو|العاب|كاس|يورو|معرض|مهرجان)\s(?:\w+\s){1,2}",
)
@rule(
    "year between punctuation",
    "four",
    r"(?P<year>(?:1[89]|20)[0-9]{2})(?=\s*(?:[،,.)\]؛;]|[-–]\s*(?:\.{2,3}|…)?\s*\)|$))(?![.,][0-9])",
    r"[،,(\[؛]\s*",
)
def _year_alone(match):
    return Value(match["year"].zfill(4))


@rule(
    "year without a cue",
    "four",
    rf"(?P<year>(?:1[89]|20)[0-9]{{2}})(?=\s*(?:$|[،,.)؛;:؟!»”\[\]](?![0-9]))|\s+(?:{FUNCTION}|(?:يوم|مساء|ليله|فجر)\s+(?:ال\w+|[0-9]+))(?!\w))",
    r"[\u0621-\u064a]\s",
)
def _year_bare(match):
    return Value(match["year"], "no year word: read as a year", (match["year"], f"{int(match['year'])} things"))


@rule(
    "year after for",
    "four",
    rf"(?P<year>(?:19|20)[0-9]{{2}})(?<!00)(?=\s*(?:$|[،,.)؛](?![0-9]))|\s+(?:{FUNCTION})(?!\w))",
    r"[\u0621-\u064a]\sل\s?",
)
def _year_for(match):
    return Value(match["year"])


@rule(
    "year before the common era",
    "digit year",
    rf"{YEAR_WORD}?[0-9]{{1,4}}\s?(?:ق\.?\s?م(?!\w)\.?|قبل\s+الميلاد)",
)
def _before_the_era(match):
    return Value(None, "a year before the common era")


@rule(
    "year in words",
    "year",
    rf"(?:ال)?(?:عام|سنه)\s+{IN_WORDS}",
)
def _year_words(match):
    value = int(parse(match["words"]))
    return Value(f"{value:04}") if 1000 <= value < 2100 else Value(None, "no year of the calendar")


@rule(
    "year in words, the units first",
    "year",
    r"(?:ال)?(?:عام|سنه)\s+(?P<unit>\w+)(?P<teen>\s+عشره?)?(?P<more>(?:\s+و\w+){0,2})\s+و(?P<scale>الف(?:ين)?)(?!\w)",
)
def _year_words_ascending(match):
    pieces = [match["unit"] + (match["teen"] or ""), *match["more"].split(), match["scale"]]
    try:
        value = sum(int(parse(piece.removeprefix("و") if piece != "واحد" else piece)) for piece in pieces)
    except ValueError:
        return None
    return Value(f"{value:04}") if 1000 <= value < 2100 else None


@rule(
    "decades",
    "decade",
    rf"{DECADE}\s+و(?P<last>{any_of(calendars.STEMS_OF_DECADES)})ي?ات\s+(?:من\s+)?القرن\s+(?:(?P<nth>{CENTURY})|الماضي|المنصرم)",
)
def _decades(match):
    first, last = (calendars.STEMS_OF_DECADES[match[name]] for name in ("tens", "last"))
    century = day_number(match["nth"]) if match["nth"] else 20
    return interval(*(f"{century - 1:02}{ten}X" for ten in (first, last))) if last - first == 1 else None


@rule(
    "decade",
    "decade",
    rf"{DECADE}(?!\s+من\s+(?:ال)?عمر)(?:\s+القرن\s+(?P<nth>{CENTURY})|\s+(?P<past>القرن\s+(?:الماضي|المنصرم|الفايت))|\s+(?P<now>القرن\s+(?:الحالي|الجاري)))?",
)
def _decade(match):
    shared = re.compile(rf"\s+و\w+\s+القرن\s+({CENTURY})").match(match.string, match.end())
    nth = match["nth"] or (shared and shared[1])  # "the forties and fifties of the ..."
    century = day_number(nth) if nth else 21 if match["now"] else None
    digits = f"{century - 1 if century else 19:02}{calendars.STEMS_OF_DECADES[match['tens']]}X"
    return Value(digits, None if century else "century not named; read as the twentieth")


@rule("part of a century", "part", rf"{any_of(calendars.PARTS)}\s+من\s+القرن\s+(?P<nth>{CENTURY})")
def _part_of_century(match):
    return Value(f"{day_number(match['nth']) - 1:02}XX")


@rule("centuries", "century", rf"القرن\s+(?P<from>{CENTURY})(?:{TO})(?:القرن\s+)?(?P<last>{CENTURY})")
@rule(
    "centuries",
    "century",
    rf"القرن(?:ين|ان)\s+(?P<from>{CENTURY})\s+و(?P<last>{CENTURY})(?P<h>{HIJRI_ERA}|\s+الهجري[ين]*|\s+لل?هجره)?",
)
def _centuries(match):
    if match.groupdict().get("h"):
        return Value(None, "Hijri centuries")
    return interval(*(f"{(day_number(match[name]) - 1):02}XX" for name in ("from", "last")))


@rule("further century", "nth", rf"(?P<nth>{CENTURY})", rf"القرن\s+{CENTURY}\s+و{EDGE}?")
def _further_century(match):
    return Value(f"{day_number(match['nth']) - 1:02}XX")


@rule(
    "century",
    "century",
    rf"(?:ال)?قرن\s+(?P<nth>{CENTURY})(?P<bc>\s+(?:قبل الميلاد|ق\.?\s?م))?(?P<h>{HIJRI_ERA}|\s+الهجري)?",
)
def _century(match):
    if match["bc"] or match["h"]:
        return Value(None, "a century before the common era" if match["bc"] else "a Hijri century")
    return Value(f"{day_number(match['nth']) - 1:02}XX")


@rule(
    "weekday",
    "weekday",
    rf"(?P<weekday>{any_of(vocabulary.WEEKDAYS)})(?!\w|\s+عشر|\s+وال(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)[وي]ن)",
)
def _weekday(match):
    return Value(None, "weekday only")
