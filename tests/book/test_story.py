"""What the built chapters show: where faults are told, how many charts and tables, and no data twice."""

import copy

import pytest

from ..helpers import limits, prose, shown
from ..helpers.raw import rows
from ..helpers.serving import PAGES

TALES = prose.ORDER[: prose.ORDER.index("corpus")]  # the parts before that on method


@pytest.fixture(scope="module")
def page(soup):
    """A page that a test may take apart: a function of its name."""
    return lambda name: copy.copy(soup(name))


@pytest.mark.parametrize("doc", prose.TEXTS)
def test_what_is_wrong_with_a_text_stands_in_what_holds_up_or_in_a_case(page, doc):
    tree = page(f"chapters/{doc}.html")
    parts = shown.sections(tree)
    titles = list(parts)
    assert {"What holds up and what does not", "Where it comes from"} <= set(titles)
    told = set()
    for title in titles[titles.index("What holds up and what does not") : titles.index("Where it comes from")]:
        told |= shown.reached(tree, parts[title])
    grave = {row["anomaly_id"] for row in rows("anomalies") if row["severity"] == "high" and row["doc_id"] == doc}
    assert not sorted(grave - told)
    wrong = [
        row for row in rows("checks") if row["verdict"] == "inconsistent" and row["check_id"].startswith(f"{doc}-")
    ]
    assert not [row["check_id"] for row in wrong if not told & {row["check_id"], *row["target_ids"].split(";")}]


@pytest.mark.parametrize("doc", prose.TEXTS)
def test_a_chapter_on_one_text_has_few_charts(page, doc):
    ids = [figure["id"] for figure in shown.figures(page(f"chapters/{doc}.html"))]
    assert len(ids) <= limits.CHARTS


@pytest.mark.parametrize("name", [name for name in TALES if name != "index"])
def test_a_chapter_has_few_tables(page, name):
    captions = [table.get("aria-label", "") for table in shown.tables(page(f"chapters/{name}.html"))]
    assert len(captions) <= limits.TABLES


def test_the_book_has_few_charts(page):
    assert sum(len(shown.figures(page(name))) for name in PAGES) <= limits.ALL_CHARTS


def test_no_data_are_shown_twice(page):
    everything = [one for name in PAGES for one in shown.of_page(name, page(name))]
    pairs = [(one.page, one.name, other.page, other.name) for one, other in shown.twice(everything)]
    assert not pairs, pairs


def test_data_shown_twice_are_noticed(page):
    everything = shown.of_page(name := f"chapters/{prose.TEXTS[0]}.html", page(name))
    again = next(one for one in everything if len(one.rows) >= shown.LEAST)
    assert (again, again._replace(page="chapters/other.html")) in shown.twice(
        [*everything, again._replace(page="chapters/other.html")]
    )
