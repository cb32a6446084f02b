"""A figure as markup: the same for the pages of a build and for what a reader's own run shows on them."""

import html
import re
from collections.abc import Iterable
from itertools import zip_longest

from ..svg.legends import Legend, swatch, without_legends
from .inline import mark_arabic

NUMBER = '<span class="tl-number"></span>'  # the place of a figure's number, which is known only of a whole book
CODE = "<!--code-->"  # the place of the code behind a figure
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # markup isolates Arabic by itself
_SENTENCE = re.compile(r"(.+?[.?!][”\"]?) +(?=[A-Z0-9“(])(.+)", re.S)


def split_caption(caption: str) -> tuple[str, str]:
    """Return a caption's first sentence, a headline without a full stop, and the rest, the key to reading the chart."""
    first, rest = match.groups() if (match := _SENTENCE.fullmatch(caption)) else (caption, "")
    return first.removesuffix("."), rest


def full_specifications(content: dict) -> list[dict]:
    """Return the specifications of a figure's drawings: the wide one and, where it is no markup, the narrow one."""
    narrow = content.get("narrow")
    return [content["spec"], narrow] if isinstance(narrow, dict) else [content["spec"]]


def specifications(content: dict) -> list[dict]:
    """Return the specifications of a figure's drawings beside a legend in markup, which is one for both."""
    return [without_legends(spec) for spec in full_specifications(content)]


def legend_markup(legends: Iterable[Legend]) -> str:
    """Return legends as markup, or nothing where there are none. The text alternative says in words what they tell."""
    lines = []
    for legend in legends:
        title = f"<b>{html.escape(legend.title)}</b>" if legend.title else ""
        names = (mark_arabic(html.escape(entry.label.translate(_ISOLATES))) for entry in legend.entries)
        signs = (swatch(entry.sign) for entry in legend.entries)
        each = "".join(f"<span>{sign}{name}</span>" for sign, name in zip(signs, names, strict=True))
        lines.append(f"<p>{title}{each}</p>")
    return f'<div class="tl-legend" aria-hidden="true">{"".join(lines)}</div>' if lines else ""


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


def figure_markup(
    content: dict, svgs: list[str], style: str, csv: str, *, svg: str = "", legend: str = "", version: str = ""
) -> str:
    """Return a figure: number and headline, legend, drawings, reading key, and one line of what stands behind it.

    Args:
        content: what `textledger.display.figure` shows: id, caption, alt, table; links and narrow where there are any.
        svgs: the drawings, the wide one first; none where a script draws them.
        style: of the box of the drawings.
        csv: the address of the rows as CSV.
        svg: the address of the wide drawing as a file, where there is one.
        legend: as `legend_markup` returns it.
        version: of the chart's specifications, for whoever loads them later.
    """
    name, linked = content["id"], content.get("links")
    headline, key = (mark_arabic(html.escape(part)) for part in split_caption(content["caption"]))
    attributes = f' aria-labelledby="{name}-title"' + (f' data-version="{version}"' if version else "")
    table = content["table"].replace(
        'role="region"', 'role="group"', 1
    )  # landmarks of one name would not be told apart
    reading = f'<p class="tl-reading">{key}</p>' if key else ""
    picture = f'<a class="tl-svg" download="{name}.svg" href="{svg}">SVG</a>' if svg else ""
    attributes += f' data-links="{html.escape(linked)}"' if linked else ""
    return (
        f'<figure class="tl-figure" id="{name}"{attributes}>'
        f'<figcaption id="{name}-title">{NUMBER} {headline}</figcaption>'
        f"{legend}{_drawings(content, svgs, style)}{reading}"
        f'<div class="tl-under"><details class="tl-data"{" open" if linked else ""}><summary>Data</summary>'
        f'{table}</details><a class="tl-csv" download="{name}.csv" href="{csv}">CSV</a>'
        f"{picture}{CODE}</div></figure>"
    )
