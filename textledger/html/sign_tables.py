"""Matrices as small tables for narrow windows: a sign, a word or a number in each cell, short heads, a key below.

Signs are drawn by the style sheet; where there is none, their meanings stand in the cells.
"""

import html
from collections.abc import Iterable
from typing import NamedTuple

from .inline import mark_arabic
from .signs import in_colour, initials, of_text, sign_of

SIGNS = ("full", "half", "ring", "slash", "none")  # from what is there to what is not
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # markup isolates Arabic by itself


class Cell(NamedTuple):
    """What stands in a cell.

    Attributes:
        text: a number or a word; of a sign its meaning.
        sign: one of `SIGNS`, or nothing where the text is shown.
        share: how dark the cell is, from 0 to 1.
    """

    text: str = ""
    sign: str = ""
    share: float = 0


class Row(NamedTuple):
    """A row of a table: its name, its cells, the group under whose heading it stands."""

    name: str
    cells: list[Cell]
    group: str = ""


def text_markup(text: str) -> str:
    """Return a name as markup: escaped, its Arabic set off."""
    return mark_arabic(html.escape(text.translate(_ISOLATES)))


def _cell(cell: Cell, column: str) -> str:
    if cell.sign:
        said = f'<span class="tl-said">{html.escape(cell.text)}</span>'
        return f'<td class="{cell.sign}"{of_text(column)}{in_colour(column)}>{said}</td>'
    shade = f' style="--n:{cell.share:.2f}"' if cell.share else ""
    return f"<td{of_text(column)}{shade}>{text_markup(cell.text)}</td>"


def _head(name: str, short: str) -> str:
    shown = text_markup(name)
    if short != name:
        shown = f'<span aria-hidden="true">{html.escape(short)}</span><span class="tl-said">{shown}</span>'
    return f'<th scope="col"{of_text(name)}>{sign_of(name)}{shown}</th>'


def _body(rows: Iterable[Row], columns: list[str], above: bool) -> str:
    parts, group, width = [], "", len(columns) + (not above)
    for row in rows:
        if row.group != group:
            group = row.group
            parts.append(f'<tr class="group"><th scope="rowgroup" colspan="{width}">{text_markup(group)}</th></tr>')
        cells = "".join(_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True))
        name, text = text_markup(row.name), of_text(row.name)
        if above:
            parts.append(f'<tr{text}><th scope="rowgroup" colspan="{width}">{name}</th></tr><tr{text}>{cells}</tr>')
        else:
            parts.append(f'<tr{text}><th scope="row">{name}</th>{cells}</tr>')
    return "".join(parts)


def _key(signs: dict[str, str], heads: dict[str, str]) -> str:
    entries = [f'<span><i class="{sign}"></i> {html.escape(meaning)}</span>' for sign, meaning in signs.items()]
    entries += [
        f"<span{of_text(name)}>{sign_of(name)}<b>{html.escape(short)}</b> {text_markup(name)}</span>"
        for name, short in heads.items()
        if short != name
    ]
    return f'<p class="tl-key" aria-hidden="true">{" ".join(entries)}</p>' if entries else ""


def sign_table(columns: list[str], rows: list[Row], name: str, *, above: bool = False) -> str:
    """Return a matrix as a table with a key of its signs and heads below.

    Args:
        columns: the names of the columns, of which the heads show the first letters.
        rows: in their order; where the group changes, its heading stands between them.
        name: what the table is called by those who do not see it.
        above: whether names of rows stand above their cells, which then have all the width, and heads are whole.
    """
    heads = {column: column for column in columns} if above else initials(columns)
    meanings = {cell.sign: cell.text for row in rows for cell in row.cells}
    signs = {sign: meanings[sign] for sign in SIGNS if sign in meanings}
    signs = signs if len(signs) > 1 else {}  # a sign that is there or not needs no key
    head = ("" if above else "<td></td>") + "".join(_head(column, heads[column]) for column in columns)
    return (
        f'<table class="tl-signs{" above" if above else ""}" aria-label="{html.escape(name, quote=True)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{_body(rows, columns, above)}</tbody></table>{_key(signs, heads)}"
    )
