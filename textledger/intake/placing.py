"""Putting the files of a draft into the repository, all or none, and taking them out.

Everything is written into `data/drafts/.SLUG` first and renamed from there; `_toc.yml`, which makes it a part of the
book, comes last, and goes first when a draft is removed. So what an interruption leaves is told by that folder: if the
table of contents names the page, all is in place; if not, what an `add` moved out of the folder is taken away, and
what a `remove` was moving is kept in `_build/removed/`, beside what earlier ones left there.
"""

import contextlib
import fcntl
import itertools
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .. import drafts
from . import contents

REMOVED = "_build/removed"  # where the files of a removed draft are kept; git ignores it
_TABLES, _SOURCE, _CHAPTER, _CONTENTS = "tables", "source", "chapter", "contents"
_REMOVING = "removing"  # says that the folder is that of a removal


class Repository:
    """The places of a draft's files.

    Args:
        data: the folder of the published tables, in the folder of the book.

    Raises:
        ValueError: there is no book around it.
    """

    def __init__(self, data: Path):
        self.data = data.resolve()
        self.root = self.data.parent
        self.drafts = self.data / drafts.FOLDER
        if not (self.root / contents.FILE).is_file() or not (self.root / "chapters").is_dir():
            raise ValueError(f"{self.root}: expected the folder of a book, with {contents.FILE} and chapters/")

    def places(self, slug: str) -> dict[str, Path]:
        """Return where the files of a draft belong."""
        return {
            _TABLES: self.drafts / slug,
            _SOURCE: self.root / drafts.SOURCES / f"{slug}.txt",
            _CHAPTER: self.root / "chapters" / f"{slug}.md",
        }

    def staging(self, slug: str) -> Path:
        """Return the folder in which the files of a draft are made."""
        return self.drafts / f".{slug}"


def _lock(folder: Path) -> int:
    handle = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):  # some network file systems have no locks
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


@contextlib.contextmanager
def held(repository: Repository) -> Iterator[None]:
    """Hold the folders of tables and drafts, so that no other `add`, `remove` or `code` writes there."""
    with contextlib.ExitStack() as stack:
        for folder in (repository.data, repository.drafts):
            if folder.is_dir():
                stack.callback(os.close, _lock(folder))
        yield


def _write(path: Path, content: bytes) -> None:
    """Write a file and wait until it is on disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def drop_empty(*folders: Path) -> None:
    """Delete folders that are there and empty."""
    for folder in folders:
        with contextlib.suppress(OSError):  # it holds something, or is not there
            folder.rmdir()


def free(repository: Repository, slug: str) -> Path:
    """Return where the files of a draft that goes are kept: beside what others left."""
    first = repository.root / REMOVED / slug
    others = (first.with_name(f"{slug}-{n}") for n in itertools.count(2))
    return next(place for place in itertools.chain([first], others) if not place.exists())


def _keep(repository: Repository, slug: str) -> None:
    """Move all files of a draft to where those of removed drafts are kept."""
    staging, kept = repository.staging(slug), free(repository, slug)
    for name, place in repository.places(slug).items():
        if place.exists():
            os.rename(place, staging / name)
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(staging, kept)  # which may be on another disk


def settle(repository: Repository, slug: str) -> bool:
    """Bring what an interrupted `add` or `remove` left into one state; return whether the draft is there then."""
    staging = repository.staging(slug)
    named = contents.page(slug) in contents.names(repository.root)
    if (staging / _REMOVING).exists() and not named:
        _keep(repository, slug)
    elif staging.exists():
        moving = (staging / _CONTENTS).exists()  # else no file had been touched
        for name, place in repository.places(slug).items():
            if moving and not named and not (staging / name).exists():
                _delete(place)
        _delete(staging)
    drop_empty(repository.drafts, repository.root / drafts.SOURCES)
    return named


def settle_all(repository: Repository) -> list[str]:
    """Settle whatever interrupted commands left; return the ids of the texts concerned."""
    folders = (path.name[1:] for path in repository.drafts.glob(".*") if path.is_dir())
    left = sorted(name for name in folders if re.fullmatch("[a-z]+", name))  # others are those of `code`
    for slug in left:
        settle(repository, slug)
    return left


def put(repository: Repository, slug: str, tables: dict[str, str], raw: bytes, chapter: str) -> None:
    """Put a draft into the repository; where that fails, all is as it was.

    Raises:
        OSError: a file cannot be written.
    """
    staging, places = repository.staging(slug), repository.places(slug)
    try:
        (staging / _TABLES).mkdir(parents=True)
        for name, content in tables.items():
            _write(staging / _TABLES / f"{name}.csv", content.encode("utf-8"))
        _write(staging / _SOURCE, raw)
        _write(staging / _CHAPTER, chapter.encode("utf-8"))
        _write(staging / _CONTENTS, contents.with_page(repository.root, slug))
        for name, place in places.items():
            place.parent.mkdir(exist_ok=True)
            os.rename(staging / name, place)
        os.replace(staging / _CONTENTS, repository.root / contents.FILE)
        _delete(staging)
    except BaseException as error:
        _recover(repository, slug, error, wanted=True)


def take(repository: Repository, slug: str) -> Path:
    """Take a draft out of the repository and return where its files are kept; where that fails, all is as it was.

    Raises:
        OSError: a file cannot be moved.
        ValueError: the table of contents cannot be read or changed.
    """
    staging, kept = repository.staging(slug), free(repository, slug)
    named = contents.page(slug) in contents.names(repository.root)  # not where somebody took it out by hand
    changed = contents.without_page(repository.root, slug) if named else None
    try:
        staging.mkdir()
        _write(staging / _REMOVING, b"")
        if changed is not None:
            _write(staging / _CONTENTS, changed)
            os.replace(staging / _CONTENTS, repository.root / contents.FILE)
        _keep(repository, slug)
        drop_empty(repository.drafts, repository.root / drafts.SOURCES)
    except BaseException as error:
        _recover(repository, slug, error, wanted=False)
    return kept


def _recover(repository: Repository, slug: str, error: BaseException, wanted: bool) -> None:
    """Settle after a failure; raise it again unless all that was wanted is done and a disk's error was the cause."""
    try:
        is_there = settle(repository, slug)
    except OSError:  # the next command does it
        raise error from None
    if is_there != wanted or not isinstance(error, OSError):
        raise error
