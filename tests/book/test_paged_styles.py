"""What the pages lay out, paged media lay out too: a class without a style there falls apart in PDF and e-book."""

import re
from pathlib import Path

import pytest
from lxml import etree

from textledger_publish import epub, pages, pdf
from textledger_sphinx.theme import assets

LAYOUT = re.compile(
    r"(?<![\w-])(display|list-style|columns|grid[\w-]*|float|border[\w-]*|padding[\w-]*)\s*:\s*(?!none|0|inherit)"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
LEFT_OUT = {  # what needs no style of its own there, with the reason
    "ar": "a run of Arabic, set by its language",
    "tl-text": "the title of an entry is larger on screens",
    "records": "rows of registers are those of other tables in print",
    "entrances": "the ways into the book from its home page, which volumes leave out",
    "full": "what shows at once on screens",
    "cell": "a wrapper that is dropped, but for the pages that show code",
    "prose": "columns of prose are only narrower on screens",
    "stack": "rows become blocks on narrow screens only",
    "tall": "a table that scrolls on screens",
    "tl-claim": "a chip on screens, words in print",
    "tl-columns": "a list of files is one column in print",
    "tl-confidence": "a sign and a word, in a line",
    "tl-downloads": "a list like any other",
    "tl-figure": "a figure, styled by its element",
    "tl-mark": "a numeral with a ground for fingers on screens, a numeral in print",
    "tl-place": "a row of its own in cards, a part of a sentence in notes",
    "tl-ref": "a row of its own in cards, a part of a sentence in notes",
    "tl-verdict": "a sign and a word, in a line",
}


def laid_out(style: str) -> set[str]:
    """Return the classes that a style sheet lays out."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    return {
        name
        for selector, body in RULE.findall(style)
        if LAYOUT.search(body)
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)
    }


@pytest.fixture(scope="module")
def used(site):
    """The classes of the chapters as they are bound."""
    elements = (element for chapter in pages.chapters(html=site) for element in chapter.element.iter(etree.Element))
    return {name for element in elements for name in (element.get("class") or "").split()}


@pytest.mark.parametrize("style", [pdf.STYLE, epub.STYLE], ids=lambda path: path.name)
def test_what_is_laid_out_on_screens_has_a_style_in_paged_media(used, style: Path):
    on_screens = laid_out(assets.join_sources(assets.STYLES))
    in_style = set(re.findall(r"\.([a-zA-Z][\w-]*)", style.read_text(encoding="utf-8")))
    assert (used & on_screens) - in_style - set(LEFT_OUT) == set()
    assert len(used & on_screens) > 10


def test_no_reason_is_given_for_what_is_not_there(used):
    assert set(LEFT_OUT) <= used
