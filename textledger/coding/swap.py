"""One folder takes the place of another, whole or not at all."""

import ctypes
import os
import shutil
from pathlib import Path

from .. import drafts

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change names in one step; return whether the system can."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return call is not None and call(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0


def _hidden(folder: Path, state: str) -> Path:
    """Return a place on the same disk that no one takes for a draft: beside the folder of all drafts, or the tables."""
    if folder.parent.name != drafts.FOLDER:
        return folder.with_name(f".{folder.name}.{state}")
    return folder.parent.with_name(f".{folder.parent.name}-{folder.name}.{state}")


def beside(folder: Path) -> Path:
    """Return where the folder lies that is to take the place of another; what earlier tries left there goes."""
    for state in ("new", "old"):
        shutil.rmtree(_hidden(folder, state), ignore_errors=True)
    return _hidden(folder, "new")


def replace(folder: Path) -> None:
    """Let the folder beside a folder take its place; the old one is deleted."""
    new, old = _hidden(folder, "new"), _hidden(folder, "old")
    if _exchange(new, folder):
        shutil.rmtree(new)
        return
    folder.rename(old)  # two steps, where the system has not the one: `mend` goes back if it ends between them
    new.rename(folder)
    shutil.rmtree(old)


def mend(folder: Path) -> None:
    """Bring a folder back that was taken away and not yet replaced."""
    old = _hidden(folder, "old")
    if old.is_dir() and not folder.exists():
        old.rename(folder)
