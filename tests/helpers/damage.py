"""What can happen to files between two builds."""

import os
import shutil
from pathlib import Path


def _empty(path):
    path.write_bytes(b"")


def _half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _random(path):
    path.write_bytes(os.urandom(path.stat().st_size or 1))


def _gone(path):
    path.unlink()


def _folder(path):
    path.unlink()
    path.mkdir()


def _link(path):
    path.unlink()
    path.symlink_to("nowhere")


def _unreadable(path):
    path.chmod(0)


KINDS = {"empty": _empty, "half": _half, "random": _random, "gone": _gone, "a folder": _folder, "a link": _link}
if os.getuid():  # root reads everything
    KINDS["unreadable"] = _unreadable


def classes(build: Path) -> dict[tuple[str, str], Path]:
    """Return one file of each class below `_build`: of each folder there, one of each suffix."""
    files = sorted(path for path in build.rglob("*") if path.is_file() and path.stat().st_size)
    return {(path.relative_to(build).parts[0], path.suffix): path for path in files}


def copy(book: Path, to: Path) -> Path:
    """Copy a built book over whatever is there, with the times of its files."""
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(book, to)
