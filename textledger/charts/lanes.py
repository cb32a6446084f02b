"""Reported events on one time line, one lane per text."""

import itertools

import altair as alt
import pandas as pd

from .. import edtf, records
from ..labels import listing
from .chart import Chart
from .scales import doc_scale, doc_shape_scale
from .times import spread

DATED, UNDATED = "date from the text", "undated there"
_ROWS = 8  # levels on which the marks of one text stand, so that neighbours do not hide each other


def _reports() -> pd.DataFrame:
    """Return the reports that have a date, their own or else that of their event, with its middle."""
    events = records.table("events")[["event_id", "title_en", "edtf"]]
    reports = records.table("event_reports").merge(events, on="event_id")
    reports["used"] = reports["edtf_reported"].fillna(reports["edtf"])
    reports = reports.dropna(subset=["used"])
    reports["middle"] = spread(reports["used"])["middle"].dt.strftime("%Y-%m-%d")
    reports["Dated"] = reports["edtf_reported"].notna().map({True: DATED, False: UNDATED})
    reports["Text"] = reports["doc_id"].astype("string").map(records.labels())
    reports = reports.sort_values(["doc_id", "middle", "report_id"], kind="stable")
    return reports.assign(level=reports.groupby("doc_id", observed=True).cumcount() % _ROWS)


def event_lanes(*years: int) -> Chart:
    """Draw every reported event at the date that the text gives, or else at the event's: one lane per text.

    Marks of reports without a date of their own are hollow; a grey line is the earliest day of writing of a text.

    Args:
        *years: where the parts of the chart, side by side and each with its scale, begin; the last is where it ends.
    """
    reports, documents = _reports(), records.table("documents")
    drawn = reports[reports["middle"].str[:4].astype(int).between(years[0], years[-1] - 1)]
    first = documents["published_edtf"].map(lambda value: str(edtf.bounds(value)[0]))
    pens = pd.DataFrame({"Text": documents["label"].astype("string"), "Written": first})
    parts = []
    for begin, end in itertools.pairwise(years):
        inside = drawn[drawn["middle"].str[:4].astype(int).between(begin, end - 1)]
        pens_inside = pens[pens["Written"].str[:4].astype(int).between(begin, end - 1)]
        parts.append(_part(inside, pens_inside, begin, end - 1, alt.Axis(grid=True) if begin == years[0] else None))
    counts = drawn["Text"].value_counts()
    counted = listing(f"{label} {counts.get(label, 0)}" for label in records.labels().values())
    hollow, elsewhere = int((drawn["Dated"] == UNDATED).sum()), len(reports) - len(drawn)
    text = f"{len(drawn)} reports of events from {years[0]} to {years[-1] - 1}: {counted}."
    text += f" {hollow} of them have no date in the text."
    text += f" {elsewhere} reports of other years are not drawn." if elsewhere else ""
    data = drawn.sort_values(["middle", "report_id"])[["report_id", "title_en", "Text", "used", "Dated", "status"]]
    names = {"report_id": "Record", "title_en": "Event", "used": "Drawn at", "status": "Put as"}
    return Chart(alt.hconcat(*parts), text, data.rename(columns=names).reset_index(drop=True))


def _part(rows: pd.DataFrame, pens: pd.DataFrame, begin: int, end: int, axis: alt.Axis | None) -> alt.LayerChart:
    labels = list(records.labels().values())
    x = alt.X(
        "middle:T",
        title=f"{begin} to {end}",
        scale=alt.Scale(domain=[f"{begin}-01-01", f"{end}-12-31"]),
        axis=alt.Axis(tickCount=6, format="%Y"),
    )
    y = alt.Y("Text:N", title=None, sort=None, axis=axis, scale=alt.Scale(domain=labels))
    plotted = rows[["report_id", "title_en", "Text", "Dated", "middle", "level"]].reset_index(drop=True)
    points = alt.Chart(plotted).mark_point(size=55, strokeWidth=1.6).encode(
        x=x, y=y, yOffset=alt.YOffset("level:O"), shape=alt.Shape("Text:N", scale=doc_shape_scale(), legend=None),
        stroke=alt.Color("Text:N", scale=doc_scale(), legend=None),
        fill=alt.Color("Text:N", scale=doc_scale(), legend=None),
        fillOpacity=alt.FillOpacity("Dated:O", legend=None, scale=alt.Scale(domain=[DATED, UNDATED], range=[0.85, 0])),
        tooltip=[alt.Tooltip("report_id:N", title="record"), alt.Tooltip("title_en:N", title="event"), "Dated:N"],
    )  # fmt: skip
    pen = alt.Chart(pens.reset_index(drop=True)).mark_tick(thickness=2, size=56, color="#888")
    return (pen.encode(x="Written:T", y=y) + points).properties(width=240, height=350)
