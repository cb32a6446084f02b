"""The benchmarks: each is run by the audit, and says what is missing where it cannot measure."""

import importlib
import runpy

import pytest

from .. import audit_benchmarks
from ..helpers.paths import ROOT

FOLDER = ROOT / "benchmarks"


def test_each_script_and_each_of_its_parts_is_run_by_the_audit(monkeypatch):
    scripts = {path.name for path in FOLDER.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert {script for script, *_ in audit_benchmarks.RUNS} == scripts
    monkeypatch.syspath_prepend(FOLDER)
    parts = runpy.run_path(str(FOLDER / "site.py"))["PARTS"]
    assert {arguments[1] for _, arguments, _ in audit_benchmarks.RUNS if arguments[0] == "--only"} == set(parts)


@pytest.mark.parametrize("measure", ["lighthouse", "html_faults", "workflow_faults"])
def test_without_npm_a_benchmark_says_what_is_missing(measure, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(FOLDER)
    node = importlib.import_module("node")
    monkeypatch.setattr(node, "FOLDER", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(node.MissingToolError, match="npm"):
        getattr(node, measure)(tmp_path, *([["index.html"]] if measure == "lighthouse" else []))
