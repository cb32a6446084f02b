"""Words of doubt and possibility: the table has every one that stands within a claim, and no other."""

import re

import pytest

from textledger import records
from textledger.corpus import arabic

from ..helpers.paths import DATA

# The words that the codebook lists, as they stand after "and", "so", "in", "to" and the article.
WORDS = {
    "can": "[يت]مكن(نا|ه|ها|هم)?|ممكنه?|امكاني(ه|ات)",
    "perhaps": "ربما",
    "seems": "[يت]بدو",
    "likely": "ارجح|مرجح",
    "possible": "محتمل[ها]?|احتمال(ي?ه|ات)?",
    "supposed": "[يتن]فترض",
    "impression": "انطباعا?",
}
MAY = {"قد", "وقد", "فقد"}  # before an imperfect; before a perfect it says that something is done
PREFIX = "[وف]?[بل]?(ال|ل)?"


def imperfect(form, lemmas):
    """Return whether a form is a verb that begins with a sign of the imperfect its lemma has not."""
    lemma, pos = lemmas.get(form, (form, ""))
    return pos == "verb" and form[0] in "أيتن" and lemma[0] != form[0]


def hedges(forms, lemmas):
    """Return the words of doubt among the forms of a sentence, in order."""
    result = []
    for form, following in zip(forms, [*forms[1:], ""], strict=True):
        if form in MAY and following and imperfect(following, lemmas):
            result.append("may")
        key = arabic.match_key(form)
        result += [word for word, pattern in WORDS.items() if re.fullmatch(f"{PREFIX}({pattern})", key)]
    return result


def differences(rows, sources):
    """Return a line for each claim whose words of doubt are not those that the table has."""
    lemmas = {row["form"]: (row["lemma"], row["pos"]) for row in records.rows("lexicon", DATA)}
    within, listed = {}, {}
    for row in records.rows("spans", DATA):
        if re.search("-c[0-9]+$", row["record_id"]):
            words = sources.words(row["doc_id"], int(row["start"]), int(row["end"]))
            hedges_found = hedges([arabic.form(word.form) for word in words], lemmas)
            within[row["record_id"]] = within.get(row["record_id"], []) + hedges_found
    for row in rows:
        listed.setdefault(row["claim_id"], []).append(row["word"])
    return [
        f"{claim}: hedges.csv has {listed.get(claim, [])}, the text {hedges_found}"
        for claim, hedges_found in within.items()
        if hedges_found != listed.get(claim, [])
    ]


@pytest.mark.sources
def test_every_word_of_doubt_within_a_claim_is_in_the_table_and_no_other(sources):
    assert differences(records.rows("hedges", DATA), sources) == []


@pytest.mark.sources
def test_a_word_left_out_and_a_word_too_many_are_found(sources):
    rows = records.rows("hedges", DATA)
    short = [row for row in rows if (row["claim_id"], row["seq"]) != ("rewaq-c48", "2")]
    assert differences(short, sources) == ["rewaq-c48: hedges.csv has ['possible'], the text ['possible', 'possible']"]
    long = [*rows, {"claim_id": "ecss-c49", "seq": "1", "word": "can"}]
    assert differences(long, sources) == ["ecss-c49: hedges.csv has ['can'], the text []"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("قد تختلف التوجهات", ["may"]),
        ("وقد اختلف الأمر وقد تم", []),
        ("من الممكن أو من المرجح", ["can", "likely"]),
        ("وربما يبدو محتملا", ["perhaps", "seems", "possible"]),
        ("فرصة مرهونة إذا حدث ذلك", []),
    ],
)
def test_the_words_are_those_of_the_list(sentence, expected):
    lemmas = {"تختلف": ("اختلف", "verb"), "اختلف": ("اختلف", "verb"), "تم": ("تم", "verb")}
    assert hedges(sentence.split(), lemmas) == expected
