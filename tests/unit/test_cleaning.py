"""Chapters made ready for paper: what goes, what comes, where links lead."""

import pytest
from lxml import etree

from textledger_publish import clean, links

from ..helpers.xhtml import find, text_of

VOLUME = links.Volume({"index", "chapters/one", "chapters/two"})


def cleaned(body, volume=VOLUME, page="chapters/one"):
    return clean.clean_article(f"<html><body><article data-page='x'>{body}</article></body></html>", page, volume)


@pytest.mark.parametrize(
    "removed",
    [
        '<div class="tl-page-tools">gone</div>',
        '<div class="tl-meta" data-pagefind-ignore>gone</div>',
        '<a class="headerlink" href="#x">gone</a>',
        '<details class="admonition hide above-input"><summary>Code</summary>gone</details>',
        '<div class="tl-under"><details class="tl-data"><summary>Data</summary><table></table></details>gone</div>',
        "<script>gone</script>",
        "<button>gone</button>",
        "<form><label>gone</label></form>",
        "<div popover>gone</div>",
        "<p hidden>gone</p>",
        "<!-- gone -->",
    ],
)
def test_what_only_a_screen_can_do_goes_and_the_text_after_it_stays(removed):
    assert text_of(cleaned(f"<p>before</p>{removed}after")) == "before after".replace(" ", "")


def test_a_place_where_a_name_may_break_leaves_the_name_whole():
    article = cleaned("<table><tr><th>statement_<wbr>versions</th><td>a_<wbr>b_<wbr>c</td></tr></table><p>after</p>")
    assert [cell.text for cell in article.iter() if etree.QName(cell).localname in ("th", "td", "p")] == [
        "statement_versions",
        "a_b_c",
        "after",
    ]


def test_a_cell_leaves_its_output_only():
    article = cleaned(
        '<div class="cell docutils"><details class="hide"><div class="cell_input">code</div></details>'
        '<div class="cell_output docutils"><p>result</p></div></div>'
    )
    assert [etree.QName(child).localname for child in article] == ["p"]


def test_a_method_passage_is_a_box_that_begins_with_its_title():
    article = cleaned('<details class="method"><summary>How <em>so</em></summary><div><p>Thus.</p></div></details>')
    (box,) = find(article, ".//section")
    assert box.get("class") == "method"
    assert [text_of(child) for child in box] == ["How so", "Thus."]


def test_the_parts_of_a_bar_keep_their_lengths_and_colours_and_nothing_else_keeps_a_style():
    article = cleaned('<div class="tl-bar" style="margin:0"><i style="flex:2 1 0;background:#009E73">✓</i></div>')
    (bar,) = find(article, ".//div")
    assert (bar.get("style"), bar[0].get("style")) == (None, "flex:2 1 0;background:#009E73")


def test_ids_carry_the_page_and_references_follow():
    article = cleaned('<h2 id="a">A</h2><table><tr><td headers="a">x</td></tr></table><p><a href="#a">up</a></p>')
    assert find(article, ".//h2")[0].get("id") == "one--a"
    assert find(article, ".//td")[0].get("headers") == "one--a"
    assert find(article, ".//a")[0].get("href") == "#one--a"


@pytest.mark.parametrize(
    ("href", "base", "expected"),
    [
        ("two.html", "", "#two"),
        ("two.html#q-1", "", "#two--q-1"),
        ("../index.html#x", "", "#index--x"),
        ("three.html#x", "", None),
        ("three.html#x", "https://book.example/", "https://book.example/chapters/three.html#x"),
        ("../data/claims.csv", "", None),
        ("../data/claims.csv", "https://book.example/v1/", "https://book.example/v1/data/claims.csv"),
        ("https://a.example/b", "", "https://a.example/b"),
        ("data:text/csv;base64,eA==", "", None),
    ],
)
def test_links_lead_into_the_volume_or_to_addresses_or_are_text(href, base, expected):
    article = cleaned(f'<p><a class="k" href="{href}">there</a></p>', VOLUME._replace(base=base))
    anchors = find(article, ".//p//a")
    assert [link.get("href") for link in anchors] == ([expected] if expected else [])
    assert "there" in text_of(article)
    assert article.xpath("string(.//*[@class='k'])")  # plain text keeps its look


