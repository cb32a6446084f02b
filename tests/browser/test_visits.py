"""Every page, visited once: it is silent, asks nobody else, fits its window, has its fonts, and axe finds nothing."""

import re
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from textledger_sphinx.theme.fonts import ARABIC, COVER, FACES, FIRST

from ..helpers.serving import PAGES
from ..helpers.visit import QUICK, open_window, visit

HEAVIEST = 200 * 1024  # bytes of fonts
ARABIC_FACES = {f"/_static/fonts/{face.name}.woff2" for face in FACES if face.characters == ARABIC}
NOT_DRAWN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # spaces, joiners, marks of direction
pytestmark = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def visited(chromium, served):
    """What a visit to a page found: a function of its name."""
    window = open_window(chromium)
    yield cache(lambda name: visit(window, served, name, QUICK[PAGES.index(name) % len(QUICK)]))
    window.close()


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


def test_a_page_is_silent_and_asks_no_other_host(visited, name):
    assert not visited(name).said
    assert not visited(name).elsewhere
    assert not [sent.path for sent in visited(name).sent if sent.status != 200]


def test_a_page_fits_its_window_and_labels_of_charts_their_chart(visited, name):
    assert not visited(name).wide
    assert not visited(name).clipped, "labels that the browser sets wider than the renderer measured them"


def test_every_character_is_drawn_by_the_books_own_fonts(visited, covered, name):
    missing = []
    for families, weight, style, text in visited(name).characters:
        held = set().union(*(covered(n) for n in answering(families, int(float(weight)), style)))
        if lost := {sign for sign in NOT_DRAWN.sub("", text) if ord(sign) not in held}:
            what = " ".join(f"{sign} U+{ord(sign):04X}" for sign in sorted(lost))
            missing.append(f"{families.split(',')[0]} {weight} {style}: {what}")
    assert not missing


def test_fonts_stay_within_their_weight_and_arabic_ones_where_arabic_is(visited, name):
    found = visited(name)
    asked = [sent for sent in found.sent if sent.path.endswith(".woff2")]
    fonts = {sent.path: sent.size for sent in asked}
    assert sum(fonts.values()) <= HEAVIEST, fonts
    assert bool(ARABIC_FACES & set(fonts)) == found.arabic, fonts
    assert len(asked) == len(fonts), asked  # what was fetched ahead is what the stylesheet means
    assert found.ahead == {f"{face}.woff2" for face in FIRST + (COVER if name == "index.html" else ())}


def test_tables_fit_a_desk_and_a_phone_and_no_head_lies_over_a_row(visited, soup, name):
    found = visited(name)
    assert not {width: scrolling for width, scrolling in found.tables.items() if scrolling}
    assert not found.covered
    assert bool(found.labels[390]) == bool(soup(name).select(".tl-table.stack:not(.records)"))
    assert {label for _, label in found.labels[1280]} <= {"none"}
    for heading, label in found.labels[390]:
        assert label.replace('" "', "") == f'"{heading}:"'


def test_the_keyboard_stops_where_something_scrolls_and_nowhere_else(visited, name):
    assert not visited(name).stops


def test_a_finger_finds_each_link_and_control(visited, name):
    assert not visited(name).missed


def test_axe_finds_nothing(visited, name):
    """All its rules, WCAG 2.2 AA and best practices, narrow or wide, and colours in one view, pages in turn."""
    assert not visited(name).violations
