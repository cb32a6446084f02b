"""Processes that a build starts end with the build, however it ends.

A separate process, the watcher, is told which ones run. It reads from a pipe that only the build holds open and that
the operating system closes even when the build is killed; then the watcher kills those that still run.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys

PROCESS, GROUP, ENDED, DONE = "process", "group", "ended", "done"  # the beginning of a line to the watcher
_watcher: subprocess.Popen | None = None


def start() -> None:
    """Start the watcher, unless it runs already."""
    global _watcher
    if _watcher is not None:
        return
    command = [sys.executable, "-I", "-S", __file__]
    # a session of its own: signals to the build's group or terminal do not end the watcher
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
    """Have a process, or the process group that it leads, ended with the build."""
    if pid is not None:  # a process that has been started has a number
        _tell(GROUP if group else PROCESS, pid)


def forget(pid: int) -> None:
    """Tell the watcher that a process has ended, since its number may be given to another."""
    _tell(ENDED, pid)


def _in_child() -> None:
    """Prepare a forked process: it ends with the build, silently, and must not keep the pipe open."""
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
    """Run the watcher: read which processes run until the build has ended, then end those that are left."""
    running: dict[int, str] = {}
    for line in sys.stdin:
        kind, pid = line.split()
        if kind == DONE:  # after an orderly end only processes that a cell started can be left
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
