"""What stands on the pages: figures with all their parts, Arabic marked as such."""

import re

import pytest

from textledger import records

from ..helpers import prose
from ..helpers.serving import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_figures_are_complete(soup, page):
    name = page.removeprefix("chapters/").removesuffix(".html")
    figures = soup(page).select("figure.tl-figure")
    least = 2 if name in prose.TEXTS else 1 if name in prose.ACROSS else 0
    assert len(figures) >= least
    for figure in figures:
        assert figure.select_one(".tl-chart[aria-label] svg text"), figure["id"]
        assert figure.select_one("figcaption").get_text(strip=True)
        assert figure.select_one("details table tbody tr")
        beside = [part for part in figure.find_parent("section").find_all("p") if not part.find_parent("figure")]
        assert beside, f"{figure['id']} stands in a section without prose"


@pytest.mark.parametrize("page", PAGES)
def test_arabic_is_marked_and_set_right_to_left(soup, page):
    for text in soup(page).select_one("article").find_all(string=re.compile("[\u0621-\u064a]{2}")):
        inside = text.find_parent(attrs={"lang": "ar"}) or text.find_parent(["pre", "code", "script", "svg"])
        assert inside is not None, f"{page}: {str(text)[:60]}"
        if inside.get("lang") == "ar":
            assert inside.get("dir") == "rtl"


def test_headings_of_tables_are_words_and_not_names_of_columns(soup):
    """Names of columns head tables of the data set's pages on its columns alone."""
    columns = {field["name"] for name in records.table_names() for field in records.schema(name)["fields"]}
    names = columns | set(records.docs())
    for page in PAGES:
        if page != "chapters/codebook.html":
            heads = {head.get_text(strip=True) for head in soup(page).select("article table thead th")}
            assert not heads & names, page
            assert not [head for head in heads if "_" in head], page
