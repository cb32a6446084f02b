"""Work that other processes do while a build goes on: fonts, drawings, passages of the search, notebooks.

They are forked from the process that kernels are forked from, and give way to kernels and to the build itself. Each
waits at a pipe that only the build holds open, so that none outlives a build, however that ends.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from sphinx.errors import SphinxError

from . import compat, lifeline

NICENESS = 10
_threads: ThreadPoolExecutor | None = None  # each thread waits for a process of its own
_own = threading.local()
_opened: list[tuple[BaseProcess, Connection]] = []


class WorkerEndedError(SphinxError):
    """Something has ended a process that worked for the build; what is in the caches stays."""

    category = "The book was not built"


def _portable(fault: BaseException) -> Exception:
    """Return a fault as it can be handed to the build: itself where it can be pickled, else its text."""
    if isinstance(fault, Exception):
        with contextlib.suppress(Exception):
            pickle.loads(pickle.dumps(fault))
            fault.add_note(traceback.format_exc())  # `sphinx-build -T` shows it; pickled, a fault loses its own
            return fault
    return RuntimeError(f"{type(fault).__name__}: {fault}")


def _serve(pipe: Connection) -> None:
    """Do what comes by the pipe, one piece after another, until the build closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build alone answers Control-C
    os.nice(NICENESS)
    while True:
        try:
            work, arguments = pipe.recv()
        except (EOFError, ConnectionError):
            return
        except Exception as fault:  # the work, or what it is done with, cannot be loaded
            pipe.send((False, _portable(fault)))
            continue
        try:
            outcome = True, work(*arguments)
        except BaseException as fault:
            outcome = False, _portable(fault)
        try:
            pipe.send(outcome)
        except ConnectionError:
            return
        except Exception as fault:  # what came of the work cannot be pickled
            pipe.send((False, _portable(fault)))


def _open_pipe() -> Connection:
    """Start a process and return the pipe to it."""
    here, there = multiprocessing.Pipe()
    lifeline.watch(compat.forkserver_pid())
    process = multiprocessing.get_context("forkserver").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    lifeline.watch(process.pid)
    there.close()
    _opened.append((process, here))
    return here


def _do(work: Callable, arguments: tuple) -> object:
    """Have this thread's process do some work, and return or raise what comes of it."""
    try:
        if not hasattr(_own, "pipe"):
            _own.pipe = _open_pipe()
        _own.pipe.send((work, arguments))
        succeeded, value = _own.pipe.recv()
    except (EOFError, ConnectionError):
        _own.__dict__.pop("pipe", None)  # the next work gets another process
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


def end(cancel: bool) -> None:
    """End the processes when they have done what they do.

    Args:
        cancel: what has not been begun is not done.
    """
    global _threads
    if _threads is not None:
        _threads.shutdown(cancel_futures=cancel)
        _threads = None
    opened, _opened[:] = _opened[:], []
    for _, pipe in opened:
        pipe.close()
    for process, _ in opened:
        process.join()
        if process.pid:
            lifeline.forget(process.pid)


def _end_before_forks(app, env, pages) -> None:
    """Have all work done before Sphinx forks processes that read pages: what runs threads is not forked safely."""
    if app.parallel > 1:
        end(cancel=False)


def _end_with_build(app, error) -> None:
    """End the processes; what has not been begun is not done."""
    end(cancel=True)


def _in_child() -> None:
    global _threads
    _threads = None  # it belongs to the process that was forked
    _opened.clear()


os.register_at_fork(after_in_child=_in_child)


def setup(app) -> None:
    """Have the processes end with the build, or before Sphinx forks."""
    app.connect("env-before-read-docs", _end_before_forks)
    app.connect("build-finished", _end_with_build, priority=910)
