"""Rules by which a number is a label and counts nothing: a clock time, an order, a law, a model, an address, a name.

Each rule looks at what stands around a number and names the kind of label, or None; the first that names one is right.
"""

import re
from typing import NamedTuple

from ..corpus import arabic
from . import labels
from .numerals import LEXEMES
from .passage import Passage, folded
from .plain import Plain
from .silence import article_before, label_before, stem

_BEFORE = re.compile(
    r"(?:<sup>\(?|[A-Za-z][-–]?|[\u0621-\u064a][-–]|[0-9] ?(?:كم|سم|م)|:|[0-9]:|[+#@]|\(\w\s?/\s?|\w\s?/\s?)$"
)
_AFTER = re.compile(
    r"\s?[°º′″'’\"]|:[0-9]|\+[0-9]|-?[A-Za-z](?![A-Za-z])|/[0-9]|</sup>|\sال(?:صادره?|قاضي|متعلقه?|مورخه?|خاصه?|مودي)(?!\w)|\sبتاريخ(?!\w)|\sمن\s(?:ال)?(?:مجله|جريده|صحيفه|دوريه)"
)
_RANK = re.compile(r"\s(?:عالميا|عربيا|اسيويا|افريقيا|اوروبيا|محليا|دوليا|قاريا)(?!\w)")
_NAMED_SO = re.compile(r"\s*(?:$|[،.؛)])|\s(?:الي|في|من|علي|قرب|شمال|جنوب)(?!\w)")
_HOUR = re.compile(r"\s(?:صباحا|مساء|ظهرا|ليلا|فجرا|عصرا|بتوقيت)(?!\w)")
_OF_A_DAY = re.compile(
    r"\s(?:من\s)?(?:صباح|فجر|ظهر|عصر|مساء|ليل)\s(?:اليوم|امس|غد|ال(?:احد|[اإ]ثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت))(?!\w)"
)
_DAY_OF = re.compile(r"\s(?:لل\w+|من\sال(?:حرب|عدوان|هجوم|حمله|حصار|قتال|عمليه|معركه|هدنه|بطوله|دوره|حج))(?!\w)")
_DAY_ALONE = re.compile(
    r"(?=\s*(?:$|[،.)؛]))|\s(?:من\s(?:كل\s|ال)شهر|من\sهذا|الجاري|الحالي)"
)  # "on day 15 of each month"
_DAY_OF_MONTH = re.compile(  # "the 17th of the coming month", "the 30th of the current one"
    r"\s(?:من\s)?(?:هذا\s)?(?:الشهر\s(?:الماضي|المقبل|القادم|نفسه|ذاته|التالي|المنصرم)|(?:الشهر\s)?(?:الجاري|الحالي))(?!\w)"
)
_TOUCHES = re.compile(r"\w ")
_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)")
_ITEM = re.compile(r"- ?[\u0621-\u064a]")
_LIST = re.compile(r"\s?[.)\-]\s?(?=[^\W\d])")  # "1-", "2 ." at the start of a paragraph
_AGENCY = re.compile(
    r"(?:-[0-9]{1,2})?\s?[\(\-–]\s?(?:رويترز|ا\s?ف\s?ب|فرانس|د\s?ب\s?ا|وام|واس|سانا|بترا|قنا|كونا|ا\s?ب|واع|الاناضول|شينخوا|وكالات)"
)
_THEN = "و?(?:امام|ضد|التي|الذي|ان|كان|كانت|بعد|قبل|حين|عندما|لم|قد|ثم|حيث|اذ|لكن|بسبب|هو|هي|كما|بحسب|وفق|حسب"
_THEN += r"|لسنه|لعام|بشان|بخصوص|ف\w{3,})"
_ENDS = re.compile(
    rf"[\s)»\"]*(?:$|[،؛.!؟:](?![0-9])|\s(?:{_THEN})(?!\w)|\sال(?!احد|[اإ]ثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|يوم|ليله))"
)


class _Number(NamedTuple):
    """A number in a passage and what stands around it."""

    plain: Plain
    text: str  # of the passage
    start: int
    end: int
    before: list[str]  # the words before it, the nearest first, as they are written
    words: list[tuple[str, bool]]  # the same without what is attached, and whether each has the article
    near: str  # the nearest of them
    gap: str  # the sign before it
    label: str | None  # what a number after the nearest word is

    def kind_of(self, n: int) -> str | None:
        """Return what a number after a word is, by the place of that word among those before."""
        return labels.KIND_OF.get(self.words[n][0]) if len(self.words) > n else None


