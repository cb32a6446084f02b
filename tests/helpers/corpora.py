"""A corpus written without a cluster, as the others have to come out; and what a corpus holds."""

import hashlib
import shutil
import time
from pathlib import Path

import duckdb
import psutil

from textledger.batch import part, plan
from textledger.batch.rows import TABLES

from .paths import DATA

COLUMNS = plan.Columns()


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def parts(folder: Path) -> dict[str, str]:
    """Return the same without the manifest, which names the path that was read."""
    return {name: digest for name, digest in contents(folder).items() if name != "manifest.json"}


def write(source: Path, output: Path, columns: plan.Columns = COLUMNS, sample=None) -> list[part.Done]:
    """Write a corpus in this process, one part after the other."""
    for folder in (*TABLES, part.MARKS, part.WORKING):
        (output / folder).mkdir(parents=True, exist_ok=True)
    found = plan.make(str(source), columns, sample)
    job = part.Job(found.base, str(output), columns, str(DATA), part.rules(str(DATA)))
    done = [part.run(one, job) for one in found.parts]
    shutil.rmtree(output / part.WORKING)
    return done


def rows(output: Path, table: str) -> list[dict]:
    """Return the rows of a table of a corpus."""
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [sorted(map(str, (output / table).glob("*")))])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def errors(output: Path) -> list[tuple]:
    """Return what failed: file, place, id, error."""
    return [tuple(row.values()) for row in rows(output, "failures")]


def until(condition, seconds: float = 60) -> None:
    """Wait for a condition.

    Raises:
        TimeoutError: it never holds.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.01)


def marks(output: Path) -> int:
    """Return how many parts are written."""
    return len(list((output / part.MARKS).glob("*.json")))


def started_by(process: int) -> list[psutil.Process]:
    """Return the processes that a process has started and that run."""
    return psutil.Process(process).children(recursive=True)


def lives(process: psutil.Process) -> bool:
    """Say whether a process lives; one that has ended and waits for its parent does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
