"""Reading EDTF dates, against two independent validators, and in words."""

import itertools
import re
from functools import cache

import pytest
from edtf import parse_edtf

from textledger import edtf

# Every kind of single date that is read, in the order of time, and what only looks like one.
SINGLE = [
    "1667", "188X", "1904-02", "1904-02-29", "1904-03~", "19XX", "1960?", "1993-21", "1999-12-31%", "2021-02",
    "2021-02-18", "2021-24",
]  # fmt: skip
WRONG = [
    " ", "yesterday", "20-02-2021", "2021-13", "2021-00", "2021-2", "2021-02-30", "2021-02-29", "1900-02-29",
    "2021-22~", "2021-21-01", "19X", "199XX", "00XX", "0000", "X", "٢٠٢١", "2021-٠٢", "2021-02-18\n", " 2021", "2021 ",
    "20210218", "2021-02-18T10", "2021?~", "199X?", "9999-24", "nan",
]  # fmt: skip
PAIRS = [*itertools.product(SINGLE, repeat=2)]
PLAIN = ["188X", "1904-02", "1904-03~", "1960?", "2021-02", "2021-02-18"]  # what a set may hold; it holds no seasons


@cache
def is_edtf(value):
    """Whether both validators accept a value; one accepts 30 February, the other blanks and seasons with marks."""
    from edtf_validate.valid_edtf import is_valid  # not at the top: `make check` need not wait for it

    try:
        parse_edtf(value)
    except Exception:
        return False
    return is_valid(value)


def accepted(value):
    try:
        edtf.bounds(value)
    except edtf.EDTFError:
        return False
    return True


def library_bounds(value):
    """Return first and last day by the edtf library, as far as it gives them."""
    parsed = parse_edtf(value)
    return tuple(parsed.lower_strict())[:3], tuple(parsed.upper_strict())[:3]


@pytest.mark.parametrize("value", [value for value in SINGLE if not value.endswith("-24")])
def test_bounds_agree_with_the_edtf_library(value):
    assert tuple(day.timetuple()[:3] for day in edtf.bounds(value)) == library_bounds(value)


def test_winter_lasts_into_the_next_year():
    assert [day.isoformat() for day in edtf.bounds("2023-24")] == ["2023-12-01", "2024-02-29"]


@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_date_is_refused(value):
    for form in ("{}", "{}/2030", "1600/{}", "[{},2030]", "[1600..{}]"):
        for reading in (edtf.bounds, edtf.readable):
            with pytest.raises(edtf.EDTFError, match="cannot read"):
                reading(form.format(value))


BROKEN = [
    "", "..", "2001..2003", "/", "[]", "[,]", "[..]", "[1667,]", "[..,1667]", "[1667..,1669]", "[1667,..1669]",
    "[2001..2003..2005]", "2017/2018/2019", "2017/[2018,2019]", "[1667, 1668]", "[1667", "1667]", "{1667,1668",
    "[2017-21,2018]", "[2021-05..2021]", "[188X..188X]", "[1960?..]", "199X/..", "199X/2001?",
]  # fmt: skip


@pytest.mark.parametrize("value", BROKEN)
def test_broken_intervals_and_sets_are_refused(value):
    assert not accepted(value)


def composed():
    """Yield intervals and sets of every two kinds of dates, in order and reversed, with open ends, and mixed sets."""
    for left, right in PAIRS:
        yield f"{left}/{right}"
    for value in SINGLE:
        yield from (f"{value}/..", f"../{value}", f"{value}/", f"/{value}")
    for left, right in itertools.product(PLAIN, repeat=2):
        yield from (f"[{left},{right}]", f"[{left}..{right}]")
    for value in PLAIN:
        yield from (f"[..{value}]", f"[{value}..]", f"[1600,{value}..2030,2031]", f"[..1600,{value},2030..]")


@pytest.fixture(scope="module")
def values():
    """Every value composed, with whether it is read."""
    return {value: accepted(value) for value in composed()}


