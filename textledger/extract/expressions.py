"""Every number and time expression of a text, for the check that none was overlooked.

The finder prefers one too many to one too few: what is no quantity and no date after all is listed, with the reason, in
`exclusions.csv`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..corpus import arabic, text
from . import vocabulary
from .duals import COUNT_NOUNS, LOOK_ALIKES, is_dual

_DIGITS = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*")
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")  # -huma, -hum, -hunna, -ha, -na, -hu
_BOTH = frozenset(arabic.match_key(word) for word in ("كلا", "كلتا", "كلاهما", "كليهما", "كلتاهما", "كلتيهما"))  # kila
_TENTH = frozenset({"عشر", "عشره"})  # 'ashr, 'ashra: after ahad it makes eleven, not Sunday


class Expression(NamedTuple):
    """A number or time expression: half-open code-point offsets and what it is.

    `kind` is digits, number_word, dual, month, weekday or time_unit.
    """

    start: int
    end: int
    kind: str


def bare_forms(word: str) -> Iterator[str]:
    """Yield the readings of a word without prefixes and article, folded, the fewest letters taken off first."""
    for _, rest in arabic.prefix_splits(arabic.match_key(word)):
        yield rest
        if rest.startswith(arabic.ARTICLE) and len(rest) > len(arabic.ARTICLE) + 1:
            yield rest[len(arabic.ARTICLE) :]


def _endings(bare: str, feminine: bool) -> Iterator[str]:
    """Yield a bare form as it is, without the accusative alef, and without an attached pronoun."""
    yield bare
    if bare.endswith("ا"):  # alef
        yield bare[:-1]
    for pronoun in _PRONOUNS:
        if bare.endswith(pronoun) and not feminine:
            stem = bare[: -len(pronoun)]
            yield stem
            if stem.endswith("ت"):  # ta: the ta marbuta before a pronoun
                yield stem[:-1] + "ه"


def _word_kind(word: str, following: str) -> str | None:
    """Return the kind of one word of letters, or None; `following` is the next word, folded."""
    bares = list(bare_forms(word))
    if any(bare in vocabulary.WEEKDAYS for bare in bares) and following not in _TENTH:
        return "weekday"
    if bares[0] in vocabulary.NO_NUMBER:
        return None
    feminine = arabic.form(word).endswith("ة")  # ta marbuta: 'amma "general" is not 'am with a pronoun
    stems = [stem for bare in bares for stem in _endings(bare, feminine)]
    for kind, table in (
        ("time_unit", vocabulary.TIME_UNITS | vocabulary.DEICTICS),
        ("number_word", vocabulary.NUMBER_WORDS),
        ("dual", _BOTH),
    ):
        if any(stem in table for stem in stems):
            return kind
    if any(bare in LOOK_ALIKES for bare in bares):
        return None
    return "dual" if is_dual(without_article(bares)) else None


def without_article(bares: list[str]) -> str:
    """Return the reading after the article if there is one, else the whole word."""
    if bares[0][:-2] in COUNT_NOUNS:  # "two governors", which begins like "and the"
        return bares[0]
    return next((bare for bare in bares[1:] if arabic.ARTICLE + bare in bares), bares[0])


def _is_month(source: str, words: list[text.Word], i: int) -> bool:
    bares = set(bare_forms(words[i].form))
    if not bares & set(vocabulary.MONTHS):
        return False
    if vocabulary.MONTH_OR_FATHER not in bares or "آ" in words[i].form:  # alef with madda: the month, not the father
        return True
    beside = [words[j].form for j in (i - 1, i + 1) if 0 <= j < len(words)]
    return any(w.isdigit() or set(bare_forms(w)) & set(vocabulary.MONTHS) for w in beside)


def find(source: str, start: int = 0, end: int | None = None) -> list[Expression]:
    """Return the number and time expressions between two offsets, in order.

    Found are digit sequences, number words, duals, month names, weekdays and units of time, each with its attached
    prefixes. Adjacent pieces stay apart ("15 August 2024" is three expressions); a two-word month name is one.

    Args:
        source: the text.
        start: first code point looked at.
        end: code point after the last one looked at (None: the end of the text).

    Returns:
        Expressions with offsets in code points of `source`, without overlap.
    """
    stop = len(source) if end is None else end
    result = [Expression(m.start(), m.end(), "digits") for m in _DIGITS.finditer(source, start, stop)]
    words = text.words(source, start, stop)
    i = 0
    while i < len(words):
        word = words[i]
        following = arabic.match_key(words[i + 1].form) if i + 1 < len(words) else ""
        if any((bare, following) in vocabulary.MONTH_PAIRS for bare in bare_forms(word.form)):
            result.append(Expression(word.start, words[i + 1].end, "month"))
            i += 2
            continue
        if not word.form.isdigit():
            kind = "month" if _is_month(source, words, i) else _word_kind(word.form, following)
            if kind:
                result.append(Expression(word.start, word.end, kind))
        i += 1
    return sorted(result)
