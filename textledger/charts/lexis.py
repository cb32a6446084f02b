"""Words that lead each text."""

from typing import Any

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .chart import Chart
from .coded import EDGE
from .layouts import NARROW, WIDE, Layout
from .theme import INK, ar

_GUTTER = 140  # pixels left of a wide panel, for its words
_TOLD = {"z": "Lead over the other texts (z)", "DP": "Dispersion (DP): 0 spread evenly, 1 bunched"}


def leading_words(most: int = 8, glosses: dict[str, str] | None = None) -> Chart:
    """Draw the words most typical of each text against the other texts: one panel per text, two side by side.

    Args:
        most: how many words of each text.
        glosses: English for the words; a word without one is shown in Arabic alone.
    """
    keyness = records.table("keyness")
    keyness = keyness[(keyness["reference"] == "other_texts") & (keyness["z"] > 0)]
    sizes = records.table("features").query("feature == 'words'").set_index("doc_id")["value"].astype(int)
    rows, sentences = [], []
    for doc, label in records.labels().items():
        lead = keyness[keyness["doc_id"] == doc].sort_values("z", ascending=False, kind="stable").head(most)
        title = f"{label} ({sizes[doc]:,} words)"
        if lead.empty:  # too short to be told from the others
            sentences.append(f"{title}: none")
            continue
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
        examples = zip(leading["Word"].head(4), leading["Occurrences"].head(4), strict=True)
        sentences.append(f"{title}: {listing(f'{word} {n} times' for word, n in examples)}")
    highest = float(keyness["z"].max())
    panels = [_panel(leading, highest, WIDE) for leading in rows]
    pairs = [alt.hconcat(*panels[n : n + 2], spacing=8) for n in range(0, len(panels), 2)]
    column = [_panel(leading, highest, NARROW) for leading in rows]
    text = f"The leading words of each text. {'; '.join(sentences)}."
    data = pd.concat(rows).rename(columns={"z": "Lead (z)", "DP": "Dispersion (DP)"})
    return Chart(alt.vconcat(*pairs), text, data, alt.vconcat(*column, spacing=14))


def _panel(rows: pd.DataFrame, highest: float, layout: Layout) -> alt.LayerChart:
    extent: dict[str, Any] = {} if layout.is_narrow else {"minExtent": _GUTTER, "maxExtent": _GUTTER}
    names, high = rows["Word"].tolist(), 12 if layout.is_narrow else 14
    lanes = layout.lanes("Word", names, high=high, gap=6, room=4, grid=False, labelFontSize=14, **extent)
    told = [alt.Tooltip(f"{name}:{'N' if name in ('Text', 'Word') else 'Q'}", title=_TOLD.get(name, name))
            for name in rows]  # fmt: skip
    scale = alt.Scale(domain=[0, highest * 1.15], nice=False)
    x = alt.X("z:Q", title="lead over the other texts (z)", scale=scale, axis=alt.Axis(tickCount=3))
    base = alt.Chart(rows).encode(x=x, y=lanes.y, tooltip=told)
    shade = alt.Opacity("DP:Q", scale=alt.Scale(domain=[0, 1], range=[0.9, 0.1]), legend=None)
    bars = base.mark_bar(**EDGE, fill=INK, strokeOpacity=1).encode(fillOpacity=shade)
    counts = base.mark_text(align="left", dx=4).encode(text=alt.Text("Occurrences:Q"))
    heading = alt.Title(rows["Text"].iat[0], fontSize=13, fontWeight="bold", color=INK, anchor="start", frame="group")
    width = layout.width - 14 if layout.is_narrow else layout.width // 2 - _GUTTER - 14
    return (bars + counts).properties(width=width, height=lanes.height, title=heading)
