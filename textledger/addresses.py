"""Addresses that the book leads to: of pages on the web, and no other."""

import re
from urllib.parse import urlsplit

EXPECTED = "the address of a page, which begins with https:// or http://"
_ESCAPED = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{}|]")  # what stands in an address only as % and two digits (RFC 3986)


def is_web(address: str) -> bool:
    """Return whether an address is that of a page on the web: `https:` or `http:`, with a host.

    A name before the host is refused: readers take it for the host.
    """
    if _ESCAPED.search(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # a host in brackets that is none
        return False


def is_safe(address: str) -> bool:
    """Return whether a link may lead to an address: a page on the web, a place within the site, or an e-mail's."""
    within = not re.match(r"[^/?#]*:|\s*[/\\]{2}", address)
    return within or address.startswith("mailto:") or is_web(address)
