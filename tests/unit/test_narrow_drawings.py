"""Drawings for narrow windows: they fit 300 pixels, their type can be read, they draw what the rows say."""

import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import charts, records, tallies
from textledger.charts import narrow, specs
from textledger.svg import vega

from .test_chart_forms import box, drawing, marks, place, table, words
from .test_chart_strips import starts


def _borrowings():
    rows = records.table("borrowings").query("doc_id == 'ecss'")
    return charts.passages_along("ecss", rows, "source_key", "relation")


def _speakers():
    said = records.table("attributions").query("doc_id == 'newswire'")
    counts = said.groupby(["par", "speaker_kind"], observed=True).size().rename("expressions").reset_index()
    return charts.signs_along("newswire", counts, "speaker_kind", size="expressions", after=10)


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
    assert not any("…" in text.get_text() for text in svg.find_all("text"))


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
    assert len(lefts) == 1, "names begin at the left"
    unit, left = narrow.PLOT / length, lefts.pop()
    found = []
    for mark in marks(svg, "rect"):
        x, wide, _ = box(mark)
        top = at(mark)[1]
        lane = max((name for name in names if names[name] <= top + 1), key=names.get)
        found.append((lane, round(x / unit), round((x + wide) / unit)))
    expected = [
        (row["Source key"], places[row["From paragraph"]][0], places[row["To paragraph"]][1])
        for row in data.to_dict("records")
    ]
    assert left < 10
    assert sorted(found) == [
        (lane, pytest.approx(a, abs=4), pytest.approx(b, abs=4)) for lane, a, b in sorted(expected)
    ]


def test_numbers_stand_in_their_signs():
    for name, column in (("sized signs", "n"), ("numbered signs", "Number")):
        svg, data = small(name), form(name).data.dropna(subset=["Paragraph"])
        signs = [at(mark) for mark in marks(svg, "symbol")][: len(data)]
        figures = [(text.get_text(), at(text)) for text in marks(svg, "text")][: len(data)]
        assert [figure for figure, _ in figures] == data[column].astype(str).tolist()
        for sign, (_, figure) in zip(signs, figures, strict=True):
            assert sign[0] == pytest.approx(figure[0])
            assert abs(sign[1] - figure[1]) < 6


@pytest.mark.parametrize("doc", records.docs())
def test_a_text_runs_downwards_with_a_tick_for_each_claim_in_the_column_of_how_it_is_put(doc):
    svg = small(f"strip of {doc}")
    _, length = starts(doc)
    high = form(f"strip of {doc}").narrow.height
    columns = {
        text.get_text(): place(text)[0]
        for text in marks(svg, "text")
        if text.get_text() in ("asserted", "hedged", "reported")
    }
    ticks = [mark for mark in marks(svg, "rule") if float(mark.get("x2", 0)) and not mark.get("stroke-dasharray")]
    middle = Counter(place(tick)[0] + float(tick["x2"]) / 2 for tick in ticks)
    put = Counter(row["modality"] for row in table("claims") if row["doc_id"] == doc)
    assert middle == {columns[how]: n for how, n in put.items()}
    claims = charts.along.claim_places().query("doc_id == @doc")
    assert sorted(place(tick)[1] for tick in ticks) == pytest.approx(sorted(claims["word"] / length * high), abs=0.1)
    blocks = [float(re.search(r"v([\d.]+)", mark["d"])[1]) for mark in marks(svg, "rect")]
    framed = form(f"strip of {doc}").data.query("`Agreed frame` != ''")["Words"]
    assert sorted(blocks) == pytest.approx(sorted(framed / length * high), abs=0.1)


def test_names_of_sections_stand_below_their_rules_and_not_in_each_other():
    form_of_text = form("strip of alwaght")
    svg = small("strip of alwaght")
    rules = sorted(at(rule)[1] for rule in marks(svg, "rule") if rule.get("stroke-dasharray"))
    names = [text for text in marks(svg, "text") if text.find("tspan")]
    tops = sorted(at(text)[1] for text in names)
    assert len(rules) == len(names) == 3
    ends = sorted(at(text)[1] + 14 * (len(text.find_all("tspan")) - 1) for text in names)
    assert all(rule < top for rule, top in zip(rules, tops, strict=True))
    assert all(end < rule for end, rule in zip(ends, rules[1:], strict=False))
    said = {" ".join(part.get_text() for part in text.find_all("tspan")) for text in names}
    assert all(name in form_of_text.alt for name in said)


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
