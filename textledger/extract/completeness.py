"""The check that every number and time expression of the texts is coded or excluded with a reason."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from .. import records
from ..corpus import text
from . import expressions
from .expressions import Expression

_CODED = re.compile(r"-[qd][0-9]{2,3}$")  # ids of quantities and dates

Span = tuple[str, int, int]


def uncovered(
    source: str, doc_id: str, coded_spans: Iterable[Span], excluded_spans: Iterable[Span]
) -> list[Expression]:
    """Return the expressions of a text that no coded and no excluded span touches.

    Args:
        source: the text.
        doc_id: its id.
        coded_spans: (doc_id, start, end) of quantities and dates; those of other texts are passed over.
        excluded_spans: the same of exclusions.
    """
    spans = [(start, end) for doc, start, end in (*coded_spans, *excluded_spans) if doc == doc_id]
    return [
        expression
        for expression in expressions.find(source)
        if not any(start < expression.end and expression.start < end for start, end in spans)
    ]


def _spans(rows: list[dict]) -> list[Span]:
    return [(row["doc_id"], int(row["start"]), int(row["end"])) for row in rows]


def check(folder: Path, sources) -> list[str]:
    """Return one line for every expression that is neither coded nor excluded.

    Args:
        folder: the folder of `spans.csv` and `exclusions.csv`.
        sources: the texts by id, or what holds them as `text` (`derive.Sources`).

    Raises:
        FileNotFoundError: a table is missing.
    """
    texts: Mapping[str, str] = getattr(sources, "text", sources)
    coded = _spans([row for row in records.rows("spans", folder) if _CODED.search(row["record_id"])])
    excluded = _spans(records.rows("exclusions", folder))
    lines = []
    for doc_id, source in texts.items():
        paragraphs = text.paragraphs(source)
        for expression in uncovered(source, doc_id, coded, excluded):
            par = next(p.par for p in paragraphs if p.start <= expression.start < p.end)
            place = f"{doc_id}, paragraph {par}, {expression.start}-{expression.end}"
            lines.append(f"{place}: {expression.kind} is neither coded nor excluded")
    return lines
