"""What a build starts ends with the build, however that ends.

A watcher, a process of its own, is told what runs. It reads from a pipe that only the build holds open and that the
operating system closes even when the build is killed; what then still runs, the watcher kills.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys

PROCESS, GROUP, ENDED, DONE = "process", "group", "ended", "done"  # what a line to the watcher begins with
_watcher: subprocess.Popen | None = None


def start() -> None:
    """Start the watcher, unless it runs."""
    global _watcher
    if _watcher is not None:
        return
    command = [sys.executable, "-I", "-S", __file__]
    # a session of its own: what ends the build's group or terminal does not end the watcher
    _watcher = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.register_at_fork(after_in_child=_in_child)
    atexit.register(_tell, DONE)


def _tell(kind: str, pid: int = 0) -> None:
    if _watcher is not None and _watcher.stdin is not None:
        with contextlib.suppress(BrokenPipeError):  # somebody ended the watcher; the build goes on
            os.write(_watcher.stdin.fileno(), f"{kind} {pid}\n".encode())


def watch(pid: int | None, group: bool = False) -> None:
    """Have a process, or the process group it leads, end with the build."""
    if pid is not None:  # a process that has been started has a number
        _tell(GROUP if group else PROCESS, pid)


def forget(pid: int) -> None:
    """Tell that a process has ended: its number may be given to another."""
    _tell(ENDED, pid)


def _in_child() -> None:
    """Have a forked process end with the build, silently; it may not keep the pipe open."""
    global _watcher
    if _watcher is None or _watcher.stdin is None:
        return
    atexit.unregister(_tell)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    watch(os.getpid())
    _watcher.stdin.close()  # empty, since nothing is written by way of it
    _watcher = None


def _keep_watch() -> None:
    """Be the watcher: read what runs until the build has ended, then end what is left."""
    running: dict[int, str] = {}
    for line in sys.stdin:
        kind, pid = line.split()
        if kind == DONE:  # an orderly end has waited for its processes; of a kernel, what a cell started may be left
            running = {number: kind for number, kind in running.items() if kind == GROUP}
        elif kind == ENDED:
            running.pop(int(pid), None)
        else:
            running[int(pid)] = kind
    for pid, kind in running.items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            (os.killpg if kind == GROUP else os.kill)(pid, signal.SIGKILL)


if __name__ == "__main__":
    _keep_watch()
