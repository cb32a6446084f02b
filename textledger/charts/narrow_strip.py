"""A text from its first word to its last in narrow windows: it runs downwards, as it is read."""

import textwrap

import altair as alt
import pandas as pd

from . import narrow
from .theme import INK

FRAME_TOLD = [alt.Tooltip("par:Q", title="paragraph"), alt.Tooltip("Frame:N", title="frame")]
CLAIM_TOLD = [alt.Tooltip("claim_id:N", title="record"), alt.Tooltip("text_en:N", title="claim")]
_HIGH = 420  # pixels of the text, or more where a section is short and its name is long
_AXIS = 40  # pixels left of the plot, for the numbers of words
_WIDE = narrow.PLOT - _AXIS
_FRAME, _TICK = 24, 22  # pixels across
_LANES = {"asserted": 50, "hedged": 82, "reported": 114}  # middle of each lane, in pixels
_NAMES, _LETTERS, _LINE = 136, 18, 14  # where names of sections begin, how many letters fit, from line to line
_HEAD = 15  # pixels from one of the two levels of heads to the other


def _x(field: str = "x") -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=[0, 1]))


def _y(field: str, last: int) -> alt.Y:
    """Return the axis of the words, which are counted from above."""
    return alt.Y(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[0, last], nice=False, reverse=True),
        axis=alt.Axis(grid=False, values=narrow.ticks(last), labelFlush=True),
    )


def _heads(high: int) -> alt.LayerChart:
    """Draw the lanes, and above them their heads on two levels in turn."""
    places = [("words", -_AXIS / 2), ("frame", _FRAME / 2), *_LANES.items()]
    heads = pd.DataFrame(places, columns=["head", "x"])
    lanes = alt.Chart(heads.iloc[2:]).mark_rule(color="#8886", strokeWidth=1).encode(x=_x(), y=alt.value(0))
    layers = [lanes.encode(y2=alt.value(high))]
    for level, rows in enumerate((heads.iloc[1::2], heads.iloc[::2])):
        text = alt.Chart(rows).mark_text(dy=-9 - _HEAD * level, fontSize=12)
        layers.append(text.encode(x=_x(), y=alt.value(0), text="head:N"))
    return alt.layer(*layers)


def _names(sections: pd.DataFrame) -> list[list[str]]:
    """Return the names of sections in lines."""
    return [textwrap.wrap(name, _LETTERS, break_on_hyphens=False) for name in sections["section"]]


def _height(sections: pd.DataFrame, last: int) -> int:
    """Return the height at which the name of each section is no longer than the section."""
    ends = [*sections["word"], last][1:]
    needed = (
        (_LINE * len(lines) + 8) * last / (end - start)
        for start, end, lines in zip(sections["word"], ends, _names(sections), strict=True)
    )
    return max([_HIGH, *map(round, needed)])


def _sections(sections: pd.DataFrame, last: int) -> alt.LayerChart:
    """Draw where sections begin: a rule across the lanes, and right of them the name, in lines below the rule."""
    labels = ["\n".join(lines) for lines in _names(sections)]
    base = alt.Chart(sections.assign(label=labels, x=0, x2=_WIDE, at=_NAMES)).encode(
        y=_y("word", last), tooltip=[alt.Tooltip("section:N", title="section")]
    )
    text = base.mark_text(align="left", baseline="top", dy=4, lineBreak="\n", lineHeight=_LINE, fontSize=12)
    rule = base.mark_rule(strokeDash=[3, 2], color=INK)
    return rule.encode(x=_x(), x2="x2:Q") + text.encode(x=_x("at"), text="label:N")


def narrow_strip(
    frames: pd.DataFrame, claims: pd.DataFrame, sections: pd.DataFrame, last: int, scale: alt.Scale
) -> alt.LayerChart:
    """Draw a text downwards: frames of its paragraphs, a column of ticks for each way of putting claims, sections."""
    blocks = frames[["par", "Frame", "from", "to"]].assign(x=0, x2=_FRAME)
    bars = alt.Chart(blocks).mark_rect(stroke="white", strokeWidth=0.7).encode(
        x=_x(), x2="x2:Q", y=_y("from", last), y2="to:Q",
        color=alt.Color("Frame:N", scale=scale, legend=None), tooltip=FRAME_TOLD)  # fmt: skip
    middle = claims["modality"].astype("string").map(_LANES)
    marks = claims[["claim_id", "text_en", "word"]].assign(x=middle - _TICK / 2, x2=middle + _TICK / 2)
    ticks = alt.Chart(marks).mark_rule(strokeWidth=2, color=INK)
    ticks = ticks.encode(x=_x(), x2="x2:Q", y=_y("word", last), tooltip=CLAIM_TOLD)
    high = _height(sections, last)
    layers = [_heads(high), bars, *([_sections(sections, last)] if len(sections) else []), ticks]
    return narrow.drawing(alt.layer(*layers), width=_WIDE, height=high)
