"""Once the site has an address: what is named under it exists, and no two things share a name."""

import json
import re
from functools import cache

import pytest

from textledger import cff, records
from textledger_publish import site
from textledger_sphinx import places
from textledger_sphinx.citation import csl, formats
from textledger_sphinx.citation.csl import Page, Settings
from textledger_sphinx.downloads import exports
from textledger_sphinx.metadata import head, jsonld

from ...helpers.heads import BASE, kind_of, named
from ...helpers.serving import PAGES

DOI = "10.1234/book"
GIVEN = Settings(BASE, DOI)
NAMES = [page.removesuffix(".html") for page in PAGES]


@pytest.fixture(scope="module")
def placed(soup):
    """The book as a site that has an address and a DOI."""
    pages = tuple(
        Page(name, named(soup(f"{name}.html"), "citation_title")[0], kind_of(f"{name}.html"), "Abstract.", "It.", at)
        for at, name in enumerate(sorted(NAMES, key="index".__ne__))
    )
    files = tuple(head.File(f"data/{item.path}", item.media, 1, "0" * 64, item.title) for item in _items())
    return head.Site(GIVEN, cff.read().licence, pages, files)


def _items():
    return [item for group in exports.groups() for item in group.items]


@pytest.fixture(scope="module")
def texts(placed):
    """Everything that names addresses of the site, by what it is."""
    result = {f"head of {page.name}": head.head(page, placed) for page in placed.pages}
    result |= {f"JSON-LD of {page.name}": jsonld.json_ld_script(page, placed) for page in placed.pages}
    result |= {
        f"data/{path}": body.decode("utf-8")
        for path, body in exports.contents(BASE, DOI).items()
        if not path.endswith(".zip")
    }
    claims = [csl.record_item(record_id, GIVEN) for record_id in csl.published_claims()]
    result |= {f"claims as {suffix}": render(claims) for suffix, render in formats.FILES.items()}
    result["sitemap"] = site.sitemap(NAMES, BASE, "2026-01-01").decode("utf-8")
    result["robots"] = site.robots("").replace("sitemap.xml", "")
    return result


def addresses(text):
    """Return the addresses of the site that a text names."""
    return set(re.findall(rf"{re.escape(BASE)}[^\s\"'<>}}\\]*", text))


def test_every_address_of_the_site_that_is_named_exists(site, texts):
    @cache
    def ids(path):
        return set(re.findall(r'\bid="([^"]+)"', (site / path).read_text(encoding="utf-8")))

    wrong, seen = [], 0
    for name, text in texts.items():
        for address in addresses(text):
            seen += 1
            path, _, anchor = address.removeprefix(BASE).partition("#")
            if not (site / (path or "index.html")).is_file():
                wrong.append(f"{name}: there is no {path}")
            elif anchor and path.endswith(".html") and anchor not in ids(path):
                wrong.append(f"{name}: {path} has no {anchor}")
    assert not wrong
    assert seen > len(NAMES) + len(csl.published_claims())


def test_no_two_pages_are_the_same_thing(placed):
    names = [jsonld.json_ld(page, placed)["@id"] for page in placed.pages]
    assert len(set(names)) == len(names)
    identified = {page.name for page in placed.pages if "identifier" in jsonld.json_ld(page, placed)}
    assert identified == {"index", places.DATA}


def test_the_data_say_where_they_are_published(texts):
    for name in ("CITATION.cff", "citation.json", "datapackage.json", "ro-crate-metadata.json"):
        assert BASE in texts[f"data/{name}"], name
        assert DOI in texts[f"data/{name}"], name
    unplaced = exports.contents()
    for name in ("CITATION.cff", "citation.json", "datapackage.json"):
        folder = records.data_dir() if (records.data_dir() / name).is_file() else cff.FILE.parent
        assert unplaced[name] == (folder / name).read_bytes(), name


def test_a_placed_citation_file_keeps_its_form_and_its_settings(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_bytes(exports.contents(BASE, DOI)["CITATION.cff"])
    assert cff.read(path) == cff.read()._replace(url=BASE, doi=DOI)
    assert csl.settings(BASE, DOI, cff.read(path)) == GIVEN


def test_claims_have_addresses_of_their_own(texts):
    items = json.loads(texts["claims as json"])
    assert len({item["URL"] for item in items}) == len(items) == len(csl.published_claims())
    assert all("DOI" not in item for item in items)  # it would stand in for the address
