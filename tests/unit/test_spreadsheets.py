"""Files that a spreadsheet may open: no text in them becomes a formula, whoever writes them."""

import csv
import io
import re

import altair as alt
import pandas as pd
import pytest

from textledger import display, records
from textledger.rules import validate
from textledger.schema import csvfile, tables

from ..helpers.paths import DATA, ROOT

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
]
HARMLESS = ["", "a=b", "a-b", "'", "1-2", "−5", "– 5", "م=1", "5", "#1"]
WRITERS = {"textledger/schema/csvfile.py", "textledger/display.py"}


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_file_of_a_chart_has_no_formula_and_loses_nothing():
    texts = [*FORMULAS, *HARMLESS]
    frame = pd.DataFrame({"=HEAD()": texts, "n": [-n for n in range(len(texts))], "kind": pd.Categorical(texts)})
    frame["maybe"] = pd.array([None, -1.5] * (len(texts) // 2), dtype="Float64")
    header, *rows = read(display.csv_text(frame))
    assert header == ["'=HEAD()", "n", "kind", "maybe"]
    for text, row, number in zip(texts, rows, frame["n"], strict=True):
        expected = f"'{text}" if text in FORMULAS else text
        expected = expected.replace("\r", "\n")
        assert row[:3] == [expected, str(number), expected]
    assert {row[3] for row in rows} == {"", "-1.5"}


def test_isolates_hide_no_formula():
    assert read(display.csv_text(pd.DataFrame({"a": ["\u2067=1\u2069", "\u2067كلمة\u2069"]}))) == [
        ["a"],
        ["'=1"],
        ["كلمة"],
    ]


def test_a_figure_carries_that_file(monkeypatch):
    shown = []
    monkeypatch.setattr(display, "display", lambda content, raw: shown.append(content))
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")
    display.figure(chart, id="fig-x", caption="C", alt="A", data=pd.DataFrame({"Text": ["=1+1"]}))
    assert shown[0][display.FIGURE_MIME]["csv"] == "Text\n'=1+1\n"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_table_with_a_formula_is_not_written(tmp_path, text):
    rows = records.rows("parallels", DATA)
    rows[1]["note_en"] = text
    with pytest.raises(ValueError, match=r"parallels\.csv, row 3: note_en is .*expected"):
        tables.write("parallels", rows, tmp_path)
    assert not list(tmp_path.iterdir())


def test_no_published_text_begins_as_a_formula():
    for name in records.table_names():
        texts = [field["name"] for field in records.schema(name)["fields"] if field["type"] == "string"]
        formulas = [row for row in records.rows(name, DATA) if any(csvfile.is_formula(row[column]) for column in texts)]
        assert formulas == [], name


def test_whatever_writes_csv_knows_of_formulas():
    """A writer of CSV, TSV or workbooks that is added has to go through `csvfile`, and to be named here."""
    writes = re.compile(
        r"\.to_csv\(|\.to_excel\(|csv\.writer\(|csv\.DictWriter\(|openpyxl|xlsxwriter|text/tab-separated"
    )
    writers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("textledger", "textledger_sphinx", "textledger_publish", "chapters")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".js", ".mjs") and writes.search(path.read_text(encoding="utf-8"))
    }
    assert writers == WRITERS


def test_the_codebook_says_how_the_files_are_opened():
    passage = (DATA / "codebook.md").read_text(encoding="utf-8").partition("## The files")[2]
    for word in ("UTF-8 without a byte order mark", "65001", "formula", "apostrophe"):
        assert word in passage


def test_columns_that_hold_lists_are_those_described_as_joined():
    described = {
        (name, field["name"])
        for name in records.table_names()
        for field in records.schema(name)["fields"]
        if "joined with ;" in field["description"] and "pattern" not in field.get("constraints", {})
    }
    assert described <= set(validate.JOINED)
    for name, column in set(validate.JOINED) - described:  # references to one of several tables
        assert not [row for row in records.rows(name) if ";" in row[column]], f"{name}.{column}"
