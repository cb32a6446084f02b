"""The first use of a name: it opens its gloss on a press, under a resting pointer and by keyboard, and is a link."""

import re
from collections import Counter

import pytest

from ..helpers import prose
from ..helpers.raw import rows

TERM, GLOSS = "article a.tl-term", ".tl-gloss"


@pytest.fixture(scope="module")
def chapter(soup):
    """The chapter on one text with the most terms."""
    return max((f"chapters/{doc}.html" for doc in prose.TEXTS), key=lambda name: len(soup(name).select(TERM)))


def test_a_name_is_a_term_once_a_chapter_in_prose_alone_and_leads_to_its_line(soup):
    lines = {row["id"] for row in soup("chapters/start.html").select("#names tbody tr")}
    forms = {form for row in rows("actors") for form in row["forms_en"].split(";")}
    for name in prose.ORDER:
        page = soup("index.html" if name == "index" else f"chapters/{name}.html")
        targets = Counter(term["href"].partition("#")[2] for term in page.select(TERM))
        assert set(targets.values()) <= {1}
        assert set(targets) <= lines
        for term in page.select(TERM):
            assert term.get_text().replace("’", "'") in forms
            assert term["title"]
            assert not term.find_parent(["h1", "h2", "h3", "figcaption", "caption", "table"])
            assert not term.find_parent("a")


@pytest.mark.parametrize(("width", "options"), [(1280, {}), (390, {"has_touch": True, "is_mobile": True})])
def test_a_press_opens_the_gloss_within_the_window_and_escape_closes_it(visit, chapter, width, options):
    page = visit(chapter, width=width, **options)
    term = page.locator(TERM).first
    term.scroll_into_view_if_needed()
    told = term.get_attribute("aria-description")
    term.tap() if options else term.click()
    gloss = page.locator(GLOSS)
    gloss.wait_for()
    assert told in gloss.inner_text()
    box = gloss.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert "#who-" in gloss.locator("a").get_attribute("href")
    page.keyboard.press("Escape")
    gloss.wait_for(state="detached")


def test_a_resting_pointer_opens_the_gloss_and_a_passing_one_does_not_and_a_key_does(visit, chapter):
    page = visit(chapter)
    term = page.locator(TERM).first
    term.hover()
    page.locator(GLOSS).wait_for()
    page.keyboard.press("Escape")
    page.locator(GLOSS).wait_for(state="detached")
    term.focus()
    page.keyboard.press("Enter")
    page.locator(GLOSS).wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.tl-gloss a')")


def test_without_a_script_a_name_leads_to_its_line(visit, chapter):
    page = visit(chapter, java_script_enabled=False)
    page.locator(TERM).first.click()
    assert re.search(r"start\.html#who-", page.url)
