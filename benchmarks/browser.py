"""How long chapters take in a browser: `python benchmarks/browser.py [PAGE ...]`, after `make book` and `make browser`.

Each page is opened in a new browser with an empty cache, served from this machine: what the network adds is not in it.
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from textledger_publish import chromium as browser  # noqa: E402
from textledger_sphinx.live.assemble import TARGET  # noqa: E402
from textledger_sphinx.live.serve import served  # noqa: E402

SITE = ROOT / "_build" / "html"
PAGES = ("chapters/corpus", "chapters/vacuum", "chapters/rewaq")
LIMIT = 300_000  # milliseconds

# Notes when the first output of a cell appears, and what the page measured of its parts.
MEASURE = """async () => {
  const { chapter } = textledger, began = performance.now()
  let first
  const seen = new MutationObserver(() => { first ??= document.querySelector(".tl-ran") && performance.now() - began })
  seen.observe(document.querySelector("article"), { childList: true, subtree: true })
  await chapter.runAll()
  seen.disconnect()
  return { ...chapter.times, first, total: performance.now() - began, told: chapter.told.textContent }
}"""
AGAIN = """async () => {
  const began = performance.now()
  await textledger.chapter.runAll()
  return performance.now() - began
}"""
ONE = """async () => {
  const { chapter } = textledger, cell = chapter.cells.find(cell => cell.box), began = performance.now()
  await chapter.runOne(cell)
  return performance.now() - began
}"""
COLUMNS = ("load", "import", "run", "first", "total", "again", "one cell again")


def measure(driver, address: str, page: str) -> dict[str, float]:
    """Return the times of a page in seconds."""
    running = driver.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
    opened = running.new_page()
    opened.set_default_timeout(LIMIT)
    opened.goto(f"{address}{page}.html")
    opened.wait_for_function("globalThis.textledger?.chapter")  # its script waits until the page has come
    times = opened.evaluate(MEASURE)
    if not (status := times.pop("told")).startswith("Ran"):
        raise SystemExit(f"{page} did not run: {status}")
    times |= {"again": opened.evaluate(AGAIN), "one cell again": opened.evaluate(ONE), "cells": 0}
    cells = opened.evaluate("textledger.chapter.cells.length")
    running.close()
    return {name: value / 1000 for name, value in times.items()} | {"cells": cells}


def main() -> None:
    """Print a table of times."""
    parser = argparse.ArgumentParser(prog="python benchmarks/browser.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "pages", nargs="*", default=PAGES, metavar="PAGE", help="pages to open, for instance %(default)s"
    )
    options = parser.parse_args()
    print(f"seconds; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'page':22}{'cells':>6}" + "".join(f"{name:>16}" for name in COLUMNS))
    with served(SITE, TARGET) as address, sync_playwright() as driver:
        for page in options.pages:
            times = measure(driver, address, page)
            print(f"{page:22}{times['cells']:6}" + "".join(f"{times[name]:16.1f}" for name in COLUMNS))


if __name__ == "__main__":
    main()
