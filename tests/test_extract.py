"""The rules for numbers and dates, on phrases invented for these tests."""

import csv
from types import SimpleNamespace

import pytest

from textledger.extract import completeness, dates, duals, expressions, numbers
from textledger.extract.draft import draft


def kinds(phrase):
    return [(phrase[e.start : e.end], e.kind) for e in expressions.find(phrase)]


def amounts(phrase):
    return [(phrase[n.start : n.end], n.low, n.high, n.kind) for n in numbers.find(phrase)]


def dated(phrase):
    return [(phrase[d.start : d.end], d.edtf) for d in dates.find(phrase)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("في الحقل 37 نعجة", [("37", "digits")]),
        ("سعره 12,500 ليرة", [("12,500", "digits")]),
        ("صفحات 41-43", [("41", "digits"), ("43", "digits")]),
        ("رأيت سنة2009 مطرا", [("سنة", "time_unit"), ("2009", "digits")]),
        ("الحافلة ٤٥", [("٤٥", "digits")]),
        ("باع تسعة خراف", [("تسعة", "number_word")]),
        ("وبسبعمئة درهم", [("وبسبعمئة", "number_word")]),
        ("الطالب الرابع", [("الرابع", "number_word")]),
        ("أولاً نطبخ", [("أولاً", "number_word")]),
        ("للثالث نصيب", [("للثالث", "number_word")]),
        ("نصفهم نائم", [("نصفهم", "number_word")]),
        ("زاد أضعافا", [("أضعافا", "number_word")]),
        ("عشرات الآلاف", [("عشرات", "number_word"), ("الآلاف", "number_word")]),
        ("لست خبازا", []),  # not li- and six
        ("اشترى دراجتين", [("دراجتين", "dual")]),
        ("وصل بريدان", [("بريدان", "dual")]),
        ("قرأ كتابين", [("كتابين", "dual")]),
        ("لكلتا القريتين", [("لكلتا", "dual"), ("القريتين", "dual")]),
        ("زرع في كانون الثاني", [("كانون الثاني", "month")]),
        ("بأيلول وسبتمبر", [("بأيلول", "month"), ("وسبتمبر", "month")]),
        ("حرّ آب", [("آب", "month")]),
        ("اب لثلاث بنات", [("لثلاث", "number_word")]),  # father
        ("في 9 اب", [("9", "digits"), ("اب", "month")]),
        ("مطر يوم الأربعاء", [("يوم", "time_unit"), ("الأربعاء", "weekday")]),
        ("الأحد عشر لاعبا", [("الأحد", "number_word"), ("عشر", "number_word")]),  # eleven, not Sunday
        ("افتتح السوق الأحد", [("الأحد", "weekday")]),
        ("غاب أسبوعين", [("أسبوعين", "time_unit")]),
        ("لعقود خلت", [("لعقود", "time_unit")]),
        ("الآن وأمس وغدا", [("الآن", "time_unit"), ("وأمس", "time_unit"), ("وغدا", "time_unit")]),
        ("سنتها الأخيرة", [("سنتها", "time_unit")]),
        ("المصلحة العامة", []),  # general, not a year with a pronoun
        ("في التسعينيات", [("التسعينيات", "time_unit")]),
    ],
)
def test_expressions(phrase, expected):
    assert kinds(phrase) == expected


@pytest.mark.parametrize(
    "word",
    ["قلمين", "شجرتان", "مركزين", "خطين", "عاملين", "أمران", "جسران", "فيروسان", "فترتين", "لموقعين", "وزيرين"],
)
def test_duals_are_found(word):
    assert kinds(word) == [(word, "dual")]


@pytest.mark.parametrize(
    "word",
    [
        "المهندسين",  # participle with mim
        "الحارسين",  # active participle
        "السوريين",  # nisba
        "لمزارعين",  # with a preposition
        "تحسين",  # verbal noun
        "يلعبان",  # verb
        "طاجيكستان",
        "إتقان",  # alef first
        "زمان",  # stem of two letters
        "لضمان",  # look-alike behind a prefix
        "هذان",
        "بستان",
        "فلاحين",
    ],
)
def test_words_that_only_look_dual(word):
    assert kinds(word) == []


def test_look_alikes_are_no_duals_in_themselves():
    assert not duals.is_dual("حزيران")


def test_the_tables_do_not_contradict_each_other():
    assert not duals.LOOK_ALIKES & {noun + "ين" for noun in duals.COUNT_NOUNS}


