"""Windows of time: the days that each of several things allows, on one calendar."""

from dataclasses import dataclass
from functools import cached_property

import altair as alt
import pandas as pd

from .. import edtf
from ..labels import listing
from . import calendar_layers as layers
from . import narrow_calendars
from .chart import Chart
from .coded import AREAS, STRONG, in_order, in_words, legend, look
from .layouts import NARROW, WIDE, Layout

OPEN = "no limit of its own"


def _extent(values: pd.Series, since: str | None, until: str | None) -> layers.Extent:
    """Return the days of a calendar: those asked for, else those that EDTF values allow, with a little room."""
    days = [day for value in values.dropna() for day in edtf.bounds(value) if edtf.FIRST < day < edtf.LAST]
    first, last = pd.Timestamp(min(days)), pd.Timestamp(max(days))
    room = max((last - first) / 25, pd.Timedelta(days=1))
    return layers.Extent(
        pd.Timestamp(since or (first - room).normalize()), pd.Timestamp(until or (last + room).normalize())
    )


def _all_readable(values: pd.Series) -> list[str]:
    return [OPEN if pd.isna(value) else edtf.readable(value) for value in values]


def windows(
    rows: pd.DataFrame,
    name: str,
    when: str,
    kind: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    point: str | None = None,
    marks: pd.DataFrame | None = None,
    background: pd.DataFrame | None = None,
    after: object = None,
) -> Chart:
    """Draw the days that each row allows: a bar for a window, an arrow at an open end, a short bar for a day or a few.

    A row without a date is a dotted line from end to end: it sets no limit of its own. Days are days of UTC.

    Args:
        rows: one row per window; rows of one name share a line.
        name: the column with the names of the lines, in the order of the rows.
        when: the column of EDTF values.
        kind: the coded column that colours the windows.
        since: first day of the calendar, `2021-02-17`; what lies before is cut. Without it, that of the windows with a
            little room before it.
        until: last day of the calendar, in the same way.
        point: a column of EDTF values each of whose middles is drawn as an upright stroke on the line.
        marks: days that cross the chart as dashed lines, with the columns `label` and `edtf`.
        background: at most two periods behind the windows, with the columns `label` and `edtf`.
        after: the name after whose line a heavy line divides the chart.
    """
    values = pd.concat([rows[when], *([rows[point]] if point else [])])
    calendar = _Calendar(rows, name, when, kind, _extent(values, since, until), point, marks, background, after)
    small = narrow_calendars.of_records(rows, name, when, kind) or calendar.draw(NARROW)
    return Chart(calendar.draw(WIDE), calendar.describe(), calendar.table(), small)


