"""Chapters run in a browser from the assembled runtime, with no network: live results equal the book's.

A chapter of each kind stands for the others, which `make audit` runs.
"""

import re
from copy import deepcopy
from urllib.parse import urlsplit

import pytest

from textledger import records
from textledger_sphinx import toc
from textledger_sphinx.live.serve import served
from textledger_sphinx.notebooks import ipynb

from ..helpers.live import session
from ..helpers.paths import ROOT
from ..helpers.runtime import executed

PAGES = toc.pages(ROOT)
WORDED = "chapters/vacuum"  # a page with charts, tables and numbers in its prose
OF_EACH_KIND = {WORDED, f"chapters/{records.docs()[0]}", "chapters/numbers", "chapters/ledger"}
STARTUP, CHAPTER = 180_000, 300_000  # milliseconds that a busy machine may take

# Records what the session answers, and puts another page of the site into this one, so that Python starts once.
HELP = """() => {
  const { kernel } = textledger.chapter, run = kernel.run.bind(kernel)
  window.answers = []
  kernel.run = async (...cell) => { const answer = await run(...cell); answers.push(answer); return answer }
  window.swap = async address => {
    const text = await (await fetch(address)).text()
    const other = new DOMParser().parseFromString(text, "text/html")
    history.replaceState(null, "", address)
    Object.assign(document.documentElement.dataset, other.documentElement.dataset)
    document.querySelector("article").replaceWith(document.adoptNode(other.querySelector("article")))
    answers.length = 0
    return textledger.runnable(document.querySelector("article"), kernel) !== null
  }
}"""

# What a reader finds in the outputs of each cell: tables, captions, alternatives, links, running text.
SEEN = """() => [...document.querySelectorAll("div.cell")].map(cell =>
  [...cell.querySelectorAll(":scope > .cell_output")].map(box => {
    const copy = box.cloneNode(true)
    for (const drawn of copy.querySelectorAll(".tl-chart, .tl-ran-mark, .tl-filter")) drawn.replaceChildren()
    // the book's picture and its place for the code, which stands above the output of a cell that was run
    for (const built of copy.querySelectorAll(".tl-under > :is(a[href$='.svg'], details.hide)")) built.remove()
    // a cell of nothing but evidence says in the book how much of it there is
    for (const { previousSibling: told } of copy.querySelectorAll(".tl-ev:has([data-n='0'])")) told?.remove()
    const cited = "a.tl-claim:not(th *), .tl-ev"  // a run has them where they are written, the book in a mark
    for (const evidence of copy.querySelectorAll(cited)) evidence.remove()
    return {
      text: copy.textContent.replace(/\\((checks? )?[, ]*\\)/g, "").replace(/[^\\p{L}\\p{N}]+/gu, ""),
      tables: [...copy.querySelectorAll("table")].map(table => [table.style.cssText, table.tHead?.textContent]),
      links: [...copy.querySelectorAll("a[href]:not(.tl-csv)")].map(link => link.getAttribute("href")),
      charts: [...copy.querySelectorAll(".tl-figure")].map(figure => figure.id),
      alternatives: [...copy.querySelectorAll(".tl-chart")].map(chart => chart.getAttribute("aria-label")),
    }
  }))"""
# How many cells a reader of the text alone can open to edit them.
REACHABLE = """() => {
  const { dataset } = document.documentElement, layer = dataset.layers
  dataset.layers = "text"
  const closed = [...document.querySelectorAll("details.tl-folded:not([open])")]  // a reader opens these first
  for (const part of closed) part.open = true
  const found = [...document.querySelectorAll("div.cell .cell_input")]
    .filter(input => (input.closest("details")?.firstElementChild ?? input).checkVisibility())
  for (const part of closed) part.open = false
  dataset.layers = layer
  return found.length
}"""


@pytest.fixture(scope="module")
def address(live_address):
    """The address of the site with its runtime."""
    return live_address


@pytest.fixture(scope="module")
def context(chromium, address):
    """A browser context in which nothing but the served site can be reached; `asked` lists what was asked for."""
    result = chromium.new_context(viewport={"width": 1280, "height": 900})
    result.asked = []
    result.on("request", lambda request: result.asked.append(request.url))
    elsewhere = re.compile(rf"^(?!{re.escape(address)}|data:|blob:)")
    result.route(elsewhere, lambda route: route.abort())
    yield result
    result.close()


def finish(page, limit: int) -> str:
    """Wait until the run under way has ended; return what the page tells."""
    page.wait_for_function("textledger.chapter.work === null", timeout=limit)
    return page.locator(".tl-run-told").inner_text()


def lines(cell) -> list[str]:
    """Return the lines of a cell's live output, without the mark above it."""
    return [line for line in cell.locator(".cell_output").inner_text().split("\n") if line][1:]


