"""What charts along a text share in the narrow layout: lanes with their names above them, an axis of words."""

import altair as alt

from .layouts import NARROW

WIDTH = NARROW.width  # pixels, of the whole drawing
PADDING = {"left": 1, "right": 6, "top": 4, "bottom": 2}  # a mark, or a label, may reach over the end of its axis
PLOT = WIDTH - PADDING["left"] - PADDING["right"] - 2  # for strokes at its edges
LABEL = 18  # pixels above a lane, for its label


def lanes(field: str, names: list[str], high: int, *, grid: bool = True, between: int = 6) -> alt.Y:
    """Return lanes, one below the other, each with its name above its left end.

    Args:
        field: the field with the names.
        names: in their order.
        high: pixels of a lane.
        grid: whether a line runs along the middle of a lane.
        between: pixels between a lane and the next label.
    """
    step = high + LABEL + between
    gaps = (LABEL + between) / step
    return alt.Y(
        f"{field}:N",
        title=None,
        sort=names,
        scale=alt.Scale(type="band", domain=names, paddingInner=gaps, paddingOuter=gaps / 2, align=1),
        axis=alt.Axis(
            grid=grid, ticks=False, domain=False, labelAlign="left", labelBaseline="bottom", labelPadding=0,
            labelOffset=-high // 2 - 2),
    )  # fmt: skip


def height(names: list[str], high: int, between: int = 6) -> int:
    """Return the height of the plot that holds these lanes."""
    return len(names) * (high + LABEL + between)


def ticks(length: int) -> list[int]:
    """Return few round numbers from 0 on, of which the last leaves room for the end of its label."""
    step = next(step for step in (50, 100, 200, 500, 1000, 5000, length) if length / step <= 5)
    return list(range(0, int(length * 0.96), step))


def words(field: str, length: int, around: int = 0) -> alt.X:
    """Return the axis of the words of a text, from left to right, with as many words of nothing at both ends."""
    return alt.X(
        f"{field}:Q",
        title="words from the beginning",
        scale=alt.Scale(domain=[-around, length + around], nice=False),
        axis=alt.Axis(grid=False, values=ticks(length), labelFlush=True),
    )


def drawing(chart, **properties):
    """Return a chart with the edges of narrow drawings; a plot fills the width between them."""
    if not isinstance(chart, alt.VConcatChart | alt.FacetChart) and chart.width is alt.Undefined:
        properties.setdefault("width", PLOT)
    return chart.properties(padding=PADDING, **properties)
