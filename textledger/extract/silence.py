"""Numbers that count nothing: the words and signs by which a number is a name, a label, a clock time or a place.

`label_rules` says which kind of label keeps a number silent.
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


_LABEL_BEFORE = re.compile(
    r"(?:<sup>\(?|(?<!\w)[وف]?ص\s?\.?\s?(?:ب\s?\.?\s?)?|(?<!\w)صفحه |رقم\s?\(?"
    r"|(?:رواه|اخرجه)\s(?:\w+\s){1,2}\(|[وف]?(?:البخاري|مسلم|الترمذي|النسايي|داود|ماجه)\s\("
    r"|(?:الماده|البند|للبند|الفقره|الفصل|القرار|للقرار)\s\(?(?:\w\s?/\s?)?|\(\w\s?/\s?)$"
)
_NAMES = re.compile(  # of books, places, events, bodies
    r"(?<!\w)[وفبكل]*(?:ا?ل?الف ليله وليله|(?:ال)?ربع الخالي|نصف الكره|ابن سبعين|سدس عشر|درب الاربعين|زياره الاربعين"
    r"|ثوره العشرين|(?:ال)?سبع المثاني|الف باء"
    r"|الاربع[وي]ن (?:النوويه|حراميا?)|الوصايا العشر|القارات السبع|السماوات السبع|العشره المبشرين"
    r"|عجايب الدنيا السبع|العشر (?:الاواخر|الاواسط|الاوايل|الاوائل))(?!\w)"
)
_NAMED = frozenset({1000, 1 / 4, 1 / 2, 1 / 6, 70, 20, 7, 40, 10})  # the numbers in these names
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
_IN_NAMES += ("ابن سبعين", "درب ا", "سدس عشر", "الكره", "زياره", "المبشرين", "عجايب", "الف باء", "العشر ا")
_PLACE = re.compile(
    r"[0-9]{1,3}\.[0-9]{2,}\s(?:شمالا|جنوبا|شرقا|غربا)(?!\w)|[0-9]{1,2}\.[0-9]{3,}\s*[،,]\s*[0-9]{1,3}\.[0-9]{3,}"
)
_CHAIN = re.compile(
    r"(?:[0-9]{2} ){3,}[0-9]{2}(?![0-9])|"
    r"\+?[0-9]+(?:[-–][0-9]+){2,}|\([+0][0-9]+\)[0-9 -]+[0-9]|[+][0-9][0-9 \-)]{6,}"  # of books, of telephones
    r"|(?<![0-9.,\u066b\u066c])(?<![0-9][\s'’،])0[0-9]+(?:[- ][0-9]+)*(?![0-9]*[.,\u066bر][0-9])"  # zero first
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
            _CHAIN.match(text, signed) or (signed < start and _CHAIN.match(text, start)) or _PLACE.match(text, start)
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
    return text.endswith(("ال", " ال "), 0, start) or (start == 3 and text.startswith("ال "))


def label_before(text: str, start: int) -> bool:
    """Say whether what stands before a place in the passage numbers what follows."""
    return bool(_LABEL_BEFORE.search(text, max(0, start - 24), start))


def _without_pronoun(word: str) -> list[str]:
    """Return a law, a decree and the like without the pronoun: "its resolution 181"."""
    return [word[: -len(end)] for end in ("ها", "هم", "ه") if word.endswith(end) and word[: -len(end)] in labels.LAWS]


@lru_cache(65536)
def stem(form: str) -> tuple[str, bool]:
    """Return a word without prefixes and article where that is a label or a carrier, and whether it had the article."""
    key = arabic.fold_letters(form).lower()
    short = [("", key[1:])] if key[:1] in arabic.CONJUNCTIONS and key[1:] in labels.KIND_OF else []  # "and p. 12"
    theirs = [("", f"{key[:-2]}ه")] if key.endswith("ته") and f"{key[:-2]}ه" in labels.KIND_OF else []  # "its session"
    theirs += [("", rest) for _, whole in arabic.prefix_splits(key) for rest in _without_pronoun(whole)]
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


def is_label(form: str, carriers: bool = True) -> bool:
    """Say whether a word numbers the digits that follow it; carriers are what has a name between it and them."""
    word, article = stem(form)
    return (carriers and word in labels.CARRIERS) or (
        word in labels.KIND_OF and (article or word not in labels.ARTICLE_ONLY)
    )