@pytest.fixture(scope="module")
def live(context, address):
    """A page with Python running, into which other pages can be put."""
    page = context.new_page()
    page.set_default_timeout(STARTUP)
    page.goto(f"{address}{WORDED}.html")
    page.wait_for_function("textledger.chapter")
    page.evaluate(HELP)
    page.evaluate("document.querySelector('.tl-layers input[value=code]').click()")  # every cell shows in this layer
    page.get_by_role("button", name="Run this chapter").click()
    status = finish(page, STARTUP)
    assert status.startswith("Ran "), status
    yield page
    page.close()


def as_shown(outputs) -> list[dict]:
    """Return outputs without what is not shown: counts, metadata, values bound for the prose (tested by the prose)."""
    keys = ("output_type", "data", "name", "text", "ename")
    shown = (output for output in outputs if not any("papermill" in media for media in output.get("data", {})))
    return [{key: output[key] for key in keys if key in output} for output in shown]


@pytest.mark.parametrize(
    "name", [name if name in OF_EACH_KIND else pytest.param(name, marks=pytest.mark.audit) for name in PAGES]
)
def test_a_chapter_run_in_the_browser_gives_what_the_book_shows(live, site, address, name):
    runnable = live.evaluate("swap", f"{address}{name}.html")
    expected = executed(site.parent, name) if runnable else []
    if not runnable:
        assert not live.locator("div.cell").count()
        return
    before = live.evaluate(SEEN)
    live.get_by_role("button", name="Run this chapter").click()
    assert (status := finish(live, CHAPTER)).startswith(f"Ran {len(expected)} cells"), status
    answers = live.evaluate("answers")
    assert len(answers) == len(expected)
    for number, (cell, answer) in enumerate(zip(expected, answers, strict=True), 1):
        assert answer["ok"], f"cell {number}: {answer['outputs']}"
        # compared as bundles: figures with spec and markup, which holds their rows; tables with their markup; text
        assert as_shown(answer["outputs"]) == session.resolve_outputs(as_shown(deepcopy(cell.outputs)), name), (
            f"cell {number}"
        )
    assert live.evaluate(SEEN) == before
    assert live.evaluate(REACHABLE) == len(expected)  # also those that show nothing
    assert live.locator(".cell_output:not(.tl-ran)").count() == 0
    changed = live.locator('[data-ran="changed"], [data-glue]:not([data-ran])').all_inner_texts()
    assert not changed, f"numbers of the prose that differ from the book: {changed}"


def test_every_number_of_a_page_is_bound_to_its_cells(live, address):
    live.evaluate("swap", f"{address}{WORDED}.html")
    written = (ROOT / f"{WORDED}.md").read_text(encoding="utf-8").count("{number}")
    assert live.locator("[data-glue]").count() == written > 0


def test_nothing_is_asked_of_another_host(context, live, address):
    elsewhere = {
        url for url in context.asked if urlsplit(url).scheme.startswith("http") and not url.startswith(address)
    }
    assert not elsewhere


def test_nothing_is_loaded_before_the_reader_asks(context, address):
    page = context.new_page()
    context.asked.clear()
    page.goto(f"{address}{WORDED}.html")
    assert not [url for url in context.asked if "/run/" in url]
    page.locator("button:enabled", has_text="Run this chapter").wait_for()  # its script comes when the page is shown
    with page.expect_request(re.compile("/run/pyodide.asm.wasm")):
        page.get_by_role("button", name="Run this chapter").focus()
    assert page.locator(".tl-run-told").inner_text() == ""
    page.close()


def test_an_edited_cell_runs_and_the_prose_follows(live, address):
    live.evaluate("swap", f"{address}{WORDED}.html")
    article = "document.querySelector('article').innerHTML"
    before = live.evaluate(article)
    live.get_by_role("button", name="Run this chapter").click()
    finish(live, CHAPTER)
    first = live.locator("div.cell").first
    first.locator("details.hide > summary").click()
    first.get_by_role("button", name="Edit cell 1").click()
    code = live.get_by_role("textbox", name=re.compile("Code of cell 1"))
    assert code.evaluate("field => field === document.activeElement")
    assert code.evaluate("field => [field.selectionStart, field.scrollLeft]") == [0, 0]
    code.fill('from textledger.display import numbers\nnumbers(n_seen=7)\nprint("a new line")\n6 * 7')
    code.press("Shift+Enter")
    assert "Ran cell 1" in finish(live, CHAPTER)
    assert lines(first) == ["a new line", "42"]
    assert first.locator("details .tl-numbers tr").all_inner_texts() == ["n_seen\t7"]
    assert live.locator('[data-glue="n_seen"]').first.inner_text() == "seven"
    assert live.locator('[data-glue="n_seen"]').first.get_attribute("data-ran") == "changed"
    live.once("dialog", lambda dialog: dialog.accept())  # it warns of the edit
    live.get_by_role("button", name="Reset").click()
    live.locator("div.cell").first.locator("details.hide > summary").click()

    def still(markup: str) -> str:
        return re.sub(r">\s+<", "><", re.sub(r'<p class="tl-run-told".*?</p>', "", markup))

    assert still(live.evaluate(article)) == still(before)


