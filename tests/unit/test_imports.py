"""Data flow one way: no package imports one that is made from it, and no modules import each other in a circle.

So each module can be imported alone, which tests/audit_imports.py does.
"""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest
import yaml

from ..helpers.paths import ROOT

PACKAGES = ("textledger", "textledger_sphinx", "textledger_publish")  # each may import those before it


def modules():
    """Return the source of every module of the packages, by its name; that of a package ends with `.__init__`."""
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text(encoding="utf-8") for path in paths}


def imported(name, source, known):
    """Return the known modules that a module imports, at its top or later."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            within = {f"{base}.{alias.name}" for alias in node.names}
            ours = {part for part in within if {part, f"{part}.__init__"} & known}
            names |= ours | ({base} if ours != within else set())
    return {full for part in names for full in (part, f"{part}.__init__") if full in known} - {name}


def imports(sources):
    """Return what each module imports of the others."""
    return {name: imported(name, source, set(sources)) for name, source in sources.items()}


@cache
def ours():
    """Return what each module of the packages imports of the others."""
    return imports(modules())


def arrows_back(graph):
    rank = {name: PACKAGES.index(name.split(".")[0]) for name in graph}
    return sorted((name, other) for name in graph for other in graph[name] if rank[other] > rank[name])


def test_no_package_imports_one_that_is_made_from_it():
    graph = ours()
    assert len(graph) > 100
    assert sum(map(len, graph.values())) > 200
    assert arrows_back(graph) == []


def test_no_modules_import_each_other_in_a_circle():
    TopologicalSorter(ours()).prepare()


def test_an_arrow_back_and_a_circle_are_noticed():
    wrong = {
        "textledger.records": "def read():\n    from textledger_sphinx import cache\n",
        "textledger_sphinx.cache": "from .live import serve\n",
        "textledger_sphinx.live.__init__": "from ..cache import digest\n",
        "textledger_sphinx.live.serve": "import textledger.records\n",
    }
    graph = imports(wrong)
    assert arrows_back(graph) == [("textledger.records", "textledger_sphinx.cache")]
    assert graph["textledger_sphinx.live.__init__"] == {"textledger_sphinx.cache"}
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


def test_only_the_command_line_imports_the_archive():
    """What needs a network, and packages that the book does without, is loaded by its command alone."""
    graph = ours()
    room = {name for name in graph if name.startswith("textledger.archive")}
    assert len(room) > 6
    assert {name for name in graph.keys() - room if graph[name] & room} == {"textledger.__main__"}
    loaded = "import sys, textledger.__main__; print(*sys.modules)"
    process = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"requests", "warcio", "protego", *room} & set(process.stdout.split())


def test_the_archive_is_kept_out_of_the_repository_and_the_pages():
    from textledger.archive import run

    page = run.FOLDER / "page.md"
    ignored = subprocess.run(["git", "check-ignore", "-q", page], cwd=ROOT)
    assert ignored.returncode == 0
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert run.FOLDER.relative_to(ROOT).as_posix() in settings["exclude_patterns"]
