"""What a build need not do again: work is noted with the state of the files it was done from."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

# What everything made of the records alone is made from.
RECORDS = ("CITATION.cff", "LICENSES", "data", "textledger", "textledger_sphinx")


def digest(root: Path, names: Iterable[str]) -> str:
    """Return one SHA-256 over all files under the names given, which are relative to `root`; bytecode is left out."""
    total = hashlib.sha256()
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
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
    """Write a file whole or not at all, whatever is in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")  # two processes may make the same
    draft.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    if path.is_dir():
        remove(path)
    draft.replace(path)


def once(note: Path, state: str, made: Path, work: Callable[[], object]) -> bool:
    """Do a piece of work, unless the note tells that it was done from the same state and what it made is there.

    Args:
        note: the file of the note.
        state: what the work depends on, as a digest.
        made: the file or folder that the work makes.
        work: does the work.

    Returns:
        Whether the work was done.
    """
    if made.exists() and note.is_file() and note.read_bytes() == state.encode():
        return False
    remove(note)
    work()
    write(note, state)
    return True


def build_folder(app) -> Path:
    """Return where a build keeps what the next one can use: `_build`, or the folder in it that holds the pages' own.

    Pages that are written to another place leave nothing else there.
    """
    out, build = Path(app.outdir), Path(app.srcdir) / "_build"
    return out.parent if out != build and out.is_relative_to(build) else build


def note(app, name: str) -> Path:
    """Return the file in which a build notes from which state a piece of work was done."""
    return build_folder(app) / ".notes" / name


def of_records(app) -> str:
    """Return the state of the records and of all that pages are made of them with, read once a build."""
    if not hasattr(app, "textledger_state"):
        app.textledger_state = digest(Path(app.srcdir), RECORDS)
    return app.textledger_state


def of_records_and_settings(app) -> str:
    """Return the state of the records, together with the settings that addresses are made of."""
    return f"{of_records(app)} {app.textledger_settings!r}"
