"""Addresses of pages on the web: which ones the book may link to, and how it prints them."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

EXPECTED = "the address of a page, which begins with https:// or http://"
LONGEST, TAIL = 72, 12  # characters of an address that a page shows, and of its end
_ENCODED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_ESCAPED = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{}|]")  # what an address may hold only as % and two digits (RFC 3986)


def is_web(address: str) -> bool:
    """Return whether an address is that of a page on the web: `https:` or `http:`, with a host.

    A user name before the host is refused: readers would take it for the host.
    """
    if _ESCAPED.search(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # what stands in brackets is no host
        return False


def is_safe(address: str) -> bool:
    """Return whether a link may lead to an address: of a page on the web, of a place within the site, or for e-mail."""
    within = not re.match(r"[^/?#]*:|\s*[/\\]{2}", address)
    return within or address.startswith("mailto:") or is_web(address)


def _decode_escapes(encoded: re.Match) -> str:
    try:
        text = bytes.fromhex(encoded[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return encoded[0]
    return "".join(sign if _is_plain(sign) else quote(sign, safe="") for sign in text)


def _is_plain(sign: str) -> bool:
    """Return whether a character is visible, has no meaning in addresses, and looks like no character that has one."""
    kind = unicodedata.category(sign)[0]
    return kind in "LMN" or (kind == "P" and unicodedata.normalize("NFKC", sign) == sign > "~")


def decoded(address: str) -> str:
    """Return an address as people read it: without its scheme, with the letters of all scripts decoded.

    Spaces, characters with a meaning in addresses, invisible ones and those that turn the direction of the text after
    them stay as `%` and digits. Letters with marks are composed (NFC), as people type them.
    """
    text = _ENCODED.sub(_decode_escapes, re.sub(r"^https?://(?:www\.)?", "", address))
    return unicodedata.normalize("NFC", text)


def shown(address: str) -> str:
    """Return an address as a page shows it: decoded, and of a long one the beginning and the end."""
    text = decoded(address)
    if len(text) <= LONGEST:
        return text
    host = text.partition("/")[0]
    head = max(len(host) + 1, LONGEST - TAIL - 1)
    tail = len(text) - TAIL
    if head >= tail:
        return text
    while unicodedata.combining(text[head]):  # a mark stays with its letter
        head += 1
    while unicodedata.combining(text[tail]):
        tail += 1
    return f"{text[:head]}…{text[tail:]}" if head < tail else text
