"""Addresses in PDF and e-book: shown whole where a page leaves out the middle, and numbered where it shows none."""

import lxml.html
import pytest

from textledger import addresses
from textledger_publish import links

LONG = "https://www.example.org/" + "/".join(["%D8%B3%D8%A4%D8%A7%D9%84"] * 20) + "?a=1&b=2"
SHORT = "https://example.org/a"


def resolved(address, text):
    """Return a link on paper, and the addresses listed behind the chapter."""
    tree = lxml.html.fragment_fromstring(f'<p><a href="{address.replace("&", "&amp;")}">{text}</a></p>')
    listed = links.resolve_links(tree, "chapters/one", links.Volume(set()))
    return tree.find("a"), listed


def test_a_shortened_address_is_whole_on_paper_with_its_arabic_marked():
    link, listed = resolved(LONG, addresses.shown(LONG).replace("&", "&amp;"))
    assert link.text_content() == addresses.decoded(LONG)
    assert link.get("href") == LONG
    assert listed == []
    marked = link.findall("bdi")
    assert len(marked) == 20
    assert {(bdi.get("lang"), bdi.get("dir"), bdi.text) for bdi in marked} == {("ar", "rtl", "سؤال")}


@pytest.mark.parametrize("text", ["example.org/a", "https://example.org/a", "EXAMPLE.org/a/"])
def test_an_address_that_is_shown_is_not_numbered(text):
    link, listed = resolved(SHORT, text)
    assert listed == []
    assert link.text_content() == text


def test_words_are_numbered_by_their_address():
    link, listed = resolved(LONG, "here")
    assert listed == [LONG]
    assert link.text_content() == "here1"
