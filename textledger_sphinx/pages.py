"""Finishing of pages: stylesheet, fonts, and faults of the theme mended."""

import re
from importlib.resources import files
from pathlib import Path

from . import fonts

ASSETS = Path(str(files("textledger_sphinx") / "assets"))


def mend(markup: str) -> str:
    """Return a page without the theme's duplicated and dead scripts (nothing here loads from another host)."""
    head, end, body = markup.partition("</head>")
    head = re.sub(r"\n\s*<script>const THEBE_JS_URL.*?</script>", "", head, flags=re.S)
    head = re.sub(r'\n\s*<script async="async" src="[^"]*sphinx-thebe\.js[^"]*"></script>', "", head)
    body = re.sub(
        r'<script type="text/x-thebe-config">.*?</script>\s*(<script>kernelName = [^<]*</script>)?',
        "",
        body,
        flags=re.S,
    )
    return head + end + body


def _wrap_templates(app):
    templates = getattr(app.builder, "templates", None)
    if app.builder.format != "html" or templates is None:
        return
    render = templates.render
    templates.render = lambda name, context: (
        mend(render(name, context)) if name.endswith(".html") else render(name, context)
    )


def _add_assets(app):
    provided = fonts.provide(Path(app.outdir).parent / ".fonts")
    app.config.html_static_path += [str(ASSETS), str(provided)]


def setup(app):
    """Add the assets and hook into the rendering of pages."""
    app.connect("builder-inited", _add_assets, priority=100)
    app.connect("builder-inited", _wrap_templates)
    app.add_css_file("fonts.css")
    app.add_css_file("book.css")
    app.add_js_file("filter.js", loading_method="defer")
