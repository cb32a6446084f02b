"""What joins the texts: lines from outside texts to the five, and families of words along each of them."""

import altair as alt
import pandas as pd

from ..html.sign_lists import Item, sign_list
from ..labels import listing
from . import narrow
from .along import positions
from .chart import Chart
from .coded import BLANK, MIDDLE, SOFT, STRONG, in_order, in_words, look, plot_width
from .layouts import NARROW
from .scales import doc_scale, doc_shape_scale
from .theme import INK, WIDTH

_LANE = 20  # pixels
_CIRCLE = 170  # pixels of area of the smallest circle
_LETTER = 6.1  # pixels of a letter of a name, on average
_USES = ["of one text", "of several texts"]
_OTHERS = "other words"
_CONFIDENCE = alt.Scale(domain=["high", "medium", "low"], range=[[1, 0], [7, 3], [2, 3]])


def connections(rows: pd.DataFrame, source: str, kind: str) -> Chart:
    """Draw lines from outside texts, in a column at the left, to the texts of the corpus at the right.

    Lines of an outside text that is connected with several are heavy.

    Args:
        rows: one row per line, with its text (`doc_id`) and `confidence`, in the order of the outside texts.
        source: the column with the names of the outside texts.
        kind: the coded column that is written beside the names of the outside texts.
    """
    heading = look(rows[kind]).heading
    columns = {"Source": source, "Text": "doc_id", heading: kind, "Confidence": "confidence"}
    data = pd.DataFrame({title: in_words(rows[column]) for title, column in columns.items()}).reset_index(drop=True)
    level = {name: n for n, name in enumerate(data["Source"].unique())}
    plotted = data.assign(x0=0, x1=1, y0=data["Source"].map(level))
    plotted["y1"] = plotted.groupby("Text")["y0"].transform("mean")
    plotted["shared"] = plotted.groupby("Source")["Text"].transform("nunique") > 1
    plotted["Source is"] = plotted["shared"].astype(int).map(dict(enumerate(_USES)))
    kinds = plotted.groupby("Source", sort=False)[heading].agg(lambda kinds: listing(dict.fromkeys(kinds)))
    plotted["label"] = plotted["Source"] + ", " + plotted["Source"].map(kinds)
    left, right = (round(_LETTER * plotted[name].str.len().max()) + 14 for name in ("label", "Text"))
    between = max(WIDTH - 10 - left - right, 120)
    x = alt.X(
        "x0:Q", axis=None, scale=alt.Scale(domain=[-left / between, 1 + right / between], nice=False))  # fmt: skip
    y = alt.Y("y0:Q", axis=None, scale=alt.Scale(domain=[-0.6, len(level) - 0.4], reverse=True, nice=False))
    # no line lets another through: two between the same ends would look as heavy as one of a shared source
    lines = alt.Chart(plotted).mark_rule().encode(
        x=x, x2=alt.X2("x1:Q"), y=y, y2=alt.Y2("y1:Q"),
        stroke=alt.Stroke("Source is:O", title="source", scale=alt.Scale(domain=_USES, range=[STRONG, INK])),
        strokeWidth=alt.StrokeWidth("Source is:O", title="source", scale=alt.Scale(domain=_USES, range=[1.5, 3])),
        strokeDash=alt.StrokeDash("Confidence:N", title="confidence", scale=_CONFIDENCE),
        tooltip=[alt.Tooltip(f"{column}:N") for column in data],
    )  # fmt: skip
    starts = alt.Chart(plotted[["label", "x0", "y0", "shared"]].drop_duplicates().reset_index(drop=True))
    ends = alt.Chart(plotted[["Text", "x1", "y1"]].drop_duplicates().reset_index(drop=True)).encode(
        x=alt.X("x1:Q"), y=alt.Y("y1:Q")
    )
    names = starts.mark_text(align="right", dx=-6, fontSize=12).encode(x=x, y=y, text=alt.Text("label:N"))
    chart = (
        lines
        + names.transform_filter("!datum.shared")
        + names.mark_text(align="right", dx=-6, fontSize=12, fontWeight="bold").transform_filter("datum.shared")
        + ends.mark_text(align="left", dx=12, fontSize=13).encode(text=alt.Text("Text:N"))
        + ends.mark_point(filled=True, size=110, opacity=1).encode(
            shape=alt.Shape("Text:N", scale=doc_shape_scale(), legend=None),
            color=alt.Color("Text:N", scale=doc_scale(), legend=None),
        )
    ).properties(width=WIDTH - 10, height=22 * len(level))
    return Chart(chart, _lines_in_words(data, len(level)), data, _sources_by_text(data))


def _lines_in_words(data: pd.DataFrame, sources: int) -> str:
    kind = data.columns[2]
    by = {
        name: listing(f"{n} {code}" for code, n in data.groupby(name, sort=False).size().items())
        for name in (kind, "Text")
    }
    text = f"{len(data)} lines from {sources} outside texts to the five. By {kind.lower()}: "
    return f"{text}{by[kind]}. By text: {by['Text']}."


