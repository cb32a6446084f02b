"""How the book tells: order, form of the chapters, what each must reach, owners of stories, how the prose reads."""

import re

import lxml.html
import pytest

from textledger import drafts, records
from textledger.html import outline

from ..helpers import limits, prose
from ..helpers.paths import ROOT

CHAPTERS = {chapter.name: chapter for chapter in prose.chapters()}
BEFORE, AFTER = (
    ("What it says", "What holds up and what does not"),
    ("Where it comes from", "The text in numbers", "Use it for, do not use it for"),
)
CASES = (2, 3)  # case studies of a chapter on one text
TALES = [name for name in prose.ORDER if name not in ("ledger", "registers", "glossary", "bibliography")]
STORIES = ROOT / "docs" / "STORIES.md"
_LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")


def chapter(name):
    if name not in CHAPTERS:
        pytest.fail(f"chapters/{name}.md does not exist")
    return CHAPTERS[name]


def test_the_contents_are_complete_and_in_order():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = [re.search(r"root: (\w+)", toc)[1], *re.findall(r"file: chapters/([\w-]+)", toc)]
    added = set(drafts.slugs())  # texts that nobody has published yet come after all others
    assert listed == [*prose.ORDER, *(name for name in listed if name in added)]
    assert set(CHAPTERS) - added == set(prose.ORDER)


@pytest.mark.parametrize("name", prose.TEXTS)
def test_a_chapter_on_one_text_says_what_holds_up_first_and_has_its_cases_in_the_middle(name):
    titles = list(chapter(name).sections())
    cases = titles[len(BEFORE) : len(titles) - len(AFTER)]
    assert titles == [*BEFORE, *cases, *AFTER]
    assert CASES[0] <= len(cases) <= CASES[1], cases


@pytest.mark.parametrize("name", prose.TEXTS)
def test_a_chapter_on_one_text_shows_its_outline_below_what_it_says(name):
    assert chapter(name).outlined() == [name]
    at = chapter(name).source.index
    assert at("\n## What it says\n") < at("```{outline}") < at("\n## What holds up and what does not\n")


@pytest.mark.parametrize("name", TALES)
def test_a_chapter_opens_with_a_line_that_says_what_it_found(name):
    assert name == "index" or chapter(name).dek(), f"{name}.md has no dek in its front matter"


@pytest.mark.parametrize("name", prose.TEXTS)
def test_a_chapter_on_one_text_has_an_abstract_in_both_languages_and_three_takeaways(name):
    head = chapter(name).head()
    assert "**Abstract.**" in head
    assert any(len(text.split()) >= 40 for text in prose.arabic(head)), f"{name}.md has no Arabic abstract"
    box = re.search(r"^:::\{takeaways\}\n(.*?)^:::\s*$", head, re.M | re.S)
    assert box, f"{name}.md has no takeaways"
    assert len(re.findall(r"^[-*] ", box[1], re.M)) == limits.TAKEAWAYS


def test_abstracts_are_short():
    for name, one in CHAPTERS.items():
        english = [block for block in one.read() if block.startswith("Abstract.")]
        arabic = [text for text in prose.arabic(one.head()) if "**ملخّص" in text]
        for text in (*english, *arabic):
            assert len(text.split()) <= limits.ABSTRACT + 1, f"{name}.md: {len(text.split())} words: {text[:60]}"


def test_the_five_minutes_rest_on_the_same_evidence_and_numbers_in_both_languages():
    start = CHAPTERS["start"]
    (arabic,) = prose.arabic(start.prose)
    told = [
        {(role, part) for role, names in re.findall(r"{([\w:]+)}`([^`:]+)", text) for part in names.split(",")}
        for text in (start.head(), arabic)
    ]
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize("name", prose.TEXTS)
def test_what_a_text_claims_and_what_is_wrong_with_it_is_reached_from_its_chapter(name):
    expected = {row["claim_id"] for row in records.rows("claims") if row["importance"] == "main"}
    expected |= {row["borrowing_id"] for row in records.rows("borrowings")}
    expected |= {row["check_id"] for row in records.rows("checks") if row["verdict"] == "inconsistent"}
    expected |= {row["anomaly_id"] for row in records.rows("anomalies") if row["severity"] == "high"}
    reached = set(chapter(name).records())
    for doc in chapter(name).outlined():
        tree = lxml.html.fromstring(outline.outline_html(doc))
        reached |= {link.get("data-record") for link in tree.find_class("tl-claim")}
    assert not sorted(one for one in expected - reached if one.startswith(f"{name}-"))


