"""The search of the book, as a reader uses it: in Chromium, from a local server."""

import gzip
import json
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup

from textledger import records
from textledger.corpus import folding
from textledger_sphinx.search import pagefind

from ..helpers import raw, scan, serving
from ..helpers.answers import ask
from .conftest import START

FIELD = "Search the book, in English or Arabic"
PREFIXED = "(?:[وف]?(?:[بكل]|[بك]?ال|لل)?)"  # what may stand before a noun
ENDED = "(?:ا|ها|ه|هم|ات)?"


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("انسحاب", ["انسحاب", "الانسحاب", "بالانسحاب", "والانسحاب", "لانسحاب", "للانسحاب", "الاِنْسِحَاب", "إنسحاب"]),
        ("فراغ", ["فراغ", "الفراغ", "للفراغ", "والفَراغ", "فراغاً"]),
        ("بغداد", ["بغداد", "ببغداد", "وبغداد", "بَغْداد"]),
        ("كتاب", ["كتاب", "الكتاب", "بالكتاب", "والكتاب", "للكتاب", "الكِتابُ"]),
        ("بعث[هت]", ["بعثة", "البعثه", "وللبعثة"]),
        ("ايران", ["إيران", "ايران", "آيران", "لإيران"]),
        ("اخري", ["أخرى", "الأخرى", "الاخري", "والأخرى", "اُخرى"]),
    ],
)
def test_arabic_is_found_in_every_form(searching, texts, word, typed):
    expected = scan.holding(texts, f"{PREFIXED}{word}{ENDED}")
    assert len(expected) >= 2
    answers = {query: set(ask(searching, query)) for query in typed}
    first = answers[typed[0]]
    assert not expected - first
    stem = word.split("[")[0]  # the ending may differ
    assert all(stem in scan.plain(texts[address]) for address in first)
    assert {query for query, found in answers.items() if found != first} == set()


@pytest.mark.parametrize("typed", ["withdraw", "withdrawal", "Withdrawals"])
def test_english_is_stemmed(searching, texts, typed):
    expected = scan.holding(texts, "withdrawals?")
    found = ask(searching, typed)
    assert len(expected) >= 10
    assert not expected - set(found)
    assert all("withdr" in scan.plain(texts[address]) for address in found)


def test_transliteration_is_found_with_and_without_its_marks(searching, texts):
    for plain, marked in [("insihab", "insiḥāb"), ("baʿtha", "batha"), ("faragh", "farāgh"), ("mil", "milʾ")]:
        without, with_ = (set(ask(searching, query)) for query in (plain, marked))
        expected = scan.holding(texts, scan.plain(plain))
        assert expected
        assert not expected - without
        assert without == with_


def test_a_record_is_found_by_its_id(searching):
    registry = records.table("records").query("status == 'published'")
    for record_id in registry.groupby("table", observed=True)["record_id"].first():
        assert ask(searching, record_id)[0] == f"{raw.page(record_id)}#{record_id}"


def test_a_claim_is_found_by_its_words(searching):
    claims = records.table("claims")
    for _, claim in claims.groupby("doc_id", observed=True).first().iterrows():
        words = sorted(set(re.findall("[A-Za-z]{5,}", claim["text_en"])), key=lambda word: (-len(word), word))[:4]
        assert f"chapters/ledger.html#{claim['claim_id']}" in ask(searching, " ".join(words))


def test_figures_references_and_sections_are_found(searching, texts):
    for part in ("chapters/bibliography.html#cite-", "#fig-", "#the-text-in-numbers", "#who-"):
        address = next(address for address in texts if part in address)
        words = dict.fromkeys(re.findall(r"[^\W\d_]{4,}", texts[address]))
        assert address in ask(searching, " ".join([*words][:5]))


def test_every_tenth_term_of_the_glossary_is_found(site, searching):
    glossary = BeautifulSoup((site / "chapters" / "glossary.html").read_text(encoding="utf-8"), "lxml")
    for row in glossary.select("#glossary-terms tbody tr")[::10]:
        term, reading = (cell.get_text() for cell in row.find_all(["th", "td"])[:2])
        found = ask(searching, f"{term} {reading}")
        assert found[0].startswith("chapters/glossary.html#")
        assert searching.locator(".tl-found a").first.inner_text() == f"{term} · {reading}"


def test_a_result_says_what_and_where_and_marks_the_words(searching):
    ask(searching, "بغداد")
    first = searching.locator(".tl-found li").first
    assert first.locator(".tl-found-place").inner_text().strip()
    marked = {folding.search_key(word) for word in first.locator("mark").all_inner_texts()}
    assert marked == {folding.search_key("بغداد")}
    loose = searching.locator(".tl-found *").evaluate_all(
        """all => all.flatMap(e => [...e.childNodes]).filter(n => n.nodeType === 3 && /[\\u0621-\\u064a]/.test(n.data))
            .filter(n => !n.parentElement.closest('bdi[lang=ar][dir=rtl]')).map(n => n.data)"""
    )
    assert not loose


def test_no_result_is_told_as_none(searching):
    assert not ask(searching, "zzzqqq")
    assert searching.get_by_role("status").inner_text().startswith("No results")


def test_a_kind_narrows_a_search_and_finds_nothing_alone(searching, texts):
    found = ask(searching, "anomaly baghdad")
    assert any(re.search("registers.html#[a-z]+-n", address) for address in found)
    alone = ask(searching, "anomaly")
    assert all("anomal" in scan.plain(texts[address]) for address in alone)


