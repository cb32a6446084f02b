"""Drawings for narrow windows: they fit 300 pixels, their type can be read, they draw what the rows say."""

import itertools
import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import charts, records, tallies
from textledger.charts import narrow, specs
from textledger.svg import vega

from ..helpers.plotted import box, drawing, marks, place, table, words
from .test_chart_strips import starts


def _borrowings():
    rows = records.table("borrowings").query("doc_id == 'ecss'")
    return charts.passages_along("ecss", rows, "source_key", "relation")


def _speakers():
    said = records.table("attributions").query("doc_id == 'newswire'")
    counts = said.groupby(["par", "speaker_kind"], observed=True).size().rename("expressions").reset_index()
    return charts.signs_along("newswire", counts, "speaker_kind", count="expressions", after=10)


def _numbered():
    rows = pd.DataFrame(
        {"lane": ["end", "mission", "end", "announcement"], "seq": [1, 2, 3, 0], "par": [8, 8, 9, None]}
    )
    return charts.signs_along("ecss", rows, "lane", label="seq", outside="a sentence that stands outside the text")


def _mentions():
    mentions = records.table("mentions").query("doc_id == 'ecss' and actor_id.isin(['global-coalition', 'us-forces'])")
    return charts.mentions_by_paragraph("ecss", mentions, "actor_id")


def _notes():
    notes = records.table("passages").query("theme == 'footnote'").astype({"par": int})
    return charts.notes_along("rewaq", notes.assign(reference="full"), "reference")


def _page():
    kinds = records.table("paragraphs").query("doc_id == 'hadramout'").set_index("par")["role"]
    return charts.page_strip("hadramout", kinds, pd.DataFrame({"par": [16, 9], "repeats": [6, 10]}))


def _families():
    counts = tallies.term_counts("vacuum", by_segment=True, as_meant=True)
    return charts.words_along(counts, "set", "vacuum")


DRAWN = {
    "passages": _borrowings,
    "sized signs": _speakers,
    "numbered signs": _numbered,
    "mentions": _mentions,
    "notes": _notes,
    "page": _page,
    "words": _families,
    "events": lambda: charts.event_lanes(2001, 2020, 2026),
    **{f"strip of {doc}": lambda doc=doc: charts.text_strip(doc) for doc in records.docs()},
}


@cache
def form(name):
    return DRAWN[name]()


@cache
def small(name):
    """Return the narrow drawing of a form."""
    return BeautifulSoup(vega.draw(vega.text(specs.vega_lite_spec(form(name).narrow))), "xml")


def at(mark):
    """Return where a mark stands in its drawing, its groups' places among it."""
    x, y = (
        place(mark) if "transform" in mark.attrs else map(float, re.match(r"M([\d.-]+),([\d.-]+)", mark["d"]).groups())
    )
    for group in mark.find_parents("g"):
        if "transform" in group.attrs:
            left, top = re.match(r"translate\(([\d.-]+),([\d.-]+)\)", group["transform"]).groups()
            x, y = x + float(left), y + float(top)
    return x, y


def labels(svg):
    """Return the labels of axes with their places."""
    groups = svg.find_all("g", class_=re.compile("role-axis-label"))
    return [(text.get_text(), *at(text)) for group in groups for text in group.find_all("text")]


@pytest.mark.parametrize("name", DRAWN)
def test_a_narrow_drawing_fits_300_pixels_and_its_type_can_be_read(name):
    svg = small(name).svg
    assert float(svg["width"]) <= 300
    sizes = [float(text["font-size"].removesuffix("px")) for text in svg.find_all("text")]
    assert sizes
    assert min(sizes) >= 12
    words = [text for text in svg.find_all("text") if text.get_text() != "✗"]  # which has the colour of its verdict
    assert {text["fill"] for text in words} == {"currentColor"}, "light or dark as the page is"
    assert not any("…" in text.get_text() for text in svg.find_all("text"))


def test_the_head_of_the_last_column_ends_with_the_drawing(monkeypatch):
    labels = records.labels()
    monkeypatch.setattr(records, "labels", lambda: labels | {list(labels)[-1]: "Archipelago 2024"})
    svg = drawing(charts.event_lanes(2001, 2020, 2026), "narrow").svg
    assert "Archipelago" in svg.get_text()
    assert float(svg["width"]) <= 300


@pytest.mark.parametrize("name", DRAWN)
def test_a_narrow_drawing_has_no_legend_and_no_turned_words(name):
    assert not small(name).find_all("g", class_=re.compile("role-legend"))
    assert not [text for text in small(name).find_all("text") if re.search(r"rotate\((?!0)", text.get("transform", ""))]


@pytest.mark.parametrize("name", [name for name in DRAWN if not name.startswith("strip")])
def test_a_narrow_drawing_has_the_signs_of_the_wide_one(name):
    wide = drawing(form(name))
    for kind, paint in (("rect", "fill"), ("symbol", "fill"), ("symbol", "stroke")):
        hues = [Counter(mark.get(paint) for mark in marks(svg, kind)) for svg in (wide, small(name))]
        assert hues[0] == hues[1], f"{kind}: {paint}"
    assert sorted(words(wide)) == sorted(words(small(name)))


def test_passages_are_bars_in_the_lane_below_their_name():
    svg, data = small("passages"), form("passages").data
    places, length = starts("ecss")
    names = {text: y for text, x, y in labels(svg) if not re.fullmatch(r"[\d,]+", text)}
    assert set(names) == set(data["Source key"])
    lefts = {round(x) for text, x, _ in labels(svg) if text in names}
    assert len(lefts) == 1
    assert lefts.pop() < 10, "names begin at the left"
    unit, lane = narrow.PLOT / length, lanes_of(svg, list(names))
    found = []
    for mark in marks(svg, "rect"):
        x, wide, _ = box(mark)
        found.append((lane(at(mark)[1]), round(x / unit), round((x + wide) / unit)))
    expected = [
        (row["Source key"], places[row["From paragraph"]][0], places[row["To paragraph"]][1])
        for row in data.to_dict("records")
    ]
    assert sorted(found) == [
        (lane, pytest.approx(a, abs=4), pytest.approx(b, abs=4)) for lane, a, b in sorted(expected)
    ]


