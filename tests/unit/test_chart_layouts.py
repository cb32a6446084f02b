"""Charts in their two layouts: their width, their type, words that stand within them; and the palette."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
import uharfbuzz
from bs4 import BeautifulSoup

from textledger import charts, labels, records, tallies
from textledger.charts import coded, specs, theme
from textledger.svg import lettering, vega

from ..helpers import drawn

LONG = "a statement whose name is so long that it takes two lines above its lane, if not three lines beside it"
VALUES = pd.DataFrame(
    {"What": ["short", LONG, "third"], "doc_id": ["rewaq", "ecss", "alwaght"], "low": [200, 3000, 4],
     "high": [300, 4000, 4], "edtf": ["2021-02-18", None, "2021-03-01/.."],
     "later": ["2021-02-20", "2021-03-02", "2021-03-05"]}
)  # fmt: skip
SAID = pd.DataFrame(
    {"What": ["short", "other"], "low": [500, 4000], "high": [4000, 5000],
     "words": ["from 500 to around 4,000 in all", "4,000 to 5,000"]}
)  # fmt: skip
MARKED = pd.DataFrame({"label": ["a day with a name of some length, late"], "edtf": ["2021-03-04"]})
FORMS = {
    "stacked": lambda: charts.stacked_bars(records.table("checks"), "verdict", "evidence", of="checks"),
    "shares": lambda: charts.stacked_bars(records.table("claims"), "doc_id", "modality", "claims", share=True),
    "bars": lambda: charts.bars(VALUES, "What", "high", of="people"),
    "grouped": lambda: charts.bars(
        tallies.naming().query("kind == 'alliance'"), "doc_id", "mentions", of="mentions", kind="label_en"
    ),
    "ranges": lambda: charts.ranges(VALUES, "What", "low", "high", of="people", kind="doc_id", bounds=(1000,)),
    "said": lambda: charts.ranges(SAID, "What", "low", "high", of="people", label="words"),
    "pairs": lambda: charts.dumbbell(VALUES, "What", "low", "high", of="people", kind="doc_id", log=True),
    "dates": lambda: charts.dumbbell(
        VALUES.dropna().rename(columns={"edtf": "printed"}), "What", "printed", "later", of=None
    ),
    "windows": lambda: charts.windows(VALUES, "What", "edtf", "doc_id", marks=MARKED, background=MARKED),
    "words": lambda: charts.leading_words(4),
    "texts": charts.five_texts,
    "map": charts.place_map,
    "timeline": lambda: charts.timeline("timeline", since=2018),
    "frames": charts.frame_shares,
}
OTHER_WORDS = ("map", "timeline")  # fewer names, or names broken otherwise, where it is narrow
WIDE, NARROW = 740, 300
DRAWINGS = [(name, which) for name in FORMS for which in ("chart", "narrow")]
ARABIC = re.compile("[\u0600-\u06ff]")
INK = {"light": "#1d2129", "dark": "#e4e2dc"}


@cache
def form(name):
    return FORMS[name]()


@cache
def spec(name, which):
    """Return the specification of a drawing of a form, or None where it is markup."""
    part = getattr(form(name), which)
    return None if isinstance(part, str) else specs.vega_lite_spec(part)


@cache
def svg(name, which):
    """Return a drawing of a form, or None where it is markup."""
    return spec(name, which) and BeautifulSoup(vega.draw(vega.text(spec(name, which))), "xml")


@cache
def font():
    face = uharfbuzz.Face(
        uharfbuzz.Blob.from_file_path(str(files(lettering.PACKAGE) / "files/IBMPlexSansArabic-Regular.ttf"))
    )
    return uharfbuzz.Font(face), face.upem


def length(text, size):
    """Return the pixels that a text takes."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font()[0], buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) * size / font()[1]


def left(part):
    """Return where a part of a drawing stands, from its left edge; a rotated text stands where its line does."""
    moves = [re.findall(r"translate\(([\d.-]+)", one.get("transform", "")) for one in [part, *part.parents]]
    return sum(float(x) for move in moves for x in move)


def texts(drawing):
    """Return the lines of a drawing's texts: words, size, left and right edge."""
    found = []
    for text in drawing.find_all("text"):
        size, anchor = float(text["font-size"].removesuffix("px")), text.get("text-anchor", "start")
        for line in [span.get_text() for span in text.find_all("tspan")] or [text.get_text()]:
            if "rotate" in text.get("transform", ""):
                found.append((line, size, left(text), left(text)))
                continue
            long = length(line, size)
            start = left(text) - {"start": 0, "middle": long / 2, "end": long}[anchor]
            found.append((line, size, start, start + long))
    return found


@pytest.mark.parametrize(("name", "which"), DRAWINGS)
def test_a_drawing_is_as_wide_as_its_layout_and_no_word_reaches_beyond_it(name, which):
    drawing = svg(name, which)
    if drawing is None:
        return
    width = float(vega.size(str(drawing.svg))[0])
    assert width == (WIDE if which == "chart" else NARROW) or (name == "words" and width <= WIDE)
    beyond = [text for text in texts(drawing) if text[2] < -1 or text[3] > width + 1]
    assert not beyond


@pytest.mark.parametrize("name", FORMS)
def test_type_of_a_narrow_drawing_can_be_read(name):
    if drawing := svg(name, "narrow"):
        found = texts(drawing)
        assert found
        assert not [text for text in found if text[1] < (13 if ARABIC.search(text[0]) else 12)]


