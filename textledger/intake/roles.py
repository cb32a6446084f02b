"""What each paragraph of a new text is, guessed by named rules; the first that fits decides."""

import re
from collections import Counter
from typing import NamedTuple

from ..corpus import text
from ..extract import dates

TITLE_WORDS, HEADING_WORDS, BYLINE_WORDS = 20, 10, 15  # at most
BYLINE_LINES = 3  # after the title
REPEATED = 3  # times that a running head stands in a text
APPARATUS = {"publisher", "title", "byline", "heading", "footnote", "furniture", "rule"}  # the rest is body

_STOP = re.compile(r"[.؟?!…:؛;،,]\W*$")
_STATED = re.compile(r"[.!…:؛;،,]\W*$")  # what no title or heading ends with; a question may be either
_LETTER = re.compile(r"\w")
_PAGE = re.compile(r"\W*(?:صفحة\s*|ص\s*)?\d{1,4}(?:\s*(?:من|/)\s*\d{1,4})?\W*")
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*")
_NOTE = re.compile(r"\W{0,2}[(\[]\s*\d{1,3}\s*[)\]]|[¹²³⁴-⁹]")
_ITEM = re.compile(r"\s*(?:[-–—•▪◦●*‣·]\s+|\d{1,2}\s?[.)\-–]\s|[(\[]\s*\d{1,3}\s*[)\]]|[أ-ي]\s?[.)\-]\s)")
_BYLINE = re.compile(r"(?:بقلم|كتبه?ا?|كتبت|إعداد|اعداد|تحرير|ترجمة|مراسلنا)\b")


class Line(NamedTuple):
    """A paragraph as the rules see it: number, wording, words, and what they ask of its surroundings."""

    par: int
    wording: str
    words: int
    again: int  # times that its wording stands in the text
    title: int | None  # the paragraph of the title, once it is known
    last: bool  # the last paragraph
    only_notes: bool  # nothing but notes stands after it


def _is_title(line: Line) -> bool:
    return line.title is None and line.words <= TITLE_WORDS and not _STATED.search(line.wording)


def _is_byline(line: Line) -> bool:
    near = line.title is not None and line.par - line.title <= BYLINE_LINES and line.words <= BYLINE_WORDS
    if not near or _STOP.search(line.wording):
        return False
    return bool(_BYLINE.match(line.wording.lstrip()) or dates.find(line.wording))


# Name, role, what must hold.
RULES = (
    ("no letter and no digit", "rule", lambda line: not _LETTER.search(line.wording)),
    ("a page number", "furniture", lambda line: _PAGE.fullmatch(line.wording)),
    ("an address alone", "furniture", lambda line: _ADDRESS.fullmatch(line.wording)),
    ("the same short line again", "furniture", lambda line: line.again >= REPEATED and line.words <= TITLE_WORDS),
    ("a number in brackets, and only notes after it", "footnote", lambda line: line.only_notes),
    ("a sign of a list", "list_item", lambda line: _ITEM.match(line.wording)),
    ("the first line, short, without a full stop", "title", _is_title),
    ("a short line below the title with a date or the word of a byline", "byline", _is_byline),
    (
        "a short line without a full stop, not the last",
        "heading",
        lambda line: line.words <= HEADING_WORDS and not _STATED.search(line.wording) and not line.last,
    ),
    ("what is left", "body", lambda line: True),
)


def guess(source: str, paragraphs: list[text.Paragraph]) -> list[tuple[str, str]]:
    """Return the role of each paragraph and the name of the rule that gave it."""
    wordings = [source[p.start : p.end].strip("\ufeff") for p in paragraphs]
    times = Counter(wordings)
    notes = _trailing_notes(wordings)
    title, found = None, []
    for paragraph, wording in zip(paragraphs, wordings, strict=True):
        words = len(text.words(wording))
        last = paragraph.par == paragraphs[-1].par
        line = Line(paragraph.par, wording, words, times[wording], title, last, paragraph.par in notes)
        name, role = next((name, role) for name, role, holds in RULES if holds(line))
        if title is None and role in ("title", "body", "heading"):
            title = paragraph.par
        found.append((role, name))
    return found


def _trailing_notes(wordings: list[str]) -> set[int]:
    """Return the paragraphs at the end of a text that begin with a number in brackets."""
    notes: set[int] = set()
    for par in range(len(wordings) - 1, 0, -1):
        if _NOTE.match(wordings[par]):
            notes.add(par)
        elif _LETTER.search(wordings[par]) and not _PAGE.fullmatch(wordings[par]):
            break
    return notes


def zone(role: str) -> str:
    """Return the zone that paragraphs of a role belong to."""
    return "apparatus" if role in APPARATUS else "body"
