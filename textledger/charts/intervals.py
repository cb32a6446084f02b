"""Charts of two values per row: how far apart they lie, or what a range spans."""

import math
from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import edtf
from ..labels import listing
from .axis_labels import BREAK, RAISED, SPLIT, break_lines, count_lines
from .chart import Chart
from .coded import GREY, RED, in_order, in_words, legend, look, plot_width
from .scales import doc_scale, doc_shape_scale
from .theme import INK

_STEP = 27  # pixels that a line takes
_ROUND = [m * 10**e for e in range(-2, 7) for m in (1, 2, 3, 5)]


class _Lines(NamedTuple):
    """The lines of a chart: the heading of their names, the axis, each row's name as drawn, the width of the plot."""

    heading: str
    y: alt.Y
    drawn: pd.Series
    width: int
    height: int


def _lines(rows: pd.DataFrame, name: str) -> _Lines:
    heading, names = look(rows[name]).heading, in_order(rows[name])
    labels = break_lines(pd.Series(names, index=names), 36, most=2)
    axis = alt.Axis(grid=True, ticks=False, domain=False, labelPadding=12, labelExpr=SPLIT, labelOffset=RAISED)
    order = labels.tolist()
    y = alt.Y(f"{heading}:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=axis)
    step = _STEP if count_lines(labels) == 1 else 34
    width = plot_width(labels.str.split(BREAK).explode()) - 20
    return _Lines(heading, y, in_words(rows[name]).map(labels), width, step * len(order))


def _tooltip(data: pd.DataFrame) -> list[str]:
    return [f"{name}:{'Q' if pd.api.types.is_numeric_dtype(kind) else 'N'}" for name, kind in data.dtypes.items()]


def _middle(value: str) -> str:
    first, last = map(pd.Timestamp, edtf.bounds(value))
    return f"{first + (last - first) / 2:%Y-%m-%d}"


def dumbbell(
    rows: pd.DataFrame, name: str, filled: str, ring: str, *, of: str | None, kind: str | None = None, log: bool = False
) -> Chart:
    """Draw two values for each row, joined by a line: a filled disc and a ring.

    Values are numbers or EDTF dates; a date is drawn at the middle of what it allows. A row may lack the second value.

    Args:
        rows: one row per pair; pairs of one name share a line.
        name: the column with the names of the lines, in the order of the rows.
        filled: the column with the values drawn as discs; its name says what they are.
        ring: the column with the values drawn as rings, in the same way.
        of: title of the axis: what the values are; None for dates.
        kind: `doc_id`, where the discs are values of texts and have their colours and signs.
        log: whether the axis is logarithmic.
    """
    heading, y, labels, width, height = _lines(rows, name)
    dates = not pd.api.types.is_numeric_dtype(rows[filled])
    data = pd.DataFrame({heading: in_words(rows[name])})
    if kind:
        data[look(rows[kind]).heading] = in_words(rows[kind])
    for column in (filled, ring):
        data[column] = rows[column].map(edtf.readable, na_action="ignore") if dates else rows[column]
    plotted = data.assign(
        **{at: rows[column].map(_middle, na_action="ignore") if dates else rows[column]
           for at, column in (("One", filled), ("Other", ring))}
    ).assign(**{heading: labels}).reset_index(drop=True)  # fmt: skip
    joined = plotted.dropna(subset=["Other"]).reset_index(drop=True)
    sort = "T" if dates else "Q"
    axis = alt.Axis(format="%b %Y" if dates else ",~r", tickCount=6, labelOverlap=True)
    scale: dict[str, str | int] = {"padding": 14, "nice": False}
    if log:
        values = pd.concat([plotted["One"], joined["Other"]])
        scale["type"] = "log"
        axis.values = [n for n in _ROUND if str(n)[0] in "13" and values.min() / 2 <= n <= values.max() * 2]
    x = {"title": of, "axis": axis, "scale": alt.Scale(**scale)}
    tooltip = _tooltip(data.drop(columns=[filled, ring]))
    ends = alt.Scale(domain=[filled, ring], range=["circle", "circle"])

    def points(frame: pd.DataFrame, at: str, end: str, **mark):
        frame = frame.assign(End=end)
        return (
            alt.Chart(frame)
            .mark_point(opacity=1, **mark)
            .encode(x=alt.X(f"{at}:{sort}", **x), y=y, tooltip=[*tooltip, *_tooltip(data[[end]])])
        )

    line = alt.Chart(joined).mark_rule(strokeWidth=2, color=GREY).encode(
        x=alt.X(f"One:{sort}", **x), x2="Other", y=y, tooltip=tooltip
    )  # fmt: skip
    discs, rings = (
        points(plotted, "One", filled, filled=True, size=100),
        points(joined, "Other", ring, size=150, strokeWidth=2),
    )
    if kind:
        text, present = (
            look(rows[kind]).heading,
            [word for word in in_order(rows[kind]) if word in set(data.iloc[:, 1])],
        )
        discs = discs.encode(
            color=alt.Color(f"{text}:N", title=None, scale=doc_scale(), legend=alt.Legend(values=present)),
            shape=alt.Shape(f"{text}:N", title=None, scale=doc_shape_scale()),
        )  # fmt: skip
        rings = rings.encode(color=alt.value(GREY))
    else:
        hues = alt.Color("End:N", title=None, scale=alt.Scale(domain=[filled, ring], range=[RED, GREY]))
        discs, rings = (
            part.encode(color=hues, shape=alt.Shape("End:N", title=None, scale=ends)) for part in (discs, rings)
        )
    sentences = []
    for row in data.to_dict("records"):
        who = f"{row[look(rows[kind]).heading]}, " if kind else ""
        values = [f"{column} {_plain(row[column])}" for column in (filled, ring) if pd.notna(row[column])]
        sentences.append(f"{row[heading]}: {who}{listing(values)}")
    chart = (line + discs + rings).properties(width=width, height=height)
    return Chart(chart, f"Pairs of values. {'; '.join(sentences)}.", data.reset_index(drop=True))


def _plain(value) -> str:
    return value if isinstance(value, str) else f"{value:,g}"


def _ticks(first: float, last: float) -> list[float]:
    """Return round values of an axis between two values, five or six of them."""
    step = next(n for n in _ROUND if n >= (last - first) / 6)
    return [n * step for n in range(math.ceil(first / step), math.floor(last / step) + 1)]


def ranges(
    rows: pd.DataFrame,
    name: str,
    low: str,
    high: str,
    *,
    of: str,
    at: str | None = None,
    label: str | None = None,
    kind: str | None = None,
    shape: str | None = None,
    bounds: tuple[float, ...] = (),
    domain: tuple[float, float] | None = None,
) -> Chart:
    """Draw a line from a low to a high value for each row, with a sign at its value and words after it.

    Args:
        rows: one row per range; where low and high are equal there is the sign alone.
        name: the column with the names of the lines, in the order of the rows.
        low: the column with the one end.
        high: the column with the other end.
        of: title of the axis: what the values are.
        at: the column with the value that has the sign; a row without one is a range alone. Without it, the high end.
        label: the column with the words after a range; without it, its values.
        kind: the coded column that colours ranges.
        shape: the coded column that gives the signs their form.
        bounds: values that cross the chart as dashed lines.
        domain: first and last value of the axis.
    """
    heading, y, labels, width, height = _lines(rows, name)
    data = pd.DataFrame({heading: in_words(rows[name])})
    for column in (kind, shape):
        if column:
            data[look(rows[column]).heading] = in_words(rows[column])
    data["Low"], data["High"] = rows[low], rows[high]
    if at:
        data["Value"] = rows[at]
    span = [f"{a:,g}" if a == b else f"{a:,g} – {b:,g}" for a, b in zip(rows[low], rows[high], strict=True)]
    data["Label"] = rows[label].astype("string") if label else span
    plotted = data.assign(At=rows[at or high], **{heading: labels}).reset_index(drop=True)
    top = float(rows[high].max())
    limits = list(domain or (0, top))
    # words after the longest range are inside the plot: about six pixels a character
    room = 7 * max(map(len, data["Label"])) + 14
    axis = {"title": of, "scale": alt.Scale(domain=[limits[0], limits[1] * width / (width - room)], nice=False)}
    x = alt.X("Low:Q", axis=alt.Axis(values=_ticks(*limits), format=",~r"), **axis)
    hue = alt.value("#0072B2")
    if kind:
        colouring = look(rows[kind])
        hue = alt.Color(
            f"{colouring.heading}:N", title=None, scale=colouring.scale(rows[kind].astype("string")),
            legend=alt.Legend(columns=2) if shape else legend(in_order(rows[kind])))  # fmt: skip
    tooltip = _tooltip(data.drop(columns=["Low", "High", "Value"], errors="ignore"))
    base = alt.Chart(plotted).encode(y=y, tooltip=tooltip)
    signed = plotted.dropna(subset=["At"]).reset_index(drop=True)
    signs = alt.Chart(signed).mark_point(filled=shape is None, size=85, opacity=1, strokeWidth=2).encode(
        x=alt.X("At:Q", **axis), y=y, color=hue, tooltip=tooltip
    )  # fmt: skip
    if shape:
        forms = in_order(rows[shape])
        scale = alt.Scale(domain=forms, range=["circle", "triangle-right", "square", "diamond"][: len(forms)])
        signs = signs.encode(shape=alt.Shape(f"{look(rows[shape]).heading}:N", title=None, scale=scale))
    layers = [base.mark_rule(strokeWidth=4, opacity=0.45).encode(x=x, x2="High:Q", color=hue)]
    if bounds:
        limit = alt.Chart(pd.DataFrame({"Bound": list(bounds)}))
        dashed = limit.mark_rule(strokeDash=[4, 4], opacity=0.7)
        layers.append(dashed.encode(x=alt.X("Bound:Q", **axis), color=alt.value(INK)))
    # words stand after their ranges, or in one column where dashed lines would cross them
    after = alt.datum(limits[1]) if bounds else alt.X("High:Q", **axis)
    words = base.mark_text(align="left", dx=10).encode(x=after, text="Label:N", color=alt.value(INK))
    chart = alt.layer(*layers, signs, words).properties(width=width, height=height)
    notes = [heading, "Label", "Low", "High", "Value"]
    sentences = []
    for row in data.to_dict("records"):
        about = "".join(f", {row[column]}" for column in data if column not in notes)
        spanned = f" ({row['Low']:,g} to {row['High']:,g})" if label and row["Low"] != row["High"] else ""
        sentences.append(f"{row[heading]}{about}: {row['Label']}{spanned}")
    return Chart(chart, f"{len(data)} ranges, {of}. {'; '.join(sentences)}.", data.reset_index(drop=True))
