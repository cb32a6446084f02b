"""The evidence behind a page: links to records, what a popover shows, and where the book uses a record."""

import html
import json
import re
from collections import defaultdict
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from textledger.html import links
from textledger.html.inline import USES, mark_arabic

from . import compat, seal, toc
from .cache import write
from .places import LEDGER

FOLDER = "evidence"  # folder of the site with one script per group of records, loaded when a reader asks for a record
log = logging.getLogger(__name__)


class record_link(nodes.reference):
    """A reference to a record; its address is filled in when a page is written."""


class ResolveRecords(SphinxPostTransform):
    """Give each reference to a record the address of the record's anchor."""

    default_priority = 5  # before Sphinx resolves references

    def run(self, **kwargs):
        """Set the addresses; a record that no page has an anchor for is a warning."""
        anchors = compat.labels(self.env)
        for link in list(self.document.findall(record_link)):
            if link["record"] not in anchors:
                log.warning("no page has an anchor for record %r", link["record"], location=link)
                link.parent.replace(link, nodes.Text(link.astext()))
                continue
            docname, anchor = anchors[link["record"]]
            if docname == self.env.docname:
                link["refid"] = anchor
            else:
                link["refuri"] = f"{self.app.builder.get_relative_uri(self.env.docname, docname)}#{anchor}"


def _start_link(translator, node):
    address = node["refuri"] if "refuri" in node else f"#{node['refid']}"
    record = html.escape(node["record"], quote=True)
    translator.body.append(
        f'<a class="tl-claim" translate="no" href="{html.escape(address, quote=True)}" data-record="{record}">'
    )


def _end_link(translator, node):
    translator.body.append("</a>")


def scripts() -> dict[str, str]:
    """Return the scripts that hold the short entries, by file name.

    A record's group is its id up to the first hyphen. Links are relative to the site's root: a page puts its own path
    to the root before them when it shows an entry.
    """
    from textledger import dossiers  # loaded here, because an edit of prose needs no pandas
    from textledger.html import record

    book = dossiers.read()
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for record_id in book.ids:
        markup = links.resolve_from("index", record.card_html(book.dossier(record_id)))
        groups[record_id.split("-")[0]][record_id] = markup
    return {
        f"{group}.js": f"textledger.evidence({json.dumps(entries, ensure_ascii=False, indent=0)});\n"
        for group, entries in groups.items()
    }


def write_scripts(folder: Path) -> None:
    """Write the scripts into a folder."""
    for name, text in scripts().items():
        write(folder / name, text)


def write_evidence(app, error):
    """Put the scripts into the site."""
    if error or app.builder.name != "html":
        return
    folder = Path(app.outdir) / FOLDER
    if not (seal.keeps_pages(app) and folder.is_dir()):
        write_scripts(folder)


def uses(env) -> dict[str, list[tuple[str, str, str]]]:
    """Return, for each page, the records its prose refers to: (record id, anchor of the section, its title)."""
    if not hasattr(env, "textledger_uses"):
        env.textledger_uses = {}
    return env.textledger_uses


def note_uses(app, doctree):
    """Note the sections of a page that refer to each record."""
    references = []
    for link in doctree.findall(record_link):
        section = link.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is not None:
            title = section.next_node(nodes.title)
            references.append((link["record"], section["ids"][0], title.astext() if title else ""))
    uses(app.env)[app.env.docname] = list(dict.fromkeys(references))


def forget_uses(app, env, docname):
    """Forget the uses of a page that is read again or has been removed."""
    uses(env).pop(docname, None)


def merge_uses(app, env, docnames, other):
    """Take over the uses that a parallel reader noted."""
    uses(env).update({docname: uses(other)[docname] for docname in docnames if docname in uses(other)})


def outdated_ledger(app, env):
    """Have the ledger written again when the uses that it lists have changed."""
    titles = {docname: title.astext() for docname, title in env.titles.items()}
    now = json.dumps([sorted(uses(env).items()), titles], sort_keys=True)
    if now == getattr(env, "textledger_uses_told", None) or LEDGER not in env.all_docs:
        return []
    env.textledger_uses_told = now
    return [LEDGER]


def back_links(app) -> dict[str, str]:
    """Return, for each record that the prose uses, links to the sections that do, in reading order."""
    places = defaultdict(list)
    noted = uses(app.env)
    for docname in toc.pages(Path(app.srcdir)):
        if docname == LEDGER:
            continue
        page = app.env.titles[docname].astext().split(":")[0] if docname in noted else ""
        for record_id, anchor, title in noted.get(docname, ()):
            words = html.escape(page if title == app.env.titles[docname].astext() else f"{page}: {title}")
            places[record_id].append(f'<a href="page:{docname}#{anchor}">{mark_arabic(words)}</a>')
    return {
        record_id: links.resolve_from(
            LEDGER, f'<p class="tl-line tl-uses"><span class="tl-label">Used in</span> {" · ".join(sections)}</p>'
        )
        for record_id, sections in places.items()
    }


def fill_in_uses(app, doctree, docname):
    """Write into the ledger's entries the places where the book uses each record."""
    if docname != LEDGER:
        return
    links = back_links(app)
    pattern = re.compile(re.escape(USES).replace(re.escape("{}"), "([a-z0-9-]+)"))
    for raw in doctree.findall(nodes.raw):
        text = raw.astext()
        if pattern.search(text):
            raw[:] = [nodes.Text(pattern.sub(lambda place: links.get(place[1], ""), text))]


def setup(app):
    """Register the reference, its resolution, the scripts and the back-links."""
    app.add_node(record_link, html=(_start_link, _end_link), epub=(_start_link, _end_link))
    app.add_post_transform(ResolveRecords)
    app.connect("doctree-read", note_uses)
    app.connect("env-purge-doc", forget_uses)
    app.connect("env-merge-info", merge_uses)
    app.connect("env-updated", outdated_ledger)
    app.connect("doctree-resolved", fill_in_uses)
    app.connect("build-finished", write_evidence)
