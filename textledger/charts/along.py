"""A text from its first word to its last: sections, claims and frames along one strip."""

import textwrap

import altair as alt
import pandas as pd

from .. import records, running_words
from ..labels import listing, words
from . import narrow
from .chart import Chart
from .coded import STRONG
from .layouts import NARROW, Lanes
from .theme import INK, WIDTH

PUT_AS = ("asserted", "hedged", "reported")  # one lane of ticks each
PUT_LANES = [f"{how} claims" for how in PUT_AS]
STRIP_WIDTH = WIDTH - 172  # pixels
LANE = 16  # pixels
LETTER_WIDTH = 6.2  # pixels of a label's letter, on average
LINE_HEIGHT = 13
FRAME_TOLD = [alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("Frame:N", title="frame")]
CLAIM_TOLD = [alt.Tooltip("claim_id:N", title="record"), alt.Tooltip("text_en:N", title="claim")]


def positions(doc: str) -> pd.DataFrame:
    """Return a text's paragraphs with the words before (`from`) and up to (`to`) each paragraph's end."""
    frame = records.table("paragraphs")
    frame = frame[frame["doc_id"] == doc].sort_values("par", kind="stable")
    before, upto = zip(*(running_words.paragraphs(doc)[par] for par in frame["par"]), strict=True)
    return frame.assign(**{"from": pd.array(before, "Int64"), "to": pd.array(upto, "Int64")})


def claim_places() -> pd.DataFrame:
    """Return where each claim begins: doc_id, par, claim_id, text_en, modality and the words before it (`word`)."""
    places = {claim: place for doc in records.docs() for claim, place in running_words.claims(doc).items()}
    claims = records.table("claims")
    claims = claims[claims["claim_id"].isin(list(places))]
    par, word = zip(*map(places.__getitem__, claims["claim_id"]), strict=True)
    claims = claims.assign(par=pd.array(par, "Int64"), word=word)
    return claims[["doc_id", "par", "claim_id", "word", "text_en", "modality"]].reset_index(drop=True)


def _x(field: str, last: int) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title="words from the beginning",
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(grid=False, tickCount=6),
    )


def _headings(places: pd.DataFrame) -> pd.DataFrame:
    """Return where the headings of a text stand and their wording, which follows the colon in their gists."""
    headings = places[places["role"] == "heading"]
    names = [gist.partition(": ")[2].partition(", with ")[0].partition(";")[0] for gist in headings["gist_en"]]
    names = [name[:1].upper() + name[1:].rstrip(".") for name in names]
    return pd.DataFrame({"word": headings["from"].astype(float), "par": headings["par"], "section": names})


def _section_marks(sections: pd.DataFrame, last: int) -> alt.LayerChart:
    """Draw where sections begin: a rule through all lanes, and above it the section's name, as wide as the section."""
    ends = [*sections["word"].iloc[1:], last]
    letters = [
        max(int((end - start) / last * STRIP_WIDTH / LETTER_WIDTH), 8)
        for start, end in zip(sections["word"], ends, strict=True)
    ]
    lines = [
        textwrap.wrap(name, n, break_on_hyphens=False) for name, n in zip(sections["section"], letters, strict=True)
    ]
    base = alt.Chart(sections.assign(label=["\n".join(wrapped) for wrapped in lines])).encode(
        x=_x("word", last), tooltip=[alt.Tooltip("section:N", title="section")]
    )
    raised = -LINE_HEIGHT * max(map(len, lines))
    text = base.mark_text(
        align="left", baseline="top", dx=3, dy=raised, lineBreak="\n", lineHeight=LINE_HEIGHT, fontSize=12
    )
    return base.mark_rule(strokeDash=[3, 2], color=INK) + text.encode(y=alt.YValue(0), text=alt.Text("label:N"))


def _narrow_section_marks(sections: pd.DataFrame, last: int, lanes: Lanes) -> alt.LayerChart:
    """Draw where sections begin, in a narrow drawing: a name has lines of its own, below those of earlier sections.

    A rule is parted where the names of lanes stand.
    """
    room = [int((last - word) / last * narrow.PLOT / LETTER_WIDTH) for word in sections["word"]]
    lines = [textwrap.wrap(name, n, break_on_hyphens=False) for name, n in zip(sections["section"], room, strict=True)]
    rows = [LINE_HEIGHT * sum(map(len, lines[n:])) + 4 for n in range(len(lines))]
    layers = []
    for n, row in enumerate(rows):
        base = alt.Chart(sections.iloc[[n]].assign(label="\n".join(lines[n]))).encode(
            x=narrow.words("word", last), tooltip=[alt.Tooltip("section:N", title="section")]
        )
        rule = base.mark_rule(color="#8888").encode(y=alt.YValue(-row), y2=alt.Y2Value(0))
        name = base.mark_text(
            align="left", dx=4, baseline="top", lineBreak="\n", lineHeight=LINE_HEIGHT, fontSize=12
        ).encode(y=alt.YValue(-row), text=alt.Text("label:N"))
        layers += [rule, name]
    crossings = sections[["word", "section"]].merge(pd.DataFrame({"Lane": lanes.labels}), how="cross")
    top = lanes.y.copy()
    top.bandPosition = 0
    parts = alt.Chart(crossings).mark_rule(color="#8888").encode(
        x=narrow.words("word", last), y=top, y2=alt.Y2("Lane:N", bandPosition=1),
        tooltip=[alt.Tooltip("section:N", title="section")])  # fmt: skip
    return alt.layer(*layers, parts)


