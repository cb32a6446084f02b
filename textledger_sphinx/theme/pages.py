"""The page around a chapter: the context of the layout, and small repairs of the HTML that Sphinx and MyST-NB write."""

import html
import itertools
import re
import shutil
from importlib.resources import files
from pathlib import Path

from docutils import nodes
from markupsafe import Markup

from textledger import cff, citing, records
from textledger.html import outline
from textledger.html.inline import heading_style, rows_box

from .. import compat, places, roles, toc
from ..cache import build_folder
from . import assets, first_screen, fonts
from .strip import strip_html

THEME = Path(str(files("textledger_sphinx") / "theme"))
# For reader modes the tools are no text: their class is one that such modes drop (`extra`).
CONTENTS = '<a href="#contents">Contents</a>'
LAYERS = (("text", "Text", " checked"), ("method", "+ notes on method", ""), ("code", "+ code", ""))
# Parts of code that have no colour in base.css, and need no element.
_UNCOLOURED = re.compile(r'<span class="(?:n|p|o|w|nn|bp)">([^<]*)</span>')
BELOW_COVER = "<!-- downloads -->"  # in index.md
WORDS_A_MINUTE = 220  # silent reading of English non-fiction (Brysbaert 2019 gives 238; tables and Arabic slow it)
# files of `_static` to keep; the others belong to unused themes
STATIC_FILES = {"book.css", "book.js", "vega.js", "icon.svg", "fonts"}

_ICONS = {
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "search": '<circle cx="11" cy="11" r="7"/><path d="m16.5 16.5 5 5"/>',
    "theme": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor"/>',
}


def icon(name: str) -> Markup:
    """Return an icon as inline SVG, hidden from assistive technology (its button has words or a label)."""
    return Markup(
        '<svg class="tl-icon" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" aria-hidden="true" focusable="false">{_ICONS[name]}</svg>'
    )


def _frame(table: str, number: int) -> str:
    """Return a table of the prose in its frame, in which cells stand one below the other where it is narrow."""
    headings = [html.unescape(re.sub("<[^>]*>", "", head)) for head in re.findall("<th[ >].*?</th>", table, re.S)]
    return (
        f'<div class="tl-table stack" role="region" tabindex="0" aria-label="Table {number} of this page">'
        f"<table{heading_style(headings)}>{table}</table>{rows_box(table.count('<tr') - 1)}</div>"
    )


def fix_html(body: str) -> str:
    """Return a page's body with named disclosures of code, tables that scroll and labelled permalinks."""
    # a summary may hold no paragraph; a label would hide the words that name it
    body = re.sub(
        r'<summary aria-label="Toggle hidden content">\s*<p class="([^"]*)">(.*?)</p>\s*<p class="([^"]*)">(.*?)</p>',
        r'<summary><span class="\1">\2</span><span class="\3">\4</span>',
        body,
    )
    body = _UNCOLOURED.sub(r"\1", body)
    body = re.sub(r"<pre>(?=<span></span>)", '<pre tabindex="0">', body)  # code scrolls, also for the keyboard
    body = body.replace(' role="doc-biblioentry"', ' role="listitem"')  # the role in place of one since withdrawn
    body = body.replace('<th class="head', '<th scope="col" class="head')
    numbers = itertools.count(1)
    body = re.sub(
        r'<table class="docutils[^"]*">(.*?)</table>', lambda match: _frame(match[1], next(numbers)), body, flags=re.S
    )
    body = body.replace(
        'notranslate">', 'notranslate" translate="no">'
    )  # the class is one service's, the attribute HTML's
    body = re.sub(r'(<div class="cell_input )', r"\1extra ", body)
    return re.sub(
        r'<a class="headerlink" href="([^"]*)" title="[^"]*">([^<]*)</a>',
        r'<a class="headerlink" href="\1" aria-label="Link to this place">\2</a>',
        body,
    )


def navigation(app) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the book's parts as (caption, [(page name, title)]), in reading order."""
    return [
        (caption, [(name, app.env.titles[name].astext()) for name in names])
        for caption, names in toc.parts(Path(app.srcdir))
    ]


def sections(app, pagename: str) -> list[dict]:
    """Return the sections of a page for its table of contents: level (2, 3), title, anchor."""
    result = []
    for reference in app.env.tocs[pagename].findall(nodes.reference):
        depth = sum(isinstance(above, nodes.bullet_list) for above in _above(reference))
        if reference["anchorname"] and depth in (2, 3):
            result.append({"level": depth, "title": reference.astext(), "anchor": reference["anchorname"][1:]})
    return result


def _above(node):
    while node.parent is not None:
        node = node.parent
        yield node


def _within(node, *kinds) -> bool:
    return any(isinstance(above, kinds) for above in _above(node))


def reading_minutes(doctree) -> int:
    """Return the minutes a page's prose takes to read: no tables, charts, code or references, and one language."""
    apart = (nodes.citation, nodes.table, roles.arabic_block)
    prose = (part for part in doctree.findall(nodes.paragraph) if not _within(part, *apart))
    text = " ".join(paragraph.astext() for paragraph in prose)
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def record_citation() -> str:
    """Return the citation of a record with `{}` for its title, which the card of a record fills in."""
    return citing.plain(citing.apa(citing.part_of_data("", "{}")))


