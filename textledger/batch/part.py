"""One part of a corpus: read, worked on and written by one worker, which hands back counts and no text."""

import hashlib
import json
import os
import resource
import shutil
import time
import uuid
from collections import Counter
from contextlib import ExitStack
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .. import records
from ..extract import actors
from . import parquet, reading
from .plan import Columns, Part
from .rows import TABLES, extract

PACKAGE = Path(__file__).parents[1]
RULE_FILES = ("extract/*.py", "corpus/text.py", "corpus/arabic.py", "batch/rows.py", "batch/reading.py")
MARKS, WORKING = "parts", ".working"


class Job(NamedTuple):
    """What all parts share: where names are told from, where rows go, the columns, the tables, the rule set."""

    base: str
    output: str
    columns: Columns
    data: str
    rules: str


class Done(NamedTuple):
    """What came of a part. Seconds and bytes are of the worker's process, for those who measure."""

    number: int
    counts: dict[str, int]
    reused: bool
    seconds: float
    extracting: float
    memory: int


class RuleSetError(ValueError):
    """A worker has other rules than the program that sends it work."""


@cache
def rules(data: str) -> str:
    """Return the digest of all that rows depend on beside the texts: rules, known actors, packages."""
    digest = hashlib.sha256()
    files = [path for pattern in RULE_FILES for path in sorted(PACKAGE.glob(pattern))]
    for path in [*files, Path(data) / "actors.csv"]:
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    digest.update(f"hijridate {version('hijridate')} duckdb {version('duckdb')}".encode())
    return digest.hexdigest()


@cache
def forms(data: str):
    """Return the forms of the known actors, as `actors.find` wants them.

    Raises:
        ValueError: their table is not well formed.
    """
    return actors.index_forms(records.rows("actors", Path(data)), "")


def name(number: int) -> str:
    """Return the name of a part, which its files share."""
    return f"part-{number:05}"


def mark(output: Path, number: int) -> dict | None:
    """Return what is noted of a part that was written, or None."""
    try:
        return json.loads((output / MARKS / f"{name(number)}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _note(digest, found: reading.Document | reading.Failure) -> None:
    digest.update(json.dumps(found).encode() + b"\n")


def _holds(noted: dict | None, part: Part, job: Job) -> bool:
    """Say whether a part was written from the same input with the same rules, and is still as it was written."""
    if noted is None or noted["rules"] != job.rules:
        return False
    output = Path(job.output)
    if any(_digest(output / table / f"{name(part.number)}.parquet") != noted["files"][table] for table in TABLES):
        return False
    digest = hashlib.sha256()
    for found in reading.documents(part, job.base, job.columns):
        _note(digest, found)
    return digest.hexdigest() == noted["input"]


def run(part: Part, job: Job) -> Done:
    """Write the rows of a part, unless they are there already.

    Raises:
        RuleSetError: this worker has another rule set.
        OSError: the part cannot be written.
    """
    begin = time.perf_counter()
    if rules(job.data) != job.rules:
        raise RuleSetError("a worker has other rules, actors or packages: install the same version everywhere")
    noted = mark(Path(job.output), part.number)
    extracting, reused = 0.0, _holds(noted, part, job)
    if noted is None or not reused:
        noted, extracting = _written(part, job)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Done(part.number, noted["counts"], reused, time.perf_counter() - begin, extracting, memory)


def _written(part: Part, job: Job) -> tuple[dict, float]:
    """Write a part beside its place and put it there; return what is noted of it and the seconds of the rules."""
    output, called = Path(job.output), name(part.number)
    working = output / WORKING / f"{called}-{uuid.uuid4().hex}"
    working.mkdir(parents=True)
    try:
        digest, counts, extracting = _drafted(part, job, working)
        files = {}
        for table, types in TABLES.items():
            parquet.write(working / f"{table}.jsonl", working / f"{table}.parquet", types)
            files[table] = _digest(working / f"{table}.parquet")
        noted = {"part": called, "rules": job.rules, "input": digest, "counts": counts, "files": files}
        (working / "mark.json").write_text(json.dumps(noted, indent=1) + "\n", encoding="utf-8")
        for table in TABLES:
            os.replace(working / f"{table}.parquet", output / table / f"{called}.parquet")
        os.replace(working / "mark.json", output / MARKS / f"{called}.json")
    finally:
        shutil.rmtree(working, ignore_errors=True)
    return noted, extracting


def _drafted(part: Part, job: Job, working: Path) -> tuple[str, dict[str, int], float]:
    """Write the rows of a part as lines of JSON; return the digest of what was read, counts, seconds of the rules."""
    digest, counts, extracting = hashlib.sha256(), Counter(dict.fromkeys((*TABLES, "tokens"), 0)), 0.0
    with ExitStack() as opened:
        files = {t: opened.enter_context(open(working / f"{t}.jsonl", "w", encoding="utf-8")) for t in TABLES}
        for found in reading.documents(part, job.base, job.columns):
            _note(digest, found)
            begin = time.perf_counter()
            rows = _rows(found, job)
            extracting += time.perf_counter() - begin
            for table, some in rows.items():
                files[table].writelines(json.dumps(row) + "\n" for row in some)
                counts[table] += len(some)
            counts["tokens"] += sum(row["n_tokens"] for row in rows.get("documents", ()))
    return digest.hexdigest(), dict(counts), extracting


def _rows(found: reading.Document | reading.Failure, job: Job) -> dict[str, list[dict]]:
    """Return the rows of a document; of one on which a rule breaks, a failure."""
    if isinstance(found, reading.Failure):
        return {"failures": [found._asdict()]}
    published, day, problem = reading.day_of(found.date)
    known_actors = forms(job.data)
    try:
        rows = extract(found.text, found.doc_id, day, known_actors)
    except Exception as error:  # whatever a text does to a rule: the others go on, and this one is told
        told = f"{type(error).__name__}: {error}"
        return {"failures": [reading.Failure(found.file, found.place, found.doc_id, told)._asdict()]}
    known = {"published_edtf": published, "outlet": found.outlet, "file": found.file, "place": found.place}
    return {**rows, "documents": [{**row, **known, "problem": problem} for row in rows["documents"]]}
