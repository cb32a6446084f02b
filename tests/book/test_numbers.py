"""Numbers that the prose takes from cells: how they are bound, shown with the code, and printed."""

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import display, edtf, fields
from textledger.display import numbers
from textledger.html.inline import TABLE_MIME
from textledger_publish import clean
from textledger_publish.links import Volume

from ..helpers import small_books
from ..helpers.paths import ROOT

CELL = "from textledger.display import html_block, numbers\n"
FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "sphinxcontrib.bibtex", "numbers_only"]
bibtex_bibfiles = ["references.bib"]
exclude_patterns = ["_build"]
""",
    "numbers_only.py": "from textledger_sphinx.glue import setup\n",
    "references.bib": "",
    "index.md": f"""{small_books.HEAD}# Book

It has {{number}}`pens` pens and {{number}}`cups` cups.

```{{code-cell}} python
:tags: [hide-input]
{CELL}numbers(pens=2500.0, cups="two")
```

```{{code-cell}} python
:tags: [hide-input]
numbers(mats=1)
html_block('<p class="shown">shown</p>', "shown")
```

```{{code-cell}} python
numbers(open=1)
numbers(also=2)
```
""",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of a small book with three cells: numbers alone, numbers and a table, code that is not folded."""
    folder = small_books.write(tmp_path_factory.mktemp("numbers"), FILES)
    assert small_books.build(folder)[1] == ""
    return small_books.page(folder, "index")


@pytest.fixture
def bound(monkeypatch):
    """What is bound and shown by the calls of a test."""
    values = {"shown": []}
    monkeypatch.setattr("myst_nb.glue", lambda name, value, display: values.update({name: value}))
    monkeypatch.setattr(display, "display", lambda bundle, raw: values["shown"].append(bundle))
    return values


def test_numbers_of_numpy_and_pandas_become_those_of_python(bound):
    numbers(a=np.int64(3), b=np.float64(0.25), c=pd.Series([4000.0]).iloc[0], d="twelve", e=7)
    bound.pop("shown")
    assert bound == {"a": 3, "b": 0.25, "c": 4000, "d": "twelve", "e": 7}
    assert [type(value) for value in bound.values()] == [int, float, int, str, int]


def test_one_call_shows_all_its_numbers_in_two_columns(bound):
    numbers(pens=2500, share=1 / 3, word="<ناتو>")
    [bundle] = bound["shown"]
    rows = BeautifulSoup(bundle[TABLE_MIME]["html"], "html.parser").select("tr")
    assert [[cell.get_text() for cell in row] for row in rows] == [
        ["pens", "2,500"], ["share", "0.3333"], ["word", "<ناتو>"]
    ]  # fmt: skip
    assert rows[2].bdi["lang"] == "ar"
    assert bundle["text/plain"] == f"pens: 2500\nshare: {1 / 3}\nword: <ناتو>"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_missing_value_is_named(bound, value):
    with pytest.raises(ValueError, match="numbers: gap has no value"):
        numbers(first=1, gap=value)
    assert bound == {"shown": []}


@pytest.mark.parametrize("value", [[1], True, np.True_, pd.Timestamp("2021-02-18"), pd.Series([1])])
def test_what_is_neither_number_nor_text_is_named(bound, value):
    with pytest.raises(TypeError, match=r"numbers: gap is of type .*expected a number"):
        numbers(gap=value)


def test_without_the_books_tools_the_table_alone_is_shown():
    code = "import sys; sys.modules['myst_nb'] = None; from textledger.display import numbers; numbers(n=1)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert "n: 1" in ran.stdout


def test_the_prose_prints_them_and_the_code_folds_them_away(page):
    soup = BeautifulSoup(page, "html.parser")
    assert soup.p.get_text() == "It has 2,500 pens and two cups."
    cells = soup.select("div.cell")
    for cell, names in zip(cells, (["pens", "cups"], ["mats"], ["open", "also"]), strict=True):
        assert [name.get_text() for name in cell.select(".tl-numbers th")] == names
        assert not cell.select(".cell_output .tl-numbers")
    for cell in cells[:2]:
        assert cell.select_one("details.hide > .cell_input ~ .tl-numbers")
    assert [bool(cell.select(".cell_output")) for cell in cells] == [False, True, False], "an empty box of outputs"


def test_paged_media_show_the_numbers_in_the_prose_alone(page):
    article = f"<article>{BeautifulSoup(page, 'html.parser').select_one('section')}</article>"
    text = "".join(clean.clean_article(article, "index", Volume({})).itertext())
    assert "2,500 pens" in text
    assert "shown" in text
    assert "mats" not in text
    assert "open" not in text


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("cops", "no cell of this page binds 'cops'; expected numbers(cops=...)"),
        ("cups:d", "cups is 'two', which cannot be printed as 'd'"),
        ("pens:date", "pens is 2500, which cannot be printed as 'date'"),
    ],
)
def test_a_number_that_cannot_be_printed_is_told_with_file_and_line(tmp_path, role, message):
    folder = small_books.write(tmp_path, FILES)
    small_books.change(folder, "index.md", "{number}`cups`", f"{{number}}`{role}`")
    assert re.search(rf"index\.md:\d+: ERROR: {re.escape(message)}", small_books.build(folder)[1])


@pytest.mark.parametrize(
    ("shown", "form", "text"),
    [
        ("2500", "", "2,500"), ("2500", "d", "2500"), ("4", "words", "four"),
        ("'four'", "", "four"), ("0.5", "", "0.5"),
        ("0.256", ".0%", "26%"), ("0.256", "percent", "26 per cent"), ("'2021-02'", "date", edtf.readable("2021-02")),
        ("four", "", "four"), ("1e3", ".1f", "1000.0"),
    ],
)  # fmt: skip
def test_a_bound_value_is_printed_as_its_format_says(shown, form, text):
    assert fields.bound_text(shown, form) == text
