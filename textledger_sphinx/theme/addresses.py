"""Links on pages lead only to the web or within the site, whatever address the text or the data give."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from textledger import addresses

log = logging.getLogger(__name__)


class SafeLinks(SphinxPostTransform):
    """Replace a link that leads elsewhere by its words, and warn of it; undo an escape that would be one too many."""

    default_priority = 800  # after the bibliography and all references are resolved

    def run(self, **kwargs):
        """Check the links of a page."""
        for link in list(self.document.findall(nodes.reference)):
            if "refuri" in link:
                link["refuri"] = link["refuri"].replace("&amp;", "&")  # MyST escapes what the writer escapes too
            if not addresses.is_safe(address := link.get("refuri", "")):
                log.error("a link leads to %r, expected %s", address, addresses.EXPECTED, location=link)
                link.replace_self(link.children)


def setup(app):
    """Register the transform."""
    app.add_post_transform(SafeLinks)
