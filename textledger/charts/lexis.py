"""Words that lead each text."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .chart import Chart
from .theme import INK, ar


def leading_words(most: int = 8, glosses: dict[str, str] | None = None) -> Chart:
    """Draw the words most typical of each text against the other texts: one panel per text, two side by side.

    Args:
        most: how many words of each text.
        glosses: English for the words; a word without one is shown in Arabic alone.
    """
    keyness = records.table("keyness")
    keyness = keyness[(keyness["reference"] == "other_texts") & (keyness["z"] > 0)]
    sizes = records.table("features").query("feature == 'words'").set_index("doc_id")["value"].astype(int)
    panels, rows, sentences = [], [], []
    for doc, label in records.labels().items():
        lead = keyness[keyness["doc_id"] == doc].sort_values("z", ascending=False, kind="stable").head(most)
        title = f"{label} ({sizes[doc]:,} words)"
        leading = pd.DataFrame(
            {
                "Text": title,
                "Word": [f"{ar(word)}  {(glosses or {}).get(word, '')}".rstrip() for word in lead["lemma"]],
                "z": lead["z"].astype(float).round(2),
                "Occurrences": lead["n"],
                "In the other texts": lead["n_reference"].astype(int),
                "DP": lead["dp"].astype(float).round(2),
            }
        ).reset_index(drop=True)
        rows.append(leading)
        panels.append(_panel(leading, title, float(keyness["z"].max())))
        examples = zip(leading["Word"].head(4), leading["Occurrences"].head(4), strict=True)
        sentences.append(f"{title}: {listing(f'{word} {n} times' for word, n in examples)}")
    pairs = [alt.hconcat(*panels[n : n + 2]) for n in range(0, len(panels), 2)]
    return Chart(alt.vconcat(*pairs), f"The leading words of each text. {'; '.join(sentences)}.", pd.concat(rows))


def _panel(rows: pd.DataFrame, title: str, highest: float) -> alt.LayerChart:
    base = alt.Chart(rows).encode(
        x=alt.X("z:Q", scale=alt.Scale(domain=[0, highest * 1.1], nice=False), axis=alt.Axis(tickCount=3)),
        y=alt.Y("Word:N", title=None, sort=rows["Word"].tolist(), axis=alt.Axis(labelFontSize=14)),
        tooltip=[*rows],
    )
    shade = alt.Scale(domain=[0, 1], range=["#2166ac", "#b5d3e8"])
    bars = base.mark_bar(height=13).encode(color=alt.Color("DP:Q", title="dispersion DP", scale=shade))
    counts = base.mark_text(align="left", dx=4).encode(text="Occurrences:Q")
    heading = alt.Title(title, fontSize=12, fontWeight="normal", color=INK)
    return (bars + counts).properties(width=215, height=20 * len(rows), title=heading)
