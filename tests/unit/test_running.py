"""Programs started with a Python that lacks their packages, or without what they read, say so in one sentence."""

import re
import subprocess
import sys

import pytest

from textledger import running

from ..helpers.paths import ROOT

PROGRAMS = {  # and the target of make that sets up what they need
    "textledger": "book",
    "textledger_sphinx": "book",
    "textledger_sphinx.watch": "book",
    "textledger_publish.pdf": "site",
    "textledger_publish.epub": "site",
    "textledger_publish.site": "site",
    "textledger_publish.chromium": "site",
}


@pytest.mark.parametrize("module", PROGRAMS)
def test_a_python_without_the_packages_is_told_what_sets_them_up(module):
    command = [sys.executable, "-S", "-m", module]  # -S: without the packages of the environment
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert process.returncode == 1
    (line,) = process.stderr.splitlines()
    assert re.search(r"the packages? .+ (is|are) missing from ", line)
    assert f"`make {PROGRAMS[module]}` installs " in line
    assert line.endswith("for .venv/bin/python")


def test_nothing_is_said_where_all_is_there():
    running.require("A program", ("json", "pytest"), "check")


@pytest.mark.parametrize("error", [FileNotFoundError("index.html is not there"), ValueError("a wrong setting")])
def test_a_program_says_what_it_lacks_and_fails(error, capsys):
    @running.tells("The PDF was not made")
    def main():
        raise error

    assert main() == 1
    assert capsys.readouterr().err == f"The PDF was not made: {error}\n"


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "data/codebook.md", "chapters"]
)
def test_papers_and_chapters_name_the_python_of_the_environment(name):
    path = ROOT / name
    for paper in sorted(path.glob("*.md")) if path.is_dir() else [path]:
        text = paper.read_text(encoding="utf-8")
        assert not re.findall(r"(?<!\.venv/bin/)python -m textledger.*", text), paper
