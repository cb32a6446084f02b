"""Charts of two values per row: how far apart they lie, or what a range spans."""

import math

import altair as alt
import pandas as pd

from .. import edtf
from ..labels import listing
from .chart import Chart
from .coded import INK, MIDDLE, STRONG, in_order, in_words, legend, look
from .layouts import NARROW, WIDE, Layout
from .scales import doc_scale, doc_shape_scale

_FORMS = ["triangle-down", "triangle-right", "triangle-left", "wedge"]  # signs of stages; those of the texts are theirs
_ROUND = [m * 10**e for e in range(-2, 7) for m in (1, 2, 3, 5)]


def _tooltip(data: pd.DataFrame) -> list:
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
    heading, names = look(rows[name]).heading, in_order(rows[name])
    dates = not pd.api.types.is_numeric_dtype(rows[filled])
    data = pd.DataFrame({heading: in_words(rows[name])})
    if kind:
        data[look(rows[kind]).heading] = in_words(rows[kind])
    for column in (filled, ring):
        data[column] = rows[column].map(edtf.readable, na_action="ignore") if dates else rows[column]
    plotted = data.assign(
        **{at: rows[column].map(_middle, na_action="ignore") if dates else rows[column]
           for at, column in (("One", filled), ("Other", ring))}
    ).reset_index(drop=True)  # fmt: skip
    told = _tooltip(data.drop(columns=[filled, ring]))

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Lane", names, high=14, gap=8 if layout.is_narrow else 13)
        placed = plotted.assign(Lane=plotted[heading].map(lanes.labels))
        joined = placed.dropna(subset=["Other"]).reset_index(drop=True)
        scale = alt.Scale(padding=12, nice=False, type="log" if log else alt.Undefined)
        x = {"title": of, "axis": _pair_axis(placed, layout, dates, log), "scale": scale}
        sort = "T" if dates else "Q"
        line = alt.Chart(joined).mark_rule(strokeWidth=2, color=MIDDLE).encode(
            x=alt.X(f"One:{sort}", **x), x2="Other", y=lanes.y, tooltip=told
        )  # fmt: skip

        def points(frame: pd.DataFrame, at: str, end: str, **mark):
            base = alt.Chart(frame.assign(End=end)).mark_point(opacity=1, **mark)
            return base.encode(x=alt.X(f"{at}:{sort}", **x), y=lanes.y, tooltip=[*told, *_tooltip(data[[end]])])

        discs = points(placed, "One", filled, filled=True, size=100)
        rings = points(joined, "Other", ring, size=150, strokeWidth=2)
        looks = _looks_of_texts(rows[kind], layout) if kind else _looks_of_ends(filled, ring, layout)
        return layout.finish(line + discs.encode(**looks[0]) + rings.encode(**looks[1]), lanes.height)

    text = _tell_pairs(data, heading, look(rows[kind]).heading if kind else None, (filled, ring))
    return Chart(draw(WIDE), text, data.reset_index(drop=True), draw(NARROW))


def _looks_of_texts(codes: pd.Series, layout: Layout) -> tuple[dict, dict]:
    """Return how discs look that are values of texts, and how their rings do."""
    field, present = f"{look(codes).heading}:N", set(in_words(codes))
    guide = layout.legend(alt.Legend(values=[word for word in in_order(codes) if word in present]))
    discs = {
        "color": alt.Color(field, title=None, scale=doc_scale(), legend=guide),
        "shape": alt.Shape(field, title=None, scale=doc_shape_scale(), legend=guide),
    }
    return discs, {"color": alt.value(STRONG)}


def _looks_of_ends(filled: str, ring: str, layout: Layout) -> tuple[dict, dict]:
    """Return how discs and rings look whose names stand in the legend."""
    ends, guide = [filled, ring], layout.legend(alt.Legend())
    looks = {
        "color": alt.Color("End:N", title=None, scale=alt.Scale(domain=ends, range=[INK, STRONG]), legend=guide),
        "shape": alt.Shape("End:N", title=None, scale=alt.Scale(domain=ends, range=["circle"] * 2), legend=guide),
    }
    return looks, looks


def _tell_pairs(data: pd.DataFrame, heading: str, kind: str | None, ends: tuple[str, str]) -> str:
    sentences = []
    for row in data.to_dict("records"):
        who = f"{row[kind]}, " if kind else ""
        values = [f"{column} {_plain(row[column])}" for column in ends if pd.notna(row[column])]
        sentences.append(f"{row[heading]}: {who}{listing(values)}")
    return f"Pairs of values. {'; '.join(sentences)}."


