"""The words for numbers, months, weekdays and units of time, as tables: surface form to value.

Keys are folded (`lexicon.match_key`): alef variants to alef, alef maqsura to ya, ta marbuta to ha. Sources: Ryding, *A
Reference Grammar of Modern Standard Arabic* (2005), ch. 15 (numerals), and the
month names in use east and west of Suez. Hijri and Maghrebi month names are in `calendars`.
"""

from typing import NamedTuple

from ..corpus import arabic


class Numeral(NamedTuple):
    """What a number word is worth and how it combines: unit, ten, tens, hundred, scale, fraction or plural."""

    value: float
    role: str


def _fold(table: dict) -> dict:
    return {arabic.match_key(word): value for words, value in table.items() for word in words.split()}


def _numerals(role: str, table: dict) -> dict[str, Numeral]:
    return {word: Numeral(value, role) for word, value in _fold(table).items()}


_UNITS = {
    "واحد واحدة": 1,
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي": 2,  # wahid, ithnan and their constructs
    "ثلاث ثلاثة": 3,
    "أربع أربعة": 4,
    "خمس خمسة": 5,
    "ست ستة": 6,  # thalath, arba', khams, sitt
    "سبع سبعة": 7,
    "ثمان ثماني ثمانية": 8,
    "تسع تسعة": 9,  # sab', thaman, tis'
}
_ONE = {"أحد إحدى": 1}  # ahad, ihda: a number before "ten" only, else the pronoun "one of"
_TEN = {"عشر عشرة": 10}  # 'ashr: ten, or the second word of 11 to 19
_TENS = {
    "عشرون عشرين": 20,
    "ثلاثون ثلاثين": 30,
    "أربعون أربعين": 40,
    "خمسون خمسين": 50,  # 'ishrun to khamsun
    "ستون ستين": 60,
    "سبعون سبعين": 70,
    "ثمانون ثمانين": 80,
    "تسعون تسعين": 90,  # sittun to tis'un
}
_HUNDRED = {"مئة مائة مية ماية": 100}  # mi'a
_HUNDREDS = {
    "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي": 200,  # mi'atan
    "ثلاثمئة ثلاثمائة ثلثمئة ثلثمائة ثلاثمية ثلثمية": 300,
    "أربعمئة أربعمائة أربعمية": 400,
    "خمسمئة خمسمائة خمسمية": 500,
    "ستمئة ستمائة ستمية": 600,  # x-mi'a
    "سبعمئة سبعمائة سبعمية": 700,
    "ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة ثمانمية": 800,
    "تسعمئة تسعمائة تسعمية": 900,
}
_SCALES = {
    "ألف": 10**3,
    "مليون": 10**6,
    "مليار بليون": 10**9,
    "تريليون ترليون": 10**12,  # alf, milyun, milyar, trilyun
}
_SCALE_DUALS = {
    "ألفان ألفين ألفي": 2 * 10**3,
    "مليونان مليونين مليوني": 2 * 10**6,  # alfan, milyunan
    "ملياران مليارين ملياري بليونان بليونين": 2 * 10**9,
    "تريليونان تريليونين تريليوني ترليونان ترليونين": 2 * 10**12,
}
# alfa, milyuna: two thousand, two million where it comes first; an accusative thousand, million after a number.
CONSTRUCT_DUALS = frozenset({"الفا", "مليونا", "مليارا", "بليونا", "تريليونا", "ترليونا"})
_SCALE_PLURALS = {  # a value only after a number ("3 آلاف"); alone they count nothing exactly
    "آلاف ألوف": 10**3,
    "ملايين": 10**6,
    "مليارات بلايين": 10**9,
    "تريليونات ترليونات": 10**12,
    "مئات مائات": 100,
    "عشرات": 10,  # alaf, malayin, mi'at
}
_FRACTIONS = {
    "نصف": 1 / 2,
    "ثلث": 1 / 3,
    "ثلثان ثلثين ثلثا ثلثي": 2 / 3,
    "ربع": 1 / 4,  # nisf, thulth, rub'
    "خمسي": 2 / 5,
    "سدس": 1 / 6,  # suds; a fifth, a seventh and a ninth are spelled as five, seven and nine
}
_FRACTION_PLURALS = {
    "أرباع": 1 / 4,
    "أثلاث": 1 / 3,
    "أخماس": 1 / 5,
    "أعشار": 1 / 10,
    "أثمان": 1 / 8,
    "أسداس": 1 / 6,
    "أسباع": 1 / 7,
    "أتساع": 1 / 9,
}  # arba', athlath
_EIGHTH = {"ثمن": 1 / 8}  # thumn: an eighth, or thaman, a price
_PARTS_OF_THEM = {  # "half of them"
    f"{part}{whose}": value
    for part, value in {"نصف": 1 / 2, "ثلث": 1 / 3, "ثلثا": 2 / 3, "ثلثي": 2 / 3, "ربع": 1 / 4, "سدس": 1 / 6}.items()
    for whose in ("ه", "ها", "هم", "هن", "هما")
} | {
    f"{part}{whose}": value
    for part, value in {"خمس": 1 / 5, "خمسا": 2 / 5, "خمسي": 2 / 5, "عشر": 1 / 10}.items()
    for whose in ("ها", "هم", "هن", "هما", *(["ه"] if part == "خمس" else []))
}

