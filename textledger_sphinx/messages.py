"""What a build says: of bad input, the file and what was expected of it; and colours on a terminal alone."""

import errno
import functools
import os
import re
import sys

from sphinx.errors import SphinxError
from sphinx.util.console import nocolor

from textledger import records
from textledger.schema import csvfile

_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)  # it takes no more


class BadInput(SphinxError):
    """A file that the build reads is missing, or is not what it should be; the message names it."""

    category = "Bad input, and the book was not built"


class DiskRefusesError(SphinxError):
    """The disk is full or cannot be written on."""

    category = "The book was not built"


def without_colours() -> None:
    """Have Sphinx write no codes of colours into a log: Jupyter Book does, and Sphinx looks at its output alone."""
    if not sys.stderr.isatty() and "FORCE_COLOR" not in os.environ:
        nocolor()


def plain(text: str) -> str:
    """Return a text, as a kernel or Sphinx writes it for a terminal, without codes of colours."""
    return _CODES.sub("", text)


def _describe(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return csvfile.byte_fault(error)
    if isinstance(error, OSError):
        what = "expected a file that can be read or written"
        return f"{error.filename}: {error.strerror}, {what}" if error.filename else str(error)
    if type(error).__module__ in ("builtins", "json.decoder"):  # it may not name its place
        return f"{error} (sphinx-build -T shows where)"
    return str(error)


def _reporting(handler):
    @functools.wraps(handler)
    def handle(*arguments):
        try:
            return handler(*arguments)
        except (OSError, ValueError, records.RecordError) as error:
            if isinstance(error, OSError) and error.errno in _DISK:
                raise DiskRefusesError(f"{error.filename or 'a file cannot be written'}: {error.strerror}") from error
            raise BadInput(f"\n{_describe(error)}") from error  # shown whole by `sphinx-build -T`

    return handle


class Reporting:
    """An application of Sphinx whose handlers, connected through it, tell bad input without the inside of Sphinx."""

    def __init__(self, app):
        self._app = app

    def __getattr__(self, name):
        return getattr(self._app, name)

    def connect(self, event: str, handler, priority: int = 500) -> int:
        """Connect a handler to an event, as Sphinx does."""
        return self._app.connect(event, _reporting(handler), priority=priority)
