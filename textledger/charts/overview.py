"""The five texts side by side at one scale."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .along import claim_places, positions
from .chart import Chart
from .theme import WIDTH

ROLES_APART = ("footnote", "furniture", "publisher", "rule")


def _contradicted() -> set[str]:
    checks = records.table("checks").query("verdict == 'inconsistent'")
    return {record for ids in checks["target_ids"] for record in records.split_ids(ids)}


def five_texts() -> Chart:
    """Draw the five texts at one scale: paragraphs as blocks, claims as ticks, contradicted claims as crosses."""
    labels = records.labels()
    blocks = pd.concat([positions(doc) for doc in records.docs()])
    blocks = blocks.assign(Text=blocks["doc_id"].map(labels), apart=blocks["role"].isin(ROLES_APART))
    ticks = claim_places()
    ticks = ticks.assign(Text=ticks["doc_id"].map(labels), contradicted=ticks["claim_id"].isin(_contradicted()))
    colour = alt.Color(
        "Text:N", legend=None, scale=alt.Scale(domain=list(labels.values()), range=list(records.colours().values()))
    )
    lane = alt.Y("Text:N", sort=list(labels.values()), title=None, axis=alt.Axis(ticks=False, domain=False))
    bars = (
        alt.Chart(blocks[["doc_id", "Text", "par", "from", "to", "apart", "gist_en"]])
        .mark_bar(height=22, stroke="white", strokeWidth=0.8)
        .encode(
            x=alt.X("from:Q", title="words from the beginning", axis=alt.Axis(grid=False, tickCount=6)),
            x2="to:Q",
            y=lane,
            color=colour,
            opacity=alt.condition("datum.apart", alt.value(0.12), alt.value(0.3)),
            tooltip=["Text:N", alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("gist_en:N", title="gist")],
        )
    )
    tooltip = ["Text:N", alt.Tooltip("claim_id:N", title="record"), alt.Tooltip("text_en:N", title="claim")]
    claims = (
        alt.Chart(ticks).mark_tick(height=22, thickness=1.6).encode(x="word:Q", y=lane, color=colour, tooltip=tooltip)
    )
    crosses = (
        alt.Chart(ticks[ticks["contradicted"]])
        .mark_text(text="✗", dy=-19, fontSize=13, fontWeight="bold")
        .encode(x="word:Q", y=lane, tooltip=tooltip)
    )
    chart = (bars + claims + crosses).properties(width=WIDTH, height=alt.Step(46))
    sentences = [
        f"{label}, {blocks.loc[blocks['doc_id'] == doc, 'n_tokens'].sum():,} words and "
        f"{(ticks['doc_id'] == doc).sum()} claims, of which {ticks.loc[ticks['doc_id'] == doc, 'contradicted'].sum()} "
        "contradicted"
        for doc, label in labels.items()
    ]
    data = pd.DataFrame(
        {
            "Text": list(labels.values()),
            "Words": [int(blocks.loc[blocks["doc_id"] == doc, "n_tokens"].sum()) for doc in labels],
            "Paragraphs": [int((blocks["doc_id"] == doc).sum()) for doc in labels],
            "Claims": [int((ticks["doc_id"] == doc).sum()) for doc in labels],
            "Contradicted claims": [int(ticks.loc[ticks["doc_id"] == doc, "contradicted"].sum()) for doc in labels],
        }
    )
    return Chart(chart, f"Five strips at one scale: {listing(sentences)}.", data)
