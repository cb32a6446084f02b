"""Stable addresses within a page: named after the part they lead to, not counted from what stands before it.

Where docutils can make no name (a heading in Arabic, a year, a second heading of the same name, a caption) it counts;
`id12` then leads to another place as soon as something is cited above it.
"""

import re
import unicodedata
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .. import compat

_COUNTED = re.compile(r"id\d+")
# The beginnings of addresses, except of those of sections whose title begins with a letter.
_KINDS = {nodes.section: "section", nodes.footnote: "footnote", nodes.figure: "figure", nodes.table: "table"}
_KINDS |= {nodes.container: "listing"}


def slug(title: str) -> str:
    """Return a title as an address: as docutils makes it, else of letters of any script and digits."""
    bare = "".join(sign for sign in unicodedata.normalize("NFC", title) if not unicodedata.combining(sign))
    return nodes.make_id(title) or re.sub(r"[\W_]+", "-", bare.lower()).strip("-")


def _title(node) -> str:
    if isinstance(node, nodes.footnote):
        return node["names"][0] if node["names"] else ""
    titled = node.next_node(lambda part: isinstance(part, nodes.title | nodes.caption))
    return titled.astext() if titled else ""


def _candidates(node) -> Iterator[str]:
    """Yield addresses for a node, the best first: its title, with that of the section around it, with a number."""
    kind, name = _KINDS[type(node)], slug(_title(node))
    if not isinstance(node, nodes.section) or not name[:1].isalpha():
        name = f"{kind}-{name}".strip("-")
    yield name
    above = node.parent
    while above is not None and not isinstance(above, nodes.section):
        above = above.parent
    # the title of the page itself would not tell two of its parts apart
    if above is not None and isinstance(above.parent, nodes.section):
        name = f"{above['ids'][0]}-{name}"
        yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


class NameAnchors(SphinxTransform):
    """Name the addresses that docutils has counted, of sections, footnotes, figures, tables and listings."""

    default_priority = 215  # Sphinx has counted captions (210); nothing refers to an id yet (260)

    def apply(self, **kwargs):
        """Replace the ids in the tree, in its names, and in what MyST knows of headings."""
        document = self.document
        renamed = {}
        for node in document.findall(lambda part: type(part) in _KINDS):
            counted = [name for name in node["ids"] if _COUNTED.fullmatch(name)]
            for old in counted:
                new = next(name for name in _candidates(node) if name not in document.ids)
                node["ids"][node["ids"].index(old)] = new
                document.ids[new] = document.ids.pop(old)
                renamed[old] = new
        names = document.nameids
        names.update({name: renamed[old] for name, old in names.items() if old in renamed})
        compat.rename_slugs(document, renamed)


def setup(app):
    """Name the anchors of every page as it is read."""
    app.add_transform(NameAnchors)
