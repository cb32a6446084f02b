"""Drawings, scripts and styles are written short, and say the same."""

import re
import xml.etree.ElementTree as ET

import altair as alt
import pandas as pd
import pytest

from textledger.charts import specs
from textledger.svg import vega
from textledger.svg.compact import compact
from textledger_sphinx.theme import assets

ROWS = pd.DataFrame({"name": ["one", "two", "three"], "n": [1 / 3, 2, 10]})


@pytest.fixture(scope="module")
def drawing():
    chart = alt.Chart(ROWS).mark_bar().encode(x="n:Q", y="name:N", color="name:N")
    return vega.draw(vega.text(specs.vega_lite_spec(chart)))


def test_a_compact_drawing_has_the_same_words_and_marks(drawing):
    short = compact(drawing)
    assert len(short) < 0.8 * len(drawing)
    words, marks = (
        [[part.text for part in ET.fromstring(svg).iter() if part.tag.endswith("}text")] for svg in (drawing, short)],
        [len(re.findall(r'<path d="[^"]*" fill="[^"]+"', svg)) for svg in (drawing, short)],
    )
    assert words[0] == words[1]
    assert marks[0] == marks[1] >= len(ROWS)


def test_places_move_by_no_more_than_a_tenth_of_a_pixel(drawing):
    def numbers(svg):
        paths = re.findall(r'<path d="([^"]+)" fill="#', svg)
        return [float(number) for path in paths for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", path)]

    before, after = numbers(drawing), numbers(compact(drawing))
    assert before
    assert after == pytest.approx(before, abs=0.051)
    assert not [number for number in after if round(number, 1) != number]


def test_words_with_numbers_in_them_are_left_alone():
    text = '<svg width="9.123"><text transform="translate(1.2345,0)" font-size="12px">x="1.23456"</text></svg>'
    assert compact(text).endswith('>x="1.23456"</text></svg>')
    assert 'transform="translate(1.2,0)"' in compact(text)


@pytest.mark.parametrize(
    ("source", "lean"),
    [
        ("// all of it's a comment\n  go();  // it ends here\n", "go();\n"),
        ('  ask("https://a.example/");\n', 'ask("https://a.example/");\n'),
        ("  say(`a // b`);\n\n", "say(`a // b`);\n"),
    ],
)
def test_scripts_lose_comments_and_nothing_else(source, lean):
    assert assets.lean(source, assets.JS_COMMENT) == lean


def test_styles_lose_comments_over_several_lines_and_beside_rules():
    source = "/* a\n   b */\na { color: red }  /* c */\n@media print {\n  b { top: 0 }\n}\n"
    assert assets.lean(source, assets.CSS_COMMENT) == "a { color: red }\n@media print {\nb { top: 0 }\n}\n"
