"""The session behind a chapter in the browser, tested where it can be looked into: in this Python."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from textledger import display
from textledger.html import links
from textledger.html.inline import FOR_PAGES

from ..helpers.live import media
from ..helpers.live import session as live


@pytest.fixture
def session():
    return live.Session()


def finish(coroutine):
    """Return what a coroutine returns, from a thread of its own: a browser driven in this one has a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def run(session, source, label="cell 1"):
    return finish(session.run(source, label))


def shown(session, source):
    return run(session, source)["outputs"]


def test_the_last_expression_is_shown_and_an_assignment_is_not(session):
    assert shown(session, "x = 20\nx + 1") == [{"output_type": "execute_result", "data": {"text/plain": "21"}}]
    assert shown(session, "x = 3") == []
    assert shown(session, "x;") == []
    assert shown(session, "None") == []


def test_names_live_from_cell_to_cell_and_end_with_the_session(session):
    run(session, "kept = 1")
    assert run(session, "kept", "cell 2")["ok"]
    assert not run(live.Session(), "kept")["ok"]


def test_what_is_printed_becomes_one_output_for_each_stream(session):
    outputs = shown(session, "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)")
    assert [(o["name"], o["text"]) for o in outputs] == [("stdout", "a\nb\n"), ("stderr", "c\n")]


def test_a_frame_is_shown_as_a_table(session):
    [output] = shown(session, "import pandas as pd\npd.DataFrame({'n': [1, 2]})")
    assert "<table" in output["data"]["text/html"]
    assert output["data"]["text/plain"] == repr(pd.DataFrame({"n": [1, 2]}))


def test_display_takes_objects_and_bundles(session):
    outputs = shown(session, "display(1, 'two')\ndisplay({'text/x': '3'}, raw=True)")
    assert [o["data"] for o in outputs] == [{"text/plain": "1"}, {"text/plain": "'two'"}, {"text/x": "3"}]


def test_the_prose_gets_what_the_cells_bound(session):
    live.glue("n", 1200, display=False)
    assert session.prose([["n", ""], ["absent", ""], ["n", "not a format"]]) == ["1,200", None, None]


@pytest.mark.parametrize(
    ("source", "line", "last"),
    [
        ("x = 1\nx / 0", 2, "ZeroDivisionError: division by zero"),
        ("x = 1\nif x\n    y", 2, "SyntaxError: expected ':'"),
        ("import sys\nsys.exit('enough')", 2, "SystemExit: enough"),
        ("try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('bad')", 4, "ValueError: bad"),
    ],
)
def test_a_traceback_begins_at_the_cell_and_names_its_line(session, source, line, last):
    result = run(session, source, "cell 7")
    error = result["outputs"][-1]
    assert not result["ok"]
    assert result["line"] == line
    assert error["traceback"].strip().splitlines()[-1] == last
    assert f'File "<cell 7>", line {line}' in error["traceback"]
    assert source.splitlines()[line - 1].strip() in error["traceback"]
    assert "textledger_live" not in error["traceback"]


def test_results_leave_as_json(session):
    answer = json.loads(finish(live.run_json(session, "print('فراغ')", "cell 1", '[["none", "s"]]')))
    assert answer["outputs"][0]["text"] == "فراغ\n"
    assert answer["prose"] == [None]


def test_a_cell_may_await_and_a_coroutine_that_is_not_awaited_is_shown_as_one(session):
    source = "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 5\n"
    assert shown(session, source + "x = await f()\nawait f() + x")[-1]["data"]["text/plain"] == "10"
    [output] = shown(session, "kept = f()\nkept")
    assert output["data"]["text/plain"].startswith("<coroutine object")
    run(session, "kept.close()")


def test_what_was_shown_last_is_at_hand(session):
    run(session, "6 * 7")
    assert shown(session, "_ + 1")[0]["data"]["text/plain"] == "43"


PNG = b"\x89PNG\r\n"


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (media.Markdown("# A *b* <i>"), "text/html", "<h1>A <em>b</em> &lt;i&gt;</h1>\n"),
        (media.Markdown("| a |\n|---|\n| 1 |"), "text/html", None),
        (media.HTML("<b>x</b>"), "text/html", "<b>x</b>"),
        (media.SVG("<svg/>"), "image/svg+xml", "<svg/>"),
        (media.Image(data=PNG), "image/png", "iVBORw0K"),
        (media.JSON({"ف": 1}), "text/plain", '{\n "ف": 1\n}'),
        (media.Pretty("as is"), "text/plain", "as is"),
    ],
)
def test_objects_show_themselves_in_the_richest_form(value, kind, expected):
    answer = media.bundle(value)
    assert "text/plain" in answer
    assert answer[kind] == expected if expected else "<table>" in answer[kind]


