"""Mentions of actors, on invented text."""

import pytest

from textledger.extract import actors

ACTORS = [
    {"actor_id": "assembly", "forms_ar": "المجلس"},
    {"actor_id": "grand-assembly", "forms_ar": "المجلس الكبير"},
    {"actor_id": "north", "forms_ar": "الشمال"},
    {"actor_id": "both", "forms_ar": "الشمال والجنوب"},
    {"actor_id": "south", "forms_ar": "الجنوب;الشمال والجنوب;x:السهل"},
    {"actor_id": "paper", "forms_ar": "النهار;!ضوء النهار"},
]


def mentions(source, doc="x"):
    return [actor for *_, actor in actors.find(source, 0, len(source), actors.index_forms(ACTORS, doc))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("اجتمع المجلس الكبير", ["grand-assembly"]),
        ("اجتمع المجلس، الكبير فيه", ["assembly"]),
        ("وللمجلس رأي", ["assembly"]),
        ("بالشمال", ["north"]),
        ("الشمال والجنوب", ["both", "south"]),
        ("كتبت النهار في ضوء النهار", ["paper"]),
        ("المجلس «الكبير»", ["grand-assembly"]),
        ("مجلسنا", []),
    ],
)
def test_the_longest_form_counts_with_its_prefixes(source, expected):
    assert mentions(source) == expected


def test_a_form_may_count_in_one_text_only():
    assert mentions("في السهل", "x") == ["south"]
    assert mentions("في السهل", "y") == []
