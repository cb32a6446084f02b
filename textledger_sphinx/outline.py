"""The directive `{outline}`: the outline of a text, folded, on any page."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from textledger import records
from textledger.html import links, outline


class outline_markup(nodes.Element):
    """The outline of a text, as markup; without text, so that its sentences are not counted as the page's prose."""


class Outline(SphinxDirective):
    """`{outline} DOC_ID`: a sentence a paragraph of a text, each opening on its records."""

    required_arguments = 1

    def run(self):
        """Return the outline, or an error naming file and line where there is no such text."""
        for name in ("documents", "paragraphs", "spans", *outline.TABLES):
            self.env.note_dependency(str(records.data_file(f"{name}.csv")))
        try:
            markup = outline.outline_html(self.arguments[0])
        except records.RecordError as error:
            raise self.error(str(error)) from None
        return [outline_markup(markup=links.resolve_from(self.env.docname, markup))]


def _write(translator, node):
    translator.body.append(node["markup"])


def _nothing(translator, node):
    pass


def setup(app):
    """Register the directive; what is no HTML goes without an outline."""
    app.add_node(
        outline_markup,
        html=(_write, _nothing),
        epub=(_write, _nothing),
        text=(_nothing, _nothing),
        gettext=(_nothing, _nothing),
    )
    app.add_directive("outline", Outline)
