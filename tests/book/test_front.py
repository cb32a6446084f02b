"""What stands before the first chapter of a volume, and the settings it depends on."""

import shutil

import lxml.html
import pytest

from textledger_publish import clean, front, pages

from ..helpers.xhtml import text_of


@pytest.fixture
def settings_of(tmp_path):
    """The settings of a book whose `_config.yml` holds what is given."""
    shutil.copy(pages.ROOT / "CITATION.cff", tmp_path)

    def read(settings):
        (tmp_path / "_config.yml").write_text(f"sphinx: {{config: {{{settings}}}}}\n")
        return pages.settings(tmp_path)

    return read


def test_address_and_doi_are_read_and_checked(settings_of):
    assert settings_of("") == ("", "")
    assert settings_of("html_baseurl: https://book.example/v1, doi: 10.1234/a") == (
        "https://book.example/v1/",
        "10.1234/a",
    )
    with pytest.raises(ValueError, match="html_baseurl"):
        settings_of("html_baseurl: book.example")


def test_the_notices_cite_by_the_doi_else_by_the_address_else_by_neither(site):
    cover = pages.cover(html=site)
    assert "http" not in text_of(front.notices(cover))
    placed = text_of(front.notices(cover, "https://book.example/"))
    assert placed.count(f"{cover.work.released[:4]}. https://book.example/A record") == 1
    with_doi = text_of(
        front.notices(cover._replace(work=cover.work._replace(doi="10.1234/a")), "https://book.example/")
    )
    assert with_doi.count(f"{cover.work.released[:4]}. https://doi.org/10.1234/aA record") == 1
    assert "book.example" not in with_doi


def test_the_contents_give_the_pages_they_are_told():
    section = pages.Section(2, "Its <time>", "one--t")
    element = clean.to_xhtml(lxml.html.fragment_fromstring("<section id='one'></section>"))
    chapter = pages.Chapter("chapters/one", "Part", "One", (section,), element)
    shown = text_of(front.contents([chapter], {"one": 7}))
    assert shown == f"ContentsPartOne7Its <time>{front.PLACEHOLDER}"
