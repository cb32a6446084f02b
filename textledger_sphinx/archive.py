"""Zip archives that come out the same byte for byte wherever they are made, and checksums."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

SUMS = "SHA256SUMS"
EPOCH = "1980-01-01"  # the first day that a zip can name, for archives that carry no date
_UNIX = 3
_PLAIN_FILE = 0o100644


def checksums(contents: dict[str, bytes]) -> str:
    """Return the lines of a file that `sha256sum --check` reads: digest, two spaces, path; sorted by path."""
    return "".join(f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in sorted(contents))


def pack(contents: Mapping[str, bytes], day: str = EPOCH, level: int = 6, first: str = "") -> bytes:
    """Return a zip archive with order, times, permissions and system fixed.

    Args:
        contents: the files, by path.
        day: the date all of them carry, YYYY-MM-DD.
        level: how much deflate compresses, from 1 (fastest) to 9; with 0 files are stored. What deflate gives depends
            on the compression library of the machine.
        first: the path of a file that stands before all others and uncompressed, as the container of EPUB wants it.
    """
    year, month, date = map(int, day.split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(contents, key=lambda path: (path != first, path)):
            entry = zipfile.ZipInfo(path, (year, month, date, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            kind = zipfile.ZIP_DEFLATED if level and path != first else zipfile.ZIP_STORED
            archive.writestr(entry, contents[path], kind, level)
    return out.getvalue()
