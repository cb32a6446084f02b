"""Numbers that the prose takes from the page's own cells, marked so that a live run can renew them."""

import html

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from textledger import fields

from . import compat


class glued(nodes.inline):
    """A number from the page's own cells; its text is made again from `key` and `format`."""


class NumberRole(SphinxRole):
    """`{number}`: what a cell of the page bound to a name by `numbers`, with a format after a colon; see `fields`."""

    def run(self):
        """Return the text, or an error naming file and line where nothing has the name or the format does not suit."""
        name, form = fields.split_format(self.text)
        representation = compat.bound_text(self.inliner.document, name)
        if representation is None:
            return self._error(f"no cell of this page binds {name!r}; expected numbers({name}=...)")
        try:
            text = fields.bound_text(representation, form)
        except ValueError as error:
            return self._error(f"{name} is {representation}, which cannot be printed as {form!r}: {error}")
        wrapper = glued(self.rawtext, key=name, format=form)
        wrapper += nodes.inline(self.rawtext, text, classes=["pasted-text"])
        return [wrapper], []

    def _error(self, text: str):
        message = self.inliner.reporter.error(text, line=self.lineno)
        return [nodes.problematic(self.rawtext, self.rawtext)], [message]


class PlaceCodeOutputs(SphinxPostTransform):
    """Move outputs that belong to the code layer (those of `numbers`) behind the code, so that they fold with it."""

    default_priority = 200  # just after MyST-NB has folded the code

    def run(self, **kwargs):
        """Move the outputs, and remove output boxes that are empty afterwards."""
        for output in [node for node in self.document.findall(nodes.raw) if node.get("layer") == "code"]:
            box = output.parent
            cell = box.parent
            box.remove(output)
            folded = cell[0].get("nb_element") != "cell_code_source"
            if folded:
                cell[0].append(output)
            else:
                cell.insert(cell.index(box), output)
            if not box.children:
                cell.remove(box)


def _start(translator, node):
    key, spec = (html.escape(node[name], quote=True) for name in ("key", "format"))
    translator.body.append(f'<span data-glue="{key}" data-format="{spec}">')


def _end(translator, node):
    translator.body.append("</span>")


def _nothing(translator, node):
    pass


def setup(app):
    """Register role, node and transform; other formats than HTML show the text alone."""
    plain = (_nothing, _nothing)
    app.add_node(glued, html=(_start, _end), epub=plain, latex=plain, text=plain, gettext=plain)
    app.add_role("number", NumberRole())
    app.add_post_transform(PlaceCodeOutputs)
