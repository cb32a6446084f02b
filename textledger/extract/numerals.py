"""The value of a number in digits or words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from ..corpus import arabic, text
from . import digits, glued
from .expressions import bare_forms
from .memo import Memo
from .vocabulary import ADDS, CARDINALS, CONSTRUCT_DUALS, FOLLOWS, NO_NUMBER, ORDINALS, Numeral

DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
TOKEN = re.compile(rf"{DIGIT}+(?:[.,\u066b\u066c]{DIGIT}+)*|[½⅓⅔¼¾⅕⅛]|{text.WORD.pattern}")
_TANWIN = "\u064b"


class Part(NamedTuple):
    """One word or digit sequence of a number: its place, what it is worth, and whether "and" is attached to it."""

    start: int
    end: int
    value: float
    role: str
    conjoined: bool
    readings: tuple[float, ...] = ()


class Run(NamedTuple):
    """Neighbouring number words that make one number; the value is None for a bare plural ("thousands")."""

    start: int
    end: int
    value: float | None
    parts: tuple[Part, ...] = ()
    readings: tuple[float, ...] = ()


LONGEST = 40  # letters or digits of what may be a number; longer ones are codes


def numeral(word: str, *tables: dict[str, Numeral]) -> Numeral | None:
    """Return what one word is worth, or None; prefixes, article and accusative alef do not count.

    Args:
        word: one word or digit sequence.
        tables: the tables to look it up in (none: the cardinals).
    """
    if len(word) > LONGEST:
        return None
    if word in digits.FRACTIONS:
        return Numeral(digits.FRACTIONS[word], "symbol")
    if "/" in word:
        above, below = word.split("/")
        return Numeral(int(above) / int(below), "symbol")
    if word[0].isdigit() or word[0] == ".":
        values = digits.readings(word)
        return Numeral(values[0], "digits") if values else None
    bares = list(bare_forms(word))
    if bares[0] in NO_NUMBER or word in ("ألست", "كالفين"):
        return None
    if "أحد" in word and bares[0] == "واحد":  # wa-ahad "and one of" folds like wahid "one"
        bares = bares[1:]
    for bare in bares:
        for stem in (bare, bare.removesuffix("ا")):  # alef of the accusative
            for table in tables or (CARDINALS,):
                if stem in table:
                    return table[stem]
    return next((worth for bare in bares if (worth := glued.numeral(bare))), None)


LEXEMES: Memo[Numeral | None] = Memo(numeral)


@lru_cache(65536)
def is_conjoined(form: str) -> bool:
    """Say whether a word begins with waw."""
    key = arabic.match_key(form)
    return key.startswith("و") and (
        key not in ("واحد", "واحده", "واحدا") or "أ" in form
    )  # wahid: one; wa-ahad: and one


def _is_dual(surface: str) -> bool:
    return _TANWIN not in surface and any(bare in CONSTRUCT_DUALS for bare in bare_forms(surface))


def _scale_of(value: float) -> float:
    """Return the thousand, million or more that a number counts: what "and a half" halves."""
    return 10 ** ((len(str(int(value))) - 1) // 3 * 3)


def _worth(parts: list[Part]) -> float:
    """Return the value of the words of one number."""
    if len(parts) == 1:
        return _plain(float(parts[0].value))
    point = next((i for i, part in enumerate(parts) if part.role == "point"), None)
    if point and parts[-1].role == "scale":  # "one point five million"
        return _worth(parts[:-1]) * parts[-1].value
    if point:
        zeros = sum(part.role == "zero" for part in parts[point + 1 :])  # "six point zero five"
        return float(f"{int(_worth(parts[:point]))}.{'0' * zeros}{int(_worth(parts[point + 1 :])) or ''}")
    total, group, term, half_of, skip = 0.0, 0.0, 0.0, 1.0, False  # term: added last; half_of: what "and a half" halves
    for i, (_, _, value, role, added, _) in enumerate(parts):
        following = parts[i + 1] if i + 1 < len(parts) else None
        if skip:
            skip = False
        elif role in ("scale", "plural"):
            if added and i:
                total, group = total + group, 0.0
            elif not group:  # "a thousand million"
                total, group = total - term, term
            term, half_of = (group or 1) * value, value
            total, group = total + term, 0.0
        elif role == "part" or (role == "hundred" and group and not added):
            group = (group or 1) * value
        elif role in ("fraction", "symbol") and i:
            scaled = following and following.role == "scale" and parts[i - 1].role in ("scale", "plural", "double")
            skip = bool(scaled)  # "a million and half the million"
            group += value * (following.value if following and scaled else half_of)
        elif role == "double":
            total, group, term, half_of = total + group + value, 0.0, value, _scale_of(value)
        else:
            group += value
            half_of = 1.0
    return _plain(total + group)


def _plain(value: float) -> float:
    """Return a value as an int where it is whole."""
    return int(value) if value.is_integer() else value


def parse(words: str | Iterable[str]) -> float:
    """Return the value of a cardinal or ordinal, in digits or words ("ثلاثة آلاف" is 3000).

    Args:
        words: the words of one number, as a string or one by one.

    Returns:
        An int where the value is whole, else a float.

    Raises:
        ValueError: a word is no number word, or there is none.
    """
    listed = [m.group() for m in TOKEN.finditer(words)] if isinstance(words, str) else list(words)
    found = [(word, worth) for word in listed if (worth := numeral(word, CARDINALS, ORDINALS))]
    if not found or len(found) < len(listed):
        raise ValueError(f"not a number: {words!r}")
    parts = [Part(0, 0, *worth, i > 0 and is_conjoined(word)) for i, (word, worth) in enumerate(found)]
    if _is_dual(listed[0]):
        parts[0] = parts[0]._replace(value=2 * parts[0].value, role="double")
    return _worth(parts)


def _continues(text: str, left: Part, right: Part) -> bool:
    if text[left.end : right.start].strip(" \u00a0\u202fو" if right.role == "digits" else " \u00a0\u202f"):
        return False
    if right.role not in (ADDS if right.conjoined else FOLLOWS).get(left.role, ()):
        return False
    falls = right.conjoined and (right.role == "digits" or left.role == right.role == "double")
    return not falls or right.value < left.value


_CONSTRUCT: Memo[bool] = Memo(lambda form: not CONSTRUCT_DUALS.isdisjoint(bare_forms(form)))
_READINGS: Memo[tuple[float, ...]] = Memo(digits.readings)
_AND_DIGITS = re.compile(r"\s?و\s?[0-9]")
_NO_NOUN = re.compile(r"\s*[^\w\s]|\s+(?:ال|(?:او|اي|من|علي|في|الي|عن|مع|بعد|قبل|تقريبا|فقط|فاكثر|ثم)(?!\w))")
_WAW = re.compile(r"(?<!\w)و\s?$")


def parts_of(plain, marked) -> list[Part]:
    """Return the number words and digit sequences among the marked words of a plain passage, in order."""
    parts: list[Part] = []
    tokens = plain.tokens
    for i, mark in marked:
        worth = mark.worth
        if worth is None:
            continue
        (start, end), form = tokens[i].span(), tokens[i][0]
        value, role = worth
        conjoined = is_conjoined(form)
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if form == "واحد" and following in ("عشر", "عشرة", "عشره"):  # without hamza: "and eleven", not "one ten"
            role, conjoined = "one", True
        readings: tuple[float, ...] = ()
        if role == "digits":
            readings = _READINGS[form]
            conjoined = bool(_WAW.search(plain.text, max(0, start - 3), start))
        elif _CONSTRUCT[form] and _is_dual(plain.surface(start, end)):
            counted = is_conjoined(following) and bool(
                LEXEMES[following] or _AND_DIGITS.match(plain.text, end)
            )  # a dual would have its noun beside it
            word = Part(start, end, value, role, conjoined)
            counted = counted or bool(parts and _continues(plain.text, parts[-1], word))
            alone = not following or bool(_NO_NOUN.match(plain.text, end))
            value, role = (value, role) if counted or alone else (2 * value, "double")
        parts.append(Part(start, end, value, role, conjoined, readings if len(readings) > 1 else ()))
    return parts


def run_of(parts: list[Part]) -> Run | None:
    """Return the number that some neighbouring parts make; "one of", parts and ordinals alone make none."""
    roles = [part.role for part in parts]
    if (
        len(parts[0].readings) > 1
        and parts[0].value >= 1000
        and roles[1:2] in (["scale"], ["plural"])
        and parts[1].value > 1000
    ):
        parts = [parts[0]._replace(value=parts[0].readings[1]), *parts[1:]]  # "1.545 milliard": decimals
    if len(roles) == 1 and roles[0] in ("one", "part", "point"):
        return None
    if roles[-1] == "point":
        return run_of(parts[:-1])
    value = None if roles[0] == "plural" else _worth(parts)
    readings = parts[0].readings if len(parts) == 1 else ()
    if roles == ["digits", "plural"] and parts[0].value >= parts[1].value > 100:  # "3000 thousands" says it twice
        value, readings = parts[0].value, (parts[0].value, _worth(parts))
    return Run(parts[0].start, parts[-1].end, value, tuple(parts), readings)


def joined(text: str, parts: list[Part]) -> list[list[Part]]:
    """Return the parts in groups of one number each; after "between" the one "and" that divides two numbers divides."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and _continues(text, groups[-1][-1], part):
            cut = _rises(groups[-1], part)
            if cut:
                groups.append(groups[-1][cut:])
                del groups[-2][cut:]
            groups[-1].append(part)
        else:
            groups.append([part])
    return [
        piece
        for group, following in zip_longest(groups, groups[1:])
        for piece in ([group] if following and _follows(text, group, following) else _divided(text, group))
    ]


