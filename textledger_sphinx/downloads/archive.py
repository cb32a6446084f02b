"""One zip of everything, with its checksums, that comes out the same byte for byte wherever it is made."""

import hashlib
import io
import zipfile

SUMS = "SHA256SUMS"
_UNIX = 3
_PLAIN_FILE = 0o100644


def checksums(contents: dict[str, bytes]) -> str:
    """Return the lines of a file that `sha256sum --check` reads: digest, two spaces, path; sorted by path."""
    return "".join(f"{hashlib.sha256(contents[path]).hexdigest()}  {path}\n" for path in sorted(contents))


def pack(contents: dict[str, bytes], top: str, day: str) -> bytes:
    """Return a zip archive.

    Order, times, permissions and system are fixed. Files are stored uncompressed: what deflate gives depends on the
    compression library of the machine.

    Args:
        contents: the files, by path.
        top: the folder that all of them lie in.
        day: the date all of them carry, YYYY-MM-DD.
    """
    year, month, date = map(int, day.split("-"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(f"{top}/{path}", (year, month, date, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE << 16
            archive.writestr(entry, contents[path])
    return packed.getvalue()
