"""What readers' own cells show on a page, and what the page does where something fails: in Chromium, Python running."""

import re

import pytest

PAGE = "chapters/vacuum.html"
LONG = 180_000  # milliseconds that a busy machine may take


def status(page) -> str:
    return page.locator(".tl-run-told").inner_text()


def ended(page) -> str:
    page.wait_for_function("textledger.chapter.work === null", timeout=LONG)
    return status(page)


@pytest.fixture(scope="module")
def context(chromium, live_address):
    result = chromium.new_context(viewport={"width": 390, "height": 844})
    result.route(re.compile(rf"^(?!{re.escape(live_address)}|data:|blob:)"), lambda route: route.abort())
    yield result
    result.close()


@pytest.fixture(scope="module")
def page(context, live_address):
    """A page with Python running, its first cell open for editing, in a narrow window."""
    result = context.new_page()
    result.set_default_timeout(LONG)
    result.wrong = []
    result.on("pageerror", lambda error: result.wrong.append(str(error)))
    result.goto(live_address + PAGE)
    result.wait_for_function("window.textledger?.chapter")
    result.evaluate("document.documentElement.dataset.layers = 'code'")
    button = result.get_by_role("button", name="Run this chapter")
    button.focus()
    result.keyboard.press("Enter")
    assert result.evaluate("document.activeElement.textContent") == "Run this chapter"  # the focus stays where it was
    assert ended(result).startswith("Ran ")
    assert result.evaluate("document.activeElement.textContent") == "Run all again"
    first = result.locator("div.cell").first
    first.locator("summary").click()
    first.get_by_role("button", name="Edit cell 1").click()
    return result


def run(page, code: str):
    """Run code in the first cell; return its place."""
    cell = page.locator("div.cell").first
    cell.locator("textarea").fill(code)
    cell.get_by_role("button", name="Run cell 1").click()
    ended(page)
    return cell


DRAWN = """chart => [...chart.querySelectorAll('svg [class*=role-mark] > *')]
    .filter(mark => mark.getBBox().width > 0 && mark.getBBox().height > 0).length"""
OWN = "import altair as alt, pandas as pd\nd = pd.DataFrame({'x': ['a', 'b'], 'y': [1, 2]})\n"


@pytest.mark.parametrize(
    ("code", "charts"),
    [
        ("alt.Chart(d).mark_bar().encode(x='x', y='y')", 1),
        ("c = alt.Chart(d).encode(x='x', y='y')\n(c.mark_bar() + c.mark_point()).properties(title='Two')", 1),
        ("c = alt.Chart(d).mark_bar().encode(x='x', y='y')\nc | c", 1),
        ("c = alt.Chart(d).mark_bar().encode(x='x', y='y').interactive()\ndisplay(c)\nc", 2),
    ],
)
def test_a_chart_of_the_readers_own_is_drawn(page, code, charts):
    cell = run(page, OWN + code)
    drawn = cell.locator(".tl-own-chart .tl-chart")
    assert drawn.count() == charts
    for chart in drawn.all():
        assert chart.evaluate(DRAWN) >= 2
        assert chart.get_attribute("aria-label") in ("Two", "Chart drawn by this cell")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_chart_that_cannot_be_drawn_says_so(page):
    cell = run(page, "display({'application/vnd.vegalite.v6+json': {'mark': 'no such mark', 'data': 3}}, raw=True)")
    assert "could not be drawn" in cell.locator(".cell_output").inner_text()


def test_frames_look_like_the_books_tables_and_do_not_widen_the_page(page):
    code = "import pandas as pd\ndisplay(pd.DataFrame({f'column {n}': ['word ' * 9] for n in range(12)}))\n"
    cell = run(page, code + "pd.Series([1, 2], name='n').to_frame()")
    tables = cell.locator(".cell_output .tl-table > table")
    assert tables.count() == 2
    style = "t => ['fontFamily', 'color'].map(name => getComputedStyle(t.querySelector('td'))[name])"
    book_table = page.locator(".tl-table:not(.cell *) table, .cell_output .tl-figure .tl-table table").first
    assert tables.first.evaluate(style) == book_table.evaluate(style)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # no cell is cut: on a phone the cells of a row stand below each other
    assert tables.first.evaluate("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth")
    assert tables.first.locator("td").last.is_visible()


@pytest.mark.parametrize(
    ("code", "selector", "shown"),
    [
        ("from IPython.display import Markdown\nMarkdown('# A *b*')", ".text_html h1 em", "b"),
        (
            "from IPython.display import HTML\nHTML('<b>x</b><script>window.ran = 1</script>')",
            ".text_html",
            "do not run",
        ),
        (
            "from IPython.display import HTML\nHTML('<b onclick=\"window.ran = 1\">x</b>')",
            ".text_html:not(:has([onclick]))",
            "do not run",
        ),
        ("try:\n    exit()\nexcept SystemExit:\n    help(len)", ".stream pre", "Help on built-in function len"),
        ("async def f():\n    return 'awaited'\nawait f()", ".text_plain pre", "'awaited'"),
        ("print('10 %\\r20 %\\r\\x1b[31m30 %\\x1b[0m')", ".stream pre", "30 %"),
        ("import scipy", ".tl-advice", "other packages cannot be added"),
        ("import micropip", ".tl-advice", "other packages cannot be added"),
        ("%time 1", ".tl-advice", "commands of Jupyter"),
        ("input()", ".tl-advice", "write the value into the code"),
    ],
)
def test_each_kind_of_output_has_its_form(page, code, selector, shown):
    cell = run(page, code)
    assert shown in cell.locator(f".cell_output {selector}").first.inner_text()
    assert "micropip.install" not in cell.locator(".cell_output").inner_text()
    assert page.evaluate("window.ran") is None
    if selector == ".tl-advice" and "notebook" in cell.locator(selector).inner_text():
        assert cell.locator(f"{selector} a").get_attribute("href").endswith("notebooks/chapters/vacuum.ipynb")


