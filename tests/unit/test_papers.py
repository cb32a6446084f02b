"""The papers of the repository: workflows, forms and hooks keep their schemas, and what the papers name is there."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ..helpers import schemas
from ..helpers.paths import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md")
FORMS = ".github/ISSUE_TEMPLATE"
SCHEMAS = {  # the files of the common host, and the schema of each that check-jsonschema brings
    f"{FORMS}/config.yml": "vendor.github-issue-config",
    f"{FORMS}/correction.yml": "vendor.github-issue-forms",
    f"{FORMS}/reply.yml": "vendor.github-issue-forms",
    f"{FORMS}/request.yml": "vendor.github-issue-forms",
    ".github/dependabot.yml": "vendor.dependabot",
    ".github/workflows/book.yml": "vendor.github-workflows",
    ".github/workflows/next.yml": "vendor.github-workflows",
}
WORKFLOWS = [ROOT / name for name in SCHEMAS if "/workflows/" in name]
LIMITED = "custom.github-workflows-require-timeout"
BUILT = ("_build", ".venv", "data/drafts", "sources")  # folders that a copy of the repository may lack


def schema_faults(path: Path, schema: str) -> str:
    """Return what breaks one of the schemas of check-jsonschema in a file; nothing if nothing does."""
    return schemas.faults(path, "--builtin-schema", schema)


def broken(tmp_path: Path, path: Path, old: str, new: str) -> Path:
    """Return a copy of a file with some text replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / path.name
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def code_in(markdown: str) -> list[str]:
    """Return the code of a paper: the lines of its blocks, and its spans."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", markdown, re.M | re.S)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", markdown, flags=re.M | re.S))
    return [line for block in blocks for line in block.splitlines()] + spans


def absent(markdown: str, folder: Path) -> list[str]:
    """Return what a paper in a folder names and is not there: targets of make, modules to run, files, links."""
    targets, missing = make_targets(), []
    for code in code_in(markdown):
        missing += [f"make {name}" for name in re.findall(r"\bmake ([a-z]+)", code) if name not in targets]
        for module in re.findall(r"-m ([a-z_.]+)", code):
            if importlib.util.find_spec(module) is None:
                missing.append(f"python -m {module}")
        for word in code.replace("NAME", "*").replace("SLUG", "*").split():
            if "/" not in word and not re.search(r"\.(csv|cff|json|md|py|toml|txt|yml)$", word):
                continue
            is_path = re.fullmatch(r"[\w.*-][\w./*-]*", word) and not word.startswith(BUILT)
            if is_path and not any(True for place in (word, f"*/{word}") for _ in ROOT.glob(place)):
                missing.append(word)
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", markdown)
    return missing + [link for link in links if not (folder / link).exists()]


def test_every_file_of_the_host_is_validated():
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*") if path.is_file()}
    assert files == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_keeps_its_schema(name):
    assert not schema_faults(ROOT / name, SCHEMAS[name])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"{FORMS}/config.yml", "blank_issues_enabled", "blank_issues"),
        (f"{FORMS}/reply.yml", "type: dropdown", "type: menu"),
        (".github/dependabot.yml", "interval: monthly", "interval: sometimes"),
        (".github/workflows/next.yml", "runs-on:", "runs_on:"),
    ],
)
def test_a_broken_one_is_noticed(name, old, new, tmp_path):
    assert schema_faults(broken(tmp_path, ROOT / name, old, new), SCHEMAS[name])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_has_a_time_limit(path, tmp_path):
    assert not schema_faults(path, LIMITED)
    assert schema_faults(broken(tmp_path, path, "timeout-minutes: 60", "env: {}"), LIMITED)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_takes_from_others_is_pinned_by_hash_and_its_commands_exist(path):
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    steps = [step for job in jobs for step in job["steps"]]
    actions = [step["uses"] for step in steps if "uses" in step]
    assert [action for action in actions if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)] == []
    commands = [step["run"].split() for step in steps if "run" in step]
    assert [command for command in commands if command[0] != "make" or command[1] not in make_targets()] == []


def test_the_workflow_runs_on_every_python_from_the_oldest_that_the_package_takes():
    matrix = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]["test"]["strategy"]["matrix"]["python"]
    least = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    minors = [int(version.removeprefix("3.")) for version in matrix]
    assert matrix[0] == least
    assert minors == list(range(minors[0], minors[-1] + 1))


def hooks_are_valid(path: Path) -> bool:
    command = [Path(sys.executable).with_name("pre-commit"), "validate-config", path]
    return subprocess.run(command, capture_output=True).returncode == 0


def test_hooks_of_git_call_make(tmp_path):
    path = ROOT / ".pre-commit-config.yaml"
    hooks = [hook for repo in yaml.safe_load(path.read_text(encoding="utf-8"))["repos"] for hook in repo["hooks"]]
    entries = [hook["entry"].split() for hook in hooks]
    assert entries
    assert all(program == "make" and target in make_targets() for program, target in entries)
    assert hooks_are_valid(path)
    assert not hooks_are_valid(broken(tmp_path, path, "language: system", "language: make"))


@pytest.mark.parametrize("name", PAPERS)
def test_what_a_paper_names_is_there(name):
    path = ROOT / name
    assert absent(path.read_text(encoding="utf-8"), path.parent) == []


def test_what_is_not_there_is_noticed():
    paper = "Run `make haste`, `python -m textledger.nothing`, see `data/nothing.csv` and [this](nothing.md)."
    assert absent(paper, ROOT) == ["make haste", "python -m textledger.nothing", "data/nothing.csv", "nothing.md"]


def test_the_architecture_names_every_room():
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [ROOT / name for name in ("textledger", "textledger_sphinx", "textledger_publish", "tests")]
    rooms = {f"{path.parent.name}/" for package in packages for path in package.glob("**/__init__.py")}
    assert len(rooms) > 20
    assert sorted(room for room in rooms if f"`{room}`" not in text) == []


def test_the_help_of_make_names_every_target():
    shown = subprocess.run(["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    assert set(re.findall(r"make ([a-z]+)", shown)) == make_targets()