def test_a_class_is_shown_as_a_class(session):
    assert list(shown(session, "import pandas as pd\npd.DataFrame")[0]["data"]) == ["text/plain"]


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("%matplotlib inline\n1", "commands of Jupyter"),
        ("!pip install x", "commands of Jupyter"),
        ("len?", "commands of Jupyter"),
        ("get_ipython().run_line_magic('time', '1')", "commands of Jupyter"),
        ("files = !ls", "commands of Jupyter"),
        ("took, x = %timeit 1", "commands of Jupyter"),
        ("x = = 1", ""),
        ("import matplotlib_is_absent", "other packages cannot be added"),
        ("import pandas as pd\npd.io.formats.style.no_such_name", ""),
        ("input('Name? ')", "write the value into the code"),
        ("absent_name", "run that cell first"),
        (
            "import asyncio\nasync def f(): pass\nc = f()\ntry:\n    asyncio.run(c)\nfinally:\n    c.close()",
            "use await",
        ),
    ],
)
def test_what_a_page_cannot_do_is_answered_in_a_sentence(session, source, part, monkeypatch):
    monkeypatch.setattr("builtins.input", live.no_keyboard)
    result = run(session, source)
    advice = result["outputs"][-1]["advice"]
    assert not result["ok"]
    assert part in advice
    assert bool(part) == advice.endswith((".", "needed."))


def test_the_name_of_a_missing_package_is_told_without_how_to_install_it(session):
    [output] = shown(session, "raise ModuleNotFoundError('No module named x\\nawait micropip.install(x)', name='x')")
    assert output["traceback"].endswith("No module named x\n")


def test_what_is_beyond_the_limit_is_cut_off_with_a_word(session, monkeypatch):
    monkeypatch.setattr(live, "LIMIT", 100)
    outputs = shown(session, "print('x' * 60)\nprint('y' * 60)\nprint('z')\ndisplay('a' * 90)\n1/0")
    assert outputs[0]["text"] == "x" * 60 + "\n" + "y" * 39
    assert live.CUT in outputs[1]["text"]
    assert [output.get("ename") for output in outputs[2:]] == ["ZeroDivisionError"]
    assert live.CUT in shown(session, "display('a' * 200)")[0]["text"]


def test_what_is_printed_is_handed_on_while_the_cell_runs(monkeypatch):
    pieces = []
    monkeypatch.setattr(live, "EVERY", 0)
    run(live.Session(lambda name, text: pieces.append((name, text))), "print('a')\nprint('b')")
    assert "".join(text for _, text in pieces).startswith("a\n")
    assert {name for name, _ in pieces} == {"stdout"}


def test_links_of_outputs_lead_on_from_the_page_whose_cells_run():
    source = (
        "display({'application/vnd.textledger.table+json': {'html': '<a href=\"record:rewaq-c07\">a</a>"
        '<a href="bibliography:iranpress_askari">b</a><a href="page:index">c</a><a href="https://x.example/">d</a>\''
        "}}, raw=True)"
    )
    answer = json.loads(finish(live.run_json(live.Session(page="chapters/ledger"), source, "cell 1", "[]")))
    markup = answer["outputs"][0]["data"]["application/vnd.textledger.table+json"]["html"]
    assert re.findall('href="([^"]+)"', markup) == [
        "#rewaq-c07",
        f"../chapters/bibliography.html#{links.anchor('iranpress_askari')}",
        "../index.html",
        "https://x.example/",
    ]


def test_a_figure_has_the_markup_of_the_pages_but_for_its_drawing(monkeypatch):
    monkeypatch.setattr(display, "display", live.display)
    monkeypatch.setenv(FOR_PAGES, "1")
    source = (
        "import altair, pandas\nfrom textledger.display import figure\nrows = pandas.DataFrame({'n': [2, 3]})\n"
        "figure(altair.Chart(rows).mark_bar().encode(x='n:Q'), id='fig-a', caption='كلمة & b', alt='c', data=rows)"
    )
    answer = json.loads(finish(live.run_json(live.Session(page="index"), source, "cell 1", "[]")))
    shown = [output["data"] for output in answer["outputs"] if "data" in output]
    [content] = [data["application/vnd.textledger.figure+json"] for data in shown]
    assert content["specs"][0]["mark"]["type"] == "bar"
    figure = BeautifulSoup(content["markup"], "html.parser").select_one("figure#fig-a.tl-figure")
    assert figure.figcaption.decode_contents().endswith(
        '<bdi class="ar" dir="rtl" lang="ar" translate="no">كلمة</bdi> &amp; b'
    )
    assert figure["aria-labelledby"] == figure.figcaption["id"]
    assert figure.select_one(".tl-chart[role=img]")["aria-label"] == "c"
    assert [cell.get_text() for cell in figure.select(".tl-data tbody tr > *")] == ["2", "3"]
    assert unquote(figure.select_one(".tl-csv")["href"]) == "data:text/csv;charset=utf-8,n\n2\n3\n"
