"""Arabic normalisation, clitics and lemmas for the words of the texts.

Folding makes spellings comparable; it keeps the number of characters only where `fold_letters` is used, so that offsets
survive. Lemmas come from the reviewed lexicon (`data/lexicon.csv`) and, for words it lacks, from simplemma after the
clitics are split off. Search keys need neither: they are made by rule, and by the same rules in the browser
(`textledger_sphinx/assets/js/arabic.js`), from what was typed.
"""

import re
import unicodedata
from functools import cache

# One letter for one letter: offsets stay exact.
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})  # alef with hamza above, below, madda, wasla -> alef
_FINAL = str.maketrans({"ى": "ي", "ة": "ه"})  # alef maqsura -> ya, ta marbuta -> ha
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")  # Arabic-Indic and Persian digits
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069]")  # vowel signs, tatweel, bidi controls

CONJUNCTIONS = ("و", "ف")  # wa-, fa-
PREPOSITIONS = ("ب", "ك", "ل")  # bi-, ka-, li-
ARTICLE = "ال"  # al-


def strip_marks(word: str) -> str:
    """Return a word without vowel signs, tatweel and invisible direction marks."""
    return _MARKS.sub("", word)


def fold_letters(text: str) -> str:
    """Fold alef variants, alef maqsura, ta marbuta and digits, letter for letter (the length does not change)."""
    return text.translate(_ALEF).translate(_FINAL).translate(_DIGITS)


def form(word: str) -> str:
    """Return the normalised form under which a word is counted: NFKC, no marks, Western digits, lower-case Latin."""
    return strip_marks(unicodedata.normalize("NFKC", word)).translate(_DIGITS).lower()


def match_key(word: str) -> str:
    """Return the form under which names are matched: `form` with alef, alef maqsura and ta marbuta folded."""
    return fold_letters(form(word))


@cache
def prefix_splits(word: str) -> tuple[tuple[str, str], ...]:
    """Return every way of splitting attached prefixes off a word, as (prefix, rest), the whole word first.

    A conjunction (wa-, fa-), a preposition (bi-, ka-, li-) and the article may stand before a word in this order; with
    li- the article loses its alef (lil-).
    """
    found = [("", word)]
    heads = [c + p for c in ("", *CONJUNCTIONS) for p in ("", *PREPOSITIONS)]
    for head in heads:
        if head and word.startswith(head) and len(word) > len(head) + 1:
            found.append((head, word[len(head) :]))
        if head.endswith("ل") and word.startswith(head + "ل") and len(word) > len(head) + 2:
            found.append((head, ARTICLE + word[len(head) + 1 :]))
    return tuple(dict.fromkeys(found))


PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم", "ك", "ي")  # attached pronouns, longest first


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


# What search takes for a word: a run of Arabic letters with their marks, or of Latin letters with theirs, the signs of
# transliteration for ayn and hamza among them.
SEARCH_WORD = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    "|[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02be\u02bf\u0300-\u036f]+"
)
_ARABIC_LETTER = re.compile("[\u0621-\u06ff]")
_LATIN_MARKS = re.compile("[\u0300-\u036f\u02be\u02bf]")

# The article with what may stand before it, the longest first, since one is the start of another; li- takes its alef.
ARTICLES = tuple(
    sorted(
        (c + article for c in ("", *CONJUNCTIONS) for article in (ARTICLE, "ب" + ARTICLE, "ك" + ARTICLE, "لل")),
        key=lambda article: (-len(article), article),
    )
)
# Plural endings, attached pronouns of the third person, ta marbuta (folded), and what they become together. Nisba (-i)
# and dual (-an) are left: in the book's lexicon taking them off joins words that differ more often than it joins forms.
ENDINGS = ("اتها", "اتهم", "اته", "تها", "تهم", "ته", "ات", "ون", "ين", "ها", "هم", "ه")
_TANWIN_ALEF = re.compile("\u064b\u0627$|\u0627\u064b$")  # the accusative ending -an, where it is written with its sign
STEM_LEAST = 3  # letters that an article, an ending or wa- must leave
SINGLE_LEAST = 4  # letters that a single bi-, ka-, li-, fa- must leave: they begin many short words of their own


def _without_article(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= STEM_LEAST:
            return word[len(article) :]
    return word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM_LEAST:
            return word[: -len(ending)]
    return word


def _without_single_prefixes(word: str) -> str:
    """Take off wa-, fa-, bi-, ka-, li- until the word is short.

    A first letter that belongs to the word goes too, but from every form of it, so that forms still meet: Baghdad and
    bi-Baghdad become the same key, though neither is a word.
    """
    while word and len(word) - 1 >= (STEM_LEAST if word[0] == "و" else SINGLE_LEAST):
        if word[0] not in (*CONJUNCTIONS, *PREPOSITIONS):
            break
        word = word[1:]
    return word


@cache
def search_key(word: str) -> str:
    """Return the form under which search finds a word.

    Latin letters lose their marks, and the signs for ayn and hamza go (insiḥāb -> insihab). Arabic is folded
    (`match_key`) without the alef of a written tanwin, then stemmed lightly: article with what stands before it,
    ending, single prefixes.

    Method: light stemming after Larkey, Ballesteros & Connell (2002, 2007: light10), without the endings -i and -an,
    with single prepositions, and with longer stems left, as measured against the lemmas of `data/lexicon.csv`.
    """
    if not _ARABIC_LETTER.search(word):
        return _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", word)).lower()
    return _without_single_prefixes(_without_ending(_without_article(match_key(_TANWIN_ALEF.sub("", word)))))


def search_keys(text: str) -> list[str]:
    """Return the keys of the words of a text that need one, in order: Arabic, and Latin words that are not plain."""
    keyed = ((word, search_key(word)) for word in SEARCH_WORD.findall(text))
    return [key for word, key in keyed if key and (_ARABIC_LETTER.search(word) or key != word.lower())]
