"""Notebooks beside the pages, and links to them among the tools under a page's title."""

import html
from functools import partial
from pathlib import Path

from docutils import nodes
from pybtex.backends.markdown import Backend
from sphinx.util.docutils import SphinxDirective

from .. import background, compat, places, toc
from ..cache import build_folder
from ..citation import cite_this, references
from ..execution import stale
from ..figures.drawing import cached_drawing, folder
from ..live import assemble, sources
from . import ipynb, launch, markdown

FOLDER = "notebooks"  # within the site
# Its script enables it; it is in the markup from the start so that nothing moves when the script has loaded.
RUN = (
    '<div class="tl-run"><button type="button" class="tl-run-all" disabled>'
    'Run<span class="tl-more"> this chapter</span></button></div>'
)


class RuntimeParts(SphinxDirective):
    """`{runtime-parts}`: a table of what runs in the reader's browser, with versions and licences."""

    def run(self):
        """Return the table."""
        import pandas as pd  # loaded here, because no other page needs it

        from textledger.html.tables import table_html

        self.env.note_dependency(str(sources.LOCK))
        parts = pd.DataFrame(assemble.licences(sources.read_lock()))
        parts.columns = ["Part", "Version", "Licence"]
        return [nodes.raw("", table_html(parts, "What runs in the browser, and its licences"), format="html")]


def tools(page: str, up: str, repository: str = "", hub: str = "") -> str:
    """Return the links of a page: its notebook in two forms, all notebooks, public services where there are any.

    Args:
        page: the page name.
        up: the way from the page to the root of the site, empty or `../`.
        repository: public address of the book's repository, or "".
        hub: address of a JupyterHub, or "".
    """
    stem = f"{up}{FOLDER}/{page}"
    files = [("Notebook (.ipynb)", f"{stem}.ipynb"), ("Text (.md)", f"{stem}.md")]
    files.append(("All notebooks with data (.zip)", f"{up}{FOLDER}/{ipynb.NAME}.zip"))
    links = [f'<a href="{address}" download>{name}</a>' for name, address in files]
    links += [
        f'<a href="{html.escape(address)}">Open in {name}</a>' for name, address in launch.links(repository, page, hub)
    ]
    listed = "".join(f"<li>{link}</li>" for link in links)
    return (
        f'<details class="tl-tool tl-notebooks" name="tl-tools"><summary>Notebook</summary><ul>{listed}</ul></details>'
    )


def add_tools(app, pagename, templatename, context, doctree):
    """Add the links to pages that are chapters, and the button that runs one to those with code."""
    if doctree is None or pagename not in app.textledger_notebooks:
        return
    up = "../" * pagename.count("/")
    links = tools(pagename, up, app.config.textledger_repository, app.config.textledger_jupyterhub)
    run = RUN if 'class="cell_input' in context["body"] else ""
    context.setdefault("page_tools_parts", []).append(links + run)


def _list_pages(app):
    app.textledger_notebooks_due, app.textledger_notebooks_begun = [], []
    app.textledger_notebooks = frozenset(toc.pages(Path(app.srcdir)))


def _printed_entries(app) -> dict[str, str]:
    """Return the entries of the bibliography by key, as they are printed, in Markdown."""
    backend = Backend()
    citations = compat.citations(app.env)
    return {citation.key: citation.formatted_entry.text.render(backend) for citation in citations}


def _note_read(app, env, pages):
    app.textledger_read = frozenset(pages)


def _label_references(app, env):
    app.textledger_cited = references.labels(compat.entries(env))


def _book(app, page: str) -> ipynb.Book:
    """Return what the notebook of a page is made from; all pages have been read."""
    return ipynb.Book(
        values=markdown.glued_values(build_folder(app), page),
        cited=app.textledger_cited,
        citation=cite_this.markdown(app, page),
        listed=_printed_entries(app) if page == places.BIBLIOGRAPHY else {},
        repository=app.config.textledger_repository,
        base_url=app.textledger_settings.base,
        draw=partial(cached_drawing, drawings=folder(app)),
        root=Path(app.srcdir),
    )


def _begin(app) -> None:
    """Begin to write the notebooks that are due."""
    while app.textledger_notebooks_due:
        page = app.textledger_notebooks_due.pop()
        arguments = Path(app.outdir) / FOLDER, page, stale.outputs(app, page), _book(app, page)
        app.textledger_notebooks_begun.append(background.hand_over(ipynb.write, *arguments))


def note_page(app, pagename, templatename, context, doctree):
    """Note that the notebook of a page that is being written is due; it is begun where other processes do the work.

    Sphinx writes pages again because of their frame as well, of which a notebook has nothing.
    """
    if doctree is None or app.builder.name != "html" or pagename not in app.textledger_notebooks:
        return
    target = Path(app.outdir) / FOLDER
    if pagename not in app.textledger_read and ipynb.is_current(target, pagename, Path(app.srcdir)):
        return
    app.textledger_notebooks_due.append(pagename)
    if background.is_running() or app.parallel > 1:  # then this may be a process that writes some pages and ends
        _begin(app)


def write_notebooks(app, error):
    """Write the notebooks that are left, while Pagefind works, and, of a whole book, the archive of all."""
    if not error and app.builder.name == "html":
        _begin(app)
        for begun in app.textledger_notebooks_begun:
            begun.result()
        if not app.textledger_is_part:
            ipynb.write_bundle(Path(app.outdir) / FOLDER, Path(app.srcdir))


def setup(app):
    """Register the settings and hook into the build."""
    app.add_config_value("textledger_repository", "", "html")
    app.add_config_value("textledger_jupyterhub", "", "html")
    app.add_directive("runtime-parts", RuntimeParts)
    app.connect("builder-inited", _list_pages)
    app.connect("env-before-read-docs", _note_read)
    app.connect("env-updated", _label_references)
    app.connect("html-page-context", add_tools)
    app.connect("html-page-context", note_page)
    app.connect("build-finished", write_notebooks)
