"""What tests of wrong tables share: the faults of a folder, and which expectations none of them meets."""

import random
import re

from textledger import __main__ as cli
from textledger import datapackage, records
from textledger.rules import validate

from .paths import DATA
from .raw import edit

WORD = "كلمة"


def every_table():
    """Return the rows of all published tables, to be changed."""
    return {name: records.rows(name, DATA) for name in records.table_names()}


def told(folder):
    """Return the faults of a folder, once its descriptor says what is now in the files."""
    if not any(validate.load(folder)[1].values()):
        datapackage.write(folder)
    return [fault for of_one in validate.faults(folder).values() for fault in of_one]


def missing(expected, faults):
    """Return the expectations, as regular expressions, that no fault meets."""
    return [pattern for pattern in expected if not any(re.search(pattern, fault) for fault in faults)]


NASTY = [
    "",
    " ",
    "NaN",
    "inf",
    "-1",
    "٣",
    "=1",
    "\x00",
    "\u200f",
    "a\nb",
    '"',
    "9" * 400,
    "ev-x",
    "2021-02-30",
    ";",
    "\ufeff",
]


def corrupt_cells(copy, times, capsys):
    """Overwrite one cell at random, many times; the descriptor is left, so that nothing may pass."""
    chance = random.Random(20210218)
    for _ in range(times):
        table = chance.choice(records.table_names())
        path = copy / f"{table}.csv"
        content = path.read_bytes()
        column = chance.choice([field["name"] for field in records.schema(table)["fields"]])
        value = chance.choice(NASTY)

        def change(rows, column=column, value=value):
            row = chance.choice(rows)
            row[column] = value if row[column] != value else "x"

        edit(copy, table, change)
        assert cli.main(["validate", "--data", str(copy)]) == 1, (table, column, value)
        output = capsys.readouterr().err
        assert re.search(rf"\b{table}\b", output), (table, column, value, output)
        path.write_bytes(content)
    assert cli.main(["validate", "--data", str(copy)]) == 0
