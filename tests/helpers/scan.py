"""A second reading of the built pages, against which the search is tested: BeautifulSoup, and no rule of the index."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup

UNREAD = (
    "details.hide > .cell_input, details.hide > summary, .headerlink, [data-pagefind-ignore], script, style, template, "
    "button, select, nav, .tl-csv, .tl-positions, .citation > .label"
)
# a row of the searches has an address, but is read with its section
OWNERS = "section[id], figure[id], .tl-entry[id], tr[id]:not([id^=search-]), .citation[id], .tl-table[data-filter][id]"
LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ʾ": "", "ʿ": ""})


@cache
def plain(text: str) -> str:
    """Return a text without marks of any script, spellings folded, in lower case."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare).translate(LETTERS).lower()


def passages(site: Path) -> dict[str, str]:
    """Return the text of everything with an address of its own, by that address."""
    parts_of: dict[str, list[str]] = {}
    for path in [site / "index.html", *sorted((site / "chapters").glob("*.html"))]:
        name = path.relative_to(site).as_posix()
        markup = re.sub(r"<svg\b.*?</svg>", "", path.read_text(encoding="utf-8"), flags=re.S)
        article = BeautifulSoup(markup, "lxml").find("article")
        for part in article.select(UNREAD):
            part.decompose()
        for link in article.select(".citation a"):
            if link.get_text().split("…")[0] in unquote(link["href"]):  # shows its address
                link.decompose()
        anchors = {id(owner): owner for owner in article.select(OWNERS)}
        for text in article.find_all(string=True):
            owner = next((above for above in text.parents if id(above) in anchors), None)
            if owner is not None:
                parts_of.setdefault(_address(name, owner), []).append(text)
        for chart in article.select("figure[id] .tl-chart[aria-label]"):
            parts_of[_address(name, chart.find_parent("figure"))].append(" " + chart["aria-label"])
    return {address: " ".join(parts) for address, parts in parts_of.items()}


def _address(page: str, owner) -> str:
    return page if owner.parent.name == "article" else f"{page}#{owner['id']}"


def holding(texts: dict[str, str], pattern: str) -> set[str]:
    """Return the addresses whose text has a word that a pattern matches as a whole, compared without marks."""
    word = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
    return {address for address, text in texts.items() if word.search(plain(text))}


def notes(page) -> dict[str, list[str]]:
    """Return the records of each note of a parsed page, by the link that leads to it."""
    every = page.select(".tl-notes > ol > li[id]")
    return {f"#{note['id']}": [row["data-record"] for row in note.select("li[data-record]")] for note in every}
