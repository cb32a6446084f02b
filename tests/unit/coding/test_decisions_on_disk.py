"""Nothing that was confirmed is lost: a full disk, a killed session, the order in which files are written."""

import os
import signal
import subprocess
import sys

import pytest

from ...helpers.coders import kept, opened
from ...helpers.paths import ROOT


def test_a_full_disk_takes_no_decision_and_harms_none(data, monkeypatch):
    one = opened(data)
    first, second = [unit.id for unit in one.draft.units[:2]]
    one.decide(first, "accepted")

    def full(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            one.decide(second, "accepted")
    assert [row["unit_id"] for row in kept(data)] == [first]
    assert one.decided() == 1
    one.decide(second, "rejected")
    assert len(kept(data)) == 2


LATER = [("fsync", 5), ("fsync", 6), ("replace", 3)]

# Decides on one draft after the other, tells each that was confirmed, and is killed at a call of a function.
CODER = """
import os, signal, sys
from pathlib import Path
from textledger.coding import decisions, drafts, session
data, function, calls = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
module = {"write": decisions, "fsync": os, "replace": os}[function]
old = getattr(module, function)
count = 0
def killed(*args):
    global count
    count += 1
    if count == calls:
        if function == "write":  # the half of a file
            part = Path(args[0]).with_name(Path(args[0]).name + ".part")
            part.write_text(args[1][: len(args[1]) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    return old(*args)
setattr(module, function, killed)
one = session.Session(drafts.load("harbour", data), "a", data / "codebook.md")
for unit in one.draft.units:
    if unit.id not in one.coding.rows:
        one.decide(unit.id, "accepted")
        print(unit.id, flush=True)
"""


@pytest.mark.programs
@pytest.mark.parametrize(
    ("function", "calls"), [("write", 4), *(pytest.param(*at, marks=pytest.mark.audit) for at in LATER)]
)
def test_a_killed_session_loses_no_confirmed_decision_and_leaves_no_half_row(data, function, calls):
    confirmed = []
    for _ in range(3):  # each goes on where the last was killed
        command = [sys.executable, "-c", CODER, str(data), function, str(calls)]
        process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert process.returncode == -signal.SIGKILL, process.stderr
        told = process.stdout.split()
        assert told
        confirmed += told
        rows = [row["unit_id"] for row in kept(data)]
        assert set(confirmed) <= set(rows)
    one = opened(data)
    for unit in one.draft.units:
        one.decide(unit.id, "accepted")
    assert len(kept(data)) == len(one.draft.units)


def test_a_decision_is_on_disk_before_it_takes_the_place_of_the_old_file(data, monkeypatch):
    one, calls = opened(data), []
    sync, replace = os.fsync, os.replace

    def note_sync(handle):
        calls.append(("sync", os.path.realpath(f"/proc/self/fd/{handle}").rpartition("/")[2]))
        sync(handle)

    def note_replace(old, new):
        calls.append(("replace", os.fspath(new).rpartition("/")[2]))
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    one.decide(one.draft.units[0].id, "accepted")
    assert calls == [("sync", "a.csv.part"), ("replace", "a.csv"), ("sync", "coding")]
