"""Drafts against their texts, where these are at hand: places, seals and counts are computed again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .. import drafts
from ..corpus import arabic, spans, text
from ..rules import drafts as draft_rules


def _seal_faults(draft: drafts.Draft, source: str) -> Iterator[str]:
    key = spans.key(source.encode("utf-8"))
    for name in ("paragraphs", "spans", "candidates"):
        for line, row in enumerate(draft.rows(name), 2):
            if row["mac"] != (mac := spans.mac(key, source[int(row["start"]) : int(row["end"])])):
                yield f"{name}.csv, row {line}: mac is {row['mac']}, recomputed {mac}"


def _paragraph_faults(draft: drafts.Draft, source: str) -> Iterator[str]:
    for line, (row, p) in enumerate(zip(draft.rows("paragraphs"), text.paragraphs(source), strict=False), 2):
        computed = {"start": p.start, "end": p.end, "n_tokens": len(text.words(source, p.start, p.end))}
        for column, value in computed.items():
            if row[column] != str(value):
                yield f"paragraphs.csv, row {line}: {column} is {row[column]}, recomputed {value}"


def _token_faults(draft: drafts.Draft, source: str) -> Iterator[str]:
    computed: Counter = Counter()
    for row in draft.rows("paragraphs"):
        if row["segment"]:
            words = text.words(source, int(row["start"]), int(row["end"]))
            computed.update((row["segment"], arabic.form(word.form)) for word in words)
    for line, row in enumerate(draft.rows("tokens"), 2):
        if (n := computed.pop((row["segment"], row["form"]), 0)) != int(row["n"]):
            yield f"tokens.csv, row {line}: n is {row['n']}, recomputed {n}"
    if computed:
        segment, form = next(iter(computed))
        yield f"tokens.csv: row missing: {segment}, {form}"


def faults(slug: str, data: Path, folder: Path | None = None) -> list[str] | None:
    """Return where a draft differs from its text; None where that text is not at hand.

    Args:
        slug: the id of the text.
        data: the folder of the published tables.
        folder: where texts lie, beside `sources/`.
    """
    draft = drafts.Draft(slug, data)
    source = drafts.source(slug, draft.document["sha256"], data, folder)
    if source is None:
        other = next((path for path, _ in drafts.editions(slug, data, folder)), None)
        told = f"{draft_rules.shown(slug)}/documents.csv, row 2: sha256 is not that of {other}: another edition"
        return [told] if other else None
    found = [*_seal_faults(draft, source), *_paragraph_faults(draft, source), *_token_faults(draft, source)]
    return [f"{draft_rules.shown(slug)}/{fault}" for fault in found]
