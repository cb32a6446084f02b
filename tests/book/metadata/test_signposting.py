"""Signposts of built pages and of pages that have an address."""

import warnings
from types import SimpleNamespace

import pytest
from signposting import find_signposting_html

from ...helpers.heads import BASE, CHAPTER, HOME, head_of, kind_of, unit
from ...helpers.serving import PAGES


def signposts(text, page, monkeypatch):
    answer = SimpleNamespace(
        url=BASE + page,
        status_code=200,
        headers={"Content-Type": "text/html"},
        text=text,
        raise_for_status=lambda: None,
    )
    monkeypatch.setattr("signposting.htmllinks.requests.get", lambda *args, **kwargs: answer)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return find_signposting_html(BASE + page)


@pytest.mark.parametrize("page", PAGES)
def test_signposts_of_built_pages_lead_to_files_of_the_site(site, page_text, page, monkeypatch):
    signs = signposts(page_text(page), page, monkeypatch)
    assert str(signs.license.target).startswith("https://creativecommons.org/")
    assert f"https://schema.org/{kind_of(page).title()}" in {str(post.target) for post in signs.types}
    assert signs.citeAs is None
    inside = [post for post in signs.signposts if str(post.target).startswith(BASE)]
    assert {str(post.rel) for post in inside} >= {"describedby"}
    for post in inside:
        assert (site / str(post.target).removeprefix(BASE)).is_file(), post
    assert bool(signs.items) == (kind_of(page) != "chapter")
    assert bool(signs.collection) == (kind_of(page) != "book")


def test_signposts_once_there_is_an_address(monkeypatch):
    signs = signposts(heads_page(CHAPTER, unit(BASE)), "chapters/rewaq.html", monkeypatch)
    assert str(signs.citeAs.target) == f"{BASE}chapters/rewaq.html"
    signs = signposts(heads_page(HOME, unit(BASE, "10.1234/a")), "index.html", monkeypatch)
    assert str(signs.citeAs.target) == "https://doi.org/10.1234/a"
    with pytest.raises(Warning):
        signposts(heads_page(HOME, unit()).replace("https://creativecommons", "bad scheme://x"), "", monkeypatch)


def heads_page(page, site):
    return f"<!doctype html>{head_of(page, site)}"
