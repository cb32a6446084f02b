"""A figure as markup: the same for the pages of a build and for what a reader's own run shows on them."""

import html
from itertools import zip_longest

from .inline import mark_arabic


def specifications(content: dict) -> list[dict]:
    """Return the specifications of a figure's drawings: the wide one and, where it is no markup, the narrow one."""
    narrow = content.get("narrow")
    return [content["spec"], narrow] if isinstance(narrow, dict) else [content["spec"]]


def _drawings(content: dict, svgs: list[str], style: str) -> str:
    """Return the box of a figure's drawings; style sheets show the one that fits the width of the figure.

    A narrow drawing that is markup, a list or a table, stands after the box: its words are read, those of a picture
    are not.
    """
    narrow, alt = content.get("narrow"), html.escape(content["alt"], quote=True)
    names = ["tl-wide", "tl-narrow"] if isinstance(narrow, dict) else ["tl-wide"]
    each = "".join(f'<div class="{name}">{svg}</div>' for name, svg in zip_longest(names, svgs, fillvalue=""))
    box = f'<div class="tl-chart" role="img" aria-label="{alt}" style="{style}">{each}</div>'
    return f'{box}<div class="tl-narrow">{narrow}</div>' if isinstance(narrow, str) else box


def figure_markup(content: dict, svgs: list[str], style: str, csv: str, version: str = "") -> str:
    """Return a figure: caption, which HTML wants first, drawings, data, CSV.

    Args:
        content: what `textledger.display.figure` shows: id, caption, alt, table; links and narrow where there are any.
        svgs: the drawings, the wide one first; none where a script draws them.
        style: of the box of the drawings.
        csv: the address of the rows as CSV.
        version: of the chart's specifications, for whoever loads them later.
    """
    name, linked = content["id"], content.get("links")
    attributes = f' data-version="{version}"' if version else ""
    attributes += f' data-links="{html.escape(linked)}"' if linked else ""
    return (
        f'<figure class="tl-figure" id="{name}"{attributes}>'
        f"<figcaption>{mark_arabic(html.escape(content['caption']))}</figcaption>"
        f"{_drawings(content, svgs, style)}"
        f'<div class="tl-under"><details class="tl-data"{" open" if linked else ""}><summary>Data</summary>'
        f'{content["table"]}</details><a class="tl-csv" download="{name}.csv" href="{csv}">CSV</a></div></figure>'
    )
