"""The draft coding of a new text: amounts and dates by rule, for a reader to correct."""

from ..corpus import text
from . import dates, numbers


def draft(source: str) -> dict[str, list[dict]]:
    """Return what the rules find in a text, as plain rows.

    Args:
        source: the text.

    Returns:
        `numbers`: rows with par, start, end (code points), low, high, kind; `dates`: rows with par, start, end, edtf,
        problem. A number inside a date is no row of its own.
    """
    rows: dict[str, list[dict]] = {"numbers": [], "dates": []}
    for paragraph in text.paragraphs(source):
        place = {"par": paragraph.par}
        dated = dates.find(source, paragraph.start, paragraph.end)
        skip = [(date.start, date.end) for date in dated]
        counted = numbers.find(source, paragraph.start, paragraph.end, skip)
        rows["dates"] += [place | date._asdict() for date in dated]
        rows["numbers"] += [place | number._asdict() for number in counted]
    return rows
