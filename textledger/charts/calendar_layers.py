"""What a calendar is drawn of: its axis of days, windows, points, marked days and periods with their names."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import edtf
from .coded import EDGE, INK, PALE, STRONG
from .layouts import LETTER, Lanes, Layout

_DAY = "%Y-%m-%d"
# pixels, half of a label of years or of days: nearer to an end of the axis it is set inwards, and not past the end
_HALF_A_YEAR, _HALF_A_DAY = 15, 30


class Extent(NamedTuple):
    """The first and the last day of a calendar."""

    first: pd.Timestamp
    last: pd.Timestamp


def days_within(values: pd.Series, extent: Extent) -> pd.DataFrame:
    """Return the days that EDTF values allow within a calendar, and which of their ends are open."""
    bounds = [(edtf.FIRST, edtf.LAST) if pd.isna(value) else edtf.bounds(value) for value in values]
    first, last = ([pair[end] for pair in bounds] for end in (0, 1))
    since, until = extent
    return pd.DataFrame(
        {
            "first": [max(pd.Timestamp(day), since) if day > edtf.FIRST else since for day in first],
            "last": [min(pd.Timestamp(day), until) if day < edtf.LAST else until for day in last],
            "opens": [pd.notna(value) and day <= edtf.FIRST for value, day in zip(values, first, strict=True)],
            "goes on": [pd.notna(value) and day >= edtf.LAST for value, day in zip(values, last, strict=True)],
        },
        index=values.index,
    )


def _axis(extent: Extent, layout: Layout) -> alt.Axis:
    """Return an axis of years over a long time, of months over a shorter one, of days over weeks; in narrow few."""
    days = (extent.last - extent.first).days
    options = {"grid": False, "labelFlush": _HALF_A_DAY, "labelOverlap": True, "labelSeparation": 4}
    if days > 3 * 365:
        return alt.Axis(
            format="%Y",
            tickCount=alt.TimeIntervalStep("year", 1 + days // (1500 if layout.is_narrow else 4400)),
            **options | {"labelFlush": _HALF_A_YEAR},
        )
    if days > 70:
        step = alt.TimeIntervalStep("month", 1 + days // 100 if layout.is_narrow else 1)
        return alt.Axis(format="%b %Y", tickCount=step, **options)
    step = alt.TimeIntervalStep("day", 1 + days // 4 if layout.is_narrow else 1)
    return alt.Axis(format="%-d %b" if layout.is_narrow else "%a %-d %b", tickCount=step, **options)


def _day(day: pd.Timestamp) -> alt.DateTime:
    """Return a day as an end of an axis; not as text, which Vega-Lite reads in two ways where marks have two ends."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def axis_of_days(field: str, extent: Extent, layout: Layout) -> alt.X:
    """Return the horizontal place of days that are given as text."""
    ends = alt.Scale(domain=[_day(extent.first), _day(extent.last)])
    return alt.X(f"{field}:T", title=None, scale=ends, axis=_axis(extent, layout))


def date_text(days: pd.Series) -> pd.Series:
    """Return days as YYYY-MM-DD."""
    return days.dt.strftime(_DAY)


def draw_windows(
    base: alt.Chart, days: pd.DataFrame, bare: pd.Series, again: pd.Series, extent: Extent
) -> list[alt.Chart]:
    """Return the layers of windows: those without a date, bars, single days, arrows at open ends.

    Args:
        base: the chart of the rows, with their places.
        days: their first and last days.
        bare: which of them have no date.
        again: which of them are drawn already.
        extent: the days of the calendar.
    """
    single = (days["last"] - days["first"]) <= (extent.last - extent.first) / 80
    layers = []

    def layer(chosen: pd.Series, mark: str, **encoded) -> None:
        if (chosen := chosen & ~again).any():
            part = base.properties(data=base.data[chosen.to_numpy()].reset_index(drop=True))
            look_of = {key: encoded.pop(key) for key in list(encoded) if key not in ("x", "x2", "color")}
            layers.append(getattr(part, f"mark_{mark}")(**look_of).encode(**encoded))

    layer(bare, "rule", strokeDash=[1, 4], strokeWidth=1.5, x2=alt.X2("To:T"), color=alt.ColorValue(STRONG))
    # first days are marks without a second end: from marks that have one Vega-Lite reads the extent of the axis twice
    layer(~bare & ~single, "tick", thickness=1, size=14, opacity=1)
    layer(~bare & ~single, "bar", height=14, x2=alt.X2("To:T"), **EDGE)
    layer(~bare & single, "tick", thickness=7, size=14, opacity=1, **EDGE)
    layer(days["goes on"], "point", x=alt.X("To:T"), shape="triangle-right", filled=True, size=130, opacity=1)
    layer(days["opens"], "point", shape="triangle-left", filled=True, size=130, opacity=1)
    return layers