@pytest.mark.parametrize("name", FORMS)
def test_a_narrow_drawing_has_no_legend_and_few_ticks(name):
    if drawing := svg(name, "narrow"):
        assert not drawing.select(".role-legend")
        for axis in drawing.select(".role-axis"):
            ticks = axis.select(".role-axis-tick line")
            assert len(ticks) <= 8


@pytest.mark.parametrize("name", [name for name in FORMS if name not in OTHER_WORDS])
def test_both_layouts_draw_the_same_rows(name):
    one = form(name)
    if isinstance(one.narrow, str):
        said = BeautifulSoup(one.narrow, "html.parser").get_text(" ")
        shares = [f"{share:.0%}" for share in one.data["Share"]]
        assert re.findall(r"\d+%", said).sort() == shares.sort()
        assert set(re.findall(r"\d+%", said)) == set(shares)
        return
    wide, narrow = (drawn.units(spec(name, which)) for which in ("chart", "narrow"))
    signs = {}
    for which in ("chart", "narrow"):
        marks = svg(name, which).select("g.role-mark")
        signs[which] = sorted(len(mark.find_all(["path", "text", "line"], recursive=False)) for mark in marks)
    assert signs["chart"] == signs["narrow"]
    values = [[{k: v for k, v in row.items() if k != "Lane"} for unit in units for row in unit.rows or ()]
              for units in (wide, narrow)]  # fmt: skip
    assert values[0] == values[1]


@pytest.mark.parametrize("name", FORMS)
def test_tooltips_say_in_words_what_they_show(name):
    for which in ("chart", "narrow"):
        for unit in drawn.units(spec(name, which)) if spec(name, which) else ():
            tooltip = unit.spec["encoding"]["tooltip"]
            titles = [channel["title"] for channel in tooltip if isinstance(channel, dict)]
            assert not [
                title for title in titles if not title[:1].isupper() or re.search("_|Edtf|Label|Lane|[Ii]d$", title)
            ]


def luminance(colour):
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def channels(colour):
    """Return red, green, blue and opacity of a colour in hexadecimal digits."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) < 6 else digits
    return [int(digits[n : n + 2], 16) / 255 for n in range(0, len(digits), 2)][:4] + [1.0] * (len(digits) == 6)


@cache
def papers():
    css = (Path(specs.__file__).parents[2] / "textledger_sphinx/theme/css/base.css").read_text(encoding="utf-8")
    light, dark, *_ = re.findall(r"--tl-paper: (#[0-9a-f]{6})", css)
    return {"light": light, "dark": dark}


def contrast(colour, mode, with_ink=False):
    """Return the contrast of a flat area against the page, or of ink that stands on it."""
    paper = channels(papers()[mode])
    over = channels(INK[mode] if colour == theme.INK else colour)
    seen = [a * over[3] + b * (1 - over[3]) for a, b in zip(over[:3], paper[:3], strict=True)]
    one, other = sorted([luminance(seen), luminance(channels(INK[mode]) if with_ink else paper)])
    return (other + 0.05) / (one + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_of_texts_and_verdicts_stand_out_from_the_page(mode):
    hues = [
        *records.colours().values(),
        *(colour for _, _, colour in labels.VERDICTS.values()),
        coded.STRONG,
        theme.INK,
    ]
    assert not {hue: contrast(hue, mode) for hue in hues if contrast(hue, mode) < 3}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_in_cells_stand_out_from_every_shade_behind_them(mode):
    assert all(contrast(shade, mode, with_ink=True) >= 4.5 for shade in coded.BEHIND_WORDS.values())


def test_two_verdicts_have_colours_that_nothing_else_has():
    own = [labels.VERDICTS[code][2] for code in ("inconsistent", "not_settled")]
    others = [colour for code, (_, _, colour) in labels.VERDICTS.items() if code not in ("inconsistent", "not_settled")]
    others += [*records.colours().values(), *coded.RAMP, *theme.FRAME_COLOURS.values()]
    assert len(set(own)) == 2
    assert not set(own) & set(others)


def test_verdicts_differ_in_a_divided_bar():
    colours = coded.look(records.table("checks")["verdict"]).colours
    assert len(set(colours.values())) == len(labels.VERDICTS)
    assert {colours[code] for code in ("inconsistent", "not_settled")} == {
        labels.VERDICTS[code][2] for code in ("inconsistent", "not_settled")
    }


def test_coded_values_have_no_colour_of_a_text():
    greys = set(coded.RAMP)
    assert {hue for _, codes in coded._VARIABLES.values() for _, hue in codes.values()} <= greys


@pytest.mark.parametrize(("name", "which"), DRAWINGS)
def test_a_flat_area_stands_out_from_the_page_or_has_an_edge_that_does(name, which):
    if not (drawing := svg(name, which)):
        return
    pale = []
    for area in drawing.select("g.mark-rect.role-mark path"):
        fill, edge = area.get("fill", "none"), area.get("stroke")
        if edge and edge != "none":
            fill = edge
        opacity = float(area.get("opacity", 1)) * (1 if edge else float(area.get("fill-opacity", 1)))
        pale += [fill for mode in INK if opacity == 1 and contrast(fill, mode) < 3]
    assert not pale
