"""What stands around a chart: headline and key, number, legend."""

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from textledger.charts import specs
from textledger.html.figures import legend_markup, split_caption
from textledger.svg import vega
from textledger.svg.legends import read_legends, without_legends
from textledger_sphinx.figures import numbering

ROWS = pd.DataFrame({"kind": ["near", "far"], "text": ["one", "two"], "x": [1, 2], "n": [3, 40]})


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("One finding.", ("One finding", "")),
        ("A finding. Bars: the windows; strokes: events.", ("A finding", "Bars: the windows; strokes: events.")),
        ("First this. 42 of 51 follow.", ("First this", "42 of 51 follow.")),
        ("Is it 0.5? Both.", ("Is it 0.5?", "Both.")),
        ("They said “no.” Nobody asked.", ("They said “no.”", "Nobody asked.")),
    ],
)
def test_a_caption_is_a_headline_and_a_key(caption, parts):
    assert split_caption(caption) == parts


def legends_of(chart):
    spec = specs.vega_lite_spec(chart)
    full, plain = (vega.draw(vega.text(one)) for one in (spec, without_legends(spec)))
    return read_legends(full, plain), plain


def test_legends_of_names_leave_the_drawing_and_keep_their_signs():
    colours = alt.Scale(domain=["near", "far"], range=["#123456", "#654321"])
    chart = (
        alt.Chart(ROWS).mark_point(filled=True).encode(x="x:Q", color=alt.Color("kind:N", scale=colours, title="how"))
    )
    [legend], plain = legends_of(chart)
    assert (legend.title, [entry.label for entry in legend.entries]) == ("how", ["near", "far"])
    assert [entry.sign["fill"] for entry in legend.entries] == ["#123456", "#654321"]
    assert "role-legend" not in plain


def test_dashes_of_a_legend_are_long_enough_to_be_told():
    chart = alt.Chart(ROWS).mark_rule().encode(x="x:Q", x2="n:Q", strokeDash="kind:N")
    [legend], _ = legends_of(chart)
    swatches = BeautifulSoup(legend_markup([legend]), "html.parser").select("svg")
    assert len({one.path.get("stroke-dasharray") for one in swatches}) == 2
    assert all(int(one["width"]) > 20 for one in swatches)


def test_an_outline_is_an_outline_in_a_legend_too():
    chart = alt.Chart(ROWS).mark_point(filled=False).encode(x="x:Q", shape="kind:N")
    [legend], _ = legends_of(chart)
    swatches = BeautifulSoup(legend_markup([legend]), "html.parser").select("svg")
    assert swatches
    assert {one.path.get("fill", one.get("fill")) for one in swatches} == {"none"}


def test_a_legend_of_sizes_stays_in_the_drawing():
    found, plain = legends_of(alt.Chart(ROWS).mark_point().encode(x="x:Q", size="n:Q", shape="kind:N"))
    assert [[entry.label for entry in legend.entries] for legend in found] == [["far", "near"]]
    assert "role-legend" in plain


def test_a_specification_keeps_its_own_legends():
    spec = specs.vega_lite_spec(alt.Chart(ROWS).mark_bar().encode(x="x:Q", color="kind:N"))
    before = vega.text(spec)
    assert without_legends(spec)["encoding"]["color"]["legend"] is None
    assert vega.text(spec) == before


def test_figures_are_numbered_by_chapter():
    found = numbering.numbers(["home", "one", "two"], {"two": ["fig-c", "fig-d"], "home": ["fig-a"]})
    assert found == {"fig-a": "Figure 1", "fig-c": "Figure 2.1", "fig-d": "Figure 2.2"}


@pytest.mark.parametrize(
    ("before", "words", "told"),
    [
        ("", "The matrix", "The matrix (Figure 2.1) shows"),
        ("Counted (", "chart", "Counted (Figure 2.1 shows"),
        ("Counted (see ", "the strip", "Counted (see the strip, Figure 2.1 shows"),
        ("Counted (all). ", "The chart", "Counted (all). The chart (Figure 2.1) shows"),
    ],
)
def test_a_link_to_a_figure_shows_its_number(before, words, told):
    paragraph = nodes.paragraph("", "", nodes.Text(before))
    paragraph += nodes.reference("", words, refuri="#fig-c")
    paragraph += nodes.Text(" shows")
    numbering.show_number(paragraph[1], "Figure 2.1")
    assert paragraph.astext() == told
