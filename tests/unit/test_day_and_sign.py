"""No day of the project's work is still to come, and all begin with the same."""

import datetime

from textledger import records
from textledger.schema import cells

DAY = {"type": "date", "constraints": {"minimum": "2026-11-21"}}


def test_every_day_has_the_same_first_one():
    fields = [field for name in records.table_names() for field in records.schema(name)["fields"]]
    days = [field for field in fields if field["type"] == "date"]
    assert len(days) > 2
    assert {field["constraints"]["minimum"] for field in days} == {DAY["constraints"]["minimum"]}


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
