"""Numbers that the prose takes from the page's own cells, marked so that a live run can renew them."""

import html

from docutils import nodes
from myst_nb.ext.glue.utils import PendingGlueReference
from sphinx.transforms.post_transforms import SphinxPostTransform


class glued(nodes.inline):
    """A text bound by `glue` on the same page: `key` and `format` say how to make it again."""


class MarkGlued(SphinxPostTransform):
    """Wrap every `{glue:text}` of the page's own values; values of other pages stay as they are."""

    default_priority = 4  # just before MyST-NB replaces the references by their texts, inside these wrappers

    def run(self, **kwargs):
        """Wrap the references."""
        for reference in list(self.document.findall(PendingGlueReference)):
            if reference.gtype == "text" and reference.refdoc == self.env.docname:
                wrapper = glued(key=reference.key, format=reference["fmt_spec"])
                reference.replace_self(wrapper)
                wrapper += reference


class PlaceCodeOutputs(SphinxPostTransform):
    """Put the outputs that belong to the code layer (what `numbers` shows) behind the code, which folds with them."""

    default_priority = 200  # just after MyST-NB has folded the code

    def run(self, **kwargs):
        """Move the outputs, and remove the boxes of outputs that are then empty."""
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
    """Register node and transform; other formats than HTML show the text alone."""
    plain = (_nothing, _nothing)
    app.add_node(glued, html=(_start, _end), epub=plain, latex=plain, text=plain, gettext=plain)
    app.add_post_transform(MarkGlued)
    app.add_post_transform(PlaceCodeOutputs)
