"""Charts are drawn once; the drawing is kept between builds.

A drawing depends on the specification, which includes the theme, on the renderer and on the registered fonts; it is
kept under a hash of all three. Drawing begins as soon as a chapter has been executed, in other processes.
"""

import functools
import hashlib
import json
from concurrent.futures import Future
from importlib.metadata import version
from pathlib import Path

from textledger.html.figures import specifications
from textledger.html.inline import FIGURE_MIME
from textledger.svg import lettering, vega

from .. import background
from ..cache import build_folder, write

_begun: dict[Path, Future] = {}  # drawings in the making, by the file they will be kept in


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
    making = _begun.pop(place, None)
    svg = making.result() if making else vega.draw(text)
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


def begin(app, notebook) -> None:
    """Begin to draw the charts of a chapter that was executed; `cached_drawing` waits for those it needs."""
    for figure in figures(notebook):
        for spec in [figure["spec"], *specifications(figure)]:
            text = vega.text(spec)
            place = _place(text, folder(app))
            if place not in _begun and not place.is_file():
                _begun[place] = background.submit(vega.draw, text)


def setup(app):
    """Register the drawing, which follows the execution of each chapter."""
    app.connect("chapter-executed", begin)
