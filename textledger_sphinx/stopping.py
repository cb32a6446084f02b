"""A build that is stopped politely (Control-C, SIGTERM, SIGHUP) ends; it keeps its caches, as does one that fails.

One that cannot write a result keeps nothing.
"""

import atexit
import contextlib
import os
import signal
from collections.abc import Callable, Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_keep: Callable[[], object] | None = None
_writing = False
_asked = 0


def answer() -> None:
    """End this process when one of the signals comes."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def keep_with(keep: Callable[[], object] | None) -> None:
    """Set what is done before a stop or a failure ends this process, to keep what is whole; None: nothing."""
    global _keep
    _keep = keep


@atexit.register
def keep() -> None:
    """Keep what is whole, unless that is done: Sphinx tells of failures alone that come after its preparations."""
    global _keep
    if _keep:
        with contextlib.suppress(OSError):  # a full disk: then nothing is kept
            _keep()
    _keep = None


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """Have a stop wait until what is written here is whole; where it fails, nothing is kept."""
    global _writing
    _writing = True
    try:
        yield
    except BaseException:
        keep_with(None)
        raise
    finally:
        _writing = False
        if _asked:
            _end(_asked)


def _stop(number, frame) -> None:
    global _asked
    _asked = number
    if not _writing:
        _end(number)


def _end(number: int) -> None:
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    keep()
    os.write(2, f"The build was stopped ({signal.Signals(number).name}).\n".encode())
    os._exit(128 + number)
