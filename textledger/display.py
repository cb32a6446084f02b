"""What a chapter calls to show a chart or a table, and to bind numbers for its prose."""

import html
import numbers as kinds
import os
import re
import sys

import pandas as pd
from IPython.display import display

from .html import links, portable
from .html.inline import FIGURE_MIME, FOR_PAGES, TABLE_MIME
from .html.tables import numbers_html, table_html
from .schema import csvfile
from .svg import vega

# isolates are needed in a chart's labels, a nuisance in a file of data; a carriage return would end a row
_NOT_IN_FILES = {**dict.fromkeys(range(0x2066, 0x206A)), ord("\r"): "\n"}


def _plain(value):
    return csvfile.for_spreadsheet(value.translate(_NOT_IN_FILES)) if isinstance(value, str) else value


def csv_text(data: pd.DataFrame) -> str:
    """Return rows as CSV that a spreadsheet opens as text and numbers, never as formulas."""
    numbers = [pd.api.types.is_numeric_dtype(kind) for kind in data.dtypes]
    columns = [data.iloc[:, n] if numbers[n] else data.iloc[:, n].map(_plain) for n in range(data.shape[1])]
    return pd.concat(columns, axis=1).to_csv(index=False, header=[_plain(name) for name in data.columns])


def _show(kind: str, content: dict, plain: str) -> None:
    """Show an output in the form that pages render and, outside a build, in those that any notebook program shows."""
    bundle = {kind: content, "text/plain": plain}
    if FOR_PAGES not in os.environ and sys.platform != "emscripten":
        bundle |= portable.forms(bundle, lambda spec: vega.draw(vega.text(spec)), links.local_address)
    display(bundle, raw=True)


def table(
    frame: pd.DataFrame,
    caption: str,
    id: str | None = None,
    anchors: bool = False,
    search: str | None = None,
    full: bool = False,
    named: bool = False,
) -> None:
    """Show a frame as a table; see `table_html`. `search` is the label of a field that filters rows: then all show."""
    markup = table_html(frame, caption, id, anchors, full=full or bool(search), named=named)
    if search:
        markup = markup.replace("<div ", f'<div data-filter="{html.escape(search, quote=True)}" ', 1)
    _show(TABLE_MIME, {"html": markup}, frame.to_string())


def _bindable(name: str, value) -> int | float | str:
    """Return a value as the prose takes it: numbers of numpy become Python's own, whole ones integers."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        raise ValueError(f"numbers: {name} has no value")
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, kinds.Real):
        raise TypeError(f"numbers: {name} is of type {type(value).__name__}; expected a number, or words made of one")
    number = float(value)
    return int(number) if number.is_integer() else number


def _bind(name: str, value: int | float | str) -> None:
    """Bind a value to a name for the prose; without MyST-NB there is no prose, and nothing happens."""
    try:
        from myst_nb import glue
    except ImportError:
        return
    glue(name, value, display=False)


def numbers(**values) -> None:
    """Bind values to names for the prose of the page, and show them as a small table with the cell's code.

    Where the page says {number}`gap`, it prints what a cell gave as `numbers(gap=...)`. Where there is no page, in a
    notebook on its own, the table alone is shown.

    Args:
        **values: numbers, or words made of them. Those of numpy and pandas become Python's, whole ones integers.

    Raises:
        TypeError: a value is neither a number nor a text.
        ValueError: a value is missing (None, NaN).
    """
    bindable = {name: _bindable(name, value) for name, value in values.items()}
    for name, value in bindable.items():
        _bind(name, value)
    plain = "\n".join(f"{name}: {value}" for name, value in bindable.items())
    _show(TABLE_MIME, {"html": numbers_html(bindable), "layer": "code"}, plain)


def html_block(markup: str, plain: str) -> None:
    """Show markup made by this package, in which `page:` addresses are resolved by the site."""
    _show(TABLE_MIME, {"html": markup}, plain)


def _check_figure(id: str, caption: str, alt: str | None, data: pd.DataFrame | None) -> None:
    if not re.fullmatch(r"fig-[a-z0-9-]+", id):
        raise ValueError(f"a figure's id looks like fig-rewaq-frames, not {id!r}")
    for name, value in (("caption", caption), ("alt", alt)):
        if not (value or "").strip():
            raise ValueError(f"figure {id}: the {name} is empty")
    if data is None or not len(data):
        raise ValueError(f"figure {id}: there are no rows to show")


def figure(
    chart,
    *,
    id: str,
    caption: str,
    alt: str | None = None,
    data: pd.DataFrame | None = None,
    links: str | None = None,
    when: str | None = None,
) -> None:
    """Show a chart as a figure with caption, text alternative, data table and CSV.

    Args:
        chart: an Altair chart without configuration of its own, or what one of the chart forms returns (then its text
            alternative and rows are used where none are given, and its narrow drawing in narrow windows).
        id: anchor, unique in the book, letters, digits and hyphens, starting with `fig-`.
        caption: the finding, in a sentence.
        alt: the text alternative: what the chart shows, with its numbers, built from the data.
        data: the rows the chart draws, with readable column names.
        links: id of a table of the page whose dated rows follow the span selected on the chart's time axis; the
            figure's own table has the id of the figure with `-data`, and is then open from the start.
        when: the column of `data` with the EDTF values by which the rows of the figure's own table are dated.

    Raises:
        ValueError: an argument is missing or the id is not of that form.
    """
    from .charts import Chart, specs  # with Altair, which a page without charts has no need of

    narrow = None
    if isinstance(chart, Chart):
        alt, data, narrow = alt or chart.alt, chart.data if data is None else data, chart.narrow
        chart = chart.chart
    _check_figure(id, caption, alt, data)
    spec = specs.vega_lite_spec(chart, linked=links is not None)
    content = {"id": id, "caption": caption, "alt": alt, "spec": spec}
    content |= {"table": table_html(data, "Data", id=f"{id}-data", when=when), "csv": csv_text(data)}
    if links:
        content["links"] = links
    if narrow is not None:
        content["narrow"] = narrow if isinstance(narrow, str) else specs.vega_lite_spec(narrow)
    _show(FIGURE_MIME, content, f"[Chart: {caption} {alt}]")
