"""Windows of time: the days that each of several things allows, on one calendar."""

import altair as alt
import pandas as pd

from .. import edtf
from ..labels import listing
from .axis_labels import BREAK, RAISED, SPLIT, break_lines, count_lines
from .chart import Chart
from .coded import FAINT, GREEN, ORANGE, in_order, in_words, legend, look, plot_width
from .theme import INK

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


def _axis(since: pd.Timestamp, until: pd.Timestamp) -> alt.Axis:
    """Return an axis of years over a long time, of months over a shorter one, of days over weeks."""
    days = (until - since).days
    options = {"grid": False, "labelFlush": _NEAR_AN_END, "labelOverlap": True, "labelSeparation": 4}
    if days > 3 * 365:
        return alt.Axis(format="%Y", tickCount=alt.TimeIntervalStep("year", 1 + days // 4400), **options)
    if days > 70:
        return alt.Axis(format="%b %Y", tickCount="month", **options)
    return alt.Axis(format="%a %-d %b", tickCount="day", **options)


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
    """Draw the days that each row allows: a bar for a window, an arrow at an open end, a diamond for a day or a few.

    A row without a date is drawn faintly from end to end: it sets no limit of its own. Days are days of UTC.

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
    naming, colouring = look(rows[name]), look(rows[kind or name])
    names = in_order(rows[name])
    first, last = _extent(pd.concat([rows[when], *([rows[point]] if point else [])]))
    first, last = pd.Timestamp(since or first), pd.Timestamp(until or last)
    lines = break_lines(pd.Series(names, index=names), 40, most=3)
    data = pd.DataFrame({naming.heading: in_words(rows[name]), "Window": [_readable(value) for value in rows[when]]})
    if kind:
        data[colouring.heading] = in_words(rows[kind])
    if point:
        data[look(rows[point]).heading] = [edtf.readable(v) if pd.notna(v) else "none" for v in rows[point]]
    days = _days(rows[when], first, last)
    plotted = data.assign(From=_date_text(days["first"]), To=_date_text(days["last"]))
    plotted[naming.heading] = data[naming.heading].map(lines)
    x_scale = alt.Scale(domain=[_day(first), _day(last)])
    x = alt.X("From:T", title=None, scale=x_scale, axis=_axis(first, last))
    y = alt.Y(
        f"{naming.heading}:N",
        title=naming.heading.lower() if all(map(str.isdigit, names)) else None,
        sort=lines.tolist(),
        scale=alt.Scale(domain=lines.tolist()),
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelExpr=SPLIT, labelOffset=RAISED),
    )
    if kind:
        colour = alt.Color(
            f"{colouring.heading}:N",
            title=None,
            scale=colouring.scale(rows[kind].astype("string")),
            legend=legend(in_order(rows[kind])) if kind != name else None,
        )
    else:
        colour = alt.value("#0072B2")
    tooltip = [f"{heading}:N" for heading in data]
    bare, single = rows[when].isna(), (days["last"] - days["first"]) <= (last - first) / 80
    step = {1: 20 if len(names) > 12 else 32, 2: 36, 3: 48}[count_lines(lines)]
    layers = []

    def layer(chosen: pd.Series, mark: str, at=x, hue=colour, **look_of) -> None:
        if chosen.any():
            base = alt.Chart(plotted[chosen].reset_index(drop=True))
            layers.append(getattr(base, f"mark_{mark}")(**look_of).encode(x=at, y=y, color=hue, tooltip=tooltip))

    layer(bare, "bar", hue=alt.value(FAINT), height=5)
    # first days are marks without a second end: from marks that have one Vega-Lite reads the extent of the axis twice
    layer(~bare & ~single, "tick", thickness=1, size=step // 2)
    layer(~bare & ~single, "bar", height=step // 2)
    layer(~bare & single, "point", shape="diamond", filled=True, size=130, opacity=1)
    layer(days["goes on"], "point", at=alt.X("To:T"), shape="triangle-right", filled=True, size=130, opacity=1)
    layer(days["opens"], "point", shape="triangle-left", filled=True, size=130, opacity=1)
    for bars in layers:
        if bars.mark.type == "bar":
            bars.encoding.x2 = alt.X2("To:T")
    if point:
        middles = _days(rows[point], first, last)
        strokes = plotted.assign(At=_date_text(middles["first"] + (middles["last"] - middles["first"]) / 2))
        strokes = strokes[rows[point].notna()].reset_index(drop=True)
        layers.append(
            alt.Chart(strokes).mark_tick(thickness=2.5, size=step * 0.7).encode(
                x="At:T", y=y, color=alt.value(INK), tooltip=tooltip
            )
        )  # fmt: skip
    if background is not None:
        layers.insert(0, _draw_periods(background, x, first, last))
    if marks is not None:
        layers += _draw_marks(marks, first, last)
    if after is not None:
        seam = alt.value(step * (names.index(naming.words[str(after)]) + 1))
        layers.append(alt.Chart(pd.DataFrame({"Division": [f"after {after}"]})).mark_rule(strokeWidth=3).encode(y=seam))
    width = plot_width(lines.str.split(BREAK).explode()) - 20
    chart = alt.layer(*layers).properties(width=width, height=step * len(names))
    text, beside = _describe(data, naming.heading, bare), {"Marked": marks, "Behind": background}
    for role, frame in beside.items():
        if frame is not None:
            readable = [_readable(value) for value in frame["edtf"]]
            dated = zip(frame["label"], readable, strict=True)
            text += f" {role}: {listing(f'{label}, {when_readable}' for label, when_readable in dated)}."
            data = pd.concat([data, pd.DataFrame({naming.heading: frame["label"], "Window": readable})])
    values = pd.concat([rows[when], *(frame["edtf"] for frame in beside.values() if frame is not None)])
    return Chart(chart, text, _add_days(data.reset_index(drop=True), values))


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
    scale = alt.Scale(domain=bands["Period"].tolist(), range=[ORANGE, GREEN][: len(bands)])
    guide = alt.Legend(orient="top")
    return (
        alt.Chart(bands)
        .mark_rect(opacity=0.16)
        .encode(
            x=x,
            x2="To:T",
            fill=alt.Fill("Period:N", title=None, scale=scale, legend=guide),
            tooltip=["Period:N"],
        )
    )


def _draw_marks(marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[alt.Chart]:
    """Return dashed lines at the marked days, their names stacked above; each name begins or ends at its line."""
    first_days = _days(marks["edtf"], first, last)["first"]
    days = pd.DataFrame({"Day": marks["label"], "At": _date_text(first_days)})
    late = first_days > first + (last - first) / 2
    lines = [alt.Chart(days.reset_index(drop=True)).mark_rule(strokeDash=[2, 3])]
    for n in range(len(days)):
        side, room = ("right", 4) if late.iloc[n] else ("left", -4)
        name = alt.Chart(days.iloc[[n]]).mark_text(dy=-8 - 15 * (len(days) - 1 - n), dx=room, align=side)
        lines.append(name.encode(text="Day:N", y=alt.value(0)))
    return [line.encode(x="At:T", color=alt.value(INK), tooltip=["Day:N"]) for line in lines]


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
