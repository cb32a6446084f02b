"""Columns of days and numbers: which may be negative is named, and no day of the project's work is still to come."""

import datetime

from textledger import records
from textledger.schema import cells

SIGNED = {
    ("agreement", "value"),
    ("agreement", "low"),
    ("agreement", "high"),
    ("keyness", "log_odds"),
    ("keyness", "z"),
}
BY_RULE = {("similarity", "value")}  # tested with its unit
DAY = {"type": "date", "constraints": {"minimum": "2026-11-21"}}


def columns(*kinds):
    """Return the columns of these types, as table and field."""
    return [
        (name, field)
        for name in records.table_names()
        for field in records.schema(name)["fields"]
        if field["type"] in kinds
    ]


def test_every_number_has_a_least_value_but_those_that_may_be_negative():
    free = {
        (name, field["name"])
        for name, field in columns("integer", "number")
        if "minimum" not in field.get("constraints", {})
    }
    assert free == SIGNED | BY_RULE


def test_every_day_has_a_first_one():
    days = columns("date")
    assert len(days) > 2
    assert {field["constraints"]["minimum"] for _, field in days} == {DAY["constraints"]["minimum"]}


def test_a_day_may_be_today_anywhere_on_earth_and_no_later(monkeypatch):
    now = datetime.datetime(2026, 11, 29, 11, tzinfo=datetime.UTC)  # the 30th has begun on Kiribati

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    monkeypatch.setattr(cells.datetime, "datetime", Clock)
    assert cells.fault(DAY, "2026-11-30") is None
    assert cells.fault(DAY, "2026-12-01") == "is '2026-12-01', expected a day that has come"
    assert cells.fault(DAY, "2026-11-21") is None
    assert cells.fault(DAY, "2026-11-20") == "is 2026-11-20, expected at least 2026-11-21"
