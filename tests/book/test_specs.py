"""Every chart of the book is a tested specification: valid, told in words, sober in colour, complete in marks."""

import ast
import re

import altair as alt
import jsonschema
import pytest
import vl_convert

from textledger.html.figures import specifications
from textledger.svg.vega import VEGA_LITE

from ..helpers import drawn, prose

MOST_COLOURS = 12
ARABIC = re.compile("[\u0621-\u064a]")
ISOLATED = re.compile("\u2067[^\u2069]*\u2069")
COUNTED = {"bar", "rect", "point", "circle", "square", "tick", "rule", "text"}  # one sign a row; lines join rows

# Numbers of text alternatives that do not stand in the rows, each with its reason.
NOT_IN_THE_ROWS = {
    "fig-chronology-lanes": {"2019"},  # where the chart's first part ends
    "fig-newswire-calendar": {"2,500"},  # the name of the event that the chart marks
}


@pytest.fixture(scope="module")
def figures(site):
    return drawn.emitted(site)


@pytest.fixture(scope="module")
def on_pages(site):
    return drawn.page_figures(site)


def failures(figures, check):
    """Return what a check yields for the figures, each with its id."""
    assert figures
    return [f"{name}: {fault}" for name, content in figures.items() for fault in check(content)]


def test_each_figure_of_the_pages_has_its_files(site, figures, on_pages):
    assert set(on_pages) == set(figures)
    files = {path.name for path in (site / "figures").iterdir()}
    assert files == {f"{name}.{kind}" for name in on_pages for kind in ("csv", "js", "svg")}


def test_specifications_are_valid_vega_lite(figures):
    schema = jsonschema.Draft7Validator(alt.load_schema())

    def check(content):
        try:
            for spec in [content["spec"], *specifications(content)]:
                schema.validate(spec)
                vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)
        except Exception as error:
            yield str(error)[:300]

    assert not failures(figures, check)


def test_text_alternatives_state_numbers_of_their_rows(figures):
    def check(content):
        text = content["alt"]
        if len(text) < 40 or not re.search(r"\d", text):
            yield f"says too little: {text}"
        rows = drawn.frame(content)
        known = drawn.derivable(rows) | NOT_IN_THE_ROWS.get(content["id"], set())
        if strange := [number for number in drawn.numbers_told(text, rows) if number.rstrip(",") not in known]:
            yield f"{strange} are not in the rows: {text}"

    assert not failures(figures, check)


def test_a_false_number_in_a_text_alternative_would_be_found(figures):
    content = figures["fig-index-texts"]
    rows = drawn.frame(content)
    numbers = drawn.numbers_told(content["alt"] + " And 98,765 more.", rows)
    assert [number for number in numbers if number.rstrip(",") not in drawn.derivable(rows)] == ["98,765"]


def _literals(node):
    """Yield the typed parts of an expression of strings; what is formatted into them is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.FormattedValue):
        yield from _literals(node.value)
    elif isinstance(node, ast.Subscript):
        return  # a key of the data
    else:
        for child in ast.iter_child_nodes(node):
            yield from _literals(child)


def test_no_number_is_typed_into_a_text_alternative():
    typed = []
    for path in [prose.ROOT / "index.md", *sorted((prose.ROOT / "chapters").glob("*.md"))]:
        for cell in re.findall(
            r"```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)```", path.read_text(encoding="utf-8"), re.S
        ):
            for call in (node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Call)):
                for keyword in call.keywords:
                    if keyword.arg == "alt" and getattr(call.func, "id", "") == "figure":
                        typed += [f"{path.name}: {text}" for text in _literals(keyword.value) if re.search(r"\d", text)]
    assert not typed


def test_no_chart_has_too_many_colours(figures):
    def check(content):
        for unit in drawn.units(content["spec"]):
            for channel in ("color", "fill", "stroke"):
                coded = unit.spec["encoding"].get(channel) or {}
                if coded.get("type") not in ("nominal", "ordinal"):
                    continue
                domain = (coded.get("scale") or {}).get("domain")
                values = domain or {str(row.get(coded["field"])) for row in unit.rows or ()}
                if len(values) > MOST_COLOURS:
                    yield f"{len(values)} colours for {coded['field']}"

    assert not failures(figures, check)


def test_arabic_labels_are_isolated(figures, on_pages):
    def check(content):
        for label in on_pages[content["id"]][1].select(".tl-chart svg text"):
            if ARABIC.search(ISOLATED.sub("", label.get_text())):
                yield label.get_text()

    assert not failures(figures, check)


def test_tooltips_have_readable_names(figures):
    def check(content):
        for unit in drawn.units(content["spec"]):
            tooltip = unit.spec["encoding"]["tooltip"]
            for channel in tooltip if isinstance(tooltip, list) else [tooltip]:
                title = channel.get("title") or ""
                if "field" in channel and (not title or "_" in title):
                    yield f"{unit.group}: {channel}"

    assert not failures(figures, check)


def test_the_drawing_holds_a_sign_for_each_row(figures, on_pages):
    counted = []

    def check(content):
        svg = on_pages[content["id"]][1].select_one(".tl-chart svg")
        for unit in drawn.units(content["spec"]):
            mark = unit.spec["mark"]
            kind = mark if isinstance(mark, str) else mark["type"]
            groups = svg.find_all("g", class_=unit.group)
            signs = sum(len(group.find_all(["path", "text", "line"], recursive=False)) for group in groups)
            if not signs and (unit.rows is None or drawn.drawable(unit)):
                yield f"{unit.group}: no {kind} is drawn"
            elif kind in COUNTED and unit.rows is not None:
                counted.append(unit)
                if signs < len(drawn.drawable(unit)):
                    yield f"{unit.group}: {signs} signs for {len(drawn.drawable(unit))} rows"

    assert not failures(figures, check)
    assert len(counted) > len(figures)  # most marks are counted, not passed over
