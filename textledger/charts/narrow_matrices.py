"""Matrices in narrow windows: tables of signs, words or numbers where cells are small, lists where they hold words."""

import math
from collections.abc import Callable

import pandas as pd

from .. import records
from ..html.sign_lists import Item, sign_list
from ..html.sign_tables import SIGNS, Cell, Row, sign_table
from ..labels import listing

DARKEST = 0.36  # of the page's ink, behind the greatest number: ink is legible on it, in the light and in the dark
_SHORT = 5  # characters of a word that a small cell has room for
_SIGNS = {
    "dated": "full", "undated": "ring", "later": "slash", "with_figure": "full", "elsewhere": "ring",
    "present": "full", "absent": "none", "not_read": "slash",
}  # fmt: skip


def _name(data: pd.DataFrame) -> str:
    """Return what a matrix is called by those who do not see it."""
    down, across = data.columns[:2]
    return f"{down} by {across[:1].lower()}{across[1:]}"


def _table(data: pd.DataFrame, columns: list[str], cell: Callable[[dict], Cell], groups: list[str] | None) -> str:
    """Return a table with what `cell` makes of each record; heads are initials where the columns are texts."""
    down, across = data.columns[:2]
    lines = data.assign(group=groups) if groups else data
    rows = []
    for name, line in lines.groupby(down, sort=False):
        cells = {record[across]: cell(record) for record in line.to_dict("records")}
        rows.append(
            Row(name, [cells.get(column, Cell()) for column in columns], line["group"].iat[0] if groups else "")
        )
    return sign_table(columns, rows, _name(data), above=not set(columns) <= set(records.labels().values()))


def counts(data: pd.DataFrame, columns: list[str], groups: list[str] | None) -> str:
    """Return a matrix of numbers, the last column of `data`, as a table whose cells are the darker the greater."""
    of, most = data.columns[-1], float(data.iloc[:, -1].max())
    return _table(data, columns, lambda cell: Cell(f"{cell[of]:,}", share=math.sqrt(cell[of] / most)), groups)


def statuses(data: pd.DataFrame, codes: list[str], columns: list[str], groups: list[str] | None) -> str:
    """Return a matrix of statuses, which may have words in its cells, as a table or, where the words are long, a list.

    Args:
        data: names of rows and columns, the status in words, `Wording` where there are words.
        codes: the code of the status of each row.
        columns: the names of the columns, in order.
        groups: the headings between the rows of a table.
    """
    if "Wording" in data:
        if data["Wording"].str.len().max() > _SHORT:
            return _wordings(data)
        return _table(data, columns, lambda cell: Cell(cell["Wording"]), groups)
    free = iter(SIGNS)
    signs = {code: _SIGNS.get(code) or next(free) for code in dict.fromkeys(codes)}
    state = data.columns[2]
    return _table(data.assign(code=codes), columns, lambda cell: Cell(cell[state], signs[cell["code"]]), groups)


def _wordings(data: pd.DataFrame) -> str:
    """Return for each row its columns, with what is written there and its status.

    A status that all cells of a row share is said once, at its name.
    """
    down, across, state = data.columns[:3]
    lines, remarks = {}, {}
    for name, cells in data.groupby(down, sort=False):
        shared = cells[state].nunique() == 1
        if shared:
            remarks[name] = cells[state].iat[0]
        lines[name] = [
            Item(cell[across], cell["Wording"], "" if shared or cell["Wording"] == cell[state] else cell[state])
            for cell in cells.to_dict("records")
        ]
    return sign_list(lines, _name(data), remarks)


def signs(data: pd.DataFrame, columns: list[str]) -> str:
    """Return a matrix of signs as a list: for each row the columns in which it has one, by what the sign means.

    Rows whose signs are those of texts stand below their text; where signs say no more than that there is one, the
    matrix stays a table.

    Args:
        data: names of rows and columns and, where it is not one of these, what the sign means.
        columns: the names of the columns, in order.
    """
    down, across = data.columns[:2]
    if len(data.columns) == 2:
        return _table(data, columns, lambda cell: Cell("yes", "full"), None)
    means = data.columns[2]
    lines: dict[str, list[Item]] = {}
    if set(data[means]) <= set(records.labels().values()):
        for (text, name), cells in data.groupby([means, down], sort=False):
            lines.setdefault(text, []).append(Item(name, listing(_ordered(cells[across], columns))))
    else:
        for (name, meaning), cells in data.groupby([down, means], sort=False):
            lines.setdefault(name, []).append(Item(meaning, listing(_ordered(cells[across], columns))))
    return sign_list(lines, _name(data))


def _ordered(names: pd.Series, order: list[str]) -> list[str]:
    return sorted(names, key=order.index)
