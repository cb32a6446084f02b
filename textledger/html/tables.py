"""Frames as accessible HTML tables."""

import html
import re

import pandas as pd

from .. import edtf, labels, records
from . import badges
from .checked import checks_attribute
from .inline import heading_style, inline, mark_arabic, plain, references, rows_box

LONG_ROWS, LONG_LETTERS = 30, 6_000  # rows or letters from which a table is long
PROSE = 60  # characters from which a column holds prose
LINE = 60  # characters from which a row is wordy: it holds more than a short line
WIDE = 5  # columns from which a row has no room on a phone
RECORDS = 6  # columns from which rows of a register are set as records, in lines
TEXT = "Text"  # the column that names the text a row is about
_ARABIC = re.compile("[\u0600-\u06ff]")
_ID = re.compile("[a-z]+-[a-z]?[0-9]+")  # `search-37`, `rewaq-c07`
_IN_NAMES = re.compile("_(?![^<]*>)")  # where a name like `statement_versions` may break, but not in the tag of a link


def _words(text: str, heading: str, arabic: bool) -> str:
    """Return a cell's text as markup; verdicts and degrees of confidence get their mark."""
    if heading == "Confidence" and text in labels.CONFIDENCES:
        return badges.confidence_mark(text)
    mark, rest = badges.split_verdict(text)
    marked = _IN_NAMES.sub("_<wbr>", references(html.escape(rest)))
    return mark + (marked if arabic else mark_arabic(marked))


def _is_arabic(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(bool(_ARABIC.match(c)) for c in letters) * 2 > len(letters)


def _cell(value, tag: str = "td", attributes: str = "", decimals: int = 0, heading: str = "") -> str:
    if value is None or (not isinstance(value, str | list) and pd.isna(value)):
        return "<td></td>"  # an empty cell heads nothing
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, float):
        value = f"{value:,.{decimals}f}"
    elif isinstance(value, int) or hasattr(value, "dtype"):
        value = f"{value:,}"
    text = str(value)
    if not text:
        return "<td></td>"
    arabic = _is_arabic(text)
    if arabic:
        attributes += ' lang="ar" dir="rtl" translate="no"'
    return f"<{tag}{attributes}>{_words(text, heading, arabic)}</{tag}>"


def _decimals(column: pd.Series) -> int:
    """Return the decimals a column of figures needs: none where all are whole, else two for all."""
    if not pd.api.types.is_float_dtype(column.dtype):
        return 0
    return 0 if all(float(value).is_integer() for value in column.dropna()) else 2


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)


def _longest(column: pd.Series) -> int:
    """Return the characters of a column's longest value; none for figures, which are short."""
    return 0 if _is_number(column) else max((len(str(value)) for value in column.dropna()), default=0)


def _is_long(frame: pd.DataFrame) -> bool:
    """Return whether a table is long, by its rows or by its letters."""
    letters = sum(len(str(value)) for row in frame.itertuples(index=False) for value in row)
    return len(frame) >= LONG_ROWS or letters >= LONG_LETTERS


def _column_class(column: pd.Series) -> str:
    """Return the class attribute of a column's cells: figures and Arabic are set right, prose is given room."""
    if _is_number(column):
        return ' class="num"'
    values = [str(value) for value in column.dropna() if str(value)]
    if values and all(map(_is_arabic, values)):
        return ' class="arabic"'
    if values and all(map(_ID.fullmatch, values)):
        return ' class="id"'
    return ' class="prose"' if _longest(column) > PROSE else ""


def _doc_attributes() -> dict[str, str]:
    """Return, by a text's label, the attribute that ties a row or a column to the text."""
    return {label: f' data-doc="{doc}"' for doc, label in records.labels().items()}


def _span_attributes(value) -> str:
    """Return the attributes with the first and last day of an EDTF value, or nothing where there is none."""
    if not isinstance(value, str):
        return ""
    first, last = edtf.bounds(value)
    return f' data-from="{first}" data-to="{last}"'


def _readable(value) -> str:
    """Return an EDTF value in words, nothing where there is none."""
    return edtf.readable(value) if isinstance(value, str) else ""


