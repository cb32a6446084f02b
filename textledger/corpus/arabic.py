"""Arabic normalisation, clitics and lemmas for the words of the texts.

Folding makes spellings comparable; it keeps the number of characters only where `fold_letters` is used, so that offsets
survive. Lemmas come from the reviewed lexicon (`data/lexicon.csv`) and, for words it lacks, from simplemma after the
clitics are split off. What readers type is folded further (`textledger.corpus.folding`).
"""

import re
import unicodedata
from functools import lru_cache

from .text import INVISIBLE

# One letter for one letter: offsets stay exact.
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})  # alef with hamza above, below, madda, wasla -> alef
_FINAL = str.maketrans({"ى": "ي", "ة": "ه"})  # alef maqsura -> ya, ta marbuta -> ha
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")  # Arabic-Indic and Persian digits
_FOLDED = _ALEF | _FINAL | _DIGITS
# Arabic set in other text, with what stands between its words and the marks that isolate it from what is around it
RUN = re.compile("[\u2066-\u2069]*[\u0621-\u06ff](?:[\u0610-\u06ff\u2066-\u2069 :–-]*[\u0610-\u06ff\u2066-\u2069])?")
LETTER = re.compile("[\u0621-\u064a]")
_MARKS = re.compile(rf"[\u064b-\u065f\u0670\u0640{INVISIBLE}]")  # vowel signs, tatweel, what cannot be seen

CONJUNCTIONS = ("و", "ف")  # wa-, fa-
PREPOSITIONS = ("ب", "ك", "ل")  # bi-, ka-, li-
ARTICLE = "ال"  # al-
ATTACHED = CONJUNCTIONS + PREPOSITIONS
_HEADS = tuple(c + p for c in ("", *CONJUNCTIONS) for p in ("", *PREPOSITIONS) if c + p)


def strip_marks(word: str) -> str:
    """Return a word without vowel signs, tatweel and invisible direction marks."""
    return _MARKS.sub("", word)


def fold_letters(text: str) -> str:
    """Fold alef variants, alef maqsura, ta marbuta and digits, letter for letter (the length does not change)."""
    return text.translate(_FOLDED)


def form(word: str) -> str:
    """Return the normalised form under which a word is counted: NFKC, no marks, Western digits, lower-case Latin."""
    return strip_marks(unicodedata.normalize("NFKC", word)).translate(_DIGITS).lower()


@lru_cache(65536)  # in a large corpus there is no end of words
def match_key(word: str) -> str:
    """Return the form under which names are matched: `form` with alef, alef maqsura and ta marbuta folded."""
    return strip_marks(unicodedata.normalize("NFKC", word)).translate(_FOLDED).lower()


@lru_cache(65536)
def prefix_splits(word: str) -> tuple[tuple[str, str], ...]:
    """Return every way of splitting attached prefixes off a word, as (prefix, rest), the whole word first.

    A conjunction (wa-, fa-), a preposition (bi-, ka-, li-) and the article may stand before a word in this order; with
    li- the article loses its alef (lil-).
    """
    splits = [("", word)]
    for head in _HEADS if word.startswith(ATTACHED) else ():
        if word.startswith(head) and len(word) > len(head) + 1:
            splits.append((head, word[len(head) :]))
        if head.endswith("ل") and word.startswith(head + "ل") and len(word) > len(head) + 2:
            splits.append((head, ARTICLE + word[len(head) + 1 :]))
    return tuple(dict.fromkeys(splits))


PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم", "ك", "ي")  # attached pronouns, longest first


@lru_cache(65536)
def fallback_lemma(word: str) -> str:
    """Return the lemma simplemma gives for a word, trying the whole word, then without prefixes, then pronouns.

    Method: lookup lemmatisation (simplemma 2, Arabic data) after a clitic stripper. A word that no rule reduces to a
    known one is its own lemma.
    """
    from simplemma import is_known, lemmatize

    splits = [rest for _, rest in prefix_splits(form(word))]
    bare = [
        candidate
        for rest in splits
        for candidate in (rest, *(rest[: -len(p)] for p in PRONOUNS if rest.endswith(p) and len(rest) > len(p) + 2))
    ]
    for candidate in [*splits, *bare]:
        if is_known(candidate, lang="ar"):
            return strip_marks(lemmatize(candidate, lang="ar"))
    return splits[-1] if len(splits) > 1 else form(word)
