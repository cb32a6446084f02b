"""What lets a reader run a page: the button's script on pages with cells, the worker beside it."""

from pathlib import Path

ASSETS = Path(__file__).with_name("assets")
SCRIPTS = ("run-outputs.js", "run-kernel.js", "run.js")


def add_to_page(app, pagename, templatename, context, doctree):
    """Add scripts and stylesheet to pages that have code cells; all other pages are spared them."""
    if doctree is None or not any("cell" in node.get("classes", ()) for node in doctree.findall(is_container)):
        return
    for script in SCRIPTS:
        app.add_js_file(script, loading_method="defer", priority=600)
    app.add_css_file("run.css", priority=600)


def is_container(node) -> bool:
    """Say whether a node of the page is a container, as the cells of a notebook are."""
    return node.tagname == "container"


def setup(app):
    """Hook into the rendering of pages."""
    app.connect("html-page-context", add_to_page)
