"""Work that other processes do while a build goes on: fonts, drawings, passages of the search.

They are forked from the process that kernels are forked from, and give way to kernels and to the build itself.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor

from . import lifeline

NICENESS = 10
_pool: ProcessPoolExecutor | None = None


def submit(work: Callable, *arguments) -> Future:
    """Have another process do some work; the function and its arguments can be pickled."""
    global _pool
    if _pool is None:
        context = multiprocessing.get_context("forkserver")
        _pool = ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=os.nice, initargs=(NICENESS,))
    future = _pool.submit(work, *arguments)
    for worker in multiprocessing.active_children():
        lifeline.watch(worker.pid)
    return future


def hand_over(work: Callable, *arguments) -> Future:
    """Have another process do some work where such processes run already, else do it at once; see `submit`."""
    if is_running():
        return submit(work, *arguments)
    done: Future = Future()
    done.set_result(work(*arguments))
    return done


def is_running() -> bool:
    """Return whether such processes have been started, so that further work costs no start."""
    return _pool is not None


def _end(cancel: bool) -> None:
    global _pool
    if _pool is not None:
        _pool.shutdown(cancel_futures=cancel)
        _pool = None


def _end_before_forks(app, env, pages) -> None:
    """Have all work done before Sphinx forks processes that read pages: what runs threads is not forked safely."""
    if app.parallel > 1:
        _end(cancel=False)


def _end_with_build(app, error) -> None:
    """End the processes; what has not been begun is not done."""
    _end(cancel=True)


def _in_child() -> None:
    global _pool
    _pool = None  # it belongs to the process that was forked


os.register_at_fork(after_in_child=_in_child)


def setup(app) -> None:
    """Have the processes end with the build, or before Sphinx forks."""
    app.connect("env-before-read-docs", _end_before_forks)
    app.connect("build-finished", _end_with_build, priority=910)
