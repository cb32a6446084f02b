"""References to records in a small book: links, unknown ids, and where the book uses a record."""

import re

import pytest
from bs4 import BeautifulSoup

from ..helpers import small_books

FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "sphinx_external_toc", "records_only"]
exclude_patterns = ["_build"]
""",
    "records_only.py": """
from textledger_sphinx import records, roles
def setup(app):
    records.setup(app)
    roles.setup(app)
""",
    "_toc.yml": "format: jb-book\nroot: index\nparts:\n- caption: All\n  chapters:\n"
    "  - file: chapters/two\n  - file: chapters/one\n  - file: chapters/ledger\n",
    "index.md": "# Book\n\nSee {claim}`rewaq-c01`.\n",
    "chapters/one.md": "# One\n\n## First\n\nSaid {claim}`rewaq-c01,rewaq-d02`.\n\n"
    "## Second\n\nAgain {rec}`rewaq-c01`.\n",
    "chapters/two.md": "# Two\n\nNothing yet.\n",
    "chapters/ledger.md": "# Ledger\n\n```{record-anchors} claims,dates\n```\n\n"
    '```{raw} html\n<div id="rewaq-c01"><!--uses:rewaq-c01--></div>\n'
    '<div id="rewaq-c02"><!--uses:rewaq-c02--></div>\n```\n',
}


@pytest.fixture
def book(tmp_path):
    return small_books.write(tmp_path, FILES)


def build(folder):
    """Build and return what was said."""
    _, log = small_books.build(folder)
    return log


def page(folder, name):
    return BeautifulSoup(small_books.page(folder, name), "html.parser")


def users(folder, record_id):
    ledger = page(folder, "chapters/ledger")
    return [(link.get_text(), link["href"]) for link in ledger.find(id=record_id).select(".tl-uses a")]


def test_a_reference_is_a_link_that_carries_its_record(book):
    assert build(book) == ""
    links = page(book, "chapters/one").select("a.tl-claim")
    assert [link["data-record"] for link in links] == ["rewaq-c01", "rewaq-d02", "rewaq-c01"]
    assert [link.get_text() for link in links] == ["rewaq-c01", "rewaq-d02", "rewaq-c01"]
    assert links[0]["href"] == "ledger.html#rewaq-c01"
    assert page(book, "index").select_one("a.tl-claim")["href"] == "chapters/ledger.html#rewaq-c01"


@pytest.mark.parametrize("role", ["claim", "rec"])
def test_an_unknown_record_is_told_with_file_and_line(book, role):
    (book / "chapters" / "two.md").write_text(f"# Two\n\nBad {{{role}}}`rewaq-c01,rewaq-c999`.\n", encoding="utf-8")
    log = build(book)
    assert re.search(r"chapters/two\.md:3: ERROR: unknown record 'rewaq-c999'", log), log


def test_a_record_without_an_anchor_is_told_with_file_and_line(book):
    (book / "chapters" / "two.md").write_text("# Two\n\nA figure {rec}`rewaq-q01`.\n", encoding="utf-8")
    assert re.search(r"chapters/two\.md:3: WARNING: no page has an anchor for record 'rewaq-q01'", build(book))


def test_the_ledger_tells_where_the_book_uses_a_record(book):
    build(book)
    assert users(book, "rewaq-c01") == [
        ("Book", "../index.html#book"),
        ("One: First", "../chapters/one.html#first"),
        ("One: Second", "../chapters/one.html#second"),
    ]
    assert not users(book, "rewaq-c02")
    assert "uses:" not in str(page(book, "chapters/ledger"))


def test_an_edit_elsewhere_renews_the_ledger_and_only_an_edit_of_uses_does(book):
    build(book)
    ledger = book / "_build" / "html" / "chapters" / "ledger.html"
    before = ledger.stat().st_mtime_ns
    (book / "chapters" / "two.md").write_text("# Two\n\nNothing yet, again.\n", encoding="utf-8")
    build(book)
    assert ledger.stat().st_mtime_ns == before
    (book / "chapters" / "two.md").write_text("# Two\n\nNow {claim}`rewaq-c02`.\n", encoding="utf-8")
    build(book)
    assert users(book, "rewaq-c02") == [("Two", "../chapters/two.html#two")]
    (book / "chapters" / "one.md").write_text("# One\n\nGone.\n", encoding="utf-8")
    build(book)
    assert users(book, "rewaq-c01") == [("Book", "../index.html#book")]
