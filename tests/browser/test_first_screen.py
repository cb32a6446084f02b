"""The first screen of a chapter: title, standfirst, tools in one line that stays, the abstract in two languages."""

import pytest

from ..helpers.serving import PAGES

CHAPTER = "chapters/rewaq.html"
PLACES = """() => [...document.querySelectorAll(".tl-page-tools > a, .tl-page-tools summary, .tl-run-all")]
    .filter(part => part.checkVisibility()).map(part => {
        const {left, top} = part.getBoundingClientRect()
        return [part.innerText.trim(), Math.round(left), Math.round(top + scrollY)]
    })"""


def test_no_menu_moves_a_tool(window, address):
    page = window()
    page.goto(f"{address}/{CHAPTER}")
    page.wait_for_function("document.querySelector('.tl-run-all:enabled')")
    for width in (1280, 700, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        before = page.evaluate(PLACES)
        assert len(before) >= 4, width
        assert len({top for _, _, top in before}) == 1, f"the tools are one line in {width} px"
        for menu in page.locator(".tl-page-tools > details > summary").all():
            menu.click()
            assert page.evaluate(PLACES) == before, width
            assert page.locator(".tl-page-tools > details[open]").count() == 1, "one menu at a time"
            menu.click()  # in place
            assert page.locator(".tl-page-tools > details[open]").count() == 0, width


def test_the_keyboard_walks_the_tools_as_they_stand(window, address):
    page = window(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/{CHAPTER}")
    page.wait_for_function("document.querySelector('.tl-run-all:enabled')")
    page.locator("article a:is(h1 *, .takeaways *)").last.focus()
    walked = []
    for _ in page.evaluate(PLACES):
        page.keyboard.press("ArrowRight" if walked else "Tab")
        walked.append(page.evaluate("document.activeElement.getBoundingClientRect().left"))
        assert page.evaluate("!!document.activeElement.closest('.tl-page-tools')")
    assert walked == sorted(walked)


def test_a_host_that_does_not_say_whether_it_has_python_is_not_waited_for_without_end(window, address):
    page = window()
    page.route("**/run/manifest.json", lambda route: None)  # never answered
    page.goto(f"{address}/{CHAPTER}")
    page.wait_for_function("window.textledger?.chapter")
    page.evaluate("""() => {
        const {kernel} = textledger.chapter
        kernel.patience = 100
        kernel.isThere().then(there => { window.there = there })
    }""")
    page.wait_for_function("window.there === true")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_words_keep_their_distance_from_the_cover(window, address, width):
    page = window(viewport={"width": width, "height": 900})
    page.goto(f"{address}/index.html")
    cover, words = (page.locator(part).first.bounding_box() for part in (".cover", ".cover ~ p"))
    assert words["y"] - (cover["y"] + cover["height"]) >= 16


@pytest.mark.parametrize("name", PAGES)
def test_a_page_begins_with_title_standfirst_and_tools(soup, name):
    page = soup(name)
    title = page.select_one("article h1")
    after = [tag for tag in title.find_next_siblings() if tag.name][:4]
    kinds = [" ".join(tag.get("class", [])) or tag.name for tag in after]
    if name == "index.html":
        assert "cover" in kinds[0]
        return
    assert kinds[0] in ("tl-dek", "tl-meta")
    assert "tl-meta" in kinds[:2]
    assert page.select_one(".tl-byline").get_text(strip=True) == page.select_one("meta[name=author]")["content"]
    assert any("tl-page-tools" in kind for kind in kinds)


def shown(page):
    """Return the languages in which the abstract is seen, from left to right."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".tl-abstract > :last-child")]
            .filter(part => part.checkVisibility() && part.getBoundingClientRect().height > 0)
            .sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left)
            .map(part => part.lang || "en")"""
    )


@pytest.mark.parametrize("script", [True, False])
def test_both_abstracts_stand_side_by_side_where_there_is_room(window, address, script):
    page = window(viewport={"width": 900, "height": 900}, java_script_enabled=script)
    page.goto(f"{address}/{CHAPTER}")
    boxes = [part.bounding_box() for part in page.locator(".tl-abstract > :last-child").all()]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=2)


