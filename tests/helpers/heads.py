"""A small site whose heads the tests look at, and what they read heads with."""

import html
import re

import extruct
from bs4 import BeautifulSoup

from textledger_sphinx.citation.csl import Page, Settings
from textledger_sphinx.metadata import head, jsonld

BASE = "https://book.example/"
HOME = Page("index", "The Book?", "book", "Abstract of the book.", "The book.", 0)
CHAPTER = Page("chapters/rewaq", "A <chapter> & more", "chapter", "Abstract of it.", "It.", 1)
DATA = Page("chapters/data", "The data", "dataset", "About the data.", "Data.", 2)
FILES = (head.File("data/claims.csv", "text/csv", 5, "0" * 64, "Claims"),)


def unit(base="", doi=""):
    """Return a small site with the settings given."""
    return head.Site(Settings(base, doi), "CC-BY-4.0", (HOME, CHAPTER, DATA), FILES)


def head_of(page, site):
    """Return the head of a page of the small site, parsed."""
    return BeautifulSoup(
        f"<html><head>{head.head(page, site)}{jsonld.json_ld_script(page, site)}</head></html>", "html.parser"
    )


def named(soup, name):
    """Return the contents of all `meta` elements of a name or property."""
    return [tag["content"] for tag in soup.find_all("meta", attrs={"name": name})] + [
        tag["content"] for tag in soup.find_all("meta", property=name)
    ]


def words_of(markup):
    """Return the words of markup, one space between them."""
    return " ".join(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", "", markup))))


def kind_of(page):
    """Return what a page stands for."""
    return {"index.html": "book", "chapters/data.html": "dataset"}.get(page, "chapter")


def extracted(text):
    metadata = extruct.extract(text, base_url=BASE, syntaxes=["json-ld", "opengraph"])
    return metadata["json-ld"], dict(metadata["opengraph"][0]["properties"])
