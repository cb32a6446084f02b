"""What tests of wrong tables share: the faults of a folder, and which expectations none of them meets."""

import re

from textledger import datapackage, records
from textledger.rules import validate

from .paths import DATA

WORD = "كلمة"


def every_table():
    """Return the rows of all published tables, to be changed."""
    return {name: records.rows(name, DATA) for name in records.table_names()}


def told(folder):
    """Return the faults of a folder, once its descriptor says what is now in the files."""
    if not any(validate.load(folder)[1].values()):
        datapackage.write(folder)
    return [fault for of_one in validate.faults(folder).values() for fault in of_one]


def missing(expected, found):
    """Return the expectations, as regular expressions, that no fault meets."""
    return [wanted for wanted in expected if not any(re.search(wanted, fault) for fault in found)]
