"""The rules of the bibliography: what is refused, and how odd entries are printed, led to and told apart."""

import re

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_file, parse_string
from sphinx.errors import ExtensionError

from textledger.rules import bibtex
from textledger_sphinx.citation import references

from ..helpers import small_books
from ..helpers.paths import DATA
from .test_bibliography import FILES, LISTED


def entry(key="one", **fields):
    """Return an entry of BibTeX, with what it needs where nothing else is given."""
    values = {"title": "{T}", "author": "{N}", "year": "2024"} | fields
    return f"@misc{{{key}, {', '.join(f'{name}={{{value}}}' for name, value in values.items() if value)}}}\n"


def book(folder, bib, *cited):
    """Build a small book that cites the keys given, and return its list of references."""
    prose = LISTED + " ".join(f"{{cite}}`{key}`" for key in cited) + "\n"
    log = small_books.build(small_books.write(folder, FILES | {"references.bib": bib, "index.md": prose}))[1]
    assert log == ""
    return BeautifulSoup(small_books.page(folder, "list"), "html.parser").select("div.citation")


REFUSED = {
    "no title": (entry(title=""), "one: title is missing"),
    "another scheme": (entry(url="javascript:alert(1)"), "one: url is 'javascript:alert(1)', expected the address"),
    "a DOI that is none": (entry(doi="javascript:alert(1)"), "one: doi is 'javascript:alert(1)', expected a bare DOI"),
    "an eprint that is none": (entry(eprint='x" y'), "one: eprint is 'x\" y', expected"),
    "a PubMed number that is none": (entry(pubmed="../x"), "one: pubmed is '../x', expected"),
    "a comment of LaTeX": (entry(note="by 5% a year"), "one: note has % at '% a year', expected \\%"),
    "mathematics": (entry(title="The $x^2$ of it"), "one: title has $ at '$x^2$ of it', expected \\$"),
    "a command": (entry(title=r"A \textit{fine} one"), "one: title has \\textit in"),
    "a link in a note": (entry(note=r"See \url{javascript:alert(1)}"), "one: note has \\url in"),
    "braces to print": (entry(title=r"A \{set\}"), "one: title has \\"),
    "a backtick": (entry(title="{The `span` of it}"), "one: title has ` in"),
    "a command in a name": (entry(author=r"\foo Bar"), "one: author has \\foo in"),
    "a day without a month": (entry(day="12"), "one: day is '12', expected"),
    "a day in words": (entry(day="last", month="May"), "one: day is 'last', expected"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_or_led_to_is_refused_by_its_key(name):
    bib, message = REFUSED[name]
    (fault,) = bibtex.faults(parse_string(bib + entry("two"), "bibtex").entries)
    assert fault.startswith(f"references.bib, {message}")


def test_the_published_bibliography_keeps_the_rules():
    assert bibtex.faults(parse_file(str(DATA / "references.bib")).entries) == []


@pytest.mark.parametrize(
    ("bib", "message"),
    [
        (entry(url="javascript:alert(1)") + entry("two", title=""), r"one: url is .*\n.*two: title is missing"),
        ("@treaty{one, title={T}}", "references.bib, one: the type is @treaty, expected one of @article, @book,"),
        ("@article{one, title={T}, author={N}, year={2024}}", "references.bib, one .@article.: .*journal"),
    ],
)
def test_no_book_is_built_of_what_is_refused(tmp_path, bib, message):
    with pytest.raises(ExtensionError, match=message):
        book(tmp_path, bib, "one")


def test_anchors_tell_keys_of_any_letters_apart_and_depend_on_the_key_alone(tmp_path):
    keys = ["plain2024", "الجزيرة", "الوقت", "zzالجزيرة2024", "zzالوقت2024", "a_b", "a-b", "müller", "muller"]
    bib = "".join(entry(key, title=f"{{Title {number}}}") for number, key in enumerate(keys))
    anchors = [listed["id"] for listed in book(tmp_path / "all", bib, *keys)]
    assert len(set(anchors)) == len(keys)
    assert "cite-plain2024" in anchors
    assert "cite-a-b" in anchors
    links = BeautifulSoup(small_books.page(tmp_path / "all", "index"), "html.parser").select('a[href*="#"]')
    assert set(anchors) <= {link["href"].partition("#")[2] for link in links}
    (alone,) = book(tmp_path / "one", entry("الوقت"), "الوقت")
    assert alone["id"] in anchors


def test_an_address_leads_where_it_says_and_titles_are_as_they_are_meant(tmp_path):
    bib = entry(
        title=r"{Costs \$5 \_ 10\% \& \#1~x -- `` y'' {\"o} <b> 'z' {{ q }}}",
        url=r"https://example.org/a\_b\%20c?d=e\&f=\$1\#g~h\~{}i\textasciitilde{}j",
    )
    (listed,) = book(tmp_path, bib, "one")
    (link,) = listed.select("a.external")
    assert link["href"] == "https://example.org/a_b%20c?d=e&f=$1#g~h~i~j"
    assert link.get_text() == "example.org/a_b%20c?d=e&f=$1#g~h~i~j"
    assert "Costs $5 _ 10% & #1\xa0x – “ y” ö <b> 'z'  q ." in listed.get_text()
    assert references.labels(parse_string(bib, "bibtex").entries) == {"one": "N 2024"}


def test_no_full_stop_follows_a_question_mark_of_either_script(tmp_path):
    bib = entry(title="{Why?}") + entry("two", title="{لماذا؟}")
    assert all(mark in item.get_text() for mark, item in zip("?؟", book(tmp_path, bib, "one", "two"), strict=True))
    assert not re.search("[?؟][\u2066-\u2069]*[.]", small_books.page(tmp_path, "list"))


def test_a_date_is_printed_once_with_its_day(tmp_path):
    (listed,) = book(tmp_path, entry(month="March", day="09"), "one")
    assert listed.get_text().strip() == "N. 2024. T. 9 March."
    assert listed.get_text().count("2024") == 1


def test_more_entries_of_one_author_and_year_than_letters(tmp_path):
    count = 55
    bib = "".join(entry(f"k{n:02}", title=f"{{Title {n:02}}}", author="{Body}") for n in range(count))
    years = references.years(parse_string(bib, "bibtex").entries)
    assert [years[f"k{n:02}"] for n in (0, 25, 26, 51, 52, 54)] == [
        "2024a",
        "2024z",
        "2024aa",
        "2024az",
        "2024ba",
        "2024bc",
    ]
    listed = book(tmp_path, bib, *(f"k{n:02}" for n in range(count)))
    assert [re.search("Title ([0-9]+)", item.get_text())[1] for item in listed] == [f"{n:02}" for n in range(count)]
    assert "Body, 2024aa" in small_books.page(tmp_path, "index")


def test_others_are_et_al_and_a_span_of_years_has_a_dash_wherever_it_is_printed(tmp_path):
    bib = entry(author="Knights, Ann and others", year="2014--2017") + entry("two", author="A and B and others")
    assert references.labels(parse_string(bib, "bibtex").entries) == {
        "one": "Knights et al. 2014–2017",
        "two": "A and B et al. 2024",
    }
    first, second = (item.get_text() for item in book(tmp_path, bib, "one", "two"))
    assert "A and B\xa0et al. 2024. T." in first
    assert "Knights, Ann\xa0et al. 2014–2017. T." in second
    assert "Knights\xa0et al., 2014–2017" in small_books.page(tmp_path, "index")


TABLE = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{name: python3, display_name: Python 3}}
---
# A table

```{{code-cell}} python3
import pandas as pd
from textledger.display import table
table(pd.DataFrame({{"A": ["{cell}"]}}), "Caption {caption}")
```
"""


def test_a_citation_of_an_unknown_key_in_a_table_or_its_caption_is_told_with_its_page(tmp_path):
    files = FILES | {
        "conf.py": FILES["conf.py"] + 'nb_execution_mode = "force"\n',
        "index.md": LISTED.replace("list\n", "list\ntold\n") + "{cite}`one`, {cite}`two`\n",
        "told.md": TABLE.format(cell="[[cite:one|One [1]]]", caption="[[cite:nosuch|No one]], [[cite:two]]"),
    }
    log = small_books.build(small_books.write(tmp_path, files))[1]
    assert re.search(r"told.*ERROR: an output cites 'nosuch', which is not in references\.bib", log), log
    assert re.search(r"told.*ERROR: an output has '\[\[cite:two\]\]', expected", log), log
    assert log.count("ERROR") == 2
    (link,) = BeautifulSoup(small_books.page(tmp_path, "told"), "html.parser").select('td a, th[scope="row"] a')
    assert link.get_text() == "One [1]"
    assert link["href"].endswith("bibliography.html#cite-one")
    (region,) = BeautifulSoup(small_books.page(tmp_path, "told"), "html.parser").select("div.tl-table")
    assert region["aria-label"] == "Caption No one, [[cite:two]]"


ODD = """
from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from textledger_sphinx.citation import bibliography
from textledger_sphinx.theme import addresses

class Links(SphinxDirective):
    def run(self):
        made = [nodes.reference("", to, refuri=to) for to in ("javascript:a", "https://example.org/")]
        return [nodes.paragraph("", "", *made)]

def setup(app):
    addresses.setup(app)
    bibliography.setup(app)
    app.add_directive("links", Links)
"""


def test_a_link_of_a_page_leads_to_the_web_or_stays_its_words(tmp_path):
    files = FILES | {
        "conf.py": FILES["conf.py"].replace("bibliography_only", "odd_links"),
        "odd_links.py": ODD,
        "index.md": LISTED + "{cite}`one`, {cite}`two`\n\n```{links}\n```\n",
    }
    log = small_books.build(small_books.write(tmp_path, files))[1]
    assert "ERROR: a link leads to 'javascript:a', expected the address of a page" in log
    page = BeautifulSoup(small_books.page(tmp_path, "index"), "html.parser")
    assert [link["href"] for link in page.select("a.external")] == ["https://example.org/"]
    assert "javascript:a" in page.get_text()