@dataclass(frozen=True, eq=False)
class _Calendar:
    """A calendar as it is made: what `windows` was asked for, and the days that it shows."""

    rows: pd.DataFrame
    name: str
    when: str
    kind: str | None
    extent: layers.Extent
    point: str | None
    marks: pd.DataFrame | None
    background: pd.DataFrame | None
    after: object

    @cached_property
    def heading(self) -> str:
        """What stands above the names of the lines."""
        return look(self.rows[self.name]).heading

    @cached_property
    def bare(self) -> pd.Series:
        """Which rows have no date."""
        return self.rows[self.when].isna()

    @cached_property
    def data(self) -> pd.DataFrame:
        """The rows as readers see them."""
        rows = self.rows
        data = pd.DataFrame({self.heading: in_words(rows[self.name]), "Window": _all_readable(rows[self.when])})
        if self.kind:
            data[look(rows[self.kind]).heading] = in_words(rows[self.kind])
        if self.point:
            points = [edtf.readable(value) if pd.notna(value) else "none" for value in rows[self.point]]
            data[look(rows[self.point]).heading] = points
        return data

    def draw(self, layout: Layout) -> alt.TopLevelMixin:
        """Return the drawing of a layout."""
        names, days = in_order(self.rows[self.name]), layers.days_within(self.rows[self.when], self.extent)
        high, gap = (10, 10) if len(names) > 12 else (16, 14)
        title = self.heading.lower() if all(map(str.isdigit, names)) else ""
        lanes = layout.lanes("Lane", names, high=high, gap=gap, title=title)
        ends = {"From": layers.date_text(days["first"]), "To": layers.date_text(days["last"])}
        placed = self.data.assign(**ends, Lane=self.data[self.heading].map(lanes.labels))
        x, told = (
            layers.axis_of_days("From", self.extent, layout),
            [alt.Tooltip(f"{heading}:N") for heading in self.data],
        )
        base = alt.Chart(placed).encode(x=x, y=lanes.y, color=self._hue(layout), tooltip=told)
        # a window with several points has as many rows and is drawn once: a grey over itself would be another grey
        again = self.rows.duplicated([self.name, self.when, *([self.kind] if self.kind else [])])
        drawn = layers.draw_windows(base, days, self.bare, again, self.extent)
        if self.point:
            drawn.append(layers.draw_points(base, self.rows[self.point], self.extent))
        if self.background is not None:
            drawn.insert(0, layers.draw_periods(self.background, x, self.extent))
        if self.marks is not None:
            drawn.append(layers.draw_days(self.marks, self.extent))
        if named := [frame for frame in (self.background, self.marks) if frame is not None]:
            drawn += layers.draw_names(pd.concat(named), self.extent, lanes)
        if self.after is not None:
            line = names.index(look(self.rows[self.name]).words[str(self.after)])
            drawn.append(layers.draw_seam(f"after {self.after}", lanes.below(line)))
        return layout.finish(alt.layer(*drawn), lanes.height)

    def _hue(self, layout: Layout):
        """Return how windows are coloured: by a coded column, by their texts, or all alike."""
        if not self.kind and self.name != "doc_id":
            return alt.ColorValue(STRONG)
        column = self.rows[self.kind or self.name]
        guide = layout.legend(legend(in_order(column), **AREAS)) if self.kind and self.kind != self.name else None
        scale = look(column).scale(column.astype("string"))
        return alt.Color(f"{look(column).heading}:N", title=None, scale=scale, legend=guide)

    def _beside(self) -> dict[str, pd.DataFrame]:
        """Return the marked days and the periods behind the windows, by the word that introduces them."""
        both = {"Marked": self.marks, "Behind": self.background}
        return {word: frame for word, frame in both.items() if frame is not None}

    def describe(self) -> str:
        """Return the calendar in words: every dated window, the number of the others, and what is beside them."""
        columns = [name for name in self.data.columns if name != self.heading]
        sentences = []
        for row in self.data[~self.bare].to_dict("records"):
            words = ", ".join(row[name] if name == "Window" else f"{name.lower()} {row[name]}" for name in columns)
            title = row[self.heading]
            sentences.append(f"{self.heading.lower()} {title}: {words}" if title.isdigit() else f"{title}: {words}")
        text = f"A calendar. {'; '.join(sentences)}."
        if self.bare.any():
            text += f" {int(self.bare.sum())} set {OPEN}."
        for word, frame in self._beside().items():
            dated = zip(frame["label"], _all_readable(frame["edtf"]), strict=True)
            text += f" {word}: {listing(f'{label}, {day}' for label, day in dated)}."
        return text

    def table(self) -> pd.DataFrame:
        """Return all rows, those of what is beside the windows last, with the first and the last day of each."""
        beside = list(self._beside().values())
        extra = [pd.DataFrame({self.heading: f["label"], "Window": _all_readable(f["edtf"])}) for f in beside]
        values = pd.concat([self.rows[self.when], *(frame["edtf"] for frame in beside)])
        return _add_days(pd.concat([self.data, *extra]).reset_index(drop=True), values)


def _add_days(data: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return rows with the first and the last day of their windows, YYYY-MM-DD; none where a window is open."""
    bounds = [(edtf.FIRST, edtf.LAST) if pd.isna(value) else edtf.bounds(value) for value in values]
    first = ["" if day <= edtf.FIRST else f"{day:%Y-%m-%d}" for day, _ in bounds]
    last = ["" if day >= edtf.LAST else f"{day:%Y-%m-%d}" for _, day in bounds]
    after = data.columns.get_loc("Window") + 1
    data.insert(after, "First day", first)
    data.insert(after + 1, "Last day", last)
    return data
