"""Positions in the sources, and how they are sealed and verified without publishing the texts."""

import hashlib
import hmac

MAC_DIGITS = 32


def key(document: bytes) -> bytes:
    """Return the secret key of a source: SHA-256 of a fixed prefix and the file's bytes. It is never published."""
    return hashlib.sha256(b"spans\0" + document).digest()


def mac(secret: bytes, wording: str) -> str:
    """Return the seal of a span: the first 32 hex digits of HMAC-SHA256 over its wording in UTF-8 (RFC 2104).

    A plain hash of a few words could be reversed by trying likely phrases; without the source nobody has the key.
    """
    return hmac.new(secret, wording.encode("utf-8"), hashlib.sha256).hexdigest()[:MAC_DIGITS]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Return the number of code points two half-open spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> float:
    """Return intersection over union, in code points, of two sets of half-open spans (Jaccard index, 0 to 1)."""
    left = {i for start, end in a for i in range(start, end)}
    right = {i for start, end in b for i in range(start, end)}
    return len(left & right) / len(left | right) if left or right else 0.0
