"""Reported events on one time line, one lane per text."""

import itertools
import json
import math
import re

import altair as alt
import pandas as pd

from .. import edtf, records
from ..labels import VERDICTS, listing
from . import narrow
from .chart import Chart
from .scales import doc_scale, doc_shape_scale
from .theme import INK
from .times import spread

DATED, UNDATED = "date from the text", "undated there"
_PART = 297  # pixels of a part of the wide chart
_FEW = 10  # years that have each a line of its own
_YEAR, _YEAR_OF_MANY = 60, 11  # pixels of a year in the narrow chart, where there are few and where there are many
_LETTER = 7  # pixels of a letter of a head, at most
_ROWS = 8  # levels on which the marks of one text stand, so that neighbours do not hide each other
_LEVELS = alt.Scale(domain=list(range(_ROWS)))  # told, since marks and crosses are of different rows


def _contradicted() -> set[str]:
    """Return the reports whose date a source contradicts: the check concerns the report and a date."""
    checks = records.table("checks").query("verdict == 'inconsistent'")["target_ids"].map(records.split_ids)
    tables = [(ids, {records.table_of(one) for one in ids}) for ids in checks]
    return {one for ids, kinds in tables if "dates" in kinds for one in ids}


def _reports() -> pd.DataFrame:
    """Return the reports that have a date, their own or else that of their event, with its middle."""
    events = records.table("events")[["event_id", "title_en", "edtf"]]
    reports = records.table("event_reports").merge(events, on="event_id")
    reports["used"] = reports["edtf_reported"].fillna(reports["edtf"])
    reports = reports.dropna(subset=["used"])
    reports["middle"] = spread(reports["used"])["middle"].dt.strftime("%Y-%m-%d")
    reports["Dated"] = reports["edtf_reported"].notna().map({True: DATED, False: UNDATED})
    reports["Contradicted"] = reports["report_id"].isin(_contradicted())
    reports["Text"] = reports["doc_id"].astype("string").map(records.labels())
    reports = reports.sort_values(["doc_id", "middle", "report_id"], kind="stable")
    return reports.assign(level=reports.groupby("doc_id", observed=True).cumcount() % _ROWS)


def event_lanes(*years: int) -> Chart:
    """Draw every reported event at the date that the text gives, or else at the event's: one lane per text.

    Marks of reports without a date of their own are hollow, a cross stands at those whose date a source contradicts; a
    grey line is the earliest day of writing of a text.

    Args:
        *years: where the parts of the chart, side by side and each with its scale, begin; the last is where it ends.
    """
    reports, documents = _reports(), records.table("documents")
    drawn = reports[reports["middle"].str[:4].astype(int).between(years[0], years[-1] - 1)]
    first = documents["published_edtf"].map(lambda value: str(edtf.bounds(value)[0]))
    pens = pd.DataFrame({"Text": documents["label"].astype("string"), "Written": first})
    parts, small, before = [], [], 0
    for begin, end in itertools.pairwise(years):
        inside = drawn[drawn["middle"].str[:4].astype(int).between(begin, end - 1)]
        pens_inside = pens[pens["Written"].str[:4].astype(int).between(begin, end - 1)]
        title = f"{begin} to {end - 1}{', on a wider scale' if end - begin < before else ''}"
        parts.append(_part(inside, pens_inside, begin, end - 1, title, None if before else alt.Axis(grid=True)))
        small.append(_narrow_part(inside, pens_inside, begin, end - 1, title, None if before else _heads()))
        before = end - begin
    counts = drawn["Text"].value_counts()
    counted = listing(f"{label} {counts.get(label, 0)}" for label in records.labels().values())
    hollow, elsewhere = int((drawn["Dated"] == UNDATED).sum()), len(reports) - len(drawn)
    text = f"{len(drawn)} reports of events from {years[0]} to {years[-1] - 1}: {counted}."
    text += f" {hollow} of them have no date in the text."
    wrong = listing(drawn.loc[drawn["Contradicted"], "report_id"])
    text += f" A source contradicts the date of {wrong}." if wrong else ""
    text += f" {elsewhere} reports of other years are not drawn." if elsewhere else ""
    data = drawn.sort_values(["middle", "report_id"])[
        ["report_id", "title_en", "Text", "used", "Dated", "Contradicted", "status"]
    ]
    names = {"report_id": "Record", "title_en": "Event", "used": "Drawn at", "status": "Put as"}
    data = data.rename(columns=names).reset_index(drop=True)
    return Chart(alt.hconcat(*parts), text, data, narrow.drawing(alt.vconcat(*small, spacing=6)))


