"""Tables and lists that stand for charts in narrow windows, read back from their markup."""

import re

from bs4 import BeautifulSoup


def _text(element) -> str:
    """Return what a reader of an element is told, the initials of a head apart, which only eyes see."""
    for seen in element.select("[aria-hidden=true]"):
        seen.extract()
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def cells(markup: str) -> dict[tuple[str, str], str]:
    """Return what the cells of a table of signs say, by the names of rows and columns, without empty ones."""
    table = BeautifulSoup(markup, "html.parser").table
    columns = [_text(head) for head in table.select("thead th")]
    found, name = {}, ""
    for row in table.select("tbody tr"):
        if head := row.select_one("th"):
            name = _text(head)
        for column, cell in zip(columns, row.select("td"), strict=False):
            if said := _text(cell):
                found[name, column] = said
    return found


def groups(markup: str) -> dict[str, str]:
    """Return the heading of the group below which each row of a table stands."""
    found, group = {}, ""
    for row in BeautifulSoup(markup, "html.parser").select("tbody tr"):
        if "group" in row.get("class", ()):
            group = _text(row)
        elif row.th:
            found[_text(row.th)] = group
    return found


def lines(markup: str) -> list[tuple[str, str, str, str, str]]:
    """Return the lines of a list: heading and its remark, what a line is about, what is said, remark."""
    found = []
    for part in BeautifulSoup(markup, "html.parser").select(".tl-lines > li"):
        remark = part.find("small", recursive=False)
        for line in part.select("ul > li"):
            term, said = line.find_all("span", recursive=False)
            small = said.small.extract() if said.small else None
            found.append(
                (
                    _text(part.b),
                    _text(remark) if remark else "",
                    _text(term),
                    _text(said),
                    _text(small) if small else "",
                )
            )
    return found
