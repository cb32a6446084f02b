"""What the scripts of evidence and the ledger hold: an entry for every reference, and where the book uses a record."""

import json
import re
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup

from ..helpers import prose, scan
from ..helpers.raw import rows
from ..helpers.serving import PAGES


@pytest.fixture(scope="module")
def entries(site):
    """The short entries as the pages get them."""
    result = {}
    for path in (site / "evidence").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        result |= json.loads(re.fullmatch(r"textledger\.evidence\((.*)\);\n", text, flags=re.S)[1])
    return result


def test_every_reference_has_an_entry_and_every_link_in_it_leads_somewhere(site, soup, entries):
    for name in PAGES:
        missing = {link["data-record"] for link in soup(name).select("[data-record]")} - set(entries)
        assert not missing, f"{name}: {missing}"
    published = {row["record_id"] for row in rows("records") if row["status"] == "published"}
    assert set(entries) == published
    anchors = {name: {tag["id"] for tag in soup(name).select("[id]")} for name in PAGES}
    for record_id, markup in entries.items():
        for link in BeautifulSoup(markup, "html.parser").select("a"):
            name, _, anchor = link["href"].partition("#")
            assert anchor in anchors[name], f"{record_id}: {link['href']}"


def test_back_links_are_those_of_the_sources(soup):
    used = defaultdict(set)
    for name in PAGES:
        source = prose.ROOT / name.replace(".html", ".md")
        if source.stem == "ledger":
            continue
        for ids in re.findall(r"\{(?:claim|rec)\}`([^`]+)`", source.read_text(encoding="utf-8")):
            for record_id in ids.split(","):
                used[record_id.strip()].add(name)
    found = {name: scan.notes(soup(name)) for name in PAGES}
    parts = {name: {part["id"]: part for part in soup(name).select("[id]")} for name in PAGES}
    for row in rows("claims"):
        links = parts["chapters/ledger.html"][row["claim_id"]].select(".tl-uses a")
        places = [link["href"].removeprefix("../").partition("#") for link in links]
        assert {page for page, _, _ in places} == used[row["claim_id"]], row["claim_id"]
        for page, _, anchor in places:
            marks = parts[page][anchor].select("a.tl-mark")
            assert row["claim_id"] in {record for mark in marks for record in found[page][mark["href"]]}, (page, anchor)
