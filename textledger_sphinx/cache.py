"""Skip work whose inputs have not changed: a note of each piece of work holds the state that it was done from."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path


def digest(root: Path, names: Iterable[str], only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> str:
    """Return one SHA-256 over all files under some names; bytecode is left out.

    Args:
        root: the folder that the names are relative to.
        names: files and folders.
        only: suffixes of the files to take, or nothing for all.
        without: suffixes of the files to leave out.
    """
    total = hashlib.sha256()
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            is_included = path.suffix in only if only else path.suffix not in without
            if is_included and path.is_file() and "__pycache__" not in path.parts:
                total.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def remove(path: Path) -> None:
    """Remove a file, link or folder, if there is one.

    Raises:
        OSError: it cannot be removed.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, whatever is in its place; a file with the same content is left alone."""
    body = content.encode("utf-8") if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.read_bytes() == body:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")  # two processes may write the same file
    draft.write_bytes(body)
    if path.is_dir():
        remove(path)
    draft.replace(path)


def run_if_changed(note: Path, state: str, result: Path, work: Callable[[], object]) -> bool:
    """Do a piece of work, unless its note says that it was done from the same state and its result is there.

    Args:
        note: the file of the note.
        state: what the work depends on, as a digest.
        result: the file or folder that the work makes.
        work: does the work.

    Returns:
        Whether the work was done.
    """
    if result.exists() and note.is_file() and note.read_bytes() == state.encode():
        return False
    remove(note)
    work()
    write(note, state)
    return True


def build_folder(app) -> Path:
    """Return where a build keeps what the next one can use: `_build`, or the folder in it that holds the pages' own.

    A folder elsewhere gets the pages and nothing else.
    """
    out, build = Path(app.outdir), Path(app.srcdir) / "_build"
    return out.parent if out != build and out.is_relative_to(build) else build


def is_elsewhere(app) -> bool:
    """Return whether the pages go into a folder outside that of the build, which may hold what is not the book's."""
    return not Path(app.outdir).is_relative_to(build_folder(app))