def test_numbers_stand_in_their_signs():
    for name, column in (("sized signs", "Count"), ("numbered signs", "Number")):
        svg, data = small(name), form(name).data.dropna(subset=["Paragraph"])
        signs = [at(mark) for mark in marks(svg, "symbol")][: len(data)]
        figures = [(text.get_text(), at(text)) for text in marks(svg, "text")][: len(data)]
        assert [figure for figure, _ in figures] == data[column].astype(str).tolist()
        for sign, (_, figure) in zip(signs, figures, strict=True):
            assert sign[0] == pytest.approx(figure[0])
            assert abs(sign[1] - figure[1]) < 6


def lanes_of(svg, names):
    """Return, for a place in the drawing, the lane below whose name it stands."""
    places = {text: y for text, _, y in labels(svg) if text in names}
    assert set(places) == set(names)
    return lambda y: max((name for name in names if places[name] <= y + 1), key=places.get)


@pytest.mark.parametrize("doc", records.docs())
def test_a_text_has_a_tick_for_each_claim_and_a_bar_for_each_framed_paragraph_in_their_lanes(doc):
    svg, data = small(f"strip of {doc}"), form(f"strip of {doc}").data
    places, length = starts(doc)
    unit = narrow.PLOT / length
    frames = data["Agreed frame"].replace("", pd.NA).dropna()
    lane = lanes_of(svg, ["asserted claims", "hedged claims", "reported claims", *frames.unique()])
    order = [text for text, _, _ in sorted(labels(svg), key=lambda label: label[2]) if text in set(frames)]
    assert order == list(frames.unique()), "frames stand in the order in which they first occur"
    ticks = Counter(lane(at(mark)[1]) for mark in marks(svg, "rect") if box(mark)[1] == 2)
    put = Counter(row["modality"] for row in table("claims") if row["doc_id"] == doc)
    assert ticks == {f"{how} claims": n for how, n in put.items()}
    bars = [(lane(at(mark)[1]), *box(mark)[:2]) for mark in marks(svg, "rect") if box(mark)[1] != 2]
    expected = [(name, places[data["Paragraph"][row]][0] * unit) for row, name in frames.items()]
    assert sorted((name, left) for name, left, _ in bars) == [
        (name, pytest.approx(left, abs=0.1)) for name, left in sorted(expected)
    ]
    wide = sum(data["Words"][row] for row in frames.index) * unit
    assert sum(width for _, _, width in bars) == pytest.approx(wide, abs=0.5)


def test_names_of_sections_begin_at_their_rules_and_stand_one_below_the_other():
    svg = small("strip of alwaght")
    names = [
        text for text in marks(svg, "text") if text.get_text() in form("strip of alwaght").alt or text.find("tspan")
    ]
    rules = sorted({round(at(rule)[0]) for rule in marks(svg, "rule")})
    assert sorted(at(text)[0] - 4 for text in names) == pytest.approx(rules, abs=1)
    tops = sorted(at(text)[1] for text in names)
    lines = [len(text.find_all("tspan")) or 1 for text in sorted(names, key=lambda text: at(text)[1])]
    assert [below - above for above, below in itertools.pairwise(tops)] == pytest.approx([13 * n for n in lines[:-1]])
    said = {" ".join(part.get_text() for part in text.find_all("tspan")) or text.get_text() for text in names}
    assert all(name in form("strip of alwaght").alt for name in said)
    assert len(said) == 3


@pytest.mark.parametrize("doc", records.docs())
def test_no_rule_of_a_section_runs_through_the_name_of_a_lane(doc):
    svg = small(f"strip of {doc}")
    names = [(text, y) for text, x, y in labels(svg) if not re.fullmatch(r"[\d,]+", text)]
    rules = [(at(rule)[1], at(rule)[1] + float(rule.get("y2", 0))) for rule in marks(svg, "rule")]
    assert names
    for name, foot in names:  # labels stand on their place, letters of 12 pixels above it
        assert not [rule for rule in rules if min(rule) < foot - 1 and max(rule) > foot - 11], name


def test_events_stand_in_the_column_of_their_text_in_order_of_time():
    svg = small("events")
    heads = {text: x for text, x, _ in labels(svg) if not text.isdigit() and text.strip()}
    signs = [(mark["stroke"], *at(mark)) for mark in marks(svg, "symbol")]
    colours = {records.colours()[doc]: label for doc, label in records.labels().items()}
    for hue, x, _ in signs:
        nearest = min(heads, key=lambda name: abs(heads[name] - x))
        assert colours[hue].startswith(nearest)
    years = {text: y for text, _, y in labels(svg) if text.isdigit()}
    steps = [years["2015"] - years["2010"], years["2021"] - years["2020"]]
    assert steps[0] / 5 < steps[1], "the second part has more room for a year"
    assert any("on a wider scale" in text.get_text() for text in svg.find_all("text")), "and says so"


@pytest.mark.parametrize("name", ["sized signs", "numbered signs"])
def test_signs_of_the_last_lane_stand_above_the_axis(name):
    svg = small(name)
    axis = max(at(rule)[1] for rule in svg.select("g.role-axis-domain line"))
    lowest = max(at(mark)[1] for mark in marks(svg, "symbol"))
    assert lowest < axis - 6
