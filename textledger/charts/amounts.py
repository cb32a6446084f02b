"""Charts of amounts: who is named how often, how texts are framed."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing, words
from .chart import Chart
from .theme import FRAME_COLOURS, WIDTH


def frame_shares() -> Chart:
    """Draw the share of each text's body words under each agreed primary frame."""
    frame = records.table("frames")
    frame = frame[(frame["coder"] == "agreed") & (frame["rank"] == "primary")]
    sizes = records.table("paragraphs").set_index(["doc_id", "par"])["n_tokens"]
    labels = records.labels()
    frame = frame.assign(n=[int(sizes[doc, par]) for doc, par in zip(frame["doc_id"], frame["par"], strict=True)])
    sums = frame.groupby(["doc_id", "frame"], observed=True)["n"].sum().rename("n").reset_index()
    totals = sums.groupby("doc_id", observed=True)["n"].sum()
    rows = pd.DataFrame(
        {
            "Text": [labels[doc] for doc in sums["doc_id"]],
            "Frame": [words(name) for name in sums["frame"]],
            "Words": sums["n"],
            "Share": [n / totals[doc] for n, doc in zip(sums["n"], sums["doc_id"], strict=True)],
        }
    )
    present = [name for name in FRAME_COLOURS if name in set(sums["frame"].astype(str))]
    chart = (
        alt.Chart(rows)
        .mark_bar(height=24, stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("Share:Q", title="share of the framed words", axis=alt.Axis(format="%", tickCount=5), stack="zero"),
            y=alt.Y("Text:N", title=None, sort=list(labels.values())),
            color=alt.Color(
                "Frame:N",
                title=None,
                legend=alt.Legend(columns=3),
                scale=alt.Scale(
                    domain=[words(name) for name in present], range=[FRAME_COLOURS[name] for name in present]
                ),
            ),
            tooltip=["Text:N", "Frame:N", alt.Tooltip("Share:Q", format=".0%"), "Words:Q"],
        )
        .properties(width=WIDTH - 100, height=190)
    )
    sentences = []
    for label in labels.values():
        leading = rows[rows["Text"] == label].sort_values("Share", ascending=False, kind="stable").head(2)
        shares = zip(leading["Frame"], leading["Share"], strict=True)
        sentences.append(f"{label}: {listing(f'{name} {share:.0%}' for name, share in shares)}")
    return Chart(
        chart, f"Leading frames by share of words. {'; '.join(sentences)}.", rows.assign(Share=rows["Share"].round(3))
    )
