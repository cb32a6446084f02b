"""A text goes through add, code, the book and remove; what came with it does nothing on a page."""

import re

import pytest
from bs4 import BeautifulSoup

from textledger.coding import apply, session
from textledger.coding import drafts as coded

from ..helpers import added, hostile, small_books

TITLE = f"{hostile.TEXT}{hostile.MARKUP}{hostile.RIGHT_TO_LEFT}\n../../x: [y]\n| a | b |\n{{claim}}`rewaq-c01`"
LINE = f"عنوان <b class={hostile.MARKER}>x</b> {{{{ 7*7 }}}} {{cite}}`nobody` [[cite:nobody|x]] | ../.. \u202e"
IMAGE = f"<img class={hostile.MARKER} src=x onerror=1>"
NAMES = f"\nقال الوزير سالم{IMAGE} ووزارة {{{{ 7*7 }}}} وشركة Evil`x` Inc [[cite:z|x]]\n"


def build(book):
    building = small_books.start(book, TEXTLEDGER_DATA=str(book / "data"))
    output, complaints = building.communicate()
    assert building.returncode == 0, output + complaints
    return small_books.files(book / "_build/html")


def page(files, slug):
    return BeautifulSoup(files[f"chapters/{slug}.html"], "html.parser")


def decide(data):
    """Take the drafts as a coder would: all accepted but two, and a claim added; then apply."""
    one = session.Session(coded.load("harbour", data), "a", data / "codebook.md")
    first, second = one.draft.units[:2]
    values = {
        "attributed_to": "", "topic": "", "text_en": "The plant will open.", "type": "predictive",
        "modality": "asserted", "attribution": "author", "importance": "main",
    }  # fmt: skip
    one.decide(first.id, "rejected")
    one.decide(second.id, "rejected")
    one.add("claims", values, first.start, first.end)
    apply.apply("harbour", data, "a")
    return {first.id, second.id}


@pytest.fixture(scope="module")
def stages(small_book):
    """The pages of a small book before a text was added, with two drafts in it, and after they were removed."""
    book, before = small_book, small_books.files(small_book / "_build/html")
    (text := book.parent / "pier.txt").write_text(
        f"{LINE}\n{added.HARBOUR.read_text(encoding='utf-8')}{NAMES}", encoding="utf-8"
    )
    assert added.add(book, added.HARBOUR, "harbour", *added.GIVEN, "--title", TITLE) == 0
    assert added.add(book, text, "pier", "--publisher", TITLE) == 0
    rejected = decide(book / "data")
    assert added.run(book, "validate") == 0
    drafted = build(book)
    for slug in ("harbour", "pier"):
        assert added.run(book, "remove", slug) == 0
    return before, drafted, build(book), rejected


def test_the_book_is_the_same_after_the_drafts_are_removed(stages):
    before, drafted, after, _ = stages
    assert "chapters/harbour.html" in drafted
    assert after == before


def test_nothing_that_is_exported_changes_with_a_draft(stages):
    before, drafted, _, _ = stages
    exported = [name for name in before if name.startswith("data/") and not name.endswith(".jsonld")]
    exported.append("notebooks/filling-the-vacuum.zip")  # which has the tables, too
    assert len(exported) > 50
    assert [name for name in exported if drafted.get(name) != before[name]] == []


def test_a_draft_is_visibly_one_and_shows_what_rules_found_and_a_person_left(stages):
    _, drafted, _, rejected = stages
    harbour = page(drafted, "harbour")
    assert harbour.h1.get_text().startswith("Draft: Harbour 2024")
    told = harbour.select_one(".tl-draft").get_text()
    assert told.startswith("Draft. People decided on or added 1 of the amounts, dates, claims and names here (a 1).")
    assert "Nobody has checked it" in page(drafted, "pier").select_one(".tl-draft").get_text()
    tables = {table.caption.get_text(): table for table in harbour.select(".tl-table table")}
    amounts, dates = tables["Amounts by rule, not checked."], tables["Dates by rule, not checked."]
    ids = {row.th.get_text() for table in (amounts, dates) for row in table.tbody.select("tr")}
    assert "harbour-q05" in ids
    assert not ids & rejected
    claims = tables["Claims as a person coded them."].tbody.get_text(" ", strip=True)
    assert claims == "harbour-c01 1 The plant will open. predictive asserted main a"
    assert "No claim is coded yet." in page(drafted, "pier").get_text()
    names = tables["Candidate names by rule, not checked."].get_text()
    assert "سالم الحداد" in names
    assert harbour.select_one("#fig-harbour-actors svg")
    assert "Germany" in harbour.select_one("#fig-harbour-actors").get_text()
    assert len(harbour.select(".tl-outline > p")) == 16
    assert "code harbour" in harbour.get_text()


def test_drafts_stand_in_a_part_of_their_own_and_on_no_other_page(stages):
    _, drafted, _, _ = stages
    for name in ("index.html", "chapters/one.html"):
        found = BeautifulSoup(drafted[name], "html.parser")
        assert "Drafts" in found.get_text()
        for navigation in found.select("nav, script, head"):
            navigation.decompose()
        assert "harbour" not in found.main.get_text().lower(), name


@pytest.mark.parametrize("slug", ["harbour", "pier"])
def test_hostile_titles_publishers_and_names_do_nothing(slug, stages):
    _, drafted, _, _ = stages
    found = page(drafted, slug)
    assert found.select(f".{hostile.MARKER}") == []
    assert [a for tag in found.find_all(True) for a in tag.attrs if a.startswith("on")] == []
    assert not [link for link in found.select("[href]") if re.match(r"\s*javascript:", link["href"])]
    assert not [link for link in found.select("a[href]") if "nobody" in link["href"] or "cite-z" in link["href"]]
    shown = found.select_one(".tl-card").get_text()
    assert hostile.TAG in shown
    assert "{{ 7*7 }}" in shown
    assert "\u202e" not in str(found)
    assert "| a | b |" in shown
    assert "{claim}`rewaq-c01`" in shown
    for script in found.select('script[type="application/ld+json"]'):
        assert hostile.MARKER not in script.get_text()
