"""The bibliography is sphinxcontrib-bibtex's; here is its style, and it is spared work done before."""

import re

from pybtex import plugin, textutils
from pybtex.backends.plaintext import Backend
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import FieldIsMissing
from sphinx.errors import ExtensionError

from textledger.html import links
from textledger.rules import bibtex

from . import references

STYLE = "textledger-plain"  # pybtex's own style, which keeps what it has formatted
ORDER = "textledger-alphabetic"
TYPES = sorted(found[1] for name in dir(Style) if (found := re.fullmatch("get_(.+)_template", name)))


class _Anchors(str):
    """The setting `bibtex_cite_id`, which sphinxcontrib-bibtex fills in for the id of an entry."""

    def format(self, *, key, **_):
        return links.anchor(key)


class Alphabetic(SortingStyle):
    """Author, year, title, in the order of the alphabet: pybtex's own puts names in braces or with accents last."""

    def sorting_key(self, entry):
        """Return what two entries are compared by."""
        author, year, title = map(references.alphabetic, super().sorting_key(entry))
        year, letters = re.fullmatch("(.*?)([a-z]*)", year).groups()
        return author, year, len(letters), letters, title  # 2024z comes before 2024aa


def _read(app):
    """Have entries as they are printed, once they have been read; what is kept of a last build is so already.

    Raises:
        ExtensionError: an entry breaks a rule of the bibliography; every fault is named with its key.
    """
    data = app.env.get_domain("cite").bibdata.data
    if getattr(data, "textledger_printed", False):
        return
    if faults := bibtex.faults(data.entries):
        raise ExtensionError("\n".join(faults))
    references.print_form(data.entries)
    data.textledger_printed = True


def _keep_formatted(app, env):
    """Have a reference that is as it was at the last build set as it was."""
    before = {citation.entry.key: citation for citation in env.get_domain("cite").citations}

    class Plain(Style):
        default_sorting_style = ORDER

        def format_entry(self, label, entry, bib_data=None):
            kept = before.get(entry.key)
            if kept is not None and kept.entry == entry:
                return FormattedEntry(entry.key, kept.formatted_entry.text, label)
            if entry.type not in TYPES:
                known = ", ".join(f"@{name}" for name in TYPES)
                raise ExtensionError(f"references.bib, {entry.key}: the type is @{entry.type}, expected one of {known}")
            try:
                return super().format_entry(label, entry, bib_data)
            except FieldIsMissing as error:
                raise ExtensionError(f"references.bib, {entry.key} (@{entry.type}): {error}") from error

    plugin.register_plugin("pybtex.style.formatting", STYLE, Plain, force=True)


def _show_references(app, env):
    """Show of each reference, on hover, what the bibliography says of it: as formatted, not formatted once more."""
    citations = env.get_domain("cite").citations
    citations[:] = [citation._replace(tooltip_entry=citation.formatted_entry) for citation in citations]


def _configure(app, config):
    config.bibtex_cite_id = _Anchors()


def setup(app):
    """Register what pybtex is to use; a part of its own, too, which it else looks for at every citation."""
    textutils.terminators = (".", "?", "!", "؟")  # after which a sentence gets no full stop
    plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    plugin.register_plugin("pybtex.style.sorting", ORDER, Alphabetic, force=True)
    app.connect("config-inited", _configure, priority=900)  # after Sphinx has looked at the types of settings
    app.connect("builder-inited", _read, priority=600)  # sphinxcontrib-bibtex reads the files before
    app.connect("env-updated", _keep_formatted, priority=400)
    app.connect("env-updated", _show_references, priority=600)  # sphinxcontrib-bibtex formats in between
