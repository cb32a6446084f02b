"""Charts along a text: its structure, its frames, its actors, its claims."""

import altair as alt
import pandas as pd

from .. import records
from .drawn import Drawn, listing
from .theme import FRAME_COLOURS, WIDTH, words


def positions(doc: str) -> pd.DataFrame:
    """Return a text's paragraphs with the words before (`from`) and up to (`to`) each paragraph's end."""
    frame = records.table("paragraphs")
    frame = frame[frame["doc_id"] == doc].sort_values("par", kind="stable")
    to = frame["n_tokens"].cumsum()
    return frame.assign(**{"from": to - frame["n_tokens"], "to": to})


def _frame_scale(present) -> alt.Scale:
    names = [name for name in FRAME_COLOURS if name in set(present)]
    return alt.Scale(domain=[words(name) for name in names], range=[FRAME_COLOURS[name] for name in names])


def _x(title="words from the beginning"):
    return alt.X("from:Q", title=title, axis=alt.Axis(grid=False, tickCount=6))


def structure_strip(doc: str) -> Drawn:
    """Draw a text as a strip of its paragraphs, as long as their words, coloured by role."""
    frame = positions(doc)
    labels = {"body": "body", "list_item": "list item", "heading": "heading", "footnote": "footnote"}
    frame["Role"] = [labels.get(role, "title, by-line, furniture") for role in frame["role"]]
    order = ["body", "list item", "heading", "footnote", "title, by-line, furniture"]
    colours = ["#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#888888"]
    present = [role for role in order if role in set(frame["Role"])]
    rows = frame[["par", "Role", "n_tokens", "gist_en", "from", "to"]].astype({"Role": "string"})
    chart = (
        alt.Chart(rows)
        .mark_bar(stroke="white", strokeWidth=0.7, height=34)
        .encode(
            x=_x(),
            x2="to:Q",
            color=alt.Color(
                "Role:N",
                title=None,
                scale=alt.Scale(domain=present, range=[colours[order.index(role)] for role in present]),
            ),
            tooltip=[alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("gist_en:N", title="gist")],
        )
        .properties(width=WIDTH, height=50)
    )
    shares = rows.groupby("Role")["n_tokens"].agg(["sum", "count"])
    told = listing(f"{shares.loc[role, 'count']} {role} with {shares.loc[role, 'sum']:,} words" for role in present)
    data = rows.drop(columns=["from", "to"]).rename(
        columns={"par": "Paragraph", "n_tokens": "Words", "gist_en": "Gist"}
    )
    return Drawn(chart, f"A strip of {len(rows)} paragraphs: {told}.", data)


def frame_strip(doc: str) -> Drawn:
    """Draw the primary frame of each body paragraph in both codings and as agreed, along the text."""
    places = positions(doc).set_index("par")[["from", "to", "n_tokens"]]
    frame = records.table("frames")
    frame = frame[(frame["doc_id"] == doc) & (frame["rank"] == "primary")].join(places, on="par")
    lanes = {"a": "coding a", "b": "coding b", "agreed": "agreed"}
    frame["Coding"] = [lanes[coder] for coder in frame["coder"]]
    frame["Frame"] = [words(name) for name in frame["frame"]]
    rows = frame[["par", "Coding", "Frame", "n_tokens", "from", "to"]].reset_index(drop=True)
    chart = (
        alt.Chart(rows)
        .mark_bar(stroke="white", strokeWidth=0.7, height=24)
        .encode(
            x=_x(),
            x2="to:Q",
            y=alt.Y("Coding:N", title=None, sort=list(lanes.values())),
            color=alt.Color("Frame:N", title=None, scale=_frame_scale(frame["frame"]), legend=alt.Legend(columns=3)),
            tooltip=[alt.Tooltip("par:Q", title="paragraph"), "Coding:N", "Frame:N"],
        )
        .properties(width=WIDTH, height=96)
    )
    agreed = rows[rows["Coding"] == "agreed"]
    total = agreed["n_tokens"].sum()
    shares = agreed.groupby("Frame")["n_tokens"].sum().sort_values(ascending=False, kind="stable")
    told = listing(f"{name} {n / total:.0%}" for name, n in shares.items())
    text = f"Agreed primary frame of {len(agreed)} body paragraphs, by share of their words: {told}."
    data = rows.drop(columns=["from", "to"]).rename(columns={"par": "Paragraph", "n_tokens": "Words"})
    return Drawn(chart, text, data)


