"""Whether a dual counts two: rules about what stands beside it."""

import re

from . import cues, silence
from .date_patterns import FUNCTION
from .duals import is_dual
from .numerals import LEXEMES
from .passage import bares, folded
from .plain import Plain
from .vocabulary import CARDINALS

_CARDINALS = frozenset(CARDINALS)
_TWO = frozenset({"اثنان", "اثنين", "اثنتان", "اثنتين", "إثنان", "إثنين"})
_STUDENTS = re.compile(  # a verb of men before: the movement is a woman in grammar
    r"(?<!\w)و?(?:اصيب|قتل|توفي|نجح|فاز|غرق|اعتقل|اوقف|حصل|جرح|فقد|شارك|احرز|نال|لقي|قضي|تخرج|تفوق|ابتكر|اخترع)\s$"
)
_SIGNED = re.compile(
    r"(?<!\w)[وف]?(?:[يت]?وقع|ابرم|[يت]برم|فسخ|الغ[يت]|منح)(?:ت|وا|ا)?\s(?:\w+\s){0,3}$"
)  # two contracts
_OF_THINGS = re.compile(
    rf" (?!(?:{FUNCTION}|هذا|هذه|ال\w+)(?!\w))[\u0621-\u064a]{{2,}}"
)  # no article: "two shells of a mortar"
_MODEL = re.compile("[-–][0-9]")


def counts_nothing(plain: Plain, i: int) -> bool:
    """Say whether a dual is followed by the numbers of the two (articles 5 and 6), or agrees with one before it."""
    follows = plain.tokens[i + 1 : i + 2]
    (start, end), form = plain.tokens[i].span(), plain.tokens[i][0]
    if _MODEL.match(plain.text, end):
        return True
    if form == "طالبان" and not _STUDENTS.search(plain.text, max(0, start - 12), start):
        return True
    if form in ("عقدين", "عقدان") and not _SIGNED.search(plain.text, max(0, start - 40), start):
        return True
    if form.startswith("ال") and not cues.before(plain.text, start):
        return True
    if form[-1] in "ايى" and not _OF_THINGS.match(plain.text, end):
        return True
    if follows and follows[0][0][0].isdigit() and silence.is_label(form):
        return True
    if follows and follows[0][0] in _TWO and folded(form) not in _TWO:  # "two players two" is two once
        return True
    if not i or form[0] in "وف" or plain.tokens[i - 1].end() != start - 1:
        return False
    before = folded(plain.tokens[i - 1][0])
    if before.startswith("ال") and not _CARDINALS.isdisjoint(bares(before)) and form.endswith("ان"):  # "the four are"
        return True
    if before.isdigit() and _labelled([token[0] for token in plain.tokens[max(0, i - 3) : i - 1]]):
        return False  # "squad 11 two raids"
    is_count = before.isdigit() and (len(before) > 4 or int(before) < 1900)  # no year
    if is_count and plain.text[plain.tokens[i - 1].start() - 1 :][:1] not in "-–":  # a plural: "4 gunmen"
        return True
    counting = LEXEMES[plain.tokens[i - 1][0]]
    ordinal = i > 1 and folded(plain.tokens[i - 2][0]).startswith("ال")  # "the fifteenth"
    if counting and counting.role in ("unit", "ten") and counting.value > 2 and not ordinal:  # "six players"
        return True
    return before.endswith(form[-2:]) and (is_dual(before) or bool(bares(before) & {"اثنان", "اثنين"}))


def _labelled(before: list[str]) -> bool:
    """Say whether a label stands before digits, or one with an adjective: "order, of the Diwan, 29"."""
    return bool(before) and (
        silence.is_label(before[-1]) or (before[-1].startswith("ال") and silence.is_label(before[0], carriers=False))
    )
