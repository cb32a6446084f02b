"""What a reader's browser fetches at the first view of a page, and which charts can be seen without any script."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as NoRest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.serving import PAGES, Served, serve  # noqa: E402
from textledger_publish import chromium as browser  # noqa: E402

ARGS = list(browser.ARGUMENTS)
REST = 20_000  # milliseconds after which a page should have come to rest
# A chart is an SVG or a canvas in the text that is larger than an icon. What is folded opens without a script.
CHARTS = """() => {
    for (const folded of document.querySelectorAll("main details")) folded.open = true
    return [...document.querySelectorAll("main svg, main canvas")].filter(chart => {
        const box = chart.getBoundingClientRect()
        return box.width >= 150 && box.height >= 40 && chart.checkVisibility()
    }).length
}"""


class View(NamedTuple):
    """The first view of a page: bytes of all answers as sent, and the addresses asked for on other hosts."""

    size: int
    elsewhere: list[str]


def first_views(html: Path, pages: list[str]) -> dict[str, View]:
    """Load each page with an empty cache and return what was transferred.

    Text comes with gzip -9, fonts as they are; headers are not counted. Other hosts cannot be reached: each is answered
    with an empty script, so that a page goes on to ask for what it would ask for next, and its bytes count as nothing.
    """
    with sync_playwright() as driver, serve(html) as served:
        chromium = driver.chromium.launch(executable_path=browser.find(), args=ARGS)
        views = {name: _first_view(chromium, served, name) for name in pages}
        chromium.close()
    return views


def _first_view(chromium, served: Served, name: str) -> View:
    elsewhere: list[str] = []
    host = urlsplit(served.url).netloc

    def answer(route):
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.fulfill(content_type="text/javascript", body="")

    start = len(served.sent)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.route("http*://**/*", answer)
    page = context.new_page()
    page.goto(f"{served.url}/{name}", wait_until="load", timeout=120_000)
    page.evaluate("document.fonts.ready.then(() => true)")
    with suppress(NoRest):  # a page that never comes to rest, as one of stock's, is weighed as it is then
        page.wait_for_load_state("networkidle", timeout=REST)
    context.close()
    return View(sum(sent.size for sent in served.sent[start:]), elsewhere)


def charts_without_script(html: Path) -> int:
    """Return the number of charts that are visible with JavaScript off, where all that is folded has been opened."""
    with sync_playwright() as driver, serve(html) as served:
        chromium = driver.chromium.launch(executable_path=browser.find(), args=ARGS)
        page = chromium.new_context(java_script_enabled=False).new_page()
        total = 0
        for name in PAGES:
            page.goto(f"{served.url}/{name}")
            total += page.evaluate(CHARTS)
        chromium.close()
    return total


def charts_in_all(html: Path, mark: str) -> int:
    """Return how often the mark of a chart stands in the pages' markup."""
    return sum((html / name).read_text(encoding="utf-8").count(mark) for name in PAGES)
