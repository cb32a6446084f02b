"""Addresses within a page stay when something is added above them: small books, built before and after."""

import re

import pytest
from bs4 import BeautifulSoup

from textledger_sphinx.theme import anchors

from ..helpers import small_books

FILES = {
    "conf.py": """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "textledger_sphinx.theme.anchors"]
exclude_patterns = ["_build"]
bibtex_bibfiles = ["few.bib"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
numfig = True
""",
    "few.bib": "\n".join(
        f"@misc{{{key}, author = {{Smith, {key.title()}}}, title = {{On {key}}}, year = {{2020}}}}" for key in "abcd"
    ),
    "index.md": """# Book

Above the sections.

## الخلاصة

The first, with a note.[^1]

### Method

## 1957

[Back to the first](#الخلاصة), and {ref}`the labelled <here>`.

### Method

(here)=
## الخلاصة

The second.[^ملاحظة]

:::{table} أرقام
| a | b |
|---|---|
| 1 | 2 |
:::

```{code-block} python
:caption: ١٢

pass
```

```{bibliography}
```

[^1]: A note.
[^ملاحظة]: Another note.
""",
}
NAMED = "section, table, aside, div.literal-block-wrapper"
EDITS = [
    ("Above the sections.", "Above the sections {cite}`a,b`, and more {cite}`c`.\n\n## A section before\n\nIt is new."),
    ("The first, with a note.", "The first {cite}`d` with a note, in more words.\n\n### A part\n"),
]


def built(folder):
    app, log = small_books.build(folder)
    page = BeautifulSoup(small_books.page(folder, "index"), "html.parser")
    return app, log, page.select_one("div.body, article, body")


def addresses(page):
    return [part["id"] for part in page.select(NAMED) if part.get("id")]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The page before and after the edits, the warnings of both builds, and what the second build knows."""
    folder = small_books.write(tmp_path_factory.mktemp("anchors"), FILES)
    _, log, before = built(folder)
    for old, new in EDITS:
        small_books.change(folder, "index.md", old, new)
    app, said_after, after = built(folder)
    return before, after, log + said_after, app


def test_no_address_is_a_count(book):
    before, after, _, _ = book
    for page in (before, after):
        assert len(addresses(page)) > 8
        assert not [name for name in addresses(page) if re.fullmatch(r"id\d+", name)]


def test_addresses_are_those_of_before_when_something_is_added_above(book):
    before, after, log, _ = book
    addresses_before = [name for name in addresses(after) if name not in ("a-section-before", "a-part")]
    assert addresses_before == addresses(before)
    assert addresses(before).count("الخلاصة") == 1
    assert {"الخلاصة-2", "section-1957", "method", "section-1957-method", "table-أرقام"} <= set(addresses(before))
    assert "Duplicate" not in log


def test_what_refers_to_them_follows(book):
    _, after, log, app = book
    first, second = after.select("#الخلاصة, #الخلاصة-2")
    link = next(a for a in after.find_all("a") if a.get_text() == "Back to the first")
    assert link["href"] == "#الخلاصة"
    assert "The first" in first.get_text()
    labelled = next(a for a in after.find_all("a") if a.get_text() == "the labelled")
    assert labelled["href"] == "#here"
    assert second.select("#here") or second.get("id") == "here"
    notes = [a["href"] for a in after.select("a.footnote-reference")]
    assert notes == [f"#{note['id']}" for note in after.select("aside.footnote")]
    contents = app.env.tocs["index"].astext()
    assert contents.count("الخلاصة") == 2
    assert "not found" not in log


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Whose tower?", "whose-tower"),
        ("الخُلاصة: رأيٌ أوّل", "الخلاصة-رأي-أول"),
        ("Farāgh (vacuum)", "faragh-vacuum"),
        ("1957", "1957"),
        ("…", ""),
    ],
)
def test_a_title_becomes_an_address_without_marks(title, address):
    assert anchors.slug(title) == address
