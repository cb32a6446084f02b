"""One time line of labelled events, with the texts as flags at the days when they were written."""

import datetime

import altair as alt
import pandas as pd

from .. import edtf, records, tallies
from ..labels import listing
from .axis_labels import break_lines
from .chart import Chart
from .layouts import LETTER, LINE, NARROW, WIDE, Layout
from .scales import doc_scale, doc_shape_scale
from .theme import GRID

_EARLY = 0.24  # share of the width for the years before those that the texts speak of most
_STEP, _ROOM = 23, 26  # pixels of a row of the wide drawing, and above the first row for the years
_EDGE = 17  # pixels on both sides, for half of a year's name
_DOT, _FLAG = 46, 90


def _position(day: datetime.date, ends: tuple[datetime.date, ...]) -> float:
    """Return where a day stands between 0 and 1, on an axis that is wider from the second of three days on."""
    begin, turn, end = ends
    if day < turn:
        return _EARLY * (day - begin) / (turn - begin)
    return _EARLY + (1 - _EARLY) * (day - turn) / (end - turn)


def _short(value: str) -> str:
    """Return an EDTF value in few words: `18 Feb 2021`, `20–23 Feb 2021`, `Jul–Aug 2025`, `from 7 Oct 2023`."""
    first, last = edtf.bounds(value)
    if last >= edtf.LAST:
        return f"from {first.day} {first:%b %Y}"
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if first.day == 1 and (last + datetime.timedelta(days=1)).day == 1:  # whole months
        if (first.month, last.month) == (1, 12):
            return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        return f"{last:%b %Y}" if (first.year, first.month) == (last.year, last.month) else f"{first:%b}–{last:%b %Y}"
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%b}"
    return f"{begin}–{last.day} {last:%b %Y}"


def timeline(name: str, *, since: int) -> Chart:
    """Draw a set of `record_sets.csv` on one line of time, a row each, in the order of the days.

    Args:
        name: the set; its texts are flags in their colours, at the first of the days on which they may be written.
        since: the year from which the axis is wider.
    """
    rows = tallies.dated(name)
    days = [edtf.bounds(value) for value in rows["edtf"]]
    rows = rows.assign(first=[first for first, _ in days], last=[last for _, last in days])
    rows["last"] = [first if last >= edtf.LAST else last for first, last in days]
    rows = rows.sort_values(["first", "last"], kind="stable").reset_index(drop=True)
    labels = records.labels()
    rows["Text"] = rows["id"].map(labels).fillna("")
    rows["When"] = [edtf.readable(value) for value in rows["edtf"]]
    rows["Event"] = rows["Text"].where(rows["Text"] != "", rows["what"])
    last = max(rows["last"])
    ends = (
        datetime.date(min(rows["first"]).year, 1, 1),
        datetime.date(since, 1, 1),
        datetime.date(last.year + (last.month > 6), 1 if last.month > 6 else 7, 1),
    )
    rows["at first"] = [_position(day, ends) for day in rows["first"]]
    flags = rows[rows["Text"] != ""]
    told = listing(f"{row['Event']}, {row['When']}" for _, row in rows.iterrows())
    text = f"A line of time from {ends[0].year} to {ends[2].year}, wider from {since} on, with "
    text += f"{len(rows) - len(flags)} events and {len(flags)} texts, in order: {told}."
    data = rows[["When", "Event", "id"]].rename(columns={"id": "Record"})
    return Chart(_draw(WIDE, rows, ends), text, data, _draw(NARROW, rows, ends))


def _years(ends: tuple[datetime.date, ...], each: int) -> pd.DataFrame:
    """Return the years that the axis names, with their places: the first, the turn, and from there every so many."""
    named = [ends[0].year, *range(ends[1].year, ends[2].year + 1, each)]
    return pd.DataFrame({"Year": [str(year) for year in named],
                         "x": [_position(datetime.date(year, 1, 1), ends) for year in named]})  # fmt: skip


def _draw(layout: Layout, rows: pd.DataFrame, ends: tuple[datetime.date, ...]) -> alt.TopLevelMixin:
    plot = layout.width - 2 * _EDGE
    placed = _place(layout, rows, plot)
    high = int(placed["y"].max()) + 32
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, high], nice=False, reverse=True), axis=None)
    years = _years(ends, 2 if layout.is_narrow else 1).assign(y=10)
    tips = [alt.Tooltip("When:N"), alt.Tooltip("Event:N")]
    grid = alt.Chart(years).mark_rule(color=GRID, opacity=0.5).encode(x=x, y=alt.YValue(18))
    layers = [grid.encode(y2=alt.Y2Value(high - 18))]
    layers += [
        alt.Chart(years.assign(y=at)).mark_text().encode(x=x, y=y, text=alt.Text("Year:N")) for at in (10, high - 8)
    ]
    events, flags = placed[placed["Text"] == ""], placed[placed["Text"] != ""]
    dots = alt.Chart(events).mark_point(shape="circle", size=_DOT, fill="#6b7280", stroke=None, opacity=1)
    layers.append(dots.encode(x=x, y=y, tooltip=tips))
    sign = alt.Chart(flags).mark_point(size=_FLAG, stroke=None, opacity=1)
    shape = alt.Shape("Text:N", scale=doc_shape_scale(), legend=None)
    fill = alt.Fill("Text:N", scale=doc_scale(), legend=None)
    layers.append(sign.encode(x=x, y=y, shape=shape, fill=fill, tooltip=tips))
    for (align, bold), part in placed.groupby(["align", "bold"]):
        mark = alt.Chart(part.reset_index(drop=True)).mark_text(
            align=align, lineBreak="\n", lineHeight=LINE, fontWeight="bold" if bold else "normal")  # fmt: skip
        layers.append(mark.encode(x=alt.X("label x:Q"), y=alt.Y("label y:Q"), text=alt.Text("Label:N"), tooltip=tips))
    return alt.layer(*layers).properties(
        width=plot,
        height=high,
        padding={"left": _EDGE, "right": _EDGE, "top": 4, "bottom": 2},
        autosize="none",  # else what reaches into the edges is given room beside them
    )


def _place(layout: Layout, rows: pd.DataFrame, plot: int) -> pd.DataFrame:
    """Return rows with the places of their signs and labels: beside the sign, or above it where it is narrow."""
    bold = rows["Text"] != ""
    placed = rows.assign(x=rows["at first"], bold=bold)
    placed["Label"] = rows["edtf"].map(_short) + " · " + placed["Event"]
    if layout.is_narrow:
        placed["Label"] = break_lines(placed["Label"], layout.letters - 4)
        lines = placed["Label"].str.count("\n") + 1
        placed["y"] = _ROOM + (lines * LINE + 18).cumsum() - 6
        placed["label y"] = placed["y"] - 10 - (lines - 0.5) * LINE + LINE / 2 - 4
        placed["label x"], placed["align"] = -_EDGE / plot, "left"
    else:
        room = placed["Label"].str.len() * LETTER / plot
        right = placed["x"] + room < 1
        placed["y"] = _ROOM + _STEP * (pd.RangeIndex(len(placed)) + 0.5)
        placed["label y"] = placed["y"]
        placed["label x"] = (placed["x"] + 11 / plot).where(right, placed["x"] - 11 / plot)
        placed["align"] = right.map({True: "left", False: "right"})
    return placed.drop(columns=["first", "last", "edtf", "whose", "what", "at first"])
