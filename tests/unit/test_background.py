"""Work that other processes do while a build goes on."""

import contextlib
import os
import subprocess
import sys
import threading
import traceback
from types import SimpleNamespace

import psutil
import pytest

from textledger_sphinx import background

from ..helpers.paths import ROOT


@pytest.fixture(autouse=True)
def ended():
    yield
    background.end(cancel=True)


def test_work_is_handed_over_only_where_processes_run():
    background.end(cancel=True)
    assert background.hand_over(os.getpid).result() == os.getpid(), "no process was started for it"
    assert background.submit(os.getpid).result() != os.getpid()
    assert background.hand_over(os.getpid).result() != os.getpid()


def test_a_fault_of_the_work_comes_with_its_result():
    with pytest.raises(ZeroDivisionError):
        background.submit(divmod, 1, 0).result()


def refuse(text):
    raise ValueError(text)


def exit_at_once():
    sys.exit("enough")


class Particular(Exception):
    """Cannot be made again from its text alone, as unpickling does."""

    def __init__(self, what, where):
        super().__init__(f"{what} in {where}")


def raise_particular():
    raise Particular("dust", "the works")


class Unreadable:
    """Is written, and cannot be read again."""

    def __reduce__(self):
        return refuse, ("not to be loaded",)


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ((exit_at_once,), "SystemExit: enough"),
        ((raise_particular,), "Particular: dust in the works"),
        ((threading.Lock,), "TypeError: cannot pickle"),
        ((str, Unreadable()), "not to be loaded"),
    ],
)
def test_what_cannot_be_handed_over_is_told_and_its_process_goes_on(work, told):
    begun = [background.submit(*work) for _ in range(4)]
    for one in begun:
        with pytest.raises(Exception, match=told):
            one.result()
    assert all(process.is_alive() for process, _ in background._opened)


def test_a_fault_shows_where_in_the_work_it_was():
    with pytest.raises(ValueError, match="no number") as fault:
        background.submit(refuse, "no number").result()
    assert "in refuse" in "".join(traceback.format_exception(fault.value))


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # as a program that knows of none may do
def test_a_forked_process_has_none_of_them():
    background.submit(os.getpid).result()
    read, write = os.pipe()
    if not (child := os.fork()):
        os.write(write, str(background.is_running()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert background.is_running()
    assert os.read(read, 5) == b"False"


def handlers():
    """Return what the processes do at which event of a build."""
    events = {}
    background.setup(SimpleNamespace(connect=lambda event, handler, priority=500: events.update({event: handler})))
    return events


def ends(worker):
    """Return whether a process ends soon; one that has ended may wait to be buried."""
    with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        psutil.Process(worker).wait(timeout=10)
    return not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE


def test_they_end_with_the_build():
    worker = background.submit(os.getpid).result()
    handlers()["build-finished"](None, None)
    assert ends(worker)


@pytest.mark.parametrize("parallel", [1, 2])
def test_where_pages_are_read_by_forked_processes_all_work_is_done_before(parallel):
    begun = [background.submit(os.getpid) for _ in range(20)]
    handlers()["env-before-read-docs"](SimpleNamespace(parallel=parallel), None, [])
    assert background.is_running() == (parallel == 1)
    assert parallel == 1 or all(work.done() and ends(work.result()) for work in begun)


def test_a_process_that_is_ended_is_told_and_another_takes_its_place():
    ended = background.submit(os._exit, 1)
    with pytest.raises(background.WorkerEndedError, match="during _exit: build again"):
        ended.result()
    assert background.submit(os.getpid).result() != os.getpid()


def test_what_they_are_forked_from_may_be_ended_and_the_one_that_follows_outlives_no_build():
    code = """import os, signal
from textledger_sphinx import background, compat, lifeline
lifeline.start()
before = compat.forkserver_pid()
os.kill(before, signal.SIGKILL)
os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
worker = background.submit(os.getpid).result()
print(before, compat.forkserver_pid(), worker, flush=True)
os.kill(os.getpid(), signal.SIGKILL)"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert killed.stderr == ""
    before, *after = map(int, killed.stdout.split())
    assert before not in after
    assert all(map(ends, after))


def test_none_outlives_a_build_that_is_killed_and_nothing_is_said():
    code = """import os
from textledger_sphinx import background
print(background.submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), 9)"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert killed.stderr == ""
    assert ends(int(killed.stdout))
