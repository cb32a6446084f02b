"""Bars: how many records there are of each kind, and values by name."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .chart import Chart
from .coded import EDGE, INK, SOFT, STRONG, Look, in_order, in_words, legend, look
from .layouts import NARROW, WIDE, Layout


def _bar_names(column: pd.Series, words: dict[str, str], share: bool) -> dict[str, str]:
    """Return the names of the bars by their codes, in order; where shares are drawn, with the number of records."""
    totals = column.value_counts()
    if column.name in ("doc_id", "verdict"):
        order = [code for code in words if column.name == "doc_id" or code in totals]
    else:
        order = totals.sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    return {code: f"{words[code]} ({totals.get(code, 0)})" if share else words[code] for code in order}


def _divided(rows: pd.DataFrame, looks: tuple[Look, Look], bar_names: dict[str, str], value: str) -> pd.DataFrame:
    """Return how many records there are of each part of each bar, its share of them and its rank, in order.

    Args:
        rows: the column of the bars and that of their parts.
        looks: how readers see the two, in which their order is known.
        bar_names: the names of the bars by their codes.
        value: heading of the counts.
    """
    (by, parts), (bars, division) = rows.columns, looks
    counted = rows.groupby([by, parts], observed=True).size().rename("n").reset_index()
    names, rank = list(bar_names.values()), {word: n for n, word in enumerate(division.words.values())}
    data = pd.DataFrame(
        {
            bars.heading: counted[by].astype("string").map(bar_names),
            division.heading: in_words(counted[parts]),
            value: counted["n"],
        }
    )
    data["rank"] = data[division.heading].map(rank)
    data["share"] = data[value] / data.groupby(bars.heading)[value].transform("sum")
    return data.sort_values([bars.heading, "rank"], key=lambda c: c if c.name == "rank" else c.map(names.index))


def stacked_bars(rows: pd.DataFrame, by: str, parts: str, of: str, *, share: bool = False) -> Chart:
    """Draw how many records there are of each `by`, each bar divided by `parts`.

    Args:
        rows: one row per record, with the two coded columns.
        by: the column with one bar per value; for `doc_id` every text has a bar, even an empty one.
        parts: the column that divides the bars.
        of: what is counted, in the plural: `claims`.
        share: whether a bar shows shares of its records instead of their number.

    Raises:
        ValueError: there are no rows.
    """
    if rows.empty:
        raise ValueError(f"no {of} to draw")
    bars, division = look(rows[by]), look(rows[parts])
    rows = rows.assign(**{by: _told_as_one(rows[by]), parts: _told_as_one(rows[parts])})
    value, bar_names = of[:1].upper() + of[1:], _bar_names(rows[by], bars.words, share)
    counted = of if by == "doc_id" else f"{of}, by {bars.heading.lower()}"
    names, data = list(bar_names.values()), _divided(rows[[by, parts]], (bars, division), bar_names, value)
    scale, guide = division.scale(rows[parts].astype("string")), legend(in_order(rows[parts]))
    named = [alt.Tooltip(f"{one.heading}:N") for one in (bars, division)]
    tooltip = [*named, alt.Tooltip(f"{value}:Q", format=",d")]
    told = [*tooltip, alt.Tooltip("share:Q", title=f"Share of {of}", format=".0%")] if share else tooltip

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Lane", names, high=18 if len(names) > 7 else 24, gap=10, grid=False)
        axis = alt.Axis(tickCount=5, format="%" if share else "d", tickMinStep=0.25 if share else 1)
        extent = data[[bars.heading, value]].groupby(bars.heading).sum().to_numpy().max()
        ends = alt.Scale(domain=[0, 1 if share else int(extent)], nice=False)
        title = f"share of {counted}" if share else counted
        x = alt.X("share:Q" if share else f"{value}:Q", title=title, axis=axis, scale=ends, stack="zero")
        drawn = alt.Chart(data.assign(Lane=data[bars.heading].map(lanes.labels))).mark_bar(**EDGE)
        colour = alt.Color(
            f"{division.heading}:N", title=division.heading.lower(), scale=scale, legend=layout.legend(guide)
        )
        drawn = drawn.encode(x=x, y=lanes.y, color=colour, order=alt.Order("rank:Q"), tooltip=told)
        return layout.finish(drawn, lanes.height)

    sentences = []
    for name in names:
        bar_rows = data[data[bars.heading] == name]
        counts = (f"{word} {n}" for word, n in zip(bar_rows[division.heading], bar_rows[value], strict=True))
        sentences.append(f"{name}: {listing(counts) or 'none'}")
    text = f"{len(rows)} {counted}. {'; '.join(sentences)}."
    return Chart(draw(WIDE), text, data.drop(columns=["rank", "share"]).reset_index(drop=True), draw(NARROW))


def _told_as_one(codes: pd.Series) -> pd.Series:
    """Return codes with the first of those that readers see as one word in place of the others."""
    first: dict[str, str] = {}
    heads = {code: first.setdefault(word, code) for code, word in look(codes).words.items()}
    return codes.astype("string").map(lambda code: heads.get(code, code), na_action="ignore")


def _bar_hue(rows: pd.DataFrame, name: str, kind: str | None, accent: str | None, layout: Layout):
    """Return what colours the bars: the one that stands out, their kind, their texts, or one colour for all."""
    if accent is not None:
        naming = look(rows[name])
        chosen = alt.datum[naming.heading] == naming.words[accent]
        return alt.condition(chosen, alt.value(records.colours().get(accent, INK)), alt.value(SOFT))
    if not kind and name != "doc_id":
        return alt.ColorValue(STRONG)
    column = rows[kind or name]
    scale, guide = look(column).scale(column.astype("string")), layout.legend(alt.Legend() if kind else None)
    return alt.Color(f"{look(column).heading}:N", title=None, scale=scale, legend=guide)


def bars(
    rows: pd.DataFrame,
    name: str,
    value: str,
    *,
    of: str,
    note: str | None = None,
    kind: str | None = None,
    accent: str | None = None,
    format: str = ",~r",
) -> Chart:
    """Draw one value a row as a bar with its number beside it.

    Args:
        rows: in the order of the bars.
        name: the column of the bars' names; `doc_id` is shown by the labels and colours of the texts.
        value: the column of the values.
        of: title of the axis: what the value is, with its unit.
        note: the column of what stands at the end of each bar instead of the value.
        kind: the column that colours the bars; with several rows a name it also sets them one below the other.
        accent: the one name whose bar has a colour of its own, where the others are grey.
        format: how values are written: a format of d3.
    """
    heading = look(rows[name]).heading
    data = pd.DataFrame({heading: in_words(rows[name]), value: rows[value]})
    if kind:
        data[look(rows[kind]).heading] = in_words(rows[kind])
    if note:
        data["Note"] = rows[note].astype("string")
    data["Said"] = data["Note"] if note else [f"{v:.0%}" if "%" in format else f"{v:,g}" for v in data[value]]
    names, axis = data[heading].unique().tolist(), _bar_axis(data[value], format)
    grouped = kind is not None and len(names) < len(data)
    thick, kinds = (14, data[look(rows[kind]).heading].nunique()) if grouped else (22, 1)
    told = [alt.Tooltip(f"{column}:N") for column in data if column not in (value, "Note", "Said")]

    def draw(layout: Layout) -> alt.TopLevelMixin:
        lanes = layout.lanes("Lane", names, high=kinds * (thick + 2), gap=10, grid=False)
        end = layout.end_of_all(data[value], data["Said"], lanes.plot)
        x = alt.X(f"{value}:Q", title=of, axis=axis, scale=alt.Scale(domain=[0, end], nice=False))
        base = alt.Chart(data.assign(Lane=data[heading].map(lanes.labels)))
        base = base.encode(x=x, y=lanes.y, tooltip=[*told, alt.Tooltip("Said:N", title=of)])
        if grouped:
            base = base.encode(yOffset=_place_in_group(rows[kind]))
        ends = base.mark_text(align="left", dx=6, fontSize=12).encode(text=alt.Text("Said:N"))
        drawn = base.mark_bar(height=thick, **EDGE).encode(color=_bar_hue(rows, name, kind, accent, layout))
        return layout.finish(drawn + ends, lanes.height)

    text = f"{len(data)} bars, {of}. {_tell_bars(data, heading, look(rows[kind]).heading if kind else None)}."
    shown = data.drop(columns="Said").rename(columns={value: of[:1].upper() + of[1:]}).reset_index(drop=True)
    return Chart(draw(WIDE), text, shown, draw(NARROW))


def _bar_axis(values: pd.Series, format: str) -> alt.Axis:
    """Return the axis of the values; of a few whole things it counts each."""
    few = {}
    if values.max() < 4 and (values % 1 == 0).all():  # there are no halves of a thing
        few = {"values": list(range(int(values.max()) + 1))}
    return alt.Axis(format="%" if "%" in format else format, tickCount=4, **few)


def _place_in_group(codes: pd.Series) -> alt.YOffset:
    """Return where the bars of one name stand, one below the other."""
    present = set(in_words(codes))
    order = [word for word in look(codes).words.values() if word in present]
    return alt.YOffset(f"{look(codes).heading}:N", sort=order)


def _tell_bars(data: pd.DataFrame, heading: str, kind: str | None) -> str:
    sentences = []
    for row in data.to_dict("records"):
        which = f", {row[kind]}" if kind else ""
        sentences.append(f"{row[heading]}{which}: {row['Said']}")
    return "; ".join(sentences)
