"""The value of a number in digits or words."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..corpus import arabic, text
from .expressions import bare_forms
from .vocabulary import CARDINALS, CONSTRUCT_DUALS, NO_NUMBER, ORDINALS, Numeral

DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
TOKEN = re.compile(rf"{DIGIT}+(?:[.,\u066b\u066c]{DIGIT}+)*|{text.WORD.pattern}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,.][0-9]{3})+")  # 15,000 and 15.000 are thousands, 1.5 is not
_TANWIN = "\u064b"
_SMALLER = frozenset({"unit", "ten", "tens", "one", "fraction"})

# Which number word may follow which: without "and" it multiplies or completes, with "and" it adds.
_FOLLOWS = {
    "unit": {"ten", "hundred", "scale", "plural", "part"},
    "one": {"ten"},
    "ten": {"scale", "plural"},
    "tens": {"scale"},
    "hundred": {"scale"},
    "hundreds": {"scale"},
    "fraction": {"scale"},
    "digits": {"hundred", "scale", "plural"},
    "scale": {"scale"},
    "plural": {"plural"},
}
_ADDS = {
    "unit": {"tens", "fraction"},
    "one": {"tens"},
    "ten": {"fraction"},
    "tens": {"fraction"},
    "digits": {"fraction"},
    "hundred": _SMALLER,
    "hundreds": _SMALLER,
    "scale": _SMALLER | {"hundred", "hundreds", "double", "scale"},
    "double": _SMALLER | {"hundred", "hundreds", "scale"},
    "plural": _SMALLER | {"hundred", "hundreds", "double", "scale"},
}


class Run(NamedTuple):
    """Neighbouring number words that make one number; the value is None for a bare plural ("thousands")."""

    start: int
    end: int
    value: float | None


def _digits(word: str) -> Numeral | None:
    western = arabic.form(word).replace("\u066c", ",").replace("\u066b", ".")  # Arabic thousands and decimal signs
    if not western[:1].isdigit():
        return None
    if _THOUSANDS.fullmatch(western):
        return Numeral(int(re.sub(r"[.,]", "", western)), "digits")
    parts = re.split(r"[.,]", western)
    return Numeral(float(".".join(parts)), "digits") if len(parts) < 3 else None


def numeral(word: str, *tables: dict[str, Numeral]) -> Numeral | None:
    """Return what one word is worth, or None; prefixes, article and accusative alef do not count.

    Args:
        word: one word or digit sequence.
        tables: the tables to look it up in (none: the cardinals).
    """
    digits = _digits(word)
    bares = list(bare_forms(word))
    if digits or bares[0] in NO_NUMBER:
        return digits
    if "أحد" in word and bares[0] == "واحد":  # wa-ahad "and one of" folds like wahid "one"
        bares = bares[1:]
    stems = [stem for bare in bares for stem in (bare, bare.removesuffix("ا"))]  # alef of the accusative
    return next((table[stem] for stem in stems for table in tables or (CARDINALS,) if stem in table), None)


def _first_as_dual(word: str) -> bool:
    return _TANWIN not in word and any(bare in CONSTRUCT_DUALS for bare in bare_forms(word))


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
    numerals = [parsed for word in listed if (parsed := numeral(word, CARDINALS, ORDINALS))]
    if not numerals or len(numerals) < len(listed):
        raise ValueError(f"not a number: {words!r}")
    if _first_as_dual(listed[0]):
        numerals[0] = Numeral(2 * numerals[0].value, "double")
    total, group, term, half_of = 0.0, 0.0, 0.0, 1.0  # term: what was added last; half_of: what "and a half" halves
    for i, (value, role) in enumerate(numerals):
        added = i > 0 and arabic.match_key(listed[i]).startswith("و")  # waw
        if role in ("scale", "plural"):
            if added:
                total, group = total + group, 0.0
            elif not group:  # "a thousand million"
                total, group = total - term, term
            term, half_of = (group or 1) * value, value
            total, group = total + term, 0.0
        elif role == "part" or (role == "hundred" and group and not added):
            group = (group or 1) * value
        elif role == "fraction" and i:
            group += value * half_of
        else:
            group += value
            half_of = value / 2 if role == "double" else 1.0
    result = total + group
    return int(result) if float(result).is_integer() else result


def _continues(source: str, left, right) -> bool:
    if source[left[1] : right[0]].strip(" \u00a0"):
        return False
    conjoined = arabic.match_key(source[right[0] : right[1]]).startswith("و")  # waw
    allowed = _ADDS if conjoined else _FOLLOWS
    return right[2].role in allowed.get(left[2].role, ())


def runs(source: str, start: int, stop: int) -> list[Run]:
    """Return the bare numbers between two offsets, in order; "one of", parts and ordinals alone are none."""
    tokens = [(m.start(), m.end(), numeral(m.group())) for m in TOKEN.finditer(source, start, stop)]
    result, i = [], 0
    while i < len(tokens):
        j = i + 1
        if tokens[i][2]:
            while j < len(tokens) and tokens[j][2] and _continues(source, tokens[j - 1], tokens[j]):
                j += 1
            roles = [part.role for _, _, part in tokens[i:j] if part]
            if len(roles) > 1 or roles[0] not in ("one", "part"):
                surface = [source[a:b] for a, b, _ in tokens[i:j]]
                result.append(Run(tokens[i][0], tokens[j - 1][1], None if roles[0] == "plural" else parse(surface)))
        i = j
    return result
