"""Roles and names are guessed by named rules: each rule has a line that it takes and one that it leaves."""

import pytest

from textledger.corpus import text
from textledger.extract import draft
from textledger.intake import names, roles, tables

BODY = "هذه فقرة من متن النص فيها كلمات كافية كي لا تكون عنوانا لشيء، وهي تنتهي بنقطة."


def guessed(*lines):
    source = "\n".join(lines)
    return roles.guess(source, text.paragraphs(source))


# The rule, lines of a text, and the line (from 0) that it takes there.
LINES = {
    "no letter and no digit": (["عنوان", "* * *", BODY], 1),
    "a page number": (["عنوان", BODY, "- ١٢ -", BODY], 2),
    "an address alone": (["عنوان", BODY, "https://example.org/a?b=1", BODY], 2),
    "the same short line again": (["عنوان", BODY, "مجلة الميناء", BODY, "مجلة الميناء", BODY, "مجلة الميناء"], 4),
    "a number in brackets, and only notes after it": (["عنوان", BODY, "(1) كتاب.", "[2] كتاب آخر."], 2),
    "a sign of a list": (["عنوان", BODY, "- بند من البنود", BODY], 2),
    "the first line, short, without a full stop": (["\ufeffعنوان من بضع كلمات", BODY], 0),
    "a short line below the title with a date or the word of a byline": (["عنوان", "بقلم سلمى الرازي", BODY], 1),
    "a short line without a full stop, not the last": (["عنوان", BODY, "كيف بدأ المشروع", BODY], 2),
    "what is left": (["عنوان", BODY], 1),
}


@pytest.mark.parametrize("rule", LINES)
def test_a_rule_takes_its_line(rule):
    lines, place = LINES[rule]
    role = next(role for name, role, _ in roles.RULES if name == rule)
    assert guessed(*lines)[place] == (role, rule)


def test_every_rule_is_tried():
    assert list(LINES) == [name for name, _, _ in roles.RULES]


@pytest.mark.parametrize(
    ("lines", "place", "role"),
    [
        ([BODY, "سطر قصير", BODY], 0, "body"),  # a text may begin without a title
        (["عنوان", BODY, "سطر قصير"], 2, "body"),  # a heading has something below it
        (["عنوان", BODY, "قال كلمة قصيرة.", BODY], 2, "body"),
        (["عنوان", BODY, "(1) بند أول", BODY], 2, "list_item"),  # no note: the text goes on
        (["عنوان", BODY, BODY, BODY, "بقلم سلمى الرازي", BODY], 4, "heading"),  # too far from the title
        (["عنوان", BODY, "1. بند أول", "2) بند ثان", "أ- بند ثالث"], 4, "list_item"),
        (["عنوان", BODY, "لماذا تأخر المشروع؟", BODY], 2, "heading"),
        (["عنوان", BODY, "«لماذا تأخر المشروع؟»", BODY], 2, "heading"),
        (["هل يكتمل المشروع؟", BODY], 0, "title"),
        (["عنوان", BODY, "لماذا تأخر المشروع؟"], 2, "body"),
        (["عنوان", BODY, "سألته: لماذا؟ فسكت.", BODY], 2, "body"),
        (["عنوان", "12 آذار/مارس 2024", BODY], 1, "byline"),
    ],
)
def test_what_is_near_a_rule_is_left(lines, place, role):
    assert guessed(*lines)[place][0] == role


def found(source):
    return [(source[name.start : name.end], name.rule) for name in names.find(source, 0, len(source))]


@pytest.mark.parametrize(
    ("source", "name", "rule"),
    [
        ("قال الوزير سالم الحداد في المؤتمر", "الوزير سالم الحداد", "title before a name"),
        ("وأضافت المهندسة ليلى القاسم، التي تعمل", "المهندسة ليلى القاسم", "title before a name"),
        ("للجنرال مارك هيلي قال", "للجنرال مارك هيلي", "title before a name"),
        ("التقى رئيسَ الجمعية يوسف البحري أمس", "رئيسَ الجمعية يوسف البحري", "office before a name"),
        ("زار وزير الدفاع العراقي", "وزير الدفاع العراقي", "office without a name"),
        ("أعلنت وزارة الموارد المائية، أمس", "وزارة الموارد المائية", "word for an institution"),
        ("في بوزارة النقل والطرق", "وزارة النقل", "word for an institution"),
        ("خريج جامعة بغداد عام 1990", "جامعة بغداد", "word for an institution"),
        ("صنعته Blue Water من", "Blue Water", "name in Latin letters"),
    ],
)
def test_names_are_found_with_their_rule(source, name, rule):
    assert found(source) == [(name, rule)]


@pytest.mark.parametrize(
    "source",
    [
        "قال الوزير في المؤتمر",  # nobody is named
        "قال الوزير. سالم الحداد هنا",  # another sentence
        "قال الوزير إن الماء قليل",
        "أقامت قاعدة بمحافظة أخرى",  # a word that names nothing
        "كانت جبهة صراع",
        "رئيس جديد",
        "a small word, x",
    ],
)
def test_what_is_no_name_is_left(source):
    assert found(source) == []


def test_a_name_that_overlaps_a_known_actor_is_left_to_it():
    source = "قالت وزارة الدفاع العراقية إن الوزير سالم الحداد وصل"
    known = [{"actor_id": "ministry", "forms_ar": "وزارة الدفاع العراقية"}]
    rows = names.candidates(source, text.paragraphs(source), known, "harbour")
    told = [(row["kind"], row["actor_id"], source[row["start"] : row["end"]]) for row in rows]
    assert told == [("actor", "ministry", "وزارة الدفاع العراقية"), ("name", "", "الوزير سالم الحداد")]


@pytest.mark.parametrize(("digits", "has_value"), [("1" + "0" * 17, True), ("9" * 19, False)])
def test_an_amount_that_no_table_holds_is_left_to_a_person(digits, has_value):
    (number,) = draft.draft(f"بلغ عددهم {digits} دولارا.")["numbers"]
    quantity = tables._quantity(number)
    assert (quantity["low"] == int(digits)) == has_value
    assert ("18 digits" in quantity["note_en"]) != has_value
    assert (quantity["kind"] == "exact") == has_value


@pytest.mark.parametrize("noun", ["دولارا", "جنديين"])
@pytest.mark.parametrize("sign", ["", ".", "\u066b", "ر", "/"])
def test_a_run_of_digits_without_end_is_no_amount(sign, noun):
    text = f"بلغ عددهم {'9' * 5000}{sign}{'9' * 5000} {noun}."
    assert [number for number in draft.draft(text)["numbers"] if number["start"] < text.index(noun)] == []