def stripes(colours: list[str]) -> str:
    """Return the stops of a gradient that gives each colour an equal stripe."""
    step = 100 / len(colours)
    return ", ".join(f"{colour} {n * step:g}% {(n + 1) * step:g}%" for n, colour in enumerate(colours))


def show_menu(body: str, more: str) -> str:
    """Return the menu of what a page shows: layers of reading, where it has method or code, and other switches.

    It stays hidden until its script shows it.
    """
    foldable = 'class="method"' in body or "above-input" in body
    layers = "".join(
        f'<label><input type="radio" name="tl-layers" value="{value}"{checked}>{label}</label>'
        for value, label, checked in LAYERS
    )
    group = f'<fieldset class="tl-layers"><legend>Layers</legend>{layers}</fieldset>' if foldable else ""
    if not group + more:
        return ""
    return f'<details class="tl-tool tl-show" name="tl-tools" hidden><summary>Show</summary>{group}{more}</details>'


def _assets(app) -> dict[str, str]:
    """Return the names of stylesheet and script, which are written when they are first asked for."""
    if not hasattr(app, "textledger_assets"):
        if app.textledger_making:
            app.textledger_making.result()
        app.textledger_assets = assets.write_assets(build_folder(app), Path(app.outdir) / "_static")
    return app.textledger_assets


def describe_page(app, pagename, templatename, context, doctree):
    """Fill the context of the layout."""
    title = app.env.titles[pagename].astext() if pagename in app.env.titles else context.get("title", "")
    home = pagename == app.config.root_doc
    body = fix_html(context.get("body", ""))
    shown = show_menu(body, "".join(context.get("page_show_parts", [])))
    parts = "".join([*context.get("page_tools_parts", []), shown])
    tools = f'<div class="tl-page-tools extra" data-pagefind-ignore>{CONTENTS}{parts}</div>' if parts else ""
    if doctree is not None:
        if home:  # after the cover, which stays in one piece
            body = first_screen.arrange(body, "", "", "").replace(BELOW_COVER, tools + BELOW_COVER)
        else:
            under = first_screen.byline(app.config.author, reading_minutes(doctree))
            dek = app.env.metadata.get(pagename, {}).get("dek", "")
            name = pagename.rpartition("/")[2]
            outlined = f'id="{outline.ID}"' in body
            target = f"#{outline.anchor('{}')}" if outlined else f"{context['pathto'](places.LEDGER)}#{{}}"
            strip = strip_html(name, target) if name in records.docs() else ""
            body = first_screen.arrange(body, dek, under, tools + strip)
    ahead = fonts.FIRST + (fonts.COVER if home else ())
    context.update(
        page_title=app.config.project if home else f"{title} · {app.config.project}",
        page_description=title,  # of pages that are no chapters; metadata.page_metadata describes those
        page_body=Markup(body),
        page_kind="tl-home" if home else "tl-broad" if " data-kind=" in body else "",  # registers are wide tables
        page_sections=sections(app, pagename) if pagename in app.env.tocs and not home else [],
        book_nav=navigation(app),
        book_css=context["pathto"]("_static/", 1) + _assets(app)["book.css"],
        first_faces=[f"{context['pathto']('_static/fonts/', 1)}{name}.woff2" for name in ahead],
        book_js=context["pathto"]("_static/", 1) + _assets(app)["book.js"],
        metatags=Markup(context.get("metatags", "")),
        author=app.config.author,
        cite_record=record_citation(),
        base=app.textledger_settings.base,
        icon=icon,
        doc_colours=records.colours(),
        doc_stripes=stripes(list(records.colours().values())),
        root_doc=app.config.root_doc,
    )
    for side in ("prev", "next"):
        if context.get(side):
            context[side] = context[side] | {"title": Markup(context[side]["title"])}  # of Sphinx, as markup


def _prepare(app):
    if app.builder.format != "html":
        return
    app.textledger_making = assets.begin(build_folder(app))
    compat.escape_in_templates(app.builder)  # `describe_page` marks what is markup
    app.builder.search = False  # the book has a search of its own


def pages_with_old_titles(app, env):
    """Have every page written again when a title has changed, since all pages list the titles."""
    titles = {docname: title.astext() for docname, title in env.titles.items()}
    before = getattr(env, "textledger_titles", titles)
    env.textledger_titles = titles
    return [] if titles == before else sorted(env.all_docs)


def remove_unused_static(app, error):
    """Remove files that Sphinx and its extensions put into `_static` and no page loads."""
    if error or app.builder.name != "html":
        return
    _assets(app)  # of a build that wrote no page, too
    for path in (Path(app.outdir) / "_static").iterdir():
        if path.name not in STATIC_FILES:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _configure(app, config):
    config.html_theme_options = {}  # Jupyter Book sets options of the theme it brings
    config.release = config.version = cff.read(Path(app.srcdir) / cff.FILE.name).version


def setup(app):
    """Register the theme and hook into the rendering of pages."""
    app.add_html_theme("textledger", str(THEME))
    for name, default in (("comments_config", {}), ("use_jupyterbook_latex", False)):
        app.add_config_value(name, default, "")  # Jupyter Book sets it for an extension that is not loaded
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _prepare, priority=610)
    app.connect("env-updated", pages_with_old_titles)
    app.connect("html-page-context", describe_page, priority=900)
    app.connect("build-finished", remove_unused_static)
