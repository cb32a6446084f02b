"""Chart forms and outputs: specs, text alternatives, SVG, tables."""

import json
import re
from concurrent.futures import wait
from types import SimpleNamespace

import altair as alt
import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from textledger import charts, display, edtf, records
from textledger.charts import theme
from textledger.html import badges, links
from textledger.html.figures import specifications
from textledger.html.inline import FIGURE_MIME, FOR_PAGES, references
from textledger.html.tables import table_html
from textledger_sphinx.figures import chart_files, drawing, renderer

DRAWN = [("text_strip", doc, lambda doc=doc: charts.text_strip(doc)) for doc in records.docs()]
DRAWN += [("frame_shares", "all", charts.frame_shares)]


def spec_of(form):
    return json.loads(form.chart.configure(**theme.config()).to_json())


def colours(spec):
    scales = []

    def walk(node):
        if isinstance(node, dict):
            scale = node.get("scale")
            if isinstance(scale, dict) and isinstance(scale.get("domain"), list) and "type" in node:
                scales.append((node.get("field"), len(scale["domain"])))
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(spec)
    return scales


@pytest.mark.parametrize(("form", "doc", "draw"), DRAWN, ids=[f"{form}-{doc}" for form, doc, _ in DRAWN])
def test_a_form_draws_its_rows_and_says_what_it_shows(form, doc, draw, tmp_path):
    chart = draw()
    spec = spec_of(chart)
    alt.Chart.from_dict(spec) if "mark" in spec else alt.LayerChart.from_dict(spec)
    assert len(chart.data)
    assert re.search(r"\d", chart.alt), "the text alternative gives numbers"
    assert len(chart.alt) > 40
    assert all(n <= 12 for _, n in colours(spec))
    svg = drawing.render_svg(spec, "x", tmp_path)
    assert svg.count("<path") + svg.count("<text") > len(chart.data) / 2
    for word in re.findall(r">([^<]*[\u0621-\u064a][^<]*)</text>", svg):
        assert word.startswith("\u2067"), f"an Arabic label that is not isolated: {word}"
        assert word.endswith("\u2069"), f"an Arabic label that is not isolated: {word}"


def test_alt_texts_follow_the_data(monkeypatch):
    last = records.docs()[-1]
    before = charts.text_strip(last).alt
    real = records.table

    def without_one(name):
        frame = real(name)
        return frame.iloc[:-1] if name == "claims" else frame

    monkeypatch.setattr(records, "table", without_one)
    after = charts.text_strip(last).alt
    n = int(re.match(r"\d+", before)[0])
    assert after.startswith(f"{n - 1} claims")


def test_a_strip_names_the_sections_of_its_text():
    headings = records.table("paragraphs").query("doc_id == 'ecss' and role == 'heading'")
    text = charts.text_strip("ecss").alt
    assert len(headings)
    for par, gist in zip(headings["par"], headings["gist_en"], strict=True):
        assert f"paragraph {par} ({gist.partition(': ')[2].rstrip('.').capitalize()})" in text
    assert "Sections" not in charts.text_strip("hadramout").alt, "a text without headings"
    assert "paragraph 15 (part B)" in charts.text_strip("newswire", second_part=15).alt


def test_a_bar_of_verdicts_is_as_long_as_its_checks_and_says_so_in_words():
    markup, words = badges.verdict_bar(pd.Series(["inconsistent", "consistent", "consistent"]))
    bar = BeautifulSoup(markup, "html.parser")
    assert bar.select_one(".tl-bar")["aria-hidden"] == "true"
    assert [part["style"].split()[0] for part in bar.select(".tl-bar i")] == ["flex:2", "flex:1"]
    assert [" ".join(item.get_text().split()) for item in bar.select("li")] == ["✓ consistent 2", "✗ contradicted 1"]
    assert words == "consistent: 2, contradicted: 1"


def test_a_figure_needs_caption_alternative_and_rows():
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    rows = pd.DataFrame({"x": [1]})
    for arguments in ({"caption": " "}, {"alt": ""}, {"data": rows.iloc[:0]}, {"id": "Figure 1"}):
        good = {"id": "fig-x", "caption": "c", "alt": "a", "data": rows}
        with pytest.raises(ValueError, match="fig"):
            display.figure(chart, **(good | arguments))


@pytest.fixture
def two_drawings():
    """A form's result whose narrow drawing is another chart over the same rows, with a legend that has an id."""
    rows = pd.DataFrame({"x": [1, 2], "n": [3, 4]})
    chart = alt.Chart(rows).mark_rect().encode(x="x:O", color="n:Q")
    return charts.Chart(chart.properties(width=600), "a", rows, chart.properties(width=200))


def shown_figure(chart, monkeypatch, drawings):
    """Return a figure as a page shows it, parsed, and its content."""
    monkeypatch.setenv(FOR_PAGES, "1")
    bundles = []
    monkeypatch.setattr(display, "display", lambda bundle, raw: bundles.append(bundle))
    display.figure(chart, id="fig-x", caption="c")
    content = bundles[0][FIGURE_MIME]
    markup = renderer.figure_html(content, "index", drawings)
    return BeautifulSoup(markup, "html.parser").figure, content


