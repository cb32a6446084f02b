"""How a new text looks beside the others: a place, a colour and a sign that none of them has."""

from pathlib import Path

from .. import drafts, records
from ..schema import csvfile

# As many as there are signs that no text of the book has. Each stands out from the light and the dark page, and from
# the other colours of texts, verdicts and what is not coded (tested); no sixth was found.
COLOURS = ("#4455FF", "#776644", "#BB00AA", "#007700", "#9900FF")


def taken(data: Path) -> list[dict]:
    """Return the rows of all texts, drafts included."""
    rows = list(records.rows("documents", data))
    for slug in drafts.slugs(data):
        path = drafts.folder(slug, data) / "documents.csv"
        rows += csvfile.read(path) if path.is_file() else []
    return rows


def choose(data: Path) -> tuple[int, str, str]:
    """Return the next place in the book, and a colour and a sign that are free; empty where none is left.

    A draft without them is shown in grey until a person chooses.
    """
    rows = taken(data)
    colours, signs = {row["colour"] for row in rows}, {row["sign"] for row in rows}
    field = next(f for f in records.schema("documents")["fields"] if f["name"] == "sign")
    return (
        1 + max((int(row["order"]) for row in rows), default=0),
        next((colour for colour in COLOURS if colour not in colours), ""),
        next((sign for sign in field["constraints"]["enum"] if sign not in signs), ""),
    )
