"""Code that a page had when it was last written is not highlighted again, and any other is."""

import re

import pytest
from sphinx.highlighting import PygmentsBridge

from ..helpers import small_books

FILES = {
    "conf.py": """
import sys, pathlib
sys.path.insert(0, str(pathlib.Path(__file__).parent))
extensions = ["myst_nb", "highlights"]
exclude_patterns = ["_build"]
""",
    "highlights.py": "from textledger_sphinx.theme.highlighted import setup\n",
    "index.md": "# Book\n\n```{toctree}\none\n```\n",
    "one.md": "# One\n\nProse.\n\n```python\nfirst = 1\n```\n\n```python\nsecond = 2\n```\n",
}


@pytest.fixture
def highlighted(monkeypatch):
    """The pieces of code that were highlighted."""
    pieces, highlight = [], PygmentsBridge.highlight_block

    def noted(self, source, *rest, **options):
        pieces.append(source.strip())
        return highlight(self, source, *rest, **options)

    monkeypatch.setattr(PygmentsBridge, "highlight_block", noted)
    return pieces


def code(folder):
    """Return the pieces of code of the page, as they stand there."""
    found = re.findall(r'<div class="highlight">.*?</div>', small_books.page(folder, "one"), re.S)
    assert len(found) == 2
    return found


def test_only_new_code_is_highlighted(tmp_path, highlighted):
    small_books.write(tmp_path, FILES)
    small_books.build(tmp_path)
    assert highlighted == ["first = 1", "second = 2"]
    before = code(tmp_path)

    highlighted.clear()
    small_books.change(tmp_path, "one.md", "Prose", "Other prose")
    small_books.build(tmp_path)
    assert highlighted == []
    assert "Other prose" in small_books.page(tmp_path, "one")
    assert code(tmp_path) == before

    small_books.change(tmp_path, "one.md", "second = 2", "second = 3")
    small_books.build(tmp_path)
    assert highlighted == ["second = 3"]
    assert '<span class="mi">3</span>' in small_books.page(tmp_path, "one")


def test_code_in_another_language_is_other_code(tmp_path, highlighted):
    small_books.write(tmp_path, FILES)
    small_books.build(tmp_path)
    highlighted.clear()
    small_books.change(tmp_path, "one.md", "```python\nfirst", "```text\nfirst")
    small_books.build(tmp_path)
    assert highlighted == ["first = 1"]
