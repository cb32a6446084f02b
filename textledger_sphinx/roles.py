"""Roles and directives of the prose: references to records, their values, and Arabic."""

from html import escape

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from textledger import fields, records
from textledger.corpus.arabic import RUN

from . import compat
from .records import record_link

SEARCHES = "searches"  # a table whose rows are no records: nothing in a text answers to them


class ClaimRole(SphinxRole):
    """`{claim}`, or `{rec}`: a reference to one or more records (ids separated by commas), linked to the ledger."""

    def run(self):
        """Return the links, or an error naming file and line for an id that is not in the registry."""
        self.env.note_dependency(str(records.data_dir() / "records.csv"))
        published = records.published()
        group = nodes.inline(self.rawtext, "", classes=["tl-claims"])
        for number, record_id in enumerate(part.strip() for part in self.text.split(",")):
            if record_id not in published:
                message = self.inliner.reporter.error(f"unknown record {record_id!r}", line=self.lineno)
                return [nodes.problematic(self.rawtext, self.rawtext)], [message]
            if number:
                group += nodes.Text(" ")
            link = record_link("", record_id, record=record_id)
            self.set_source_info(link)
            group += link
        return [group], []


class ValueRole(SphinxRole):
    """`{value}`: a field of a record as text, `newswire-q06.low`, with a format after a colon; see `fields`."""

    def run(self):
        """Return the text, or an error naming file and line where the field is not there or cannot be so printed."""
        for table in ("records", fields.table_of_field(self.text)):
            if table:
                self.env.note_dependency(str(records.data_file(f"{table}.csv")))
        try:
            text = fields.field_text(self.text)
        except fields.FieldError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext)], [message]
        return [nodes.inline(self.rawtext, text, classes=["pasted-text"])], []


class RecordAnchors(SphinxDirective):
    """`{record-anchors}`: declare the anchors that a page's computed list of records, or of searches, contains."""

    required_arguments = 1

    def run(self):
        """Register a label for every published record of the tables named, pointing at this page."""
        tables = set(self.arguments[0].split(","))
        for name in ("records", *tables & {SEARCHES}):
            self.env.note_dependency(str(records.data_dir() / f"{name}.csv"))
        names = [record_id for record_id, table in records.published().items() if table in tables]
        if SEARCHES in tables:
            names += [row["search_id"] for row in records.rows(SEARCHES)]
        for name in names:
            compat.note_label(self.env, name, name)
        return []


class arabic(nodes.inline):
    """A run of Arabic within a sentence."""


class arabic_block(nodes.container):
    """A block of Arabic."""


class method(nodes.container):
    """A passage on method, on pages a disclosure that the layers of reading open and close."""


class MarkArabic(SphinxPostTransform):
    """Set off every run of Arabic that nothing marks yet (titles in the bibliography, words in the codebook)."""

    default_priority = 900  # after citations and references are resolved

    def run(self, **kwargs):
        """Replace each text that holds unmarked Arabic by text and marked runs."""
        for text in list(self.document.findall(nodes.Text)):
            parent = text.parent
            if not RUN.search(text) or isinstance(parent, nodes.raw | nodes.FixedTextElement | nodes.literal):
                continue
            if any(isinstance(above, arabic | arabic_block) for above in _ancestors(text)):
                continue
            parts, at = [], 0
            for run in RUN.finditer(text):
                parts += [nodes.Text(text[at : run.start()]), arabic(run[0], run[0])]
                at = run.end()
            parent.replace(text, [*parts, nodes.Text(text[at:])])


def _ancestors(node):
    while node.parent is not None:
        node = node.parent
        yield node


class ArabicRole(SphinxRole):
    """`{ar}`: Arabic within a sentence, isolated from the direction of the text around it."""

    def run(self):
        """Return the marked text."""
        return [arabic(self.rawtext, self.text)], []


class ArabicBlock(SphinxDirective):
    """`{ar}` as a directive: a block of Arabic, right to left."""

    has_content = True

    def run(self):
        """Return the block with its content parsed."""
        block = arabic_block()
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


class Method(SphinxDirective):
    """`{method}`: a passage on method, which a reader may skip."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """Return the passage, titled `Method` or as the argument says."""
        block = method(title=self.arguments[0] if self.arguments else "Method")
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


class Takeaways(SphinxDirective):
    """`{takeaways}`: a list of what a chapter found, one sentence an item, which the first screen shows."""

    has_content = True

    def run(self):
        """Return a container of that name with the list, or an error where it is no list alone."""
        box = nodes.container(classes=["takeaways"])
        self.state.nested_parse(self.content, self.content_offset, box)
        if len(box) != 1 or not isinstance(box[0], nodes.bullet_list):
            raise self.error("takeaways: expected a list and nothing else")
        return [box]


def _start(tag):
    return lambda translator, node: translator.body.append(f'<{tag} lang="ar" dir="rtl" class="ar" translate="no">')


def _end(tag):
    return lambda translator, node: translator.body.append(f"</{tag}>")


def _nothing(translator, node):
    pass


def _start_method(translator, node):
    translator.body.append(f'<details class="method"><summary>{escape(node["title"])}</summary><div>')


def _end_method(translator, node):
    translator.body.append("</div></details>")


def _start_boxed_method(translator, node):
    translator.body.append(f'<div class="method"><p class="method-title">{escape(node["title"])}</p>')


def _end_boxed_method(translator, node):
    translator.body.append("</div>")


def setup(app):
    """Register roles, directives and nodes."""
    for node, tag in ((arabic, "bdi"), (arabic_block, "div")):
        html = (_start(tag), _end(tag))
        app.add_node(node, html=html, epub=html, text=(_nothing, _nothing), gettext=(_nothing, _nothing))
    app.add_node(
        method,
        html=(_start_method, _end_method),
        epub=(_start_boxed_method, _end_boxed_method),  # readers of e-books need not know disclosures
        text=(_nothing, _nothing),
        gettext=(_nothing, _nothing),
    )
    for name in ("claim", "rec"):
        app.add_role(name, ClaimRole())
    app.add_role("value", ValueRole())
    app.add_role("ar", ArabicRole())
    app.add_directive("ar", ArabicBlock)
    app.add_directive("method", Method)
    app.add_directive("takeaways", Takeaways)
    app.add_post_transform(MarkArabic)
    app.add_directive("record-anchors", RecordAnchors)
