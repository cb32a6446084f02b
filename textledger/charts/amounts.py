"""Charts of amounts: who is named how often, how texts are framed."""

import altair as alt
import pandas as pd

from .. import records
from ..html.sign_lists import Item, sign_list
from ..labels import listing, words
from .axis_labels import BREAK, in_lines
from .chart import Chart
from .coded import EDGE
from .layouts import LETTER, WIDE
from .theme import FRAME_COLOURS

_LINE = 14  # pixels from line to line of a name
NOT_CODED = "not coded"  # of a text without any frame


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
    sentences, lines = [], {}
    for label in labels.values():
        ranked = rows[rows["Text"] == label].sort_values("Share", ascending=False, kind="stable")
        shares = [(name, f"{share:.0%}") for name, share in zip(ranked["Frame"], ranked["Share"], strict=True)]
        lines[label] = [Item(name, share) for name, share in shares]
        sentences.append(f"{label}: {listing(' '.join(share) for share in shares[:2]) or NOT_CODED}")
    return Chart(
        _draw_shares(rows),
        f"Leading frames by share of words. {'; '.join(sentences)}.",
        rows.assign(Share=rows["Share"].round(3)),
        sign_list(
            lines, "Share of the framed words, by text and frame", {t: NOT_CODED for t, own in lines.items() if not own}
        ),
    )


def _draw_shares(rows: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw bars divided by frames, each part with its name in it where it has room for one."""
    order = list(FRAME_COLOURS)
    rank = {words(name): n for n, name in enumerate(order)}
    rows = rows.assign(rank=rows["Frame"].map(rank)).sort_values(["Text", "rank"])
    ends = rows.groupby("Text", sort=False)["Share"].cumsum()
    coded = set(rows["Text"])
    names = [label if label in coded else f"{label}: {NOT_CODED}" for label in records.labels().values()]
    lanes = WIDE.lanes("Text", names, high=3 * _LINE + 4, gap=10, grid=False)
    room = (rows["Share"] * lanes.plot / LETTER).round().astype(int)
    named = [in_lines(f"{frame} {share:.0%}", letters)
             for frame, share, letters in zip(rows["Frame"], rows["Share"], room, strict=True)]  # fmt: skip
    rows = rows.assign(start=ends - rows["Share"], end=ends, middle=ends - rows["Share"] / 2, Name=named)
    scale = alt.Scale(domain=[words(name) for name in order], range=list(FRAME_COLOURS.values()))
    base = alt.Chart(rows).encode(
        x=alt.X("start:Q", title="share of the framed words", axis=alt.Axis(format="%", tickCount=5, grid=False),
                scale=alt.Scale(domain=[0, 1], nice=False)),
        y=lanes.y,
        tooltip=[alt.Tooltip("Text:N"), alt.Tooltip("Frame:N"), alt.Tooltip("Share:Q", format=".0%"),
                 alt.Tooltip("Words:Q", format=",d")],
    )  # fmt: skip
    layers = [base.mark_bar(**EDGE).encode(x2=alt.X2("end:Q"), color=alt.Color("Frame:N", scale=scale, legend=None))]
    for _, alike in rows[rows["Name"] != ""].groupby(rows["Name"].str.count(BREAK)):
        above = -_LINE / 2 * alike["Name"].iat[0].count(BREAK)  # lines run downwards from the first
        drawn = base.properties(data=alike.reset_index(drop=True)).encode(x=alt.X("middle:Q"), text=alt.Text("Name:N"))
        layers.append(drawn.mark_text(lineBreak=BREAK, lineHeight=_LINE, dy=above))
    return WIDE.finish(alt.layer(*layers), lanes.height)