def _sources_by_text(data: pd.DataFrame) -> str:
    """Return the connections as a list: below each text its sources, with relation, confidence and other texts."""
    kind = data.columns[2]
    users = data.groupby("Source", sort=False)["Text"].agg(lambda texts: list(dict.fromkeys(texts)))
    lines: dict[str, list[Item]] = {}
    for row in data.to_dict("records"):
        others = [text for text in users[row["Source"]] if text != row["Text"]]
        said = f"{row[kind]} (also {listing(others)})" if others else row[kind]
        lines.setdefault(row["Text"], []).append(Item(row["Source"], said, f"{row['Confidence']} confidence"))
    return sign_list(lines, "Outside texts by text")


def words_along(rows: pd.DataFrame, family: str, accent: str) -> Chart:
    """Draw where each text uses families of words: one chart per text, one line per family, sized by the counts.

    Args:
        rows: counts of words of the running text, with `doc_id`, `segment` and number (`n`).
        family: the column with the families, in the order of the lines.
        accent: the code of the family with a colour of its own.
    """
    heading, texts, order = look(rows[family]).heading, in_order(rows["doc_id"]), in_order(rows[family])
    plotted = _count_by_segment(rows, family)
    data, chosen = plotted.drop(columns="Place"), look(rows[family]).words[accent]
    plotted["Of"] = plotted[heading].where(plotted[heading] == chosen, _OTHERS)

    def facet(lane: alt.LayerChart, **header) -> alt.FacetChart:
        row = alt.Row("Text:N", title=None, sort=texts, header=alt.Header(labelAngle=0, **header))
        return lane.facet(data=plotted, row=row, spacing=10)

    lanes = alt.Y(f"{heading}:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=alt.Axis(grid=True))
    wide = _draw_counts(lanes, heading, chosen, 10, alt.Legend())
    wide = wide.properties(width=plot_width(order) - 110, height=24 * len(order))
    below = NARROW.lanes(heading, order, _LANE, 2, along=True)
    small = _draw_counts(below.y, heading, chosen, 4, None).properties(width=narrow.PLOT - 8, height=below.height)
    small = facet(small, labelAnchor="start", labelOrient="top", labelFontWeight="bold", labelPadding=0)
    sums = data.groupby(["Text", heading])["Occurrences"].sum()
    sentences = (f"{text}: {listing(f'{name} {sums.get((text, name), 0)}' for name in order)}" for text in texts)
    text = f"Occurrences along each text. {'; '.join(sentences)}."
    return Chart(facet(wide, labelAlign="left"), text, data, narrow.drawing(small))


def _count_by_segment(rows: pd.DataFrame, family: str) -> pd.DataFrame:
    """Return how often each segment of a text has words of each family, with its place in per cent of the words."""
    places = pd.concat([positions(doc) for doc in rows["doc_id"].astype("string").unique()])
    places = places[places["zone"] == "body"].astype({"doc_id": "string"})
    spans = places.groupby(["doc_id", "segment"], observed=True).agg(start=("from", "min"), end=("to", "max"))
    length = spans.groupby("doc_id")["end"].max()
    counts = rows.astype({"doc_id": "string", family: "string"})
    counts = counts.groupby(["doc_id", "segment", family])["n"].sum().reset_index()
    counts = counts.join(spans, on=["doc_id", "segment"])
    middle = (counts["start"] + counts["end"]) / 2 / counts["doc_id"].map(length) * 100
    return pd.DataFrame(
        {
            "Text": in_words(counts["doc_id"]),
            look(rows[family]).heading: in_words(counts[family]),
            "Segment": counts["segment"],
            "Occurrences": counts["n"],
            "Place": middle.astype(float).round(),
        }
    )


def _draw_counts(y: alt.Y, heading: str, chosen: str, ticks: int, legend: alt.Legend | None) -> alt.LayerChart:
    """Return the counts of one text along it: circles with numbers, those of one family in a colour of its own."""
    x = alt.X(
        "Place:Q", title="place in the text, per cent of its words", scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(tickCount=ticks, labelFlush=True))  # fmt: skip
    base = alt.Chart().encode(
        x=x, y=y, tooltip=[alt.Tooltip("Text:N"), alt.Tooltip(f"{heading}:N"), alt.Tooltip("Occurrences:Q")]
    )
    title, domain = "occurrences of", [chosen, _OTHERS]
    circles = base.mark_point(opacity=1).encode(
        size=alt.Size("Occurrences:Q", scale=alt.Scale(range=[_CIRCLE, 2 * _CIRCLE]), legend=None),
        fill=alt.Fill("Of:N", title=title, legend=legend, scale=alt.Scale(domain=domain, range=[SOFT, BLANK])),
        stroke=alt.Stroke("Of:N", title=title, legend=legend, scale=alt.Scale(domain=domain, range=[INK, MIDDLE])),
        strokeWidth=alt.StrokeWidth("Of:O", title=title, legend=legend, scale=alt.Scale(domain=domain, range=[2, 1])),
    )
    return circles + base.mark_text(fontSize=12).encode(text=alt.Text("Occurrences:Q"))
