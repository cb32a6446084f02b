"""Measures against independent computations: by hand, by definition, or by another library."""

import itertools
import math
import random

import numpy as np
import pytest

from textledger.measures import agreement, features, statistics


def test_dispersion_of_an_even_word_is_nought_and_of_a_bunched_one_high():
    assert statistics.dispersion_dp([2, 2, 2], [50, 50, 50]) == pytest.approx(0)
    assert statistics.dispersion_dp([6, 0, 0], [50, 50, 50]) == pytest.approx(2 / 3)


def test_dispersion_follows_gries_example():
    # Gries (2008): expected shares .09 .1 .1 .1 .1 .1 .1 .1 .1 .11 of 100 words, observed 1 2 3 4 5 of 15 ...
    sizes, counts = [9, 10, 10, 10, 10, 10, 10, 10, 10, 11], [1, 2, 3, 1, 1, 1, 1, 1, 3, 1]
    by_hand = sum(abs(c / 15 - s / 100) for c, s in zip(counts, sizes, strict=True)) / 2
    assert statistics.dispersion_dp(counts, sizes) == pytest.approx(by_hand)


def test_a_word_that_does_not_occur_has_no_dispersion():
    with pytest.raises(ValueError, match="does not occur"):
        statistics.dispersion_dp([0, 0], [10, 10])


def test_log_odds_by_the_formula():
    y, r, a = [10, 5, 85], [4, 16, 180], [1.0, 1.5, 20.0]
    delta, z = statistics.log_odds(y, r, a)
    n, m, a0 = 100, 200, 22.5
    left = math.log((10 + 1) / (n + a0 - 10 - 1))
    right = math.log((4 + 1) / (m + a0 - 4 - 1))
    assert delta[0] == pytest.approx(left - right)
    assert z[0] == pytest.approx((left - right) / math.sqrt(1 / 11 + 1 / 5))


def test_log_odds_change_sign_when_the_texts_are_exchanged():
    y, r, a = [3, 7, 40], [9, 1, 60], [2, 2, 9]
    one, _ = statistics.log_odds(y, r, a)
    two, _ = statistics.log_odds(r, y, a)
    assert one == pytest.approx(-two)


def test_a_prior_of_nought_is_refused():
    with pytest.raises(ValueError, match="positive"):
        statistics.log_odds([1], [1], [0])


def test_precision_recall_f1():
    assert statistics.precision_recall_f1(3, 4, 6) == pytest.approx((0.75, 0.5, 0.6))
    assert statistics.precision_recall_f1(0, 0, 0) == (0.0, 0.0, 0.0)


def test_expected_types_agree_with_drawing_at_random():
    counts = np.array([5, 3, 2, 1, 1])
    bag = [i for i, n in enumerate(counts) for _ in range(n)]
    by_enumeration = np.mean([len(set(draw)) for draw in itertools.combinations(bag, 4)])
    assert features.expected_types(counts, 4) == pytest.approx(by_enumeration)


def test_alpha_of_published_example():
    # Krippendorff's nominal example with two observers: ten units, alpha .095
    a = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"]
    b = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"]
    assert agreement.alpha(list(zip(a, b, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_alpha_by_its_definition():
    random.seed(1)
    pairs = [(random.choice("xyz"), random.choice("xyz")) for _ in range(40)]
    values = [value for pair in pairs for value in pair]
    n = len(values)
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = sum(x != y for i, x in enumerate(values) for j, y in enumerate(values) if i != j) / (n * (n - 1))
    assert agreement.alpha(pairs) == pytest.approx(1 - observed / expected)
    codes = np.array([[ord(a) for a, _ in pairs], [ord(b) for _, b in pairs]])
    assert agreement.alpha_of_codes(codes) == pytest.approx(1 - observed / expected)


def test_alpha_is_undefined_where_nothing_varies():
    assert math.isnan(agreement.alpha([("x", "x"), ("x", "x")]))
    assert math.isnan(agreement.alpha_of_codes(np.zeros((2, 2), dtype=int)))


def test_pairs_are_one_to_one_and_the_largest_overlap_wins():
    a = {"a1": [(0, 10)], "a2": [(10, 20)]}
    b = {"b1": [(0, 9)], "b2": [(1, 10)], "b3": [(12, 20)]}
    assert agreement.pair(a, b) == [("a1", "b1"), ("a2", "b3")]


def test_units_that_share_less_than_half_are_not_paired():
    assert agreement.pair({"a": [(0, 10)]}, {"b": [(6, 16)]}) == []


def test_figures_count_the_unpaired():
    raw = [
        {"table": "claims", "unit_id": "p1", "variable": "span", "coder_a": "0-5", "coder_b": "0-5"},
        {"table": "claims", "unit_id": "p2", "variable": "span", "coder_a": "6-9", "coder_b": "6-8"},
        {"table": "claims", "unit_id": "a3", "variable": "span", "coder_a": "20-30", "coder_b": ""},
    ]
    raw = [row | {"round": "coding"} for row in raw]
    found = {row["measure"]: row["value"] for row in agreement.agreement_rows(raw)}
    assert found["precision_exact"] == pytest.approx(1 / 2)
    assert found["recall_overlap"] == pytest.approx(2 / 3)
    assert (found["unpaired_a"], found["unpaired_b"]) == (1, 0)


def test_bootstrap_is_repeatable_and_holds_the_mean():
    values = np.arange(50.0)
    one = statistics.bootstrap(lambda picked: values[picked].mean(), 50, rounds=300)
    two = statistics.bootstrap(lambda picked: values[picked].mean(), 50, rounds=300)
    assert one == two
    assert one[0] < values.mean() < one[1]
