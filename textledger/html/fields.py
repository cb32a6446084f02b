"""The columns of the data set, a table at a time: each opens on what its columns hold."""

import html

from .. import inventory
from ..display import html_block
from .tables import table_html


def fields_html() -> str:
    """Return a disclosure for each table, with its columns, their types, what they hold and the values allowed."""
    parts = []
    for name, rows in inventory.columns().groupby("Table", sort=False):
        title = f"<code translate='no'>{html.escape(name)}</code> {len(rows)} columns"
        shown = table_html(rows.drop(columns="Table"), f"The columns of {name}", full=True)
        parts.append(f'<details class="tl-folded tl-inventory"><summary>{title}</summary>{shown}</details>')
    return "".join(parts)


def show_fields() -> None:
    """Show the columns of all tables, a table at a time."""
    html_block(fields_html(), inventory.columns().to_string(index=False))
