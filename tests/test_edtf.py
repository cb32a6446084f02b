"""Reading EDTF dates, against the edtf library."""

import pytest
from edtf import parse_edtf

from textledger import edtf


@pytest.mark.parametrize(
    "value",
    [
        "2021",
        "2021-02",
        "2024-02",
        "2021-02-18",
        "2020-12~",
        "2017-01?",
        "199X",
        "194X/195X",
        "2004/2011",
        "2004-06-28/2004-06-29",
        "1989-12/1991-12",
        "1993-23",
    ],
)
def test_bounds_agree_with_the_edtf_library(value):
    parsed = parse_edtf(value)
    start, end = edtf.bounds(value)
    assert tuple(parsed.lower_strict())[:3] == (start.year, start.month, start.day)
    assert tuple(parsed.upper_strict())[:3] == (end.year, end.month, end.day)


def test_open_ends_and_sets():
    assert edtf.bounds("2018-10/..")[1] == edtf.LAST
    assert [day.isoformat() for day in edtf.bounds("[2020-11-17..2020-12-31]")] == ["2020-11-17", "2020-12-31"]
    assert [day.isoformat() for day in edtf.bounds("[2017-01,2017-12]")] == ["2017-01-01", "2017-12-31"]


@pytest.mark.parametrize("value", ["2021-13", "2021-02-30", "yesterday", "20-02-2021", ""])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(edtf.EDTFError):
        edtf.bounds(value)


def test_dates_in_words():
    assert edtf.readable("2021-02-18") == "18 February 2021"
    assert edtf.readable("2020-12~") == "December 2020 (about)"
    assert edtf.readable("[2021-03..]") == "March 2021 or later"
    assert edtf.readable("199X") == "1990s"
    assert edtf.readable("1993-23") == "autumn 1993"
