"""Values as the prose prints them, in English and in Arabic; what a page shows of names and of its length."""

import pytest
from docutils import nodes
from docutils.utils import new_document

from textledger import fields, records
from textledger.html.who import who_is_who
from textledger_sphinx import roles
from textledger_sphinx.theme import pages


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [("3", "words", "three"), ("3", "arabic", "ثلاثة"), ("10", "arabic", "عشرة"), ("0", "arabic", "0"),
     ("1234", "arabic", "1,234"), ("13", "words", "13"), ("0.25", "percent", "25 per cent")],
)  # fmt: skip
def test_a_number_is_spelled_as_far_as_words_are_short(value, form, text):
    assert fields.bound_text(value, form) == text


def test_who_is_who_explains_every_name_that_the_prose_opens_and_no_other():
    opened = {row["actor_id"] for row in records.rows("actors") if row["gloss_en"] and row["forms_en"]}
    assert set(who_is_who().index) == opened
    assert len(opened) < sum(bool(row["gloss_en"]) for row in records.rows("actors"))


def test_a_page_in_two_languages_takes_the_time_of_one():
    page = new_document("page")
    page += nodes.paragraph("", "word " * 1000)
    minutes = pages.reading_minutes(page)
    arabic = roles.arabic_block()
    arabic += nodes.paragraph("", "كلمة " * 1000)
    page += arabic
    assert pages.reading_minutes(page) == minutes > 1