@pytest.mark.parametrize(("locale", "first", "second"), [("en-GB", "en", "ar"), ("ar-IQ", "ar", "en")])
def test_on_a_phone_the_abstract_is_behind_tabs(window, address, locale, first, second):
    page = window(viewport={"width": 390, "height": 844}, locale=locale)
    page.goto(f"{address}/{CHAPTER}")
    page.wait_for_function("first => document.querySelector('.tl-abstract[open] > summary').lang === first", arg=first)
    tabs = page.locator(".tl-abstract > summary")
    left = {tab.get_attribute("lang"): tab.bounding_box()["x"] for tab in tabs.all()}
    assert left[first] < left[second]
    assert shown(page) == [first]
    page.locator(f".tl-abstract > summary[lang={second}]").press("Enter")
    assert shown(page) == [second]
    assert {tab.get_attribute("lang"): tab.bounding_box()["x"] for tab in tabs.all()} == left, "tabs stay"


def test_without_a_script_the_other_abstract_is_one_tap_away(window, address):
    page = window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"{address}/{CHAPTER}")
    assert shown(page) == ["en"]
    page.locator(".tl-abstract > summary[lang=ar]").click()
    assert shown(page) == ["ar"]


# What a reader mode takes for no text: the names by which Readability.js (0.6) drops parts, and those it keeps.
DROPPED = (
    "-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu|"
    "related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate|pagination|"
    "pager|popup|yom-remote"
)
UNLIKELY = """names => {
    const unlikely = new RegExp(names, "i")
    const maybe = /and|article|body|column|content|main|shadow/i
    const dropped = part => unlikely.test(`${part.className} ${part.id}`) && !maybe.test(`${part.className} ${part.id}`)
    const article = document.querySelector("article").cloneNode(true)
    const byline = article.querySelector("[class*=byline]")?.textContent
    for (const part of [...article.querySelectorAll("*")].filter(dropped)) part.remove()
    for (const part of article.querySelectorAll("h1, [class*=byline], [hidden]")) part.remove()
    return { byline, author: document.querySelector("meta[name=author]").content,
        text: article.textContent.replace(/\\s+/g, " ").trim(),
        code: article.querySelectorAll(".cell_input pre").length }
}"""


@pytest.mark.parametrize("name", ["chapters/rewaq.html", "chapters/travel.html"])
def test_a_reader_mode_begins_with_the_text_and_has_a_byline(window, address, soup, name):
    page = window()
    page.goto(f"{address}/{name}")
    read = page.evaluate(UNLIKELY, DROPPED)
    dek = soup(name).select_one(".tl-dek").get_text()
    assert read["text"].startswith(dek)
    assert read["byline"] == read["author"]
    assert not read["code"]
    assert "BibTeX" not in read["text"]


@pytest.mark.parametrize("name", PAGES)
def test_what_must_not_be_translated_says_so(soup, name):
    page = soup(name)
    for part in page.select("article :is(bdi, p, div, td, th, blockquote)[lang=ar], article a.tl-claim, article code"):
        assert part.find_parent(translate="no") or part.get("translate") == "no", str(part)[:120]


TARGETS = """() => [...document.querySelectorAll(".tl-under > *, .tl-under summary, .tl-page-tools > a, "
    + ".tl-page-tools summary, .tl-rows, .tl-top a, .tl-top button, .tl-abstract > summary, .tl-steps a")]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().width)
    .filter(part => { const {width, height} = part.getBoundingClientRect(); return height < 24 || width < 24 })
    .map(part => part.outerHTML.slice(0, 80))"""


def test_what_is_tapped_is_large_enough(window, address):
    page = window(has_touch=True)
    page.goto(f"{address}/{CHAPTER}")
    page.add_style_tag(content="article section { content-visibility: visible !important }")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert not page.evaluate(TARGETS), width
