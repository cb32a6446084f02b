"""Tables on wording: each shows what its records say, and nothing of other texts."""

import pandas as pd
import pytest

from textledger import edtf, records, wording
from textledger.labels import words


def test_versions_of_a_statement_stand_side_by_side_part_by_part():
    shown = wording.statement_versions("model_proposal")
    rows = records.table("statement_versions").query("statement == 'model_proposal'")
    assert len(shown) == rows["part"].nunique()
    assert list(shown)[1:] == wording.version_names(rows["version"].unique())
    row = rows.query("state == 'not_read'").iloc[0]
    (name,) = wording.version_names([row["version"]])
    assert shown.set_index("Part").loc[row["part_en"], name] == "not in what was read"


def test_a_statement_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"no statement 'nothing' in statement_versions\.csv"):
        wording.statement_versions("nothing")


@pytest.mark.parametrize(
    ("form", "name", "of"),
    [
        (wording.readings, "readings", "record_id"),
        (wording.presuppositions, "presuppositions", "claim_id"),
        (wording.translation_shifts, "translation_shifts", "record_id"),
        (wording.designations, "designations", "doc_id"),
        (wording.parallels, "parallels", "doc_id"),
        (wording.outcomes, "outlook", "claim_id"),
    ],
)
def test_each_table_has_the_rows_of_its_text_and_no_gaps(form, name, of):
    rows = records.table(name)
    owner = str(rows[of].iloc[0]) if form is wording.readings else str(rows[of].iloc[0]).split("-")[0]
    shown = form(owner)
    assert len(shown) == rows[of].astype("string").str.startswith(owner).sum() > 0
    assert not shown.isna().any().any()


def test_what_is_postponed_is_told_in_words():
    shown = wording.postponements("ecss").set_index("Place")["What is postponed"]
    rows = records.table("passages").query("theme == 'postponement'").set_index("seq")["postponed"].astype("string")
    assert shown[rows == "mission"].unique().tolist() == ["the mission itself"]
    assert not set(shown) & set(rows)


def test_names_in_codes_have_capitals():
    assert words("iraqi_politics") == "Iraqi politics"
    assert words("attacks_on_us_forces") == "attacks on US forces"
    assert words("nato_mission") == "NATO mission"
    assert words("focus_of_a_text") == "focus of a text"


def test_the_days_that_several_dates_allow_together():
    assert [str(day) for day in edtf.overlap(["2020-11", "2020-10/2020-11-17", "2020-11-16/.."])] == [
        "2020-11-16",
        "2020-11-17",
    ]
    with pytest.raises(ValueError, match="no day is common to 2020, 2021"):
        edtf.overlap(pd.Series(["2020", "2021"]))


def test_a_restatement_stands_beside_what_the_text_says_itself():
    shown = wording.restatements("hadramout").set_index("Record")
    rows = records.table("passages").query("theme == 'restatement'")
    for ids in rows["claim_ids"]:
        first, *like = ids.split(";")
        assert shown.loc[first, "The like in the text's own voice"].split() == like
        assert shown.loc[first, "What is attributed"] == records.get(first)["text_en"]
