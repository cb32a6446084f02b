"""Plug-ins that sphinxcontrib-bibtex asks for by name.

It would search for each, seven times in a build, among the entry points of every package that is installed.
"""

from pybtex_docutils import Backend

from .. import compat


def setup(app):
    """Register the plug-ins; this extension comes before sphinxcontrib-bibtex, which asks for the first on loading."""
    compat.add_pybtex_plugin("pybtex.backends", "docutils", Backend)
    compat.add_reference_styles()
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
