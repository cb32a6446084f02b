"""Matrices and connections as lists for narrow windows: a heading for each row, and below it in words what it has."""

import html
import re
from typing import NamedTuple

from .. import records
from .sign_tables import text_markup
from .signs import of_text, sign_of

_RECORD = re.compile(rf"({records.id_pattern()})\s+(.+)")


class Item(NamedTuple):
    """A line of a list: what it is about, what is said of it, a remark in small type."""

    term: str
    text: str
    remark: str = ""


def _term(name: str) -> str:
    """Return what a line is about as markup; a record id before it becomes a link to the record."""
    if named := _RECORD.fullmatch(name):
        return f'<a href="record:{named[1]}">{text_markup(named[2])}</a>'
    return sign_of(name) + text_markup(name)


def _line(item: Item) -> str:
    remark = f" <small>{text_markup(item.remark)}</small>" if item.remark else ""
    return f"<li{of_text(item.term)}><span>{_term(item.term)}</span> <span>{text_markup(item.text)}{remark}</span></li>"


def sign_list(groups: dict[str, list[Item]], name: str, remarks: dict[str, str] | None = None) -> str:
    """Return a list of lists: headings, under each its lines.

    Args:
        groups: the lines by their heading; that of a text has its sign.
        name: what the list is called by those who do not see it.
        remarks: what is said of a heading in small type.
    """
    parts = []
    for heading, items in groups.items():
        remark = (remarks or {}).get(heading)
        said = f" <small>{text_markup(remark)}</small>" if remark else ""
        lines = "".join(map(_line, items))
        parts.append(f"<li{of_text(heading)}><b>{_term(heading)}</b>{said}<ul>{lines}</ul></li>")
    return f'<ul class="tl-lines" aria-label="{html.escape(name, quote=True)}">{"".join(parts)}</ul>'
