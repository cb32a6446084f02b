"""Every benchmark, once and small: `make audit` runs it, so that none stops working unnoticed.

Whether targets are met is not asked here, since the machine may be busy.
"""

import importlib
import subprocess
import sys

import pytest

from .helpers.paths import ROOT

# The script, its arguments, what its table holds when it has come to its end.
RUNS = [
    ("browser.py", ["chapters/corpus"], "chapters/corpus"),
    ("pages.py", ["index.html"], "index.html"),
    ("prose.py", [], "holds up at"),
    ("site.py", ["--only", "build", "--rounds", "1"], "edit of prose: make watch, make book, s"),
    ("site.py", ["--only", "weight"], "charts visible with JavaScript off"),
    ("site.py", ["--only", "lighthouse", "--runs", "1"], "Lighthouse of chapters/ledger.html"),
    ("extract.py", ["--words", "5000"], "time: documents: a second"),
    ("corpus.py", ["--largest", "200"], "hours of a core with 2 workers"),
    ("audit.py", ["--runs", "1"], "Lighthouse, chapters/ledger.html"),
]


@pytest.mark.parametrize(("script", "arguments", "line"), RUNS, ids=[" ".join([run[0], *run[1]]) for run in RUNS])
def test_a_benchmark_comes_to_its_end(script, arguments, line):
    command = [sys.executable, f"benchmarks/{script}", *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr, ran.stderr
    assert line in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode in (0, 1), "a target that is missed is no fault of the benchmark"


def test_a_workflow_that_names_what_is_not_there_is_noticed(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    node = importlib.import_module("node")
    workflow = ROOT / ".github" / "workflows" / "book.yml"
    wrong = tmp_path / workflow.name
    wrong.write_text(workflow.read_text(encoding="utf-8").replace("matrix.python", "matrix.snake"), encoding="utf-8")
    assert node.workflow_faults([workflow]) == []
    [fault] = node.workflow_faults([wrong])
    assert '"snake" is not defined' in fault
