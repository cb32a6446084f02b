"""Numbers in words or digits that count nothing for what stands around them: a table of grounds, the first that fits.

Names have their tables in `silence`, labels their rules in `label_rules`; here are times, ordinals, parts and pronouns.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from . import counted, label_rules, labels, silence
from .expressions import bare_forms
from .numerals import Run
from .passage import Passage, bares, folded
from .vocabulary import CARDINALS, ORDINALS, TIME_UNITS, WEEKDAYS

_UNIT_WORDS = (
    "عاما?|سنه|سنوات|شهرا?|ساعه|يوم|عقد|عقود|قرن|اعوام|اشهر|شهور|ايام|اسابيع|ساعات|دقايق"
    "|عامين|سنتين|شهرين|يومين|ساعتين|اسبوعين|عقدين|قرنين"
)
_UNITS_AWAY = re.compile(  # "after some two years and a half"
    rf"(?<!\w)[وف]?(?:قبل|بعد|منذ)\s+(?:(?:نحو|حوالي|قرابه)\s+)?(?:(?!(?:دام|استمر|امتد|استغرق)ت?\s)\w+\s+){{0,2}}"
    rf"(?:{_UNIT_WORDS})\s$"
)
_AWAY = re.compile(  # "after that by", "since more than"
    r"(?<!\w)[وف]?(?:(?:قبل|بعد)(?:\s+(?:ذلك|هذا|هذه)|ها?)|قبل|بعد|منذ)\s+"
    r"(?:(?:مرور|مضي|انقضاء)\s+)?(?:(?:نحو|حوالي|قرابه|اكثر من|اقل من|ما يزيد (?:علي|عن)|ما يقارب)\s+)?\(?$"
    rf"|(?<!\w)[وف]?(?:قبل|بعد|منذ)\s+(?:[0-9]+\s+|\w+\s+)?(?:{_UNIT_WORDS})\s+و?\s?$"
)
_HALVED = frozenset({"نهائي", "سنوي", "سنويه", "شهري", "شهريه", "دائري", "اسبوعي", "اسبوعيه", "شفاف", "نقل"})
_VACATIONS = frozenset({"إجازة", "اجازة", "عطلة", "امتحانات", "اختبارات", "اجازه", "إجازه", "عطله"})
_SIDES_OF_ZERO = frozenset({"تحت", "فوق", "دون", "ما"})
_OF_THEM = frozenset({"من", "منهما", "منهم", "منها", "منهن", "منا"})
_WRITTEN = frozenset(
    {
        "اكثر",
        "نحو",
        "حوالي",
        "عشرات",
        "كتابا",
        "كتبا",
        "كتابه",
        "روايه",
        "العديد",
        "ابن",
        "ابو",
        "ديوانه",
        "مبروك",
        "شكر",
        "تحيه",
        "سلامه",
    }
)
_SIDES = frozenset({"الاضلاع", "الاوجه", "الابعاد", "الاطراف", "الزوايا", "الاسطح"})
_TOUCHES = re.compile(r"\w $")
_OF_AGE = re.compile(r"\sمن\s(?:ال)?عمر(?:ه|ها|هم)?(?!\w)")
_SHARED = re.compile("ال(?:ثرو|ترك|سكان|مساح|ميزاني|ميراث|ناتج|انتاج|دخل|مبلغ|كمي|محصول|ارباح|اسهم|اصوات|مقاعد)")
_DEFINITE = re.compile("[وفبك]?(?:ال|لل)")
_OTHER = frozenset({"الاخر", "الاول", "الثاني", "الاخير"})
_OF_EVERY = re.compile(r"\s(?:من\s)?(?:بين\s)?كل\s")
_ONE_THING = re.compile(r"ال\w{3,}[ةه]")
_SEVERAL = re.compile(
    r"ال(?:[اأ]\w\w\w|قاد|ساد|طلب|كتب|عمل|مار|باع|[اأ]سات\w|تلامذ|جنود|\w+[اي]\w?\w?ن)[ةه]"
)  # in the plural
_LAST_OR_NEXT = ("الماضي", "المقبل", "القادم", "الأخير", "المنصرم")


class _Beside(NamedTuple):
    """A number and what stands beside it: its wording and roles, the words before, the nearest first, and after."""

    passage: Passage
    run: Run
    form: str
    roles: list[str]
    before: list[str]
    nearest: str
    after: str


@lru_cache(65536)
def _is_ordinal(form: str) -> bool:
    return any(bare in ORDINALS for bare in bare_forms(form))


def _after_an_ordinal(beside: _Beside) -> bool:
    """Say whether the number belongs to an ordinal: "the twenty-fifth", "half past five"."""
    minutes = folded(beside.after) == "دقيقه" and _is_ordinal(beside.nearest) if beside.nearest else False
    if minutes and re.search(r"(?<!\w)و\s?$", beside.passage.text[: beside.run.start + beside.form.startswith("و")]):
        return True  # "at four and twenty-five minutes"
    if beside.nearest in ("إلا", "الا") and beside.after in ("دقائق", "دقيقة", "دقيقه") and len(beside.before) > 1:
        return _is_ordinal(beside.before[1])  # "ten minutes to two"
    if not beside.nearest or beside.roles[:1] not in (["tens"], ["ten"], ["fraction"]):
        return False
    if beside.nearest in ("إلا", "الا") and beside.roles == ["fraction"] and len(beside.before) > 1:
        return _is_ordinal(beside.before[1]) or beside.before[1].startswith("الواحد")  # "a quarter to four"
    definite = _DEFINITE.match(folded(beside.nearest))
    joined = beside.roles[0] == "ten" and (definite or not counted.PLURALS.fullmatch(folded(beside.after)))
    return _is_ordinal(beside.nearest) and bool(joined or (definite and beside.run.parts[0].conjoined))


def _zero(beside: _Beside) -> bool:
    """Say whether zero is none: zero hour, the month of Safar, empty-handed."""
    if beside.roles != ["zero"]:
        return False
    if (
        beside.form == "الصفر"
        and any("حرار" in word for word in beside.before[:3])
        and beside.nearest not in _SIDES_OF_ZERO
    ):
        return False  # "the heat touches zero"
    counted = beside.after and not beside.after.startswith("ال") and "ال" not in beside.form
    return not counted or bool(bares(beside.nearest) & {"شهر", "في"} if beside.nearest else False)


def _known_time(beside: _Beside) -> bool:
    """Say whether a stretch of time is meant that is known: "the last ten years", "the last 24 hours"."""
    start = beside.run.start
    if beside.nearest in ("على", "علي", "عن", "دون", "تحت", "فوق"):  # "not more than the thirty days"
        return False
    first = beside.form.removeprefix("و").split()[0]
    known = first.startswith("ال") and first[2:] in CARDINALS  # not alfan, two thousand
    if known and beside.form[0] != "و" and beside.after and bares(beside.after.removesuffix("ا")) & TIME_UNITS:
        return True
    text = beside.passage.text
    definite = beside.form.isdigit() and silence.article_before(text, start)
    if definite and bares(beside.after.removesuffix("ا")) & TIME_UNITS:
        return True  # "the 24 hours"
    if not beside.nearest.startswith("ال") or not bares(beside.nearest) & TIME_UNITS:
        return False
    if beside.nearest == "اليوم" and "scale" in beside.roles:  # "its assets today exceed the milliard"
        return False
    return known or (beside.after.startswith(_LAST_OR_NEXT) and silence.article_before(text, start))


def _order_of_tens(beside: _Beside) -> bool:
    """Say whether tens with article are an order: they agree with one woman or thing ("the thirtieth summit")."""
    if beside.roles != ["tens"] or not beside.form.startswith("ال") or not beside.nearest.startswith("ال"):
        return False
    if folded(beside.nearest[2:]).startswith((*labels.MEASURES, "حرار")):  # "the heat touches the fifty"
        return False
    return bool(_ONE_THING.fullmatch(beside.nearest) and not _SEVERAL.fullmatch(beside.nearest))


def _other_half(beside: _Beside) -> bool:
    after = folded(beside.after)
    definite = beside.form.lstrip("وفب").startswith("ال") and after in _OTHER
    vacation = after in ("العام", "السنه") and beside.nearest.removeprefix("ال") in _VACATIONS
    return beside.roles == ["fraction"] and (definite or vacation or after.removeprefix("ال") in _HALVED)  # semi-final


def _one_of(beside: _Beside) -> bool:
    """Say whether one is "one of", "the single loaf", "one million", "at one time" or the name 'Abd al-Wahid."""
    if not bares(beside.form.removesuffix("ا")) & {"واحد", "واحده"}:
        return False
    start, nearest = beside.run.start, beside.nearest
    touches = _TOUCHES.search(beside.passage.text, max(0, start - 2), start)
    if beside.after in ("من", "بين") and _OF_EVERY.match(beside.passage.text, beside.run.end):
        return False  # "one of every five" is a share
    single = beside.form.startswith("ال") and _DEFINITE.match(nearest) and touches
    scale = bool(nearest) and bool(bares(nearest) & {"مليون", "الف", "مليار"})
    at_once = nearest.lstrip("وفب") in ("آن", "ان") and beside.before[1:2] == ["في"]
    return bool(single or scale or at_once or beside.after in _OF_THEM or nearest.lstrip("ولب") == "عبد")