_SEVERAL_OF_THEM = {
    f"{part}{whose}": value for part, value in (("ارباع", 1 / 4), ("اخماس", 1 / 5)) for whose in ("ها", "ه", "هم")
}

_PERCENT_WORDS = frozenset(arabic.match_key(word) for word in ("بالمئة", "بالمائة", "بالمية", "بالماية", "بالألف"))

CARDINALS = {
    **_numerals("zero", {"صفر": 0}),
    **_numerals("point", {"فاصلة فاصل": 0}),
    **_numerals("plural", _SCALE_PLURALS),
    **_numerals("fraction", _FRACTIONS),
    **_numerals("fraction", _PARTS_OF_THEM),
    **_numerals("eighth", _EIGHTH),
    **_numerals("part", _FRACTION_PLURALS),
    **_numerals("part", _SEVERAL_OF_THEM),
    **_numerals("one", _ONE),
    **_numerals("unit", _UNITS),
    **_numerals("ten", _TEN),
    **_numerals("tens", _TENS),
    **_numerals("hundred", _HUNDRED),
    **_numerals("hundreds", _HUNDREDS),
    **_numerals("double", _SCALE_DUALS),
    **_numerals("scale", _SCALES),
}
ORDINALS = {
    **_numerals(
        "unit",
        {
            "أول أولى حادي حادية": 1,
            "ثاني ثان ثانية": 2,
            "ثالث ثالثة": 3,
            "رابع رابعة": 4,  # awwal, hadi, thani
            "خامس خامسة": 5,
            "سادس سادسة": 6,
            "سابع سابعة": 7,
            "ثامن ثامنة": 8,
            "تاسع تاسعة": 9,  # khamis to tasi'
        },
    ),
    **_numerals("ten", {"عاشر عاشرة": 10}),  # 'ashir
}
# Multiples: di'f (also "weakness", told apart by a reader), ad'af, muda'af.
MULTIPLES = frozenset(_fold({"ضعف ضعفان ضعفين ضعفا ضعفي أضعاف مضاعف مضاعفة": 0}))
# Counted as expressions, without a value: bid' (three to nine), dazina (a dozen), thumn (an eighth, or thaman: price).
FEW = frozenset(_fold({"بضع بضعة دزينة ثمن": 0}))
NO_NUMBER = (
    frozenset({"لست", "ولست", "فلست"})
    | frozenset(f"{prefix}كميه" for prefix in ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "ولل"))
    | _PERCENT_WORDS
)  # lastu "I am not", kammiyya "quantity", which a prefix rule would read as six, as a hundred
NUMBER_WORDS = frozenset(CARDINALS) | frozenset(ORDINALS) | MULTIPLES | FEW

_SMALLER = frozenset({"unit", "ten", "tens", "one", "fraction", "digits"})

