"""Links in paged media: within the volume they lead to ids, elsewhere to addresses, which are numbered and listed."""

import html
import posixpath
import re
from collections.abc import Container
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

import lxml.html
from lxml import etree

from textledger import addresses
from textledger.html.inline import mark_arabic

SEPARATOR = "--"  # between a page's name and the id within the page


class Volume(NamedTuple):
    """A volume of cleaned pages: the pages in it, and the address of the site (empty where it has none)."""

    pages: Container[str]
    base: str = ""


def name_of(page: str) -> str:
    """Return the last part of a page's name, which begins its ids: `chapters/rewaq` gives `rewaq`."""
    return posixpath.basename(page)


def target_of(href: str, page: str) -> tuple[str, str]:
    """Return where a link within the site leads: (file within the site, fragment)."""
    path, fragment = urldefrag(href)
    source = f"{page}.html"
    path = (
        posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path.split("?")[0]))) if path else source
    )
    return path, unquote(fragment)


def _is_address(text: str, href: str) -> bool:
    """Return whether the text of a link is its address; a DOI counts as an address too."""

    def bare(address):
        return re.sub(r"^(https?://)?(dx\.)?(doi\.org/|doi:\s*)?", "", address.strip().lower()).rstrip("/")

    return bare(text) == bare(href) or text in (addresses.shown(href), addresses.decoded(href))


def _show_whole(link, href: str) -> None:
    """Show in full an address that the page shortened, since on paper nobody can follow a link."""
    if href.startswith("http") and link.text_content() == addresses.shown(href):
        readable = lxml.html.fragment_fromstring(mark_arabic(html.escape(addresses.decoded(href))), create_parent="a")
        link[:], link.text = list(readable), readable.text


def resolve_links(tree, page: str, volume: Volume) -> list[str]:
    """Make links lead to ids of the volume or to addresses, and number the addresses that the text does not show.

    A link to a page outside the volume, or to a file of the site, becomes an address where the site has one, and plain
    text where it has none.

    Returns:
        The addresses in the order of their numbers.
    """
    listed: list[str] = []
    for link in list(tree.iter("a")):
        href = link.get("href")
        if href is None:
            continue
        if not re.match(r"[a-z]+:", href):
            path, fragment = target_of(href, page)
            target = path.removesuffix(".html")
            if target in volume.pages and path.endswith(".html"):
                link.set("href", "#" + (name_of(target) + (SEPARATOR + fragment if fragment else "")))
                continue
            href = volume.base and volume.base + path + (f"#{fragment}" if fragment else "")
        if not href or href.startswith(("data:", "javascript:")):
            link.tag = "span"  # so that it keeps its look
            del link.attrib["href"]
            continue
        link.set("href", href)
        _show_whole(link, href)
        if href.startswith("http") and not _is_address(link.text_content(), href):
            if href not in listed:
                listed.append(href)
            _number(link, listed.index(href) + 1)
    return listed


def _number(link, number: int) -> None:
    mark = lxml.html.Element("sup")
    mark.set("class", "link-number")
    mark.text = str(number)
    link.append(mark)


def list_links(tree, page: str, listed: list[str]) -> None:
    """Append the list of the addresses behind a chapter's links."""
    if not listed:
        return
    section = etree.SubElement(tree, "section", {"class": "links", "id": f"{name_of(page)}{SEPARATOR}links"})
    etree.SubElement(section, "h2").text = "Links of this chapter"
    entries = etree.SubElement(section, "ol")
    for address in listed:
        etree.SubElement(etree.SubElement(entries, "li"), "a", {"href": address}).text = address


def unlink_dangling(tree, ids: Container[str]) -> None:
    """Make links to parts that were removed lead to the beginning of their chapter."""
    for link in tree.iter("a", "{http://www.w3.org/1999/xhtml}a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            link.set("href", href.partition(SEPARATOR)[0])
