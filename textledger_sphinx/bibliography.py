"""The bibliography is sphinxcontrib-bibtex's; here years get letters, and it is spared work done before."""

from pybtex import plugin
from pybtex.backends.plaintext import Backend
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style

from publish import references

STYLE = "textledger-plain"  # pybtex's own style, which keeps what it has formatted


def _tell_apart(app):
    """Put letters to the years of references that author and year do not tell apart."""
    entries = app.env.get_domain("cite").bibdata.data.entries
    for key, year in references.years(entries).items():
        entries[key].fields["year"] = year


def _keep_formatted(app, env):
    """Have a reference that is as it was at the last build set as it was."""
    before = {citation.entry.key: citation for citation in env.get_domain("cite").citations}

    class Plain(Style):
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
    """Register a part of pybtex with pybtex: else it looks through all installed packages for it at every citation."""
    plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.connect("builder-inited", _tell_apart, priority=600)  # sphinxcontrib-bibtex reads the files before
    app.connect("env-updated", _keep_formatted, priority=400)
    app.connect("env-updated", _show_references, priority=600)  # sphinxcontrib-bibtex formats in between
