"""Links in the markup of this package, `record:ID`, `bibliography:KEY`, `text:ID` and `page:NAME`, and where they lead.

The markup does not know where it will be shown: on a page, in a notebook on its own, in a book opened in JupyterLab.
"""

import hashlib
import html
import os
import re
from collections.abc import Callable
from pathlib import Path

from .. import records

LEDGER = "chapters/ledger"
REGISTERS = "chapters/registers"
BIBLIOGRAPHY = "chapters/bibliography"
WHO_IS_WHO = "chapters/start"
# where copies of a page may lie, those with outputs first
_COPIES = ("{}.ipynb", "_build/html/notebooks/{}.ipynb", "{}.md")

Address = Callable[[str, str], str]  # from a page and an anchor in it (with its `#`, or empty) to an address


def page(record_id: str) -> str:
    """Return the page of a record, without suffix, as named from the root of the book.

    Raises:
        textledger.records.RecordError: the id has no known shape.
    """
    return LEDGER if records.table_of(record_id) == "claims" else REGISTERS


def name_anchor(actor_id: str) -> str:
    """Return the id of an actor's line in *Who is who*."""
    return f"who-{actor_id}"


def anchor(key: str) -> str:
    """Return the id of an entry of the bibliography: `cite-` and its key.

    ids of docutils have only a-z, 0-9 and single hyphens; a key with other characters gets a digest to keep it apart.
    """
    lower = key.lower()  # BibTeX takes keys that differ only in case for one
    slug = "cite-" + "-".join(re.findall("[a-z0-9]+", lower))
    if slug == f"cite-{lower}":
        return slug
    return f"{slug.rstrip('-')}-{hashlib.sha256(lower.encode()).hexdigest()[:8]}"


def reference(key: str) -> tuple[str, str]:
    """Return where the bibliography has an entry: page, and anchor with its `#`."""
    return BIBLIOGRAPHY, f"#{anchor(key)}"


def _parts(name: str) -> tuple[str, str]:
    page_name, sign, fragment = name.partition("#")
    return page_name, sign + fragment


_TARGETS: dict[str, Callable[[str], tuple[str, str]]] = {
    "text": lambda doc: (f"chapters/{doc}", ""),
    "page": _parts,
    "record": lambda record_id: (page(record_id), f"#{record_id}"),
    "bibliography": reference,
}


def cited_keys(markup: str) -> list[str]:
    """Return the keys of the bibliography that markup links to."""
    return [html.unescape(key) for key in re.findall(' href="bibliography:([^"]+)"', markup)]


_LINK = re.compile(rf' href="(({"|".join(_TARGETS)}):([^"]+))"')


def targets(markup: str) -> dict[str, tuple[str, str]]:
    """Return where the links of markup lead: for each address as written, the page and the anchor with its `#`."""
    return {address: _TARGETS[scheme](html.unescape(name)) for address, scheme, name in _LINK.findall(markup)}


def resolve(markup: str, address: Address) -> str:
    """Return markup with every link put through `address`; where that gives nothing, the words stay unlinked."""
    places = targets(markup)

    def link(match):
        target = address(*places[match[1]])
        return f' href="{html.escape(target)}"' if target else ""

    return _LINK.sub(link, markup)


def to_root(page: str) -> str:
    """Return the path from a page up to the root of the site: empty, or `../` as often as needed."""
    return "../" * page.count("/")


def resolve_from(page: str, markup: str) -> str:
    """Return markup whose links are addresses as seen from a page of the site."""

    def address(target, anchor):
        return anchor if target == page and anchor else f"{to_root(page)}{target}.html{anchor}"

    return resolve(markup, address)


def local_address(page: str, anchor: str) -> str:
    """Return the address of a page as a running notebook of the book sees it; empty where the page is not at hand."""
    root, folder = records.data_dir().resolve().parent, Path.cwd().resolve()
    if not folder.is_relative_to(root):
        return ""
    copies = (root / name.format(page) for name in _COPIES)
    copy_found = next((copy for copy in copies if copy.is_file()), None)
    return f"{os.path.relpath(copy_found, folder).replace(os.sep, '/')}{anchor}" if copy_found else ""
