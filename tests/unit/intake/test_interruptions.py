"""Whatever fails while a draft is put in or taken out, the book is as before or complete, and the next try succeeds."""

import errno
import os
import shutil
import sys

import pytest

from textledger.intake import placing

from ...helpers import added
from ...helpers.failing import Failing

pytestmark = pytest.mark.programs

CALLS = (
    "mkdir",
    "fsync",
    "rename",
    "replace",
    "unlink",
    "rmdir",
)  # of `os`: all that changes a folder, or fills a disk

PIECES = {"documents": "a\n1\n", "tokens": "b\n2\n"}


def put(root):
    placing.put(placing.Repository(root / "data"), "harbour", PIECES, b"text", "# Chapter\n")


def take(root):
    placing.take(placing.Repository(root / "data"), "harbour")


def forget(root):
    """Drop what earlier tries kept, beside which the next one would have to find a place."""
    shutil.rmtree(root / placing.REMOVED, ignore_errors=True)


def settle(root):
    placing.settle_all(placing.Repository(root / "data"))


ERRORS = {
    "full": (OSError(errno.ENOSPC, "No space left on device"), False),
    "stopped before": (KeyboardInterrupt(), False),
    "stopped after": (KeyboardInterrupt(), True),
}


def attempt(action, root):
    """Do something that may fail; return whether it went well."""
    try:
        action(root)
    except (OSError, KeyboardInterrupt):
        return False
    return True


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("action", [put, take])
def test_each_change_of_the_disk_may_fail(action, kind, bare, monkeypatch):
    before = added.state(bare)
    put(bare)
    complete = added.state(bare)
    start, end = (before, complete) if action is put else (complete, before)
    other = take if action is put else put
    if action is put:
        take(bare)
    n, hits = 0, []
    while True:
        n += 1
        forget(bare)
        with monkeypatch.context() as patched:
            failing = Failing(patched, [(os, name) for name in CALLS], n, *ERRORS[kind])
            went_well = attempt(action, bare)
        if not failing.hit:
            break
        hits.append(failing.hit)
        left = added.state(bare)
        assert left in (start, end), (n, failing.hit)
        assert left == end or not went_well, (n, failing.hit)
        settle(bare)
        assert added.state(bare) == left
        if left == start:
            action(bare)
        assert added.state(bare) == end
        other(bare)
        assert added.state(bare) == start
    assert {"mkdir", "fsync", "replace"} <= set(hits)
    assert "rename" in hits


def _broken_from(n, monkeypatch):
    """Make the nth change of the disk and all after it fail; return a list that grows with each."""
    done = []

    def breaking(call):
        def changed(*arguments, **options):
            done.append(call)
            if len(done) >= n:
                raise OSError(errno.EROFS, "Read-only file system")
            return call(*arguments, **options)

        return changed

    for name in CALLS:
        monkeypatch.setattr(os, name, breaking(getattr(os, name)))
    return done


@pytest.mark.parametrize("action", [put, take])
def test_a_disk_that_stays_broken_is_tidied_by_the_next_command(action, bare, monkeypatch):
    """After the nth change nothing more can be changed, so that nothing can be tidied either."""
    before = added.state(bare)
    put(bare)
    complete = added.state(bare)
    start, end = (before, complete) if action is put else (complete, before)
    n, seen = 0, 0
    while True:
        if added.state(bare) == end:
            (take if action is put else put)(bare)
        n += 1
        forget(bare)
        with monkeypatch.context() as patched:
            done = _broken_from(n, patched)
            attempt(action, bare)
        if len(done) < n:
            break
        seen += added.state(bare) not in (start, end)
        settle(bare)
        assert added.state(bare) in (start, end), n
    assert seen  # else nothing had to be tidied


def test_an_interrupt_at_any_line_leaves_no_half(bare):
    before = added.state(bare)
    put(bare)
    complete = added.state(bare)
    for action, start, end in ((take, complete, before), (put, before, complete)):
        n, interrupted = 0, True
        while interrupted:
            n += 1
            forget(bare)
            interrupted = not _stopped_at(n, action, bare)
            settle(bare)
            assert added.state(bare) in (start, end), (action, n)
            if interrupted and added.state(bare) == end:
                (put if action is take else take)(bare)
        assert n > 20
        assert added.state(bare) == end


def _stopped_at(n, action, root):
    """Do something and interrupt it before the nth line of the module that it comes to; return whether it ended."""
    lines = 0

    def trace(frame, event, argument):
        nonlocal lines
        if frame.f_code.co_filename != placing.__file__:
            return None
        if event == "line":
            lines += 1
            if lines == n:
                sys.settrace(None)
                raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        action(root)
    except KeyboardInterrupt:
        return False
    finally:
        sys.settrace(None)
    return True
