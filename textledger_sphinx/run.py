"""Notebooks beside the pages, and links to them among the tools under a page's title."""

from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from publish import launch, notebooks
from publish.browser import assemble, sources
from textledger.figures import table_html

FOLDER = "notebooks"  # within the site
# Its script enables it; it stands in the markup so that nothing moves when the script has come.
RUN = '<div class="tl-run"><button type="button" class="tl-button tl-run-all" disabled>Run this chapter</button></div>'


class RuntimeParts(SphinxDirective):
    """`{runtime-parts}`: a table of what runs in the reader's browser, with versions and licences."""

    def run(self):
        """Return the table."""
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
    here = f"{up}{FOLDER}/{page}"
    found = [("Notebook (.ipynb)", f"{here}.ipynb"), ("Text (.md)", f"{here}.md")]
    found.append(("All notebooks with data (.zip)", f"{up}{FOLDER}/{notebooks.NAME}.zip"))
    links = [f'<a href="{address}" download>{name}</a>' for name, address in found]
    links += [f'<a href="{address}">Open in {name}</a>' for name, address in launch.links(repository, page, hub)]
    listed = "".join(f"<li>{link}</li>" for link in links)
    return f'<details class="tl-tool tl-notebooks"><summary>Notebook</summary><ul>{listed}</ul></details>'


def add_tools(app, pagename, templatename, context, doctree):
    """Add the links to pages that are chapters, and the button that runs one to those with code."""
    if doctree is None or pagename not in app.textledger_notebooks:
        return
    up = "../" * pagename.count("/")
    made = tools(pagename, up, app.config.textledger_repository, app.config.textledger_jupyterhub)
    run = RUN if 'class="cell_input' in context["body"] else ""
    context.setdefault("page_tools_parts", []).append(run + made)


def _list_pages(app):
    app.textledger_notebooks = frozenset(notebooks.pages(Path(app.srcdir)))


def write(app, error):
    """Write notebooks and archive beside the pages."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    notebooks.write(out / FOLDER, out.parent, Path(app.srcdir), app.config.textledger_repository)


def setup(app):
    """Register the settings and hook into the build."""
    app.add_config_value("textledger_repository", "", "html")
    app.add_config_value("textledger_jupyterhub", "", "html")
    app.add_directive("runtime-parts", RuntimeParts)
    app.connect("builder-inited", _list_pages)
    app.connect("html-page-context", add_tools)
    app.connect("build-finished", write)
