"""One build at a time writes below a folder; the lock is the operating system's and ends with the process."""

import fcntl
import os
import sys
from pathlib import Path

_held: dict[Path, int] = {}  # open folders that this process has locked


def hold(folder: Path) -> None:
    """Wait until no other process holds a folder, saying so, and hold it until this process ends."""
    folder = folder.resolve()
    if folder in _held:
        return
    _held[folder] = handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"Another build is at work in {folder}: this one waits until it has ended.", file=sys.stderr, flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        pass  # some network file systems have no locks: builds there may run side by side
