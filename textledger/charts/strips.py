"""Strips: passages, signs and notes at their places along one text."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .along import positions
from .chart import Chart
from .coded import BLUE, ORANGE, RED, in_order, in_words, legend, look, plot_width
from .theme import INK, WIDTH

_STRIP = "#9aa3ab"


def _places(doc: str) -> pd.DataFrame:
    """Return where the paragraphs of a text begin and end, in words from the beginning, by paragraph."""
    places = positions(doc).set_index("par")
    return places.assign(middle=((places["from"] + places["to"]) / 2).astype(float))


def _x(field: str, length: int, before: int = 0) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title="words from the beginning",
        scale=alt.Scale(domain=[-before, length], nice=False),
        axis=alt.Axis(grid=False, tickCount=6),
    )


def _lanes(rows: pd.DataFrame, lane: str, lanes: list[str] | None) -> tuple[str, list[str], alt.Y]:
    heading = look(rows[lane]).heading
    names = lanes or in_order(rows[lane])
    axis = alt.Axis(grid=True, ticks=False, domain=False)
    return heading, names, alt.Y(f"{heading}:N", title=None, sort=names, scale=alt.Scale(domain=names), axis=axis)


def passages_along(doc: str, rows: pd.DataFrame, lane: str, kind: str | None = None) -> Chart:
    """Draw where in a text the passages of each lane stand: a bar for each, as long as its words.

    Args:
        doc: the text.
        rows: one row per passage, with its paragraph (`par`) or its first and last (`par_from`, `par_to`).
        lane: the column with the names of the lanes, in the order of the rows.
        kind: the coded column that colours the passages; without it the lanes have their colours.
    """
    places = _places(doc)
    heading, names, y = _lanes(rows, lane, None)
    first, last = (rows["par_from"], rows["par_to"]) if "par_from" in rows else (rows["par"], rows["par"])
    colouring = look(rows[kind or lane])
    data = pd.DataFrame({heading: in_words(rows[lane]), "From paragraph": first, "To paragraph": last})
    if kind:
        data.insert(1, colouring.heading, in_words(rows[kind]))
    plotted = data.assign(**{"from": first.map(places["from"]), "to": last.map(places["to"])}).reset_index(drop=True)
    colour = alt.Color(
        f"{colouring.heading}:N",
        title=None,
        scale=colouring.scale(rows[kind or lane].astype("string")),
        legend=legend(in_order(rows[kind])) if kind else None,
    )
    chart = (
        alt.Chart(plotted)
        .mark_bar(height=16)
        .encode(
            x=_x("from", int(places["to"].max())), x2="to:Q", y=y, color=colour,
            tooltip=[f"{column}:N" for column in data])
        .properties(width=plot_width(names), height=29 * len(names))
    )  # fmt: skip
    sentences = []
    for name in names:
        lane_rows = data[data[heading] == name]
        spans = []
        for row in lane_rows.to_dict("records"):
            begin, end = row["From paragraph"], row["To paragraph"]
            span = f"{begin}" if begin == end else f"{begin} to {end}"
            spans.append(f"{span} ({row[colouring.heading]})" if kind else span)
        sentences.append(f"{name}: {listing(spans)}")
    text = f"{len(data)} passages along the text, by paragraph. {'; '.join(sentences)}."
    return Chart(chart, text, data.reset_index(drop=True))


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
    size: str | None = None,
    lanes: list[str] | None = None,
    after: int | None = None,
    outside: str = "outside the text",
) -> Chart:
    """Draw signs in lanes along a text, at their paragraphs.

    Args:
        doc: the text.
        rows: one row per sign, with its paragraph (`par`); one without stands as a ring before the beginning.
        lane: the column with the names of the lanes.
        label: the column with what is written over each sign.
        size: the column with the number that sizes the signs.
        lanes: the names of the lanes in order, empty ones among them; without it those of the rows.
        after: the paragraph after which an upright line divides the chart.
        outside: what is written beside a sign that stands outside the text.
    """
    places = _places(doc)
    heading, names, y = _lanes(rows, lane, lanes)
    data = pd.DataFrame({heading: in_words(rows[lane]), "Paragraph": rows["par"].astype("Int64")})
    if label:
        data["Number"] = rows[label].astype("string")
    if size:
        data["n"] = rows[size]
    inside, outside_rows = rows["par"].notna(), rows["par"].isna()
    plotted = data[inside].assign(
        at=_within(rows[inside], places) if label else rows.loc[inside, "par"].map(places["middle"]).round()
    )
    length = int(places["to"].max())
    base = alt.Chart(plotted.reset_index(drop=True)).encode(
        x=_x("at", length, before=20), y=y, tooltip=[f"{column}:N" for column in data]
    )
    signs = base.mark_point(filled=True, size=110, color=RED if label else BLUE, opacity=0.9)
    if size:
        most = int(rows[size].max())
        values = sorted({1, (most + 1) // 2, most})
        signs = signs.encode(
            size=alt.Size("n:Q", title=size.lower(), scale=alt.Scale(range=[70, 300]),
                          legend=alt.Legend(values=values, format="d")))  # fmt: skip
    layers = [signs]
    if label:
        layers.append(base.mark_text(dy=-14).encode(text="Number:N"))
    if outside_rows.any():
        beyond = data[outside_rows].assign(at=0, Note=outside).reset_index(drop=True)
        ring = alt.Chart(beyond).encode(x="at:Q", y=y)
        layers.append(ring.mark_point(size=130, shape="diamond", strokeWidth=2.5, color=BLUE, opacity=1))
        layers.append(ring.mark_text(align="left", dx=14).encode(text="Note:N"))
    if after is not None:
        edge = alt.Chart(pd.DataFrame({"at": [int(places.loc[after, "to"])], "Division": [f"after paragraph {after}"]}))
        layers.append(edge.mark_rule(strokeWidth=1.5).encode(x="at:Q", color=alt.value(INK), tooltip=["Division:N"]))
    chart = alt.layer(*layers).properties(width=plot_width(names), height=(47 if label else 38) * len(names))
    sentences = []
    for name in names:
        lane_rows = data[inside & data[heading].eq(name)]
        signs_in_words = [
            f"paragraph {p}" + (f" ({n})" if size else "")
            for p, n in zip(lane_rows["Paragraph"], lane_rows["n"] if size else lane_rows["Paragraph"], strict=True)
        ]
        signs_in_words += [outside] * int((outside_rows & data[heading].eq(name)).sum())
        sentences.append(f"{name}: {listing(signs_in_words) or 'none'}")
    text = f"{int(inside.sum())} signs along the text. {'; '.join(sentences)}."
    return Chart(chart, text, data.reset_index(drop=True))


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
    chart = (
        alt.Chart(data)
        .mark_bar(width=20)
        .encode(
            x=alt.X("Paragraph:O", title="paragraph", scale=alt.Scale(domain=pars), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("Mentions:Q", title="mentions", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(f"{naming.heading}:N", legend=None, scale=naming.scale(rows[who].astype("string"))),
            row=alt.Row(
                f"{naming.heading}:N",
                title=None,
                sort=order,
                header=alt.Header(labelAngle=0, labelAnchor="start", labelOrient="top"),
            ),
        )
        .properties(width=WIDTH - 60, height=80)
    )
    sentences = []
    for name in order:
        actor_rows = data[data[naming.heading] == name]
        counts = zip(actor_rows["Paragraph"], actor_rows["Mentions"], strict=True)
        sentences.append(f"{name}: {listing(f'{n} in paragraph {par}' for par, n in counts)}")
    return Chart(chart, f"Mentions by paragraph. {'; '.join(sentences)}.", data)


def notes_along(doc: str, notes: pd.DataFrame, kind: str) -> Chart:
    """Draw a text as a strip with the marks of its notes above it and lines from the marks to the notes.

    Args:
        doc: the text.
        notes: one row per note, in the order of their marks, with its paragraph (`par`).
        kind: the coded column that colours the lines.

    Raises:
        ValueError: the text does not have as many marks as there are notes.
    """
    places = _places(doc)
    marks = records.table("exclusions")
    marks = marks[(marks["doc_id"] == doc) & (marks["reason"] == "footnote mark")].sort_values("start", kind="stable")
    if len(marks) != len(notes):
        raise ValueError(f"{doc} has {len(marks)} marks of notes, and {len(notes)} notes are given")
    home = places.loc[marks["par"]].reset_index(drop=True)
    inside = (marks["start"].to_numpy() - home["start"]) / (home["end"] - home["start"]) * home["n_tokens"]
    colouring = look(notes[kind])
    data = pd.DataFrame(
        {
            "Note": [str(n) for n in range(1, len(notes) + 1)],
            colouring.heading: in_words(notes[kind]).to_numpy(),
            "Mark at word": (home["from"] + inside).astype(float).round().astype(int),
            "Note at word": places.loc[notes["par"], "middle"].round().astype(int).to_numpy(),
        }
    )
    plotted = data.rename(columns={"Mark at word": "mark", "Note at word": "note"})
    plotted["label"] = _move_apart(plotted["mark"], least=52)
    strip = places.reset_index()[["par", "from", "to", "role"]].astype({"role": "string"})
    length = int(places["to"].max())
    bars = alt.Chart(strip).mark_bar(height=28, stroke="white", strokeWidth=0.6).encode(
        x=_x("from", length), x2="to:Q", y=alt.value(126), tooltip=[alt.Tooltip("par:Q", title="paragraph")],
        color=alt.condition("datum.role == 'footnote'", alt.value(ORANGE), alt.value(_STRIP)),
    )  # fmt: skip
    tooltip = ["Note:N", f"{colouring.heading}:N"]
    colour = alt.Color(
        f"{colouring.heading}:N", title=colouring.heading.lower(), scale=colouring.scale(notes[kind].astype("string"))
    )
    lines = alt.Chart(plotted).mark_rule(strokeWidth=2.2).encode(
        x=_x("mark", length), x2="note:Q", y=alt.value(26), y2=alt.value(111), color=colour, tooltip=tooltip
    )  # fmt: skip
    numbers = alt.Chart(plotted).mark_text(fontSize=13, fontWeight="bold").encode(
        x=_x("label", length), y=alt.value(13), text="Note:N", tooltip=tooltip
    )  # fmt: skip
    sentences = [f"note {n} ({code}) marked at word {at}" for n, code, at, _ in data.itertuples(index=False, name=None)]
    text = f"A strip of the text with its {len(data)} notes and, above it, their marks: {listing(sentences)}."
    return Chart((bars + lines + numbers).properties(width=WIDTH, height=145), text, data)


def _move_apart(places: pd.Series, least: float) -> pd.Series:
    """Return places moved apart until the labels of neighbours do not touch, each group about its middle."""
    moved = places.astype(float).tolist()
    for _ in moved:
        for n in range(1, len(moved)):
            if (lack := least - (moved[n] - moved[n - 1])) > 0:
                moved[n - 1] -= lack / 2
                moved[n] += lack / 2
    return pd.Series(moved, index=places.index).round(1)


def page_strip(doc: str, kinds: pd.Series, repeats: pd.DataFrame) -> Chart:
    """Draw a page as a strip of its paragraphs by kind, with arcs from paragraphs to those that they repeat.

    Args:
        doc: the text.
        kinds: the kind of each paragraph, by paragraph.
        repeats: one row per arc: the paragraph (`par`) and the one that it `repeats`; arcs lie above and below in turn.
    """
    places = _places(doc)
    colouring = look(kinds)
    strip = places[["from", "to", "n_tokens", "gist_en"]].assign(kind=in_words(kinds)).reset_index()
    strip = strip.rename(columns={"kind": colouring.heading}).assign(low=0, high=1)
    arcs, heads = [], []
    for turn, (par, source) in enumerate(zip(repeats["par"], repeats["repeats"], strict=True)):
        edge, bend = ((-0.05, -0.5), (1.05, 0.5))[turn % 2]
        start, end = places.loc[par, "middle"], places.loc[source, "middle"]
        arc = f"paragraph {par} repeats {source}"
        arcs += [(arc, start, edge), (arc, (start + end) / 2, edge + bend), (arc, end, edge)]
        heads.append((arc, (start + end) / 2, edge + 1.6 * bend))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1, 2]))
    order = in_order(kinds)
    bars = alt.Chart(strip).mark_rect(stroke="white", strokeWidth=0.7).encode(
        x=_x("from", int(places["to"].max())), x2="to:Q", y2="high:Q",
        y=alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[-1, 2])),
        color=alt.Color(f"{colouring.heading}:N", title=None, legend=legend(order), scale=colouring.scale(kinds)),
        tooltip=[alt.Tooltip("par:Q", title="paragraph"), f"{colouring.heading}:N", "gist_en:N"],
    )  # fmt: skip
    bend = alt.Chart(pd.DataFrame(arcs, columns=["Arc", "x", "y"]))
    lines = bend.mark_line(interpolate="monotone", color=RED, strokeWidth=2).encode(x="x:Q", y=y, detail="Arc:N")
    arc = alt.Chart(pd.DataFrame(heads, columns=["Arc", "x", "y"]))
    chart = (bars + lines + arc.mark_text().encode(x="x:Q", y=y, text="Arc:N")).properties(width=WIDTH, height=140)
    size = strip.groupby(colouring.heading)["n_tokens"].agg(["count", "sum"])
    parts = listing(
        f"{name}: {size.loc[name, 'count']} paragraphs with {size.loc[name, 'sum']} words" for name in order
    )
    text = f"A strip of the page by words: {parts}. Arcs: {listing(name for name, _, _ in heads)}."
    data = strip[["par", colouring.heading, "n_tokens", "gist_en"]]
    return Chart(chart, text, data.set_axis(["Paragraph", colouring.heading, "Words", "Gist"], axis=1))
