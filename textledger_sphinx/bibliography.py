"""The bibliography is sphinxcontrib-bibtex's; here it is spared one search."""

from pybtex import plugin
from pybtex.backends.plaintext import Backend


def setup(app):
    """Register a part of pybtex with pybtex: else it looks through all installed packages for it at every citation."""
    plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
