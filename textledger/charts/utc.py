"""Days in charts are days of UTC: a chart shows the same date wherever it is drawn and wherever it is read.

Vega reads a day as midnight of UTC and, left alone, scales and writes it in the time of the machine: west of Greenwich
that is the day before.
"""

import re

DAY = "%-d %B %Y"
_WRITING = ("tooltip", "text")  # channels that write a value
_WITHOUT_SCALE = ("x2", "y2", "detail", "order", "key", "href", "row", "column", "facet")  # all others have a scale
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+")  # a time without a zone, which Vega reads as local


def _set_utc(name: str, channel: dict) -> None:
    if channel.get("type") != "temporal":
        return
    if name in _WRITING:
        channel.setdefault("format", DAY)
        channel["formatType"] = "utcFormat"
    elif name not in _WITHOUT_SCALE:
        channel["scale"] = {**(channel.get("scale") or {}), "type": "utc"}


def put_in_utc(part) -> None:
    """Put every time of a specification, or of a part of one, into UTC, in place."""
    if isinstance(part, list):
        for inner in part:
            put_in_utc(inner)
    if not isinstance(part, dict):
        return
    for name, channels in part.get("encoding", {}).items():
        for channel in channels if isinstance(channels, list) else [channels]:
            _set_utc(name, channel)
    unit = part.get("timeUnit")
    if isinstance(unit, str) and not unit.startswith("utc"):
        part["timeUnit"] = f"utc{unit}"
    for rows in part.get("datasets", {}).values():
        for row in rows:
            row.update({name: f"{value}Z" for name, value in row.items() if _LOCAL.fullmatch(str(value))})
    for name, inner in part.items():
        if name != "datasets":
            put_in_utc(inner)
