"""Anchors of the built pages: none that anything leads to is a count, and those in Arabic serve like others."""

import re

from ..helpers.serving import PAGES

COUNTED = re.compile(r"id\d+")
# sphinxcontrib-bibtex counts its citations and lists; nothing leads to them, their references have names of their own.
OWN = ".bibtex-citation, .docutils.container"


def test_no_anchor_that_leads_somewhere_is_a_count(soup):
    for name in PAGES:
        page = soup(name)
        own = {id(part) for part in page.select(OWN)}
        counted = [part for part in page.select("[id]") if COUNTED.fullmatch(part["id"]) and id(part) not in own]
        assert not counted, f"{name}: {[str(part)[:80] for part in counted]}"
        led = [a["href"] for a in page.select("a[href]") if COUNTED.fullmatch(a["href"].partition("#")[2])]
        assert not led, f"{name}: {led}"


def test_a_section_with_an_arabic_address_is_told_when_it_is_in_view(site, window, address):
    name = "chapters/since.html"
    markup = (site / name).read_text(encoding="utf-8")
    anchor = re.search(r'<section id="([a-z-]+)">\s*<h2', markup.partition('<section id="cite')[0])[1]
    renamed = re.sub(rf'(["#]){anchor}"', r'\1الخلاصة"', markup)
    page = window(viewport={"width": 1280, "height": 900})
    page.route(f"**/{name}", lambda route: route.fulfill(body=renamed, content_type="text/html; charset=utf-8"))
    page.goto(f"{address}/{name}#الخلاصة")
    page.locator(".tl-here a[aria-current]").wait_for()
    assert page.locator(".tl-here a[aria-current]").get_attribute("href") == "#الخلاصة"
    assert not page.wrong
