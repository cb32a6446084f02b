"""The book's own roles and directives as a stock book can show them: plain text and plain containers.

A Sphinx extension of the stock copy that `benchmarks/site.py` builds; it does as little as it can.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

REFERENCES = ("claim", "rec", "quantity", "date", "event", "check", "anomaly")


class Reference(SphinxRole):
    """A reference to records: their ids in brackets."""

    def run(self):
        """Return the text."""
        return [nodes.inline(self.rawtext, f"[{self.text}]")], []


class Arabic(SphinxRole):
    """Arabic within a sentence: the letters (what follows a bar are options of the book's own role)."""

    def run(self):
        """Return the text."""
        return [nodes.inline(self.rawtext, self.text.split("|")[0].strip())], []


class Container(SphinxDirective):
    """A passage: its title, where it has one, and its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None

    def run(self):
        """Return the passage."""
        block = nodes.container()
        if self.arguments:
            block += nodes.paragraph("", "", nodes.strong("", self.arguments[0]))
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


class Nothing(SphinxDirective):
    """A directive of the book that a stock book has no counterpart of."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """Return nothing."""
        return []


def setup(app):
    """Register all of them."""
    for name in REFERENCES:
        app.add_role(name, Reference())
    app.add_role("ar", Arabic())
    for name in ("ar", "method"):
        app.add_directive(name, Container)
    for name in ("record-anchors", "record-downloads"):
        app.add_directive(name, Nothing)
    return {"parallel_read_safe": True}
