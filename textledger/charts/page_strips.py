"""A text or a page as one strip: where its notes are marked and stand, what repeats what."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from . import narrow
from .chart import Chart
from .coded import EDGE, in_order, in_words, legend, look
from .strips import places_of, words_axis
from .theme import INK, WIDTH

_STRIP = "#6b728080"  # lets the page through, light or dark
_DASHES = [[1, 0], [6, 3], [2, 3], [8, 3, 2, 3]]
_NUMBER = 14  # pixels that the number of a note takes


def notes_along(doc: str, notes: pd.DataFrame, kind: str) -> Chart:
    """Draw a text as a strip with the marks of its notes above it and lines from the marks to the notes.

    Args:
        doc: the text.
        notes: one row per note, in the order of their marks, with its paragraph (`par`).
        kind: the coded column by which lines are whole, dashed or dotted.

    Raises:
        ValueError: the text does not have as many marks as there are notes.
    """
    places, colouring = places_of(doc), look(notes[kind])
    data = pd.DataFrame(
        {
            "Note": [str(n) for n in range(1, len(notes) + 1)],
            colouring.heading: in_words(notes[kind]).to_numpy(),
            "Mark at word": _marks(doc, places, len(notes)),
            "Note at word": places.loc[notes["par"], "middle"].round().astype(int).to_numpy(),
        }
    )
    strip = places.reset_index()[["par", "from", "to", "role"]].astype({"role": "string"})
    length, kinds = int(places["to"].max()), in_order(notes[kind])
    dashes = alt.Scale(domain=kinds, range=_DASHES[: len(kinds)])

    def draw(x, wide: int, legends: dict) -> alt.LayerChart:
        plotted = data.rename(columns={"Mark at word": "mark", "Note at word": "note"})
        plotted["label"] = _move_apart(plotted["mark"], least=_NUMBER * length / wide)
        tooltip = [alt.Tooltip("Note:N"), alt.Tooltip(f"{colouring.heading}:N")]
        dash = alt.StrokeDash(f"{colouring.heading}:N", title=colouring.heading.lower(), scale=dashes, **legends)
        bars = alt.Chart(strip).mark_bar(height=28, stroke="white", strokeWidth=0.6).encode(
            x=x("from", length), x2=alt.X2("to:Q"), y=alt.YValue(126),
            tooltip=[alt.Tooltip("par:Q", title="paragraph")],
            color=alt.condition("datum.role == 'footnote'", alt.value(INK), alt.value(_STRIP)),
        )  # fmt: skip
        lines = alt.Chart(plotted).mark_rule(strokeWidth=2, color=INK).encode(
            x=x("mark", length), x2=alt.X2("note:Q"), y=alt.YValue(26), y2=alt.Y2Value(111),
            strokeDash=dash, tooltip=tooltip,
        )  # fmt: skip
        numbers = alt.Chart(plotted).mark_text(fontSize=13, fontWeight="bold").encode(
            x=x("label", length), y=alt.YValue(13), text=alt.Text("Note:N"), tooltip=tooltip
        )  # fmt: skip
        return bars + lines + numbers

    sentences = [f"note {n} ({code}) marked at word {at}" for n, code, at, _ in data.itertuples(index=False, name=None)]
    text = f"A strip of the text with its {len(data)} notes and, above it, their marks: {listing(sentences)}."
    chart = draw(words_axis, WIDTH - 6, {}).properties(width=WIDTH - 6, height=145)
    small = narrow.drawing(draw(narrow.words, narrow.PLOT, {"legend": None}), height=145)
    return Chart(chart, text, data, small)


def _marks(doc: str, places: pd.DataFrame, notes: int) -> list[int]:
    """Return where the marks of notes stand in a text, in words from its beginning."""
    marks = records.table("exclusions")
    marks = marks[(marks["doc_id"] == doc) & (marks["reason"] == "footnote mark")].sort_values("start", kind="stable")
    if len(marks) != notes:
        raise ValueError(f"{doc} has {len(marks)} marks of notes, and {notes} notes are given")
    home = places.loc[marks["par"]].reset_index(drop=True)
    inside = (marks["start"].to_numpy() - home["start"]) / (home["end"] - home["start"]) * home["n_tokens"]
    return (home["from"] + inside).astype(float).round().astype(int).tolist()


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
    places, colouring, order = places_of(doc), look(kinds), in_order(kinds)
    strip = places[["from", "to", "n_tokens", "gist_en"]].assign(kind=in_words(kinds)).reset_index()
    strip = strip.rename(columns={"kind": colouring.heading}).assign(low=0, high=1)
    arcs, heads = _arcs(places, repeats)

    def draw(x: alt.X, guide: alt.Legend | None) -> alt.LayerChart:
        y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1, 2]))
        bars = alt.Chart(strip).mark_rect(**EDGE).encode(
            x=x, x2=alt.X2("to:Q"), y2=alt.Y2("high:Q"),
            y=alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[-1, 2])),
            color=alt.Color(f"{colouring.heading}:N", title=None, legend=guide, scale=colouring.scale(kinds)),
            tooltip=[alt.Tooltip("par:Q", title="paragraph"),
                     *(alt.Tooltip(f"{name}:N") for name in (colouring.heading, "gist_en"))],
        )  # fmt: skip
        bend = alt.Chart(arcs).mark_line(interpolate="monotone", color=INK, strokeWidth=2)
        names = alt.Chart(heads).mark_text(fontSize=12)
        return (
            bars
            + bend.encode(x=alt.X("x:Q"), y=y, detail=alt.Detail("Arc:N"))
            + names.encode(x=alt.X("x:Q"), y=y, text=alt.Text("Arc:N"))
        )

    length = int(places["to"].max())
    chart = draw(words_axis("from", length), legend(order)).properties(width=WIDTH - 6, height=140)
    small = narrow.drawing(draw(narrow.words("from", length), None), height=140)
    size = strip.groupby(colouring.heading)["n_tokens"].agg(["count", "sum"])
    parts = listing(
        f"{name}: {size.loc[name, 'count']} paragraphs with {size.loc[name, 'sum']} words" for name in order
    )
    text = f"A strip of the page by words: {parts}. Arcs: {listing(heads['Arc'])}."
    data = strip[["par", colouring.heading, "n_tokens", "gist_en"]]
    return Chart(chart, text, data.set_axis(["Paragraph", colouring.heading, "Words", "Gist"], axis=1), small)


def _arcs(places: pd.DataFrame, repeats: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the points of the arcs, three of each, and the places of their names."""
    arcs, heads = [], []
    for turn, (par, source) in enumerate(zip(repeats["par"], repeats["repeats"], strict=True)):
        edge, bend = ((-0.05, -0.5), (1.05, 0.5))[turn % 2]
        start, end = places.loc[par, "middle"], places.loc[source, "middle"]
        arc = f"paragraph {par} repeats {source}"
        arcs += [(arc, start, edge), (arc, (start + end) / 2, edge + bend), (arc, end, edge)]
        heads.append((arc, (start + end) / 2, edge + 1.6 * bend))
    columns = ["Arc", "x", "y"]
    return pd.DataFrame(arcs, columns=columns), pd.DataFrame(heads, columns=columns)
