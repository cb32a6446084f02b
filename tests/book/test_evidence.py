"""One mark a sentence, and behind the marks of a page what its source names: nothing lost, nothing added."""

import re

import pytest
from bs4 import BeautifulSoup

from textledger.html import links
from textledger.labels import MARKS
from textledger_sphinx.evidence import facts, sentences

from ..helpers import prose, scan
from ..helpers.raw import rows
from ..helpers.serving import PAGES

CITED = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
BLOCKS = ["p", "li", "td", "th", "caption", "figcaption", "dd", "dt", "blockquote"]


def named(page):
    """Return the records and the works that the source of a page names in its prose."""
    source = (prose.ROOT / page.replace(".html", ".md")).read_text(encoding="utf-8")
    found = (
        {part.strip() for names in pattern.findall(source) for part in names.split(",")}
        for pattern in (prose.CLAIM, CITED)
    )
    return tuple(found)


def anchors(links):
    return {link["href"].partition("#")[2] for link in links}


@pytest.mark.parametrize("page", PAGES)
def test_no_record_and_no_reference_of_the_source_is_lost(soup, page):
    ids, works = named(page)
    reached = anchors(soup(page).select("article .tl-notes li a, article a.tl-claim, .bibtex-citation a"))
    assert ids <= reached
    assert {links.anchor(key) for key in works} <= reached


@pytest.mark.parametrize("page", PAGES)
def test_each_mark_has_its_note_and_each_note_its_mark(soup, page):
    marks, notes = soup(page).select("article a.tl-mark"), soup(page).select(".tl-notes > ol > li")
    assert [mark["href"] for mark in marks] == [f"#{note['id']}" for note in notes]
    assert [note.select_one(".tl-back")["href"] for note in notes] == [f"#{mark['id']}" for mark in marks]
    assert [re.sub(r"\D", "", mark.get_text()) for mark in marks] == [str(n) for n in range(1, len(marks) + 1)]
    assert all(note.select("ul > li") for note in notes)


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_has_two_marks_and_none_stands_off(soup, page):
    for block in {id(b): b for m in soup(page).select("article a.tl-mark") for b in [m.find_parent(BLOCKS)]}.values():
        copy = BeautifulSoup(str(block), "html.parser")
        for number, sup in enumerate(copy.select("sup.tl-ev")):
            sup.replace_with(f"\ue000{number}\ue001")
        text = copy.get_text()
        assert not re.search(r"\s\ue000", text), text
        plain, places = "", []
        for part in re.split("\ue000[0-9]+\ue001", text):
            plain += part
            places.append(len(plain))
        places = places[:-1]
        assert len(set(places)) == len(places), text
        ends = sentences.ends(plain) or [0]
        assert set(places) <= set(ends), (text, places, ends)


def test_a_mark_in_arabic_prose_is_named_in_english(soup):
    marks = soup("chapters/start.html").select('div[lang="ar"] a.tl-mark')
    assert marks
    for mark in marks:
        assert mark["aria-label"].startswith("Evidence ")
        assert mark.find_parent(lang=True)["lang"] == "en"


def test_a_cell_with_evidence_alone_says_in_words_what_it_is_and_has_no_room_for_prose(soup):
    cells = [cell for page in PAGES for cell in soup(page).select("td:has(> sup.tl-ev), th:has(> sup.tl-ev)")]
    told = [cell.get_text(strip=True).removesuffix(cell.select_one("sup").get_text(strip=True)) for cell in cells]
    assert all(told), "a numeral and its sign are no words"
    alone = [cell for cell, words in zip(cells, told, strict=True) if re.match(r"\d+ (?:record|reference)", words)]
    assert alone
    assert not [cell for cell in alone if "prose" in cell.get("class", [])]


@pytest.mark.parametrize("page", PAGES)
def test_no_sign_is_left_of_what_was_taken_out(soup, page):
    left = []
    for block in {id(b): b for m in soup(page).select("article a.tl-mark") for b in [m.find_parent(BLOCKS)]}.values():
        copy = BeautifulSoup(str(block), "html.parser")
        for sup in copy.select("sup.tl-ev"):
            sup.decompose()
        left += re.findall(r".{0,30}(?:,[.,;:)]|\(\s*[,;)]|\s[.,;:)](?:\s|$)).{0,10}", copy.get_text())
    assert not left


def test_a_mark_tells_the_worst_verdict_among_its_records(soup):
    verdicts = {}
    for row in rows("checks"):
        for record in [row["check_id"], *row["target_ids"].split(";")]:
            verdicts.setdefault(record, set()).add(row["verdict"])
    told = set()
    for page in PAGES:
        notes = scan.notes(soup(page))
        for mark in soup(page).select("article a.tl-mark"):
            found = set().union(*(verdicts.get(record, set()) for record in notes[mark["href"]]))
            name, sign, word = next((MARKS[v] for v in MARKS if v in found), ("", "", ""))
            assert mark.get("data-v", "") == name
            assert mark.get_text().startswith(sign)
            assert word in mark["aria-label"]
            told.add(name)
    assert told == {"", *(name for name, _, _ in MARKS.values())}


def test_a_note_says_what_holds_instead(soup):
    checks = {row["check_id"]: row for row in rows("checks")}
    told = {}
    for page in PAGES:
        for note in soup(page).select(".tl-notes li[data-record]"):
            if check := checks.get(note["data-record"]):
                told[check["check_id"]] = " ".join(fix.get_text() for fix in note.select(".tl-fix"))
    assert told == {one: checks[one]["correction_en"] for one in told}
    assert any(told.values())


def test_a_long_text_ends_with_a_clause_in_a_note():
    short = "It gives the mission several hundred staff, as before."
    assert facts.shorten(short, 9, 4) == short
    assert facts.shorten(short, 8, 4) == "It gives the mission several hundred staff\u00a0…"
    assert facts.shorten(short, 4, 3) == "It gives the mission\u00a0…"


def test_the_worst_verdict_stands_first_in_a_note(soup):
    order = [name for name, _, _ in MARKS.values()] + [None]
    for page in PAGES:
        for note in soup(page).select(".tl-notes > ol > li"):
            ranks = [order.index(row.get("data-v")) for row in note.select("li[data-record]")]
            assert ranks == sorted(ranks), note["id"]


def test_a_reference_says_how_it_was_read(soup):
    seen = {row["source_key"]: (row["access"], row["republication"]) for row in rows("sources")}
    assert facts.access()["keshk2021"] == "O"
    for key, signs in facts.access().items():
        access, republished = seen[key]
        assert ("O" in signs) == (access == "opening"), key
        assert ("S" in signs) == (access == "stored_copy"), key
        assert ("N" in signs) == (access == "not_read"), key
        assert ("R" in signs) == (access == "republication" or republished == "true"), key
    signs = [sign for page in PAGES for sign in soup(page).select(".tl-notes abbr")]
    assert {sign.get_text() for sign in signs} == set(facts.ACCESS)
    assert all(sign["title"] == facts.ACCESS[sign.get_text()] for sign in signs)
    [told] = soup("chapters/bibliography.html").select(".tl-access-key")
    assert all(f"{sign} {words}" in told.get_text() for sign, words in facts.ACCESS.items()), "where none can hover"


def test_ledger_and_registers_name_records_by_their_ids(soup):
    for page in ("chapters/ledger.html", "chapters/registers.html"):
        assert not soup(page).select(":is(.tl-entry, .tl-table) a.tl-mark")
        assert len(soup(page).select("a.tl-claim")) > 100
