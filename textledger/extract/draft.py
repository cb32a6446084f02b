"""The draft coding of a new text: amounts and dates by rule, for a reader to correct."""

import datetime

from ..corpus import text
from . import dates, numbers
from .plain import Plain

_DATE, _NUMBER = (("par", *row._fields) for row in (dates.Date, numbers.Number))


def draft(source: str, day: str | None = None) -> dict[str, list[dict]]:
    """Return what the rules find in a text, as plain rows.

    Args:
        source: the text.
        day: the day of the text (2021-02-18); with it, times told from it ("two months ago") are resolved.

    Returns:
        `numbers`: rows with par, start, end (code points), low, high, kind, rule, readings, bound; `dates`: rows
        with par, start, end, edtf, problem, rule, readings, part. A number inside a date is no row of its own.
    """
    rows: dict[str, list[dict]] = {"numbers": [], "dates": []}
    told = datetime.date.fromisoformat(day) if day else None
    named: list[str | None] = []
    for paragraph in text.paragraphs(source):
        par = paragraph.par
        plain = Plain(source, paragraph.start, paragraph.end)
        dated = dates.scan(plain, told, named)
        named += [date.edtf for _, _, date in dated]
        rows["dates"] += [dict(zip(_DATE, (par, *date), strict=True)) for _, _, date in dated]
        counted = numbers.scan(plain, [(start, end) for start, end, _ in dated])
        rows["numbers"] += [dict(zip(_NUMBER, (par, *number), strict=True)) for number in counted]
    return rows
