"""The keys of search: on words by hand, and against the lemmas of the lexicon."""

from collections import Counter
from itertools import combinations

import pytest

from textledger import records
from textledger.corpus import arabic, folding


@pytest.mark.parametrize(
    "forms",
    [
        ["كتاب", "الكتاب", "بالكتاب", "والكتاب", "للكتاب", "وللكتاب", "كتابها", "كتابهم", "كتاباً", "الكِتَابُ", "كتـاب"],
        ["بغداد", "ببغداد", "لبغداد", "وبغداد"],
        ["أمريكا", "امريكا", "لأمريكا"],
        ["حكومة", "حكومه", "الحكومات", "حكومتها", "للحكومة"],
        ["قوى", "قوي", "القوى"],
        ["insiḥāb", "insihab", "Insiḥāb"],
        ["ʿIrāq", "Iraq"],
        ["milʾ", "mil"],
    ],
)
def test_forms_of_one_word_have_one_key(forms):
    assert len({folding.search_key(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("بلد", "لد"), ("عراق", "عراقي"), ("كتب", "تب"), ("وفد", "فد"), ("ليبيا", "بيان")])
def test_different_words_keep_different_keys(pair):
    assert folding.search_key(pair[0]) != folding.search_key(pair[1])


def test_only_words_that_need_a_key_get_one():
    assert folding.search_keys("NATO in العراق and Ḥilf") == ["عراق", "hilf"]


def _shared(groups) -> set[frozenset]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def test_keys_join_forms_of_one_lemma_and_seldom_others(pytestconfig):
    """Precision and recall of pairs of forms that share a key, against pairs that share a lemma (Paice's counts)."""
    rows = [row for row in records.rows("lexicon", pytestconfig.rootpath / "data") if row["form"] > "ء"]
    same_lemma, same_key, same_spelling = {}, {}, {}
    for row in rows:
        same_lemma.setdefault(row["lemma"], []).append(row["form"])
        same_key.setdefault(folding.search_key(row["form"]), []).append(row["form"])
        same_spelling.setdefault(arabic.match_key(row["form"]), []).append(row["form"])
    lemma, key, spelling = (_shared(groups.values()) for groups in (same_lemma, same_key, same_spelling))
    assert len(Counter(row["form"] for row in rows)) > 2000
    assert len(key & lemma) / len(key) > 0.9
    assert len(key & lemma) > 10 * len(spelling & lemma)
