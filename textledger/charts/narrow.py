"""What charts along a text share in the narrow layout: the width of the plot, an axis of words."""

import altair as alt

from .layouts import NARROW

WIDTH = NARROW.width  # pixels, of the whole drawing
PADDING = {"left": 1, "right": 6, "top": 4, "bottom": 2}  # a mark, or a label, may reach over the end of its axis
PLOT = WIDTH - PADDING["left"] - PADDING["right"] - 2  # for strokes at its edges


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
