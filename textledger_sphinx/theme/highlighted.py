"""Code as it was highlighted when its page was last written: an edit of prose leaves a page's code as it is."""

import hashlib
import json
from collections import defaultdict
from functools import cache, partial

import pygments

from ..cache import note, write

FOLDER = "highlighted"  # of the notes


def key(*parts) -> str:
    """Return what tells a piece of code, and how it is highlighted, from all others."""
    return hashlib.sha256(repr((pygments.__version__, *parts)).encode()).hexdigest()


def _read(app, page: str) -> dict[str, str]:
    path = note(app, f"{FOLDER}/{page}.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _prepare(app):
    """Have the builder look for code among what the page had, before it highlights it."""
    app.textledger_highlighted = used = defaultdict(dict)  # by page: markup by key
    if app.builder.format != "html":
        return
    before = cache(partial(_read, app))
    highlight = app.builder.highlighter.highlight_block

    def highlight_block(source, lang, opts=None, force=False, location=None, **kwargs):
        page = app.builder.current_docname
        told = key(source, lang, opts, force, kwargs)
        used[page][told] = before(page).get(told) or highlight(source, lang, opts, force, location, **kwargs)
        return used[page][told]

    app.builder.highlighter.highlight_block = highlight_block


def _keep(app, error):
    """Note the code of the pages that were written."""
    if error:
        return
    for page, markup in app.textledger_highlighted.items():
        write(note(app, f"{FOLDER}/{page}.json"), json.dumps(markup))


def setup(app):
    """Hook into the highlighting of code."""
    app.connect("builder-inited", _prepare)
    app.connect("build-finished", _keep)
