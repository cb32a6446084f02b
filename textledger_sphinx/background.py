"""Work that other processes do while a build goes on: fonts, drawings, passages of the search, notebooks.

They are forked from the process that kernels are forked from, and give way to kernels and to the build itself. Each
waits at a pipe that only the build holds open, so that none outlives a build, however that ends.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection

from sphinx.errors import SphinxError

from . import compat, lifeline

NICENESS = 10
_threads: ThreadPoolExecutor | None = None  # each thread waits for a process of its own
_own = threading.local()
_pipes: list[Connection] = []


class WorkerEndedError(SphinxError):
    """Something has ended a process that worked for the build; what is in the caches stays."""

    category = "The book was not built"


def _serve(pipe: Connection) -> None:
    """Do what comes by the pipe, one piece after another, until the build closes it."""
    os.nice(NICENESS)
    while True:
        try:
            work, arguments = pipe.recv()
        except (EOFError, ConnectionError):
            return
        try:
            outcome = True, work(*arguments)
        except Exception as error:
            outcome = False, error
        try:
            pipe.send(outcome)
        except ConnectionError:
            return


def _open_pipe() -> Connection:
    """Start a process and return the pipe to it."""
    here, there = multiprocessing.Pipe()
    lifeline.watch(compat.forkserver_pid())
    process = multiprocessing.get_context("forkserver").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    lifeline.watch(process.pid)
    there.close()
    _pipes.append(here)
    return here


def _do(work: Callable, arguments: tuple) -> object:
    """Have this thread's process do some work, and return or raise what comes of it."""
    if not hasattr(_own, "pipe"):
        _own.pipe = _open_pipe()
    try:
        _own.pipe.send((work, arguments))
        succeeded, value = _own.pipe.recv()
    except (EOFError, ConnectionError):
        del _own.pipe  # the next work gets another process
        name = getattr(work, "__name__", "work")
        raise WorkerEndedError(f"something ended a process of the build, during {name}: build again") from None
    if succeeded:
        return value
    raise value


def submit(work: Callable, *arguments) -> Future:
    """Have another process do some work; the function, its arguments and what comes of it can be pickled."""
    global _threads
    if _threads is None:
        _threads = ThreadPoolExecutor(os.cpu_count())
    return _threads.submit(_do, work, arguments)


def hand_over(work: Callable, *arguments) -> Future:
    """Have another process do some work where such processes run already, else do it at once; see `submit`."""
    if is_running():
        return submit(work, *arguments)
    done: Future = Future()
    done.set_result(work(*arguments))
    return done


def is_running() -> bool:
    """Return whether such processes have been started, so that further work costs no start."""
    return _threads is not None


def _end(cancel: bool) -> None:
    global _threads
    if _threads is not None:
        _threads.shutdown(cancel_futures=cancel)
        _threads = None
    while _pipes:
        _pipes.pop().close()


def _end_before_forks(app, env, pages) -> None:
    """Have all work done before Sphinx forks processes that read pages: what runs threads is not forked safely."""
    if app.parallel > 1:
        _end(cancel=False)


def _end_with_build(app, error) -> None:
    """End the processes; what has not been begun is not done."""
    _end(cancel=True)


def _in_child() -> None:
    global _threads
    _threads = None  # it belongs to the process that was forked
    _pipes.clear()


os.register_at_fork(after_in_child=_in_child)


def setup(app) -> None:
    """Have the processes end with the build, or before Sphinx forks."""
    app.connect("env-before-read-docs", _end_before_forks)
    app.connect("build-finished", _end_with_build, priority=910)
