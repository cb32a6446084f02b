"""Charts of time: the dates a text gives, and events across texts."""

import altair as alt
import pandas as pd

from .. import edtf, records
from .drawn import Drawn
from .theme import DOC_COLOURS, WIDTH

READINGS = ["no problem", "something is wrong or open"]


def spread(values: pd.Series) -> pd.DataFrame:
    """Return first and last day and the middle of EDTF values, as timestamps; open ends reach two years further."""
    start, end, middle = [], [], []
    for value in values:
        first, last = edtf.bounds(value)
        first, last = pd.Timestamp(first), pd.Timestamp(last)
        if last.date() == edtf.LAST:
            last = first + pd.DateOffset(years=1)
        if first.date() == edtf.FIRST:
            first = last - pd.DateOffset(years=1)
        start.append(first)
        end.append(last)
        middle.append(first + (last - first) / 2)
    return pd.DataFrame({"start": start, "end": end, "middle": middle}, index=values.index)


def time_axis(start: pd.Timestamp, end: pd.Timestamp) -> alt.Axis:
    """Return an axis that names years over a long span and months with their year over a short one."""
    if (end - start).days > 4 * 365:
        return alt.Axis(format="%Y", tickCount=alt.TimeIntervalStep("year", 2 if (end - start).days > 9000 else 1))
    return alt.Axis(format="%b %Y", tickCount=6)


def told_time(doc: str, since: int = 1985) -> Drawn:
    """Draw the dates a text gives against the place where it gives them: story time against the order of telling.

    Args:
        doc: the text.
        since: dates before this year are named in the text alternative and not drawn.
    """
    frame = records.table("dates")
    frame = frame[(frame["doc_id"] == doc) & frame["edtf_resolved"].notna()]
    frame = frame.join(spread(frame["edtf_resolved"]))
    frame["Kind"] = frame["kind"].astype("string").str.replace("_", " ")
    shown = frame[frame["start"].dt.year >= since]
    rows = pd.DataFrame(
        {
            "Record": shown["date_id"],
            "What": shown["what"],
            "Kind": shown["Kind"],
            "Paragraph": shown["par"],
            "Resolved": [edtf.readable(value) for value in shown["edtf_resolved"]],
            "start": shown["start"].dt.strftime("%Y-%m-%d"),
            "end": shown["end"].dt.strftime("%Y-%m-%d"),
            "middle": shown["middle"].dt.strftime("%Y-%m-%d"),
            "Problem": shown["problem"].notna(),
            "Reading": [READINGS[int(odd)] for odd in shown["problem"].notna()],
        }
    )
    tooltip = ["Record:N", "What:N", "Resolved:N", "Kind:N"]
    y = alt.Y(
        "Paragraph:Q",
        title="paragraph, from the top",
        scale=alt.Scale(
            domain=[max(int(shown["par"].min()) - 1, 0), int(shown["par"].max()) + 1], reverse=True, nice=False
        ),
        axis=alt.Axis(tickMinStep=1, grid=True, format="d"),
    )
    base = alt.Chart(rows)
    lines = base.mark_rule(strokeWidth=2, opacity=0.55).encode(
        x=alt.X("start:T", title=None, axis=time_axis(shown["start"].min(), shown["end"].max())),
        x2="end:T",
        y=y,
        color=alt.value(DOC_COLOURS[doc]),
    )
    points = base.mark_point(filled=True, size=70, opacity=0.9).encode(
        x="middle:T",
        y=y,
        shape=alt.Shape("Kind:N", title="kind of expression"),
        color=alt.Color("Reading:N", title="reading", scale=alt.Scale(domain=READINGS, range=["#0072B2", "#D55E00"])),
        tooltip=tooltip,
    )
    chart = (lines + points).properties(width=WIDTH - 40, height=260)
    told = ""
    if len(rows):
        days = [edtf.bounds(value) for value in shown["edtf_resolved"]]
        first = min(until if start == edtf.FIRST else start for start, until in days)
        last = max(start if until == edtf.LAST else until for start, until in days)
        told = f" They run from {first:%B %Y} to {last:%B %Y}."
    odd = int(shown["Problem"].sum()) if "Problem" in shown else int(shown["problem"].notna().sum())
    early = len(frame) - len(shown)
    text = (
        f"{len(rows)} dates and times of the text that can be resolved, by the paragraph that gives them.{told} "
        f"{odd} of them are marked because something is wrong or open."
        + (f" {early} before {since} are not drawn." if early else "")
    )
    data = rows.drop(columns=["start", "end", "middle", "Problem"])
    return Drawn(chart, text, data)
