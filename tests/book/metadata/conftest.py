"""The heads and bodies of the built pages."""

from functools import cache

import pytest
from bs4 import BeautifulSoup

from ...helpers.heads import extracted


@pytest.fixture(scope="module")
def page_text(site):
    """The heads of built pages, each a page by itself (their bodies hold no metadata and are long)."""

    @cache
    def read(page):
        head, end, _ = (site / page).read_text(encoding="utf-8").partition("</head>")
        return f"{head}{end}<body></body></html>"

    return read


@pytest.fixture(scope="module")
def soup(page_text):
    @cache
    def parse(page):
        return BeautifulSoup(page_text(page), "html.parser")

    return parse


@pytest.fixture(scope="module")
def body(site):
    """The bodies of built pages as markup."""

    @cache
    def read(page):
        return (site / page).read_text(encoding="utf-8").partition("</head>")[2]

    return read


@pytest.fixture(scope="module")
def extract(page_text):
    """What a page's head gives to an extractor: its one node of JSON-LD, and its Open Graph."""

    @cache
    def read(page):
        (node,), graph = extracted(page_text(page))
        return node, graph

    return read
