"""The bibliography is sphinxcontrib-bibtex's; here it is spared work that it would do many times over."""

from pybtex import plugin
from pybtex.backends.plaintext import Backend


def _show_references(app, env):
    """Show of each reference, on hover, what the bibliography says of it: as formatted, not formatted once more."""
    citations = env.get_domain("cite").citations
    citations[:] = [citation._replace(tooltip_entry=citation.formatted_entry) for citation in citations]


def setup(app):
    """Register a part of pybtex with pybtex: else it looks through all installed packages for it at every citation."""
    plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.connect("env-updated", _show_references, priority=600)  # sphinxcontrib-bibtex formats before