def _lion_or_lady(beside: _Beside) -> bool:
    if beside.form.lstrip("وف") not in ("سبع", "ست") or not beside.after.startswith("ال"):
        return False
    if "سبع" in beside.form and _SHARED.match(folded(beside.after)):
        return False  # "a seventh of the fortune"
    return "س\u064f" not in beside.passage.plain.surface(beside.run.start, beside.run.end)  # sub': a seventh


def _praised(beside: _Beside) -> bool:
    """Say whether the construct of two, which has "ten" beside it, is "he praised"."""
    return beside.roles == ["unit"] and beside.form.lstrip("وف") in ("اثني", "اثنا", "اثنتي", "اثنتا")


def _millennium(beside: _Beside) -> bool:
    return beside.form.lstrip("وب") == "الالف" and bool(beside.after) and _is_ordinal(beside.after)


def _sided(beside: _Beside) -> bool:
    return beside.form.removeprefix("ال") == "ثماني" and folded(beside.after) in _SIDES  # octagonal


def _composed(beside: _Beside) -> bool:
    """Say whether the word spelled as "thousand" is "he wrote"."""
    return (
        beside.roles == ["scale"]
        and beside.form in ("الف", "والف")
        and (folded(beside.after) in _WRITTEN or beside.nearest in ("قد", "وقد", "حيث", "الذي", "التي"))
    )


