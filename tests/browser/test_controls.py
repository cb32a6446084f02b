"""The controls of the frame, by mouse and by keyboard, and what remains of them without JavaScript."""

import pytest

from ..helpers import raw

CHAPTER = "chapters/alwaght.html"  # it has charts, code, method passages, tables, references
SHORT = "chapters/corrections.html"
ON_SCREEN = """part => {
    const box = part.getBoundingClientRect()
    return box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0
}"""


@pytest.fixture
def page(window, request):
    """A window in which nothing is remembered; a parameter gives its options."""
    return window(**{"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})})


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def opened(page, selector):
    return page.evaluate(f"[...document.querySelectorAll('{selector}')].map(part => part.open)")


@pytest.mark.parametrize("how", ["mouse", "Enter", "Space"])
def test_the_colours_switch_and_are_remembered(address, page, how):
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/{SHORT}")
    button = page.get_by_role("button", name="Dark page")
    before = paper(page)
    button.click() if how == "mouse" else button.press(how)
    dark = paper(page)
    assert dark != before
    assert button.get_attribute("aria-pressed") == "true"
    page.reload()
    assert paper(page) == dark
    page.goto(f"{address}/index.html")
    assert paper(page) == dark
    page.get_by_role("button", name="Dark page").click()
    assert paper(page) == before


@pytest.mark.parametrize("page", [{"viewport": {"width": 1280, "height": 600}}], indirect=True)
def test_the_contents_beside_the_text_begin_where_the_page_is_listed(address, page):
    within = """() => {
        const line = document.querySelector(".tl-book [aria-current]").getBoundingClientRect()
        const book = document.querySelector(".tl-book").getBoundingClientRect()
        return line.top >= book.top && line.bottom <= Math.min(book.bottom, innerHeight)
    }"""
    page.goto(f"{address}/chapters/start.html")
    page.wait_for_function(within)
    assert page.evaluate("document.querySelector('.tl-book').scrollTop") == 0
    page.goto(f"{address}/chapters/bibliography.html")
    page.wait_for_function(within)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
def test_the_colours_follow_the_system_until_a_reader_chooses(address, page):
    page.goto(f"{address}/{SHORT}")
    dark = paper(page)
    assert page.get_by_role("button", name="Dark page").get_attribute("aria-pressed") == "true"
    page.emulate_media(color_scheme="light")
    assert paper(page) != dark
    page.get_by_role("button", name="Dark page").click()
    assert paper(page) == dark


LAYER = {"text": "Text", "method": "+ notes on method", "code": "+ code"}
CODE_SEEN = """() => [...document.querySelectorAll(".cell_input, details.hide:not(figure *), .tl-numbers, article pre")]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().height > 0)
    .map(part => part.outerHTML.slice(0, 60))"""


def choose(page, layer, key=""):
    """Choose a layer in the menu, by mouse or with a key."""
    menu = page.locator(".tl-show")
    if not menu.evaluate("menu => menu.open"):
        menu.locator("summary").click()
    choice = menu.get_by_role("radio", name=LAYER[layer])
    menu.get_by_role("radio", checked=True).press(key) if key else choice.check()
    assert choice.is_checked()


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_layers_open_and_fold_and_are_remembered(address, page, how):
    page.goto(f"{address}/{CHAPTER}")
    on, back = ("", "") if how == "mouse" else ("ArrowRight", "ArrowLeft")

    def shown():
        return {name: set(opened(page, f"details.{name}")) for name in ("method", "hide")}

    assert shown() == {"method": {False}, "hide": {False}}, "at first text and charts"
    choose(page, "method", on)
    assert shown() == {"method": {True}, "hide": {False}}
    choose(page, "code", on)
    assert shown() == {"method": {True}, "hide": {True}}
    page.reload()
    assert shown() == {"method": {True}, "hide": {True}}
    assert page.locator(".tl-show [value=code]").is_checked()
    choose(page, "method", back)
    assert shown() == {"method": {True}, "hide": {False}}
    choose(page, "text", back)
    page.reload()
    assert shown() == {"method": {False}, "hide": {False}}


def test_the_text_alone_has_no_trace_of_code(address, page):
    page.goto(f"{address}/{CHAPTER}")
    for layer in ("text", "method", "code"):
        choose(page, layer)
        page.locator(".tl-show > summary").click()  # folds the menu
        page.add_style_tag(content="article section { content-visibility: visible !important }")
        assert bool(page.evaluate(CODE_SEEN)) == (layer == "code")


@pytest.mark.parametrize("page", [{}, {"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_a_change_of_layer_keeps_the_place(address, page):
    section = "what-holds-up-and-what-does-not"
    page.goto(f"{address}/{CHAPTER}#{section}")
    page.add_style_tag(content="html { overflow-anchor: none }")  # not every browser keeps places by itself
    page.locator(".tl-show > summary").evaluate("menu => menu.click()")
    heading = page.locator(f"#{section} > h2")
    top = "heading => Math.round(heading.getBoundingClientRect().top)"
    heading.evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    before = heading.evaluate(top)
    assert 0 <= before < 200
    for layer in ("code", "text", "method"):
        page.locator(f".tl-show [value={layer}]").evaluate("choice => choice.click()")
        page.evaluate("async () => { for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame) }")
        assert heading.evaluate(top) == pytest.approx(before, abs=2), layer  # pixels


@pytest.mark.parametrize("page", [{"forced_colors": "active"}], indirect=True)
def test_what_is_chosen_is_told_in_forced_colours(address, page):
    page.goto(f"{address}/{CHAPTER}#where-it-comes-from")
    page.wait_for_selector(".tl-here [aria-current]")
    page.evaluate("document.querySelector('main p').innerHTML = '<mark>found</mark>'")

    def look(selector):
        told = ("color", "backgroundColor", "borderInlineStartColor", "fontWeight")
        return page.locator(selector).first.evaluate("(part, told) => told.map(n => getComputedStyle(part)[n])", told)

    for chosen, other in (("[aria-current=page]", "a:not([aria-current])"), (".tl-here [aria-current]", ".tl-here a")):
        assert look(f".tl-book {chosen}") != look(f".tl-book {other}:not([aria-current])")
    current, text = look(".tl-book [aria-current=page]"), look(".tl-book .tl-doc > a:not([aria-current])")
    assert current[2] != text[2], "the lines beside the names of texts"
    assert look("mark") != look("main p")
    page.locator(".tl-show > summary").click()
    assert page.locator(".tl-layers input").evaluate_all(  # drawn by the system, which shows what is chosen
        "all => all.every(one => one.checkVisibility({opacityProperty: true}))"
    )
    assert set(
        page.locator(".tl-layers input").evaluate_all("all => all.map(one => getComputedStyle(one).appearance)")
    ) == {"auto"}
    page.set_viewport_size({"width": 390, "height": 844})
    tabs = page.locator(".tl-abstract > summary")
    lines = tabs.evaluate_all("all => all.map(one => getComputedStyle(one).borderBlockEndColor)")
    assert len(set(lines)) == 2, "the line under the open one of two abstracts"


def test_a_folded_passage_opens_by_itself(address, page):
    page.goto(f"{address}/{CHAPTER}")
    page.locator("details.method > summary").first.click()
    assert opened(page, "details.method")[0]
    choose(page, "code")
    code = page.locator("details.hide > summary:visible").first
    code.press("Enter")
    assert opened(page, "details.hide").count(False) == 1


def test_in_the_text_alone_one_word_below_a_figure_opens_its_code_in_place(address, page):
    page.goto(f"{address}/{CHAPTER}")
    figure = page.locator("figure.tl-figure").first
    figure.scroll_into_view_if_needed()
    figure.locator(".tl-under").hover()
    line = figure.locator(".tl-under > :visible").all_inner_texts()
    assert line == ["Data", "CSV", "SVG", "Code"]
    assert not figure.locator("pre").is_visible()
    figure.get_by_text("Code", exact=True).click()
    code = figure.locator("pre").bounding_box()
    assert code["y"] > figure.locator(".tl-svg").bounding_box()["y"]
    assert code["width"] > 0.9 * figure.bounding_box()["width"]


@pytest.mark.parametrize(("typed", "found"), [("انسحاب", "insiḥāb"), ("الفراغ", "farāgh"), ("insihab", "insiḥāb")])
def test_the_glossary_is_searched_in_arabic_and_in_transliteration(address, page, typed, found):
    page.goto(f"{address}/chapters/glossary.html")
    every = page.locator("#glossary-terms tbody tr").count()
    page.get_by_label("Find a term").fill(typed)
    shown = page.locator("#glossary-terms tbody tr:visible")
    assert 0 < shown.count() < every / 2
    assert found in shown.first.text_content()  # whether or not it is in view


@pytest.mark.parametrize(
    "page", [{"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}], indirect=True
)
def test_without_javascript_links_lead_where_they_say(address, page):
    page.goto(f"{address}/{CHAPTER}")
    page.locator(".tl-contents").click()
    assert page.get_by_role("navigation", name="Book").get_by_role("link").first.evaluate(ON_SCREEN)
    page.locator(".tl-steps a[rel=next]").click()
    assert page.url.endswith("hadramout.html")
    page.goto(f"{address}/{CHAPTER}")
    mark = page.locator("a.tl-mark").first
    mark.click()
    assert page.url.endswith(mark.get_attribute("href"))
    reference = page.locator(f"{mark.get_attribute('href')} [data-record] a").first
    assert reference.evaluate(ON_SCREEN)
    record = reference.inner_text()
    reference.click()
    assert page.url.endswith(f"{raw.page(record)}#{record}")
    assert page.locator(f"[id='{record}']").evaluate(ON_SCREEN)
    page.go_back()
    page.locator("figure.tl-figure details.tl-data > summary").first.click()
    assert page.locator("figure.tl-figure details.tl-data table").first.is_visible()
