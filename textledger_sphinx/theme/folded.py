"""Parts that stand folded on a page: a reader opens them, links into them open them, paper shows them whole."""

import re
from html import escape

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

FOLDED = ("The text in numbers", "Who is who")  # titles


_BEGIN = '<details class="tl-folded"><summary>'
_TITLED = "</summary>"
_HEADERLINK = re.compile(r'<a class="headerlink".*?</a>')


class fold(nodes.Element):
    """A piece of markup around the title and the content of a folded part; both stay in their section."""


class Folded(SphinxDirective):
    """`{folded} TITLE`: a passage that opens on demand, such as the answer to an exercise."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """Return the passage within its disclosure."""
        begin = f"{_BEGIN}{escape(self.arguments[0])}</summary>"
        return [fold(markup=begin), *self.parse_content_to_nodes(), fold(markup="</details>")]


class FoldSections(SphinxPostTransform):
    """Put a disclosure around the sections of these titles."""

    default_priority = 950  # after all that looks for parts of a section
    formats = ("html",)

    def run(self, **kwargs):
        """Fold the sections."""
        for section in list(self.document.findall(nodes.section)):
            at = next((n for n, part in enumerate(section) if isinstance(part, nodes.title)), None)
            if at is not None and section[at].astext() in FOLDED:
                section.insert(at + 1, fold(markup=_TITLED))
                section.insert(at, fold(markup=_BEGIN))
                section += fold(markup="</details>")


def _write(translator, node):
    if node["markup"] == _TITLED:  # a title that opens holds no link, which a press might mean as well
        begin = max(n for n, part in enumerate(translator.body) if part == _BEGIN)
        translator.body[begin:] = [_HEADERLINK.sub("", part) for part in translator.body[begin:]]
    translator.body.append(node["markup"])


def _nothing(translator, node):
    pass


def setup(app):
    """Register transform and directive; what is no HTML shows the parts whole."""
    written, left_out = (_write, _nothing), (_nothing, _nothing)
    app.add_node(fold, html=written, epub=written, text=left_out, gettext=left_out)
    app.add_directive("folded", Folded)
    app.add_post_transform(FoldSections)
