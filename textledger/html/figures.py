"""A figure as markup: the same for the pages of a build and for what a reader's own run shows on them."""

import html

from .inline import mark_arabic


def figure_markup(content: dict, chart: str, style: str, csv: str, version: str = "") -> str:
    """Return a figure: caption, which HTML wants first, chart, data, CSV.

    Args:
        content: what `textledger.display.figure` shows: id, caption, alt, table and, where there is one, links.
        chart: the chart as SVG; empty where a script draws it.
        style: of the box of the chart.
        csv: the address of the rows as CSV.
        version: of the chart's specification, for whoever loads it later.
    """
    name, linked = content["id"], content.get("links")
    attributes = f' data-version="{version}"' if version else ""
    attributes += f' data-links="{html.escape(linked)}"' if linked else ""
    alt = html.escape(content["alt"], quote=True)
    return (
        f'<figure class="tl-figure" id="{name}"{attributes}>'
        f"<figcaption>{mark_arabic(html.escape(content['caption']))}</figcaption>"
        f'<div class="tl-chart" role="img" tabindex="0" aria-label="{alt}" style="{style}">{chart}</div>'
        f'<div class="tl-under"><details class="tl-data"{" open" if linked else ""}><summary>Data</summary>'
        f'{content["table"]}</details><a class="tl-csv" download="{name}.csv" href="{csv}">CSV</a></div></figure>'
    )
