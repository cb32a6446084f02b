"""What each page is like to read, a row a page: `python benchmarks/pages.py [PAGE ...]`, after `make book`.

A column is one function, which is given the page in an open window, and its name; it sets the window's width itself.
"""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import weight
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import marks, narrow, prose, visit  # noqa: E402
from tests.helpers.serving import PAGES  # noqa: E402
from textledger.html import links  # noqa: E402
from textledger_publish import chromium as browser  # noqa: E402

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WORKS = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
# Marks by their block and the text before them: two with the same are marks of one sentence.
CROWDED = """() => {
    const most = {}, block = 'p, li, td, th, caption, figcaption, dd, dt, blockquote'
    for (const sup of document.querySelectorAll('article sup.tl-ev')) {
        const before = document.createRange(), own = sup.closest(block)
        before.setStart(own, 0)
        before.setEndBefore(sup)
        const copy = before.cloneContents()
        copy.querySelectorAll('.tl-ev').forEach(other => other.remove())
        const place = `${[...document.querySelectorAll(block)].indexOf(own)} ${copy.textContent.length}`
        most[place] = (most[place] ?? 0) + 1
    }
    return Math.max(0, ...Object.values(most))
}"""
# Tab stops of 0.1.0 by the same count, at 1280 pixels, of the pages that it had.
STOPS_BEFORE = {
    **{"index": 152, "alwaght": 1223, "bibliography": 215, "chronology": 1668, "corpus": 192, "corrections": 50},
    **{"data": 108, "ecss": 1887, "glossary": 814, "hadramout": 1231, "ledger": 10314, "method": 193, "newswire": 1301},
    **{
        "numbers": 1010,
        "registers": 7094,
        "reproduce": 53,
        "rewaq": 1558,
        "since": 3260,
        "travel": 2433,
        "vacuum": 284,
    },
}
LISTEN = "() => { window.stops = new Set(); addEventListener('focusin', event => stops.add(event.target)) }"
# Tables that scroll by themselves, in the page or in what opens.
SCROLLING = """() => {
    for (const part of document.querySelectorAll("details")) part.open = true
    return [...document.querySelectorAll(".tl-table")].filter(frame => frame.checkVisibility()
        && (frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1)).length
}"""
REACHED = "article .tl-notes li a, article a.tl-claim, article .bibtex-citation a"


def marks_a_sentence(page: Page, name: str) -> str:
    """Return the most marks that one sentence has: 1 at most."""
    return str(page.evaluate(CROWDED))


def lines_that_begin(page: Page, name: str) -> str:
    """Return how many lines begin with a mark on a phone: none should."""
    page.set_viewport_size(PHONE)
    return str(len(page.evaluate(marks.BEGINNING)))


def reachable(page: Page, name: str) -> str:
    """Return how many of the records and works that the source of the page names are reached from it."""
    source = (ROOT / name.replace(".html", ".md")).read_text(encoding="utf-8")
    ids = {part.strip() for found in prose.CLAIM.findall(source) for part in found.split(",")}
    works = {links.anchor(key.strip()) for found in WORKS.findall(source) for key in found.split(",")}
    hrefs = page.locator(REACHED).evaluate_all("links => links.map(link => link.href.split('#')[1])")
    named = ids | works
    return f"{len(named & set(hrefs))} of {len(named)}"


def tab_stops(page: Page, name: str) -> str:
    """Return at how many places Tab stops, with what opens on the way, and how many may be: a third of 0.1.0's."""
    page.set_viewport_size(WIDE)
    page.evaluate(LISTEN)
    stops, before = 0, -1
    while stops > before:
        before = stops
        for _ in range(20):
            page.keyboard.press("Tab")
        stops = page.evaluate("stops.size")
    most = STOPS_BEFORE.get(Path(name).stem)
    return f"{stops} / {most // 3}" if most else f"{stops} / -"


def figures_too_wide(page: Page, name: str) -> str:
    """Return how many figures are wider than their frame at 390 and at 360 pixels: none should be."""
    return " / ".join(str(sum(bool(one.beyond) for one in narrow.measure(page, width))) for width in narrow.WIDTHS)


def smallest_type(page: Page, name: str) -> str:
    """Return the pixels of the smallest type in figures on phones: Latin, at least 12, and Arabic, at least 13."""
    found = [one for width in narrow.WIDTHS for one in narrow.measure(page, width)]
    sizes = [[one.latin for one in found if one.latin], [one.arabic for one in found if one.arabic]]
    return " / ".join(f"{min(each):.1f}" if each else "-" for each in sizes)


def tables_that_scroll(page: Page, name: str) -> str:
    """Return how many tables scroll by themselves on a phone, closed boxes counted: none should."""
    page.set_viewport_size(PHONE)
    return str(page.evaluate(SCROLLING))


def faults_of_axe(page: Page, name: str) -> str:
    """Return how many faults axe finds in light, dark and forced colours, 1280 and 390 pixels wide: none should be."""
    page.add_style_tag(content=visit.FAR_AWAY)
    return str(sum(len(faults) for faults in visit.judge_views(page).values()))


COLUMNS: dict[str, Callable[[Page, str], str]] = {
    "marks a sentence": marks_a_sentence,
    "lines that begin with one": lines_that_begin,
    "records and works": reachable,
    "tab stops": tab_stops,
    "figures too wide": figures_too_wide,
    "smallest type in figures": smallest_type,
    "tables that scroll": tables_that_scroll,  # which opens all boxes
    "faults of axe": faults_of_axe,  # last, since it thins the page out
}


def rows(html: Path, pages: list[str]):
    """Yield the name and the cells of each page, the weight of its first view last."""
    views = weight.first_views(html, pages)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
        for name in pages:
            page = running.new_page(viewport=WIDE)
            page.goto((html / name).as_uri())
            page.wait_for_function("document.readyState === 'complete' && document.fonts.status === 'loaded'")
            page.evaluate("document.documentElement.classList.remove('tl-first')")  # all sections are laid out
            cells = [column(page, name) for column in COLUMNS.values()]
            yield name, [*cells, f"{views[name].size / 1024:.0f}"]
            page.close()
        running.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/pages.py", description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PAGE", help="pages such as chapters/rewaq.html")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html", help="the folder of the built pages")
    options = parser.parse_args()
    print(f"{'page':28}" + "".join(f"{name:>28}" for name in (*COLUMNS, "first view, KB")))
    for name, cells in rows(options.html, options.pages):
        print(f"{name:28}" + "".join(f"{cell:>28}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
