"""The limits of the book, a row a chapter: `python benchmarks/prose.py [--html DIR]`, after `make book`.

The first columns are those that the tests print (`tests/helpers/limits.py`); the others are measured on the built
pages, at the size of a phone. The last row has the sums of the book.
"""

import argparse
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import limits, shown  # noqa: E402
from textledger_publish import chromium as browser  # noqa: E402

PHONE = {"width": 390, "height": 844}
MOST = f"a text: {limits.WORDS['text']} words, {limits.CHARTS} charts, {limits.TABLES} tables, {limits.SCREENS} screens"
# The screens of a page in its first state, and the one on which its verdicts begin, both as fractions.
HEIGHTS = """() => {
    const article = document.querySelector("article"), head = document.querySelector("#what-holds-up-and-what-does-not")
    const screens = part => (part + scrollY) / innerHeight
    return [screens(article.getBoundingClientRect().bottom), head && screens(head.getBoundingClientRect().top)]
}"""


def screens(page: Page, path: Path) -> tuple[float, float | None]:
    """Return how many screens of a phone a page takes, and on which its verdicts begin."""
    page.set_viewport_size(PHONE)
    page.goto(path.as_uri())
    page.wait_for_function("document.readyState === 'complete' && document.fonts.status === 'loaded'")
    page.add_style_tag(content="article section, .tl-chart { content-visibility: visible !important }")
    return page.evaluate(HEIGHTS)


def measured(html: Path, names: list[str]) -> dict[str, dict[str, str]]:
    """Return charts, tables, screens and data shown twice of each page, by its name."""
    found, everything = {}, []
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
        window = running.new_page()
        for name in names:
            file = f"{name}.html" if name == "index" else f"chapters/{name}.html"
            tree = BeautifulSoup((html / file).read_text(encoding="utf-8"), "html.parser")
            tall, verdicts = screens(window, html / file)
            everything += shown.of_page(file, tree)
            found[name] = {
                "file": file,
                "charts": str(len(shown.figures(tree))),
                "tables": str(len(shown.tables(tree))),
                "screens": f"{tall:.1f}",
                "holds up at": f"{verdicts:.1f}" if verdicts else "-",
            }
        running.close()
    pairs = shown.twice(everything)
    for cells in found.values():
        file = cells.pop("file")
        cells["shown twice"] = str(sum(file in (one.page, other.page) for one, other in pairs))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/prose.py", description=__doc__.splitlines()[0])
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html", help="the folder of the built pages")
    html = parser.parse_args().html
    head, *rows, sums = limits.table()
    pages = measured(html, [row[0] for row in rows])
    columns = list(next(iter(pages.values())))
    total = {name: sum(int(cells[name]) for cells in pages.values()) for name in ("charts", "tables")}
    print(MOST, f"; the book: {limits.WORDS['book']} words, {limits.ALL_CHARTS} charts", sep="")
    full = [*head[1:], *columns]
    print(f"{'':13}" + "".join(f"{name:>{len(name) + 2}}" for name in full))
    for name, *cells in rows:
        row = [*cells, *pages[name].values()]
        print(f"{name:13}" + "".join(f"{cell:>{len(name) + 2}}" for cell, name in zip(row, full, strict=True)))
    row = [*sums[1:], *(str(total.get(name, "")) for name in columns)]
    print(f"{'all':13}" + "".join(f"{cell:>{len(name) + 2}}" for cell, name in zip(row, full, strict=True)))


if __name__ == "__main__":
    main()