def _classes(frame: pd.DataFrame, full: bool, kind: str, longest: int) -> str:
    """Return the classes of a table's frame; what follows from them is up to the style sheet."""
    return " ".join(
        name
        for name, holds in (
            ("tl-table", True),
            ("full", full),
            ("tall", full and _is_long(frame)),
            ("stack", longest > LINE or frame.shape[1] >= WIDE),
            ("records", bool(kind) and frame.shape[1] >= RECORDS),
        )
        if holds
    )


def _body(frame: pd.DataFrame, kinds: list[str], anchors: bool, named: bool, when: str | None) -> str:
    """Return the rows of a table, given the attributes of its columns; see `table_html`."""
    headings, docs = [str(name) for name in frame.columns], _doc_attributes()
    decimals = [_decimals(frame.iloc[:, n]) for n in range(frame.shape[1])]
    body = []
    for row in frame.itertuples(index=False, name=None):
        cells = [
            _cell(value, "td" if n else "th", kind if n else f' scope="row"{kind}', places, heading)
            for n, (value, kind, places, heading) in enumerate(zip(row, kinds, decimals, headings, strict=True))
        ]
        attributes = f' id="{html.escape(str(row[0]))}"' if anchors or named else ""
        attributes += checks_attribute(row[:1]) if anchors else ""
        attributes += docs.get(str(row[headings.index(TEXT)]), "") if TEXT in headings else ""
        if when:
            attributes += _span_attributes(row[headings.index(when)])
            cells[headings.index(when)] = _cell(_readable(row[headings.index(when)]))
        body.append(f"<tr{attributes}>{''.join(cells)}</tr>")
    return "".join(body)


def table_html(
    frame: pd.DataFrame,
    caption: str,
    id: str | None = None,
    anchors: bool = False,
    when: str | None = None,
    full: bool = False,
    named: bool = False,
) -> str:
    """Return a frame as an accessible HTML table.

    The index is not shown. Figures are set right, Arabic runs right to left, record ids are linked. A row whose column
    `Text` names one of the five texts, and a column headed by one, carry its id as `data-doc`. Of a table of many rows
    the first show, and a box below them shows all. A long table that shows in full has the class `tall`, one whose rows
    are wordy or wide the class `stack` and its headings as a style attribute; what follows from that is up to the style
    sheet.

    Args:
        frame: the rows; column names are the headings.
        caption: the table's caption.
        id: anchor of the table, unique on its page.
        anchors: whether each row carries its first cell, a record id, as its anchor, and the table the records' kind
            (`data-kind`, the name of their table), as in the registers.
        when: a column of EDTF values, which is not the first. It shows them in words, and each row carries the first
            and last day of its value (`data-from`, `data-to`).
        full: whether all rows show at once, as those of a register do.
        named: whether each row carries its first cell as its anchor, in a table that is no register.

    Raises:
        ValueError: a value of `when` is not EDTF.
    """
    columns = [frame.iloc[:, n] for n in range(frame.shape[1])]
    headings, docs = [str(name) for name in frame.columns], _doc_attributes()
    kinds = [_column_class(column) + docs.get(name, "") for name, column in zip(headings, columns, strict=True)]
    head = "".join(_cell(name, "th", f' scope="col"{kind}') for name, kind in zip(headings, kinds, strict=True))
    body = _body(frame, kinds, anchors, named, when)
    anchor = f' id="{id}"' if id else ""
    kind = f' data-kind="{records.table_of(frame.iat[0, 0])}"' if anchors and len(frame) else ""
    full = full or anchors
    css = _classes(frame, full, kind, sum(map(_longest, columns)))
    style = heading_style(headings) if " stack" in css else ""
    rows = f' style="--rows:{len(frame)}"' if " tall" in css else ""
    label = html.escape(plain(caption), quote=True)
    return (
        f'<div class="{css}" role="region" tabindex="0" aria-label="{label}"{anchor}{kind}{rows}>'
        f"<table{style}><caption>{inline(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{'' if full else rows_box(len(frame))}</div>"
    )


def numbers_html(values: dict[str, int | float | str]) -> str:
    """Return the names and values that a cell binds for the prose as a small table of two columns."""
    texts = {name: value if isinstance(value, str) else f"{round(value, 4):,}" for name, value in values.items()}
    rows = (
        f'<tr><th scope="row"><code translate="no">{name}</code></th><td>{mark_arabic(html.escape(text))}</td></tr>'
        for name, text in texts.items()
    )
    return f'<table class="tl-numbers"><caption>Numbers for the text</caption><tbody>{"".join(rows)}</tbody></table>'
