"""Cite this: what the page shows, what its files say, copied in a browser and read without scripts."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from textledger import citing

from ...helpers.heads import named
from ...helpers.serving import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_citation_files_say_what_the_page_says(site, soup, body, page):
    (markup,) = re.findall('<details class="tl-cite-this".*?</details>', body(page), re.S)
    panel = BeautifulSoup(markup, "html.parser")
    chicago = panel.select_one("#tl-cite-chicago").get_text()
    last = BeautifulSoup(body(page), "html.parser").select("article > section > section")[-1]
    assert last.h2.contents[0] == panel.summary.get_text()
    assert [printed.get_text() for printed in last.select(".tl-citation")] == [chicago]
    addresses = {link["href"].rpartition(".")[2]: link["href"] for link in panel.select("a[download]")}
    assert set(addresses) == {"bib", "ris", "json"}
    files = {suffix: (site / page).parent / address for suffix, address in addresses.items()}
    for suffix in ("bib", "ris"):
        shown = panel.select_one(f"#tl-cite-{suffix}").get_text()
        assert files[suffix].read_text(encoding="utf-8").strip() == shown
    (item,) = json.loads(files["json"].read_text(encoding="utf-8"))
    assert citing.plain(citing.chicago(item)) == chicago
    assert citing.plain(citing.apa(item)) == panel.select_one("#tl-cite-apa").get_text()
    assert item["title"] == named(soup(page), "citation_title")[0]
