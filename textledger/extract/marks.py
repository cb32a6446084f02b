"""What each word of a passage may begin: looked up once, for dates and amounts alike.

Most words begin nothing; only those that may are looked at further.
"""

import re
from itertools import groupby
from typing import NamedTuple

from ..corpus import arabic
from . import calendars, day_rules, expressions, idioms, month_rules, relative, vocabulary, year_rules
from .date_patterns import DAY, HIJRI_ERA, NAME, OF, RULES, TO, Rule, any_of
from .duals import CONSTRUCTS, is_dual
from .expressions import bare_forms, without_article
from .memo import Memo
from .numerals import numeral
from .plain import Plain
from .vocabulary import MULTIPLES, UNITS_OF_MEASURE, Numeral

_MONTHS = any_of([*calendars.NAMES, *calendars.HIJRI, "تشرين", "كانون"])
# What has to follow one or two digits, an ordinal or a month for any date: one look instead of one for each rule.
_DAY_GOES_ON = re.compile(
    rf"[0-9]{{1,2}}\)?(?:\s*(?:[-–/\\،,]|\.(?!\s?[0-9]+(?![0-9]|\s?[-–/.\\])))|{HIJRI_ERA}|\s?(?:ق|قبل)"
    rf"|\s*(?:الي|او|و|حتي|لغايه|من|شهر)|\.?\s*(?:{_MONTHS}))"
)
_MONTH_GOES_ON = re.compile(
    rf"{NAME}\s*(?:[-–—/\\(«)»،,'’0-9]|و|الي|حتي|لغايه|من|(?:ال|لل?)?(?:عام|سنه)|{NAME}|{DAY})|تشرين|كانون"
)
_ORDINAL_GOES_ON = re.compile(rf"{DAY}(?:{TO}|\s+و{DAY}|\.?{OF}{_MONTHS})")
Begun = tuple[tuple[int, tuple[Rule, ...], re.Pattern | None], ...]


class Mark(NamedTuple):
    """What a word may be: the beginning of dates by some rules, a number, a dual, an amount that is no number, the
    beginning of a time told from the day of the text."""

    begins: Begun
    worth: Numeral | None
    dual: bool
    idiom: bool
    relative: bool


def _first_words(phrases) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


_NTH = ("ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")  # days in Morocco
_ORDINALS = (
    frozenset(f"ال{word}" for word in vocabulary.ORDINALS)
    | frozenset(article + tens for tens in ("عشرين", "عشرون", "ثلاثين", "ثلاثون") for article in ("", "ال"))
    | {"ال", "الواحد", "الواحده", "فاتح", "الفاتح", "غره", "اول", *_NTH}
)
_BEGINS = {
    "month": _first_words(calendars.NAMES) | {"ك", "ت"},
    "hijri": _first_words(calendars.HIJRI),
    "weekday": frozenset(vocabulary.WEEKDAYS),
    "season": frozenset(calendars.SEASONS),
    "part": _first_words(calendars.PARTS_OF_YEARS) | {f"{part}ين" for part in _first_words(calendars.PARTS)},
    "ordinal": _ORDINALS,
    "nth": _ORDINALS,
    "century": frozenset({"القرن", "القرنين", "القرنان", "قرن"}),
    "year": frozenset(prefix + word for word in calendars.YEAR_WORDS for prefix in ("", "ال")) | {"ال"},
    "decade": frozenset(
        article + stem + ending
        for stem in calendars.STEMS_OF_DECADES
        for article in ("", "ال")
        for ending in ("ات", "يات", "اته", "ياته")
    ),
}
_KINDS = {
    word: {kind for kind, words in _BEGINS.items() if word in words} for word in frozenset().union(*_BEGINS.values())
}
_IN_ORDER = (day_rules, month_rules, year_rules)  # their rules stand in `RULES` in the order of import


def _readings(skip: int, kinds: set[str]) -> Begun:
    """Return the rules of some kinds of word in their order, those under a guard apart."""
    begun = [rule for rule in RULES if kinds & set(rule.begins)]
    return tuple((skip, tuple(rules), guard) for guard, rules in groupby(begun, lambda rule: _guard(rule, kinds)))


def _guard(rule: Rule, kinds: set[str]) -> re.Pattern | None:
    """Return what has to follow a word of some kinds where a rule is to be tried at all, or None."""
    if kinds & set(rule.begins) == {"ordinal"}:
        return _ORDINAL_GOES_ON
    return _MONTH_GOES_ON if kinds & set(rule.begins) == {"month"} and rule.name != "month" else None


def begins(form: str) -> Begun:
    """Return the rules that a word may begin, by the number of prefix letters left off."""
    if "/" in form or (form[0].isdigit() and "ر" in form):  # a third of the, in digits; 5ر2
        return ()
    if form[0].isdigit():
        first = len(form) - len(form.lstrip("0123456789"))  # one, two or four digits: a day, a year
        day = first < 3
        kinds = {"digit"} | ({"two"} if day else set()) | ({"four"} if first == 4 or 2 < first < len(form) else set())
        rules = tuple(rule for rule in RULES if kinds & set(rule.begins))
        return ((0, rules, _DAY_GOES_ON if day else None),)
    key = arabic.fold_letters(form)
    found: dict[int, Begun] = {}
    for rest in [rest for _, rest in arabic.prefix_splits(key) if rest in _KINDS]:
        skip = len(key) - len(rest if key.endswith(rest) else rest[2:])
        found.setdefault(skip, _readings(skip, _KINDS[rest]))
    return sum(found.values(), ())


_VERBS = frozenset({"يدين", "ويدين"})  # "he condemns", rather than "two hands"


def is_counted_dual(form: str) -> bool:
    """Say whether a word is a dual without article; with it, it refers back. Units of time are left out: dates."""
    if form in ("طالبان", "عقدين", "عقدان"):  # the movement or two students, two decades or contracts
        return True
    if form in _VERBS or form[0].isdigit() or not form.endswith(("ان", "ين", "تا", "تي", "تى")):
        return False
    bares = list(bare_forms(form))
    if bares[0].startswith("ال") and bares[0].endswith("ين") and bares[0][2:-2] in UNITS_OF_MEASURE:
        return True  # "the two metres": `numbers` looks for a bound before it
    if bares[0][-1] in "اي":
        return not CONSTRUCTS.isdisjoint(bares) and "ال" not in form[:4]
    if without_article(bares) != bares[0] or not is_dual(bares[0]):
        return False
    return bares[0] in MULTIPLES or [e.kind for e in expressions.find(form)] == ["dual"]


def _mark(form: str) -> Mark | None:
    key = arabic.fold_letters(form)
    mark = Mark(begins(form), numeral(form), is_counted_dual(form), key in idioms.WORDS, key in relative.WORDS)
    return mark if any(mark) else None


_MARKS: Memo[Mark | None] = Memo(_mark)


def of(plain: Plain) -> list[tuple[int, Mark]]:
    """Return the words of a passage that may begin something, by their places among its tokens."""
    if plain.marked is None:
        plain.marked = [(i, mark) for i, token in enumerate(plain.tokens) if (mark := _MARKS[token[0]])]
    return plain.marked
