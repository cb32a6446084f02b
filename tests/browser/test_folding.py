"""Search and every filter find one word in each of its spellings, and the browser folds as the index was folded."""

import csv
import json

import pytest

from textledger.corpus import folding

from ..helpers.answers import ask
from ..helpers.paths import DATA
from ..unit.test_folding import APART, SPELLINGS

# What the book holds, and other ways to type it.
SEARCHED = {
    "2003": ["٢٠٠٣", "۲۰۰۳"],
    "4,000": ["4000", "٤٬٠٠٠", "۴٬۰۰۰", "٤،٠٠٠"],
    "إيران": ["ایران", "\u202bإيران\u202c", "إير\u200dان", "ﺇﻳﺮﺍﻥ", "\ufeffإيران"],
    "العراق": ["\u200fالعراق", "العـــراق"],
    "الأمريكية": ["الأميركية", "الامیرکیه"],
    "baʿtha": ["ba'tha", "ba’tha", "batha"],
}
FILTERED = {
    "ledger": {
        "2021": ["٢٠٢١", "۲۰۲۱"],
        "4,000": ["4000", "٤٬٠٠٠"],
        "NATO's": ["NATO’s", "NATOʼs"],
        "البعثة": ["\u202bالبعثة\u202c", "البعثـه"],
        "إلى": ["الی", "اِلي"],
        "أمريكا": ["أميركا", "امیرکا"],
    },
    "registers": {"الأمريكي": ["الأميركي", "الامیرکی"], "4,000": ["٤٬٠٠٠"], "parliament's": ["parliament’s"]},
    "glossary": {
        "18": ["١٨", "۱۸"],
        "ميليشيا": ["میلیشیا", "ﻣﻴﻠﻴﺸﻴﺎ"],
        "insiḥāb": ["insihab", "\u200finsihab"],
        "baʿtha": ["ba'tha"],
    },
}


def test_every_spelling_is_found_by_the_search(window, address):
    page = window()
    page.goto(f"{address}/chapters/corrections.html")
    page.keyboard.press("/")
    for word, typed in SEARCHED.items():
        expected = ask(page, word)
        assert expected, word
        marked = {folding.fold(mark) for mark in page.locator(".tl-found mark").all_inner_texts()}
        assert marked, word
        for one in typed:
            assert set(ask(page, one)) == set(expected), f"{one!r} for {word!r}"
            assert {folding.fold(mark) for mark in page.locator(".tl-found mark").all_inner_texts()} == marked, one
    assert not page.wrong


@pytest.mark.parametrize("name", FILTERED)
def test_every_spelling_is_found_by_the_filters(window, address, name):
    page = window()
    page.goto(f"{address}/chapters/{name}.html")
    form = page.locator(".tl-filters, .tl-filter")
    for word, typed in FILTERED[name].items():
        told = {}
        for one in (word, *typed):
            form.get_by_role("searchbox").fill(one)
            told[one] = form.locator("output").inner_text()
        assert int(told[word].split(" ")[0]) > 0, told
        assert len(set(told.values())) == 1, told


def test_the_browser_folds_as_the_index_was_folded(texts, window, address):
    texts = [*texts.values(), *(one for pair in APART for one in pair)]
    texts += [one for spellings in SPELLINGS.items() for one in (spellings[0], *spellings[1])]
    cells = set()
    for table in sorted(DATA.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as rows:
            cells |= {part for row in csv.reader(rows) for cell in row for part in cell.split()}
    texts.append(" ".join(sorted(cells)))
    words = sorted({word for text in texts for word in folding.words(text)})
    assert sum(word > "ء" for word in words) > 2000
    page = window()
    page.goto(f"{address}/chapters/corrections.html")
    made = json.loads(
        page.evaluate(
            """([texts, words]) => JSON.stringify({
                folded: texts.map(textledger.fold), words: texts.map(textledger.words),
                keys: words.map(textledger.searchKey),
            })""",
            [texts, words],
        )
    )
    for text, folded, split in zip(texts, made["folded"], made["words"], strict=True):
        assert folded == folding.fold(text)
        assert split == folding.words(text)
    assert dict(zip(words, made["keys"], strict=True)) == {word: folding.search_key(word) for word in words}
