"""The rules for numbers and dates on tables of phrases, by kind, and on numbers and marks made up by the machine."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from textledger.extract import dates
from textledger.extract.draft import draft

from ..helpers import phrases, spellings
from ..helpers.paths import ROOT

settings.register_profile("book", deadline=None, database=None)  # a slow machine is no fault, and nothing is kept
settings.load_profile("book")

TABLES = {
    name: phrases.table(ROOT / f"tests/unit/{name}.tsv") for name in ("phrases", "reported_phrases", "unseen_phrases")
}
OWN = TABLES["phrases"]
WORDS = sorted({word for table in TABLES.values() for phrase in table for word in phrase.text.split()})


@pytest.mark.parametrize("name", TABLES)
def test_phrases_are_read_wholly_right(name):
    wrong = phrases.faults(TABLES[name], draft)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("spelling", spellings.SPELLINGS)
def test_another_spelling_is_read_alike(spelling):
    every = [phrase for table in TABLES.values() for phrase in table]
    some = every[list(spellings.SPELLINGS).index(spelling) % 7 :: 7]  # all of them in turn
    written = [phrase._replace(text=spellings.spelled(phrase.text, spelling), spans=()) for phrase in some]
    assert sum(old.text != new.text for old, new in zip(some, written, strict=True)) > 5
    wrong = phrases.faults(written, draft)
    assert not wrong, "\n".join(wrong)


def test_the_tables_are_as_large_as_the_rules_need_and_hold_no_phrase_twice():
    texts = [phrase.text for table in (OWN, TABLES["unseen_phrases"]) for phrase in table]
    assert len(OWN) >= 300
    assert len(set(texts)) == len(texts)
    assert {phrase.first for phrase in TABLES["unseen_phrases"]} == {"right", "wrong"}


def test_every_result_names_its_rule():
    rows = [row for phrase in OWN for found in draft(phrase.text).values() for row in found]
    assert len(rows) > 300
    assert [row for row in rows if not row["rule"]] == []


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("1.125 لتر", (1125, 1.125)),
        ("03/04/2012", ("2012-04-03", "2012-03-04")),
        ("25/12/2012", ()),
        ("5/6/67", ("2067-06-05", "1967-06-05")),
        ("تشرين 1973", ("1973-10", "1973-11")),
        ("12.000 لتر", ()),
        ("7000 آلاف طالب", (7000, 7_000_000)),
    ],
)
def test_an_ambiguous_phrase_gives_its_readings(phrase, readings):
    (row,) = [row for found in draft(phrase).values() for row in found]
    assert row["readings"] == readings


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("وصل أمس", "2021-02-17"),
        ("أول أمس", "2021-02-16"),
        ("غدا", "2021-02-19"),
        ("قبل ثلاثة أيام", "2021-02-15"),
        ("بعد أسبوعين", "2021-03-04~"),
        ("منذ 4 أشهر", "2020-10~"),
        ("قبل خمسة عشر عاما", "2006~"),
        ("منذ عقدين", "2001~"),
        ("وبعد عام", "2022~"),
        ("العام الماضي", "2020"),
        ("الشهر المقبل", "2021-03"),
        ("وصل اليوم الوزير", "2021-02-18"),
        ("مساء اليوم", "2021-02-18"),
        ("لتر في اليوم", None),
        ("من ذلك اليوم", None),
        ("اليوم التالي", None),
        ("منذ زمن", None),
        ("بعد 9000 سنة", None),
    ],
)
def test_a_time_told_from_the_day_of_the_text_is_resolved_where_that_day_is_known(phrase, edtf):
    assert [row["edtf"] for row in draft(phrase, "2021-02-18")["dates"]] == [edtf] * bool(edtf)
    assert draft(phrase)["dates"] == []


@pytest.mark.parametrize(
    ("phrase", "edtf", "part"),
    [
        ("الربع الثاني من عام 2011", "2011", "2011-04/2011-06"),
        ("ومنذ مطلع أيار 2011 غاب", "2011-05", "2011-05/.."),
        ("منذ 1987", "1987", "1987/.."),
        ("منذ توقيع الاتفاق في أيار 1987", "1987-05", "1987-05/.."),
        ("منذ الصباح، وفي أيار 1987", "1987-05", None),
        ("منذ 1987 وحتى 1990", "1987/1990", None),
        ("قبل 1987", "1987", None),
        ("في منتصف عام 2025", "2025", "2025-05~/2025-08~"),
        ("أواخر شباط 2024", "2024-02", "2024-02-21~/2024-02-29~"),
        ("مطلع 1994", "1994", "1994-01~/1994-04~"),
        ("الربع الرابع من 2023", "2023", "2023-10/2023-12"),
        ("وفي الربع الأخير لعام 2022", "2022", "2022-10/2022-12"),
        ("بالربع الثاني من السنة 2019", "2019", "2019-04/2019-06"),
        ("للربع الأول 2025", "2025", "2025-01/2025-03"),
        ("الربع الثالث لسنة 2018", "2018", "2018-07/2018-09"),
        ("النصف الثاني من ٢٠٢٠", "2020", "2020-07/2020-12"),
        ("الثلث الأول من عام 2016", "2016", "2016-01/2016-04"),
        ("الفصل الثالث من 2024", "2024", "2024-07/2024-09"),
        ("خلال الربعين الأول والثاني من 2024", "2024", "2024-01/2024-06"),
        ("الربع الأول والثاني من عام 2021", "2021", "2021-01/2021-06"),
        ("فالنصف الأول 2023م", "2023", "2023-01/2023-06"),
        ("الربع الأول والثالث من عام 2021", "2021", None),
    ],
)
def test_the_time_that_is_meant_is_said_beside_the_date(phrase, edtf, part):
    (date,) = dates.find(phrase)
    assert (date.edtf, date.part) == (edtf, part)


@pytest.mark.parametrize(
    ("phrase", "bound"),
    [
        ("لن تزيد على 5 في المئة", "at_most"),
        ("لا تقل عن 5 في المئة", "at_least"),
        ("نحو 5 في المئة", "about"),
        ("5 في المئة", ""),
        ("لا يقل عن 5 كتب", ""),  # its kind is the bound
        ("لا تتعدى 7 بالمئة", "at_most"),
        ("لم تتجاوز النسبة 12٫5٪", "at_most"),
        ("بما لا يقل عن ثلاثين بالمئة", "at_least"),
        ("تفوق 40 في المئة", "at_least"),
        ("بأقل من 2%", "at_most"),
        ("قرابة 15 بالمائة", "about"),
        ("90 بالمئة على الأقل", "at_least"),
        ("5 بالمئة كحد أقصى", "at_most"),
        ("فلا تزيد نسبتها على 3 بالمئة", "at_most"),
        ("بأكثر من ستة أضعاف", "at_least"),
        ("لا تتجاوز نسبة المشاركة فيها %20", "at_most"),
        ("وقاربت 70 في المئة", "about"),
        ("أكثر من 5 من كل 100", "at_least"),
    ],
)
def test_a_share_or_multiple_says_whether_it_is_a_bound(phrase, bound):
    (number,) = draft(phrase)["numbers"]
    assert number["bound"] == bound


@pytest.mark.parametrize(
    ("phrase", "edtf", "problem"),
    [
        ("في أيار من العام نفسه", None, "no year: the text names none before"),
        ("ولد عام 1911.\nوفي أيار من العام نفسه", "1911-05", None),  # named in the paragraph before
        ("في أيار المقبل", None, "no year: the day of the text is not given"),
        ("في 30 شباط من العام نفسه بعد 1999", None, "no year: the text names none before"),
    ],
)
def test_a_year_that_is_told_is_resolved_or_said_to_be_missing(phrase, edtf, problem):
    date = next(row for row in draft(phrase)["dates"] if row["edtf"] not in ("1911", "1999"))
    assert (date["edtf"], date["problem"]) == (edtf, problem)


def test_a_day_that_is_told_and_named_is_one_date_and_a_weekday_that_does_not_fit_is_said():
    (date,) = draft("وصل أمس الأربعاء", "2021-02-20")["dates"]
    assert (date["start"], date["edtf"], date["problem"]) == (4, "2021-02-19", "the day was a Friday")
    (date,) = draft("الربع الثالث من العام الماضي", "2022-03-04")["dates"]
    assert (date["edtf"], date["part"]) == ("2021", "2021-07/2021-09")


@pytest.mark.parametrize("phrase", ["شارع 14 رمضان", "ملعب 5 جويلية 1962", "حي 14 تموز"])
def test_a_date_that_names_a_place_is_none(phrase):
    assert draft(phrase) == {"numbers": [], "dates": []}
    assert dates.find(phrase) == []


UNITS = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()  # noqa: SIM905
OF_WOMEN = "واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع".split()  # noqa: SIM905
TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()  # noqa: SIM905
HUNDREDS = ["مئة", "مئتان", *(f"{unit}مئة" for unit in ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"))]
SCALES = ((10**9, "مليار", "ملياران", "مليارات"), (10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف"))


def below_a_hundred(number: int, women: bool) -> str:
    """Write out a number from 1 to 99 as it counts men or women: the units are of the other gender, ten is not."""
    units, (tens, unit) = OF_WOMEN if women else UNITS, divmod(number, 10)
    if number < 10:
        return units[number - 1]
    if number == 10:
        return "عشر" if women else "عشرة"
    if number < 20:
        first = {11: ("أحد", "إحدى"), 12: ("اثنا", "اثنتا")}.get(number, (units[unit - 1],) * 2)[women]
        return f"{first} {'عشرة' if women else 'عشر'}"
    return " و".join([*([units[unit - 1]] if unit else []), TENS[tens - 2]])


def in_words(number: int, women: bool = False) -> str:
    """Write out a number from 0 to 10^9 as grammars do."""
    if not number:
        return "صفر"
    parts = []
    for scale, one, two, few in SCALES:
        count, number = divmod(number, scale)
        if count:
            few_or_one = few if 2 < count % 100 < 11 else one
            parts.append({1: one, 2: two}.get(count) or f"{in_words(count)} {few_or_one}")
    hundreds, rest = divmod(number, 100)
    parts += [HUNDREDS[hundreds - 1]] if hundreds else []
    parts += [below_a_hundred(rest, women)] if rest else []
    return " و".join(parts)


SPELT = {  # how the words are also written
    "as grammars do": {},
    "oblique": {f"{stem}ون": f"{stem}ين" for stem in ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")}
    | {"مئتان": "مئتين", "ألفان": "ألفين", "مليونان": "مليونين", "اثنان": "اثنين", "اثنا": "اثني", "اثنتا": "اثنتي"},
    "with alef": {"مئة": "مائة", "مئتان": "مائتان"},
    "hundreds apart": {hundred: f"{hundred[:-3]} مئة" for hundred in HUNDREDS[2:]},
    "without hamza": {"أ": "ا", "إ": "ا"},
    "with final ha": {"ة ": "ه "},
}


def only(phrase: str) -> dict:
    (row,) = draft(phrase)["numbers"]
    return row


@given(st.integers(0, 10**9), st.booleans(), st.sampled_from(list(SPELT)))
def test_a_number_in_words_comes_back_as_itself(number, women, spelling):
    written = f"جمع {in_words(number, women)} حبة "
    for old, new in SPELT[spelling].items():
        written = written.replace(old, new)
    assert only(written)["low"] == number


@given(
    st.integers(0, 10**9),
    st.sampled_from([",", ".", "٬", "'", "’", " ", "\u00a0", "\u202f", ""]),
    st.sampled_from([{}, spellings.EASTERN, spellings.PERSIAN]),
)
def test_a_number_in_digits_comes_back_as_itself_with_any_separator(number, separator, script):
    written = f"{number:,}".replace(",", separator).translate(script)
    assert only(f"جمع {written} حبة")["low"] == number


@given(
    st.integers(0, 999),
    st.integers(1, 99),
    st.sampled_from(".,٫"),
    st.sampled_from([{}, spellings.EASTERN, spellings.PERSIAN]),
)
def test_a_decimal_comes_back_as_itself(whole, hundredths, sign, script):
    written = f"{whole}{sign}{hundredths:02}".translate(script)
    assert only(f"جمع {written} غراما")["low"] == pytest.approx(whole + hundredths / 100)


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@example(["من", "عشرين", "إلى", "خمسةعشرين", "ألفا"])
@example(["وصل", "في", "2005", "هـ"])
def test_words_in_any_order_are_read_within_their_text(words):
    text = " ".join(words)
    for found in draft(text, "2021-02-18").values():
        assert all(text[row["start"] : row["end"]].strip() for row in found)


MARKED = "وصل 350 جملا في 12 نيسان 1994 ثم ثلاثة آلاف"


@given(
    st.lists(
        st.tuples(st.integers(0, len(MARKED)), st.sampled_from("\u200f\u202b\u0640\u064e\u2067\ufeff")), max_size=8
    )
)
def test_offsets_stay_exact_whatever_marks_are_put_in(marks):
    marked = list(MARKED)
    for at, mark in sorted(marks, reverse=True):
        if at == 0 or not MARKED[at - 1].isspace() or mark not in "\u0640\u064e":  # a sign of a letter has a letter
            marked.insert(at, mark)
    text = "".join(marked)

    def plain(start, end):
        return "".join(sign for sign in text[start:end] if sign in MARKED)

    rows = draft(text)
    assert [plain(row["start"], row["end"]) for row in rows["numbers"]] == ["350", "ثلاثة آلاف"]
    assert [(plain(row["start"], row["end"]), row["edtf"]) for row in rows["dates"]] == [
        ("12 نيسان 1994", "1994-04-12")
    ]
    assert all(text[row["start"]] in MARKED for found in rows.values() for row in found)
