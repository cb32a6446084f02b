"""The names of months from Morocco to Iraq, of the Hijri months, the parts of a year and what else dates are made of.

Keys are folded (`arabic.match_key`). Sources: the names of months in the Unicode locale data for Arabic, Algeria,
Tunisia, Morocco, Mauritania, Egypt, the Gulf and the Levant.
"""

from ..corpus import arabic
from .vocabulary import MONTH_PAIRS, MONTHS


def _fold(table: dict[str, int]) -> dict[str, int]:
    return {arabic.match_key(word): value for words, value in table.items() for word in words.split("|")}


MAGHREB = _fold(  # janfi, fifri, afril, may, juwan, juwiliya, ut; yulyuz, ghusht, shutanbir, nuwanbir, dujanbir
    {
        "جانفي": 1,
        "فيفري": 2,
        "أفريل": 4,
        "ماي": 5,
        "جوان": 6,
        "جويلية|يوليوز": 7,
        "أوت|غشت|أغشت": 8,
        "شتنبر|شتمبر": 9,
        "نونبر": 11,
        "دجنبر|دجمبر": 12,
    }
)
VARIANTS = _fold(
    {
        "فبرائر": 2,
        "مايس": 5,
        "يونيه": 6,
        "يوليه": 7,
        "أوغسطس|أغسطوس|أوغست": 8,
        "سبتمر": 9,
        "أوكتوبر": 10,
        "نوفنبر": 11,
    }
)
_NUMBERED = {  # tishrin and kanun: with or without article, in a word or in a digit, or by their first letter
    f"{name} {nth}": month
    for name, months in (("تشرين", (10, 11)), ("كانون", (12, 1)))
    for month, forms in zip(
        months,
        (("الاول", "اول", "1", "الأولى"), ("الثاني", "ثاني", "ثان", "الثان", "2", "تاني", "التاني")),
        strict=True,
    )
    for nth in forms
} | {"ت1": 10, "ت2": 11, "ك1": 12, "ك2": 1}
NAMES = {
    **MONTHS,
    **{" ".join(pair): month for pair, month in MONTH_PAIRS.items()},
    **MAGHREB,
    **VARIANTS,
    **_fold(_NUMBERED),
}
# Words of another meaning that are months only beside a day, a year or a second name.
DOUBTFUL = frozenset(_fold({"مارس|ماي|جوان|أوت|آب|ت1|ت2|ك1|ك2": 0}))

HIJRI = _fold(
    {
        "محرم|المحرم|محرم الحرام": 1,
        "صفر": 2,
        "ربيع الأول|ربيع أول": 3,
        "ربيع الثاني|ربيع الآخر|ربيع ثاني": 4,
        "جمادى الأولى|جمادى الأول|جماد الأول": 5,
        "جمادى الثانية|جمادى الآخرة|جمادى الثاني|جماد الثاني|جمادى الآخر": 6,
        "رجب": 7,
        "شعبان": 8,
        "رمضان": 9,
        "شوال": 10,
        "ذو القعدة|ذي القعدة|ذوالقعدة": 11,
        "ذو الحجة|ذي الحجة|ذوالحجة": 12,
    }
)

SEASONS = _fold({"ربيع": 21, "صيف": 22, "خريف": 23, "شتاء": 24})  # the codes of EDTF
STEMS_OF_DECADES = {  # 'ishriniyyat ... tis'iniyyat
    "عشرين": 2,
    "ثلاثين": 3,
    "اربعين": 4,
    "خمسين": 5,
    "ستين": 6,
    "سبعين": 7,
    "ثمانين": 8,
    "تسعين": 9,
}
YEAR_WORDS = tuple(["عام", "سنه", "عامي", "سنتي", "سنتا", "اعوام", "سنوات", "عاما", "عامين"])
# Before a year that has no year word: what happened then, and the words of time.
_EVENTS = (
    "حرب حربا حربي ثورتا ثورتي انتفاضتا انتفاضتي "
    "غزو احتلال اجتياح ثورة انقلاب انتخابات هجمات أحداث معركة حصار اتفاق اتفاقية معاهدة "
    "مؤتمر قمة دستور أزمة نكبة نكسة انتفاضة زلزال مونديال أولمبياد كأس موازنة ميزانية صيف "
    "شتاء ربيع خريف هدنة عدوان تحرير سقوط إعصار مجزرة مذبحة مظاهرات احتجاجات استفتاء دورة "
    "وارد حصاد محصول إكسبو مونديالا مونديالي صيفا صيفي "
    "رؤية استراتيجية أجندة خطة لقب بطل بطلة بطولة حروب معارك مجازر انقلابات أزمات حملات اتفاقات "
    "إحصاء تعداد مسح موسم خريجي دفعة طبعة تأسست تأسس أسس ولد مواليد توفي حتى منذ بحلول قبل بعد خلال في مطلع "
    "أوائل أواخر نهاية بداية منتصف مستهل ختام نهايات بدايات طوال طيلة غرة أواسط وسط موازنات "
    "ت بعيد قبيل عشية اعتبارا غداة لغاية"
)
EVENTS = frozenset(arabic.match_key(word) for word in _EVENTS.split())
EVENTS |= {f"{word[:-1]}ت{ending}" for word in EVENTS if word.endswith("ه") for ending in "اي"}  # "two crises"
EDGES = _fold(  # of a year or month: its first, second or last third, about
    {
        "مطلع|مستهل|أوائل|بداية|بدايات": 0,
        "منتصف|أواسط|وسط": 1,
        "نهاية|نهايات|أواخر|ختام|متم": 2,
    }
)
_QUARTERS = {"الأول": 103, "الثاني": 406, "الثالث": 709, "الرابع": 1012, "الأخير": 1012}
_HALVES = {"الأول": 106, "الثاني": 712, "الأخير": 712}
_THIRDS = {"الأول": 104, "الثاني": 508, "الأخير": 912, "الثالث": 912}
PARTS = _fold(  # of a year: the months from ... to, as first * 100 + last
    {
        f"{part} {nth}": months
        for part, of_them in (("الربع", _QUARTERS), ("النصف", _HALVES), ("الثلث", _THIRDS))
        for nth, months in of_them.items()
    }
)
PARTS_OF_YEARS = PARTS | _fold({f"الفصل {nth}": months for nth, months in _QUARTERS.items()})  # else a chapter


def months_of(part: str) -> tuple[int, int]:
    """Return the first and last month of a part of a year ("the third quarter")."""
    words = ("ال" + part.removeprefix("ال")).split()
    first, last = divmod(PARTS_OF_YEARS[" ".join(words)], 100)
    return first, last
