"""Heads with and without an address and a DOI."""

import json
import re
from types import SimpleNamespace

import pytest
from sphinx.errors import ExtensionError

from textledger import citing
from textledger_sphinx.citation.csl import Settings
from textledger_sphinx.metadata import head, jsonld, page_metadata

from ..helpers.heads import BASE, CHAPTER, DATA, HOME, head_of, named, unit


@pytest.mark.parametrize("page", [HOME, CHAPTER, DATA])
def test_without_an_address_nothing_pretends_to_one(page):
    text = str(head_of(page, unit()))
    assert "doi" not in text.lower()
    known = ("https://creativecommons.org/", "https://schema.org", "http://purl.org/coar/")
    assert all(address.startswith(known) for address in re.findall(r"https?://[^\"'<\s]+", text))
    for name in ("canonical", "cite-as"):
        assert not head_of(page, unit()).find("link", rel=name)
    for name in ("og:url", "og:image", "citation_fulltext_html_url", "citation_doi"):
        assert not named(head_of(page, unit()), name)


@pytest.mark.parametrize("page", [HOME, CHAPTER, DATA])
def test_with_address_and_doi_every_address_is_absolute(page):
    soup = head_of(page, unit(BASE, "10.1234/a"))
    address = f"{BASE}{page.name}.html"
    assert [link["href"] for link in soup.find_all("link", rel="canonical")] == [address]
    is_whole = page is not CHAPTER
    cited = "https://doi.org/10.1234/a" if is_whole else address
    assert [link["href"] for link in soup.find_all("link", rel="cite-as")] == [cited]
    assert named(soup, "og:url") == named(soup, "citation_fulltext_html_url") == [address]
    assert named(soup, "citation_doi") == (["10.1234/a"] if is_whole else [])
    assert named(soup, "og:image") == [BASE + head.IMAGE]
    assert all(re.match("https?://", link["href"]) for link in soup.find_all("link"))
    node = json.loads(soup.find("script").string)
    assert node["url"] == address
    assert node["@id"] == address  # no two pages are the same thing
    assert ("identifier" in node) == is_whole


def test_markup_in_a_title_stays_text():
    soup = head_of(CHAPTER, unit())
    assert named(soup, "citation_title") == [CHAPTER.title]
    assert json.loads(soup.find("script").string)["name"] == CHAPTER.title
    assert "<chapter>" not in jsonld.json_ld_script(CHAPTER, unit())


def test_a_build_with_wrong_settings_or_a_stale_citation_is_refused(tmp_path, monkeypatch):
    def app(base="", doi=""):
        return SimpleNamespace(config=SimpleNamespace(html_baseurl=base, doi=doi))

    placed = app(BASE.rstrip("/"), "10.1234/a")
    page_metadata.read_settings(placed)
    assert placed.textledger_settings == Settings(BASE, "10.1234/a")
    with pytest.raises(ExtensionError, match="doi is"):
        page_metadata.read_settings(app(doi="https://doi.org/10.1234/a"))
    monkeypatch.setenv("TEXTLEDGER_DATA", str(tmp_path))
    (tmp_path / citing.FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(ExtensionError, match=r"run \.venv/bin/python -m textledger package"):
        page_metadata.read_settings(app())
