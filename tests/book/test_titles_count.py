"""A title that counts says what one can count in its chart."""

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from textledger.labels import spell

# figure: page, column of its rows that is counted, and which of its values the title counts, in order
COUNTED = {
    "fig-travel-changes": (
        "chapters/travel",
        "Change",
        ("speaker or occasion", "source not named", "words left out"),
    ),
    "fig-hadramout-parallels": (
        "chapters/hadramout",
        "Relation",
        ("not found in the part read", "agrees with the essay", "softened", "agrees with a text of NATO"),
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_title_counts_what_its_chart_draws(site, name):
    page, column, values = COUNTED[name]
    figure = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser").find(id=name)
    table = figure.select_one(".tl-data table")
    at = [head.get_text(strip=True) for head in table.select("thead th")].index(column)
    counts = Counter(row.find_all(["th", "td"])[at].get_text(strip=True) for row in table.select("tbody tr"))
    said = " ".join(part.get_text() for part in figure.select("figcaption, .tl-reading"))
    words = [spell(n) for n in range(1, 13)]
    told = re.findall(rf"\b({'|'.join(words)})\b", said, re.IGNORECASE)
    assert [word.lower() for word in told][: len(values)] == [spell(counts[value]) for value in values]
