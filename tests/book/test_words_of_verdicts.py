"""One word for one verdict: what readers see says *contradicted* and *qualification*, codes of the data stay codes."""

import re

import pytest
from bs4 import BeautifulSoup

from ..helpers.paths import ROOT

CODES = re.compile(r"\b(?:nuances?|nuanced|inconsistent)\b", re.I)
# Pages that explain the codes of the data, and what shows code and data as they are.
EXPLAINED, AS_DATA = {"codebook", "data"}, "script, style, code, pre, .cell_input"
PAGES = ["index", *(f"chapters/{path.stem}" for path in sorted((ROOT / "chapters").glob("*.md")))]


def other_words(markup):
    """Return the words of the codes in what readers see and hear of a page, with what stands around them."""
    page = BeautifulSoup(markup, "html.parser")
    for hidden in page.select(AS_DATA):
        hidden.decompose()
    heard = [tag[name] for name in ("aria-label", "title") for tag in page.find_all(attrs={name: True})]
    text = " ".join([page.get_text(" "), *heard])
    return [text[max(0, found.start() - 30) : found.end() + 20] for found in CODES.finditer(text)]


@pytest.mark.parametrize("name", [name for name in PAGES if name.rpartition("/")[2] not in EXPLAINED])
def test_readers_meet_one_word_for_a_verdict(site, name):
    assert not other_words((site / f"{name}.html").read_text(encoding="utf-8"))


def test_cards_have_the_same_words(site):
    for script in sorted((site / "evidence").glob("*.js")):
        markup = re.sub(r"\\+(.)", r"\1", script.read_text(encoding="utf-8"))
        assert not other_words(markup), script.name
