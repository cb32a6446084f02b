"""Charts of time: the dates a text gives, and events across texts."""

import altair as alt
import pandas as pd

from .. import edtf, records
from .drawn import Drawn, listing
from .scales import doc_scale, doc_shape_scale
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


def _event_rows() -> pd.DataFrame:
    reports = records.table("event_reports")
    events = records.table("events").set_index("event_id")
    labels = records.labels()
    reports = reports.assign(
        used=[
            value if pd.notna(value) else events["edtf"].get(event)
            for value, event in zip(reports["edtf_reported"], reports["event_id"], strict=True)
        ]
    )
    reports = reports[reports["used"].notna()]
    reports = reports.join(spread(reports["used"]))
    return pd.DataFrame(
        {
            "Record": reports["report_id"],
            "Event": [events["title_en"][event] for event in reports["event_id"]],
            "Text": [labels[doc] for doc in reports["doc_id"]],
            "Put as": reports["status"].astype("string"),
            "Date as reported": [edtf.readable(v) if pd.notna(v) else "none given" for v in reports["edtf_reported"]],
            "start": reports["start"],
            "end": reports["end"],
            "middle": reports["middle"],
        }
    )


def event_lanes(since: int = 2001, until: int = 2026) -> Drawn:
    """Draw every reported event on one time line, a lane a text, at the date that text gives (else the event's)."""
    every = _event_rows()
    shown = every[(every["middle"].dt.year >= since) & (every["middle"].dt.year < until)].copy()
    shown["day"] = shown["middle"].dt.strftime("%Y-%m-%d")
    labels = list(records.labels().values())
    rows = shown[["Record", "Event", "Text", "Put as", "Date as reported", "day"]]
    chart = (
        alt.Chart(rows)
        .mark_point(filled=True, size=85, opacity=0.75)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(tickCount=12)),
            y=alt.Y("Text:N", title=None, sort=labels, axis=alt.Axis(grid=True)),
            color=alt.Color("Text:N", scale=doc_scale(), legend=None),
            shape=alt.Shape("Text:N", scale=doc_shape_scale(), legend=None),
            tooltip=["Record:N", "Event:N", "Date as reported:N", "Put as:N"],
        )
        .properties(width=WIDTH - 90, height=220)
    )
    counts = rows["Text"].value_counts()
    told = listing(f"{label} {counts.get(label, 0)}" for label in labels)
    left = len(every) - len(rows)
    text = f"{len(rows)} reports of events from {since} to {until - 1}: {told}." + (
        f" {left} reports of earlier events are not drawn." if left else ""
    )
    return Drawn(chart, text, rows.rename(columns={"day": "Drawn at"}))
