"""Bars: how many records there are of each kind, and values by name."""

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .chart import Chart
from .coded import in_order, in_words, legend, look, plot_width

ACCENT, REST = "#0072B2", "#9aa3ab"


def _step(n: int) -> int:
    """Return the pixels that each of `n` bars and the gap after it take."""
    return 36 if n <= 7 else 25


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
    counted = rows.groupby([by, parts], observed=True).size().rename("n").reset_index()
    totals = rows[by].astype("string").value_counts()
    if by in ("doc_id", "verdict"):
        order = [code for code in bars.words if by == "doc_id" or code in totals]
    else:
        order = totals.sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    bar_names = {code: f"{bars.words[code]} ({totals.get(code, 0)})" if share else bars.words[code] for code in order}
    names, rank = list(bar_names.values()), {word: n for n, word in enumerate(division.words.values())}
    value = of[:1].upper() + of[1:]
    data = pd.DataFrame(
        {
            bars.heading: counted[by].astype("string").map(bar_names),
            division.heading: in_words(counted[parts]),
            value: counted["n"],
        }
    )
    data["rank"] = data[division.heading].map(rank)
    data["share"] = data[value] / data.groupby(bars.heading)[value].transform("sum")
    data = data.sort_values([bars.heading, "rank"], key=lambda c: c if c.name == "rank" else c.map(names.index))
    x = (
        alt.X("share:Q", title=f"share of {of}", axis=alt.Axis(format="%", tickCount=5), stack="zero")
        if share
        else alt.X(f"{value}:Q", title=of, axis=alt.Axis(tickMinStep=1, format="d"), stack="zero")
    )
    chart = (
        alt.Chart(data)
        .mark_bar(height=2 * _step(len(names)) // 3, stroke="white", strokeWidth=0.7)
        .encode(
            x=x,
            y=alt.Y(f"{bars.heading}:N", title=None, sort=names, scale=alt.Scale(domain=names)),
            color=alt.Color(
                f"{division.heading}:N",
                title=division.heading.lower(),
                scale=division.scale(counted[parts].astype("string")),
                legend=legend(in_order(rows[parts])),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[f"{bars.heading}:N", f"{division.heading}:N", f"{value}:Q"],
        )
        .properties(width=plot_width(names), height=_step(len(names)) * len(names))
    )
    sentences = []
    for name in names:
        bar_rows = data[data[bars.heading] == name]
        counts = (f"{word} {n}" for word, n in zip(bar_rows[division.heading], bar_rows[value], strict=True))
        sentences.append(f"{name}: {listing(counts) or 'none'}")
    text = f"{len(rows)} {of}. {'; '.join(sentences)}."
    return Chart(chart, text, data.drop(columns=["rank", "share"]).reset_index(drop=True))


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
    colouring, naming = look(rows[kind or name]), look(rows[name])
    data = pd.DataFrame({naming.heading: in_words(rows[name]), value: rows[value]})
    if kind:
        data[colouring.heading] = in_words(rows[kind])
    if note:
        data["Note"] = rows[note].astype("string")
    names = data[naming.heading].unique().tolist()
    grouped = kind is not None and len(names) < len(data)
    if accent is not None:
        chosen = naming.words[accent]
        hue = records.colours().get(accent, ACCENT)
        colour = alt.condition(alt.datum[naming.heading] == chosen, alt.value(hue), alt.value(REST))
    elif kind or name == "doc_id":
        colour = alt.Color(
            f"{(colouring if kind else naming).heading}:N",
            title=None,
            scale=colouring.scale(rows[kind or name].astype("string")),
            legend=alt.Legend() if kind else None,
        )
    else:
        colour = alt.value(ACCENT)
    base = alt.Chart(data).encode(
        x=alt.X(f"{value}:Q", title=of, axis=alt.Axis(format="%" if "%" in format else format, tickCount=6)),
        y=alt.Y(f"{naming.heading}:N", title=None, sort=names),
    )
    if grouped:
        base = base.encode(yOffset=alt.YOffset(f"{colouring.heading}:N", sort=list(colouring.words.values())))
    end = alt.Text("Note:N") if note else alt.Text(f"{value}:Q", format=format)
    thick = 12 if grouped else 20
    chart = base.mark_bar(height=thick).encode(color=colour) + base.mark_text(align="left", dx=6).encode(text=end)
    sentences = []
    for row in data.to_dict("records"):
        which = f", {row[colouring.heading]}" if kind else ""
        label = row["Note"] if note else f"{row[value]:.0%}" if "%" in format else f"{row[value]:,g}"
        sentences.append(f"{row[naming.heading]}{which}: {label}")
    text = f"{len(data)} bars, {of}. {'; '.join(sentences)}."
    chart = chart.properties(width=plot_width(names) - 40, height=(38 if grouped else 32) * len(names))
    return Chart(chart, text, data.reset_index(drop=True))