def stories() -> list[list[str]]:
    """Return the rows of the table of stories: the story, its owner, where else it is told in a sentence."""
    lines = [line for line in STORIES.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("row", stories(), ids=lambda row: row[0])
def test_a_story_has_one_owner_to_which_the_others_link(row):
    _, owner, elsewhere = row
    target = _LINK.fullmatch(owner)[1]
    page, _, anchor = target.removeprefix("../").partition("#")
    source = (ROOT / page).read_text(encoding="utf-8")
    titles = {re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") for title in re.findall(r"^#+ +(.+)$", source, re.M)}
    assert not anchor or anchor in titles | set(re.findall(r"^\(([\w-]+)\)=$", source, re.M)), anchor
    name = page.removeprefix("chapters/").removesuffix(".md")
    silent = []
    for other in filter(None, re.split(r",\s*", elsewhere)):
        link = page if other == "index" else page.removeprefix("chapters/")
        if not re.search(rf"\]\({re.escape(link)}[#)]", chapter(other).source):
            silent.append(other)
    assert not silent, f"no link to {name} in {silent}"


@pytest.mark.parametrize("phrase", [name for name, (_, most) in limits.PHRASES.items() if most is not None])
def test_formulas_do_not_tire(phrase):
    times = {name: limits.count(phrase, chapter(name)) for name in TALES}
    assert not {f"{name}.md": n for name, n in times.items() if n > limits.PHRASES[phrase][1]}


def test_sentences_are_short():
    for name in TALES:
        long = limits.long_sentences(chapter(name))
        assert len(long) <= limits.LONG_SENTENCES, f"{name}.md: {[sentence[:90] for sentence in long]}"
        assert limits.mean_sentence(chapter(name)) <= limits.MEAN, f"{name}.md"


def test_where_the_move_of_the_staff_is_told_the_war_is_named():
    """A fact keeps its occasion in this book too."""
    told = [
        block for one in CHAPTERS.values() for block in one.read() if re.search(r"\bmoved\b[^.;]* to Europe", block)
    ]
    assert len(told) >= 4
    assert not [block[:90] for block in told if not re.search(r"\bwar\b|attacked Iran", block)]


def test_no_name_stays_unexplained():
    assert not {f"{name}.md": names for name, one in CHAPTERS.items() if (names := limits.unexplained(one))}


@pytest.mark.parametrize("name", prose.TEXTS)
def test_a_chapter_on_one_text_is_short(name):
    assert limits.words(chapter(name)) <= limits.WORDS["text"]


def test_the_whole_book_is_short():
    assert sum(map(limits.words, CHAPTERS.values())) <= limits.WORDS["book"]


def _names_of(target: str) -> set[str]:
    """Return what a page may be called in the text of a link: titles, whole or to the colon, and its text's name."""
    titles = re.findall(r"^#+ +(.+)$", (ROOT / "chapters" / target).read_text(encoding="utf-8"), re.M)
    names = {part for title in titles for part in (title, title.split(": ")[0], title.split(" (")[0])}
    label = records.labels().get(target.removesuffix(".md"), "")
    names |= {label, label.split(" ")[0], *(row["name_en"] for row in records.rows("actors"))}
    return {name.replace("*", "").removeprefix("The ").lower() for name in names}


def test_a_link_calls_a_chapter_by_its_title():
    for name, one in CHAPTERS.items():
        links = re.findall(r"\[([^\[\]]+)\]\((?:chapters/)?(\w+\.md)(?:#[\w-]+)?\)", one.prose)
        called = [(text.replace("*", "").rstrip("."), target) for text, target in links if not text.startswith("**")]
        titled = [(text, target) for text, target in called if text[0].isupper() or re.search(r"\bchapters?\b", text)]
        wrong = [each for each in titled if each[0].removeprefix("The ").lower() not in _names_of(each[1])]
        assert not wrong, f"{name}.md"


def test_a_heading_has_one_address_its_own_words():
    """A label before a heading would be a second: one version of Sphinx links to it, another to the words."""
    for name in prose.ORDER:
        assert re.findall(r"(?m)^\(([^()\n]+)\)=\n+#", chapter(name).source) == [], f"{name}.md"
