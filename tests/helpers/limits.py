"""What the prose of a chapter is measured by, and the most that it may have of each."""

import re
from collections.abc import Callable

from textledger import records

from . import prose

WORDS = {"text": 2500, "book": 28_000}  # of a chapter on one text, of the whole book
CHARTS, ALL_CHARTS, TABLES, ROWS = 6, 55, 3, 8  # of a chapter on one text, of the book; of a chapter, and their rows
SCREENS, HOLDS_UP = 20, 6  # of a phone: a chapter on one text, and where its verdicts begin
ABSTRACT, TAKEAWAYS = 90, 3
LONG, LONG_SENTENCES, MEAN = 30, 3, 18  # words of a sentence, how many may be longer, the mean of a chapter
NAMED = 3  # mentions from which a name must be explained
# Formulas of caution and others that tire, each with the most that a chapter may have; the first six are printed.
PHRASES = {
    "republication": (r"\brepublications?\b", 2),
    "not known": (r"\b(?:(?:is|are|was|were) not known|unknown)\b", 2),
    "was read": (r"\b(?:was|were)(?: only| not)? read\b|\b(?:opening|part)s? (?:was|were) seen\b", 0),
    "does not show": (r"\b(?:(?:does|do|did) not show|(?:is|are|was|were) not shown)\b", None),
    "not seen": (r"\bnot seen\b", None),
    "not found": (r"\bnot found\b", None),
    "stand": (r"\b(?:stands?|standing|stood)\b", 3),
    "doer": (r"\bdoers?\b", 0),
    "nuance": (r"\bnuances?\b", 0),
    "title": (r"\blegal titles?\b|\bneeds? a title\b", 0),
}
CAUTION = tuple(PHRASES)[:6]


def texts(chapter: prose.Chapter) -> str:
    """Return what a reader reads of a chapter, as one text."""
    return "\n".join(chapter.read())


def words(chapter: prose.Chapter) -> int:
    """Return the words of a chapter's prose."""
    return sum(len(block.split()) for block in chapter.read())


def sentences(chapter: prose.Chapter) -> list[str]:
    """Return the sentences of a chapter, the parts of a list each by itself."""
    return [sentence for block in chapter.read() for sentence in prose.sentences(block)]


def long_sentences(chapter: prose.Chapter) -> list[str]:
    """Return the sentences that are too long to be read once."""
    return [sentence for sentence in sentences(chapter) if len(sentence.split()) > LONG]


def mean_sentence(chapter: prose.Chapter) -> float:
    """Return the mean length of the sentences of a chapter in words."""
    found = sentences(chapter)
    return sum(len(sentence.split()) for sentence in found) / max(1, len(found))


def count(phrase: str, chapter: prose.Chapter) -> int:
    """Return how often a chapter uses a phrase, by its name in `PHRASES`."""
    return len(re.findall(PHRASES[phrase][0], texts(chapter), re.I))


def names() -> dict[str, str]:
    """Return the English names of actors that are often named, each with its gloss."""
    mentions: dict[str, int] = {}
    for row in records.rows("mentions"):
        mentions[row["actor_id"]] = mentions.get(row["actor_id"], 0) + int(row["n"])
    return {
        row["name_en"]: row["gloss_en"] and row["gloss_ar"]
        for row in records.rows("actors")
        if mentions.get(row["actor_id"], 0) >= NAMED
    }


def unexplained(chapter: prose.Chapter) -> list[str]:
    """Return the often named actors that a chapter names and *Who is who* does not explain."""
    text = texts(chapter)
    return [name for name, gloss in names().items() if not gloss and re.search(rf"\b{re.escape(name)}\b", text)]


COLUMNS: dict[str, Callable[[prose.Chapter], str | int]] = {
    "words": words,
    "mean sentence": lambda chapter: f"{mean_sentence(chapter):.1f}",
    f"over {LONG} words": lambda chapter: len(long_sentences(chapter)),
    **{name: lambda chapter, name=name: count(name, chapter) for name in (*CAUTION, "stand")},
    "unexplained names": lambda chapter: len(unexplained(chapter)),
}


def table() -> list[list[str]]:
    """Return the measures of all chapters, a row a chapter, with a head and a last row of sums."""
    read = {chapter.name: chapter for chapter in prose.chapters()}
    order = sorted(read, key=lambda name: (*prose.ORDER, name).index(name))
    rows = [[name, *(str(column(read[name])) for column in COLUMNS.values())] for name in order]
    sums = [
        str(sum(int(row[n]) for row in rows)) if name != "mean sentence" else "" for n, name in enumerate(COLUMNS, 1)
    ]
    return [["chapter", *COLUMNS], *rows, ["all", *sums]]
