"""The whole book with a draft in it, and with the draft published: other pages say what they said, or show it."""

import pytest
from bs4 import BeautifulSoup

from .helpers import added, visit, whole_book
from .helpers.serving import serve

PAGE = "chapters/harbour.html"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    """The pages of a copy of the book to which a text was added."""
    folder = whole_book.copy(tmp_path_factory.mktemp("drafted") / "book")
    assert added.add(folder) == 0
    whole_book.run(folder, "-m", "textledger_sphinx")
    return folder / "_build" / "html"


def said(path):
    """Return what a page says, without what leads to other pages."""
    main = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").main
    for way in main.select("nav"):
        way.decompose()
    return " ".join(main.get_text(" ").split())


def test_every_other_page_says_what_it_said(site, drafted):
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(names) > 20
    assert [name for name in names if said(site / name) != said(drafted / name)] == []


def test_every_export_is_as_it_was(site, drafted):
    before, after = added.files(site / "data"), added.files(drafted / "data")
    assert before
    assert [name for name in before if after.get(name) != before[name]] == []


SECTIONS = {
    "ledger": 'entries("claims", "harbour")',
    "registers": 'for caption, rows in inventory.registers("harbour").items():\n    table(rows, caption, anchors=True)',
}


def test_the_book_builds_with_a_sixth_text_and_shows_its_records(tmp_path):
    folder = whole_book.copy(tmp_path / "book")
    added.publish(folder)
    for name, code in SECTIONS.items():
        with (folder / f"chapters/{name}.md").open("a", encoding="utf-8") as page:
            page.write(f"\n## Harbour 2024\n\n```{{code-cell}} python\n{code}\n```\n")
    whole_book.run(folder, "-m", "textledger_sphinx")
    pages = {name: (folder / f"_build/html/{name}.html").read_text(encoding="utf-8") for name in
             ("index", "chapters/corpus", "chapters/ledger", "chapters/registers", "chapters/voices")}  # fmt: skip
    assert 'id="harbour-c01"' in pages["chapters/ledger"]
    assert 'id="harbour-q01"' in pages["chapters/registers"]
    assert "Harbour 2024: not coded" in pages["chapters/voices"]
    assert "[A water plant in the harbour]" in pages["index"]
    calendar = BeautifulSoup(pages["chapters/corpus"], "html.parser").select_one("#fig-corpus-calendar")
    assert "Harbour 2024" in calendar.get_text()  # though it reports no event


def test_axe_finds_nothing_on_the_page_of_a_draft(chromium, drafted):
    with serve(drafted) as running:
        assert not visit.visit(visit.open_window(chromium), running, PAGE, visit.ALL).violations