def draw_points(base: alt.Chart, points: pd.Series, extent: Extent) -> alt.Chart:
    """Return the layer of strokes at the middles of the days that points allow."""
    days = days_within(points, extent)
    strokes = base.data.assign(At=date_text(days["first"] + (days["last"] - days["first"]) / 2).to_numpy())
    drawn = base.properties(data=strokes[points.notna().to_numpy()].reset_index(drop=True))
    return drawn.mark_tick(thickness=2.5, size=22, opacity=1).encode(x=alt.X("At:T"), color=alt.ColorValue(INK))


def draw_periods(background: pd.DataFrame, x: alt.X, extent: Extent) -> alt.Chart:
    """Return the layer of periods behind the windows."""
    days = days_within(background["edtf"], extent)
    bands = pd.DataFrame(
        {"Period": background["label"], "From": date_text(days["first"]), "To": date_text(days["last"])}
    ).reset_index(drop=True)
    shade = alt.FillValue(PALE)
    return (
        alt.Chart(bands).mark_rect(**EDGE).encode(x=x, x2=alt.X2("To:T"), fill=shade, tooltip=[alt.Tooltip("Period:N")])
    )


def draw_days(marks: pd.DataFrame, extent: Extent) -> alt.Chart:
    """Return the layer of days that cross the calendar as dashed lines."""
    days = pd.DataFrame({"Day": marks["label"], "At": date_text(days_within(marks["edtf"], extent)["first"])})
    lines = alt.Chart(days.reset_index(drop=True)).mark_rule(strokeDash=[2, 3])
    return lines.encode(x=alt.X("At:T"), color=alt.ColorValue(INK), tooltip=[alt.Tooltip("Day:N")])


def draw_names(named: pd.DataFrame, extent: Extent, lanes: Lanes) -> list[alt.Chart]:
    """Return the names of marked days and periods, stacked above the chart.

    Each begins or ends at its day or period or, where it would not fit, at the edge of the chart.
    """
    (first, last), days, layers = extent, days_within(named["edtf"], extent), []
    for n, label in enumerate(named["label"]):
        start, end = ((days[side].iloc[n] - first) / (last - first) for side in ("first", "last"))
        room = LETTER * len(label) / lanes.plot
        align = "left" if start + room <= 1 or end < room else "right"
        fits = start + room <= 1 if align == "left" else True
        at = alt.X("At:T") if fits else alt.XValue(0)
        day = days["first" if align == "left" else "last"].iloc[[n]]
        name = alt.Chart(pd.DataFrame({"Name": [label], "At": date_text(day).tolist()}))
        name = name.mark_text(dy=-8 - 15 * (len(named) - 1 - n), align=align, baseline="bottom", fontSize=12)
        layers.append(
            name.encode(
                x=at,
                y=alt.YValue(0),
                text=alt.Text("Name:N"),
                color=alt.ColorValue(INK),
                tooltip=[alt.Tooltip("Name:N")],
            )
        )
    return layers


def draw_seam(name: str, height: float) -> alt.Chart:
    """Return the layer of a heavy line that divides the calendar below a lane, at a height from its top."""
    division = alt.Chart(pd.DataFrame({"Division": [name]}))
    return division.mark_rule(strokeWidth=3).encode(y=alt.YValue(height))