def text_strip(doc: str, second_part: int | None = None) -> Chart:
    """Draw a text along its words: where its sections begin, each claim by how it is put, the agreed frames.

    Frames have a lane each, in the order in which they first occur.

    Args:
        doc: the text.
        second_part: the paragraph with which a second text of the same file begins, where there is one.
    """
    places = positions(doc).set_index("par", drop=False)
    last = int(places["to"].max())
    sections = _headings(places)
    if second_part is not None:
        division = pd.DataFrame(
            {"word": [float(places.loc[second_part, "from"])], "par": [second_part], "section": "part B"}
        )
        sections = pd.concat([sections, division])
    frames = records.table("frames").query("doc_id == @doc and rank == 'primary' and coder == 'agreed'")
    frames = frames.join(places[["from", "to", "n_tokens"]], on="par").sort_values("from")
    frames = frames.assign(Frame=[words(name) for name in frames["frame"]])
    claims = claim_places().query("doc_id == @doc")
    claims = claims.assign(Lane=[f"{how} claims" for how in claims["modality"]])
    lanes = [*PUT_LANES, *frames["Frame"].unique()]

    def draw(x, y: alt.Y, rules: list) -> alt.LayerChart:
        blocks = frames[["par", "Frame", "from", "to"]].assign(Lane=frames["Frame"])
        bars = alt.Chart(blocks).mark_bar(stroke="white", strokeWidth=0.7, height=LANE, color=STRONG)
        ticks = alt.Chart(claims[["claim_id", "text_en", "Lane", "word"]]).mark_tick(
            height=LANE, thickness=2, color=INK
        )
        layers = [
            bars.encode(x=x("from", last), x2=alt.X2("to:Q"), y=y, tooltip=FRAME_TOLD),
            *rules,
            ticks.encode(x=x("word", last), y=y, tooltip=CLAIM_TOLD),
        ]
        return alt.layer(*layers)

    y = alt.Y("Lane:N", title=None, sort=lanes, scale=alt.Scale(domain=lanes), axis=alt.Axis(grid=True))
    chart = draw(_x, y, [_section_marks(sections, last)] if len(sections) else [])
    chart = chart.properties(width=STRIP_WIDTH, height=alt.Step(LANE + 8))
    below = NARROW.lanes("Lane", lanes, LANE, 2, along=True)
    small = draw(narrow.words, below.y, [_narrow_section_marks(sections, last, below)] if len(sections) else [])
    small = narrow.drawing(small, height=below.height)
    data = _strip_rows(claims, frames, places)
    return Chart(chart, _strip_in_words(claims, frames, sections), data, small)


def _strip_in_words(claims: pd.DataFrame, frames: pd.DataFrame, sections: pd.DataFrame) -> str:
    counts = claims["modality"].value_counts()
    text = f"{len(claims)} claims: {listing(f'{counts[how]} {how}' for how in PUT_AS if counts[how])}. "
    shares = frames.groupby("Frame")["n_tokens"].sum().sort_values(ascending=False, kind="stable")
    framed = listing(f"{name} {n / shares.sum():.0%}" for name, n in shares.items())
    text += f"Agreed primary frame of {len(frames)} paragraphs, by share of their words: {framed}."
    if len(sections):
        text += f" Sections begin at {listing(f'paragraph {r.par} ({r.section})' for r in sections.itertuples())}."
    return text


def _strip_rows(claims: pd.DataFrame, frames: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return one row per paragraph: its words, its claims by how they are put, its agreed frame, its gist."""
    counts = pd.crosstab(claims["par"], claims["modality"])
    counts = counts.reindex(index=places["par"], columns=list(PUT_AS), fill_value=0)
    return pd.DataFrame(
        {
            "Paragraph": places["par"].tolist(),
            "Words": places["n_tokens"].tolist(),
            "Claims": counts.sum(axis=1).tolist(),
            **{how.capitalize(): counts[how].tolist() for how in PUT_AS},
            "Agreed frame": frames.set_index("par")["Frame"].reindex(places["par"]).fillna("").tolist(),
            "Gist": places["gist_en"].tolist(),
        }
    )
