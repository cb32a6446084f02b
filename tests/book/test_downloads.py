"""What the built site hands out: every file of the data with its size, annotations that lead to the ledger, fonts."""

import json
import re

import pytest

from textledger_sphinx.downloads import exports
from textledger_sphinx.theme.fonts import FACES


def test_site_offers_every_file_with_its_size(site):
    page = (site / "chapters" / "data.html").read_text(encoding="utf-8")
    offered = dict(re.findall(r'href="\.\./data/([^"#]+)"[^>]*>[^<]*</a>[^<]*\(([^()]+)\)', page))
    present = {
        path.relative_to(site / "data").as_posix(): path for path in (site / "data").rglob("*") if path.is_file()
    }
    assert set(offered) == set(present) == set(exports.contents())
    for name, shown in offered.items():
        number, unit = shown.split("\N{NO-BREAK SPACE}")
        size = float(number.replace(",", "")) * {"kB": 1e3, "MB": 1e6}[unit]
        assert size == pytest.approx(present[name].stat().st_size, rel=0.05, abs=1000), name


def test_addresses_of_annotations_lead_to_the_ledger(site):
    file = site / "data" / "annotations.jsonld"
    ledger = (site / "chapters" / "ledger.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r'\bid="([^"]+)"', ledger))
    for item in json.loads(file.read_text(encoding="utf-8"))["first"]["items"]:
        page, _, anchor = item["id"].partition("#")
        assert (file.parent / page).resolve() == site / "chapters" / "ledger.html"
        assert anchor in anchors


def test_fonts_of_the_site_bring_their_licence(site):
    fonts = site / "_static" / "fonts"
    assert list(fonts.glob("*.woff2"))
    texts = [path.read_text(encoding="utf-8") for path in fonts.glob("*.LICENSE.txt")]
    assert len(texts) == len({face.package for face in FACES})
    assert all("SIL OPEN FONT LICENSE" in text for text in texts)
