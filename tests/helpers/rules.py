"""Broken rules of the tables: how a row is changed, and whether the fault is told."""

import re
from functools import cache

from textledger.rules import validate

from .faults import every_table, missing


def first(data, table, **values):
    """Return the first row of a table that has the values given."""
    return next(row for row in data[table] if all(row[column] == value for column, value in values.items()))


def put(table, changes, **values):
    """Return a corruption: changes of the first row that has the values given."""
    return lambda data: first(data, table, **values).update(changes)


class _Read(dict):
    """Tables that note which of them are read."""

    def __init__(self, tables):
        super().__init__(tables)
        self.read = set()

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)


class _Changed(dict):
    """The tables of others, of which those that are asked for are copies."""

    def __init__(self, tables):
        super().__init__(tables)
        self.tables = tables

    def __getitem__(self, name):
        if super().__getitem__(name) is self.tables[name]:
            self[name] = [dict(row) for row in self.tables[name]]
        return super().__getitem__(name)


@cache
def _sound():
    """Return the published tables, which break no rule, and of each rule the tables that it reads of them."""
    data, read = every_table(), {}
    for rule in validate.RULES:
        noting = _Read(data)
        assert list(rule(noting)) == []
        read[rule] = noting.read
    return data, read


def told(change, expected):
    """Check that a corruption of the tables is told as expected, with table, row, and what is due.

    A rule that reads no table that is changed finds in the others what it finds in sound ones, which is nothing.
    """
    sound, read = _sound()
    change(asked := _Changed(sound))
    data = dict(asked)
    changed = {name for name in sound if data[name] != sound[name]}
    found = validate.rule_faults(data, tuple(rule for rule in validate.RULES if read[rule] & changed))
    assert missing([expected], found) == [], found[:5]
    assert all(re.match(r"\w+\.csv(, row \d+ \(.+?\))?: .*expected", fault) for fault in found), found[:5]