def actors_along(doc: str, most: int = 12) -> Drawn:
    """Draw where a text names its most-named actors: one row an actor, one mark a paragraph, sized by mentions."""
    mentions = records.table("mentions")
    mentions = mentions[mentions["doc_id"] == doc]
    names = records.table("actors").set_index("actor_id")["name_en"]
    total = mentions.groupby("actor_id")["n"].sum().sort_values(ascending=False, kind="stable").head(most)
    places = positions(doc).set_index("par")
    rows = mentions[mentions["actor_id"].isin(total.index)].join(places[["from", "to"]], on="par")
    rows = rows.assign(
        middle=(rows["from"] + rows["to"]) / 2,
        Actor=[f"{names[actor].split(' (')[0]}  {total[actor]}" for actor in rows["actor_id"]],
    )
    order = [f"{names[actor].split(' (')[0]}  {n}" for actor, n in total.items()]
    chart = (
        alt.Chart(rows[["Actor", "middle", "n", "par"]])
        .mark_circle(opacity=0.75, color="#0072B2")
        .encode(
            x=alt.X(
                "middle:Q",
                title="words from the beginning (middle of the paragraph)",
                scale=alt.Scale(domain=[0, int(places["to"].max())]),
                axis=alt.Axis(grid=False, tickCount=6),
            ),
            y=alt.Y("Actor:N", title=None, sort=order, axis=alt.Axis(grid=True, labelLimit=240)),
            size=alt.Size(
                "n:Q",
                title="mentions in the paragraph",
                scale=alt.Scale(range=[30, 330]),
                legend=alt.Legend(
                    values=sorted({1, int((rows["n"].max() + 1) // 2), int(rows["n"].max())}), format="d"
                ),
            ),
            tooltip=["Actor:N", alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("n:Q", title="mentions")],
        )
        .properties(width=WIDTH - 130, height=24 * len(order))
    )
    told = listing(f"{names[actor]} {n}" for actor, n in total.items())
    data = pd.DataFrame(
        {"Actor": [names[actor] for actor in rows["actor_id"]], "Paragraph": rows["par"], "Mentions": rows["n"]}
    )
    return Drawn(chart, f"Mentions of the {len(total)} most-named actors: {told}.", data)


def claim_types(doc: str) -> Drawn:
    """Draw the number of claims of each type, divided by how they are put."""
    claims = records.table("claims")
    claims = claims[claims["doc_id"] == doc]
    counts = claims.groupby(["type", "modality"], observed=True).size().rename("n").reset_index()
    counts["Type"] = [words(value) for value in counts["type"]]
    counts["Put as"] = counts["modality"].astype("string")
    order = counts.groupby("Type")["n"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    rows = counts[["Type", "Put as", "n"]]
    chart = (
        alt.Chart(rows)
        .mark_bar(height=18)
        .encode(
            x=alt.X("n:Q", title="claims", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("Type:N", title=None, sort=order),
            color=alt.Color(
                "Put as:N",
                title="put as",
                scale=alt.Scale(domain=["asserted", "hedged", "reported"], range=["#0072B2", "#E69F00", "#888888"]),
            ),
            order=alt.Order("Put as:O"),
            tooltip=["Type:N", "Put as:N", alt.Tooltip("n:Q", title="claims")],
        )
        .properties(width=WIDTH - 130, height=28 * len(order))
    )
    by_type = claims["type"].value_counts()
    told = listing(f"{n} {words(name)}" for name, n in by_type.items() if n)
    put = claims["modality"].value_counts()
    text = f"{len(claims)} claims: {told}. Put as: {listing(f'{n} {name}' for name, n in put.items() if n)}."
    return Drawn(chart, text, rows.rename(columns={"n": "Claims"}))


def verdicts(*docs: str) -> Drawn:
    """Draw the number of checks with each verdict, one bar a text."""
    from .theme import VERDICTS

    labels = records.labels()
    checks = records.table("checks")
    checks["doc"] = checks["check_id"].str.split("-").str[0]
    checks = checks[checks["doc"].isin(docs)]
    counts = checks.groupby(["doc", "verdict"], observed=True).size().rename("n").reset_index()
    rank = {code: i for i, code in enumerate(VERDICTS)}
    rows = pd.DataFrame(
        {
            "Text": [labels[doc] for doc in counts["doc"]],
            "Verdict": [f"{VERDICTS[code][0]} {VERDICTS[code][1]}" for code in counts["verdict"]],
            "Checks": counts["n"],
            "rank": [rank[code] for code in counts["verdict"]],
        }
    )
    present = [code for code in VERDICTS if code in set(counts["verdict"])]
    base = alt.Chart(rows).encode(
        x=alt.X("Checks:Q", title="checks", stack="zero", axis=alt.Axis(tickMinStep=1, tickCount=10)),
        y=alt.Y("Text:N", title=None, sort=[labels[doc] for doc in docs]),
        order=alt.Order("rank:O"),
    )
    bars = base.mark_bar(height=22).encode(
        color=alt.Color(
            "Verdict:N",
            title=None,
            legend=alt.Legend(columns=3),
            scale=alt.Scale(
                domain=[f"{VERDICTS[code][0]} {VERDICTS[code][1]}" for code in present],
                range=[VERDICTS[code][2] for code in present],
            ),
        ),
        tooltip=["Text:N", "Verdict:N", "Checks:Q"],
    )
    chart = bars.properties(width=WIDTH - 100, height=34 * len(docs))
    told = []
    for doc in docs:
        mine = counts[counts["doc"] == doc]
        parts = (f"{n} {VERDICTS[code][1]}" for code, n in zip(mine["verdict"], mine["n"], strict=True))
        told.append(f"{labels[doc]}: {listing(parts)}")
    return Drawn(chart, f"Verdicts of {len(checks)} checks. {'; '.join(told)}.", rows.drop(columns="rank"))
