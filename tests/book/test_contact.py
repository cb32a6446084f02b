"""A directive says where to write, or what to do while there is no address: small books, with and without one."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

from textledger_sphinx import contact

from ..helpers import small_books

SETTINGS = 'extensions = ["myst_nb", "textledger_sphinx.contact"]\n'
PAGE = "# Where\n\n```{contact}\nNothing can be sent yet. *Keep* the report.\n```\n"


def written(folder, address=""):
    files = {"conf.py": f'{SETTINGS}textledger_contact = "{address}"\n', "index.md": PAGE}
    small_books.build(small_books.write(folder, files))
    return BeautifulSoup(small_books.page(folder, "index"), "html.parser")


def test_without_an_address_the_page_says_what_a_reader_can_do(tmp_path):
    page = written(tmp_path)
    assert "Nothing can be sent yet. Keep the report." in page.get_text()
    assert not page.select("a[href^=mailto]")


@pytest.mark.parametrize(
    ("address", "target"),
    [("book@example.org", "mailto:book@example.org"), ("https://example.org/write", "https://example.org/write")],
)
def test_an_address_takes_the_place_of_that(tmp_path, address, target):
    page = written(tmp_path, address)
    link = next(link for link in page.find_all("a") if link.get_text() == address)
    assert unquote(link["href"]) == target
    assert "Nothing can be sent" not in page.get_text()


def test_what_is_no_address_is_refused():
    with pytest.raises(ConfigError, match=r"'somewhere', expected an address of e-mail"):
        contact.target("somewhere")
