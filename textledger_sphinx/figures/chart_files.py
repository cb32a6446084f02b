"""The files behind the charts: a figure's rows as CSV, its wide drawing as a picture, its specifications as a script.

A page holds its charts as SVG. Files that only some readers need lie beside it: `figures/<id>.csv` and `.svg` are
downloaded, `figures/<id>.js` and `_static/vega.js`, the renderer, are loaded when a reader turns to a chart. They are
scripts, not JSON, since a page opened from disk may not fetch files.
"""

import hashlib
import json
import shutil
from importlib.metadata import version
from pathlib import Path

from sphinx.errors import ExtensionError

from textledger.html.figures import specifications
from textledger.svg import vega

from ..cache import is_elsewhere, write
from .drawing import cached_drawing

FOLDER = "figures"  # within the site
RENDERER = "vega.js"  # within `_static`
SNIPPET = "textledger.embed=vegaEmbed;"


def version_of(text: str) -> str:
    """Return the version in the address of a file (`?v=`), which changes with the file's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def spec_script(name: str, specs: list[dict]) -> str:
    """Return the script that hands the specifications of a figure's drawings to the page: the wide, then the narrow."""
    each = (json.dumps(spec, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for spec in specs)
    return f"textledger.chart({','.join([json.dumps(name), *each])});\n"


def keep_figure(env, content: dict, drawings: Path) -> None:
    """Write the files of a figure that the page being read shows.

    Args:
        env: the environment of the build.
        content: the output of the kind `FIGURE_MIME`.
        drawings: the folder of the drawings.

    Raises:
        ExtensionError: another page has a figure of this id.
    """
    name, page = content["id"], env.docname
    for other, names in env.textledger_figures.items():
        if other != page and name in names:
            raise ExtensionError(f"{page}: the figure {name} stands in {other} too; give one of them another id")
    names = env.textledger_figures.setdefault(page, [])
    if name not in names:
        names.append(name)
    folder = Path(env.app.outdir) / FOLDER
    write(folder / f"{name}.csv", content["csv"])
    write(folder / f"{name}.svg", vega.standalone(cached_drawing(content["spec"], drawings), name, content["alt"]))
    write(folder / f"{name}.js", spec_script(name, specifications(content)))


def _renderer_head() -> str:
    maker = f"vl-convert {version('vl-convert-python')}"
    return f"/* Vega, Vega-Lite {vega.VEGA_LITE}, Vega-Embed (BSD 3-Clause), bundled by {maker}: {SNIPPET} */\n"


def has_renderer(folder: Path) -> bool:
    """Return whether a folder has the renderer in the version that `write_renderer` would write."""
    path = folder / RENDERER
    return path.is_file() and path.read_text(encoding="utf-8").startswith(_renderer_head())


def write_renderer(folder: Path) -> Path:
    """Write the renderer, Vega-Embed with Vega and Vega-Lite, into a folder, unless it has it; return its file."""
    if not has_renderer(folder):
        import vl_convert

        bundle = vl_convert.javascript_bundle(SNIPPET, vl_version=vega.VEGA_LITE)
        # enclosed, so that its names do not become the page's
        write(folder / RENDERER, f"{_renderer_head()}(()=>{{{bundle}\n}})();\n")
    return folder / RENDERER


def copy_if_newer(source: Path, target: Path) -> None:
    """Copy a file, unless the copy has the same size and time."""
    state = [(path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else None for path in (source, target)]
    if state[0] != state[1]:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def remove_unused(app, error) -> None:
    """Remove the files of figures that no page shows any more, from a folder that holds the book's alone."""
    if error or app.builder.name != "html" or is_elsewhere(app):
        return
    shown_figures = {name for names in app.env.textledger_figures.values() for name in names}
    for path in (Path(app.outdir) / FOLDER).glob("*"):
        if path.stem not in shown_figures:
            path.unlink()


def _begin(app, env, *_) -> list:
    if not hasattr(env, "textledger_figures"):
        env.textledger_figures = {}
    return []


def _forget(app, env, page) -> None:
    env.textledger_figures.pop(page, None)


def _merge(app, env, pages, other) -> None:
    env.textledger_figures.update({page: other.textledger_figures.get(page, []) for page in pages})


def setup(app) -> None:
    """Register the handlers that follow which page shows which figure."""
    app.connect("env-get-outdated", _begin, priority=100)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("build-finished", remove_unused)
