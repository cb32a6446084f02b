"""Outputs for any notebook program: charts are pictures, links have addresses, and nothing needs the pages."""

import base64
import html
import re
from collections.abc import Callable

from ..svg.vega import size, standalone
from .inline import FIGURE_MIME, TABLE_MIME, mark_arabic
from .links import Address, resolve

_FOR_BOOKS = re.compile(
    r"<!--.*?-->|<form\b.*?</form>|<label class=\"tl-rows\".*?</label>", re.S
)  # parts that need a whole book, or a script


def _figure(content: dict, svg: str) -> str:
    """Return a figure's markup: picture, caption, data.

    The picture is an `<img>`: programs that do not trust a notebook remove inline SVG.
    """
    width, _ = size(svg)
    source = base64.b64encode(svg.encode()).decode()
    alt = html.escape(content["alt"], quote=True)
    return (
        f'<figure id="{content["id"]}"><img src="data:image/svg+xml;base64,{source}" width="{width}" alt="{alt}">'
        f"<figcaption>{mark_arabic(html.escape(content['caption']))}</figcaption>"
        f"<details><summary>Data</summary>{_FOR_BOOKS.sub('', content['table'])}</details></figure>"
    )


def forms(bundle: dict, draw: Callable[[dict], str], address: Address) -> dict[str, str]:
    """Return an output of this package in the forms that any notebook program shows; nothing for other outputs.

    Args:
        bundle: the output, by media type.
        draw: returns the SVG of a Vega-Lite specification.
        address: where links of the output lead.
    """
    if content := bundle.get(FIGURE_MIME):
        svg = standalone(draw(content["spec"]), content["id"], content["alt"])
        return {"text/html": resolve(_figure(content, svg), address), "image/svg+xml": svg}
    if content := bundle.get(TABLE_MIME):
        return {"text/html": resolve(_FOR_BOOKS.sub("", content["html"]), address)}
    return {}
