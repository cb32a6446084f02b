"""Notebooks beside the pages, and links to them among the tools under a page's title."""

import html
from dataclasses import replace
from functools import partial
from pathlib import Path

from docutils import nodes
from pybtex.backends.markdown import Backend
from sphinx.util.docutils import SphinxDirective

from .. import background, compat, toc
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
    app.textledger_notebooks_begun = []
    app.textledger_notebooks = frozenset(toc.pages(Path(app.srcdir)))


def _printed_entries(app) -> dict[str, str]:
    """Return the entries of the bibliography by key, as they are printed, in Markdown."""
    backend = Backend()
    citations = compat.citations(app.env)
    return {citation.key: citation.formatted_entry.text.render(backend) for citation in citations}


def _book(app) -> ipynb.Book:
    """Return the data from which all notebooks are made, gathered once per build, when all pages are read."""
    if not hasattr(app, "textledger_book"):
        root = Path(app.srcdir)
        app.textledger_book = ipynb.Book(
            values=markdown.glued_values(build_folder(app)),
            cited=references.labels(compat.entries(app.env)),
            listed=_printed_entries(app),
            repository=app.config.textledger_repository,
            base_url=app.textledger_settings.base,
            draw=partial(cached_drawing, drawings=folder(app)),
            root=root,
        )
    return app.textledger_book


def write_notebook(app, pagename, templatename, context, doctree):
    """Write the notebook of a page that is being written."""
    if doctree is None or app.builder.name != "html" or pagename not in app.textledger_notebooks:
        return
    book = replace(_book(app), citations={pagename: cite_this.markdown(app, pagename)})
    arguments = Path(app.outdir) / FOLDER, pagename, stale.outputs(app, pagename), book
    app.textledger_notebooks_begun.append(background.hand_over(ipynb.write, *arguments))


def write_bundle(app, error):
    """Write the archive of all notebooks."""
    if not error and app.builder.name == "html":
        for begun in app.textledger_notebooks_begun:
            begun.result()
        ipynb.write_bundle(Path(app.outdir) / FOLDER, Path(app.srcdir))


def setup(app):
    """Register the settings and hook into the build."""
    app.add_config_value("textledger_repository", "", "html")
    app.add_config_value("textledger_jupyterhub", "", "html")
    app.add_directive("runtime-parts", RuntimeParts)
    app.connect("builder-inited", _list_pages)
    app.connect("html-page-context", add_tools)
    app.connect("html-page-context", write_notebook)
    app.connect("build-finished", write_bundle)
