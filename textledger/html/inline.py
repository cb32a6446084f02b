"""Text as markup: with its records, sources and Arabic marked."""

import html
import re

from .. import records
from ..corpus import arabic

FIGURE_MIME = "application/vnd.textledger.figure+json"
TABLE_MIME = "application/vnd.textledger.table+json"
FOR_PAGES = "TEXTLEDGER_FOR_PAGES"  # set in the kernels of the build: pages draw charts and resolve links themselves
USES = "<!--uses:{}-->"  # the place for where the book uses a record, which is known only of a whole book
_RECORD = re.compile(records.id_pattern())
_CITATION = re.compile(r"\[\[cite:([^|\]\s]+)\|(.*?)\]\](?!\])")
SHOWN = 8  # rows of a table that show at first; a box below them shows the rest


def references(text: str) -> str:
    """Return escaped text with record ids and citations linked; the site resolves `record:` and `bibliography:`."""

    def link(match):
        try:
            records.table_of(match[0])
        except records.RecordError:
            return match[0]
        return f'<a class="tl-claim" translate="no" href="record:{match[0]}" data-record="{match[0]}">{match[0]}</a>'

    text = _RECORD.sub(link, text)
    return _CITATION.sub(r'<a class="tl-cite" href="bibliography:\1">\2</a>', text)


def plain(text: str) -> str:
    """Return text for an attribute, which can hold no links: a citation is replaced by its words."""
    return _CITATION.sub(r"\2", text)


def heading_style(headings: list[str]) -> str:
    """Return a style attribute with a table's headings as custom properties, with which style sheets label cells.

    The first cell of a row is its name and needs no label.
    """
    quoted = (" ".join(plain(name).split()).replace("\\", "\\\\").replace('"', '\\"') for name in headings)
    properties = ";".join(f'--c{number}:"{name}"' for number, name in enumerate(quoted, 1) if number > 1)
    return f' style="{html.escape(properties, quote=True)}"'


def rows_box(rows: int) -> str:
    """Return the box below a table of some rows that shows all of them, or nothing where all show anyway.

    It works by itself: the style sheet hides the later rows while it is not ticked.
    """
    return f'<label class="tl-rows"><input type="checkbox">All {rows:,} rows</label>' if rows > SHOWN else ""


def mark_arabic(markup: str) -> str:
    """Return markup with the runs of Arabic in its text set off in language and direction."""
    return arabic.RUN.sub(lambda run: f'<bdi lang="ar" dir="rtl" class="ar" translate="no">{run[0]}</bdi>', markup)


def inline(text: str) -> str:
    """Return plain text as markup: escaped, records and citations linked, Arabic set off."""
    return mark_arabic(references(html.escape(text)))