def _price(beside: _Beside) -> bool:
    """Say whether the word spelled as "eighth" is "price": it has no damma, and no whole beside it."""
    if beside.roles != ["eighth"]:
        return False
    surface = beside.passage.plain.surface(beside.run.start, beside.run.end)
    whole = beside.after.removeprefix("ال") in ("سكان", "مساحه", "عدد", "ناتج")
    return "ث\u064f" not in surface and (not whole or beside.form != "ثمن")


def _time_away(beside: _Beside) -> bool:
    """Say whether a time is told from another: "three weeks ago", "two years and a half later"."""
    text, start, after = beside.passage.text, beside.run.start, beside.after
    if beside.roles == ["fraction"] and beside.run.parts[0].conjoined:
        return bool(_UNITS_AWAY.search(text, max(0, start - 40), start))
    timed = after and (bares(after) | bares(after.removesuffix("ا"))) & TIME_UNITS
    return bool(timed and _AWAY.search(text, max(0, start - 34), start))


def _twelver(beside: _Beside) -> bool:
    return beside.form.endswith(("الاثنا", "الاثني")) and folded(beside.after) == "عشريه"


def _age(beside: _Beside) -> bool:
    """Say whether a number with article is a year of someone's age: "in the fiftieth of his age"."""
    definite = beside.form.startswith("ال") or silence.article_before(beside.passage.text, beside.run.start)
    return definite and bool(_OF_AGE.match(beside.passage.text, beside.run.end))


def _letter(beside: _Beside) -> bool:
    """Say whether the word spelled as "thousands" is the letter of an aircraft: "the F 16"."""
    return beside.roles == ["plural"] and beside.form == "الاف" and beside.after.isdigit()


_Ground = Callable[[_Beside], bool]
GROUNDS: tuple[_Ground, ...] = (_after_an_ordinal, _known_time, _time_away, _age, _twelver)  # of every number
GROUNDS_OF_ROLE: dict[str, tuple[_Ground, ...]] = {  # of a number that begins with such a word, besides
    "zero": (_zero,),
    "unit": (_one_of, _lion_or_lady, _praised, _sided),
    "tens": (_order_of_tens,),
    "fraction": (_other_half,),
    "eighth": (_price,),
    "scale": (_millennium, _composed),
    "plural": (_letter,),
}


def _counts_after(passage: Passage, run: Run, label: str) -> bool:
    return label in _COUNTABLE and counted.counts(passage, run.start, run.end, label)


_COUNTABLE = frozenset(labels.LABELS) - {"group"} | {"label"}


def silent(passage: Passage, run: Run) -> bool:
    """Say whether a number counts nothing."""
    form, before = passage.text[run.start : run.end], passage.before(run.start, 4)
    label = label_rules.kind(passage.plain, run.start, run.end, before, form[0].isdigit())
    if form in WEEKDAYS or (label and not (form[0].isdigit() and _counts_after(passage, run, label))):
        return True
    roles, nearest = [part.role for part in run.parts], before[0] if before else ""
    beside = _Beside(passage, run, form, roles, before, nearest, passage.after(run.end)[0])
    own = GROUNDS_OF_ROLE.get(roles[0], ()) if roles else ()
    for ground in (*GROUNDS, *own):  # noqa: SIM110 - twice as fast as any()
        if ground(beside):
            return True
    return False