def test_a_drawing_of_an_object_is_shown(page):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="7"/>'
    code = f"class S:\n    def _repr_svg_(self):\n        return {drawing!r}\nS()"
    picture = run(page, code).locator(".tl-picture img")
    assert picture.evaluate("async img => { await img.decode(); return [img.naturalWidth, img.naturalHeight] }") == [
        9,
        7,
    ]


@pytest.mark.parametrize(("lines", "after"), [(25_000, 80), pytest.param(350_000, 0, marks=pytest.mark.audit)])
def test_very_many_lines_end_and_are_cut_off_with_a_word(page, lines, after):
    code = f"for n in range({lines}): print(n, end='{'.' * after}\\n')"
    text = run(page, code).locator(".cell_output").inner_text()
    assert "\n".join(f"{n}{'.' * after}" for n in range(3)) in text
    assert "cut off after 2,000,000 characters" in text
    assert page.locator("div.cell").first.locator(".tl-cell-told").text_content().startswith("ran in")


def test_what_a_cell_prints_is_seen_while_it_runs_and_stop_ends_it(page):
    cell = page.locator("div.cell").first
    cell.locator("textarea").fill("n = 0\nwhile True:\n    n += 1\n    print('line', n)\n    sum(range(100_000))")
    cell.get_by_role("button", name="Run cell 1").click()
    cell.locator(".tl-ran .stream", has_text="line 3").wait_for()
    assert status(page) == "Running cell 1."
    stop = page.get_by_role("button", name="Stop")
    stop.focus()
    page.keyboard.press("Enter")
    assert ended(page).startswith("Stopped")
    assert page.evaluate("document.activeElement.textContent") == "Run all again"


def test_a_name_that_went_with_python_is_hinted_at(page):
    assert "run that cell first" in run(page, "n + 1").locator(".tl-advice").inner_text()


def test_what_a_cell_showed_before_its_edits_were_undone_says_so_until_it_runs_again(page):
    cell = run(page, "1 + 1")
    field = cell.locator("textarea")
    field.fill("2 + 2")
    field.press("Control+Enter")
    ended(page)
    assert cell.locator(".text_plain").inner_text().strip() == "4"
    cell.get_by_role("button", name="Undo the edits of cell 1").click()
    assert "edits that were undone" in cell.locator(".tl-ran-mark").inner_text()
    cell.get_by_role("button", name="Run cell 1").click()
    ended(page)
    assert "undone" not in cell.inner_text()
    cell.get_by_role("button", name="Edit cell 1").click()


def test_edits_are_not_lost_without_a_question(page):
    cell = page.locator("div.cell").first
    cell.locator("textarea").fill("1 + 1")
    questions = []
    page.once("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Reset").click()
    assert questions == ["Reset discards your edits of a cell."]
    assert cell.locator("textarea").input_value() == "1 + 1"
    page.once("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.wait_for_function("true")
    assert questions[1:] == ["beforeunload"]
    cell.get_by_role("button", name="Undo the edits of cell 1").click()
    assert cell.locator("textarea").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Edit"
    assert page.evaluate("textledger.chapter.edited.length") == 0
    assert page.wrong == []


# What is lost while Python loads


def retried(page):
    """Press *Try again*; return what the page tells once the run has ended."""
    page.get_by_role("button", name="Try again").click()
    return ended(page)


ALIKE = ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", "numpy-")  # as the others


@pytest.mark.parametrize(
    "lost",
    ["worker.mjs", "manifest.json", "pyodide.asm.js", "textledger-",
     *(pytest.param(name, marks=pytest.mark.audit) for name in ALIKE)],
)  # fmt: skip
def test_a_file_that_does_not_arrive_ends_in_a_message_with_another_try(context, live_address, lost):
    page = context.new_page()
    page.set_default_timeout(LONG)
    page.goto(live_address + PAGE)
    page.wait_for_function("window.textledger?.chapter")
    where = re.compile(rf"/run/{re.escape(lost)}")
    context.route(where, lambda route: route.abort("connectionfailed"))
    try:
        page.get_by_role("button", name="Run this chapter").click()
        assert "connection was lost" in ended(page)
        assert "micropip" not in status(page)
        assert page.get_by_role("button", name="Try again").is_visible()
    finally:
        context.unroute(where)
    if lost in ("worker.mjs", "pyodide.asm.wasm"):  # each takes a whole start of Python
        assert retried(page).startswith("Ran ")
    page.close()


def test_a_connection_that_falls_silent_counts_as_lost(context, live_address):
    page = context.new_page()
    page.set_default_timeout(LONG)
    page.goto(live_address + PAGE)
    page.wait_for_function("window.textledger?.chapter")
    page.evaluate("textledger.chapter.kernel.patience = 3000")
    where = re.compile("/run/pandas-")
    context.route(where, lambda route: None)  # never answered
    page.get_by_role("button", name="Run this chapter").click()
    assert "connection was lost" in ended(page)
    context.unroute(where)
    page.close()


def test_without_a_connection_the_page_says_so_and_not_that_there_is_no_runtime(context, live_address):
    page = context.new_page()
    page.goto(live_address + PAGE)
    page.wait_for_function("window.textledger?.chapter")
    context.set_offline(True)
    try:
        page.get_by_role("button", name="Run this chapter").click()
        assert "There is no connection" in ended(page)
    finally:
        context.set_offline(False)
    page.close()
