"""The two layouts of a chart: as wide as the column of text, and for the 300 pixels of a phone.

A form draws the same rows in both. What differs is here: in the narrow one a label stands above its lane and not beside
it, so that the plot has the whole width.
"""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .axis_labels import BREAK, RAISED, SPLIT, break_lines, count_lines

LINE = 15  # pixels from line to line of a label
LETTER = 6.6  # pixels of a label's letter, on average
BESIDE = 3  # letters of labels so short that they stand beside their lanes in both layouts


class Lanes(NamedTuple):
    """The lanes of a chart, one below the other: their axis, their height, their names as they are drawn."""

    y: alt.Y
    height: int
    labels: pd.Series
    step: int
    plot: int

    def below(self, n: int) -> float:
        """Return the height between lane number `n`, counted from 0, and the next, with its label."""
        return self.step * (n + 1)


class Layout(NamedTuple):
    """A layout: pixels of the whole drawing, whether labels stand above lanes, how many letters fit in their lines."""

    width: int
    is_narrow: bool
    letters: int

    def lanes(
        self,
        field: str,
        names: list[str],
        high: int,
        gap: int,
        *,
        title: str = "",
        grid: bool = True,
        along: bool = False,
        room: int = 0,
        **axis,
    ) -> Lanes:
        """Return lanes with their names beside or above them.

        Args:
            field: the field with the names as they are drawn.
            names: in their order.
            high: pixels of a lane.
            gap: pixels between one lane and the next, or the label above it.
            title: of the axis.
            grid: whether a line runs from a name beside its lane along its middle.
            along: whether such a line runs along a lane below its name, too.
            room: pixels between a lane and a name above it, for signs.
            **axis: what else the axis gets.
        """
        labels = break_lines(pd.Series(names, index=names, dtype="object"), self.letters, most=3)
        order, lines = labels.tolist(), count_lines(labels)
        longest = int(labels.str.split(BREAK).explode().str.len().max())
        above = LINE * lines + 4 + room if self.is_narrow and longest > BESIDE else 0
        step = high + above + gap if above else max(high + gap, LINE * lines + 6)
        outer = (step - high) / step
        offset = self._offset(high / 2 + room) if above else RAISED
        place = {"labelAlign": "left", "labelBaseline": "bottom", "labelPadding": 0} if above else {"labelPadding": 10}
        guide = alt.Axis(
            grid=grid and (along or not above),
            ticks=False,
            domain=False,
            labelExpr=SPLIT,
            labelOffset=offset,
            **place,
            **axis,
        )
        scale = alt.Scale(
            type="band", domain=order, paddingInner=outer, paddingOuter=outer / 2, align=1 if above else 0.5
        )
        y = alt.Y(f"{field}:N", title=title or None, sort=order, scale=scale, axis=guide)
        gutter = 0 if above else round(LETTER * longest) + (34 if title else 16)
        return Lanes(y, step * len(order), labels, step, self.width - gutter - 10)

    def _offset(self, high: float) -> dict:
        """Return how far above the middle of a lane the first line of a name stands whose last is `high` above it."""
        lines = [{"test": f"length(split(datum.label, '\\n')) == {n}", "value": -high - 3 - LINE * (n - 1)}
                 for n in (2, 3)]  # fmt: skip
        return {"condition": lines, "value": -high - 3}

    def legend(self, guide: alt.Legend | None) -> alt.Legend | None:
        """Return the legend of a wide drawing, which serves the narrow one too: the page shows one for both."""
        return None if self.is_narrow else guide

    def end(self, most: float, letters: int, plot: int) -> float:
        """Return the last value of an axis from 0 that leaves room for words after a mark at the value `most`."""
        room = 7 * letters + 14
        return most * plot / max(plot - room, plot / 4)

    def end_of_all(self, values: pd.Series, words: pd.Series, plot: int) -> float:
        """Return the last value of an axis from 0 that leaves room for the words after each mark at its value."""
        return max(self.end(float(at), len(said), plot) for at, said in zip(values, words, strict=True))

    def finish(self, chart: alt.LayerChart | alt.Chart, height: int | alt.Step) -> alt.TopLevelMixin:
        """Return a chart that is exactly as wide as the layout, its axes and their labels included."""
        return chart.properties(
            width=self.width,
            height=height,
            padding={"left": 3, "right": 6, "top": 4, "bottom": 2},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )


WIDE = Layout(740, False, 38)
NARROW = Layout(300, True, 48)