def kind(plain: Plain, start: int, end: int, before: list[str], digits: bool) -> str | None:
    """Return the kind of label that keeps a number silent, or None.

    Args:
        plain: the passage.
        start: where the number begins in it.
        end: where it ends.
        before: the words before it, the nearest first, at most four.
        digits: whether the number begins with a digit.
    """
    text, words = plain.text, [stem(word) for word in before]
    near = words[0][0] if words and (words[0][0] != "اي" or "آ" in before[0]) else ""  # not "that is", but the letter
    gap = text[start - 1 : start] if start else ""
    label = _label_of_noun(near, before, words, plain, end)
    number = _Number(plain, text, start, end, before, words, near, gap, label)
    if found := _after_its_noun(number, digits) or _hour_or_day(number, digits):
        return found
    if not digits:
        return _order_in_words(number)
    for rule in _RULES:
        if found := rule(number):
            return found
    return None


def _label_of_noun(near: str, before: list[str], words: list, plain: Plain, end: int) -> str | None:
    """Return what a number after the nearest word is, unless the word before says that it counts."""
    if near == "مجموعه" and words[1:2] in ([("ما", False)], [("بما", False)]):  # "its total"
        return None
    label = labels.KIND_OF.get(near)
    holds = label in labels.ORDERLY and before[1:] and labels.HOLDING.match(folded(before[1]))
    if holds and LEXEMES[Passage(plain).after(end)[0] or "-"]:
        return label  # "the brigade comprises 300", but "the brigade 30 comprises three battalions"
    return None if holds else label


def _after_its_noun(number: _Number, digits: bool) -> str | None:
    if number.gap and number.gap in "،.؛و":
        return None
    near, article = number.near, bool(number.words) and number.words[0][1]
    if number.label == "group" and article and not digits and number.text[number.start : number.start + 2] != "ال":
        return None  # "the group employed ten", not "the group of Twenty"
    if number.label and (digits or number.label in labels.BY_WORD) and (article or near not in labels.ARTICLE_ONLY):
        return number.label
    return "clock" if near == "ساعه" and article else None


def _hour_or_day(number: _Number, digits: bool) -> str | None:
    if _HOUR.match(number.text, number.end) and not any("حرار" in word for word in number.before):
        return "clock"
    if digits and number.end - number.start < 3 and _DAY_OF_MONTH.match(number.text, number.end):
        return "day"
    if digits and number.near in ("الي", "حتي") and number.text[number.end :].startswith(" منه"):
        return "day"  # "from 6 November to the 9th of it"
    if digits and number.near in ("لغايه", "حتي", "الي") and _OF_A_DAY.match(number.text, number.end):
        return "clock"  # "until 6 on Saturday morning"
    if digits and number.near in ("اليوم", "لليوم") and _DAY_OF.match(number.text, number.end):
        return "order"  # "day 45 of the war"
    is_day = number.near == "يوم" and digits and number.gap != "و"
    if is_day and _DAY_ALONE.match(number.text, number.end):
        return "day"
    return "order" if digits and _RANK.match(number.text, number.end) else None


def _order_in_words(number: _Number) -> str | None:
    second = number.kind_of(1) if len(number.words) > 1 and number.words[1][1] else None
    alone = " " not in number.text[number.start : number.end] and _NAMED_SO.match(number.text, number.end)
    if alone and number.kind_of(1) == "address" and number.before[0].startswith("ال"):
        return "address"  # "to camp al-Jad'a five"
    possessed = number.before and labels.POSSESSED.match(folded(number.before[0]))
    ordered = possessed or {number.label, second} & labels.ORDERLY
    return "order" if ordered and number.text[number.start : number.start + 2] == "ال" else None


def _joined_to_another(number: _Number) -> str | None:
    """Return what a number is that goes on from one before it, or that "the number" of a periodical is."""
    if number.near in ("من", "بين") and number.kind_of(1) in ("law", "book"):
        return "law"
    if len(number.words) > 2 and number.before[1].isdigit() and number.kind_of(2) in ("model", "line"):
        return "model"
    of_books = number.near == "العدد" and any(labels.KIND_OF.get(word) == "book" for word, _ in number.words[1:])
    return "book" if of_books else None


def _alone(number: _Number) -> str | None:
    """Name a label where digits follow a noun with article and nothing is counted after them ("the 90th minute")."""
    _, text, start, end, before, *_ = number
    if (
        not before
        or not text[start:end].isdigit()
        or not _TOUCHES.match(text, max(0, start - 2), start)
        or article_before(text, start)
        or not _ENDS.match(text, end)
    ):
        return None
    noun = folded(before[0])
    if not _ARTICLE.match(noun) or len(noun) < 5 or noun.endswith(("ين", "ون", "ات")):
        return None
    keys = [folded(word) for word in before]
    stems = [_ARTICLE.sub("", key) for key in keys]
    return None if any(word.startswith(labels.MEASURES) for word in (*keys, *stems)) else "label"


