"""What every chart's specification gets: the book's look, tooltips in words, a span to select where it is linked."""

import json
import re
import warnings

import altair as alt
from altair.utils import schemapi

from .. import labels
from . import theme, utc

SPAN = "span"  # the name of the selection that a linked table follows
# Channels in the order in which a derived tooltip names them.
SHOWN_CHANNELS = ("y", "x", "x2", "y2", "color", "fill", "shape", "size", "text", "opacity")
NUMBER, SHARE = ",.2~f", ".0%"
PLAIN = {
    "report_id": "Record",
    "title_en": "Event",
    "par": "Paragraph",
    "n": "Number",
    "seq": "Order",
    "z": "z",
    "actor_id": "Actor",
    "gist_en": "What it says",
    "Window": "Days it allows",
    "Seen": "Later event",
    "Arc": "Repeats",
    "Set": "Words for",
}
PLACE = re.compile("[xy][0-9]?")  # fields that are places on the drawing: tooltips leave them out


def readable(field: str) -> str:
    """Return a field's name in words: `title_en` becomes `Event`, `what_en` `What`, `n_tokens` `N tokens`."""
    name = labels.words(field.removesuffix("_en"))
    return PLAIN.get(field) or name[:1].upper() + name[1:]


def _with_title(channel: dict, gaps: set[str]) -> dict:
    """Return a tooltip's channel with a title and a format; a value that a row lacks stays empty."""
    channel = {key: value for key, value in channel.items() if value is not None}
    if "field" in channel:
        title = channel.get("title") or readable(channel["field"])
        channel["title"] = title[:1].upper() + title[1:]
    if channel.get("type") == "quantitative":
        channel.setdefault("format", NUMBER)
    elif channel.get("type") in ("nominal", "ordinal") and channel.get("field") in gaps:
        channel |= {"formatType": "toString", "format": ""}  # else the word null
    return channel


def _derive_tooltip(encoding: dict) -> list[dict]:
    """Return a tooltip made of the fields that a mark's other channels show."""
    tooltips: dict[str, dict] = {}
    for name in SHOWN_CHANNELS:
        channel = encoding.get(name)
        if not isinstance(channel, dict) or PLACE.fullmatch(channel.get("field") or ""):
            continue
        if channel.get("field") or channel.get("aggregate"):
            entry = {key: channel[key] for key in ("field", "type", "aggregate", "title", "timeUnit") if key in channel}
            entry.setdefault("type", encoding.get(name.removesuffix("2"), {}).get("type", "quantitative"))
            if entry["type"] == "quantitative" and "%" in ((channel.get("axis") or {}).get("format") or ""):
                entry["format"] = SHARE
            tooltips.setdefault(channel.get("field", name), entry)
    return list(tooltips.values())


def _gaps(spec: dict) -> set[str]:
    """Return the fields that a row of a specification leaves empty."""
    rows = (row for rows in spec.get("datasets", {}).values() for row in rows)
    return {name for row in rows for name, value in row.items() if value is None}


def _add_tooltips(part: dict, gaps: set[str], borrowed: list | None = None) -> None:
    """Give each mark of a (part of a) specification a tooltip with readable names, in place.

    A layer without a tooltip of its own, such as the number on a bar, takes that of a layer over the same rows.
    """
    for name in ("hconcat", "vconcat", "concat"):
        for inner in part.get(name, ()):
            _add_tooltips(inner, gaps)
    if "spec" in part:
        _add_tooltips(part["spec"], gaps)
    if "layer" in part:
        tooltips: dict[str, list] = {}
        for layer in part["layer"]:
            if tooltip := layer.get("encoding", {}).get("tooltip"):
                tooltips.setdefault(json.dumps(layer.get("data")), tooltip)
        for layer in part["layer"]:
            _add_tooltips(layer, gaps, tooltips.get(json.dumps(layer.get("data"))))
    if "mark" in part:
        encoding = part.setdefault("encoding", {})
        channels = encoding.get("tooltip") or borrowed or _derive_tooltip(encoding)
        titled = [_with_title(channel, gaps) for channel in (channels if isinstance(channels, list) else [channels])]
        encoding["tooltip"] = titled or {"value": None}


def _share_extents(part: dict) -> None:
    """Leave an extent that layers share on one of them, in place: on the first without a second end (`x2`), if any.

    Vega-Lite reads an extent once more for each further layer and for a second end, and calls equal ones conflicting.
    """
    for name in ("hconcat", "vconcat", "concat"):
        for inner in part.get(name, ()):
            _share_extents(inner)
    for channel in ("x", "y"):
        layers = [layer["encoding"] for layer in part.get("layer", ()) if channel in layer.get("encoding", {})]
        scales = [encoding[channel].get("scale") or {} for encoding in layers]
        extents = [scale["domain"] for scale in scales if "domain" in scale]
        if not extents or any(extent != extents[0] for extent in extents):
            continue
        for scale in scales:
            scale.pop("domain", None)
        plain = [encoding for encoding in layers if f"{channel}2" not in encoding and "field" in encoding[channel]]
        carrier = (plain or layers)[0][channel]
        carrier["scale"] = {**(carrier.get("scale") or {}), "domain": extents[0]}


def vega_lite_spec(chart: alt.TopLevelMixin, linked: bool = False) -> dict:
    """Return a chart's Vega-Lite specification with the book's look.

    Args:
        chart: the chart, without configuration of its own.
        linked: whether a span of its horizontal axis can be selected (`SPAN`).
    """
    # Altair would validate each part made on the way; tests validate the charts of the book, and Vega has to draw them
    with warnings.catch_warnings(), schemapi.debug_mode(False):
        warnings.filterwarnings("ignore", "Automatically deduplicated selection")  # parts side by side share one span
        if linked:
            chart = chart.add_params(alt.selection_interval(name=SPAN, encodings=["x"]))
        spec = json.loads(chart.configure(**theme.config()).to_json(validate=False))
    spec.pop("usermeta", None)
    _add_tooltips(spec, _gaps(spec))
    _share_extents(spec)
    utc.put_in_utc(spec)
    return spec
