"""What the search answers where no passage has all words: names in the other script, some of the words, advice."""

import re

import pytest

from textledger.corpus import folding
from textledger_sphinx.search import pagefind

from ..helpers import scan
from ..helpers.answers import ask, shown
from ..helpers.raw import rows

LOOKED_UP = re.compile(rf"/(?:{'|'.join(pagefind.LOOKED_UP)})\.html")


@pytest.fixture(scope="module")
def page(searching):
    return searching


def told(page):
    return page.locator(".tl-search-told").inner_text()


def marks(page):
    return {folding.fold(mark) for mark in page.locator(".tl-found mark").all_inner_texts()}


def test_a_person_is_found_by_the_arabic_name(page, texts):
    """Whoever the book names in English: the last part of the Arabic name finds the passages that name the person."""
    missed, told_of = {}, 0
    for actor in rows("actors"):
        if actor["type"] != "person" or "(" in actor["name_en"]:
            continue
        surname = actor["name_en"].removesuffix(" Jr.").split()[-1]
        if len(scan.holding(texts, re.escape(scan.plain(surname)))) < 2:
            continue
        arabic = actor["name_ar"].split()[-1]
        found = shown(page, arabic)
        if f"\u2068{surname}\u2069" not in told(page) or not found:
            missed[arabic] = told(page)
        elif told(page).startswith("Nothing"):
            told_of += 1
            if not all(scan.plain(surname.removeprefix("al-")) in scan.plain(text) for text in found):
                missed[arabic] = found
    assert not missed
    assert told_of > 5
    assert not page.wrong


def test_a_name_found_in_english_is_marked_as_it_stands(page, texts):
    assert not scan.holding(texts, "العبادي")  # which the Arabic of Start does not name
    found = set(ask(page, "العبادي"))
    assert found >= scan.holding(texts, "al-abadi") != set()
    assert "al-abadi" in marks(page)
    assert all("abadi" in mark for mark in marks(page))


def test_a_name_is_found_with_what_is_written_on_to_it(page):
    known = set(ask(page, "الأعرجي"))
    assert known
    for typed in ("للأعرجي", "والأعرجي", "بالأعرجي", "وللأعرجي", "وستولتنبرغ"):
        assert set(ask(page, typed)) == (known if "عرجي" in typed else set(ask(page, "ستولتنبرغ"))), typed


def test_the_article_makes_no_difference_to_a_name(page):
    for with_article, without in (("الأعرجي", "أعرجي"), ("العراق", "عراق"), ("الركابي", "ركابي")):
        assert ask(page, without) == ask(page, with_article) != []
    found = ask(page, "الأعرجي")
    assert len(found) > len([one for one in found if "#who-" in one]), "passages that name him in English are found too"


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [("al-Kadhemi", "al-Kadhimi"), ("Kazimi", "al-Kadhimi"), ("Mustafa al-Kazemi", "al-Kadhimi"),
     ("Jassour", "al-Jasour")],
)  # fmt: skip
def test_an_arabic_name_is_found_however_latin_letters_spell_it(page, typed, spelt):
    known = ask(page, spelt)
    assert known
    assert ask(page, typed) == known
    assert told(page).startswith(f"Nothing with this spelling; {len(known)} results with “\u2068{spelt}\u2069”")


@pytest.mark.parametrize("query", ["vacuum", "mission", "Stoltenberg", "العراق", "training"])
def test_the_text_of_the_book_comes_before_records_and_references(page, query):
    found = ask(page, query)
    kinds = page.locator(".tl-found-place > span").all_inner_texts()
    titles = page.locator(".tl-found a").all_inner_texts()
    is_text = [
        kind in pagefind.TEXT and not title.startswith(pagefind.CITING) and not LOOKED_UP.search(address)
        for address, kind, title in zip(found, kinds, titles, strict=True)
    ]
    while kinds[0] in ("Name", "Term"):  # who or what was named
        kinds.pop(0), is_text.pop(0)
    assert is_text[0]
    assert is_text == sorted(is_text, reverse=True)


def test_a_whole_word_comes_before_words_that_begin_with_it(page, texts):
    found = [folding.search_keys(texts[address]) for address in ask(page, "العراق") if address in texts]
    assert found
    assert all("عراق" in keys for keys in found[:5])


