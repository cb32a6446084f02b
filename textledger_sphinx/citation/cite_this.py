"""Each page says how to cite it: in every form under its title, and in one form at its end, also in print."""

import functools
import html
from pathlib import Path

from docutils import nodes
from sphinx.transforms import SphinxTransform

from textledger import citing

from .. import compat
from ..metadata import page_metadata
from . import csl

FORMS = (("apa", "APA"), ("chicago", "Chicago"), ("bib", "BibTeX"), ("ris", "RIS"))
NOUNS = {"book": "book", "chapter": "chapter", "dataset": "data set"}


def heading(config, docname: str) -> str:
    """Return the heading under which a page is cited."""
    return f"Cite this {NOUNS[page_metadata.kind_of(config, docname)]}"


class printed_citation(nodes.General, nodes.Element):
    """The citation of the page, printed; made when the page is written, since all titles are known only then."""


class CiteThis(SphinxTransform):
    """End each page with a section that says how to cite it."""

    default_priority = 214  # before anchors are named, as if the section stood in the page

    def apply(self, **kwargs):
        """Append the section to that of the page's title."""
        top = next(iter(self.document.findall(nodes.section)), None)
        if top is None:
            return
        title = heading(self.config, self.env.docname)
        section = nodes.section("", nodes.title("", title), printed_citation())
        section["names"].append(nodes.fully_normalize_name(title))
        self.document.note_implicit_target(section, section)
        top += section


def chicago(app, docname: str) -> citing.Runs:
    """Return the citation of a page in the form of the Chicago manual."""
    book = page_metadata.site(app)
    page = next(page for page in book.pages if page.name == docname)
    return citing.chicago(csl.page_item(page, book.settings))


def markdown(app, docname: str) -> str:
    """Return heading, citation and status of a page in Markdown, for its notebook."""
    parts = [f"## {heading(app.config, docname)}", citing.markdown(chicago(app, docname))]
    return "\n\n".join([*parts, *([status["text"]] if (status := app.config.textledger_status) else [])])


def _form(item: dict, fmt: str, label: str) -> str:
    if fmt in ("apa", "chicago"):
        text = f'<p class="tl-cite-text" id="tl-cite-{fmt}">{citing.markup(getattr(citing, fmt)(item))}</p>'
    else:
        citation = html.escape(csl.citation_text(item, fmt).strip())
        attributes = f'id="tl-cite-{fmt}" tabindex="0" role="group" aria-label="{label}"'
        text = f'<pre class="tl-cite-text" {attributes}>{citation}</pre>'
    button = (
        f'<button type="button" class="tl-button" data-copies="tl-cite-{fmt}" data-name="{label}" '
        f'aria-label="Copy {label}" hidden>Copy</button>'
    )
    return f"<div><dt>{label}</dt><dd>{text}{button}</dd></div>"


def status_note(status: dict, page: str, builder) -> str:
    """Return the note beside a page's citation that says how far the book is verified, or nothing.

    It is no part of the citation, whose forms are those of the style guides.

    Args:
        status: the setting `textledger_status`: `text`, and where it is explained: `page`, `anchor` and `link`.
        page: the page.
        builder: of the site, which knows the way from page to page.
    """
    if not status:
        return ""
    way = f"{builder.get_relative_uri(page, status['page'])}#{status['anchor']}"
    link = f'<a href="{html.escape(way)}">{html.escape(status["link"])}</a>'
    return f'<p class="tl-cite-status">{html.escape(status["text"])} {link}</p>'


def panel(page: csl.Page, item: dict, status: str = "") -> str:
    """Return the disclosure under a page's title: its citation in every form, and as files.

    Args:
        page: the page.
        item: what it stands for, as an item of CSL-JSON.
        status: the note on how far the book is verified, as markup.
    """
    day = citing.released(item)
    up = "../" * page.name.count("/") + csl.FOLDER
    files = ", ".join(
        f'<a href="{up}/{page.name}.{suffix}" download="{item["id"]}.{suffix}">{label}</a>'
        for suffix, label in (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON"))
    )
    return (
        '<details class="tl-cite-this" name="tl-tools" data-pagefind-ignore>'
        f'<summary>Cite<span class="tl-more"> this {NOUNS[page.kind]}</span></summary>'
        f'<div class="tl-cite-body"><dl>{"".join(_form(item, fmt, label) for fmt, label in FORMS)}</dl>{status}'
        f'<p class="tl-cite-files">Files for a reference manager: {files}. '
        f"{html.escape(citing.edition(item))} is of {day.day} {day:%B %Y}.</p>"
        '<p class="tl-cite-said" role="status"></p></div></details>'
    )


def add_panel(app, pagename, templatename, context, doctree):
    """Add the panel to the tools under a page's title, and write its files."""
    if doctree is None or app.builder.format != "html":
        return
    page = page_metadata.page(app, pagename, doctree)
    item = csl.page_item(page, app.textledger_settings)
    context.setdefault("page_tools_parts", []).append(
        panel(page, item, status_note(app.config.textledger_status, pagename, app.builder))
    )
    csl.write_files(Path(app.outdir) / csl.FOLDER, pagename, [item])


def _print(app, translator, node):
    page = compat.page_written(translator)
    status = status_note(app.config.textledger_status, page, app.builder)
    markup = citing.markup(chicago(app, page))
    translator.body.append(f'<div class="tl-card"><p class="tl-citation">{markup}</p>{status}</div>')
    raise nodes.SkipNode


def _skip(translator, node):
    raise nodes.SkipNode


def setup(app):
    """Register the section, the panel and their setting; other formats than HTML leave the citation out."""
    app.add_config_value("textledger_status", {}, "html", [dict])
    app.add_node(printed_citation, html=(functools.partial(_print, app), None), text=(_skip, None))
    app.add_transform(CiteThis)
    app.connect("html-page-context", add_panel)
