"""Two coders' decisions compared: agreement by the published examples, differences by place, files refused by row."""

import numpy as np
import pytest

from textledger.__main__ import main
from textledger.coding import compare, decisions, variables

from ...helpers.coders import claim


def row(unit_id, decision, table="quantities", doc="harbour", start=10, end=20, sha256="a" * 64, **values):
    base = {"unit_id": unit_id, "table": table, "decision": decision, "doc_id": doc, "sha256": sha256, "par": "1"}
    place = {"start": str(start), "end": str(end), "mac": "0" * 32}
    return base | place | dict.fromkeys(variables.columns(), "") | values


def write(path, rows):
    path.write_text(decisions.render([*decisions.BASE, *variables.columns()], rows))
    return path


@pytest.fixture
def files(tmp_path):
    def make(first, second):
        return write(tmp_path / "one.csv", first), write(tmp_path / "two.csv", second)

    return make


def line(told, start):
    return next(" ".join(each.split()) for each in told.splitlines() if " ".join(each.split()).startswith(start))


def test_alpha_is_that_of_the_published_example(files):
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, A: ten units, two observers, alpha .095."""
    first = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"]
    second = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"]
    named = {"0": "accepted", "1": "rejected"}
    rows = [
        [row(f"harbour-q{n:02}", named[value], kind="exact" if value == "0" else "") for n, value in enumerate(coder)]
        for coder in (first, second)
    ]
    told = compare.report(*files(*rows))
    assert line(told, "quantities decision").startswith("quantities decision 10 60% alpha 0.10, 95 % interval ")
    # the same by hand: coincidences 0-0 10, 0-1 4 (twice), 1-1 2; n = 20
    assert pytest.approx(0.095, abs=0.001) == 1 - (20 - 1) * 4 / (14 * 6)
    assert told.count("decision is") == 4


def test_alpha_of_several_values_is_that_of_its_definition(files):
    """The published four-valued example of two observers (Krippendorff 2011, B): 12 units, alpha .692."""
    pairs = ["ab", "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", "dd", "dd", "ad"]
    names = {"a": "exact", "b": "about", "c": "range", "d": "share", "e": "multiple"}
    rows = [[row(f"harbour-q{n:02}", "corrected", kind=names[pair[i]]) for n, pair in enumerate(pairs)] for i in (0, 1)]
    told = compare.report(*files(*rows))
    values = [value for pair in pairs for value in pair]
    counts = [values.count(value) for value in "abcde"]
    observed = sum(pair[0] != pair[1] for pair in pairs) / 12
    expected = 1 - sum(count * (count - 1) for count in counts) / (24 * 23)
    assert f"alpha {1 - observed / expected:.2f}," in line(told, "quantities kind")
    assert 1 - observed / expected == pytest.approx(0.692, abs=0.0005)
    assert line(told, "quantities decision") == (
        "quantities decision 12 100% no alpha: all values are the same, so that nothing varies"
    )


def test_nothing_is_less_than_nothing_by_its_sign(files):
    """Ten of 23 units differ, two are rejected by both: alpha is a little below 0, and is rounded to it."""
    pairs = ["ar"] * 5 + ["ra"] * 5 + ["rr"] * 2 + ["aa"] * 11
    named = {"a": "accepted", "r": "rejected"}
    rows = [
        [
            row(f"harbour-q{n:02}", named[pair[i]], kind="exact" if pair[i] == "a" else "")
            for n, pair in enumerate(pairs)
        ]
        for i in (0, 1)
    ]
    told = line(compare.report(*files(*rows)), "quantities decision")
    assert pytest.approx(-0.0045, abs=0.0001) == 1 - 45 * 10 / (14 * 32)
    assert "alpha 0.00, " in told
    assert "-0.00" not in told


def test_the_interval_holds_the_value(files):
    random = np.random.default_rng(3)
    kinds = ["exact", "about", "range"]
    first = [row(f"harbour-q{n:02}", "corrected", kind=random.choice(kinds)) for n in range(40)]
    second = [dict(each) if random.random() < 0.7 else each | {"kind": random.choice(kinds)} for each in first]
    told = line(compare.report(*files(first, second)), "quantities kind")
    alpha = float(told.partition("alpha ")[2].partition(",")[0])
    low, high = map(float, told.partition("interval ")[2].split(" to "))
    assert low < alpha < high


def test_what_cannot_be_computed_is_said(files):
    first = [row("harbour-q01", "accepted", kind="exact", low="5"), row("harbour-q02", "rejected")]
    second = [row("harbour-q01", "corrected", kind="exact", low="6"), row("harbour-q03", "accepted", kind="about")]
    told = compare.report(*files(first, second))
    assert line(told, "quantities decision") == "quantities decision 1 0% no alpha: fewer than 10 units"
    assert line(told, "quantities low") == "quantities low 1 0% no alpha: the values are no categories"
    assert "paragraph 1, 10-20: quantities harbour-q01: low is 5 / 6" in told
    assert "first file alone, and not compared: harbour-q02" in told
    assert "second file alone, and not compared: harbour-q03" in told
    assert "topic" not in told


def test_claims_are_paired_by_the_largest_overlap(files):
    def one(unit, start, end, **values):
        return row(unit, "added", "claims", start=start, end=end, **claim(**values))

    first = [one("harbour-c01", 0, 100), one("harbour-c02", 100, 200), one("harbour-c03", 300, 340)]
    second = [
        one("harbour-c01", 110, 200, type="causal"),  # the second of the first: 90 of 100
        one("harbour-c02", 90, 200),  # overlaps it more, and so takes it: 100 of 110
        one("harbour-c03", 0, 100, importance="detail"),
        one("harbour-c04", 320, 400),  # 20 of 100: no pair
    ]
    told = compare.report(*files(first, second))
    # by hand: 2 pairs, one of the same words; 4 units in the second file, 3 in the first
    assert "claims, the same words: precision 0.25, recall 0.33, F1 0.29" in told
    assert "claims, overlapping: precision 0.50, recall 0.67, F1 0.57" in told
    assert "claims, unpaired: 1 of 3 in the first file, 2 of 4 in the second" in told
    assert "paragraph 1, 0-100: claims harbour-c01 / harbour-c03: importance is main / detail" in told
    assert "paragraph 1, 300-340: claims harbour-c03: only in the first file" in told
    assert "paragraph 1, 110-200: claims harbour-c01: only in the second file" in told
    assert "type is" not in told
    assert "Differences: 4" in told


REFUSED = [
    (lambda rows: rows[1].update(doc_id="other"), "two.csv, row 3: is about the text other, expected harbour"),
    (lambda rows: rows[1].update(sha256="b" * 64), "two.csv, row 3: is about another edition of the text"),
    (lambda rows: rows[0].update(decision="maybe"), "two.csv, row 2: decision is 'maybe'"),
    (lambda rows: rows.clear(), "two.csv: holds no decision yet"),
]


@pytest.mark.parametrize(("damage", "message"), REFUSED)
def test_files_that_cannot_be_compared_are_refused_by_row(files, damage, message, capsys):
    rows = [row(f"harbour-q{n:02}", "accepted", kind="exact") for n in range(3)]
    changed = [dict(each) for each in rows]
    damage(changed)
    first, second = files(rows, changed)
    with pytest.raises(decisions.CodingError, match=message):
        compare.report(first, second)
    assert main(["compare", str(first), str(second)]) == 1
    assert message in capsys.readouterr().err


def test_unknown_columns_are_refused(files, capsys):
    first, second = files(*[[row("harbour-q01", "accepted", kind="exact")]] * 2)
    second.write_text(second.read_text().replace("text_en", "text_ar", 1))
    assert main(["compare", str(first), str(second)]) == 1
    assert "two.csv, row 1: the columns are not those of a coder's file (unknown: text_ar)" in capsys.readouterr().err


def test_what_is_no_file_is_told_with_where_the_files_of_coders_are(files, capsys):
    first, _ = files(*[[row("harbour-q01", "accepted", kind="exact")]] * 2)
    for other in ("b", str(first.parent)):
        assert main(["compare", str(first), other]) == 1
        assert f"{other}: there is no such file, expected a coder's, as data/drafts/SLUG/" in capsys.readouterr().err