def test_a_name_that_both_scripts_have_is_one_step_from_the_other(page):
    ask(page, "الناتو")
    assert marks(page) <= {"الناتو", "ناتو", "للناتو", "والناتو", "بالناتو"}
    page.locator(".tl-search-told").get_by_role("button", name="NATO").click()
    page.wait_for_function("document.querySelector('.tl-found mark')?.textContent.startsWith('NATO')")
    assert page.locator("#tl-search-field").input_value() == "NATO"


def test_where_no_passage_has_all_words_those_with_most_come_first(page, texts):
    words = ("baghdad", "vacuum")
    assert not any("zebra" in scan.plain(text) for text in texts.values())
    assert set.intersection(*(scan.holding(texts, word) for word in words))
    for query in ("Baghdad zebra vacuum", "why is the zebra of Baghdad in a vacuum"):
        found = ask(page, query)
        assert told(page).startswith("No passage has all these words")
        has = [sum(word in scan.plain(texts[address]) for word in words) for address in found]
        assert has[0] == 2
        assert has == sorted(has, reverse=True)
        assert marks(page) >= set(words)
        assert not {"in", "the", "of", "is", "a"} & marks(page)


@pytest.mark.parametrize("query", ["zzzqqq", "zzzqqq xxqqj"])
def test_no_result_says_what_else_to_try(page, query):
    assert not shown(page, query)
    assert re.match(r"No results\. Try .*(fewer words|beginning).*record.*rewaq-c07", told(page))


def test_a_record_is_titled_by_its_sentence_and_says_id_kind_and_verdict(page):
    wrong = [one for row in rows("checks") if row["verdict"] == "inconsistent" for one in row["target_ids"].split(";")]
    claim = next(row for row in rows("claims") if row["claim_id"] in wrong)
    shown(page, claim["claim_id"])
    hit = page.locator(".tl-found li", has=page.locator("b", has_text=claim["claim_id"])).first
    assert claim["text_en"].startswith(hit.locator("a").inner_text().removesuffix(" …").strip())
    place = hit.locator(".tl-found-place").inner_text()
    assert claim["claim_id"] in place
    assert "Claim" in place
    assert "✗ contradicted" in place


@pytest.mark.parametrize("how", ["Back", "Escape", "Close"])
def test_the_search_closes_and_the_page_stays(window, address, how):
    page = window()
    page.goto(f"{address}/index.html")
    page.goto(f"{address}/chapters/corrections.html")
    steps = page.evaluate("history.length")
    page.keyboard.press("/")
    dialog = page.locator("dialog.tl-search")
    assert dialog.is_visible()
    if how == "Back":
        page.go_back()
    elif how == "Escape":
        page.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")
    page.wait_for_function("history.state === null")
    assert page.url.endswith("corrections.html")
    assert page.evaluate("history.length") == steps + 1, "one step, which the next page takes"
    page.go_back()
    page.wait_for_url("**/index.html")


@pytest.mark.parametrize(
    ("query", "section"),
    [
        ("contradicted dates", "chapters/chronology.html#contradicted-dates"),
        ("which dates are contradicted", "chapters/chronology.html#contradicted-dates"),
        ("verified", "chapters/method.html#who-made-and-checked-this-and-who-verified-it"),
        ("verified by a person", "chapters/method.html#who-made-and-checked-this-and-who-verified-it"),
        ("who checked this", "chapters/method.html#who-made-and-checked-this-and-who-verified-it"),
    ],
)
def test_a_question_leads_first_to_the_section_that_answers_it(page, query, section):
    found = ask(page, query)
    assert found[0] == section, found[:3]


@pytest.mark.parametrize("query", ["al-Araji", "who is al-Araji", "Who was Jens Stoltenberg?"])
def test_whoever_is_asked_for_by_name_comes_first_with_the_line_of_who_is_who(page, query):
    assert ask(page, query)[0].startswith("chapters/start.html#who-")


@pytest.mark.parametrize("query", ["size of the mission", "how large is the mission", "how large mission"])
def test_a_question_is_answered_by_the_words_that_tell_what_it_is_about(page, query):
    assert ask(page, query)[0].startswith("chapters/numbers.html")
    assert not marks(page) & {"of", "the", "is", "how"}


def test_the_article_of_a_name_finds_no_other_name(page):
    assert not ask(page, "al-Nasseri")
    assert told(page).startswith("No results")
