"""The published tables as plain rows, read and edited without the code that writes them."""

import csv
import re

from .paths import DATA

WORD = (
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    "|[A-Za-z\u00c0-\u024f]+|[0-9\u0660-\u0669\u06f0-\u06f9]+"
)


def rows(name, folder=DATA):
    """Return a table as dictionaries of strings."""
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def words(text):
    """Return the words of a text."""
    return re.findall(WORD, text)


def edit(folder, name, change):
    """Change a table's rows in place."""
    table = rows(name, folder)
    change(table)
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def page(record_id: str) -> str:
    """Return the page of the site on which a record stands."""
    (table,) = (row["table"] for row in rows("records") if row["record_id"] == record_id)
    return f"chapters/{'ledger' if table == 'claims' else 'registers'}.html"
