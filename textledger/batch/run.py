"""A whole corpus: the parts handed to workers, their counts added up, the manifest written."""

import json
import logging
import os
import platform
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import dask
from distributed import Client, KilledWorker, LocalCluster, as_completed
from distributed.client import FutureCancelledError
from distributed.comm import CommClosedError

from ..schema.tables import write_text
from . import part, plan
from .progress import Progress
from .rows import TABLES

MANIFEST = "manifest.json"
ANSWER = 15  # seconds in which a scheduler answers, and has a worker
PACKAGES = ("textledger", "dask", "distributed", "duckdb", "hijridate")


class Options(NamedTuple):
    """What to read, where to put it, who does the work."""

    source: str
    output: Path
    data: Path
    columns: plan.Columns = plan.Columns()
    sample: int | None = None
    scheduler: str | None = None
    workers: int | None = None


class Result(NamedTuple):
    """What came of a run: the parts that were done, those that were not, and the seconds of the work alone."""

    done: list[part.Done]
    killed: list[str]
    seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts of all parts together."""
        return {name: sum(done.counts[name] for done in self.done) for name in (*TABLES, "tokens")}


def _local(count: int) -> LocalCluster:
    """Start workers on this machine; an interrupt of the keyboard is for the client, which ends them."""
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main else None  # stays so in processes started now
    try:
        return LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
    finally:
        if in_main:
            signal.signal(signal.SIGINT, before)


@contextmanager
def workers(options: Options) -> Iterator[Client]:
    """Start workers on this machine, or find those of a cluster.

    Raises:
        OSError: no scheduler answers, or it has no worker.
    """
    if options.scheduler is None:
        count = options.workers or dask.system.CPU_COUNT
        with _local(count) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(options.scheduler, timeout=ANSWER)
    except (OSError, TimeoutError) as error:
        raise OSError(f"no scheduler answers at {options.scheduler} within {ANSWER} seconds") from error
    with client:
        try:
            client.wait_for_workers(options.workers or 1, timeout=ANSWER)
        except TimeoutError as error:
            raise OSError(
                f"the scheduler at {options.scheduler} has fewer than {options.workers or 1} workers"
            ) from error
        yield client


def _identity(options: Options) -> dict:
    return {
        "input": os.path.abspath(options.source),
        "columns": options.columns._asdict(),
        "sample": options.sample,
    }


def _claim(options: Options) -> None:
    """Make the folders of a corpus, or take up one that was begun.

    Raises:
        ValueError: the folder holds something else.
    """
    output, identity = options.output, _identity(options)
    if output.is_dir() and any(output.iterdir()):
        try:
            there = dict(json.loads((output / MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise ValueError(f"{output} is not empty and holds no corpus: expected an empty folder") from None
        for key, value in identity.items():
            if there.get(key) != value:
                raise ValueError(
                    f"{output} holds another corpus: its {key} is {there.get(key)}, not {value}; "
                    "expected an empty folder, or the same"
                )
    _write_manifest(options, {"complete": False})  # first, so that a run that is killed here is taken up, too
    for folder in (*TABLES, part.MARKS, part.WORKING):
        (output / folder).mkdir(parents=True, exist_ok=True)


def _write_manifest(options: Options, more: dict) -> None:
    content = json.dumps(_identity(options) | more, indent=1, ensure_ascii=False)
    write_text(options.output / MANIFEST, content + "\n")


def _clear(options: Options, found: plan.Plan) -> None:
    """Remove what runs that were killed left, and parts of an input that was longer."""
    shutil.rmtree(options.output / part.WORKING, ignore_errors=True)
    expected = {part.name(one.number) for one in found.parts}
    for folder in (*TABLES, part.MARKS):
        for path in (options.output / folder).glob("part-*"):
            if path.stem not in expected:
                path.unlink()


def _work(client: Client, found: plan.Plan, job: part.Job) -> Iterator[tuple[plan.Part, part.Done | None]]:
    """Yield each part as it is done, with None where it killed its workers.

    Raises:
        ValueError, OSError: a worker cannot work at all.
    """
    of = {client.submit(part.run, one, job, pure=False): one for one in found.parts}
    for future in as_completed(list(of)):
        one = of.pop(future)
        try:
            came = future.result()
        except KilledWorker:
            came = None
        except (FutureCancelledError, CommClosedError) as error:
            raise OSError("the connection to the scheduler is lost; the same command goes on from here") from error
        except ModuleNotFoundError as error:
            told = f"a worker cannot import {error.name}: install textledger and requirements-corpus.txt there"
            raise ValueError(told) from error
        yield one, came
        future.release()


def run(options: Options, tell: Callable[[str], None] = print) -> Result:
    """Write a corpus, or what is missing of one.

    Raises:
        ValueError: there is nothing to read, or the folder holds something else.
        OSError: no scheduler answers, or a part cannot be written.
    """
    source = Path(options.source)
    if source.is_dir() and options.output.resolve().is_relative_to(source.resolve()):
        raise ValueError(f"{options.output} lies in the folder that is read, expected one elsewhere")
    found = plan.make(options.source, options.columns, options.sample)
    part.forms(str(options.data))  # whose table is told to be wrong before any work is done
    _claim(options)
    for logger in ("distributed", "distributed.client"):  # what goes wrong is told here, once
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    output, data = options.output.resolve(), str(options.data.resolve())
    job = part.Job(found.base, str(output), options.columns, data, part.rules(data))
    done, killed = [], []
    with workers(options) as client:
        begin = time.monotonic()
        progress = Progress(sum(one.weight for one in found.parts), len(found.parts))
        for one, came in _work(client, found, job):
            if came is None:
                killed.append(part.name(one.number))
            else:
                done.append(came)
                progress.add(one.weight, came.counts["documents"], reused=came.reused)
        seconds = time.monotonic() - begin
        progress.end()
    _clear(options, found)
    result = Result(sorted(done), sorted(killed), seconds)
    _write_manifest(options, _described(result, found, job))
    _report(result, found, options, tell)
    return result


def _described(result: Result, found: plan.Plan, job: part.Job) -> dict:
    """Return the manifest of a run: nothing in it depends on who did the work."""
    of = {one.number: one for one in found.parts}
    marks = []
    for done in result.done:
        pieces = of[done.number].pieces
        noted = part.mark(Path(job.output), done.number) or {}
        names = [plan.told(pieces[i].file, found.base) for i in (0, -1)]
        place = {"first": names[0], "last": names[1], "begin": pieces[0].begin, "end": pieces[-1].end}
        marks.append(
            {key: value for key, value in noted.items() if key != "rules"} | place | {"files_read": len(pieces)}
        )
    return {
        "complete": not result.killed,
        "rules": job.rules,
        "versions": {name: version(name) for name in PACKAGES} | {"python": platform.python_version()},
        "counts": result.counts,
        "killed": result.killed,
        "left_out": list(found.left_out),
        "parts": marks,
    }


def _report(result: Result, found: plan.Plan, options: Options, tell: Callable[[str], None]) -> None:
    counts, reused = result.counts, sum(done.reused for done in result.done)
    tell(", ".join(f"{counts[name]:,} {name}" for name in TABLES))
    tell(
        f"{len(result.done)} parts in {result.seconds:.1f} s"
        + (f", {reused} of them there already" if reused else "")
        + f": {options.output}"
    )
    if found.left_out:
        tell(f"{len(found.left_out):,} files of other kinds left out, the first: {found.left_out[0]}")
    if counts["failures"]:
        tell(f"{counts['failures']:,} failures: {options.output}/failures says why")
    if result.killed:
        tell(
            f"not done, since their workers were killed: {', '.join(result.killed)}; the same command tries them again"
        )
