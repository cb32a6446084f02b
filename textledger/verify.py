"""Verification: what can be recomputed from the sources is recomputed and compared with what is published."""

import math
from pathlib import Path

from . import records
from .corpus import derive
from .extract import scores
from .measures import features
from .rules import quotations
from .schema import tables

# The tables that follow from the sources and the hand-made columns, in the order in which they are computed.
RECOMPUTED = (
    "documents", "paragraphs", "tokens", "mentions", "spans", "exclusions", "features", "keyness", "similarity",
    "agreement", "rule_scores")  # fmt: skip
TOLERANCE = 1e-5  # of computed numbers, relative: libraries differ in the last digits between machines


def recompute(folder: Path, sources: derive.Sources) -> dict[str, list[dict]]:
    """Return every table that can be recomputed, from the hand-made columns in a folder and the sources."""
    made = {name: records.rows(name, folder) for name in derive.MADE}
    derived = derive.derive_tables(made, sources)
    reliability = records.rows("reliability", folder)
    computed = derived | features.compute_tables(derived, made["lexicon"], reliability, sources)
    computed["rule_scores"] = scores.table(sources.text, folder)
    if set(computed) != set(RECOMPUTED):
        raise RuntimeError(f"recomputed are {', '.join(computed)}, expected {', '.join(RECOMPUTED)}")
    return computed


def _is_same(published: str, expected: str, number: bool) -> bool:
    if published == expected or not number or not published or not expected:
        return published == expected
    return math.isclose(float(published), float(expected), rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def compare(name: str, published: list[dict], recomputed: list[dict]) -> list[str]:
    """Return the differences between a published table and the recomputed one, each with file, row and reason."""
    described = records.schema(name)
    key = described["primaryKey"]
    numbers = {field["name"] for field in described["fields"] if field["type"] == "number"}
    computed = {tuple(str(row[k]) for k in key): row for row in recomputed}
    faults = []
    for line, row in enumerate(published, 2):
        row_key = tuple(row[k] for k in key)
        at = f"{name}.csv, row {line} ({', '.join(row_key)})"
        match = computed.pop(row_key, None)
        if match is None:
            faults.append(f"{at}: the sources do not give this row")
            continue
        for column, value in row.items():
            expected = tables.cell(match[column])
            if not _is_same(value, expected, column in numbers):
                faults.append(f"{at}: {column} is {value or 'empty'}, recomputed {expected or 'empty'}")
    faults += [f"{name}.csv: row missing: {', '.join(row_key)}" for row_key in computed]
    return faults


def run(folder: Path, sources: derive.Sources) -> tuple[dict[str, int], list[str]]:
    """Verify the tables in a folder.

    Returns:
        The number of rows verified per table, and the faults.
    """
    counts, faults = {}, []
    for name, recomputed in recompute(folder, sources).items():
        published = records.rows(name, folder)
        counts[name] = len(published)
        faults += compare(name, published, recomputed)
    data = {name: records.rows(name, folder) for name in records.table_names()}
    return counts, [*faults, *quotations.placed_faults(data, sources.text)]