def test_expressions_keep_offsets_within_bounds():
    phrase = "سبعة ثم ثمانية ثم تسعة"
    found = expressions.find(phrase, 5, 15)
    assert [phrase[e.start : e.end] for e in found] == ["ثمانية"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("أربعة وعشرون", 24),
        ("ثلاثمئة", 300),
        ("ثلاث مئة", 300),
        ("ستة عشر", 16),
        ("إحدى وسبعين", 71),
        ("مئة وخمسة وثلاثين", 135),
        ("ثمانية آلاف", 8000),
        ("ألفان ومئتان", 2200),
        ("ألفا", 2000),
        ("ألفاً", 1000),
        ("سبعة عشر ألفا", 17000),
        ("مئتا ألف", 200000),
        ("ثلاثة وعشرون مليونا وأربعمئة ألف", 23400000),
        ("نصف مليون", 500000),
        ("مليون ونصف", 1500000),
        ("مليونان وربع", 2250000),
        ("ثلاثة أرباع", 0.75),
        ("2.5 مليون", 2500000),
        ("12,500", 12500),
        ("١٢٬٥٠٠", 12500),
        ("۴۲", 42),
        ("الحادي والثلاثين", 31),
    ],
)
def test_parse(words, value):
    assert numbers.parse(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("خمسة عشر", 15),
        ("ثلاث مئة ألف", 300000),
        ("سبعة آلاف وأحد عشر", 7011),
        ("خمسة مليون", 5000000),
        ("عشرة مليون", 10000000),
        ("مئة ونصف", 100.5),
        ("مئتان ونصف", 200.5),
        ("مليونان وأحد عشر", 2000011),
        ("تسعة أعشار", 0.9),
        ("تسعة مليارات", 9000000000),
        ("خمسة ونصف", 5.5),
        ("عشرة آلاف ومئة", 10100),
        ("عشرة ونصف", 10.5),
        ("سبعون ألفا ومئتان", 70200),
        ("خمسين ونصف", 50.5),
        ("مئة ألف وألفان", 102000),
        ("مئتا ألف وعشرة", 200010),
        ("مئتان وعشرون", 220),
        ("مئتان وأربعة", 204),
        ("مئتان وعشرة", 210),
        ("مئتان وأحد عشر", 211),
        ("مئة وأحد عشر", 111),
        ("مئة وستون", 160),
        ("مئة وستة", 106),
        ("مئة وعشرة", 110),
        ("أحد وعشرين", 21),
        ("8 آلاف", 8000),
        ("6 مليون", 6000000),
        ("3 ونصف", 3.5),
        ("4 مئة", 400),
        ("مليون وألف", 1001000),
        ("مليون وثلاثة", 1000003),
        ("ألف وعشرون", 1020),
        ("ألف وعشرة", 1010),
        ("ألف وأحد عشر", 1011),
        ("ألف ومئة", 1100),
        ("ألف ومئتان", 1200),
        ("مليون وألفان", 1002000),
        ("ألف مليون", 1000000000),
        ("ألفان وستة", 2006),
        ("ألفان وعشرة", 2010),
        ("ألفان وخمسون", 2050),
        ("ألفان ومئة", 2100),
        ("ألفان ومئتان", 2200),
        ("ألفان وأحد عشر", 2011),
        ("مليونان وألف", 2001000),
        ("مليونان ونصف", 2500000),
        ("تسعة آلاف وستة", 9006),
        ("تسعة آلاف وعشرون", 9020),
        ("تسعة آلاف وعشرة", 9010),
        ("تسعة آلاف ومئة", 9100),
        ("تسعة آلاف ومئتان", 9200),
        ("تسعة ملايين وألف", 9001000),
        ("تسعة ملايين وألفان", 9002000),
        ("تسعة ملايين ونصف", 9500000),
        ("ربع مليون", 250000),
        ("مليون ونصف", 1500000),
    ],
)
def test_a_compound_in_a_text_is_one_number(words, value):
    assert [(n.low, n.start, n.end) for n in numbers.find(f"عد {words} ثم نام")] == [(value, 3, 3 + len(words))]


@pytest.mark.parametrize(
    ("phrase", "values"),
    [
        ("قط ثم ستة وعشرة", [6, 10]),
        ("30 و40 بيضة", [30, 40]),
        ("خمسة، عشرون", [5, 20]),
        ("مئة ومئة", [100, 100]),
        ("تسعون تسعة", [90, 9]),
    ],
)
def test_numbers_side_by_side_stay_apart(phrase, values):
    assert [n.low for n in numbers.find(phrase)] == values


