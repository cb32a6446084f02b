"""What the data set consists of: its tables and columns, and the records of one text by kind."""

import pandas as pd

from . import records, views


def tables() -> pd.DataFrame:
    """Return the tables with their numbers of rows and columns and what they hold."""
    names = records.table_names()
    return pd.DataFrame(
        {
            "Table": names,
            "Rows": [len(records.table(name)) for name in names],
            "Columns": [len(records.schema(name)["fields"]) for name in names],
            "What it holds": [records.schema(name)["description"] for name in names],
        }
    )


def columns() -> pd.DataFrame:
    """Return the columns of all tables with their types, what they hold and the values that are allowed."""
    fields = [(name, field) for name in records.table_names() for field in records.schema(name)["fields"]]
    return pd.DataFrame(
        {
            "Table": [name for name, _ in fields],
            "Column": [field["name"] for _, field in fields],
            "Type": [field["type"] for _, field in fields],
            "What it holds": [field["description"] for _, field in fields],
            "Allowed values": [", ".join(field.get("constraints", {}).get("enum", [])) for _, field in fields],
        }
    )


def registers(doc: str) -> dict[str, pd.DataFrame]:
    """Return the records of a text that are no claims, by kind, each under its caption; empty kinds are left out."""
    label = records.labels()[doc]
    frames = {
        f"Figures of {label}": views.quantities(doc),
        f"Dates and times of {label}": views.dates(doc),
        f"Reports of events in {label}": views.event_reports(doc),
        f"Anomalies of {label}": views.anomalies(doc),
        f"Checks of {label}": views.checks(doc),
        f"Borrowings of {label}": views.borrowings(doc),
    }
    return {caption: rows for caption, rows in frames.items() if len(rows)}
