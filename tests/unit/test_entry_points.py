"""Every `python -m ...` and every script answers `--help` and refuses what it does not know, and does nothing else."""

import subprocess
import sys

import pytest

from ..helpers.paths import ROOT

pytestmark = pytest.mark.programs

PACKAGES = ("textledger", "textledger_sphinx", "textledger_publish")
SCRIPTS = ("benchmarks",)
NOT_FOR_PEOPLE = {"textledger_sphinx/lifeline.py"}  # a build starts it, with what it is to watch on its input


def entry_points():
    """Return the arguments by which each module with a `__main__` is started."""
    commands = []
    for folder in (*PACKAGES, *SCRIPTS):
        for path in sorted((ROOT / folder).rglob("*.py")):
            relative = path.relative_to(ROOT)
            if '__name__ == "__main__"' not in path.read_text(encoding="utf-8") or str(relative) in NOT_FOR_PEOPLE:
                continue
            if folder in SCRIPTS:
                commands.append((str(relative),))
            else:
                commands.append(("-m", ".".join(relative.with_suffix("").parts).removesuffix(".__main__")))
    return commands


def start(arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )


def listing():
    return {path: path.stat().st_mtime_ns for path in (ROOT / "_build").glob("*")}


@pytest.mark.parametrize("entry", entry_points(), ids=" ".join)
def test_help_is_given_and_nothing_is_done(entry):
    before = listing()
    process = start([*entry, "--help"])
    assert process.returncode == 0, process.stderr
    assert process.stdout.startswith(f"usage: python {' '.join(entry)} ["), process.stdout
    refused = start([*entry, "--no-such-option"])
    assert refused.returncode == 2, refused.stdout
    assert refused.stderr.startswith("usage: ")
    assert listing() == before


def test_all_entry_points_are_found():
    assert len(entry_points()) > 8