@pytest.mark.parametrize("words", ["", "بطيخ", "سبعة بطيخ", ["لست"]])
def test_parse_refuses_what_is_no_number(words):
    with pytest.raises(ValueError, match="not a number"):
        numbers.parse(words)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("غرس 65 نخلة", [("65", 65, 65, "exact")]),
        ("ثلاثة وعشرين جملا وخمس بقرات", [("ثلاثة وعشرين", 23, 23, "exact"), ("وخمس", 5, 5, "exact")]),
        ("حضر 30 أو 35 ضيفا", [("30 أو 35", 30, 35, "range")]),
        ("في الصندوق 22-23 تفاحة", [("22-23", 22, 23, "range")]),
        ("بين عشرين وثلاثين كرسيا", [("بين عشرين وثلاثين", 20, 30, "range")]),
        ("هبط من 90 كيسا إلى 60", [("من 90 كيسا إلى 60", 90, 60, "from_to")]),
        ("من 12 ألف طن إلى حوالي 15 ألف", [("من 12 ألف طن إلى حوالي 15 ألف", 12000, 15000, "from_to")]),
        ("نحو مئة قارب", [("نحو مئة", 100, 100, "about")]),
        ("قرابة (70) خيمة", [("قرابة (70", 70, 70, "about")]),
        ("12 خيمة تقريبا", [("12 خيمة تقريبا", 12, 12, "about")]),
        ("أكثر من ألفي زائر", [("أكثر من ألفي", 2000, 2000, "at_least")]),
        ("ما لا يقل عن تسع بقرات", [("ما لا يقل عن تسع", 9, 9, "at_least")]),
        ("18 قفصا على الأقل", [("18 قفصا على الأقل", 18, 18, "at_least")]),
        ("أقل من 18 مترا", [("أقل من 18", 18, 18, "at_most")]),
        ("حوالي 80 راكبا كحد أقصى", [("حوالي 80 راكبا كحد أقصى", 80, 80, "at_most")]),
        ("40% من القمح", [("40%", 40, 40, "share")]),
        ("٪40 من القمح", [("٪40", 40, 40, "share")]),
        ("خمسون في المائة منه", [("خمسون في المائة", 50, 50, "share")]),
        ("ستة أضعاف السعر", [("ستة أضعاف", 6, 6, "multiple")]),
        ("كبر ضعفين", [("ضعفين", 2, 2, "multiple")]),
        ("نسج سجادتين", [("سجادتين", 2, 2, "exact")]),
        ("نام يومين", []),  # a duration
        ("عادت السجادتان", []),  # named before
        ("آلاف الطيور", [("آلاف", None, None, "vague")]),
        ("عشرات الآلاف", [("عشرات الآلاف", None, None, "vague")]),
        ("أحد الرعاة", []),
        ("وأحد الرعاة", []),  # "and one of" folds like "one"
        ("واحد", [("واحد", 1, 1, "exact")]),
        ("إحدى عشرة ناقة", [("إحدى عشرة", 11, 11, "exact")]),
        ("الاثنين القادم", []),  # Monday
        ("انظر ص 88", []),
        ("رقم (447)", []),
        ("المادة 9", []),
        ("نص<sup>(3)</sup>", []),
        ("2- بذور", []),
        ("2-3 بذور", [("2-3", 2, 3, "range")]),
    ],
)
def test_numbers(phrase, expected):
    assert amounts(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("في 7 نيسان 1983", [("7 نيسان 1983", "1983-04-07")]),
        ("٧ مايو ٢٠٠٣", [("٧ مايو ٢٠٠٣", "2003-05-07")]),
        ("الثاني والعشرين من أيلول 1998", [("الثاني والعشرين من أيلول 1998", "1998-09-22")]),
        ("الثلاثاء 5 مارس 2019", [("الثلاثاء 5 مارس 2019", "2019-03-05")]),
        ("الحادي عشر من كانون الثاني / يناير 1995", [("الحادي عشر من كانون الثاني / يناير 1995", "1995-01-11")]),
        ("حزيران (يونيو) 1977", [("حزيران (يونيو) 1977", "1977-06")]),
        ("شباط فبراير 1999", [("شباط فبراير 1999", "1999-02")]),
        ("آب من عام 2012", [("آب من عام 2012", "2012-08")]),
        ("ليوليو 2013", [("يوليو 2013", "2013-07")]),
        ("14-16 تشرين الأول 2001", [("14-16 تشرين الأول 2001", "2001-10-14/2001-10-16")]),
        ("من 3 إلى 5 مايو 2022", [("3 إلى 5 مايو 2022", "2022-05-03/2022-05-05")]),
        ("03/04/2012", [("03/04/2012", "2012-04-03")]),
        ("آذار / أبريل 2010", [("آذار / أبريل 2010", None)]),
        ("آذار / أبريل", [("آذار / أبريل", None)]),
        ("31 فبراير 2015", [("31 فبراير 2015", None)]),
        ("طوال أكتوبر", [("أكتوبر", None)]),
        ("12 أكتوبر الماضي", [("12 أكتوبر", None)]),
        ("عام1971", [("عام1971", "1971")]),
        ("العام (1966) جاف", [("العام (1966)", "1966")]),
        ("منذ 1987", [("1987", "1987")]),
        ("دمشق، 1975، ط2", [("1975", "1975")]),
        ("القرار رقم (1973)", []),
        ("1990 كرسيا", []),
        ("من عام 1990 إلى 1995", [("عام 1990 إلى 1995", "1990/1995")]),
        ("خلال 2005-2008", [("2005-2008", "2005/2008")]),
        ("السبعينيات", [("السبعينيات", "197X")]),
        ("ثلاثينيات القرن التاسع عشر", [("ثلاثينيات القرن التاسع عشر", "183X")]),
        ("ستينات وسبعينات القرن العشرين", [("ستينات", "196X"), ("سبعينات القرن العشرين", "197X")]),
        ("في القرن الحادي والعشرين", [("القرن الحادي والعشرين", "20XX")]),
        ("يفتح المتجر السبت", [("السبت", None)]),
        ("الأحد عشر لاعبا", []),
        ("اب حنون", []),  # father
    ],
)
def test_dates(phrase, expected):
    assert dated(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("كانون الأول / يناير 2010", "impossible pair of month names: month 12 and month 1"),
        ("30 شباط 2011", "no such day in the calendar"),
        ("الأربعاء 5 مارس 2019", "the day was a Tuesday"),
        ("يوم السبت", "weekday only"),
        ("في حزيران", "no year"),
        ("السبعينيات", "century not named; read as the twentieth"),
        ("5 مارس 2019", None),
    ],
)
def test_dates_say_what_is_wrong(phrase, problem):
    assert [date.problem for date in dates.find(phrase)] == [problem]


