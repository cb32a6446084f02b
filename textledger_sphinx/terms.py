"""Names in the prose: the first use of each in a chapter opens its gloss, or leads to its line in *Who is who*."""

import html
import re
from functools import cache

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from textledger import records
from textledger.html import links

from . import places, roles

# Pages that explain names themselves, or list records.
WITHOUT = (links.WHO_IS_WHO, places.LEDGER, places.REGISTERS, places.BIBLIOGRAPHY, "chapters/glossary")
_NOT_IN = (
    nodes.title, nodes.reference, nodes.caption, nodes.table, nodes.raw, nodes.literal, nodes.citation, nodes.container,
    roles.arabic, roles.arabic_block,
)  # fmt: skip


class first_use(nodes.inline):
    """The first use of a name in a chapter."""


@cache
def _names(state: int) -> tuple[re.Pattern, dict[str, tuple[str, str]]]:
    """Return the pattern of all forms, and by form the actor and its gloss; `state` tells whether the table changed."""
    forms = {
        form: (row["actor_id"], row["gloss_en"])
        for row in records.rows("actors")
        for form in filter(None, row["forms_en"].split(";"))
    }
    longest = sorted(forms, key=len, reverse=True)  # Kata'ib Hezbollah before Hezbollah
    either = "|".join(re.escape(form).replace("'", "['’]") for form in longest)
    return re.compile(rf"(?<![\w’'-])(?:{either})(?![\w-])" if forms else "(?!)"), forms


def _in_prose(text: nodes.Text) -> bool:
    above, inside = text.parent, False
    while above is not None:
        if isinstance(above, _NOT_IN) and "takeaways" not in above.get("classes", ()):
            return False
        inside = inside or isinstance(above, nodes.paragraph)
        above = above.parent
    return inside


class MarkNames(SphinxPostTransform):
    """Mark the first use of each name."""

    default_priority = 890  # when references are links, before Arabic is set off

    def run(self, **kwargs):
        """Put a term in place of the first form of each actor that the prose of the page has."""
        if self.env.docname in WITHOUT or self.app.builder.format != "html":
            return
        pattern, forms = _names(records.data_file("actors.csv").stat().st_mtime_ns)
        seen: set[str] = set()
        for text in list(self.document.findall(nodes.Text)):
            if not pattern.search(text) or not _in_prose(text):
                continue
            parts, at = [], 0
            for found in pattern.finditer(text):
                actor, gloss = forms[found[0].replace("’", "'")]
                if actor not in seen:
                    seen.add(actor)
                    address = self.app.builder.get_relative_uri(self.env.docname, links.WHO_IS_WHO)
                    name = first_use(found[0], found[0], gloss=gloss, address=f"{address}#{links.name_anchor(actor)}")
                    parts += [nodes.Text(text[at : found.start()]), name]
                    at = found.end()
            if parts:
                text.parent.replace(text, [*parts, nodes.Text(text[at:])])


def _start(translator, node):
    address, gloss = (html.escape(node[name], quote=True) for name in ("address", "gloss"))
    translator.body.append(f'<a class="tl-term" href="{address}" title="{gloss}">')


def _end(translator, node):
    translator.body.append("</a>")


def setup(app):
    """Register node and transform."""
    app.add_node(first_use, html=(_start, _end), epub=(_start, _end))
    app.add_post_transform(MarkNames)