def _rises(group: list[Part], part: Part) -> int | None:
    """Return where a second number begins: a scale that "and" joins to one no larger ("2 million and 3 million")."""
    if part.role not in ("scale", "plural"):
        return None
    last = next((i for i in range(len(group) - 1, 0, -1) if group[i].conjoined), 0)
    scales = [before.value for before in group[:last] if before.role in ("scale", "plural", "double")]
    if not last or not scales or group[last].role in ("fraction", "symbol") or min(scales) > part.value:
        return None
    first = max(i for i, before in enumerate(group[:last]) if before.role in ("scale", "plural", "double"))
    cuts = [cut for cut in range(last, first, -1) if group[cut].conjoined]
    return next((cut for cut in cuts if _worth(group[:cut]) < _worth([*group[cut:], part])), last)


def _follows(text: str, group: list[Part], following: list[Part]) -> bool:
    """Say whether "and" joins the next number to this one, so that nothing within this one divides."""
    return following[0].conjoined and not text[group[-1].end : following[0].start].strip(" \u00a0و")


_AMID = re.compile(r"(?<!\w)[وف]?(?:ما\s?)?بين\s+$")


def _divided(text: str, group: list[Part]) -> list[list[Part]]:
    if len(group) < 2 or not _AMID.search(text, max(0, group[0].start - 8), group[0].start):
        return [group]
    for cut in range(1, len(group)):
        left, right = group[:cut], group[cut:]
        if right[0].conjoined and _whole(text, left) and _whole(text, right):
            low, high = _worth(left), _worth(right)
            if low < high or low < right[0].value * max(part.value for part in right):
                return [left, right]
    return [group]


def _whole(text: str, parts: list[Part]) -> bool:
    return all(_continues(text, a, b) for a, b in pairwise(parts))