def test_more_results_are_asked_for_and_the_first_of_them_has_the_focus(searching):
    searching.get_by_label(FIELD).fill("")
    results = searching.locator(".tl-found li")
    results.first.wait_for(state="detached")  # those of another question
    searching.get_by_label(FIELD).fill("Baghdad")
    results.nth(1).wait_for()
    before, more = results.count(), searching.get_by_role("button", name="More results")
    more.click()
    results.nth(before).wait_for()
    assert results.nth(before).locator("a").evaluate("link => link === document.activeElement")
    every = len(ask(searching, "Baghdad"))
    assert every > results.count() > before or not more.is_visible()


def test_the_keyboard_is_enough(window, address):
    page = window()
    page.goto(f"{address}/{START}")
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label(FIELD)
    page.keyboard.type("vacuum")
    page.locator(".tl-found a").nth(2).wait_for()
    focused = "all => all.indexOf(document.activeElement)"
    links = page.locator(".tl-found a")
    for key, expected in [("ArrowDown", 0), ("ArrowDown", 1), ("Tab", 2), ("ArrowUp", 1), ("ArrowUp", 0)]:
        page.keyboard.press(key)
        assert links.evaluate_all(focused) == expected
    page.keyboard.press("ArrowUp")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert opener.evaluate("button => button === document.activeElement")
    page.keyboard.press("Control+k")
    assert field.is_visible()
    target = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert not page.wrong


def test_a_result_on_the_same_page_closes_the_search(window, address):
    page = window()
    page.goto(f"{address}/chapters/ledger.html")
    page.keyboard.press("/")
    assert page.get_by_label(FIELD).is_visible()
    page.get_by_label(FIELD).fill("rewaq-c07")
    page.locator(".tl-found a[href$='#rewaq-c07']").click()
    page.wait_for_url("**/ledger.html#rewaq-c07")
    assert page.locator("dialog[open]").count() == 0


def test_a_slash_in_a_field_is_a_slash(window, address):
    page = window()
    page.goto(f"{address}/chapters/glossary.html")
    page.get_by_label("Find a term").press_sequentially("a/b")
    assert page.get_by_label("Find a term").input_value() == "a/b"
    assert page.locator("dialog[open]").count() == 0


def test_nothing_is_loaded_before_the_search_is_opened_and_nothing_unused_is_shipped(site, window, address):
    page = window()
    page.goto(f"{address}/{START}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in page.asked if pagefind.FOLDER in url]
    page.keyboard.press("/")
    ask(page, "vacuum")
    asked = {url.split("?")[0].removeprefix(f"{address}/") for url in page.asked}
    shipped = {path.relative_to(site).as_posix() for path in (site / pagefind.FOLDER).iterdir()}
    assert not {name for name in shipped if not any(url == name or url.startswith(f"{name}/") for url in asked)}
    assert all(url.startswith(address) for url in page.asked)
    assert not page.wrong


def test_from_disk_the_search_says_what_it_needs(site, window):
    page = window()
    page.goto((site / START).as_uri())
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_text("python -m http.server").count() == 1
    assert dialog.locator("p").count() == 1, "one message"
    assert page.get_by_label(FIELD).is_disabled()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert not page.wrong


def test_without_webassembly_the_search_says_so(window, address):
    page = window()
    page.add_init_script("delete window.WebAssembly")
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    assert "WebAssembly" in page.get_by_role("dialog").inner_text()
    assert not page.wrong


def test_without_javascript_there_is_no_dead_button(window, address):
    page = window(java_script_enabled=False)
    page.goto(f"{address}/{START}")
    assert page.locator(".tl-search-open").count() == 1
    assert not page.locator(".tl-search-open").is_visible()


def test_there_is_one_search(site, window, address):
    for path in [site / "index.html", *(site / "chapters").glob("*.html")]:
        markup = path.read_text(encoding="utf-8")
        assert markup.count("tl-search-open") == 1, path.name
        assert "search.html" not in markup, path.name
    page = window()
    for name in ("glossary", "ledger", "registers"):  # whose fields filter what stands on the page
        page.goto(f"{address}/chapters/{name}.html")
        for field in page.locator("input[type=search], [role=search]").all():
            label = field.evaluate("e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || ''")
            assert "search" not in label.lower(), f"{name}: {label}"


@pytest.mark.parametrize(("width", "scheme"), serving.each_once(1280, 320))
def test_the_open_search_is_accessible_and_fits(window, address, scheme, width):
    page = window(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    ask(page, "فراغ")
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")
    page.evaluate(AXE_SCRIPT)
    faults = page.evaluate("async () => (await axe.run('dialog')).violations.map(v => v.id + v.nodes.map(n => n.html))")
    assert not faults


def test_a_result_without_a_title_is_named_by_its_chapter(window, address):
    def untitled(route):
        head, _, rest = gzip.decompress(route.fetch().body()).partition(b"{")
        told = json.loads(b"{" + rest)
        told["meta"] = {name: value for name, value in told["meta"].items() if name not in ("title", "caption")}
        route.fulfill(body=gzip.compress(head + json.dumps(told).encode()))

    page = window()
    page.route("**/*.pf_fragment", untitled)
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    assert ask(page, "vacuum")
    assert "" not in page.locator(".tl-found a").all_inner_texts()
    assert not page.wrong
