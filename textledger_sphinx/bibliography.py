"""The bibliography is sphinxcontrib-bibtex's; here years get letters, and it is spared work done before."""

from pybtex import plugin
from pybtex.backends.plaintext import Backend
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from pybtex.style.sorting.author_year_title import SortingStyle

from publish import references

STYLE = "textledger-plain"  # pybtex's own style, which keeps what it has formatted
ORDER = "textledger-alphabetic"


class Alphabetic(SortingStyle):
    """Author, year, title, in the order of the alphabet: pybtex's own puts names in braces or with accents last."""

    def sorting_key(self, entry):
        """Return what two entries are compared by."""
        return tuple(map(references.alphabetic, super().sorting_key(entry)))


def _tell_apart(app):
    """Put letters to the years of references that author and year do not tell apart."""
    entries = app.env.get_domain("cite").bibdata.data.entries
    for key, year in references.years(entries).items():
        entries[key].fields["year"] = year


def _keep_formatted(app, env):
    """Have a reference that is as it was at the last build set as it was."""
    before = {citation.entry.key: citation for citation in env.get_domain("cite").citations}

    class Plain(Style):
        default_sorting_style = ORDER

        def format_entry(self, label, entry, bib_data=None):
            kept = before.get(entry.key)
            if kept is not None and kept.entry == entry:
                return FormattedEntry(entry.key, kept.formatted_entry.text, label)
            return super().format_entry(label, entry, bib_data)

    plugin.register_plugin("pybtex.style.formatting", STYLE, Plain, force=True)


def _show_references(app, env):
    """Show of each reference, on hover, what the bibliography says of it: as formatted, not formatted once more."""
    citations = env.get_domain("cite").citations
    citations[:] = [citation._replace(tooltip_entry=citation.formatted_entry) for citation in citations]


def setup(app):
    """Register what pybtex is to use; a part of its own, too, which it else looks for at every citation."""
    plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    plugin.register_plugin("pybtex.style.sorting", ORDER, Alphabetic, force=True)
    app.connect("builder-inited", _tell_apart, priority=600)  # sphinxcontrib-bibtex reads the files before
    app.connect("env-updated", _keep_formatted, priority=400)
    app.connect("env-updated", _show_references, priority=600)  # sphinxcontrib-bibtex formats in between
