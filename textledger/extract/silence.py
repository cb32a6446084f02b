"""Numbers that count nothing: the words and signs by which a number is a name, a label, a clock time or a place.

Each table is one kind; `kind` says which of them keeps a number silent.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..corpus import arabic
from . import labels

_MASK = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[#@]\w+|10\.[0-9]{4,}/\S+|[A-Za-z0-9-]+\.(?:com|org|net|iq)\S*"
)
_DOTTED = ("www.", "10.", ".com", ".org", ".net", ".iq")  # one of them, "@", "#" or "://" is in each


_BEFORE = re.compile(r"(?:<sup>\(?|[A-Za-z][-–]?|[\u0621-\u064a][-–]|:|[0-9]:|[+#@]|\(\w\s?/\s?|\w\s?/\s?)$")
_AFTER = re.compile(
    r"\s?[°º′″'’\"]|:[0-9]|\+[0-9]|-?[A-Za-z](?![A-Za-z])|/[0-9]|</sup>|\sمن\s(?:ال)?(?:مجله|جريده|صحيفه|دوريه)"
)
_HOUR = re.compile(r"\s(?:صباحا|مساء|ظهرا|ليلا|فجرا|عصرا|بتوقيت)(?!\w)")
_DAY_ALONE = re.compile(
    r"(?=\s*(?:$|[،.)؛]))|\s(?:من\s(?:كل\s|ال)شهر|من\sهذا|الجاري|الحالي)"
)  # "on day 15 of each month"
_LIST = re.compile(r"\s?[.)\-]\s?(?=[^\W\d])")  # "1-", "2 ." at the start of a paragraph
_AGENCY = re.compile(
    r"\s?[\(\-–]\s?(?:رويترز|ا\s?ف\s?ب|فرانس|د\s?ب\s?ا|وام|واس|سانا|بترا|قنا|كونا|ا\s?ب|واع|الاناضول|شينخوا|وكالات)"
)
_LABEL_BEFORE = re.compile(
    r"(?:<sup>\(?|(?<!\w)[وف]?ص\s?\.?\s?(?:ب\s?\.?\s?)?|(?<!\w)صفحه |رقم\s?\(?"
    r"|(?:رواه|اخرجه)\s(?:\w+\s){1,2}\(|[وف]?(?:البخاري|مسلم|الترمذي|النسايي|داود|ماجه)\s\("
    r"|(?:الماده|البند|للبند|الفقره|الفصل|القرار|للقرار)\s\(?(?:\w\s?/\s?)?|\(\w\s?/\s?)$"
)
_NAMES = re.compile(  # of books, places, events, bodies
    r"(?<!\w)[وفبكل]*(?:ا?ل?الف ليله وليله|(?:ال)?ربع الخالي|ثوره العشرين|(?:ال)?سبع المثاني|الف باء"
    r"|الاربع[وي]ن (?:النوويه|حراميا?)|الوصايا العشر|القارات السبع|السماوات السبع|العشره المبشرين"
    r"|عجايب الدنيا السبع|العشر (?:الاواخر|الاواسط|الاوايل|الاوائل))(?!\w)"
)
_NAMED = frozenset({1000, 1 / 4, 20, 7, 40, 10})  # the numbers in these names
_IN_NAMES: tuple[str, ...] = (
    "ليله وليله",
    "الخالي",
    "العشرين",
    "المثاني",
    "النوويه",
    "حرامي",
    "الوصايا",
    "القارات",
    "السماوات",
)
_IN_NAMES += ("المبشرين", "عجايب", "الف باء", "العشر ا")
_PLACE = re.compile(
    r"[0-9]{1,3}\.[0-9]{2,}\s(?:شمالا|جنوبا|شرقا|غربا)(?!\w)|[0-9]{1,2}\.[0-9]{3,}\s*[،,]\s*[0-9]{1,3}\.[0-9]{3,}"
)
_CHAIN = re.compile(
    r"\+?[0-9]+(?:[-–][0-9]+){2,}|\([+0][0-9]+\)[0-9 -]+[0-9]|[+][0-9][0-9 \-)]{6,}"  # of books, of telephones
    r"|(?<![0-9.,\u066b\u066c])(?<![0-9][\s'’،])0[0-9]+(?:[- ][0-9]+)*(?![0-9]*[.,\u066b][0-9])"  # zero first
    r"|[0-9]+(?:\.[0-9]+){2,}(?![0-9])"  # of a release, of a machine
)
_VERSE = re.compile(r"\((?:سوره )?ال\w+ ?: [0-9]{1,3}(?: ?[-–،,] ?[0-9]{1,3})*\)")


def masked(plain) -> list[tuple[int, int]]:
    """Return the parts of a passage that are addresses: of pages, of mail, of works."""
    if plain.masks is None:
        text = plain.text
        dotted = "." in text and any(sign in text for sign in _DOTTED)
        signed = dotted or "@" in text or "#" in text or "://" in text
        plain.masks = [m.span() for m in _MASK.finditer(text)] if signed else []
    return plain.masks


def chains(plain, digits: list[int], values: Iterable[float]) -> list[tuple[int, int]]:
    """Return the parts that are numbers of telephones and books, coordinates, verses or names, with what is masked.

    Args:
        plain: the passage.
        digits: where its numbers in digits begin.
        values: what its numbers are worth.
    """
    text, spans, reached = plain.text, [*masked(plain)] if digits else [], 0
    for start in digits:
        signed = start - (text[start - 1 : start] in ("+", "("))
        match = start >= reached and (
            _CHAIN.match(text, signed) or _CHAIN.match(text, start) or _PLACE.match(text, start)
        )
        verse = not match and text[start - 2 : start] == ": " and _VERSE.search(text, max(0, start - 24), start + 12)
        found = match or verse
        if found and not _thousands(found.group()):
            spans.append(found.span())
            reached = found.end()
    if not _NAMED.isdisjoint(values) and any(word in text for word in _IN_NAMES):
        spans += [m.span() for m in _NAMES.finditer(text)]
    return sorted(spans)


def _thousands(chain: str) -> bool:
    return bool(re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", chain))


def article_before(text: str, start: int) -> bool:
    """Say whether the article is written before digits ("the 15"), with or without a space."""
    return text[max(0, start - 2) : start] == "ال" or text[max(0, start - 4) : start] in (" ال ", "ال ")


def label_before(text: str, start: int) -> bool:
    """Say whether what stands before a place in the passage numbers what follows."""
    return bool(_LABEL_BEFORE.search(text, max(0, start - 24), start))


@lru_cache(65536)
def stem(form: str) -> tuple[str, bool]:
    """Return a word without prefixes and article where that is a label or a carrier, and whether it had the article."""
    key = arabic.fold_letters(form).lower()
    short = [("", key[1:])] if key[:1] in arabic.CONJUNCTIONS and key[1:] in labels.KIND_OF else []  # "and p. 12"
    theirs = [("", f"{key[:-2]}ه")] if key.endswith("ته") and f"{key[:-2]}ه" in labels.KIND_OF else []  # "its session"
    for _, rest in (*short, *theirs, *arabic.prefix_splits(key)):
        bare = rest.removeprefix(arabic.ARTICLE)
        for word, article in ((rest, False), (bare, bare != rest)):
            if (
                word in labels.MAKES
                or word in labels.KIND_OF
                or word in labels.CARRIERS
                or word in labels.SCORES
                or word == "ساعه"
            ):
                return word, article
    return key, False


def _counted_off(form: str) -> bool:
    """Say whether a word with article is of the things that are counted off: the 15th time, the 20th day."""
    key = arabic.fold_letters(form)
    return any(rest in labels.ORDERED for _, rest in arabic.prefix_splits(key))


def is_label(form: str, carriers: bool = True) -> bool:
    """Say whether a word numbers the digits that follow it; carriers are what has a name between it and them."""
    word, article = stem(form)
    return (carriers and word in labels.CARRIERS) or (
        word in labels.KIND_OF and (article or word not in labels.ARTICLE_ONLY)
    )


_THEN = "و?(?:امام|ضد|التي|الذي|ان|كان|كانت|بعد|قبل|حين|عندما|لم|قد|ثم|حيث|اذ|لكن|بسبب|هو|هي|كما|بحسب|وفق|حسب)"
_ENDS = re.compile(rf"[\s)»\"]*(?:$|[،؛.!؟:](?![0-9])|\s(?:{_THEN})(?!\w))")


def _alone(plain, start: int, end: int, before: list[str]) -> bool:
    """Say whether digits follow a noun with article and nothing is counted after them ("the 90th minute")."""
    text = plain.text
    if (
        not before
        or article_before(text, start)
        or not re.match(r"\w ", text[max(0, start - 2) : start])
        or not text[start:end].isdigit()
        or not _ENDS.match(text, end)
    ):
        return False
    noun = arabic.fold_letters(before[0])
    if not re.match("[وفبك]?ال|لل", noun) or len(noun) < 5 or noun.endswith(("ين", "ون", "ات")):
        return False
    keys = [arabic.fold_letters(word) for word in before]
    stems = [re.sub("^(?:[وفبك]?ال|لل)", "", key) for key in keys]
    return not any(word.startswith(labels.MEASURES) for word in (*keys, *stems))


def kind(plain, start: int, end: int, before: list[str], digits: bool) -> str | None:
    """Return the kind of label that keeps a number silent, or None.

    Args:
        plain: the passage.
        start: where the number begins in it.
        end: where it ends.
        before: the words before it, the nearest first, at most four.
        digits: whether the number begins with a digit.
    """
    text = plain.text
    gap = text[start - 1 : start] if start else ""
    words = [stem(word) for word in before]
    near, article = words[0] if words else ("", False)
    if near == "اي" and "آ" not in before[0]:  # "that is", not the letter
        near = ""
    label = (
        None if near == "مجموعه" and words[1:2] in ([("ما", False)], [("بما", False)]) else labels.KIND_OF.get(near)
    )  # "its total"
    if label in labels.ORDERLY and before[1:] and labels.HOLDING.match(arabic.fold_letters(before[1])):
        label = None
    if gap not in "،.؛و" or not gap:
        if label and (digits or label in labels.BY_WORD) and (article or near not in labels.ARTICLE_ONLY):
            return label
        if near == "ساعه" and article:
            return "clock"
    if _HOUR.match(text, end):
        return "clock"
    if near == "يوم" and digits and gap != "و" and _DAY_ALONE.match(text, end):
        return "day"
    if not digits:
        both = {label, labels.KIND_OF.get(words[1][0]) if len(words) > 1 and words[1][1] else None}
        ordered = both & labels.ORDERLY or (before and labels.POSSESSED.match(arabic.fold_letters(before[0])))
        return "order" if ordered and text[start : start + 2] == "ال" else None
    if near in ("من", "بين") and words[1:] and labels.KIND_OF.get(words[1][0]) in ("law", "book"):
        return "law"
    if len(words) > 2 and before[1].isdigit() and labels.KIND_OF.get(words[2][0]) in ("model", "line"):
        return "model"
    if near == "العدد" and any(labels.KIND_OF.get(word) == "book" for word, _ in words[1:]):
        return "book"
    if _alone(plain, start, end, before):
        return "label"
    if article_before(text, start) and before:
        beside = before[1] if before[0].startswith("ال") and len(before) > 1 else ""
        if _counted_off(before[0]) or (beside and beside.startswith(labels.THE) and _counted_off(beside)):
            return "order"
        if any(labels.ITS_MEETING.match(arabic.fold_letters(word)) for word in before[:2]):
            return "order"
    if end - start > 4 and any(labels.KIND_OF.get(word) == "telephone" for word, _ in words[:3]):
        return "telephone"
    carried = gap != "و" and any(word in labels.CARRIERS for word, _ in words[:3])
    if carried and not labels.ITS_MEASURE.match(arabic.fold_letters(before[0])):  # "a line, its length 12"
        return "model"
    if any(word in labels.SCORES for word, _ in words) and re.match(r"\s?[-–]\s?[0-9]", text[end : end + 4]):
        return "score"
    if plain.tokens[0].start() == start and _LIST.match(text, end):
        return "item of a list"
    if _AGENCY.match(text, end) and re.search(r"[،,]\s?$", text[max(0, start - 3) : start]):
        return "dateline"
    if words[1:] and words[1][0] in labels.MAKES and gap != "و":  # "drones of the type Shahed 136"
        return "model"
    if (
        before
        and before[0].endswith(("ين", "ان"))
        and before[0].startswith(labels.THE)
        and labels.AND_DIGITS.match(text, end)
    ):
        return "label"  # "the minutes 23 and 67"
    if near == "علي" and any(re.search("اتصا?ل", word) for word in before[1:3]):
        return "telephone"
    if len(words) > 1 and words[1][0] in labels.ROADS and text[end : end + 3] == " ال":
        return "address"  # "the road Baghdad 15 (the express)"
    if labels.KIND_OF.get(near) == "address" and text[end:].startswith((" شارع ", " حي ")):
        return "address"  # "tower 12 King Fahd Street"
    named = len(words) > 1 and before[0].startswith("ال") and len(before[0]) > 4 and labels.KIND_OF.get(words[1][0])
    named = None if before[2:] and labels.HOLDING.match(arabic.fold_letters(before[2])) else named
    if named and (words[1][1] or named == "unit of an army"):  # "the Arab summit 31"
        return named
    if any(word == "قرار" for word, _ in words[1:]) and any(
        word in ("الامن", "الامم", "العامه", "الجامعه") for word, _ in words
    ):
        return "law"
    if label_before(text, start) or (len(words) > 1 and words[1][0] == "رقم" and before[0].startswith("ال")):
        return "number"
    if _AFTER.match(text, end):
        return "clock, place or model"
    return "part of a name" if _BEFORE.search(text, max(0, start - 3), start) else None
