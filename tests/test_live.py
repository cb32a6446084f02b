"""The session behind a chapter in the browser, tested where it can be looked into: in this Python."""

import json

import pandas as pd
import pytest
from myst_nb.core.variables import format_plain_text

from publish.browser import textledger_live as live


@pytest.fixture
def session():
    return live.Session()


def shown(session, source):
    return session.run(source, "cell 1")["outputs"]


def test_the_last_expression_is_shown_and_an_assignment_is_not(session):
    assert shown(session, "x = 20\nx + 1") == [{"output_type": "execute_result", "data": {"text/plain": "21"}}]
    assert shown(session, "x = 3") == []
    assert shown(session, "x;") == []
    assert shown(session, "None") == []


def test_names_live_from_cell_to_cell_and_end_with_the_session(session):
    session.run("kept = 1", "cell 1")
    assert session.run("kept", "cell 2")["ok"]
    assert not live.Session().run("kept", "cell 1")["ok"]


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


@pytest.mark.parametrize(
    ("value", "spec"), [(1234, ","), (1234, ",d"), (0.256, ".0%"), ("five", "s"), (3, "s"), (2.0, "d"), ("x", "")]
)
def test_values_of_the_prose_are_formatted_as_the_build_formats_them(value, spec):
    assert live.formatted(value, spec) == format_plain_text(repr(value), spec)


def test_the_prose_gets_what_the_cells_bound(session):
    live.glue("n", 1200, display=False)
    assert session.prose([["n", ","], ["absent", "s"], ["n", "not a format"]]) == ["1,200", None, None]


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
    result = session.run(source, "cell 7")
    error = result["outputs"][-1]
    assert not result["ok"]
    assert result["line"] == line
    assert error["traceback"].strip().splitlines()[-1] == last
    assert f'File "<cell 7>", line {line}' in error["traceback"]
    assert source.splitlines()[line - 1].strip() in error["traceback"]
    assert "textledger_live" not in error["traceback"]


def test_results_leave_as_json(session):
    made = json.loads(live.run_json(session, "print('فراغ')", "cell 1", '[["none", "s"]]'))
    assert made["outputs"][0]["text"] == "فراغ\n"
    assert made["prose"] == [None]
