"""What built pages show: tables, figures with their rows, the records that a section leads to, data shown twice."""

from itertools import combinations
from typing import NamedTuple

from textledger.html import links

REGISTERS = (
    f"{links.LEDGER}.html",
    f"{links.REGISTERS}.html",
)  # hold all records, so that they repeat what others show
ALIKE = 0.8  # share of common rows from which two are the same data
LEAST = 3  # rows that a table must have to be compared


class Shown(NamedTuple):
    """A figure or a table of a page: its id or caption, and its rows as texts."""

    page: str
    name: str
    rows: frozenset[tuple[str, ...]]


def _rows(table) -> frozenset[tuple[str, ...]]:
    for mark in table.select(".tl-ev, .headerlink"):
        mark.extract()
    return frozenset(
        tuple(sorted(" ".join(cell.get_text(" ").split()) for cell in row.select("td, th")))
        for row in table.select("tbody tr")
    )


def tables(soup) -> list:
    """Return the tables of a page that are not the data of a figure or the values of a cell."""
    return [part for part in soup.select("article .tl-table") if not part.find_parent("figure")]


def figures(soup) -> list:
    """Return the figures of a page."""
    return soup.select("article figure.tl-figure")


def of_page(page: str, soup) -> list[Shown]:
    """Return the figures and tables of a page with their rows."""
    found = [Shown(page, figure["id"], _rows(figure.select_one(".tl-data table"))) for figure in figures(soup)]
    for table in tables(soup):
        caption = table.select_one("caption")
        found.append(
            Shown(page, caption.get_text(" ", strip=True) if caption else table.get("id", "a table"), _rows(table))
        )
    return found


def twice(shown: list[Shown]) -> list[tuple[Shown, Shown]]:
    """Return the pairs of which the rows are the same, or nearly."""
    large = [one for one in shown if len(one.rows) >= LEAST and one.page not in REGISTERS]
    return [
        (one, other)
        for one, other in combinations(large, 2)
        if len(one.rows & other.rows) >= ALIKE * max(len(one.rows), len(other.rows))
    ]


def sections(soup) -> dict:
    """Return the sections of a page by their titles."""
    found = {}
    for section in soup.select("article > section > section"):
        title = section.find("h2")
        for sign in title.select(".headerlink"):
            sign.extract()
        found[title.get_text(strip=True)] = section
    return found


def reached(soup, section) -> set[str]:
    """Return the records that a section names or that its marks lead to."""
    found = {part["data-record"] for part in section.select("[data-record]")}
    for mark in section.select("a.tl-mark"):
        note = soup.find(id=mark["href"].removeprefix("#"))
        found |= {part["data-record"] for part in note.select("[data-record]")}
    return found
