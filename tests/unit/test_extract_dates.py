"""The rules for dates, completeness and the draft coding, on phrases invented for these tests."""

import csv
from types import SimpleNamespace

import pytest

from textledger.extract import completeness, dates
from textledger.extract.draft import draft


def dated(phrase):
    return [(phrase[d.start : d.end], d.edtf) for d in dates.find(phrase)]


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
        ("ستينات وسبعينات القرن العشرين", [("ستينات وسبعينات القرن العشرين", "196X/197X")]),
        ("ستينات وثمانينات القرن العشرين", [("ستينات", "196X"), ("ثمانينات القرن العشرين", "198X")]),
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
        ("2005 هـ", "no such day in the Hijri calendar"),
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
            csv.writer(handle, lineterminator="\n").writerows([columns, *rows])

    write("spans", ["record_id", "seq", "doc_id", "start", "end", "mac"], [record_id, 1, *span("سبع سلال"), ""])
    write("exclusions", ["doc_id", "par", "start", "end", "mac", "reason"], ["x", 1, *span("3 مايو 2011")[1:], "", ""])
    lines = completeness.check(tmp_path, SimpleNamespace(text={"x": TEXT}))
    _, start, end = span("سبع")
    assert lines == [f"x, paragraph 1, {start}-{end}: number_word is neither coded nor excluded"][:missing]
    assert completeness.check(tmp_path, {"x": TEXT}) == lines


def test_draft():
    rows = draft(TEXT)
    _, start, end = span("سبع")
    exact = {"low": 7, "high": 7, "kind": "exact", "rule": "number", "readings": (), "bound": ""}
    assert rows["numbers"] == [{"par": 1, "start": start, "end": end, **exact}]
    _, start, end = span("3 مايو 2011")
    dated = {"edtf": "2011-05-03", "problem": None, "rule": "day, month, year", "readings": (), "part": None}
    assert rows["dates"] == [{"par": 1, "start": start, "end": end, **dated}]
