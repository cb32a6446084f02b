"""What was not found leads to the row of the search for it."""

import re

import lxml.html

from ..helpers.raw import rows

_SEARCH = re.compile(r"(?:.*method\.html)?#(search-\d+)")


def test_each_link_to_a_search_leads_to_its_row(site):
    method = lxml.html.parse(site / "chapters/method.html")
    known = {row["search_id"]: row["sought_en"] for row in rows("searches")}
    for name, sought in known.items():
        row = method.getroot().get_element_by_id(name)
        assert row.tag == "tr"
        assert sought[:30] in row.text_content()
    pages = [site / "index.html", *(site / "chapters").glob("*.html")]
    hrefs = [(page, href) for page in pages for href in lxml.html.parse(page).xpath("//article//a/@href")]
    led = {(page.name, match[1]) for page, href in hrefs if (match := _SEARCH.fullmatch(href))}
    assert {name for _, name in led} <= set(known)
    assert len({page for page, _ in led}) > 10
