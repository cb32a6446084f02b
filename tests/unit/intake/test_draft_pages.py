"""The chapter of a draft says at any time who has decided on how much of it: its cells are run, without a build."""

import re

import pytest

from textledger import display, drafts
from textledger.coding import apply, session
from textledger.coding import drafts as coded

from ...helpers import added, cells


@pytest.fixture
def run(root, monkeypatch):
    """Run the cells of the chapter; return its prose, with what the cells bound to names, and what they showed."""
    monkeypatch.setenv("TEXTLEDGER_DATA", str(root / "data"))

    def shown():
        bound: dict = {}
        outputs: list = []
        monkeypatch.setattr(display, "_bind", bound.__setitem__)
        monkeypatch.setattr(display, "_show", lambda kind, content, plain: outputs.append(content))
        chapter, names = root / "chapters/harbour.md", {}
        for code in cells.codes(chapter):
            exec(code, names)
        text = chapter.read_text(encoding="utf-8").replace("\\\n", "")
        prose = re.sub(r"\{number\}`(\w+)`", lambda found: f"{bound[found[1]]}", text)
        return prose, " ".join(content.get("html", content.get("caption", "")) for content in outputs)

    return shown


def decide(root, coder, choose):
    """Let a coder decide on some drafts, as `choose` says for each, and apply it."""
    one = session.Session(coded.load("harbour", root / "data"), coder, root / "data/codebook.md")
    for n, unit in enumerate(one.draft.units):
        if decision := choose(n, unit):
            one.decide(unit.id, decision)
    apply.apply("harbour", root / "data", coder)


def test_before_a_decision_nobody_has_checked_it(root, run):
    added.add(root)
    prose, shown = run()
    told = "What stands here only rules made. Nobody has checked it against the text."
    assert told in prose
    assert f"Draft. {told}" in shown
    for caption in ("Amounts by rule", "Dates by rule", "Candidate names by rule"):
        assert f"{caption}, not checked." in shown


def test_what_people_decided_is_told_wherever_the_chapter_said_that_nobody_had(root, run):
    added.add(root)
    units = coded.load("harbour", root / "data").units
    dates = sum(unit.table == "dates" for unit in units)
    amounts = [unit.id for unit in units if unit.table == "quantities"]
    decide(root, "amal", lambda n, unit: "accepted" if unit.table == "dates" else None)
    decide(root, "b", lambda n, unit: "accepted" if unit.id == amounts[0] else None)
    prose, shown = run()
    told = (
        f"People decided on or added {dates + 1} of the amounts, dates, claims and names here "
        f"(amal {dates} and b 1). The other {len(units) - dates - 1} only rules made; nobody has checked them"
    )
    assert told in prose
    assert f"Draft. {told}" in shown
    assert "Dates, all decided by amal." in shown
    assert f"Amounts: 1 of {len(amounts)} decided by b, the others not checked." in shown
    assert "Candidate names by rule, not checked." in shown
    assert "Nobody has checked" not in prose + shown


def test_nothing_unchecked_is_told_of_a_draft_that_is_decided_whole(root, run):
    added.add(root)
    decide(root, "amal", lambda n, unit: "accepted")
    prose, shown = run()
    n = len(coded.load("harbour", root / "data").units)
    assert f"added all of the amounts, dates, claims and names here (amal {n})." in prose
    assert "checked" not in prose
    assert "checked" not in shown


def test_a_draft_of_which_nothing_is_left_has_a_page(root, run):
    added.add(root)
    decide(root, "amal", lambda n, unit: "rejected")
    prose, shown = run()
    assert "It holds no amount, date, claim or name." in prose
    assert "It holds 0 amounts, 0 dates and 0 known actors." in prose
    assert shown.count("<p>None.</p>") == 4
    assert "checked" not in prose + shown


def test_a_text_in_which_rules_find_nothing_has_a_page(root, run, tmp_path):
    (path := tmp_path / "text.txt").write_text("كلمات كثيرة في هذا النص الصغير وليس فيه عدد ولا اسم ولا تاريخ.\n")
    assert added.add(root, path) == 0
    prose, shown = run()
    assert "It holds no amount, date, claim or name." in prose
    assert shown.count("<p>None.</p>") == 4


def test_one_is_told_as_one(root, run):
    added.add(root)
    kept: set[str] = set()

    def choose(n, unit):
        if unit.kind in kept:
            return "rejected"
        kept.add(unit.kind)
        return None

    decide(root, "amal", choose)
    prose, _ = run()
    assert drafts.Draft("harbour", root / "data").deciders().total() == len(kept) == 4
    assert "It holds 1 amount, 1 date and 1 known actor." in prose
    assert "1 place may hold a name" in prose


def test_an_amount_of_one_is_told_as_one_by_add(root, tmp_path, capsys):
    (path := tmp_path / "text.txt").write_text(
        "عنوان النص\nكلمات كثيرة في هذا النص وفيه 45 سفينة لا غير.\n", encoding="utf-8"
    )
    assert added.add(root, path) == 0
    assert (
        "in 2 paragraphs; drafts of 1 amount and 0 dates, 0 known actors, 0 possible names." in capsys.readouterr().out
    )