# Which number word may follow which: without "and" it multiplies or completes, with "and" it adds.
FOLLOWS = {
    "unit": {"ten", "hundred", "scale", "plural", "part", "point"},
    "one": {"ten"},
    "zero": {"point", "unit"},
    "point": {"unit", "tens", "ten", "digits", "zero"},
    "ten": {"scale", "plural", "point"},
    "tens": {"scale", "plural", "point"},
    "hundred": {"scale", "plural"},
    "hundreds": {"scale", "plural"},
    "fraction": {"scale"},
    "part": {"scale"},
    "digits": {"hundred", "scale", "plural", "symbol"},
    "symbol": {"scale"},
    "scale": {"scale"},
    "plural": {"plural"},
    "double": {"scale"},
}
ADDS = {
    "unit": {"tens", "fraction"},
    "one": {"tens"},
    "ten": {"fraction"},
    "tens": {"fraction"},
    "digits": {"fraction"},
    "hundred": _SMALLER,
    "hundreds": _SMALLER,
    "scale": _SMALLER | {"hundred", "hundreds", "double", "scale"},
    "double": _SMALLER | {"hundred", "hundreds", "double", "scale"},
    "plural": _SMALLER | {"hundred", "hundreds", "double", "scale"},
}

MONTHS = _fold(
    {  # one-word names
        "يناير": 1,
        "شباط فبراير": 2,
        "آذار مارس": 3,
        "نيسان أبريل إبريل": 4,
        "أيار مايو": 5,  # yanayir, shubat, adhar
        "حزيران يونيو يونية": 6,
        "تموز يوليو يولية": 7,
        "آب أغسطس": 8,
        "أيلول سبتمبر": 9,  # haziran, tammuz, ab, aylul
        "أكتوبر": 10,
        "نوفمبر": 11,
        "ديسمبر": 12,  # uktubar, nufambar, disambar
    }
)
MONTH_PAIRS = {  # two-word names: tishrin and kanun, each the first or the second
    (arabic.match_key(first), arabic.match_key(second)): month
    for first, second, month in (
        ("تشرين", "الأول", 10),
        ("تشرين", "الثاني", 11),
        ("كانون", "الأول", 12),
        ("كانون", "الثاني", 1),
    )
}
MONTH_OR_FATHER = arabic.match_key("آب")  # ab (August) and ab (father) fold alike

WEEKDAYS = _fold(
    {  # with the article only; numbered as in datetime.date.weekday
        "الاثنين الإثنين": 0,
        "الثلاثاء": 1,
        "الأربعاء": 2,
        "الخميس": 3,
        "الجمعة": 4,
        "السبت": 5,
        "الأحد": 6,
    }
)

TIME_UNITS = frozenset(
    _fold(
        {
            "ثوان ثواني دقيقة دقيقتان دقيقتين دقائق": 0,  # thawan, daqiqa ("second" itself is spelled as the ordinal)
            "ساعة ساعتان ساعتين ساعات": 0,
            "يوم يومان يومين يومي أيام يوميا": 0,  # sa'a, yawm
            "ليلة ليلتان ليلتين ليال ليالي": 0,
            "أسبوع أسبوعان أسبوعين أسابيع أسبوعيا": 0,  # layla, usbu'
            "شهر شهران شهرين شهري أشهر شهور شهريا": 0,
            "سنة سنتان سنتين سنوات سنين سنويا": 0,  # shahr, sana
            "عام عامان عامين عامي أعوام": 0,
            "عقد عقدان عقدين عقود": 0,
            "قرن قرنان قرنين قرون": 0,  # 'am, 'aqd, qarn
            "ربيع صيف خريف شتاء": 0,  # seasons: rabi', sayf, kharif, shita'
            "عشرينيات عشرينات ثلاثينيات ثلاثينات أربعينيات أربعينات خمسينيات خمسينات": 0,  # decades
            "ستينيات ستينات سبعينيات سبعينات ثمانينيات ثمانينات تسعينيات تسعينات": 0,
        }
    )
)
UNITS_OF_MEASURE = frozenset(  # of which there may be one and a half
    _fold(
        {
            "متر مترا أمتار كيلومتر كيلومترا كيلومترات كيلو كيلوغرام كيلوغراما كيلوغرامات غرام غراما غرامات": 0,
            "طن طنا أطنان لتر لترا لترات ميل ميلا أميال هكتار هكتارا هكتارات فدان فدانا ملعقة كوب درجة درجات مرة": 0,
            "دولار دولارا دولارات دينار دينارا دنانير درهم درهما دراهم ريال ريالا ليرة يورو جنيه جنيها جنيهات": 0,
            "ليتر ليترا ليترات نقطة نقاط موسم موسما موسمين موسمان مواسم": 0,
        }
    )
)
DEICTICS = frozenset(_fold({"الآن أمس البارحة غدا غد حاليا آنذاك": 0}))  # al-an, ams, al-bariha, ghad, haliyan
