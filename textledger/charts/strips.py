"""Strips: passages, signs and mentions at their places along one text."""

import altair as alt
import pandas as pd

from ..labels import listing
from . import narrow
from .along import positions
from .chart import Chart
from .coded import STRONG, in_order, in_words, look, plot_width
from .layouts import NARROW
from .theme import INK, WIDTH

_BAR, _SIGN = 16, 24  # pixels of the lanes of bars and of signs
_GAP = 6  # pixels between a lane of a narrow drawing and the next name


def places_of(doc: str) -> pd.DataFrame:
    """Return where the paragraphs of a text begin and end, in words from the beginning, by paragraph."""
    places = positions(doc).set_index("par")
    return places.assign(middle=((places["from"] + places["to"]) / 2).astype(float))


def words_axis(field: str, length: int, before: int = 0) -> alt.X:
    """Return the axis of the words of a text."""
    return alt.X(
        f"{field}:Q",
        title="words from the beginning",
        scale=alt.Scale(domain=[-before, length], nice=False),
        axis=alt.Axis(grid=False, tickCount=6),
    )


def _lanes(heading: str, names: list[str], grid: bool = True) -> alt.Y:
    axis = alt.Axis(grid=grid, ticks=False, domain=False, labelPadding=10)  # a bar may begin at the axis
    return alt.Y(f"{heading}:N", title=None, sort=names, scale=alt.Scale(domain=names), axis=axis)


def passages_along(doc: str, rows: pd.DataFrame, lane: str, kind: str | None = None) -> Chart:
    """Draw where in a text the passages of each lane stand: a bar for each, as long as its words.

    Args:
        doc: the text.
        rows: one row per passage, with its paragraph (`par`) or its first and last (`par_from`, `par_to`).
        lane: the column with the names of the lanes, in the order of the rows.
        kind: the coded column whose values stand beside the bars.
    """
    places, heading, names = places_of(doc), look(rows[lane]).heading, in_order(rows[lane])
    first, last = (rows["par_from"], rows["par_to"]) if "par_from" in rows else (rows["par"], rows["par"])
    data = pd.DataFrame({heading: in_words(rows[lane]), "From paragraph": first, "To paragraph": last})
    if kind:
        data.insert(1, look(rows[kind]).heading, in_words(rows[kind]))
    plotted = data.assign(**{"from": first.map(places["from"]), "to": last.map(places["to"])}).reset_index(drop=True)
    length = int(places["to"].max())

    def draw(x, y: alt.Y) -> alt.LayerChart:
        base = alt.Chart(plotted).encode(y=y, tooltip=[alt.Tooltip(f"{column}:N") for column in data])
        layers = [base.mark_bar(height=_BAR, color=STRONG).encode(x=x("from", length), x2=alt.X2("to:Q"))]
        if kind:  # the value stands where there is more room, right or left of the bar
            is_early = plotted["to"] < length - plotted["from"]
            for rows_here, place, align, dx in (
                (plotted[is_early], "to", "left", 5),
                (plotted[~is_early], "from", "right", -5),
            ):
                text = base.properties(data=rows_here).mark_text(align=align, dx=dx, fontSize=12)
                layers.append(text.encode(x=x(place, length), text=alt.Text(f"{data.columns[1]}:N")))
        return alt.layer(*layers)

    chart = draw(words_axis, _lanes(heading, names, grid=not kind))
    chart = chart.properties(width=plot_width(names), height=29 * len(names))
    below = NARROW.lanes(heading, names, _BAR, _GAP, along=not kind)
    small = narrow.drawing(draw(narrow.words, below.y), height=below.height)
    data = data.reset_index(drop=True)
    return Chart(chart, _passages_in_words(data, names, bool(kind)), data, small)


def _passages_in_words(data: pd.DataFrame, names: list[str], by_kind: bool) -> str:
    heading, kind = data.columns[:2]
    sentences = []
    for name in names:
        spans = []
        for row in data[data[heading] == name].to_dict("records"):
            begin, end = row["From paragraph"], row["To paragraph"]
            span = f"{begin}" if begin == end else f"{begin} to {end}"
            spans.append(f"{span} ({row[kind]})" if by_kind else span)
        sentences.append(f"{name}: {listing(spans)}")
    return f"{len(data)} passages along the text, by paragraph. {'; '.join(sentences)}."


