"""One request and its answer, with limits: what may go wrong on the web has a name here."""

import time
import zlib
from typing import NamedTuple

import requests
import urllib3

PIECE = 65_536  # bytes read at a time
PATIENCE = (15, 45)  # seconds until a host answers, and between two parts of its answer
_MEMBER = b"\x1f\x8b"  # begins each part of gzip
CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # window bits of zlib


class Problem(Exception):
    """A page cannot be had.

    Args:
        state: a word for it, one of `STATES`.
        reason: in words.
        wait: seconds after which the host wants to be asked again, if it said so.
    """

    def __init__(self, state: str, reason: str, wait: float | None = None):
        super().__init__(reason)
        self.state, self.wait = state, wait


STATES = {
    "dead": "the page is gone",
    "refused": "the host refuses it",
    "robots": "robots.txt does not allow it",
    "busy": "the host asks to come later, or fails",
    "unreachable": "the host does not answer",
    "astray": "it redirects in a circle, or to no page",
    "too large": "the body exceeds the limit",
    "too slow": "the body takes longer than the limit",
    "garbled": "the body is not coded as its header says",
}


class Limits(NamedTuple):
    """What a page may take."""

    size: int = 50_000_000  # bytes, as sent and as decoded
    seconds: float = 300


class Answer(NamedTuple):
    """A request and its answer, the body as sent but for the transfer coding."""

    address: str
    asked: tuple[tuple[str, str], ...]  # the headers of the request
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def _connection_problem(error: Exception) -> Problem:
    """Return what kept a page from coming, in one line."""
    text = str(error)
    for sign, told in (
        ("NameResolution", "its name is not known"),
        ("Name or service", "its name is not known"),
        ("refused", "the connection was refused"),
        ("reset", "the connection was reset"),
        ("timed out", "it did not answer in time"),
        ("CERTIFICATE", "its certificate is not valid"),
        ("SSL", "no secure connection came about"),
    ):
        if sign in text:
            return Problem("unreachable", told)
    return Problem("unreachable", f"the connection broke ({type(error).__name__})")


def _read(raw, limits: Limits, deadline: float) -> bytes:
    parts, size = [], 0
    while piece := raw.read1(PIECE, decode_content=False):
        parts.append(piece)
        size += len(piece)
        if size > limits.size:
            raise Problem("too large", f"the body has more than {limits.size:,} bytes")
        if time.monotonic() > deadline:
            raise Problem("too slow", f"the body takes more than {limits.seconds:g} seconds")
    return b"".join(parts)


def get(session: requests.Session, address: str, limits: Limits = Limits()) -> Answer:  # noqa: B008  (a tuple)
    """Ask for a page once; redirects are not followed.

    Raises:
        Problem: no whole answer came within the limits.
    """
    deadline = time.monotonic() + limits.seconds
    try:
        with session.get(address, stream=True, allow_redirects=False, timeout=PATIENCE) as response:
            declared = response.headers.get("Content-Length", "")
            if declared.isascii() and declared.isdecimal() and int(declared) > limits.size:
                raise Problem("too large", f"the body has {int(declared):,} bytes, the limit is {limits.size:,}")
            body = _read(response.raw, limits, deadline)
            return Answer(
                address,
                tuple((name, str(value)) for name, value in response.request.headers.items()),
                response.status_code,
                response.reason or "",
                tuple(response.raw.headers.items()),
                body,
            )
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise _connection_problem(error) from error
    except (ValueError, UnicodeError) as error:  # an address or a header that cannot be
        raise Problem("astray", f"{address} cannot be asked for ({error})") from error


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    parts, size = [], 0
    while body:
        unpacker = zlib.decompressobj(bits)
        while body and not unpacker.eof:
            part = unpacker.decompress(body, PIECE)
            body = unpacker.unconsumed_tail
            size += len(part)
            if size > most:
                raise Problem("too large", f"the body unpacks to more than {most:,} bytes")
            parts.append(part)
        if not unpacker.eof:
            raise zlib.error("it ends before its end")
        body = unpacker.unused_data if unpacker.unused_data.startswith(_MEMBER) else b""  # some servers add zeros
    return b"".join(parts)


def decoded(body: bytes, coding: str, most: int) -> bytes:
    """Return a body without its content coding.

    Args:
        body: as it was sent.
        coding: the header `Content-Encoding`.
        most: the bytes that it may have.

    Raises:
        Problem: it is coded otherwise than its header says, or unpacks to more.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in ("", "identity")]
    for name in reversed(names):
        if name not in CODINGS:
            raise Problem("garbled", f"the body is coded as {name}, which was not asked for")
        try:
            body = _inflated(body, CODINGS[name], most)
        except zlib.error as error:
            if name != "deflate":
                raise Problem("garbled", f"the body is not {name}: {error}") from error
            try:
                body = _inflated(body, -15, most)  # deflate without its header, as some servers send it
            except zlib.error:
                raise Problem("garbled", f"the body is not {name}: {error}") from error
    return body
