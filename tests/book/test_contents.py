"""Which pages of a small book are written again after an edit."""

import pytest

from ..helpers import small_books

FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "contents_only"]
exclude_patterns = ["_build"]
""",
    "contents_only.py": """
from textledger_sphinx.theme.pages import renew_contents
def setup(app):
    app.written = []
    app.connect("env-updated", renew_contents)
    app.connect("html-page-context", lambda app, name, *_: app.written.append(name))
""",
    "index.md": "# Book\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\nFirst.\n",
    "two.md": "# Two\n\nSecond.\n",
}
PAGES = ["index", "one", "two"]


@pytest.fixture
def written(tmp_path):
    """A book that is built, and what builds it again after an edit and tells which pages it wrote."""
    small_books.write(tmp_path, FILES)

    def after(*edit):
        small_books.change(tmp_path, *edit)
        app, said = small_books.build(tmp_path)
        assert said == ""
        return sorted(set(app.written) & set(PAGES))

    assert after("one.md", "First", "Beginning") == PAGES
    return after


def test_an_edit_of_prose_writes_its_page_and_the_root_which_sphinx_always_writes(written):
    assert written("one.md", "Beginning", "Opening") == ["index", "one"]


def test_a_new_title_writes_all_pages_since_all_list_it(written):
    assert written("one.md", "# One", "# The first") == PAGES
