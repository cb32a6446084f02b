"""Agreement of two codings: pairing units by their spans, and the figures made from the pairs."""

import numpy as np

from ..corpus import spans
from . import statistics

LEAST_OVERLAP = 0.5  # intersection over union from which two units are the same


def pair(a: dict[str, list[tuple[int, int]]], b: dict[str, list[tuple[int, int]]]) -> list[tuple[str, str]]:
    """Return the one-to-one pairs of two codings' units, largest character overlap first (IoU of at least one half).

    Args:
        a: spans of each unit of the first coding, half-open code-point offsets.
        b: spans of each unit of the second coding.
    """
    scored = [(spans.iou(x, y), i, j) for i, x in a.items() for j, y in b.items()]
    pairs, used_a, used_b = [], set(), set()
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score < LEAST_OVERLAP:
            break
        if i not in used_a and j not in used_b:
            pairs.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return sorted(pairs)


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Return Krippendorff's alpha for nominal values of two codings (Krippendorff 2018; package krippendorff).

    NaN where the values do not vary, since alpha is undefined then.
    """
    from krippendorff import alpha as compute

    data = _codes(pairs)
    if len(np.unique(data)) < 2:
        return float("nan")
    return float(compute(reliability_data=data.astype(float), level_of_measurement="nominal"))


def _codes(pairs: list[tuple[str, str]]) -> np.ndarray:
    """Return the values of two codings as numbers, a row a coder."""
    code = {value: i for i, value in enumerate(sorted({value for both in pairs for value in both}))}
    return np.array([[code[value] for value in coder] for coder in zip(*pairs, strict=True)])


def alpha_of_codes(data: np.ndarray) -> float:
    """Return the same of numbers by the definition alone, a tenth of a millisecond sooner: resamples are thousands."""
    counts = np.bincount(data.ravel())
    expected = 1 - (counts * (counts - 1)).sum() / (data.size * (data.size - 1))
    return float(1 - (data[0] != data[1]).mean() / expected) if expected else float("nan")


def parse_spans(value: str) -> list[tuple[int, int]]:
    """Return the spans written as `10-20 30-40`."""
    pairs = (part.split("-") for part in value.split())
    return [(int(start), int(end)) for start, end in pairs]


def _row(variable, measure, value, n, low=None, high=None):
    return {"variable": variable, "measure": measure, "value": value, "low": low, "high": high, "n": n}


def _nominal(variable: str, pairs: list[tuple[str, str]]) -> list[dict]:
    value = alpha(pairs)
    data = _codes(pairs)
    low, high = statistics.bootstrap(lambda picked: alpha_of_codes(data[:, picked]), len(pairs))
    defined = not np.isnan(value)
    share = sum(x == y for x, y in pairs) / len(pairs)
    return [
        _row(variable, "alpha", value, len(pairs), low, high) if defined else _row(variable, "alpha", None, len(pairs)),
        _row(variable, "percent_agreement", share, len(pairs)),
    ]


def _spans(units: list[dict]) -> list[dict]:
    a = [parse_spans(u["coder_a"]) for u in units if u["coder_a"]]
    b = [parse_spans(u["coder_b"]) for u in units if u["coder_b"]]
    both = [(parse_spans(u["coder_a"]), parse_spans(u["coder_b"])) for u in units if u["coder_a"] and u["coder_b"]]
    exact = sum(x == y for x, y in both)
    rows = []
    for name, hits in (("exact", exact), ("overlap", len(both))):
        for measure, value in zip(
            ("precision", "recall", "f1"), statistics.precision_recall_f1(hits, len(b), len(a)), strict=True
        ):
            rows.append(_row("span", f"{measure}_{name}", value, len(units)))
    rows.append(_row("span", "unpaired_a", float(len(a) - len(both)), len(a)))
    rows.append(_row("span", "unpaired_b", float(len(b) - len(both)), len(b)))
    return rows


def agreement_rows(reliability: list[dict]) -> list[dict]:
    """Return the agreement figures of every table, round and variable in the raw material."""
    groups: dict[tuple[str, str, str], list[dict]] = {}
    for row in reliability:
        groups.setdefault((row["table"], row["round"], row["variable"]), []).append(row)
    rows = []
    for (table, number, variable), units in sorted(groups.items()):
        if variable == "span":
            measured = _spans(units)
        else:
            measured = _nominal(
                variable, [(u["coder_a"], u["coder_b"]) for u in units if u["coder_a"] and u["coder_b"]]
            )
        rows += [{"table": table, "round": number} | row for row in measured]
    return rows