def test_addresses_that_the_text_does_not_show_are_numbered_once_and_listed():
    article = cleaned(
        '<p><a href="https://a.example/">A</a> <a href="https://b.example/x">B</a> <a href="https://a.example/">C</a> '
        '<a href="https://c.example/">https://c.example</a> <a href="https://doi.org/10.1/x">doi:10.1/X</a></p>'
    )
    assert [text_of(mark) for mark in find(article, ".//sup")] == ["1", "2", "1"]
    assert [text_of(entry) for entry in find(article, ".//li")] == ["https://a.example/", "https://b.example/x"]


def test_a_link_to_a_part_that_was_dropped_leads_to_its_chapter():
    article = cleaned('<p><a href="two.html#tool">t</a><a href="two.html#kept">k</a></p>')
    links.unlink_dangling(article, {"two", "two--kept"})
    assert [link.get("href") for link in find(article, ".//a")] == ["#two", "#two--kept"]


def test_of_two_drawings_paper_has_the_wide_one():
    svg = '<svg viewBox="0 0 2 2"><text>{}</text></svg>'
    chart = f'<div class="tl-wide">{svg.format("wide")}</div><div class="tl-narrow">{svg.format("narrow")}</div>'
    article = cleaned(f'<div class="tl-chart" role="img" aria-label="a">{chart}</div><div class="tl-narrow">list</div>')
    assert "wide" in text_of(article)
    assert not {"narrow", "list"} & set(text_of(article).split())


def test_a_chart_keeps_its_alternative_its_namespace_and_its_case():
    article = cleaned(
        '<div class="tl-chart" role="img" tabindex="0" aria-label="Two bars"><svg viewBox="0 0 2 2"><defs>'
        '<linearGradient id="g"><stop/></linearGradient></defs><rect fill="url(#g)"/></svg></div>'
    )
    chart = article[0]
    assert (chart.get("role"), chart.get("aria-label"), chart.get("tabindex")) == ("img", "Two bars", None)
    drawing = chart[0]
    assert drawing.tag == f"{{{clean.SVG}}}svg"
    assert drawing.get("viewBox") == "0 0 2 2"
    assert drawing[0].text == "Two bars"
    assert drawing.find(f".//{{{clean.SVG}}}linearGradient").get("id") == "one--g"
    assert drawing.find(f".//{{{clean.SVG}}}rect").get("fill") == "url(#one--g)"


def test_wide_and_short_tables_and_ids_and_transliteration_are_marked():
    row = "<tr>" + "<td>x</td>" * clean.WIDE + "</tr>"
    article = cleaned(
        f"<table>{row * 30}</table><table><tr><th>rewaq-c07</th><td>farāgh</td><td>none: rewaq-c07</td></tr></table>"
    )
    assert [table.get("class") for table in find(article, ".//table")] == ["wide", "short"]
    assert [cell.get("class") for cell in list(find(article, ".//table")[1].iter())[2:]] == [
        "record",
        "transliterated",
        None,
    ]


def test_signs_without_a_font_of_the_book_are_replaced():
    assert text_of(cleaned("<p>✗ wrong<b>○</b>✗</p>")) == "× wrong•×"


def test_pictures_are_refused_by_name():
    with pytest.raises(ValueError, match=r"chapters/one\.html shows a <img>"):
        cleaned('<img src="x.png">')


def test_a_page_without_an_article_is_refused_by_name():
    with pytest.raises(ValueError, match=r"chapters/one\.html holds 0 articles"):
        clean.clean_article("<html><body><p>x</p></body></html>", "chapters/one", VOLUME)


def test_the_columns_of_all_tables_are_one_sentence_on_paper():
    columns = (
        '<details class="tl-folded tl-inventory"><summary>{}</summary><table><tr><td>id</td></tr></table></details>'
    )
    article = cleaned(f"<p>Before</p><div>{columns.format('claims')}{columns.format('dates')}</div><p>After</p>")
    assert [text_of(part) for part in find(article, ".//p")] == ["Before", clean.NO_COLUMNS, "After"]
    assert not find(article, ".//table")


def test_an_outline_on_paper_is_its_sentences_whose_records_the_ledger_prints():
    article = cleaned(
        '<details class="tl-outline"><summary>The outline</summary>'
        '<details id="p00"><summary><span class="tl-par">0</span> It opens.</summary>'
        '<ul><li id="c01">A claim.</li></ul><p class="tl-line">Dates d01</p></details>'
        '<p id="p01"><span class="tl-par">1</span> It ends.</p></details>'
    )
    (box,) = find(article, ".//section")
    assert [(etree.QName(child).localname, text_of(child)) for child in box] == [
        ("p", "The outline"),
        ("p", "0 It opens."),
        ("p", "1 It ends."),
    ]