def _pair_axis(placed: pd.DataFrame, layout: Layout, dates: bool, log: bool) -> alt.Axis:
    """Return the axis of pairs of dates or of numbers; on a logarithmic one 1 and 3 and their multiples of ten."""
    axis = alt.Axis(format="%b %Y" if dates else ",~r", tickCount=3 if layout.is_narrow else 6, labelOverlap=True)
    if log:
        values = pd.concat([placed["One"], placed["Other"].dropna()])
        leading = "1" if layout.is_narrow else "13"
        axis.values = [n for n in _ROUND if str(n)[0] in leading and values.min() / 2 <= n <= values.max() * 2]
    return axis


def _plain(value) -> str:
    return value if isinstance(value, str) else f"{value:,g}"


def _ticks(first: float, last: float, most: int) -> list[float]:
    """Return round values of an axis between two values, about as many as `most`."""
    step = next(n for n in _ROUND if n >= (last - first) / most)
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
    heading, names = look(rows[name]).heading, in_order(rows[name])
    data = pd.DataFrame({heading: in_words(rows[name])})
    for column in (kind, shape):
        if column:
            data[look(rows[column]).heading] = in_words(rows[column])
    data["Low"], data["High"] = rows[low], rows[high]
    if at:
        data["Value"] = rows[at]
    span = [f"{a:,g}" if a == b else f"{a:,g} – {b:,g}" for a, b in zip(rows[low], rows[high], strict=True)]
    data["Label"] = rows[label].astype("string") if label else span
    plotted = data.assign(At=rows[at or high]).reset_index(drop=True)
    limits = list(domain or (0, float(rows[high].max())))
    told = _tooltip(data.drop(columns=["Low", "High", "Value", "Label"], errors="ignore"))
    told.append(alt.Tooltip("Label:N", title=of))

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Lane", names, high=14, gap=8 if layout.is_narrow else 13)
        # words after the longest range are inside the plot
        end = limits[0] + layout.end(limits[1] - limits[0], max(map(len, data["Label"])), lanes.plot)
        axis = {"title": of, "scale": alt.Scale(domain=[limits[0], end], nice=False)}
        ticks = alt.Axis(values=_ticks(limits[0], limits[1], 3 if layout.is_narrow else 6), format=",~r")
        hue = _hue(rows[kind], layout) if kind else alt.value(INK)
        base = alt.Chart(plotted.assign(Lane=plotted[heading].map(lanes.labels))).encode(y=lanes.y, tooltip=told)
        spans = base.mark_rule(strokeWidth=3).encode(x=alt.X("Low:Q", axis=ticks, **axis), x2="High:Q", color=hue)
        signed = base.properties(data=base.data.dropna(subset=["At"]).reset_index(drop=True))
        signs = signed.mark_point(filled=shape is None, size=85, opacity=1, strokeWidth=2)
        signs = signs.encode(x=alt.X("At:Q", **axis), color=hue)
        if shape:
            signs = signs.encode(shape=_form(rows[shape], layout))
        limit = alt.Chart(pd.DataFrame({"Bound": list(bounds)})).mark_rule(strokeDash=[4, 4], opacity=0.7)
        limit = limit.encode(x=alt.X("Bound:Q", **axis), color=alt.value(INK))
        # words stand after their ranges, or in one column where dashed lines would cross them
        after = alt.datum(limits[1]) if bounds else alt.X("High:Q", **axis)
        words = base.mark_text(align="left", dx=10, fontSize=12).encode(x=after, text="Label:N", color=alt.value(INK))
        return layout.finish(alt.layer(spans, *([limit] if bounds else []), signs, words), lanes.height)

    text = _tell_ranges(data, heading, of, bool(label))
    return Chart(draw(WIDE), text, data.reset_index(drop=True), draw(NARROW))


def _hue(codes: pd.Series, layout: Layout) -> alt.Color:
    """Return how ranges are coloured by a coded column."""
    colouring = look(codes)
    guide = layout.legend(legend(in_order(codes), symbolType="stroke", symbolStrokeWidth=3))
    scale = colouring.scale(codes.astype("string"))
    return alt.Color(f"{colouring.heading}:N", title=None, scale=scale, legend=guide)


def _form(codes: pd.Series, layout: Layout) -> alt.Shape:
    """Return the forms of signs by a coded column."""
    forms = in_order(codes)
    scale, guide = alt.Scale(domain=forms, range=_FORMS[: len(forms)]), layout.legend(alt.Legend(orient="top"))
    return alt.Shape(f"{look(codes).heading}:N", title=None, scale=scale, legend=guide)


def _tell_ranges(data: pd.DataFrame, heading: str, of: str, labelled: bool) -> str:
    notes = [heading, "Label", "Low", "High", "Value"]
    sentences = []
    for row in data.to_dict("records"):
        about = "".join(f", {row[column]}" for column in data if column not in notes)
        spanned = f" ({row['Low']:,g} to {row['High']:,g})" if labelled and row["Low"] != row["High"] else ""
        sentences.append(f"{row[heading]}{about}: {row['Label']}{spanned}")
    return f"{len(data)} ranges, {of}. {'; '.join(sentences)}."
