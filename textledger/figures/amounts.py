"""Charts of figures and words: quantities, keyness, matrices of counts."""

import altair as alt
import pandas as pd

from .. import records
from .drawn import Drawn, listing
from .scales import doc_scale, doc_shape_scale
from .theme import DOC_COLOURS, FRAME_COLOURS, WIDTH, ar, words


def _spans_of_values(frame: pd.DataFrame) -> pd.DataFrame:
    low = frame["low"].fillna(frame[["from_value", "to_value"]].min(axis=1))
    high = frame["high"].fillna(frame[["from_value", "to_value"]].max(axis=1))
    labels = records.labels()
    change = frame["kind"].astype("string") == "from_to"
    return pd.DataFrame(
        {
            "Record": frame["quantity_id"],
            "Text": [labels[doc] for doc in frame["doc_id"]],
            "Figure": frame["measure"].astype("string"),
            "About": frame["about"].astype("string"),
            "Unit": frame["unit"].astype("string"),
            "Low": low.astype(float),
            "High": high.astype(float),
            "Kind": frame["kind"].astype("string").str.replace("_", " "),
            "Change": change.to_numpy(),
        }
    )


def quantity_dots(doc: str | None = None, units: tuple[str, ...] | None = None) -> Drawn:
    """Draw figures on a logarithmic scale, a row each: a dot for a value, a line for a range or a change.

    Args:
        doc: one text, or None for all.
        units: only figures with these units.

    Raises:
        ValueError: no figure is left.
    """
    frame = records.table("quantities")
    if doc:
        frame = frame[frame["doc_id"] == doc]
    if units:
        frame = frame[frame["unit"].isin(units)]
    if frame.empty:
        raise ValueError(f"no figures to draw for {doc or 'all texts'}")
    rows = _spans_of_values(frame)
    rows["Row"] = [
        f"{figure} ({unit})" if doc else f"{text}: {figure}"
        for figure, unit, text in zip(rows["Figure"], rows["Unit"], rows["Text"], strict=True)
    ]
    clash = rows["Row"].duplicated(keep=False)
    rows.loc[clash, "Row"] += " " + rows.loc[clash, "Record"]
    order = rows["Row"].tolist()
    y = alt.Y("Row:N", title=None, sort=order, axis=alt.Axis(grid=True, labelLimit=330))
    x = alt.X(
        "Low:Q",
        title="value (logarithmic scale)",
        scale=alt.Scale(type="log", nice=True),
        axis=alt.Axis(format="~s", tickCount=5),
    )
    base = alt.Chart(rows)
    colour = alt.Color("Text:N", scale=doc_scale(), legend=None) if not doc else alt.value(DOC_COLOURS[doc])
    line = base.mark_rule(strokeWidth=3, opacity=0.6).encode(x=x, x2="High:Q", y=y, color=colour)
    ends = [
        base.mark_point(filled=True, size=80, opacity=1).encode(
            x=alt.X(f"{end}:Q"),
            y=y,
            color=colour,
            shape=alt.value("circle") if doc else alt.Shape("Text:N", scale=doc_shape_scale(), legend=None),
            tooltip=["Record:N", "Figure:N", "About:N", "Low:Q", "High:Q", "Unit:N", "Kind:N"],
        )
        for end in ("Low", "High")
    ]
    numbers = (
        base.mark_text(align="left", dx=8)
        .encode(x="High:Q", y=y, text="label:N")
        .transform_calculate(
            label="format(datum.Low, ',') + (datum.Low == datum.High ? '' : ' – ' + format(datum.High, ','))"
        )
    )
    chart = (line + ends[0] + ends[1] + numbers).properties(width=WIDTH - 330, height=26 * len(rows))
    told = "; ".join(
        f"{row.Row}: {row.Low:,.0f}" + (f" to {row.High:,.0f}" if row.High != row.Low else "")
        for row in rows.itertuples()
    )
    return Drawn(chart, f"{len(rows)} figures. {told}.", rows.drop(columns=["Row", "Change"]))


