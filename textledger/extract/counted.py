"""Whether a number counts the word after it, told by the form of that word: so no label before the number silences it.

Three to ten take a plural, 11 to 99 an accusative in the singular, hundreds a genitive (Ryding 2005, ch. 15): "in the
hall 200 persons" counts, "hall 200" does not.
"""

import re

from ..corpus import arabic
from . import cues, silence
from .numerals import LEXEMES
from .passage import folded
from .vocabulary import TIME_UNITS, UNITS_OF_MEASURE


def _words(text: str) -> frozenset[str]:
    return frozenset(arabic.match_key(word) for word in text.split())


_NOUNS = _words(  # after hundreds and thousands
    "شخص جندي عنصر مقاتل مسلح قتيل جريح لاجئ نازح طالب تلميذ عامل موظف مواطن زائر سائح راكب مسافر مريض طبيب شرطي "
    "ضابط ناخب مرشح نائب عضو باحث خبير مشارك متظاهر متفرج معتقل سجين مدني طفل رجل صوت مقعد سرير كتاب منزل بيت مسكن "
    "مشروع مصنع مركز موقع صاروخ قطعة برميل رأس سهم حاج معتمر مهاجر"
)
_UNITS = _words(
    "كم كلم ملم سم كغ كلغ ملغ غ كيلوفولت فولت كيلوواط ميغاواط جيجاواط غيغاواط واط ميغابايت غيغابايت هرتز عقدة "
    "أوكتان بوصة قدم قدما باوند رطل"
)
PLURALS = re.compile(  # sound feminine, and the shapes of broken plurals: af'al, fu'ul, fawa'il, mafa'il, fu'ala'
    r"\w{2,}ات|ا\w\wا\w|ا\w{3}ه|\w\wو\w|\wوا\w{2}|م\wا\w{2}|م\wا\wي\w|\w{3}اء?|رجال|نساء|كتب|مدن|دول|فرق|جمل|مواد|\w{3,}ين"
)
_ADVERBS = _words(
    "غدا مساء صباحا ايضا سابقا لاحقا شمالا جنوبا شرقا غربا تقريبا ألترا مباشرة خاصة عادة كافة وفقا نقلا اعتبارا بدءا"
)
_STATE = re.compile(  # of what is named: "Boeing 777 bound for"
    "(?:قادم|متجه|متوجه|عايد|عائد|تابع|محمل|مغادر|منطلق|محسن|مرتفع|منخفض|متراجع|صاعد|هابط|متقدم|معدل|مطور|مدرع|متاخر|متحرك|متجول)[ةها]"
)
_WITH_BA = _words("بندقية بطاقة بلدة باخرة بقرة بناية برقية بعثة بضاعة بلدية بيضة بقعة بارجة بذلة بورصة بصمة بدلة")
_TROOPS = _words("مشاة مدرعة ثابتة عادية خاصة")
_MEN = _words(
    "جنديا شرطيا صبيا كرسيا دركيا صحفيا صحافيا مدنيا أجنبيا نقابيا فلسطينيا عراقيا لبنانيا أردنيا مصريا سودانيا تونسيا "
    "جزائريا مغربيا يمنيا سعوديا كويتيا قطريا إيرانيا أميركيا أمريكيا فرنسيا إسرائيليا صينيا هنديا أفغانيا كرديا"
)  # else an adverb: "15th worldwide"
_NAMED = frozenset({"model", "line", "channel", "unit of an army"})
_WITH_WAW = _words("وزيرا وزير وزراء وحدة وثيقة ورقة وكالة ولاية وردة وفاة وظيفة وسيلة وفد وفدا وجبة وسام وساما ورشة")


def counts(passage, start: int, end: int, kind: str) -> bool:
    """Say whether a number in digits that a label stands before counts what follows it.

    Args:
        passage: the passage.
        start: where the number begins in it.
        end: where it ends.
        kind: the kind of label.
    """
    number = passage.text[start:end]
    if any(letter.isalpha() or letter in ",\u066c" for letter in number) or cues.PERCENT_AFTER.match(passage.text, end):
        return True  # with its scale or thousands, or a share
    form = passage.after(end)[0]
    if "." in number and folded(form) in UNITS_OF_MEASURE - {"درجه"}:
        return True  # "of a strength of the quake of 7.8 degrees"
    if form and LEXEMES[form]:  # "squad 25 six of its"
        return False
    if kind in ("number", "book") or not number.isdigit() or len(form) < 2 or form.startswith(("ال", "لل", "وال")):
        return False
    word = folded(form)
    if passage.text[start - 1 : start] in ("-", "–") or (word[0] == "و" and word not in _WITH_WAW):
        return False
    if word[0] == "ب" and word[-1] == "ه" and word not in _WITH_BA:  # "district 13 in Oujda"
        return False
    if word[0] in "بل" and word[1:] in TIME_UNITS:  # "law 13 of the year"
        return False
    if form in _ADVERBS or word in _ADVERBS or (word.endswith("يا") and word not in _MEN):
        return False
    if word in TIME_UNITS or word in UNITS_OF_MEASURE or word in _UNITS:
        return True
    if (
        silence.is_label(form, carriers=False)
        and not word.endswith("ا")
        and not PLURALS.fullmatch(word)
        and passage.before(start, 1) != ["من"]
    ):
        return False  # "article 12 paragraph b"
    of_hundred = int(number) % 100
    if 2 < of_hundred < 11:
        return bool(PLURALS.fullmatch(word)) and not form.startswith("إ") and word != "ارهاب"
    if of_hundred > 10:
        of_kind = form.endswith(("ة", "ه")) and not (
            kind in _NAMED and (form.endswith(("ية", "يه")) or word in _TROOPS)
        )
        accusative = word.endswith("ا") or of_kind
        return accusative and not (kind in _NAMED and _STATE.fullmatch(word))
    return word in _NOUNS or (form.endswith(("ة", "ه")) and kind not in _NAMED)
