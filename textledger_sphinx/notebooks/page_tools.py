"""Notebooks beside the pages, and links to them among the tools under a page's title."""

import hashlib
import html
import json
from functools import partial
from pathlib import Path

from docutils import nodes
from pybtex.plugin import find_plugin
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

from .. import compat, toc
from ..cache import build_folder, digest, note, of_records_and_settings, once
from ..citation import cite_this, references
from ..execution import stale
from ..figures.drawing import folder, kept_drawing
from ..live import assemble, sources
from . import ipynb, launch, markdown

FOLDER = "notebooks"  # within the site
# Its script enables it; it stands in the markup so that nothing moves when the script has come.
RUN = '<div class="tl-run"><button type="button" class="tl-button tl-run-all" disabled>Run this chapter</button></div>'


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
    here = f"{up}{FOLDER}/{page}"
    found = [("Notebook (.ipynb)", f"{here}.ipynb"), ("Text (.md)", f"{here}.md")]
    found.append(("All notebooks with data (.zip)", f"{up}{FOLDER}/{ipynb.NAME}.zip"))
    links = [f'<a href="{address}" download>{name}</a>' for name, address in found]
    links += [
        f'<a href="{html.escape(address)}">Open in {name}</a>' for name, address in launch.links(repository, page, hub)
    ]
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
    app.textledger_notebooks = frozenset(toc.pages(Path(app.srcdir)))


def _listed(app) -> dict[str, str]:
    """Return the entries of the bibliography by key, as they are printed, in Markdown."""
    backend = find_plugin("pybtex.backends", "markdown")()
    citations = compat.citations(app.env)
    return {citation.key: citation.formatted_entry.text.render(backend) for citation in citations}


def write(app) -> None:
    """Write notebooks and archive beside the pages: those of pages that are other than at the last build."""
    root, target = Path(app.srcdir), Path(app.outdir) / FOLDER
    book = ipynb.Book(
        values=markdown.glued_values(build_folder(app)),
        cited=references.labels(compat.entries(app.env)),
        citations={page: cite_this.markdown(app, page) for page in toc.pages(root)},
        listed=_listed(app),
        repository=app.config.textledger_repository,
        base_url=app.textledger_settings.base,
        draw=partial(kept_drawing, kept=folder(app)),
        root=root,
    )
    required = digest(root, ["requirements.txt", "requirements-lab.txt"])
    words = json.dumps([book.values, book.citations], sort_keys=True)
    shared = f"{of_records_and_settings(app)} {required} {book.repository} {words}"

    def renew(page):
        outputs = stale.outputs(app, root / f"{page}.md")
        state = f"{shared} {digest(root, [f'{page}.md'])} {json.dumps(outputs, sort_keys=True)}"
        work = partial(ipynb.write, target, page, outputs, book)
        now = hashlib.sha256(state.encode()).hexdigest()
        return once(note(app, f"{FOLDER}/{page}"), now, target / f"{page}.ipynb", work)

    renewed = [renew(page) for page in toc.pages(root)]
    if any(renewed) or not (target / f"{ipynb.NAME}.zip").is_file():
        ipynb.write_bundle(target, root)


def _begin(app, env):
    """Have the files written in a process of their own, where there can be one, while pages are."""
    app.textledger_writing = (ParallelTasks if parallel_available else SerialTasks)(1)
    if app.builder.name == "html":
        app.textledger_writing.add_task(write, app)
    return []


def _end(app, error):
    if not error:
        app.textledger_writing.join()


def setup(app):
    """Register the settings and hook into the build."""
    app.add_config_value("textledger_repository", "", "html")
    app.add_config_value("textledger_jupyterhub", "", "html")
    app.add_directive("runtime-parts", RuntimeParts)
    app.connect("builder-inited", _list_pages)
    app.connect("html-page-context", add_tools)
    app.connect("env-updated", _begin, priority=900)  # pages are read and their values known
    app.connect("build-finished", _end)
