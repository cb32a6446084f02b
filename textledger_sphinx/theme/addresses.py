"""Links of pages lead to the web or within the site, whatever the text or the data say they lead to."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from textledger import addresses

log = logging.getLogger(__name__)


class SafeLinks(SphinxPostTransform):
    """Keep the words of a link that leads elsewhere, and say which it is."""

    default_priority = 800  # after the bibliography and all references are resolved

    def run(self, **kwargs):
        """Look at the links of a page."""
        for link in list(self.document.findall(nodes.reference)):
            if not addresses.is_safe(address := link.get("refuri", "")):
                log.error("a link leads to %r, expected %s", address, addresses.EXPECTED, location=link)
                link.replace_self(link.children)


def setup(app):
    """Register the transform."""
    app.add_post_transform(SafeLinks)
