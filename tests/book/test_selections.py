"""Numbers that lead to a selection of the ledger or the registers: as many as the reader finds there."""

import re
from urllib.parse import parse_qsl, urlsplit

from textledger.labels import spell

FIELDS = {"text", "verdict", "about", "type", "modality"}


def selected(page, asked):
    """Return how many entries of a page a selection leaves, read from their attributes as the filter does."""
    unknown = set(asked) - FIELDS
    assert not unknown, f"a selection by {sorted(unknown)} is not read here"
    n = 0
    for entry in page.select(".tl-entry, tr[data-checks]"):
        checks = [check.split(":") for check in entry.get("data-checks", "").split()]
        fits = [verdict for verdict, about in checks if asked.get("about") in (None, *about.split(","))]
        n += (
            asked.get("verdict", next(iter(fits), "")) in fits
            and entry["id"].startswith(asked.get("text", ""))
            and all(entry.get(f"data-{field}") == asked[field] for field in ("type", "modality") if field in asked)
        )
    return n


def test_a_number_that_leads_to_a_selection_is_how_many_it_leaves(soup, site):
    links = [
        (page.name, link)
        for page in sorted(site.glob("chapters/*.html"))
        for link in soup(f"chapters/{page.name}").select(
            "article a:is([href^='ledger.html?'], [href^='registers.html?'])"
        )
    ]
    assert {urlsplit(link["href"]).path for _, link in links} == {"ledger.html", "registers.html"}
    for page, link in links:
        address = urlsplit(link["href"])
        n = selected(soup(f"chapters/{address.path}"), dict(parse_qsl(address.query)))
        assert re.match(rf"(?:{n}|{spell(n)})\b", link.get_text()), (page, link.get_text(), address.query, n)