@pytest.mark.programs
def test_whatever_is_read_is_edtf(values):
    """Of every fourth, since the validators are slow; tests/audit_tables.py has them all."""
    read = [value for value, read in values.items() if read]
    assert len(read) > 150
    assert [value for value in read[::4] if not is_edtf(value)] == []


def test_what_runs_backwards_is_refused(values):
    plain = [value for value in SINGLE if re.fullmatch("[0-9-]+", value)]
    for left, right in itertools.product(plain, repeat=2):
        backwards = edtf.bounds(left)[0] > edtf.bounds(right)[0]
        assert values[f"{left}/{right}"] != backwards
        if left in PLAIN and right in PLAIN and len(left) == len(right):
            assert values[f"[{left}..{right}]"] != backwards
    for left, right in PAIRS:
        assert not values[f"{left}/{right}"] or edtf.bounds(left)[0] <= edtf.bounds(right)[0]


def test_first_comes_before_last_and_is_the_librarys_where_it_gives_one(values):
    compared = 0
    for value in (value for value, read in values.items() if read):
        start, end = edtf.bounds(value)
        assert start <= end, value
        if "/" in value and ".." not in value and not value.startswith("/") and not value.endswith(("/", "-24")):
            assert (start.timetuple()[:3], end.timetuple()[:3]) == library_bounds(value), value
            compared += 1
    assert compared > 50


def test_whatever_is_read_can_be_said_in_words(values):
    for value in (value for value, read in values.items() if read):
        words = edtf.readable(value)
        assert re.fullmatch(r"[A-Za-z0-9 ,()]+", words), (value, words)
        for year in re.findall(r"\d{3}[\dX]", value.replace("XX", "0X")):
            assert year.replace("X", "0") in words, (value, words)
        assert ("or earlier" in words) == ("[.." in value)
        assert ("or later" in words) == ("..]" in value)
        assert ("until" in words) == value.startswith(("/", ".."))
        assert ("from" in words) == value.endswith(("/", "/.."))


def test_open_ends_and_sets():
    assert edtf.bounds("2018-10/..")[1] == edtf.LAST
    assert edtf.bounds("/1960")[0] == edtf.bounds("../1960")[0] == edtf.bounds("[..1904]")[0] == edtf.FIRST
    assert [day.isoformat() for day in edtf.bounds("../1850")] == ["1850-01-01", "1850-12-31"]
    assert [day.isoformat() for day in edtf.bounds("[2020-11-17..2020-12-31]")] == ["2020-11-17", "2020-12-31"]
    assert [day.isoformat() for day in edtf.bounds("[2017-01,2017-12]")] == ["2017-01-01", "2017-12-31"]
    assert [day.isoformat() for day in edtf.bounds("[1668,1667]")] == ["1667-01-01", "1668-12-31"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-02-18", "18 February 2021"),
        ("2020-12~", "December 2020 (about)"),
        ("199X", "1990s"),
        ("19XX", "1900 to 1999"),
        ("1993-23", "autumn 1993"),
        ("2004/2011", "2004 to 2011"),
        ("2018-10/..", "from October 2018"),
        ("../1960", "until 1960"),
        ("/1960", "until 1960"),
        ("../..", "at any time"),
        ("[2021-03..]", "March 2021 or later"),
        ("[..1904]", "1904 or earlier"),
        ("[2017-01,2017-12]", "January 2017 or December 2017"),
        ("[2020-11-17..2020-12-31]", "between 17 November and 31 December 2020"),
        ("[2021-02-20..2021-02-23]", "between 20 and 23 February 2021"),
        ("[2020-12-30..2021-01-02]", "between 30 December 2020 and 2 January 2021"),
        ("[2025-07..2025-08]", "July or August 2025"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
    ],
)
def test_dates_in_words(value, words):
    assert edtf.readable(value) == words
