"""Matrices: rows by columns with a status, a sign or a number in each cell."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from . import narrow_matrices as narrow
from .axis_labels import BREAK, RAISED, SPLIT, break_lines, count_lines
from .chart import Chart
from .coded import AREAS, STRONG, in_order, in_words, legend, look, plot_width
from .scales import doc_scale, doc_shape_scale
from .theme import GRID, INK

_LINE = 14  # pixels from one line of a word in a cell to the next
_BESIDE = 8  # pixels from a name to the cells of its row
_BAR = "M-1,-0.3H1V0.3H-1Z"  # Vega's own stroke has no area to fill
_SHAPES = ["triangle-right", "triangle-down", _BAR, "triangle-left", "wedge"]  # those of the texts are theirs


class _Grid(NamedTuple):
    """The cells of a matrix: axes, rows of the data table, the same as plotted (names in lines), names of its rows."""

    x: alt.X
    y: alt.Y
    data: pd.DataFrame
    plotted: pd.DataFrame
    rows: list[str]
    width: int
    fits: int  # characters that a cell is wide


def _grid(rows: pd.DataFrame, row: str, column: str, padding: float | None = 0, lines: bool = False) -> _Grid:
    """Lay records out in the order in which they name rows and columns; texts have an order of their own."""
    across, down = look(rows[column]), look(rows[row])
    data = pd.DataFrame({down.heading: in_words(rows[row]), across.heading: in_words(rows[column])})
    columns, names = in_order(rows[column]), in_order(rows[row])
    long = break_lines(pd.Series(names), 46, most=2)
    width = plot_width(long.str.split(BREAK).explode())
    fits = max(8, round(width / len(columns) / 7))
    heads = break_lines(pd.Series(columns), fits)
    plotted = data.assign(
        **{
            down.heading: data[down.heading].map(dict(zip(names, long, strict=True))),
            across.heading: data[across.heading].map(dict(zip(columns, heads, strict=True))),
        }
    )

    gaps = {"paddingInner": padding, "paddingOuter": padding / 2} if padding is not None else {}

    def place(channel, heading: str, labels: pd.Series, **axis):
        return channel(
            f"{heading}:N",
            title=None,
            sort=labels.tolist(),
            scale=alt.Scale(domain=labels.tolist(), **gaps),
            axis=alt.Axis(grid=lines, ticks=False, domain=False, labelExpr=SPLIT, **axis),
        )

    x = place(
        alt.X, across.heading, heads, orient="top", labelAngle=0, labelPadding=5 + (count_lines(heads) - 1) * _LINE
    )
    y = place(alt.Y, down.heading, long, labelOffset=RAISED, labelPadding=_BESIDE)
    return _Grid(x, y, data, plotted, names, width, fits)


def _describe_rows(grid: _Grid, describe) -> str:
    """Return the words of `describe` for each cell, row by row."""
    row_heading = grid.data.columns[0]
    return "; ".join(
        f"{name}: {listing(describe(cell) for cell in cells.to_dict('records'))}"
        for name, cells in grid.data.groupby(row_heading, sort=False)
    )


def status_matrix(
    rows: pd.DataFrame,
    row: str,
    column: str,
    status: str,
    *,
    word: str | None = None,
    group: str | None = None,
) -> Chart:
    """Draw a matrix whose cells are coloured by a status and may have a few words in them.

    Rows and columns stand in the order in which the records name them.

    Args:
        rows: one row per cell.
        row: the column with the names of the matrix's rows.
        column: the column with the names of its columns; with `doc_id` the texts, in their order.
        status: the coded column that colours the cells.
        word: the column with what is written in the cells, broken into lines where it is long; an empty one has its
            status.
        group: the column with the headings between the rows of the narrow table.

    Raises:
        ValueError: two records stand for one cell.
    """
    if twice := rows[[row, column]].duplicated().sum():
        raise ValueError(f"{twice} cells of the matrix of {row} by {column} have more than one record")
    across, state = look(rows[column]).heading, look(rows[status])
    grid = _grid(rows, row, column, padding=0 if word else 0.05)
    grid.data[state.heading] = grid.plotted[state.heading] = in_words(rows[status])
    tooltip, codes, high = [f"{heading}:N" for heading in grid.data], rows[status].astype("string"), 30
    if word:
        wording = rows[word].astype("string").fillna(grid.data[state.heading])
        grid.data["Wording"], grid.plotted["Wording"] = wording, break_lines(wording, grid.fits)
        high = 12 + _LINE * max(count_lines(grid.plotted["Wording"]), 1)
    base = alt.Chart(grid.plotted).encode(x=grid.x, y=grid.y)
    scale, guide = state.behind_words(codes) if word else state.scale(codes), legend(in_order(rows[status]), **AREAS)
    colour = alt.Color(f"{state.heading}:N", title=None, scale=scale, legend=guide)
    chart = base.mark_rect(stroke=GRID).encode(color=colour, tooltip=tooltip)
    if word:
        chart += _draw_wording(base)

    def tell(cell: dict) -> str:
        return f"{cell[across]} " + (f"{cell['Wording']} ({cell[state.heading]})" if word else cell[state.heading])

    text = f"A matrix of {len(grid.rows)} rows. {_describe_rows(grid, tell)}."
    chart = chart.properties(width=grid.width, height=high * len(grid.rows))
    groups = in_words(rows[group]).tolist() if group else None
    data = grid.data.reset_index(drop=True)
    return Chart(chart, text, data, narrow.statuses(data, rows[status].tolist(), in_order(rows[column]), groups))


def _draw_wording(base: alt.Chart) -> alt.Chart:
    """Return the layer of words in the cells of a matrix, in the middle of each."""
    # lines run downwards from the first, which is raised by half of the others' height
    raised = alt.ExprRef(f"-{_LINE // 2} * (length(split(datum.Wording, '\\n')) - 1)")
    drawn = base.mark_text(lineBreak=BREAK, lineHeight=_LINE, baseline="middle", dy=raised)
    return drawn.encode(text=alt.Text("Wording:N"))


def sign_matrix(rows: pd.DataFrame, row: str, column: str, sign: str, *, accent: str | None = None) -> Chart:
    """Draw a matrix with a sign for each record in its cell; several in one cell stand side by side.

    Args:
        rows: one row per sign.
        row: the column with the names of the matrix's rows, in the order of the records.
        column: the column with the names of its columns, in the order of the records; with `doc_id` of the texts.
        sign: the coded column that shapes and colours the signs; with `doc_id` those of the texts.
        accent: the one value of `sign` with a colour of its own, where the others are grey squares.
    """
    row_name, across, signs = look(rows[row]).heading, look(rows[column]).heading, look(rows[sign])
    grid = _grid(rows, row, column, padding=None, lines=True)
    cell = grid.plotted.groupby(list(grid.plotted))
    shift = cell.cumcount() * 2 - cell[across].transform("size") + 1
    grid.data[signs.heading] = grid.plotted["Sign"] = in_words(rows[sign])
    grid.plotted["Shift"] = shift
    present = [code for code in signs.words if code in set(rows[sign].astype("string"))]
    words = [signs.words[code] for code in present]
    if accent is not None:
        colours = records.colours()
        code_colours = colours | {label: colours[doc] for doc, label in records.labels().items()}
        hues = [code_colours.get(code, STRONG) if code == accent else STRONG for code in present]
        colours, shapes = alt.Scale(domain=words, range=hues), alt.Scale(domain=words, range=["square"] * len(words))
    elif sign == "doc_id":
        colours, shapes = doc_scale(), doc_shape_scale()
    else:
        colours, shapes = signs.scale(present), alt.Scale(domain=words, range=_SHAPES[: len(words)])
    guide = {"title": None, "legend": legend(words) if accent is None else None}
    encoding = {
        "x": grid.x,
        "y": grid.y,
        "color": alt.Color("Sign:N", scale=colours, **guide),
        "shape": alt.Shape("Sign:N", scale=shapes, **guide),
        "tooltip": [f"{row_name}:N", f"{across}:N"],
    }
    if sign not in (row, column):  # else what the sign means is told by its row or column
        encoding["tooltip"].append(alt.Tooltip("Sign:N", title=signs.heading))
    if shift.any():
        encoding["xOffset"] = alt.XOffset("Shift:Q", scale=alt.Scale(domain=[-5, 5]))
    chart = alt.Chart(grid.plotted).mark_point(filled=True, size=130, opacity=1).encode(**encoding)

    def describe(cell: dict) -> str:
        return cell[across] if sign in (row, column) else f"{cell[across]} ({cell[signs.heading]})"

    text = f"{len(rows)} signs in {len(grid.rows)} rows. {_describe_rows(grid, describe)}."
    chart = chart.properties(width=grid.width, height=26 * len(grid.rows))
    data = grid.data.reset_index(drop=True)
    return Chart(chart, text, data, narrow.signs(data, in_order(rows[column])))


def count_matrix(
    rows: pd.DataFrame, row: str, column: str, n: str = "n", *, of: str, group: str | None = None
) -> Chart:
    """Draw a matrix with a number in each cell, the darker the greater; a cell without a record stays empty.

    Args:
        rows: one row per cell.
        row: the column with the names of the matrix's rows, in the order of the records.
        column: the column with the names of its columns, in the order of the records; with `doc_id` of the texts.
        n: the column with the numbers.
        of: what is counted, in the plural: `events`.
        group: the column whose values part the matrix into matrices, one below the other, each with its title and unit.
    """
    across, value = look(rows[column]).heading, of[:1].upper() + of[1:]
    grid, most = _grid(rows, row, column), float(rows[n].max())
    grid.data[value] = grid.plotted[value] = rows[n]
    shade = alt.Scale(type="sqrt", domain=[0, most], range=[0.04, narrow.DARKEST])  # of the page's ink, light or dark

    def matrix(frame: pd.DataFrame, y: alt.Y, lines: int) -> alt.LayerChart:
        base = alt.Chart(frame.reset_index(drop=True)).encode(x=grid.x, y=y)
        cells = base.mark_rect(stroke="white", fill=INK).encode(
            fillOpacity=alt.FillOpacity(f"{value}:Q", legend=None, scale=shade), tooltip=[*grid.data]
        )
        words = base.mark_text().encode(text=alt.Text(f"{value}:Q"))
        return (cells + words).properties(width=grid.width, height=26 * lines)

    row_heading = look(rows[row]).heading
    groups = (in_words(rows[group]) + f": {of}").tolist() if group else None
    small = narrow.counts(grid.data, in_order(rows[column]), groups)
    if group:
        panels = []
        for name, panel_cells in grid.plotted.groupby(groups, sort=False):
            lines = list(dict.fromkeys(panel_cells[row_heading]))
            axis = alt.Axis(ticks=False, domain=False, minExtent=130, labelPadding=_BESIDE)
            y = alt.Y(f"{row_heading}:N", title=None, sort=lines, scale=alt.Scale(domain=lines), axis=axis)
            title = alt.Title(str(name), anchor="start", fontSize=12, fontWeight="normal", color=INK)
            panels.append(matrix(panel_cells, y, len(lines)).properties(title=title))
        chart = alt.vconcat(*panels, spacing=14)
        grid.data.insert(0, look(rows[group]).heading, in_words(rows[group]).tolist())
    else:
        chart = matrix(grid.plotted, grid.y, len(grid.rows))
    text = "; ".join(
        f"{name}: {listing(f'{cell[across]} {cell[value]}' for cell in cells.to_dict('records'))}"
        for name, cells in grid.data.groupby(row_heading, sort=False)
    )
    return Chart(chart, f"{value}. {text}.", grid.data.reset_index(drop=True), small)