def _ordinal(number: _Number) -> str | None:
    before = number.before
    if not before or not article_before(number.text, number.start):
        return None
    beside = before[1] if before[0].startswith("ال") and len(before) > 1 else ""
    if _counted_off(before[0]) or (beside and beside.startswith(labels.THE) and _counted_off(beside)):
        return "order"
    met = any(labels.ITS_MEETING.match(folded(word)) for word in before[:2])
    return "order" if met else None


def _counted_off(form: str) -> bool:
    """Say whether a word with article is of the things that are counted off: the 15th time, the 20th day."""
    key = folded(form)
    return any(rest in labels.ORDERED for _, rest in arabic.prefix_splits(key))


def _of_a_carrier(number: _Number) -> str | None:
    """Return what a number is by a word farther off: a telephone, a line, a score."""
    long = number.end - number.start > 4
    if long and any(labels.KIND_OF.get(word) == "telephone" for word, _ in number.words[:3]):
        return "telephone"
    carrier = next((i for i, (word, _) in enumerate(number.words[:3]) if word in labels.CARRIERS), None)
    between = [folded(word) for word in number.before[:carrier]] if carrier else []
    carried = number.gap != "و" and carrier is not None and labels.PARTICLES.isdisjoint(between)
    if carried and not labels.ITS_MEASURE.match(folded(number.before[0])):  # "a line, its length 12"
        return "model"
    after = number.text[number.end : number.end + 4]
    scored = any(word in labels.SCORES for word, _ in number.words) and re.match(r"\s?[-–]\s?[0-9]", after)
    return "score" if scored else None


def _at_the_beginning(number: _Number) -> str | None:
    plain, start, end, text = number.plain, number.start, number.end, number.text
    inline = end - start < 3 and _ITEM.match(text, end, end + 3) and text[start - 1 : start] == " "
    if inline:  # "1- the first 2- the second"
        return "item of a list"
    if plain.tokens[0].start() == start and _LIST.match(text, end):
        return "item of a list"
    agency = _AGENCY.match(text, end)
    ended = agency and (
        agency.group().lstrip("-0123456789")[:2] == " (" or re.search(r"[،,]\s?$", text[max(0, start - 3) : start])
    )
    return "dateline" if ended else None


def _of_two_words(number: _Number) -> str | None:
    before, words, text, end = number.before, number.words, number.text, number.end
    if words[1:] and words[1][0] in labels.MAKES and number.gap != "و":  # "drones of the type Shahed 136"
        return "model"
    many = before and before[0].endswith(("ين", "ان")) and before[0].startswith(labels.THE)
    if many and labels.AND_DIGITS.match(text, end):
        return "label"  # "the minutes 23 and 67"
    if number.near == "علي" and any(re.search("اتصا?ل", word) for word in before[1:3]):
        return "telephone"
    if len(words) > 1 and words[1][0] in labels.ROADS and text[end : end + 3] == " ال":
        return "address"  # "the road Baghdad 15 (the express)"
    if labels.KIND_OF.get(number.near) == "address" and text[end:].startswith((" شارع ", " حي ")):
        return "address"  # "tower 12 King Fahd Street"
    return None


def _of_a_name(number: _Number) -> str | None:
    before, words = number.before, number.words
    if before and before[0].startswith("البالغ"):  # "the fleet, which counts 900"
        return None
    named = len(words) > 1 and before[0].startswith("ال") and len(before[0]) > 4 and number.kind_of(1)
    if not named and number.kind_of(2) == "unit of an army" and all(word.startswith("ال") for word in before[:2]):
        return "unit of an army"  # "brigade of infantry, motorised, 61"
    if before[2:] and labels.HOLDING.match(folded(before[2])):
        named = None
    if named and (words[1][1] or named == "unit of an army"):  # "the Arab summit 31"
        return named
    resolved = any(word == "قرار" for word, _ in words[1:])
    bodies = ("الامن", "الامم", "العامه", "الجامعه")
    return "law" if resolved and any(word in bodies for word, _ in words) else None


def _by_signs(number: _Number) -> str | None:
    text, start, words = number.text, number.start, number.words
    skip = int(bool(words) and len(words[0][0]) == 1)  # "number of the plate A 45210"
    noun = number.before[skip : skip + 1]
    numbered = noun and noun[0].startswith("ال") and words[skip + 1 : skip + 2] and words[skip + 1][0] == "رقم"
    if label_before(text, start) or numbered:
        return "number"
    if _AFTER.match(text, number.end):
        return "clock, place or model"
    return "part of a name" if _BEFORE.search(text, max(0, start - 5), start) else None


_RULES = (
    _joined_to_another,
    _alone,
    _ordinal,
    _of_a_carrier,
    _at_the_beginning,
    _of_two_words,
    _of_a_name,
    _by_signs,
)
