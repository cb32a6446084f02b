"""A plain passage and what stands beside its numbers."""

import re
from bisect import bisect_left

from ..corpus import arabic
from .expressions import bare_forms
from .memo import Memo
from .plain import Plain

_BEGIN = re.Match.start
_BARES: Memo[frozenset[str]] = Memo(lambda form: frozenset(bare_forms(form)))
_FOLDED: Memo[str] = Memo(arabic.fold_letters)


def bares(form: str) -> frozenset[str]:
    """Return the readings of a word without prefixes and article."""
    return _BARES[form]


def folded(form: str) -> str:
    """Return a word with its letters folded: `arabic.fold_letters`, kept for each word."""
    return _FOLDED[form]


class Passage:
    """A plain passage and what stands beside its numbers."""

    def __init__(self, plain: Plain):
        self.plain, self.text, self.tokens = plain, plain.text, plain.tokens

    def before(self, start: int, count: int = 3) -> list[str]:
        """Return the words before a place, the nearest first; an attached article or "and" before digits is none."""
        i = bisect_left(self.tokens, start, key=_BEGIN)
        forms = [token[0] for token in self.tokens[max(0, i - count - 1) : i]][::-1]
        return (forms[1:] if forms and forms[0] in ("ال", "و", "لل") else forms)[:count]

    def before_with_place(self, start: int) -> tuple[str, int]:
        """Return the word that white space alone divides from a place, and where it begins."""
        i = bisect_left(self.tokens, start, key=_BEGIN)
        before = self.tokens[i - 1] if i else None
        return (before[0], before.start()) if before and not self.text[before.end() : start].strip(" ") else ("", start)

    def after(self, end: int) -> tuple[str, int]:
        """Return the word that follows a place after white space only, and where it ends."""
        i = bisect_left(self.tokens, end, key=_BEGIN)
        if i < len(self.tokens):
            following = self.tokens[i]
            if not self.text[end : following.start()].strip(" \u00a0"):
                return following[0], following.end()
        return "", end


def inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether a part of a passage overlaps one of some sorted spans."""
    i = bisect_left(spans, (end,)) if spans else 0
    return i > 0 and (start < spans[i - 1][1] or (i > 1 and start < spans[i - 2][1]))