def _part(rows: pd.DataFrame, pens: pd.DataFrame, begin: int, end: int, title: str, axis: alt.Axis | None):
    x = alt.X(
        "middle:T",
        title=title,
        scale=alt.Scale(domain=[f"{begin}-01-01", f"{end}-12-31"]),
        axis=alt.Axis(tickCount=6, format="%Y"),
    )
    y = alt.Y("Text:N", title=None, sort=None, axis=axis, scale=alt.Scale(domain=list(records.labels().values())))
    points, crosses = (part.encode(x=x, y=y, yOffset=alt.YOffset("level:O", scale=_LEVELS)) for part in _points(rows))
    pen = alt.Chart(pens.reset_index(drop=True)).mark_tick(thickness=2, size=56, color="#888")
    return (pen.encode(x=alt.X("Written:T"), y=y) + points + crosses).properties(width=_PART, height=350)


def _names() -> dict[str, str]:
    """Return the names of texts without their years, by label."""
    return {label: re.sub(r"\s+\d{4}$", "", label) for label in records.labels().values()}


def _narrow_width() -> int:
    """Return the width of the narrow plot, less what the head of the last column reaches over its end."""
    names, width = list(_names().values()), narrow.PLOT - 30
    return width - max(0, math.ceil(_LETTER * len(names[-1]) / 2 - width / len(names) / 2))


def _heads() -> alt.Axis:
    """Return the heads of narrow columns: names of texts, on two levels in turn."""
    staggered = {label: [name, ""] if n % 2 == 0 else ["", name] for n, (label, name) in enumerate(_names().items())}
    return alt.Axis(
        orient="top", ticks=False, domain=False, grid=True, labelAngle=0, labelPadding=18,
        labelExpr=f"{json.dumps(staggered)}[datum.label]")  # fmt: skip


def _narrow_part(rows: pd.DataFrame, pens: pd.DataFrame, begin: int, end: int, title: str, heads: alt.Axis | None):
    """Return a part of the narrow chart, in which time runs downwards and each text has a column."""
    years = end - begin + 1
    often = years <= _FEW
    y = alt.Y(
        "middle:T", title=None,
        scale=alt.Scale(domain=[f"{begin}-01-01", f"{end}-12-31"], reverse=True),
        axis=alt.Axis(values=[f"{year}-01-01" for year in range(begin, end + 1) if often or year % 5 == 0],
                      format="%Y", grid=True, ticks=False, domain=False))  # fmt: skip
    scale = alt.Scale(type="band", domain=list(records.labels().values()))
    x = alt.X("Text:N", title=None, sort=None, axis=heads, scale=scale)
    points, crosses = (part.encode(x=x, y=y, xOffset=alt.XOffset("level:O", scale=_LEVELS)) for part in _points(rows))
    pen = alt.Chart(pens.reset_index(drop=True)).mark_tick(thickness=2, size=48, color="#888", orient="horizontal")
    high = years * (_YEAR if often else _YEAR_OF_MANY)
    chart = (pen.encode(y=alt.Y("Written:T"), x=x) + points + crosses).properties(width=_narrow_width(), height=high)
    return chart.properties(title=alt.Title(title, anchor="start", fontSize=12, fontWeight="normal", color=INK))


def _points(rows: pd.DataFrame) -> tuple[alt.Chart, alt.Chart]:
    """Return the marks of reports, with the signs of their texts, hollow without a date there, and the crosses."""
    columns = ["report_id", "title_en", "Text", "Dated", "middle", "level"]
    wrong = rows.loc[rows["Contradicted"], columns].reset_index(drop=True)
    crosses = alt.Chart(wrong).mark_text(text="✗", dx=11, fontSize=14, fontWeight="bold")
    points = alt.Chart(rows[columns].reset_index(drop=True)).mark_point(size=55, strokeWidth=1.6)
    points = points.encode(
        shape=alt.Shape("Text:N", scale=doc_shape_scale(), legend=None),
        stroke=alt.Color("Text:N", scale=doc_scale(), legend=None),
        fill=alt.Color("Text:N", scale=doc_scale(), legend=None),
        fillOpacity=alt.FillOpacity("Dated:O", legend=None, scale=alt.Scale(domain=[DATED, UNDATED], range=[0.85, 0])),
        tooltip=[alt.Tooltip("report_id:N", title="record"), alt.Tooltip("title_en:N", title="event"),
                 alt.Tooltip("Dated:N")],
    )  # fmt: skip
    return points, crosses.encode(color=alt.ColorValue(VERDICTS["inconsistent"][2]))
