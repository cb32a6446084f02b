"""Making the spellings equal that readers type for one word; search and every filter compare the result.

A browser follows the same rules in a script of its own; a test compares the two on every word of the book.
"""

import re
import unicodedata
from functools import cache

from .arabic import ARTICLE, CONJUNCTIONS, PREPOSITIONS

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")  # Arabic-Indic and Persian digits
# Between groups of three digits: comma, the Arabic separator and comma, spaces that do not break.
_GROUPED = re.compile("([0-9])[,\u066c\u060c\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_DECIMAL = "\u066b"  # the Arabic decimal separator
_APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u0060\u2032"  # and what is typed for one
_AYN_HAMZA = "\u02be\u02bf"  # of transliteration
_SIGNS = re.compile(f"[{_APOSTROPHES}{_AYN_HAMZA}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_TATWEEL = "\u0640"
# Alef with wasla; alef maqsura and Persian ya; Persian kaf; ta marbuta and the Persian letter for final -eh. Letters
# that bear a hamza or madda lose it with all marks.
_LETTERS = str.maketrans("ٱىیکةە", "اييكهه")
# America, with all that is derived from it, is spelt with r before or after the long i.
_AMERICA = re.compile("اميرك(?=[اي])")


def _without(text: str, category: str) -> str:
    """Return a text without the characters of one Unicode category."""
    return "".join(character for character in text if unicodedata.category(character) != category)


def fold(text: str) -> str:
    """Return a text in the one spelling under which its spellings are compared.

    Digits of the three scripts become one, without separators of thousands; presentation forms become letters; marks of
    every script (vowel signs, accents), tatweel, apostrophes, the signs for ayn and hamza and all invisible signs go;
    hamza, alef maqsura, ta marbuta and Persian letters are levelled; Latin letters become small.
    """
    text = _GROUPED.sub(r"\1", _without(text, "Cf").translate(_DIGITS)).replace(_DECIMAL, ".")
    text = unicodedata.normalize("NFKD", _SIGNS.sub("", text))
    text = _without(text, "Mn").replace(_TATWEEL, "").lower().translate(_LETTERS)
    return _AMERICA.sub("امريك", text)


# What search takes for a word: a run of Arabic letters with their marks, or of Latin letters with theirs, the signs of
# transliteration and apostrophes within it among them, or a number.
_LATIN = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02be\u02bf\u0300-\u036f]+"
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]+"
_WORD = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    f"|{_LATIN}(?:[{_APOSTROPHES}]{_LATIN})*"
    f"|{_DIGIT}(?:[.,\u066b\u066c\u060c]{_DIGIT})*"
)
_ARABIC_LETTER = re.compile("[\u0621-\u065f\u066e-\u06ef\u06fa-\u06ff]")  # the digits stand between


def words(text: str) -> list[str]:
    """Return what search takes for the words of a text, in order, with letters for presentation forms."""
    return _WORD.findall(unicodedata.normalize("NFKC", _without(text, "Cf")))


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
    """Return the form under which search finds a word: folded, and Arabic stemmed lightly.

    Of Arabic the alef of a written tanwin, the article with what stands before it, an ending and single prefixes go.

    Method: light stemming after Larkey, Ballesteros & Connell (2002, 2007: light10), without the endings -i and -an,
    with single prepositions, and with longer stems left, as measured against the lemmas of `data/lexicon.csv`.
    """
    if not _ARABIC_LETTER.search(word):
        return fold(word)
    return _without_single_prefixes(_without_ending(_without_article(fold(_TANWIN_ALEF.sub("", word)))))


def search_keys(text: str) -> list[str]:
    """Return the keys of the words of a text that need one, in order: those that are not plain ASCII.

    The index itself leaves out apostrophes and what separates thousands.
    """
    return [key for word in words(text) if not _APOSTROPHE.sub("", word).isascii() and (key := search_key(word))]
