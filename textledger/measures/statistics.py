"""Measures from counts, with numpy alone: keyness, dispersion, overlap of two codings."""

import numpy as np


def log_odds(counts, reference, prior) -> tuple[np.ndarray, np.ndarray]:
    """Return weighted log-odds ratios and their z-values.

    Method: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, eq. 16, 19, 22).

    Args:
        counts: occurrences of each word in the text, shape (words,).
        reference: occurrences of each word in the reference, shape (words,).
        prior: pseudo-counts of each word, positive, shape (words,).

    Raises:
        ValueError: a prior is not positive.
    """
    y, r, a = (np.asarray(values, dtype=float) for values in (counts, reference, prior))
    if (a <= 0).any():
        raise ValueError("every prior count must be positive")
    n, m, a0 = y.sum(), r.sum(), a.sum()
    delta = np.log((y + a) / (n + a0 - y - a)) - np.log((r + a) / (m + a0 - r - a))
    return delta, delta / np.sqrt(1 / (y + a) + 1 / (r + a))


def dispersion_dp(counts, sizes) -> float:
    """Return the deviation of proportions of a word over the parts of a text (Gries 2008): 0 even, towards 1 uneven.

    Args:
        counts: occurrences in each part, shape (parts,).
        sizes: words in each part, shape (parts,).

    Raises:
        ValueError: the word does not occur.
    """
    v, s = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if not v.sum():
        raise ValueError("a word that does not occur has no dispersion")
    return float(np.abs(v / v.sum() - s / s.sum()).sum() / 2)


def bootstrap(statistic, units, rounds: int = 1000, seed: int = 20261121) -> tuple[float, float]:
    """Return the 95 % percentile interval of a statistic under resampling of units (Efron 1979).

    Args:
        statistic: function of an array of unit indices; NaN results are left out.
        units: number of units.
        rounds: resamples.
        seed: of the random generator, fixed so that the figures can be recomputed.
    """
    random = np.random.default_rng(seed)
    values = np.array([statistic(random.integers(0, units, units)) for _ in range(rounds)])
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def precision_recall_f1(hits: int, coded: int, reference: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of `hits` units common to `coded` (coding b) and `reference` (coding a)."""
    precision, recall = hits / coded if coded else 0.0, hits / reference if reference else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
