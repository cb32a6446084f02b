"""Windows of time: the days that each of several things allows, on one calendar."""

import altair as alt
import pandas as pd

from .. import edtf
from ..labels import listing
from . import narrow_calendars
from .chart import Chart
from .coded import AREAS, EDGE, INK, PALE, STRONG, in_order, in_words, legend, look
from .layouts import LETTER, NARROW, WIDE, Lanes, Layout

OPEN = "no limit of its own"
_DAY = "%Y-%m-%d"
_NEAR_AN_END = 30  # pixels, within which a label of the axis is set inwards and not past the end


def _days(values: pd.Series, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Return the days that EDTF values allow between two days, and which of their ends are open."""
    bounds = [(edtf.FIRST, edtf.LAST) if pd.isna(value) else edtf.bounds(value) for value in values]
    first, last = ([pair[end] for pair in bounds] for end in (0, 1))
    return pd.DataFrame(
        {
            "first": [max(pd.Timestamp(day), since) if day > edtf.FIRST else since for day in first],
            "last": [min(pd.Timestamp(day), until) if day < edtf.LAST else until for day in last],
            "opens": [pd.notna(value) and day <= edtf.FIRST for value, day in zip(values, first, strict=True)],
            "goes on": [pd.notna(value) and day >= edtf.LAST for value, day in zip(values, last, strict=True)],
        },
        index=values.index,
    )


def _extent(values: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of EDTF values, open ends apart, with a little room on both sides."""
    days = [day for value in values.dropna() for day in edtf.bounds(value) if edtf.FIRST < day < edtf.LAST]
    first, last = pd.Timestamp(min(days)), pd.Timestamp(max(days))
    room = max((last - first) / 25, pd.Timedelta(days=1))
    return (first - room).normalize(), (last + room).normalize()


def _axis(since: pd.Timestamp, until: pd.Timestamp, layout: Layout) -> alt.Axis:
    """Return an axis of years over a long time, of months over a shorter one, of days over weeks; in narrow few."""
    days = (until - since).days
    options = {"grid": False, "labelFlush": _NEAR_AN_END, "labelOverlap": True, "labelSeparation": 4}
    if days > 3 * 365:
        return alt.Axis(
            format="%Y",
            tickCount=alt.TimeIntervalStep("year", 1 + days // (1500 if layout.is_narrow else 4400)),
            **options,
        )
    if days > 70:
        step = alt.TimeIntervalStep("month", 1 + days // 100 if layout.is_narrow else 1)
        return alt.Axis(format="%b %Y", tickCount=step, **options)
    step = alt.TimeIntervalStep("day", 1 + days // 4 if layout.is_narrow else 1)
    return alt.Axis(format="%-d %b" if layout.is_narrow else "%a %-d %b", tickCount=step, **options)


def _day(day: pd.Timestamp) -> alt.DateTime:
    """Return a day as an end of an axis; not as text, which Vega-Lite reads in two ways where marks have two ends."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def _date_text(days: pd.Series) -> pd.Series:
    return days.dt.strftime(_DAY)


def _readable(value) -> str:
    return OPEN if pd.isna(value) else edtf.readable(value)


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
    naming, names = look(rows[name]), in_order(rows[name])
    first, last = _extent(pd.concat([rows[when], *([rows[point]] if point else [])]))
    first, last = pd.Timestamp(since or first), pd.Timestamp(until or last)
    data = pd.DataFrame({naming.heading: in_words(rows[name]), "Window": [_readable(value) for value in rows[when]]})
    if kind:
        data[look(rows[kind]).heading] = in_words(rows[kind])
    if point:
        data[look(rows[point]).heading] = [edtf.readable(v) if pd.notna(v) else "none" for v in rows[point]]
    days = _days(rows[when], first, last)
    plotted = data.assign(From=_date_text(days["first"]), To=_date_text(days["last"]))
    title = naming.heading.lower() if all(map(str.isdigit, names)) else ""
    single = (days["last"] - days["first"]) <= (last - first) / 80
    bare, again = rows[when].isna(), rows.duplicated([name, when, *([kind] if kind else [])])
    high, gap = (10, 10) if len(names) > 12 else (16, 14)
    told = [f"{heading}:N" for heading in data]

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Lane", names, high=high, gap=gap, title=title)
        placed = plotted.assign(Lane=plotted[naming.heading].map(lanes.labels))
        x = alt.X("From:T", title=None, scale=alt.Scale(domain=[_day(first), _day(last)]),
                  axis=_axis(first, last, layout))  # fmt: skip
        base = alt.Chart(placed).encode(x=x, y=lanes.y, color=_hue(rows, name, kind, layout), tooltip=told)
        layers = _draw_windows(base, days, bare, single, again)
        if point:
            layers.append(_draw_points(base, _days(rows[point], first, last), rows[point].notna()))
        if background is not None:
            layers.insert(0, _draw_periods(background, x, first, last))
        if marks is not None:
            layers.append(_draw_days(marks, first, last))
        if named := [frame for frame in (background, marks) if frame is not None]:
            layers += _draw_names(pd.concat(named), first, last, lanes)
        if after is not None:
            seam = alt.value(lanes.below(names.index(naming.words[str(after)])))
            division = alt.Chart(pd.DataFrame({"Division": [f"after {after}"]}))
            layers.append(division.mark_rule(strokeWidth=3).encode(y=seam))
        return layout.finish(alt.layer(*layers), lanes.height)

    text, values = _describe(data, naming.heading, bare), [rows[when]]
    for role, frame in (("Marked", marks), ("Behind", background)):
        if frame is not None:
            readable = [_readable(value) for value in frame["edtf"]]
            dated = zip(frame["label"], readable, strict=True)
            text += f" {role}: {listing(f'{label}, {when_readable}' for label, when_readable in dated)}."
            data = pd.concat([data, pd.DataFrame({naming.heading: frame["label"], "Window": readable})])
            values.append(frame["edtf"])
    small = narrow_calendars.of_records(rows, name, when, kind) or draw(NARROW)
    return Chart(draw(WIDE), text, _add_days(data.reset_index(drop=True), pd.concat(values)), small)


def _hue(rows: pd.DataFrame, name: str, kind: str | None, layout: Layout):
    """Return how windows are coloured: by a coded column, by their texts, or all alike."""
    if not kind and name != "doc_id":
        return alt.value(STRONG)
    colouring = look(rows[kind or name])
    guide = layout.legend(legend(in_order(rows[kind]), **AREAS)) if kind and kind != name else None
    scale = colouring.scale(rows[kind or name].astype("string"))
    return alt.Color(f"{colouring.heading}:N", title=None, scale=scale, legend=guide)


def _draw_points(base: alt.Chart, days: pd.DataFrame, dated: pd.Series) -> alt.Chart:
    """Return the layer of strokes at the middles of the days that points allow."""
    strokes = base.data.assign(At=_date_text(days["first"] + (days["last"] - days["first"]) / 2).to_numpy())
    drawn = base.properties(data=strokes[dated.to_numpy()].reset_index(drop=True))
    return drawn.mark_tick(thickness=2.5, size=22, opacity=1).encode(x="At:T", color=alt.value(INK))


def _draw_windows(base: alt.Chart, days: pd.DataFrame, *which: pd.Series) -> list[alt.Chart]:
    """Return the layers of windows: those without a date, bars, single days, arrows at open ends.

    A window with several points has as many rows and is drawn once: a grey over itself would be another grey.
    """
    bare, single, again = which
    layers = []

    def layer(chosen: pd.Series, mark: str, **encoded) -> None:
        if (chosen := chosen & ~again).any():
            part = base.properties(data=base.data[chosen.to_numpy()].reset_index(drop=True))
            look_of = {key: encoded.pop(key) for key in list(encoded) if key not in ("x", "x2", "color")}
            layers.append(getattr(part, f"mark_{mark}")(**look_of).encode(**encoded))

    layer(bare, "rule", strokeDash=[1, 4], strokeWidth=1.5, x2="To:T", color=alt.value(STRONG))
    # first days are marks without a second end: from marks that have one Vega-Lite reads the extent of the axis twice
    layer(~bare & ~single, "tick", thickness=1, size=14, opacity=1)
    layer(~bare & ~single, "bar", height=14, x2="To:T", **EDGE)
    layer(~bare & single, "tick", thickness=7, size=14, opacity=1, **EDGE)
    layer(days["goes on"], "point", x=alt.X("To:T"), shape="triangle-right", filled=True, size=130, opacity=1)
    layer(days["opens"], "point", shape="triangle-left", filled=True, size=130, opacity=1)
    return layers


def _add_days(data: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return rows with the first and the last day of their windows, YYYY-MM-DD; none where a window is open."""
    bounds = [(edtf.FIRST, edtf.LAST) if pd.isna(value) else edtf.bounds(value) for value in values]
    first = ["" if day <= edtf.FIRST else f"{day:%Y-%m-%d}" for day, _ in bounds]
    last = ["" if day >= edtf.LAST else f"{day:%Y-%m-%d}" for _, day in bounds]
    after = data.columns.get_loc("Window") + 1
    data.insert(after, "First day", first)
    data.insert(after + 1, "Last day", last)
    return data


def _draw_periods(background: pd.DataFrame, x: alt.X, first: pd.Timestamp, last: pd.Timestamp) -> alt.Chart:
    days = _days(background["edtf"], first, last)
    bands = pd.DataFrame(
        {"Period": background["label"], "From": _date_text(days["first"]), "To": _date_text(days["last"])}
    ).reset_index(drop=True)
    shade = alt.value(PALE)
    return alt.Chart(bands).mark_rect(**EDGE).encode(x=x, x2="To:T", fill=shade, tooltip=["Period:N"])


def _draw_days(marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> alt.Chart:
    days = pd.DataFrame({"Day": marks["label"], "At": _date_text(_days(marks["edtf"], first, last)["first"])})
    lines = alt.Chart(days.reset_index(drop=True)).mark_rule(strokeDash=[2, 3])
    return lines.encode(x="At:T", color=alt.value(INK), tooltip=["Day:N"])


def _draw_names(named: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, lanes: Lanes) -> list[alt.Chart]:
    """Return the names of marked days and periods, stacked above the chart.

    Each begins or ends at its day or period or, where it would not fit, at the edge of the chart.
    """
    days, layers = _days(named["edtf"], first, last), []
    for n, label in enumerate(named["label"]):
        start, end = ((days[side].iloc[n] - first) / (last - first) for side in ("first", "last"))
        room = LETTER * len(label) / lanes.plot
        align = "left" if start + room <= 1 or end < room else "right"
        fits = start + room <= 1 if align == "left" else True
        at = alt.X("At:T") if fits else alt.value(0)
        day = days["first" if align == "left" else "last"].iloc[[n]]
        name = alt.Chart(pd.DataFrame({"Name": [label], "At": _date_text(day).tolist()}))
        name = name.mark_text(dy=-8 - 15 * (len(named) - 1 - n), align=align, baseline="bottom", fontSize=12)
        layers.append(name.encode(x=at, y=alt.value(0), text="Name:N", color=alt.value(INK), tooltip=["Name:N"]))
    return layers


def _describe(data: pd.DataFrame, heading: str, bare: pd.Series) -> str:
    """Return the windows in words: every dated one, and the number of the others."""
    columns = [name for name in data.columns if name != heading]
    sentences = []
    for row in data[~bare].to_dict("records"):
        words = ", ".join(row[name] if name == "Window" else f"{name.lower()} {row[name]}" for name in columns)
        name = f"{heading.lower()} {row[heading]}" if row[heading].isdigit() else row[heading]
        sentences.append(f"{name}: {words}")
    text = f"A calendar. {'; '.join(sentences)}."
    return f"{text} {int(bare.sum())} set {OPEN}." if bare.any() else text