def test_both_drawings_of_a_figure_stand_on_its_page(two_drawings, monkeypatch, tmp_path):
    figure, content = shown_figure(two_drawings, monkeypatch, tmp_path)
    wide, narrow = (figure.select_one(f".tl-chart > .{name} > svg") for name in ("tl-wide", "tl-narrow"))
    assert float(wide["width"]) > float(narrow["width"])
    ids = [part["id"] for part in figure.select("svg [id]")]
    assert len(set(ids)) == len(ids) > 1
    shares = dict(part.split(":") for part in figure.select_one(".tl-chart")["style"].split(";"))
    assert float(shares["--narrow"]) == pytest.approx(float(narrow["height"]) / float(narrow["width"]), abs=1e-3)
    scripts = json.loads(
        re.sub(r"^textledger\.chart\((.*)\);\n$", r"[\1]", chart_files.spec_script("fig-x", specifications(content)))
    )
    assert scripts == ["fig-x", content["spec"], content["narrow"]]


def test_words_in_place_of_a_narrow_drawing_are_no_part_of_the_picture(two_drawings, monkeypatch, tmp_path):
    figure, content = shown_figure(two_drawings._replace(narrow="<ul><li>1: 3</li></ul>"), monkeypatch, tmp_path)
    assert figure.select_one(".tl-chart + .tl-narrow li").get_text() == "1: 3"
    assert len(figure.select("svg")) == len(specifications(content)) == 1


def test_svg_ids_are_namespaced_and_the_same_each_time(tmp_path):
    shaded = alt.Chart(pd.DataFrame({"x": [1, 2], "n": [3, 4]})).mark_rect().encode(x="x:O", color="n:Q")
    spec = shaded.to_dict()
    first, second = (drawing.render_svg(spec, "fig-a", tmp_path / folder) for folder in ("one", "two"))
    assert 'fill="url(#fig-a-gradient-1)"' in first, "its legend has an id"
    assert first == second
    renamed = drawing.render_svg(spec, "fig-b", tmp_path / "one")
    assert all(name.startswith("fig-b-") for name in re.findall(r'\bid="([^"]+)"', renamed))


def book_in(folder):
    """Return what drawing asks of a build."""
    app = SimpleNamespace(srcdir=str(folder), outdir=str(folder / "_build" / "html"), parallel=1)
    app.env = SimpleNamespace(app=app, docname="chapter", textledger_figures={})
    return app


def test_charts_of_executed_chapters_are_drawn_in_other_processes(tmp_path, monkeypatch):
    specs = {f"fig-{doc}": spec_of(charts.text_strip(doc)) for doc in ("ecss", "rewaq")}
    at_once = {name: drawing.render_svg(spec, name, tmp_path / "elsewhere") for name, spec in specs.items()}
    data = [{FIGURE_MIME: {"id": name, "spec": spec}} for name, spec in specs.items()]
    cells = [
        nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data=bundle)]) for bundle in data
    ]
    book = book_in(tmp_path)
    drawing.begin(book, nbformat.v4.new_notebook(cells=cells))
    wait(drawing._begun.values())
    monkeypatch.setattr(drawing.vega, "draw", lambda text: pytest.fail("drawn again"))
    assert {name: drawing.render_svg(spec, name, drawing.folder(book)) for name, spec in specs.items()} == at_once


def test_a_chart_that_cannot_be_drawn_is_named(tmp_path):
    content = {"id": "fig-broken", "spec": {"mark": "nothing like this"}, "csv": "", "alt": "None"}
    with pytest.raises(ExtensionError, match="chapter: the figure fig-broken cannot be drawn: ") as told:
        renderer.place_figure(book_in(tmp_path).env, content)
    assert "https://" not in str(told.value), "the inside of Vega"


def test_tables_are_accessible_and_escape_what_they_show():
    frame = pd.DataFrame({"Record": ["ecss-c01", "x"], "n": [1234, None], "words": ["<b>", "ملء الفراغ"]})
    markup = table_html(frame, "A caption")
    assert '<th scope="col">Record</th>' in markup
    link = '<a class="tl-claim" translate="no" href="record:ecss-c01" data-record="ecss-c01">ecss-c01</a>'
    assert f'<th scope="row">{link}</th>' in markup
    assert "&lt;b&gt;" in markup
    assert 'lang="ar" dir="rtl" translate="no">ملء الفراغ' in markup
    assert "1,234" in markup
    assert "<caption>A caption</caption>" in markup


def test_links_lead_from_each_page_to_ledger_registers_and_bibliography():
    markup = f'{references("ecss-c01 ecss-k01 link-01")} <a href="bibliography:foggo2025"></a>'
    assert 'href="chapters/ledger.html#ecss-c01"' in links.resolve_from("index", markup)
    assert 'href="../chapters/ledger.html#ecss-c01"' in links.resolve_from("chapters/ecss", markup)
    assert 'href="#ecss-c01"' in links.resolve_from("chapters/ledger", markup)
    for record_id in ("ecss-k01", "link-01"):
        assert f'href="../chapters/registers.html#{record_id}"' in links.resolve_from("chapters/ledger", markup)
        assert f'href="#{record_id}"' in links.resolve_from("chapters/registers", markup)
    assert links.resolve_from("chapters/ecss", '<a href="page:chapters/ecss">') == '<a href="../chapters/ecss.html">'
    assert 'href="../chapters/bibliography.html#cite-foggo2025"' in links.resolve_from("chapters/ecss", markup)


def test_a_column_of_dates_tells_them_in_words():
    frame = pd.DataFrame({"Event": ["a war", "a day"], "Drawn at": ["2002~/2003~", None]})
    markup = table_html(frame, "Dates", when="Drawn at")
    assert "2002~" not in markup
    assert f"<td>{edtf.readable('2002~/2003~')}</td>" in markup
    assert 'data-from="' in markup
