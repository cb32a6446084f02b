"""The five texts side by side at one scale."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import VERDICTS, listing
from .along import claim_places, positions
from .chart import Chart
from .layouts import NARROW, WIDE, Layout
from .scales import doc_scale

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
    crosses = ticks[ticks["contradicted"]]
    told = [alt.Tooltip("Text:N"), alt.Tooltip("claim_id:N", title="record"), alt.Tooltip("text_en:N", title="claim")]
    seen = [alt.Tooltip("Text:N"), alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("gist_en:N")]
    names, scale = list(labels.values()), doc_scale()

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Text", names, high=22, gap=20 if layout.is_narrow else 26, grid=False, room=14)
        colour = alt.Color("Text:N", legend=None, scale=scale)
        x = alt.X("from:Q", title="words from the beginning", axis=alt.Axis(grid=False, tickCount=5))
        pars = alt.Chart(blocks[["Text", "par", "from", "to", "apart", "gist_en"]]).encode(
            x=x, x2=alt.X2("to:Q"), y=lanes.y
        )
        pars = pars.mark_bar(height=6, yOffset=14, strokeWidth=0.6).encode(
            color=colour, stroke=alt.Stroke("Text:N", legend=None, scale=scale), tooltip=seen,
            fillOpacity=alt.condition("datum.apart", alt.value(0.1), alt.value(0.6)))  # fmt: skip
        claims = alt.Chart(ticks).mark_tick(height=22, thickness=1.4, opacity=1)
        claims = claims.encode(x=alt.X("word:Q"), y=lanes.y, color=colour, tooltip=told)
        wrong = alt.Chart(crosses).mark_text(text="✗", dy=-18, fontSize=13)
        wrong = wrong.encode(
            x=alt.X("word:Q"), y=lanes.y, tooltip=told, color=alt.ColorValue(VERDICTS["inconsistent"][2])
        )
        return layout.finish(pars + claims + wrong, lanes.height)

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
    return Chart(draw(WIDE), f"Five strips at one scale: {listing(sentences)}.", data, draw(NARROW))
