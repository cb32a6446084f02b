"""Puts one mark behind each sentence that has evidence, and the notes at the end of the page."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .. import compat, places
from ..roles import arabic_block
from . import facts, gather, notes

LEDGERS = (places.LEDGER, places.REGISTERS)  # whose computed text names records by their ids, as a register does
log = logging.getLogger(__name__)


class evidence_markup(nodes.Element):
    """A mark or the notes of a page, as markup; without text, so that it is no part of what a page says of itself."""


class MarkEvidence(SphinxPostTransform):
    """Gather the records and references of each sentence into one mark, numbered by page."""

    default_priority = 8  # after the outputs of cells are chosen (4), before references are resolved (10)
    formats = ("html",)

    def run(self, **kwargs):
        """Put in the marks, and append the notes."""
        self.evidence: list[gather.Evidence] = []
        self.page = self.env.docname
        for node in self._sites():
            if isinstance(node, nodes.raw):
                self._in_markup(node)
            else:
                self._in_prose(node)
        if self.evidence:
            top = next(iter(self.document.findall(nodes.section)), self.document)
            top += evidence_markup(markup=notes.notes(self.env, self.page, self.evidence))

    def _sites(self) -> list:
        """Return blocks of prose that have evidence, and computed tables and captions, in the order of the page."""
        sites: dict[int, nodes.Node] = {}
        for node in self.document.findall():
            if gather.is_evidence(node):
                block = gather.block_of(node)
                sites.setdefault(id(block), block)
            elif isinstance(node, nodes.raw) and self.page not in LEDGERS and 'class="tl-claim"' in node.astext():
                sites[id(node)] = node
        return list(sites.values())

    def _mark(self, evidence: gather.Evidence, lang: str = "") -> str:
        self.evidence.append(evidence)
        return notes.mark(self.env, len(self.evidence), evidence, lang)

    def _in_prose(self, block):
        known = compat.entries(self.env)
        texts, found = gather.take_out(block)
        for _, _, keys in found:
            for key in [key for key in keys if key not in known]:
                log.warning("a page cites %r, which is not in references.bib", key, location=block)
                keys.remove(key)
        gathered = gather.by_sentence(block, "".join(texts), found)
        lang = "en" if _in_arabic(block) else ""
        marks = {at: self._mark(each, lang) for at, each in gathered.items() if each.records or each.references}
        for at, markup in reversed(marks.items()):
            gather.insert(block, texts, at, evidence_markup(markup=markup))

    def _in_markup(self, raw):
        markup = raw.astext()
        if "tl_figure" not in raw:
            raw[:] = [nodes.Text(gather.from_markup(markup, self._mark))]
            return
        caption = re.search("<figcaption.*?</figcaption>", markup, re.DOTALL)
        if caption:
            marked = gather.from_markup(caption[0], self._mark)
            raw[:] = [nodes.Text(markup.replace(caption[0], marked, 1))]


def _in_arabic(node) -> bool:
    while node is not None and not isinstance(node, arabic_block):
        node = node.parent
    return node is not None


def _write(translator, node):
    translator.body.append(node["markup"])


def _nothing(translator, node):
    pass


SWITCH = (
    "<fieldset><legend>Evidence</legend>"
    '<label><input type="checkbox" class="tl-ids-switch">Record ids in the text</label></fieldset>'
)


def add_switch(app, pagename, templatename, context, doctree):
    """Add the switch between marks and ids to what a reader may choose to see of a page that has marks."""
    if doctree is not None and 'class="tl-mark"' in context.get("body", ""):
        context.setdefault("page_show_parts", []).append(SWITCH)


def setup(app):
    """Register the transform and what it puts in."""
    app.add_node(evidence_markup, html=(_write, _nothing), epub=(_write, _nothing))
    app.add_post_transform(MarkEvidence)
    app.connect("env-updated", facts.gather)
    app.connect("html-page-context", add_switch)
