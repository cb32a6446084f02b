"""Charts of two values per row: how far apart they lie, or what a range spans."""

import math
from dataclasses import dataclass

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
    kinds = {name: "Q" if pd.api.types.is_numeric_dtype(kind) else "N" for name, kind in data.dtypes.items()}
    return [alt.Tooltip(f"{name}:{kind}") for name, kind in kinds.items()]


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
    data = pd.DataFrame({look(rows[column]).heading: in_words(rows[column]) for column in (name, kind) if column})
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
            x=alt.X(f"One:{sort}", **x), x2=alt.X2("Other"), y=lanes.y, tooltip=told
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
    return discs, {"color": alt.ColorValue(STRONG)}


def _looks_of_ends(filled: str, ring: str, layout: Layout) -> tuple[dict, dict]:
    """Return how discs and rings look whose names stand in the legend."""
    ends, guide = [filled, ring], layout.legend(alt.Legend())
    looks = {
        "stroke": alt.Stroke("End:N", title=None, scale=alt.Scale(domain=ends, range=[INK, STRONG]), legend=guide),
        "fill": alt.Fill("End:N", title=None, scale=alt.Scale(domain=ends, range=[INK, "transparent"]), legend=guide),
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
    first, *coded = (rows[column] for column in (name, kind, shape) if column)
    data = pd.DataFrame({look(codes).heading: in_words(codes) for codes in (first, *coded)})
    data["Low"], data["High"] = rows[low], rows[high]
    if at:
        data["Value"] = rows[at]
    span = [f"{a:,g}" if a == b else f"{a:,g} – {b:,g}" for a, b in zip(rows[low], rows[high], strict=True)]
    data["Label"] = rows[label].astype("string") if label else span
    limits = domain or (0, float(rows[high].max()))
    drawing = _Ranges(
        data.assign(At=rows[at or high]).reset_index(drop=True), rows, name, of, kind, shape, bounds, limits
    )
    text = _tell_ranges(data, data.columns[0], of, bool(label))
    return Chart(drawing.draw(WIDE), text, data.reset_index(drop=True), drawing.draw(NARROW))


@dataclass(frozen=True, eq=False)
class _Ranges:
    """What the wide and the narrow drawing of ranges share: the data as plotted, and what `ranges` was asked for."""

    data: pd.DataFrame
    rows: pd.DataFrame
    name: str
    of: str
    kind: str | None
    shape: str | None
    bounds: tuple[float, ...]
    limits: tuple[float, float]

    def draw(self, layout: Layout) -> alt.TopLevelMixin:
        """Return the drawing of a layout."""
        names, (first, last) = in_order(self.rows[self.name]), self.limits
        lanes = layout.lanes("Lane", names, high=14, gap=8 if layout.is_narrow else 13)
        # words are inside the plot: after their ranges, or in one column where dashed lines would cross them
        begin = pd.Series(last, self.data.index) if self.bounds else self.data["High"].clip(upper=last)
        end = max(last, first + layout.end_of_all(begin - first, self.data["Label"], lanes.plot))
        axis = {"title": self.of, "scale": alt.Scale(domain=[first, end], nice=False)}
        ticks = alt.Axis(values=_ticks(first, last, 3 if layout.is_narrow else 6), format=",~r")
        hue = _hue(self.rows[self.kind], layout) if self.kind else alt.ColorValue(INK)
        placed = self.data.assign(Lane=self.data[look(self.rows[self.name]).heading].map(lanes.labels))
        base = alt.Chart(placed).encode(y=lanes.y, tooltip=self._tooltip())
        spans = base.mark_rule(strokeWidth=3).encode(
            x=alt.X("Low:Q", axis=ticks, **axis), x2=alt.X2("High:Q"), color=hue
        )
        signs = self._draw_signs(base, layout).encode(x=alt.X("At:Q", **axis), color=hue)
        limits = [self._draw_bounds(axis)] if self.bounds else []
        after = alt.datum(last) if self.bounds else alt.X("High:Q", **axis)
        words = base.mark_text(align="left", dx=10, fontSize=12).encode(
            x=after, text=alt.Text("Label:N"), color=alt.ColorValue(INK)
        )
        return layout.finish(alt.layer(spans, *limits, signs, words), lanes.height)

    def _tooltip(self) -> list:
        named = self.data.drop(columns=["Low", "High", "Value", "Label", "At"], errors="ignore")
        return [*_tooltip(named), alt.Tooltip("Label:N", title=self.of)]

    def _draw_signs(self, base: alt.Chart, layout: Layout) -> alt.Chart:
        """Return the layer of signs, of those ranges that have one."""
        signed = base.properties(data=base.data.dropna(subset=["At"]).reset_index(drop=True))
        signs = signed.mark_point(filled=self.shape is None, size=85, opacity=1, strokeWidth=2)
        return signs.encode(shape=_form(self.rows[self.shape], layout)) if self.shape else signs

    def _draw_bounds(self, axis: dict) -> alt.Chart:
        """Return the layer of dashed lines."""
        bounds = alt.Chart(pd.DataFrame({"Bound": list(self.bounds)})).mark_rule(strokeDash=[4, 4], opacity=0.7)
        return bounds.encode(x=alt.X("Bound:Q", **axis), color=alt.ColorValue(INK))


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