def _within(rows: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """Return a place for each row in its paragraph: those of one paragraph in their order, evenly apart."""
    share = (rows.groupby("par").cumcount() + 1) / (rows.groupby("par")["par"].transform("size") + 1)
    return (rows["par"].map(places["from"]) + share * rows["par"].map(places["n_tokens"])).astype(float).round()


def signs_along(
    doc: str,
    rows: pd.DataFrame,
    lane: str,
    *,
    label: str | None = None,
    count: str | None = None,
    lanes: list[str] | None = None,
    after: int | None = None,
    outside: str = "outside the text",
) -> Chart:
    """Draw signs in lanes along a text, at their paragraphs.

    Args:
        doc: the text.
        rows: one row per sign, with its paragraph (`par`); one without stands as a ring before the beginning.
        lane: the column with the names of the lanes.
        label: the column with what is written in each sign.
        count: the column with the number that is written in each sign.
        lanes: the names of the lanes in order, empty ones among them; without it those of the rows.
        after: the paragraph after which an upright line divides the chart.
        outside: what is written beside a sign that stands outside the text.
    """
    places, heading, names = places_of(doc), look(rows[lane]).heading, lanes or in_order(rows[lane])
    data = _signs_of(rows, lane, label, count)
    inside, length = rows["par"].notna(), int(places["to"].max())
    at = _within(rows[inside], places) if label else rows.loc[inside, "par"].map(places["middle"]).round()
    plotted, beyond = data[inside].assign(at=at), data[~inside].assign(at=0, Note=outside)

    def draw(x: alt.X, y: alt.Y, area: int) -> alt.LayerChart:
        told = [alt.Tooltip(f"{column}:N") for column in data]
        base = alt.Chart(plotted.reset_index(drop=True)).encode(x=x, y=y, tooltip=told)
        layers = [base.mark_point(size=area, stroke=INK, fill=INK, fillOpacity=0.12, opacity=1, strokeWidth=1.2)]
        if label or count:
            layers.append(
                base.mark_text(fontSize=12).encode(text=alt.Text("Number:N") if label else alt.Text("Count:N"))
            )
        if len(beyond):
            layers += _draw_outside(alt.Chart(beyond.reset_index(drop=True)).encode(x=x, y=y))
        if after is not None:
            layers.append(_draw_division(f"after paragraph {after}", int(places.loc[after, "to"])))
        return alt.layer(*layers)

    chart = draw(words_axis("at", length, before=20), _lanes(heading, names), 250)
    chart = chart.properties(width=plot_width(names), height=38 * len(names))
    below = NARROW.lanes(heading, names, _SIGN, _GAP, along=True)
    small = draw(narrow.words("at", length, around=length // 30), below.y, 210 if label else 150)
    small = narrow.drawing(small, height=below.height)
    return Chart(chart, _signs_in_words(data, names, outside), data.reset_index(drop=True), small)


def _signs_of(rows: pd.DataFrame, lane: str, label: str | None, count: str | None) -> pd.DataFrame:
    """Return the lane and the paragraph of each sign, and what is written in it."""
    data = pd.DataFrame({look(rows[lane]).heading: in_words(rows[lane]), "Paragraph": rows["par"].astype("Int64")})
    if label:
        data["Number"] = rows[label].astype("string")
    if count:
        data["Count"] = rows[count]
    return data


def _draw_outside(base: alt.Chart) -> list[alt.Chart]:
    """Return the layers of signs that stand outside the text, and of the words beside them."""
    rings = base.mark_point(size=130, shape="diamond", strokeWidth=2.5, color=INK, opacity=1)
    return [rings, base.mark_text(align="left", dx=14, fontSize=12).encode(text=alt.Text("Note:N"))]


def _draw_division(name: str, at: int) -> alt.Chart:
    """Return the layer of an upright line at a word of the text."""
    edge = alt.Chart(pd.DataFrame({"at": [at], "Division": [name]}))
    return edge.mark_rule(strokeWidth=1.5).encode(
        x=alt.X("at:Q"), color=alt.ColorValue(INK), tooltip=[alt.Tooltip("Division:N")]
    )


def _signs_in_words(data: pd.DataFrame, names: list[str], outside: str) -> str:
    heading, inside = data.columns[0], data["Paragraph"].notna()
    sentences = []
    for name in names:
        lane_rows = data[inside & data[heading].eq(name)]
        told = [
            f"paragraph {row['Paragraph']}" + (f" ({row['Count']})" if "Count" in row else "")
            for row in lane_rows.to_dict("records")
        ]
        told += [outside] * int((~inside & data[heading].eq(name)).sum())
        sentences.append(f"{name}: {listing(told) or 'none'}")
    return f"{int(inside.sum())} signs along the text. {'; '.join(sentences)}."


def mentions_by_paragraph(doc: str, rows: pd.DataFrame, who: str) -> Chart:
    """Draw how often each paragraph of a text names some actors: a row of bars for each of them.

    Args:
        doc: the text.
        rows: mentions, with their paragraph (`par`) and number (`n`).
        who: the column with the names of the rows of bars, in the order of the mentions.
    """
    pars = positions(doc)["par"].astype(int).tolist()
    naming, order = look(rows[who]), in_order(rows[who])
    data = rows.assign(who=in_words(rows[who])).groupby(["who", "par"])["n"].sum().reset_index()
    data.columns = [naming.heading, "Paragraph", "Mentions"]

    def draw(wide: int, bar: int, shown: list[int], title: str | None) -> alt.Chart:
        axis = alt.Axis(labelAngle=0, values=shown)
        header = alt.Header(labelAngle=0, labelAnchor="start", labelOrient="top")
        bars = alt.Chart(data).mark_bar(width=bar).encode(
            x=alt.X("Paragraph:O", title="paragraph", scale=alt.Scale(domain=pars), axis=axis),
            y=alt.Y("Mentions:Q", title=title, axis=alt.Axis(tickMinStep=1, tickCount=3)),
            color=alt.Color(f"{naming.heading}:N", legend=None, scale=naming.scale(rows[who].astype("string"))),
            row=alt.Row(f"{naming.heading}:N", title=None, sort=order, header=header),
        )  # fmt: skip
        return bars.properties(width=wide, height=80)

    chart = draw(WIDTH - 60, 20, pars, "mentions")
    small = narrow.drawing(draw(narrow.PLOT - 22, 10, pars[::5], None))
    sentences = []
    for name in order:
        actor_rows = data[data[naming.heading] == name]
        counts = zip(actor_rows["Paragraph"], actor_rows["Mentions"], strict=True)
        sentences.append(f"{name}: {listing(f'{n} in paragraph {par}' for par, n in counts)}")
    return Chart(chart, f"Mentions by paragraph. {'; '.join(sentences)}.", data, small)
