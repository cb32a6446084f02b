"""Access to the tables, dates, rules of the tables, verification, the command line."""

import shutil

import pandas as pd
import pytest

from textledger import __main__ as cli
from textledger import citing, records, views
from textledger.extract import completeness
from textledger.schema import csvfile, tables

from ..helpers.paths import DATA
from ..helpers.raw import edit

# ---- access


def test_tables_are_typed():
    claims = records.table("claims")
    assert claims["par"].dtype == "Int64"
    assert isinstance(claims["modality"].dtype, pd.CategoricalDtype)
    assert list(claims["modality"].cat.categories) == ["asserted", "hedged", "reported"]
    assert records.table("quantities")["low"].dtype == "Float64"
    assert records.table("sources")["republication"].dtype == "boolean"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (lambda: records.table("claims"), "claims.csv"),
        (lambda: records.rows("spans"), "spans.csv"),
        (records.published, "records.csv"),
        (lambda: citing.book(), "citation.json"),
    ],
)
def test_without_tables_the_error_names_the_file_and_how_it_is_found(tmp_path, monkeypatch, read, name):
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match=rf"none/{name} is not there.*TEXTLEDGER_DATA"):
        read()


def test_a_table_may_be_changed_without_changing_the_next_reader():
    frame = records.table("documents")
    frame["label"] = "x"
    assert "x" not in set(records.table("documents")["label"])


def test_get_returns_one_record_of_the_table_its_id_names():
    record = records.get("rewaq-c07")
    assert record["claim_id"] == "rewaq-c07"
    assert record["doc_id"] == "rewaq"


@pytest.mark.parametrize(
    ("record_id", "message"),
    [
        ("rewaq-c999", "no record 'rewaq-c999' in table claims"),
        ("somebody", "not the id of a record"),
        ("nobody-c01", "not the id of a record"),
        ("ev-never", "no record 'ev-never' in table events"),
    ],
)
def test_errors_name_table_and_id(record_id, message):
    with pytest.raises(records.RecordError, match=message):
        records.get(record_id)


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(records.RecordError, match=r"no table 'clams'.*claims"):
        records.table("clams")


@pytest.mark.parametrize(("name", "files"), [("lexicon", ["lexicon"]), ("dates", ["dates", "documents"])])
def test_a_table_needs_its_file_alone_and_that_of_the_texts_where_it_follows_their_order(
    tmp_path, monkeypatch, name, files
):
    for file in files:
        shutil.copy2(DATA / f"{file}.csv", tmp_path)
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path))
    assert len(records.table(name)) == len(records.rows(name))
    (tmp_path / f"{files[-1]}.csv").unlink()
    with pytest.raises(FileNotFoundError, match=rf"{files[-1]}\.csv is not there"):
        records.table(name)


def test_a_table_that_was_edited_is_read_again(copy, monkeypatch):
    monkeypatch.setenv("TEXTLEDGER_DATA", str(copy))
    before = records.table("claims")
    edit(copy, "claims", lambda rows: rows[0].update(text_en="Another claim."))
    assert records.table("claims")["text_en"].tolist() == ["Another claim.", *before["text_en"][1:]]
    assert records.get(before["claim_id"][0])["text_en"] == "Another claim."


def test_an_order_of_the_texts_that_is_no_number_is_named_with_its_row(copy, monkeypatch):
    monkeypatch.setenv("TEXTLEDGER_DATA", str(copy))
    edit(copy, "documents", lambda rows: rows[1].update(order="x"))
    with pytest.raises(csvfile.TableError, match=r"documents\.csv, row 3: order is 'x', expected a whole number"):
        records.docs()


def test_views_show_every_record_of_a_text():
    for name, view in (("claims", views.claims), ("dates", views.dates), ("anomalies", views.anomalies)):
        key = records.schema(name)["primaryKey"][0]
        assert list(view("ecss")["Record"]) == list(views.rows_of_text(name, "ecss")[key])


def test_a_change_is_shown_with_its_direction():
    shown = views.quantities("newswire").set_index("Record")["Value"]
    assert shown["newswire-q07"] == "5,200 → 3,000"


# ---- rules


def test_a_row_with_wrong_columns_is_not_written(tmp_path):
    with pytest.raises(ValueError, match=r"event_actors\.csv.*actor_id"):
        tables.write("event_actors", [{"event_id": "ev-x"}], tmp_path)
    assert not list(tmp_path.iterdir())


# ---- verification


@pytest.mark.sources
def test_verification_passes_and_prints_a_line_per_table(sources_folder, capsys):
    assert cli.main(["verify", "--sources", str(sources_folder)]) == 0
    printed = capsys.readouterr().out
    assert all(f"{name}.csv:" in printed for name in records.table_names())
    assert "no faults" in printed


@pytest.mark.sources
def test_a_changed_number_or_quotation_fails_and_names_the_row(copy, sources_folder, capsys):
    changed = {"spans": "start", "paragraphs": "n_tokens", "mentions": "n", "tokens": "n", "features": "value"}
    for table, column in changed.items():

        def change(rows, column=column):
            rows[7][column] = str(round(float(rows[7][column])) + 1)

        edit(copy, table, change)
    quoted = records.rows("quotes", copy)[3]["record_id"]
    edit(copy, "quotes", lambda rows: rows[3].update(quote_ar="كلمة ليست هناك"))
    assert cli.main(["verify", "--data", str(copy), "--sources", str(sources_folder)]) == 1
    output = capsys.readouterr().err
    assert f"quotes.csv, row 5 ({quoted}, 1): quote_ar is" in output
    assert [table for table in changed if f"{table}.csv, row 9" not in output] == []


@pytest.mark.sources
def test_another_text_is_refused(copy, sources_folder, tmp_path, capsys):
    shutil.copytree(sources_folder, tmp_path / "texts")
    (tmp_path / "texts" / "ecss.txt").write_text("نصّ آخر", encoding="utf-8")
    assert cli.main(["verify", "--sources", str(tmp_path / "texts")]) == 1
    assert "not the text described" in capsys.readouterr().err


def test_a_missing_folder_is_said_plainly(capsys, tmp_path):
    assert cli.main(["verify", "--sources", str(tmp_path / "none")]) == 1
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.sources
def test_no_number_or_time_expression_is_uncoded_and_unexcluded(sources):
    assert completeness.check(DATA, sources) == []


@pytest.mark.sources
def test_an_expression_without_record_or_exclusion_is_found(copy, sources):
    victim = records.rows("exclusions", copy)[5]
    edit(copy, "exclusions", lambda rows: rows.pop(5))
    lines = completeness.check(copy, sources)
    assert len(lines) == 1
    assert victim["doc_id"] in lines[0]
    assert victim["start"] in lines[0]
