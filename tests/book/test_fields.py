"""Values that the prose takes straight from a record, without a cell."""

import os
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from textledger import edtf, fields, labels, records
from textledger_sphinx.notebooks.markdown import Plain

from ..helpers import small_books
from ..helpers.paths import DATA
from .test_references import FILES

COUNT, LARGE, DATED, EMPTY = (
    "newswire-q01.low",
    "newswire-q06.low",
    "newswire-d04.edtf_resolved",
    "newswire-q01.to_value",
)


def of(reference):
    record_id, column = reference.split(".")
    return records.get(record_id)[column]


def test_a_field_is_printed_as_its_format_says():
    assert fields.field_text(LARGE) == f"{int(of(LARGE)):,}"
    assert "," in fields.field_text(LARGE)
    assert fields.field_text(f"{LARGE}:.1f") == f"{of(LARGE):.1f}"
    assert fields.field_text(f"{COUNT}:words") == labels.spell(of(COUNT))
    assert fields.field_text(f"{DATED}:date") == edtf.readable(of(DATED))
    assert fields.field_text("newswire-c01.topic") == of("newswire-c01.topic")


def test_a_figure_of_an_outside_source_is_a_field():
    for row in records.rows("outside_figures"):
        for column in ("low", "high", "from_value", "to_value"):
            if row[column]:
                assert fields.field_text(f"{row['figure_id']}.{column}:.2f") == f"{float(row[column]):.2f}"
    with pytest.raises(fields.FieldError, match="unknown record 'figure-999'"):
        fields.field_text("figure-999.low")


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("newswire-q06", "'newswire-q06' is no field of a record"),
        ("newswire-q06.low:", "is no field of a record"),
        ("newswire-q999.low", "unknown record 'newswire-q999'"),
        ("newswire-q06.lov", "record newswire-q06 has no column 'lov'; those of quantities are: quantity_id, "),
        (EMPTY, "record newswire-q01 has nothing in its column 'to_value'"),
        (f"{LARGE}:date", "newswire-q06.low, '2500', cannot be printed as 'date'"),
        ("newswire-c01.topic:words", "cannot be printed as 'words'"),
        (f"{LARGE}:@@", "cannot be printed as '@@'"),
    ],
)
def test_what_cannot_be_printed_is_named(reference, message):
    with pytest.raises(fields.FieldError, match=re.escape(message)):
        fields.field_text(reference)


def test_a_share_is_not_spelled_as_a_count(monkeypatch):
    row = next(row for row in records.rows("quantities") if row["quantity_id"] == "newswire-q01")
    monkeypatch.setattr(records, "rows", lambda name: [row | {"low": "2.5"}])
    with pytest.raises(fields.FieldError, match="cannot be printed as 'words'"):
        fields.field_text(f"{COUNT}:words")


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A small book with tables of its own, whose page `two` prints a field."""
    shutil.copytree(DATA, tmp_path / "tables")
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path / "tables"))
    return small_books.write(
        tmp_path / "book", FILES | {"chapters/two.md": f"# Two\n\nThere were {{value}}`{LARGE}`.\n"}
    )


def text_of_page(book):
    soup = BeautifulSoup(small_books.page(book, "chapters/two"), "html.parser")
    return soup.p.get_text(), soup.p.span["class"]


def test_a_page_prints_a_field_as_it_prints_a_number_of_its_cells(book):
    assert small_books.build(book)[1] == ""
    assert text_of_page(book) == (f"There were {int(of(LARGE)):,}.", ["pasted-text"])


def test_a_page_is_made_anew_when_the_table_changes(book):
    small_books.build(book)
    path = book.parent / "tables" / "quantities.csv"
    old = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("newswire-q06,"))
    row = dict(zip(path.read_text(encoding="utf-8").splitlines()[0].split(","), old.split(","), strict=False))
    small_books.change(path.parent, path.name, old, old.replace(f",{row['low']},", ",2501,"))
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 1))  # a clock may be coarse
    assert small_books.build(book)[1] == ""
    assert text_of_page(book)[0] == "There were 2,501."


def test_a_field_that_is_not_there_is_told_with_file_and_line(book):
    small_books.change(book, "chapters/two.md", LARGE, EMPTY)
    log = small_books.build(book)[1]
    assert "chapters/two.md:3: ERROR: record newswire-q01 has nothing in its column 'to_value'" in log


def test_a_notebook_has_the_value_as_text():
    plain = Plain("chapters/two", {}, {}, {}, lambda page, anchor: "")
    assert plain(f"There were {{value}}`{LARGE}:words`.") == f"There were {labels.spell(of(LARGE))}."
