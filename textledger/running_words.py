"""Where paragraphs and claims stand in a text, counted in words from its beginning.

Plain Python, without pandas and Altair: a page that only needs these places does not wait for both to load.
"""

from itertools import accumulate, pairwise

from . import records


def _rows(name: str, doc: str) -> list[dict[str, str]]:
    return [row for row in records.rows(name) if row["doc_id"] == doc]


def paragraphs(doc: str) -> dict[int, tuple[int, int]]:
    """Return the words of a text before each of its paragraphs and up to its end, by the paragraph's number."""
    counts = {int(row["par"]): int(row["n_tokens"]) for row in _rows("paragraphs", doc)}
    ends = accumulate((counts[par] for par in sorted(counts)), initial=0)
    return dict(zip(sorted(counts), pairwise(ends), strict=True))


def claims(doc: str) -> dict[str, tuple[int, float]]:
    """Return the paragraph of each claim of a text, and the words before its first span, in the order of the table.

    A span is known in characters; its place in words is interpolated within its paragraph.
    """
    limits = {int(row["par"]): (int(row["start"]), int(row["end"])) for row in _rows("paragraphs", doc)}
    first = {row["record_id"]: int(row["start"]) for row in _rows("spans", doc) if row["seq"] == "1"}
    words, places = paragraphs(doc), {}
    for claim in _rows("claims", doc):
        if claim["claim_id"] in first:
            par = int(claim["par"])
            start, end = limits[par]
            share = min(max((first[claim["claim_id"]] - start) / (end - start), 0.0), 1.0)
            before, upto = words[par]
            places[claim["claim_id"]] = (par, before + share * (upto - before))
    return places
