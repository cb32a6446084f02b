"""Charts are drawn once; the drawing is kept between builds.

A drawing depends on the specification, which includes the theme, on the renderer and on the registered fonts; it is
kept under a hash of all three.
"""

import functools
import hashlib
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

from sphinx.errors import ExtensionError

from textledger.html.figures import specifications
from textledger.html.inline import FIGURE_MIME
from textledger.svg import lettering, vega

from .. import lifeline
from ..cache import build_folder, write


def folder(app) -> Path:
    """Return the folder in which a build keeps its drawings."""
    return build_folder(app) / ".charts"


@functools.cache
def _renderer() -> str:
    return " ".join([vega.VEGA_LITE, *(version(name) for name in ("vl-convert-python", lettering.PACKAGE))])


def _place(text: str, drawings: Path) -> Path:
    return drawings / f"{hashlib.sha256(f'{_renderer()} {text}'.encode()).hexdigest()}.svg"


def cached_drawing(spec: dict, drawings: Path) -> str:
    """Return the SVG of a specification; keep it in the folder `drawings`.

    Raises:
        ValueError: Vega cannot draw it.
    """
    text = vega.text(spec)
    place = _place(text, drawings)
    if place.is_file():
        return place.read_text(encoding="utf-8")
    svg = vega.draw(text)
    write(place, svg)
    return svg


def render_svg(spec: dict, name: str, drawings: Path) -> str:
    """Return a specification as an inline SVG whose ids begin with `name`; keep it in `drawings`.

    Raises:
        ValueError: Vega cannot draw it.
    """
    return vega.inline(cached_drawing(spec, drawings), name)


def figures(notebook) -> list[dict]:
    """Return the figures among the outputs of an executed notebook."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    contents = (output.get("data", {}).get(FIGURE_MIME) for output in outputs)
    return [content if isinstance(content, dict) else json.loads(content) for content in contents if content]


def draw_ahead(app) -> None:
    """Draw the charts of the chapters that were executed, on all processors, before pages are read one by one.

    Raises:
        ExtensionError: Vega cannot draw a chart.
    """
    cache = folder(app)
    cache.mkdir(parents=True, exist_ok=True)
    shown = [figure for ran in app.textledger_ran.values() for figure in figures(ran)]
    names = {vega.text(spec): figure["id"] for figure in shown for spec in [figure["spec"], *specifications(figure)]}
    missing = {text: name for text, name in names.items() if not _place(text, cache).is_file()}
    if not missing:
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("forkserver")) as pool:
        drawings = {text: pool.submit(vega.draw, text) for text in missing}
        for worker in multiprocessing.active_children():
            lifeline.watch(worker.pid)
        for text, drawing in drawings.items():
            try:
                write(_place(text, cache), drawing.result())
            except ValueError as error:
                raise ExtensionError(f"the figure {missing[text]} cannot be drawn: {error}") from error


def setup(app):
    """Register the drawing, which follows the execution of chapters."""
    app.connect("builder-inited", draw_ahead, priority=950)
