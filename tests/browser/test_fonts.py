"""The pages' own fonts: they cover what the pages show, and weigh no more than a page needs."""

import re
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from textledger_sphinx.theme.fonts import ARABIC, COVER, FACES, FIRST

from ..helpers.serving import PAGES

KILOBYTE = 1024
HEAVIEST = 200 * KILOBYTE
ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
ARABIC_FACES = {f"/_static/fonts/{face.name}.woff2" for face in FACES if face.characters == ARABIC}
NOT_DRAWN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # spaces, joiners, marks of direction
# Every run of text outside code, by the font it asks for: families, weight, style -> characters.
SHOWN = """() => {
    const found = {}
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement
        if (parent.closest("script, style, noscript, template, pre, code, kbd")) continue
        const style = getComputedStyle(parent)
        const key = JSON.stringify([style.fontFamily, style.fontWeight, style.fontStyle])
        found[key] = (found[key] || "") + walk.currentNode.data
    }
    return Object.entries(found).map(([key, text]) => [...JSON.parse(key), [...new Set(text)].join("")])
}"""
FETCHED_AHEAD = """() => performance.getEntriesByType("resource")
    .filter(entry => entry.initiatorType === "link" && entry.name.endsWith(".woff2"))
    .map(entry => entry.name.split("/").pop())"""


@pytest.fixture(scope="module")
def covered(site):
    """The characters that each face both declares and holds, as a function of its number."""

    @cache
    def characters(number: int) -> frozenset[int]:
        face = FACES[number]
        declared = set()
        for part in face.characters.split(","):
            first, _, last = part.strip().removeprefix("U+").partition("-")
            declared |= set(range(int(first, 16), int(last or first, 16) + 1))
        with TTFont(site / "_static" / "fonts" / f"{face.name}.woff2") as font:
            return frozenset(declared & set(font.getBestCmap()))

    return characters


def answering(families: str, weight: int, style: str) -> list[int]:
    """Return the numbers of the faces a browser takes for a request, as CSS matches style and then weight."""
    chosen = []
    for family in (name.strip(" \"'") for name in families.split(",")):
        own = [number for number, face in enumerate(FACES) if face.family == family]
        own = [n for n in own if FACES[n].style == style] or own
        if own:
            nearest = min((FACES[n].weight for n in own), key=lambda known: abs(known - weight))
            chosen += [n for n in own if FACES[n].weight == nearest]
    return chosen


def test_every_character_is_drawn_by_the_books_own_fonts(served, chromium, covered):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    missing = {}
    for name in PAGES:
        page.goto(f"{served.url}/{name}")
        for families, weight, style, text in page.evaluate(SHOWN):
            held = set().union(*(covered(n) for n in answering(families, int(float(weight)), style)))
            if lost := {sign for sign in NOT_DRAWN.sub("", text) if ord(sign) not in held}:
                what = " ".join(f"{sign} U+{ord(sign):04X}" for sign in sorted(lost))
                missing.setdefault(f"{families.split(',')[0]} {weight} {style}: {what}", []).append(name)
    page.close()
    assert not missing


def test_fonts_stay_within_their_weight_and_arabic_ones_where_arabic_is(site, served, chromium):
    with_arabic = without = 0
    for name in PAGES:
        start = len(served.sent)
        context = chromium.new_context(viewport={"width": 1280, "height": 900})  # nothing is cached yet
        page = context.new_page()
        page.goto(f"{served.url}/{name}")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_load_state("networkidle")
        page.wait_for_function("!document.documentElement.classList.contains('tl-first')")  # all is laid out
        shown = bool(ARABIC_LETTER.search(page.evaluate("document.body.innerText")))
        ahead = set(page.evaluate(FETCHED_AHEAD))
        context.close()
        fonts = {sent.path: sent.size for sent in served.sent[start:] if sent.path.endswith(".woff2")}
        assert sum(fonts.values()) <= HEAVIEST, (name, fonts)
        assert bool(ARABIC_FACES & set(fonts)) == shown, (name, fonts)
        asked = [sent.path for sent in served.sent[start:] if sent.path in fonts]
        assert len(asked) == len(fonts), (name, asked)  # what was fetched ahead is what the stylesheet means
        expected = FIRST + (COVER if name == "index.html" else ())
        assert ahead == {f"{face}.woff2" for face in expected}, (name, ahead)
        with_arabic, without = with_arabic + shown, without + (not shown)
    assert with_arabic


def test_a_page_without_arabic_fetches_no_arabic_font(served, chromium):
    """Whether or not the book has such a page: the home page with its Arabic taken out."""
    start = len(served.sent)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def without_arabic(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=ARABIC_LETTER.sub("", answer.text()))

    page.route("**/index.html", without_arabic)
    page.goto(f"{served.url}/index.html")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")
    context.close()
    fetched = {sent.path for sent in served.sent[start:] if sent.path.endswith(".woff2")}
    assert fetched
    assert not {path for path in fetched if path in ARABIC_FACES}
