"""The bibliography is sphinxcontrib-bibtex's; here are its style and its order."""

import re
from string import ascii_lowercase

from docutils import nodes
from pybtex.backends.plaintext import Backend
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels.number import LabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import FieldIsMissing
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from textledger.html import links
from textledger.rules import bibtex

from .. import compat, roles
from ..evidence import facts, notes
from . import references, style

STYLE = "textledger-plain"  # of formatting
TYPES = sorted(found[1] for name in dir(PlainStyle) if (found := re.fullmatch("get_(.+)_template", name)))


class _Anchors(str):
    """The value of the setting `bibtex_cite_id`, by which sphinxcontrib-bibtex makes the ids of entries."""

    def format(self, *_: object, **options: object) -> str:
        return links.anchor(str(options["key"]))


class Alphabetic(SortingStyle):
    """Sort by author, year and title, alphabetically; pybtex's own order puts names in braces or with accents last."""

    def sorting_key(self, entry):
        """Return what two entries are compared by; it is kept with the entry, in Sphinx's environment."""
        if not hasattr(entry, "textledger_order"):
            author, year, title = map(references.alphabetic, super().sorting_key(entry))
            letters = year[len(year.rstrip(ascii_lowercase)) :]
            year = year.removesuffix(letters)
            entry.textledger_order = author, year, len(letters), letters, title  # 2024z comes before 2024aa
        return entry.textledger_order


class Plain(PlainStyle):
    """A style with one form for all types of entries and the order above; an entry it cannot print is named.

    Raises:
        ExtensionError: the type of an entry is unknown, or it lacks a field.
    """

    # classes, not names: a name is searched for among the plug-ins of all packages that are installed
    default_label_style = LabelStyle
    default_name_style = NameStyle
    default_sorting_style = Alphabetic

    def format_entry(self, label, entry, bib_data=None):
        """Return an entry as it is printed; what is printed is kept with the entry, in Sphinx's environment."""
        if not hasattr(entry, "textledger_text"):
            entry.textledger_text = self._print(entry, bib_data)
        return FormattedEntry(entry.key, entry.textledger_text, label)

    def _print(self, entry, bib_data):
        if entry.type not in TYPES:
            expected = ", ".join(f"@{name}" for name in TYPES)
            raise ExtensionError(f"references.bib, {entry.key}: the type is @{entry.type}, expected one of {expected}")
        try:
            return style.template(entry).format_data({"entry": entry, "style": self, "bib_data": bib_data})
        except FieldIsMissing as error:
            raise ExtensionError(f"references.bib, {entry.key} (@{entry.type}): {error}") from error


class PrintedEntries(SphinxPostTransform):
    """Remove the numbers that sphinxcontrib-bibtex gives its entries, by which nothing cites; mark Arabic titles.

    An entry ends with the signs of how its source was read, which the list explains at its head.
    """

    default_priority = 790  # after the list is made

    def run(self, **kwargs):
        """Change the entries of a page."""
        signs = {links.anchor(key): found for key, found in facts.access().items() if found}
        entries = list(self.document.findall(nodes.citation))
        if entries:
            entries[0].parent.insert(
                entries[0].parent.index(entries[0]), nodes.raw("", notes.access_key(), format="html")
            )
        for entry in entries:
            if found := [signs[name] for name in entry["ids"] if name in signs]:
                entry[-1] += nodes.raw("", notes.access(found[0]), format="html")
            for label in list(entry.findall(nodes.label)):
                label.parent.remove(label)
            for text in [text for text in entry.findall(nodes.Text) if references.ISOLATE in text]:
                before, _, rest = text.partition(references.ISOLATE)
                title, _, after = rest.partition(references.POP)
                marked = roles.arabic(title, title) if title.strip() else nodes.Text("")
                text.parent.replace(text, [nodes.Text(before), marked, nodes.Text(after)])


def _prepare_entries(app):
    """Bring the entries into the form in which they are printed, once after they have been read.

    Raises:
        ExtensionError: an entry breaks a rule of the bibliography; every fault is named with its key.
    """
    entries = compat.entries(app.env)
    if getattr(entries, "textledger_printed", False):  # kept in Sphinx's environment by an earlier build
        return
    if faults := bibtex.faults(entries):
        raise ExtensionError("\n".join(faults))
    references.print_form(entries)
    entries.textledger_printed = True


def _show_references(app, env):
    """Show the bibliography's entry when a reader hovers over a reference, without formatting it again."""
    citations = compat.citations(env)
    citations[:] = [citation._replace(tooltip_entry=citation.formatted_entry) for citation in citations]


def _configure(app, config):
    config.bibtex_cite_id = _Anchors()


def setup(app):
    """Register the style, and the backend for plain text: pybtex would search for that one at every citation."""
    compat.end_sentences_with((".", "?", "!", "؟"))
    compat.add_pybtex_plugin("pybtex.style.formatting", STYLE, Plain)
    compat.add_pybtex_plugin("pybtex.backends", "plaintext", Backend)
    app.add_post_transform(PrintedEntries)
    app.connect("config-inited", _configure, priority=900)  # after Sphinx has looked at the types of settings
    app.connect("builder-inited", _prepare_entries, priority=600)  # sphinxcontrib-bibtex reads the files before
    app.connect("env-updated", _show_references, priority=600)  # sphinxcontrib-bibtex has formatted them
