"""Charts drawn by Vega: a Vega-Lite specification becomes SVG, once; the drawing is kept between builds.

What is drawn depends on the specification and the registered fonts only, and is kept under the specification's hash.
"""

import functools
import hashlib
import json
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path

from sphinx.errors import ExtensionError

from textledger.figures.markup import FIGURE_MIME

from .charts import VEGA_LITE

FONT_PACKAGES = ("fontpkg_ibm_plex_sans_arabic",)


@functools.cache
def _converter():
    import vl_convert

    for package in FONT_PACKAGES:
        vl_convert.register_font_directory(str(files(package) / "files"))
    return vl_convert


def _text(spec: dict) -> str:
    return json.dumps(spec, ensure_ascii=False, sort_keys=True)


def _draw(text: str) -> str:
    return _converter().vegalite_to_svg(text, vl_version=VEGA_LITE)


def folder(app) -> Path:
    """Return the folder in which a build keeps its drawings."""
    return Path(app.outdir).parent / ".charts"


def _place(text: str, kept: Path) -> Path:
    return kept / f"{hashlib.sha256((VEGA_LITE + text).encode()).hexdigest()}.svg"


def _own_ids(svg: str, name: str) -> str:
    """Return a drawing whose ids are numbered in order and begin with `name`; Vega numbers them through a process."""
    found = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    own = {old: f"{name}-{re.sub('_?[0-9]+$', '', old)}-{number}" for number, old in enumerate(found, 1)}
    svg = re.sub(r'\bid="([^"]+)"', lambda old: f'id="{own[old[1]]}"', svg)
    return re.sub(r"url\(#([^)]+)\)", lambda old: f"url(#{own[old[1]]})", svg)


def render_svg(spec: dict, name: str, kept: Path) -> str:
    """Return a Vega-Lite specification as an inline SVG whose ids begin with `name`; keep the drawing in `kept`.

    Raises:
        ValueError: Vega cannot draw it.
    """
    text = _text(spec)
    place = _place(text, kept)
    if place.is_file():
        svg = place.read_text(encoding="utf-8")
    else:
        svg = _draw(text)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(svg, encoding="utf-8")
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)  # the figure carries the text alternative
    return _own_ids(svg, name)


def figures(notebook) -> list[dict]:
    """Return what the outputs of an executed notebook hold of figures."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    found = (output.get("data", {}).get(FIGURE_MIME) for output in outputs)
    return [content if isinstance(content, dict) else json.loads(content) for content in found if content]


def draw_ahead(app) -> None:
    """Draw the charts of the chapters that were executed, on all processors, before pages are read one by one.

    Raises:
        ExtensionError: Vega cannot draw a chart.
    """
    kept = folder(app)
    kept.mkdir(parents=True, exist_ok=True)
    wanted = {_text(figure["spec"]): figure["id"] for ran in app.textledger_ran.values() for figure in figures(ran)}
    missing = {text: name for text, name in wanted.items() if not _place(text, kept).is_file()}
    if not missing:
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("forkserver")) as pool:
        drawings = {text: pool.submit(_draw, text) for text in missing}
        for text, drawing in drawings.items():
            try:
                _place(text, kept).write_text(drawing.result(), encoding="utf-8")
            except ValueError as error:
                raise ExtensionError(f"the figure {missing[text]} cannot be drawn: {error}") from error


def setup(app):
    """Draw when the chapters have run."""
    app.connect("builder-inited", draw_ahead, priority=950)