def keywords(doc: str, most: int = 15, reference: str = "other_texts") -> Drawn:
    """Draw the words most typical of a text against a reference, with their dispersion over the text."""
    frame = records.table("keyness")
    frame = frame[(frame["doc_id"] == doc) & (frame["reference"] == reference) & (frame["z"] > 0)]
    frame = frame.sort_values("z", ascending=False, kind="stable").head(most)
    rows = pd.DataFrame(
        {
            "Word": [ar(word) for word in frame["lemma"]],
            "z": frame["z"].astype(float).round(2),
            "n": frame["n"],
            "DP": frame["dp"].astype(float).round(2),
            "In the reference": frame["n_reference"].astype(float).round(1),
        }
    )
    chart = (
        alt.Chart(rows)
        .mark_bar(height=15)
        .encode(
            x=alt.X(
                "z:Q",
                title="log-odds over its standard deviation (an effect ranking, not a test)",
                axis=alt.Axis(tickCount=6),
            ),
            y=alt.Y("Word:N", title=None, sort=rows["Word"].tolist(), axis=alt.Axis(labelFontSize=14)),
            color=alt.Color(
                "DP:Q",
                title="dispersion DP (dark: even)",
                scale=alt.Scale(domain=[0, 1], range=["#2166ac", "#9ecae1"]),
            ),
            tooltip=["Word:N", "z:Q", alt.Tooltip("n:Q", title="occurrences"), "DP:Q"],
        )
        .properties(width=WIDTH - 120, height=23 * len(rows))
    )
    told = listing(
        f"{word} ({n} times, z {z:.1f}, DP {dp:.2f})"
        for word, n, z, dp in zip(
            frame["lemma"].head(6), frame["n"].head(6), frame["z"].head(6), frame["dp"].head(6), strict=True
        )
    )
    return Drawn(chart, f"The {len(rows)} most typical words. First: {told}.", rows)


def actor_matrix(most: int = 22) -> Drawn:
    """Draw how often each text names each of the most-named actors."""
    mentions = records.table("mentions")
    names = records.table("actors").set_index("actor_id")["name_en"]
    labels = records.labels()
    total = mentions.groupby("actor_id")["n"].sum().sort_values(ascending=False, kind="stable").head(most)
    counts = mentions[mentions["actor_id"].isin(total.index)].groupby(["actor_id", "doc_id"], observed=True)["n"].sum()
    counts = counts.rename("Mentions").reset_index()
    rows = pd.DataFrame(
        {
            "Actor": [names[actor].split(" (")[0] for actor in counts["actor_id"]],
            "Text": [labels[doc] for doc in counts["doc_id"]],
            "Mentions": counts["Mentions"],
        }
    )
    order = [names[actor].split(" (")[0] for actor in total.index]
    base = alt.Chart(rows).encode(
        x=alt.X("Text:N", title=None, sort=list(labels.values()), axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("Actor:N", title=None, sort=order),
    )
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("Mentions:Q", title="mentions", scale=alt.Scale(type="sqrt", range=["#deebf7", "#08519c"])),
        tooltip=["Actor:N", "Text:N", "Mentions:Q"],
    )
    dark = f"datum.Mentions > {0.58 * rows['Mentions'].max():.0f}"
    numbers = base.mark_text().encode(
        text="Mentions:Q", color=alt.condition(dark, alt.value("white"), alt.value("#000"))
    )
    chart = (cells + numbers).properties(width=WIDTH - 150, height=23 * len(order))
    told = listing(f"{names[actor].split(' (')[0]} {n}" for actor, n in total.head(8).items())
    return Drawn(chart, f"Mentions of the {len(total)} most-named actors by text. All texts together: {told}.", rows)


def frame_shares() -> Drawn:
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
    told = []
    for label in labels.values():
        mine = rows[rows["Text"] == label].sort_values("Share", ascending=False, kind="stable").head(2)
        told.append(f"{label}: {listing(f'{f} {s:.0%}' for f, s in zip(mine['Frame'], mine['Share'], strict=True))}")
    return Drawn(
        chart, f"Leading frames by share of words. {'; '.join(told)}.", rows.assign(Share=rows["Share"].round(3))
    )