def test_an_error_is_told_under_its_cell_and_ends_the_run(live, address):
    live.evaluate("swap", f"{address}{WORDED}.html")
    live.get_by_role("button", name="Run this chapter").click()
    finish(live, CHAPTER)
    second = live.locator("div.cell").nth(1)
    second.locator("details.hide > summary").click()
    second.get_by_role("button", name="Edit cell 2").click()
    second.locator("textarea").fill("def half(x):\n    return x / 0\n\nhalf(1)")
    live.get_by_role("button", name="Run all again").click()
    assert "Cell 2 failed" in finish(live, CHAPTER)
    report = second.get_by_role("group", name="Error: ZeroDivisionError").inner_text()
    assert report.startswith("Traceback")
    assert report.strip().endswith("ZeroDivisionError: division by zero")
    assert 'File "<cell 2>", line 2, in half\n    return x / 0' in report
    assert "textledger_live" not in report
    assert "line 2" in second.locator(".tl-cell-told").inner_text()
    for cell in live.locator("div.cell").all()[2:]:  # they show what the book shows, and do not say that it is live
        assert cell.locator(".tl-cell-told").text_content() == ""
        assert cell.locator(".tl-ran").count() == 0
    assert not live.evaluate("[...document.querySelectorAll('[data-ran=changed]')].length")


def test_a_running_cell_is_stopped_and_python_can_be_started_again(live, address):
    live.evaluate("swap", f"{address}{WORDED}.html")
    live.get_by_role("button", name="Run this chapter").click()
    finish(live, CHAPTER)
    first = live.locator("div.cell").first
    first.locator("details.hide > summary").click()
    first.get_by_role("button", name="Edit cell 1").click()
    first.locator("textarea").fill("while True: pass")
    first.get_by_role("button", name="Run cell 1").click()
    live.get_by_role("button", name="Stop").click()
    assert finish(live, 5_000).startswith("Stopped")
    first.locator("textarea").fill("1 + 1")
    first.get_by_role("button", name="Run cell 1").click()
    assert "Ran cell 1" in finish(live, STARTUP)
    assert lines(first) == ["2"]


def refusal(page, address: str) -> str:
    """Ask a page to run where it cannot; return what it tells, checking that it offers the archive."""
    page.goto(address)
    page.get_by_role("button", name="Run this chapter").click()
    status = finish(page, STARTUP)
    assert page.locator(".tl-run-told a").get_attribute("href").endswith(f"notebooks/{ipynb.NAME}.zip")
    assert page.get_by_role("button", name="Run this chapter").is_enabled()
    return status


def test_a_page_opened_from_a_file_says_why_it_cannot_run(chromium, site):
    page = chromium.new_page()
    assert "opened from a file" in refusal(page, (site / f"{WORDED}.html").as_uri())
    assert (site / "notebooks" / f"{ipynb.NAME}.zip").is_file()
    page.close()


def test_a_browser_without_webassembly_is_told(context, address):
    page = context.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    assert "does not run WebAssembly" in refusal(page, f"{address}{WORDED}.html")
    page.close()


def test_a_site_without_the_runtime_says_so(chromium, site, tmp_path):
    page = chromium.new_page()
    with served(site, tmp_path) as bare:
        assert "without the Python runtime" in refusal(page, f"{bare}{WORDED}.html")
    page.close()


def test_a_site_without_the_runtime_says_so_before_it_fetches_any_of_it(chromium, site, tmp_path):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition("/run/")[2]))
    with served(site, tmp_path) as bare:
        page.goto(f"{bare}{WORDED}.html")
        page.get_by_role("button", name="Run this chapter").hover()
        page.get_by_text("without the Python runtime").wait_for()
    assert [name for name in asked if name] == ["manifest.json"]
    page.close()


def test_lack_of_memory_is_told(context, address):
    page = context.new_page()
    page.add_init_script("""globalThis.Worker = class {
      postMessage() {
        this.onmessage({ data: { fatal: { reason: "other", detail: "RangeError: could not allocate memory" } } })
      }
      terminate() {}
    }""")
    assert "not enough memory" in refusal(page, f"{address}{WORDED}.html")
    page.close()
