"""Sections that stand folded on a page: a reader opens them, links into them open them, paper shows them whole."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

FOLDED = ("The text in numbers",)  # titles


class fold(nodes.Element):
    """A piece of markup around the title and the content of a folded section; title and content stay the section's."""


class FoldSections(SphinxPostTransform):
    """Put a disclosure around the sections of these titles."""

    default_priority = 950  # after all that looks for parts of a section
    formats = ("html",)

    def run(self, **kwargs):
        """Fold the sections."""
        for section in list(self.document.findall(nodes.section)):
            at = next((n for n, part in enumerate(section) if isinstance(part, nodes.title)), None)
            if at is not None and section[at].astext() in FOLDED:
                section.insert(at + 1, fold(markup="</summary>"))
                section.insert(at, fold(markup='<details class="tl-folded"><summary>'))
                section += fold(markup="</details>")


def _write(translator, node):
    translator.body.append(node["markup"])


def _nothing(translator, node):
    pass


def setup(app):
    """Register the transform."""
    app.add_node(fold, html=(_write, _nothing), epub=(_write, _nothing))
    app.add_post_transform(FoldSections)
