"""The whole book copied into a folder of its own and built there: what a developer has built stays as it is."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from textledger_sphinx.seal import SOURCES

from .paths import ROOT


def copy(folder: Path) -> Path:
    """Copy all that the pages are made of, and what is made of them, into a folder, and return the folder."""
    for name in ("index.md", "chapters", "textledger_publish", *SOURCES):
        source = ROOT / name
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    return folder


def run(folder: Path, *command: str) -> None:
    """Run Python in the copy, with the copy's own packages and tables."""
    environment = os.environ | {"PYTHONPATH": str(folder), "TEXTLEDGER_DATA": str(folder / "data")}
    ran = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert not ran.returncode, f"{' '.join(command)}\n{ran.stdout[-3000:]}\n{ran.stderr[-6000:]}"


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process to come makes, while the others wait for it.

    Args:
        folder: what is made; beside it stand its lock, and what went wrong.
        make: called with the folder.

    Raises:
        AssertionError: it could not be made, by this process or by another.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    report = folder.with_name(f"{folder.name}.told")
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not report.exists():
            try:
                make(folder)
                report.touch()
            except Exception as error:
                report.write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
        if fault := report.read_text(encoding="utf-8"):
            raise AssertionError(fault)
    return folder


def build(folder: Path) -> None:
    """Copy the book into a folder that is not there yet, and build it."""
    run(copy(folder), "-m", "textledger_sphinx")
