"""What readers type for one word is folded into one spelling: expected by hand, letter by letter."""

import pytest

from textledger.corpus import folding

# The same rules run in the browser: tests/browser/test_folding.py holds the scripts to this list too.
SPELLINGS = {
    "2003": ["٢٠٠٣", "۲۰۰۳", "２００３"],
    "4000": ["4,000", "٤٬٠٠٠", "٤،٠٠٠", "۴٬۰۰۰", "٤٠٠٠", "4\u202f000", "4\u00a0000"],
    "12345678": ["12,345,678", "١٢٬٣٤٥٬٦٧٨"],
    "2.5": ["٢٫٥", "۲٫۵"],
    "ايران": ["إيران", "ایران", "آيران", "اِيرَان", "ﺇﻳﺮﺍﻥ"],
    "اكراد": ["أكراد", "اکراد"],
    "قوي": ["قوى", "قوی", "قُوّى"],
    "حكومه": ["حكومة", "حکومة", "حكومـــة", "حكومە"],
    "ناتو": [
        "ﻧﺎﺗﻮ",
        "نا\u200cتو",
        "\ufeffناتو",
        "\u202bناتو\u202c",
        "\u2067ناتو\u2069",
        "ن\u200bا\u200fتو",
        "ناتو\u061c",
    ],
    "مسوول": ["مسؤول", "مسوول"],
    "رييس": ["رئيس", "رييس"],
    "امريكا": ["أمريكا", "أميركا", "امیرکا", "أَمِيركا"],
    "الامريكيه": ["الأمريكية", "الأميركية"],
    "امريكيون": ["أميركيون", "أمريكيون"],
    "natos": ["NATO's", "NATO’s", "NATOʼs", "NATO‘s", "nato`s", "ＮＡＴＯ's"],
    "batha": ["baʿtha", "ba'tha", "ba’tha", "Batha"],
    "insihab": ["insiḥāb", "Insihāb", "INSIHAB"],
}
APART = [
    ("4000", "40,00"),
    ("12003", "1,2003"),  # a list of years, no thousands
    ("اميركم", "امريكم"),  # "your prince": no America
    ("بلد", "ولد"),
]


@pytest.mark.parametrize(("plain", "typed"), SPELLINGS.items())
def test_spellings_of_one_word_are_folded_into_one(plain, typed):
    assert {spelling: folding.fold(spelling) for spelling in (plain, *typed)} == dict.fromkeys((plain, *typed), plain)


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_differs_stays_apart(left, right):
    assert folding.fold(left) != folding.fold(right)


@pytest.mark.parametrize(("plain", "typed"), SPELLINGS.items())
def test_each_spelling_is_one_word_to_search_and_has_one_key(plain, typed):
    typed = [
        spelling for spelling in typed if not {"\u202f", "\u00a0"} & set(spelling)
    ]  # spaces part words all the same
    assert all(len(folding.words(spelling)) == 1 for spelling in typed)
    assert {folding.search_key(word) for spelling in typed for word in folding.words(spelling)} == {
        folding.search_key(plain)
    }


def test_words_that_the_index_reads_by_itself_get_no_key():
    assert folding.search_keys("NATO’s 4,000 in ‘Iraq’, rewaq-c07") == []
    assert folding.search_keys("٤٬٠٠٠ في Ḥilf، عام ٢٠٠٣") == ["4000", "في", "hilf", "عام", "2003"]
