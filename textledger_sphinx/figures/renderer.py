"""Outputs of chapters on the page: charts as inline SVG, tables with links to the ledger."""

import html
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging

from textledger.html import links
from textledger.html.figures import figure_markup, legend_markup, specifications
from textledger.html.inline import FIGURE_MIME, TABLE_MIME
from textledger.svg import vega
from textledger.svg.legends import read_legends

from .. import compat
from . import chart_files
from .drawing import cached_drawing, folder, render_svg

log = logging.getLogger(__name__)


def reserved_height(drawings: list[str]) -> str:
    """Return the custom properties by which the style sheet reserves the height of a chart that is not yet drawn.

    A wide drawing is `--share` of the figure's width high, and at most `--high`; a narrow one `--narrow` of its width,
    which it fills.
    """
    (width, height), *narrow = (map(float, vega.size(svg)) for svg in drawings)
    properties = [f"--share:{height / width:.4f};--high:{height:.2f}px"]
    return ";".join(properties + [f"--narrow:{high / wide:.4f}" for wide, high in narrow])


def figure_html(content: dict, docname: str, drawings: Path) -> str:
    """Return the figure's markup on a page, with its drawings.

    Args:
        content: the output of the kind `FIGURE_MIME`.
        docname: the page.
        drawings: the folder of the drawings.
    """
    name, specs = content["id"], specifications(content)
    svgs = [render_svg(spec, own, drawings) for spec, own in zip(specs, (name, f"{name}-narrow"), strict=False)]
    legends = read_legends(cached_drawing(content["spec"], drawings), cached_drawing(specs[0], drawings))
    file = f"{links.to_root(docname)}{chart_files.FOLDER}/{name}"
    return figure_markup(
        content,
        svgs,
        reserved_height(svgs),
        f"{file}.csv",
        svg=f"{file}.svg",
        legend=legend_markup(legends),
        version=chart_files.version_of(chart_files.spec_script(name, specs)),
    )


def report_unknown_citations(markup: str, env) -> None:
    """Log the citations of an output that lead to no entry of the bibliography or are malformed."""
    entries = compat.entries(env)
    for key in links.cited_keys(markup):
        if key not in entries:
            log.error("an output cites %r, which is not in references.bib", key, location=env.docname)
    for malformed in dict.fromkeys(re.findall(r"\[\[cite:[^<\"]{0,40}", markup)):
        log.error("an output has %r, expected [[cite:key|words]]", html.unescape(malformed), location=env.docname)


def place_figure(env, content: dict) -> str:
    """Write the files of a figure of the page that is being read, and return its markup there.

    Raises:
        ExtensionError: Vega cannot draw it.
    """
    drawings = folder(env.app)
    try:
        chart_files.keep_figure(env, content, drawings)
        return figure_html(content, env.docname, drawings)
    except ValueError as error:
        raise ExtensionError(f"{env.docname}: the figure {content['id']} cannot be drawn: {error}") from error


class TextledgerOutputs:
    """The plug-in of MyST-NB for the two media types of `textledger.html.inline`."""

    mime_priority_overrides = (("*", FIGURE_MIME, 1), ("*", TABLE_MIME, 1))

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the nodes of a figure or table, or None for other outputs."""
        if inline or data.mime_type not in (FIGURE_MIME, TABLE_MIME):
            return None
        content = data.content if isinstance(data.content, dict) else json.loads(data.content)
        document = renderer.renderer.document
        env = document.settings.env
        markup = content["html"] if data.mime_type == TABLE_MIME else place_figure(env, content)
        report_unknown_citations(markup, env)
        raw = nodes.raw("", links.resolve_from(env.docname, markup), format="html")
        raw["layer"] = content.get("layer", "")
        if data.mime_type == TABLE_MIME:
            return [raw]
        raw["tl_figure"] = content["id"]
        # the anchor itself is the id of the figure element in the raw markup: docutils drops the target's own
        target = nodes.target("", "", ids=[content["id"]], names=[content["id"]])
        document.note_explicit_target(target)
        return [target, raw]
