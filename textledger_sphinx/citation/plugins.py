"""Plug-ins that sphinxcontrib-bibtex asks for by name, known before it is loaded.

It would search for each, seven times in a build, among the entry points of every package that is installed.
"""

from importlib import import_module

from .. import compat

NAMES, REFERENCING = (f"sphinxcontrib.bibtex.style.{kind}" for kind in ("names", "referencing"))


def setup(app):
    """Register the plug-ins; the backend is asked for while sphinxcontrib-bibtex is loaded, of which the styles are."""
    compat.add_pybtex_plugin("pybtex.backends", "docutils", import_module("pybtex_docutils").Backend)
    compat.add_pybtex_plugin("pybtex.style.names", "last", import_module(f"{NAMES}.last").LastNameStyle)
    for name, style in (("author_year", "AuthorYearReferenceStyle"), ("foot", "FootReferenceStyle")):
        compat.add_bibtex_plugin(REFERENCING, name, getattr(import_module(f"{REFERENCING}.{name}"), style))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
