"""Broken rules of the tables: how a row is changed, and whether the fault is told."""

import re

from textledger.rules import validate

from .faults import every_table, missing


def first(data, table, **values):
    """Return the first row of a table that has the values given."""
    return next(row for row in data[table] if all(row[column] == value for column, value in values.items()))


def put(table, changes, **values):
    """Return a corruption: changes of the first row that has the values given."""
    return lambda data: first(data, table, **values).update(changes)


def told(change, expected):
    """Check that a corruption of the tables is told as expected, with table, row, and what is due."""
    data = every_table()
    change(data)
    found = validate.rule_faults(data)
    assert missing([expected], found) == [], found[:5]
    assert all(re.match(r"\w+\.csv(, row \d+ \(.+?\))?: .*expected", fault) for fault in found), found[:5]
