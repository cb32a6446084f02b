"""How far a run is, in one line that is written over: rate and time left."""

import sys
import time

WIDTH = 20


def duration(seconds: float) -> str:
    """Return seconds as 1:05 or 2:03:04."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Progress:
    """A bar on a terminal; elsewhere a line at each tenth.

    Args:
        whole: the weight of all parts.
        parts: their number.
        stream: where it is written.
        clock: what tells the seconds.
    """

    def __init__(self, whole: int, parts: int, stream=None, clock=time.monotonic):
        self._whole, self._parts, self._clock = max(1, whole), parts, clock
        self._stream = stream or sys.stderr
        self._begin, self._done, self._weight, self._fresh, self._documents = clock(), 0, 0, 0, 0

    def add(self, weight: int, documents: int, *, reused: bool) -> None:
        """Count a part; of one that was there already neither rate nor time left is reckoned."""
        tenths = self._weight * 10 // self._whole
        self._done, self._weight = self._done + 1, self._weight + weight
        if not reused:
            self._fresh, self._documents = self._fresh + weight, self._documents + documents
        is_terminal = self._stream.isatty()
        if is_terminal or self._weight * 10 // self._whole > tenths:
            print(self.line(), end="\r" if is_terminal else "\n", file=self._stream, flush=True)

    def line(self) -> str:
        """Return the line."""
        passed = max(self._clock() - self._begin, 1e-9)
        full = self._weight * WIDTH // self._whole
        told = f"[{'#' * full}{'.' * (WIDTH - full)}] {self._done} of {self._parts} parts"
        if self._fresh:
            left = (self._whole - self._weight) * passed / self._fresh
            told += f", {self._documents / passed:,.0f} documents a second, {duration(left)} left"
        return told + "   "

    def end(self) -> None:
        """Leave the bar standing."""
        if self._stream.isatty():
            print(file=self._stream)