TEXT = "عنوان\n\nجمع الفلاح سبع سلال في 3 مايو 2011\n"


def span(word, doc="x"):
    return doc, TEXT.index(word), TEXT.index(word) + len(word)


def left(coded, excluded=()):
    return [TEXT[e.start : e.end] for e in completeness.uncovered(TEXT, "x", coded, excluded)]


def test_uncovered_expressions():
    assert left([]) == ["سبع", "3", "مايو", "2011"]
    assert left([span("سبع سلال"), span("3 مايو 2011")]) == []
    assert left([span("3 مايو 2011")], [span("سبع")]) == []
    assert left([("x", span("مايو")[1] + 2, span("مايو")[2])], [span("سبع")]) == ["3", "2011"]  # an overlap is enough
    assert "سبع" in left([span("سبع", doc="another")])


@pytest.mark.parametrize(("record_id", "missing"), [("x-q01", 0), ("x-d12", 0), ("x-c01", 1), ("x-n01", 1)])
def test_check_counts_quantities_dates_and_exclusions_only(tmp_path, record_id, missing):
    def write(name, columns, *rows):
        with open(tmp_path / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([columns, *rows])

    write("spans", ["record_id", "seq", "doc_id", "start", "end", "mac"], [record_id, 1, *span("سبع سلال"), ""])
    write("exclusions", ["doc_id", "par", "start", "end", "mac", "reason"], ["x", 1, *span("3 مايو 2011")[1:], "", ""])
    lines = completeness.check(tmp_path, SimpleNamespace(text={"x": TEXT}))
    _, start, end = span("سبع")
    assert lines == [f"x, paragraph 1, {start}-{end}: number_word is neither coded nor excluded"][:missing]
    assert completeness.check(tmp_path, {"x": TEXT}) == lines


def test_draft():
    rows = draft(TEXT)
    _, start, end = span("سبع")
    assert rows["numbers"] == [{"par": 1, "start": start, "end": end, "low": 7, "high": 7, "kind": "exact"}]
    _, start, end = span("3 مايو 2011")
    assert rows["dates"] == [{"par": 1, "start": start, "end": end, "edtf": "2011-05-03", "problem": None}]
