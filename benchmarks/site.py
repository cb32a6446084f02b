"""Speed and weight of the book beside a stock Jupyter Book of the same chapters: `.venv/bin/python benchmarks/site.py`.

Stock is what the same prose and the same code become with Jupyter Book 1.0.4's defaults (`books.py`): its own theme and
scripts, execution by jupyter-cache, charts as Altair writes them (a script that loads Vega from a content network),
tables as pandas writes them (long ones cut). Roles and directives that only this book has become plain text
(`stock.py`). To be fair to stock: its charts keep this book's specification and it carries neither data tables nor
references to records, so its pages say less; what it would fetch from other hosts cannot be fetched offline and counts
as nothing (Vega, Vega-Lite and Vega-Embed are known to be about 280 KB more with gzip on each page with a chart).

Both books are built by turns in one run on the same two cores with packages installed and nothing else kept. Times
on a busy machine mean little; ratios of one run mean more. Targets stand beside the values; the exit code is 1 where
one is missed.
"""

import argparse
import sys
from statistics import median
from typing import NamedTuple

import books
import node
import weight

TEXT = "chapters/rewaq.html"
PARTS = ("weight", "build", "lighthouse")
KILOBYTE = 1024
EDITS = 5  # of prose of each book, after their clean builds


class Row(NamedTuple):
    """A line of the table: what was measured, this book's value and stock's, the target and whether it was met."""

    what: str
    own: str
    stock: str
    ratio: str
    target: str
    met: bool | None


def _ratio(own: float, stock: float) -> str:
    return f"{own / stock:.2f}" if stock else "-"


def measure_weight() -> list[Row]:
    """Weigh the first view of four pages, and count charts that need no script."""
    own_views, stock_views = (weight.first_views(book.ready(), node.PAGES) for book in (books.OWN, books.STOCK))
    rows = []
    for page in node.PAGES:
        kilobytes = [view[page].size / KILOBYTE for view in (own_views, stock_views)]
        text = page == TEXT
        rows.append(
            Row(
                f"first view of {page}, KB",
                *(f"{size:,.0f}" for size in kilobytes),
                _ratio(*kilobytes),
                "<= 200 KB and <= 1/3 of stock" if text else "",
                (kilobytes[0] <= 200 and kilobytes[0] <= kilobytes[1] / 3) if text else None,
            )
        )
        requests = [len(view[page].elsewhere) for view in (own_views, stock_views)]
        rows.append(Row("  requests to other hosts", *map(str, requests), "", "0", requests[0] == 0))
    visible = [weight.charts_without_script(book.html) for book in (books.OWN, books.STOCK)]
    totals = (
        weight.charts_in_all(books.OWN.html, 'class="tl-chart"'),
        weight.charts_in_all(books.STOCK.html, "vegaEmbed("),
    )
    counts = [f"{n} of {of}" for n, of in zip(visible, totals, strict=True)]
    rows.append(Row("charts visible with JavaScript off", *counts, "", "all", visible[0] >= totals[0] > 0))
    return rows


def measure_builds(rounds: int) -> list[Row]:
    """Time clean builds, and rebuilds after a sentence was added to one chapter; the two books take turns in both."""
    cold, again = ({"own": [], "stock": []} for _ in range(2))
    both = books.OWN, books.STOCK
    for turn in range(rounds):
        for book in both:
            book.prepare()
            book.clean()
            cold[book.folder.name].append(book.build())
        for book in both * EDITS:
            book.edit()
            again[book.folder.name].append(book.build())
        for name in cold:
            took = cold[name][-1], median(again[name][-EDITS:])
            print(f"  turn {turn + 1}: {name} {took[0]:.0f} s, after an edit {took[1]:.1f} s", flush=True)
    rows = []
    for label, times, target in (("cold build", cold, 0.42), ("rebuild after an edit of prose", again, 0.6)):
        own, stock = (median(times[name]) for name in ("own", "stock"))
        met = own <= target * stock
        rows.append(Row(f"{label}, s", f"{own:.1f}", f"{stock:.1f}", _ratio(own, stock), f"<= {target} of stock", met))
    return [*rows, measure_watch(rounds)]


def measure_watch(rounds: int) -> Row:
    """Time an edit of prose until `make watch` shows it, beside a build after one; both columns are this book."""
    built = []
    for _ in range(rounds):
        books.OWN.edit()
        built.append(books.OWN.build())
    watched, built = books.OWN.watch(rounds), median(built)
    label = "edit of prose: make watch, make book, s"
    ratio = _ratio(watched, built)
    return Row(label, f"{watched:.1f}", f"{built:.1f}", ratio, "<= 1 of make book", watched <= built)


def measure_lighthouse(runs: int) -> list[Row]:
    """Score four pages with Lighthouse; stock is left out, since what it loads from elsewhere is not here."""
    rows, targets = [], " / ".join(map(str, node.TARGETS.values()))
    for page, scores in node.lighthouse(books.OWN.ready(), node.PAGES, runs).items():
        figures = " / ".join(str(scores[name]) for name in node.TARGETS)
        rows.append(Row(f"Lighthouse of {page}", figures, "", "", f">= {targets}", node.meets_targets(scores)))
    return rows


def show(rows: list[Row]) -> None:
    """Print the table."""
    heads = Row("", "this book", "stock", "ratio", "target", None)
    widths = [max(len(str(row[n])) for row in (heads, *rows)) for n in range(5)]
    for row in (heads, *rows):
        mark = {True: "pass", False: "FAIL", None: ""}[row.met]
        cells = [
            f"{row.what:{widths[0]}}",
            *(f"{row[n]:>{widths[n]}}" for n in (1, 2, 3)),
            f"{row[4]:{widths[4]}}",
            mark,
        ]
        print("  ".join(cells).rstrip())


def main() -> int:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python benchmarks/site.py", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to measure, of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=1, help="builds of each book; the median counts")
    parser.add_argument("--runs", type=int, default=node.RUNS, help="Lighthouse runs of each page; the median counts")
    options = parser.parse_args()
    parts = options.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(f"{books.limit_cores()} cores; Lighthouse: performance / accessibility / best practices / SEO", flush=True)
    rows: list[Row] = []
    if "build" in parts:
        rows += measure_builds(options.rounds)
    if "weight" in parts:
        rows += measure_weight()
    if "lighthouse" in parts:
        rows += measure_lighthouse(options.runs)
    show(rows)
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except node.MissingToolError as missing:
        sys.exit(f"Not measured: {missing}.")
