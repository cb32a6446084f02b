"""Legends of charts: read from a drawing, so that a page shows them in words of its own, and taken out of it.

A legend of names is one for all drawings of a figure and wraps with the text. One of sizes or shades stays in the
drawing, whose scale it has.
"""

import copy
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

_CHANNELS = ("color", "fill", "stroke", "shape", "strokeDash", "strokeWidth", "opacity", "fillOpacity", "strokeOpacity")
_OF_NAMES = ("nominal", "ordinal")
_LINE = re.compile(r"M-[0-9.]+,0L[0-9.]+,0")
_SHOWN = ("d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity")
_TAG = "{http://www.w3.org/2000/svg}"


class Entry(NamedTuple):
    """A line of a legend: the attributes of its sign's path, and what it means."""

    sign: dict[str, str]
    label: str


class Legend(NamedTuple):
    """A legend: its title, or nothing, and its lines."""

    title: str
    entries: list[Entry]


def _take_out(part) -> None:
    if isinstance(part, list):
        for inner in part:
            _take_out(inner)
    elif isinstance(part, dict):
        for name in _CHANNELS:
            channel = (part.get("encoding") or {}).get(name)
            for coded in (channel, channel.get("condition")) if isinstance(channel, dict) else ():
                if isinstance(coded, dict) and coded.get("type") in _OF_NAMES:
                    coded["legend"] = None
        for key, inner in part.items():
            if key not in ("datasets", "data", "config"):
                _take_out(inner)


def without_legends(spec: dict) -> dict:
    """Return a specification without its legends of names."""
    plain = copy.deepcopy({key: value for key, value in spec.items() if key != "datasets"})
    _take_out(plain)
    return plain | {"datasets": spec["datasets"]} if "datasets" in spec else plain


def _of_class(element, name: str):
    return [part for part in element.iter() if name in (part.get("class") or "").split()]


def _text(part) -> str:
    return "".join(part.itertext()).strip()


def _sign(symbol) -> dict[str, str]:
    path = symbol.find(f"{_TAG}path")
    return {name: path.get(name) for name in _SHOWN if path.get(name) not in (None, "1", "transparent")}


def _legends(svg: str) -> list[Legend]:
    legends = []
    for legend in _of_class(ET.fromstring(svg), "role-legend"):
        signs, labels = (_of_class(legend, f"role-legend-{part}") for part in ("symbol", "label"))
        if signs:  # not a bar of shades
            entries = [Entry(_sign(sign), _text(label)) for sign, label in zip(signs, labels, strict=True)]
            legends.append(Legend("".join(map(_text, _of_class(legend, "role-legend-title"))), entries))
    return legends


def read_legends(full: str, plain: str) -> list[Legend]:
    """Return the legends of names of a chart.

    Args:
        full: its drawing.
        plain: the drawing of its specification `without_legends`.
    """
    kept = _legends(plain)
    return [legend for legend in _legends(full) if legend not in kept]


def swatch(sign: dict[str, str]) -> str:
    """Return the sign of a legend's line as a small drawing; a line is drawn longer, so that its dashes are told."""
    line = _LINE.fullmatch(sign["d"])
    sign = sign | {"d": "M-14,0h28"} if line else sign
    wide = 28 if line else 16
    attributes = " ".join(f'{name}="{value}"' for name, value in sign.items())
    box = f'viewBox="{-wide // 2} -8 {wide} 16" width="{wide}" height="16"'
    return f'<svg class="tl-swatch" {box} fill="none" aria-hidden="true"><path {attributes}/></svg>'
