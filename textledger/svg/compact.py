"""Drawings without what says nothing: they stand within the page, and many readers fetch each on a phone."""

import re
from collections import Counter

_EMPTY = re.compile(r'<path class="(?:fore|back)ground"(?![^>]*(?:fill|stroke)=)[^>]*/>')
# Attributes with the value that they have anyway, or that only the renderer's own script reads.
_VOID = re.compile(
    r' (?:pointer-events="none"|(?:opacity|stroke-opacity|fill-opacity|stroke-width)="1"|font-weight="normal"'
    r'|[xy][12]="0"|transform="translate\(0,0\)"|stroke-dasharray=""|xmlns:xlink="[^"]*"|version="1.1")'
)
_PLACES = re.compile(r' (?:d|transform|[xy][12]?|width|height)="[^"]*[0-9]\.[0-9]{2}[^"]*"')
_LONG = re.compile(r"-?[0-9]+\.[0-9]{2,}(?![0-9]*e)")
_SHARED = ("font-family", "font-size")


def _round(number: re.Match) -> str:
    return f"{round(float(number[0]), 1) + 0:g}" if abs(float(number[0])) < 100_000 else number[0]


def _share(svg: str, name: str) -> str:
    """Say an attribute of most texts once for the whole drawing."""
    values = Counter(re.findall(rf'<text[^>]* ({name}="[^"]*")', svg))
    if not values:
        return svg
    [(most, _)] = values.most_common(1)
    return svg.replace(f" {most}", "").replace("<svg", f"<svg {most}", 1)


def compact(svg: str) -> str:
    """Return a drawing that shows the same to a tenth of a pixel."""
    svg = _VOID.sub("", _EMPTY.sub("", svg)).replace("<g></g>", "")
    svg = _PLACES.sub(lambda attribute: _LONG.sub(_round, attribute[0]), svg)
    for name in _SHARED:
        svg = _share(svg, name)
    return svg
