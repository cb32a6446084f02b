"""Long lists of links: one stop of the keyboard each, between whose links arrow keys lead, so that none is lost."""

import pytest

BOOK = ".tl-book a[href]"


def stops(page, links):
    return page.locator(links).evaluate_all("links => links.filter(link => link.tabIndex >= 0).length")


def walked(page, links):
    """Return the addresses to which the arrow key leads, from the first link on."""
    every = page.locator(links)
    n = every.evaluate_all("links => links.filter(link => link.checkVisibility()).length")
    every.evaluate_all("links => links.find(link => link.tabIndex >= 0).focus()")
    page.keyboard.press("Home")
    seen = set()
    for _ in range(n):
        seen.add(page.evaluate("document.activeElement.href"))
        page.keyboard.press("ArrowDown")
    return seen


@pytest.mark.parametrize("name", ["index.html", "chapters/vacuum.html"])
def test_the_contents_are_one_stop_and_arrow_keys_reach_every_page(visit, name):
    page = visit(name)
    assert stops(page, BOOK) == 1
    every = page.locator(BOOK).evaluate_all("links => links.filter(l => l.checkVisibility()).map(link => link.href)")
    assert walked(page, BOOK) == set(every)


def test_the_works_of_the_bibliography_are_one_stop(visit):
    page = visit("chapters/bibliography.html")
    works = "div.citation a[href]"
    assert page.locator(works).count() > 100
    assert stops(page, works) == 1
    page.locator(works).evaluate_all("links => links.find(link => link.tabIndex >= 0).focus()")
    page.keyboard.press("End")
    assert page.locator(works).last.evaluate("link => link === document.activeElement")


def test_a_link_that_is_pressed_becomes_the_stop(visit):
    page = visit("chapters/vacuum.html")
    last = page.locator(BOOK).last
    last.focus()
    assert last.evaluate("link => link.tabIndex") == 0
    assert stops(page, BOOK) == 1


TOOLS = ".tl-page-tools > details > summary, .tl-run-all"


@pytest.mark.parametrize("name", ["index.html", "chapters/vacuum.html"])
def test_the_tools_of_a_page_are_one_stop_and_arrow_keys_reach_each(visit, name):
    page = visit(name)
    every = page.locator(TOOLS).filter(visible=True)
    assert every.count() > 1
    assert stops(page, TOOLS) == 1
    page.locator(TOOLS).evaluate_all("tools => tools.find(tool => tool.tabIndex >= 0).focus()")
    page.keyboard.press("Home")
    for tool in every.all():
        assert tool.evaluate("tool => tool === document.activeElement")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert every.first.evaluate("tool => tool.parentElement.open")


def test_a_line_without_tools_stops_no_script(window, address):
    page, name = window(), "corrections.html"
    page.route(f"**/{name}", lambda route: route.fulfill(
        response=(answer := route.fetch()),
        body=answer.text().replace("<article", '<div class="tl-page-tools"></div><article', 1),
    ))  # fmt: skip
    page.goto(f"{address}/chapters/{name}")
    assert page.locator(".tl-page-tools:empty").count() == 1
    assert stops(page, TOOLS) == 1, "the line after it"
    assert not page.wrong


def test_the_boxes_of_an_inventory_are_one_stop(visit):
    page = visit("chapters/data.html")
    boxes = page.locator(".tl-inventory > summary")
    assert boxes.count() > 50
    assert stops(page, ".tl-inventory > summary") == 1
    boxes.first.focus()
    page.keyboard.press("ArrowDown")
    assert boxes.nth(1).evaluate("box => box === document.activeElement")


@pytest.mark.parametrize("name", ["reproduce", "corrections", "method"])
def test_the_foot_of_a_page_leads_elsewhere(visit, name):
    page = visit(f"chapters/{name}.html")
    address = page.evaluate("location.href.split('#')[0]")
    leads = page.locator(".tl-foot a").evaluate_all("links => links.map(link => link.href.split('#')[0])")
    assert len(leads) == 2
    assert address not in leads
