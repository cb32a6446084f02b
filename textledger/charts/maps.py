"""The map: places with their names in both scripts over the outlines of countries."""

from math import cos, radians
from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import records
from ..labels import listing
from .chart import Chart
from .layouts import NARROW, WIDE, Layout
from .theme import GRID, INK, ar


class Frame(NamedTuple):
    """What a map shows, in degrees."""

    west: float
    east: float
    south: float
    north: float

    def height(self, width: int) -> int:
        """Return the height of a map of this width on which a mile is as long in each direction."""
        middle = cos(radians((self.south + self.north) / 2))
        return round(width * (self.north - self.south) / ((self.east - self.west) * middle))

    def holds(self, rows: pd.DataFrame) -> pd.Series:
        """Return which rows lie within, far enough from the edges for a name."""
        return rows["lon"].between(self.west + 1, self.east - 0.5) & rows["lat"].between(
            self.south + 0.4, self.north - 0.2
        )


_WIDE, _NARROW = Frame(33.9, 48.8, 28.9, 38.3), Frame(35.2, 46.9, 31.1, 38.5)
_LAND = "#6b728022"
_SIZES = {"town": 42, "base": 64}
# Where a name stands: its alignment, and the middle of its two lines, below the middle of the sign.
_NAMES = {"left": ("right", 0), "right": ("left", 0), "above_right": ("left", -13), "below_right": ("left", 13),
          "below_left": ("right", 13)}  # fmt: skip
_LINE = 15  # pixels from a name to the same name in the other script
_TOLD = [alt.Tooltip("name_en:N", title="place"), alt.Tooltip("event_en:N", title="what happened there")]
_ARROW = 15  # pixels of the arrow to a place outside the frame


Point = tuple[float, float]


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    """Return the point of a line at which it crosses an edge of the frame."""
    share = (limit - one[axis]) / (other[axis] - one[axis])
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _cut(points: list[Point], axis: int, limit: float, sign: int, closed: bool) -> list[list[Point]]:
    """Return what of a line lies on one side of an edge: one part of a closed line, each part of an open one."""
    parts: list[list[Point]] = [[]]
    for n, point in enumerate(points):
        before = points[n - 1] if n or closed else point
        if (point[axis] - limit) * sign >= 0 > (before[axis] - limit) * sign or (
            (point[axis] - limit) * sign < 0 <= (before[axis] - limit) * sign
        ):
            parts[-1].append(_crossing(before, point, axis, limit))
        if (point[axis] - limit) * sign >= 0:
            parts[-1].append(point)
        elif not closed:
            parts.append([])
    return [part for part in parts if len(part) > 1]


def _lines(frame: Frame, closed: bool) -> pd.DataFrame:
    """Return the points of the outlines within a frame, a row a point: of countries, or of all lines as they run."""
    found: list[dict] = []
    for row in records.rows("outlines"):
        points = [(float(lon), float(lat)) for lon, lat in (point.split() for point in row["points"].split(";"))]
        if closed and not row["country"]:
            continue
        parts = [points if closed or row["closed"] != "true" else [*points, points[0]]]
        for axis, limit, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
            parts = [part for each in parts for part in _cut(each, axis, limit, sign, closed)]
        for k, part in enumerate(parts):
            found += [{"line": f"{row['outline_id']} {k}", "seq": n, "x": x, "y": y} for n, (x, y) in enumerate(part)]
    return pd.DataFrame(found)


def place_map() -> Chart:
    """Draw the places of `places.csv`: towns as dots, bases as rings, one outside the frame as an arrow to it."""
    places = records.table("places").drop(columns=["event_ids", "basis_en"])
    shown = places[places["kind"] != "country"]
    near = shown[shown["kind"] != "abroad"]
    bases = near.loc[near["kind"] == "base", "name_en"]
    far = shown[shown["kind"] == "abroad"]
    text = f"A map of {listing(places.loc[places['kind'] == 'country', 'name_en'])}: "
    text += f"{listing(near['name_en'])}; {listing(bases)} are bases. "
    text += f"An arrow to the west stands for {listing(far['name_en'])}, outside the map."
    names = {"name_en": "Place", "name_ar": "Arabic", "event_en": "What happened there", "lat": "Latitude",
             "lon": "Longitude"}  # fmt: skip
    data = shown.rename(columns=names)[list(names.values())].reset_index(drop=True)
    return Chart(_draw(WIDE, _WIDE, places), text, data, _draw(NARROW, _NARROW, places))


def _draw(layout: Layout, frame: Frame, places: pd.DataFrame) -> alt.TopLevelMixin:
    plot = layout.width - 9
    x = alt.X("x:Q", scale=alt.Scale(domain=[frame.west, frame.east], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[frame.south, frame.north], nice=False, zero=False), axis=None)
    places = places.assign(x=places["lon"], y=places["lat"])
    land = alt.Chart(_lines(frame, closed=True)).mark_line(fill=_LAND, strokeWidth=0)
    edge = alt.Chart(_lines(frame, closed=False)).mark_line(stroke=GRID, strokeWidth=1)
    layers = [part.encode(x=x, y=y, detail=alt.Detail("line:N"), order=alt.Order("seq:O")) for part in (land, edge)]
    countries = places[(places["kind"] == "country") & frame.holds(places)].assign(name_ar=places["name_ar"].map(ar))
    for field, down in (("name_en", -_LINE / 2), ("name_ar", _LINE / 2)):
        named = alt.Chart(countries).mark_text(dy=down, fillOpacity=0.75, fontSize=13 if field == "name_ar" else 12)
        layers.append(named.encode(x=x, y=y, text=alt.Text(f"{field}:N", title="country")))
    near = places[~places["kind"].isin(["country", "abroad"])].assign(Arabic=lambda rows: rows["name_ar"].map(ar))
    layers += _signs(near, x, y)
    layers += _beyond(places[places["kind"] == "abroad"], frame, x, y)
    return alt.layer(*layers).properties(
        width=plot,
        height=frame.height(plot),
        padding={"left": 3, "right": 6, "top": 4, "bottom": 2},
        autosize="none",
    )


def _signs(near: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the signs of towns and bases, and their names in both scripts beside them."""
    layers = []
    for kind, size in _SIZES.items():
        sign = alt.Chart(near[near["kind"] == kind])
        sign = sign.mark_point(size=size, stroke=INK, fill=INK if kind == "town" else None, strokeWidth=1.8, opacity=1)
        layers.append(sign.encode(x=x, y=y, tooltip=_TOLD))
    for side, rows in near.groupby("name_at", observed=True):
        align, middle = _NAMES[side]
        for field, down, size in (("name_en", -_LINE / 2, 12), ("Arabic", _LINE / 2, 13)):
            name = alt.Chart(rows.reset_index(drop=True)).mark_text(
                dx=9 if align == "left" else -9, dy=middle + down, align=align, fontWeight="bold", fontSize=size
            )
            layers.append(name.encode(x=x, y=y, text=alt.Text(f"{field}:N"), tooltip=_TOLD))
    return layers


def _beyond(far: pd.DataFrame, frame: Frame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return an arrow at the western edge for each place outside the frame, with its name behind it."""
    at = far.assign(x=frame.west, y=frame.north - 0.5, Name=far["name_en"] + "  " + far["name_ar"].map(ar)).reset_index(
        drop=True
    )
    head = alt.Chart(at).mark_point(shape="triangle-left", size=80, fill=INK, stroke=None, opacity=1, xOffset=5)
    shaft = alt.Chart(at).mark_rule(strokeWidth=2, xOffset=8, x2Offset=8 + _ARROW)
    name = alt.Chart(at).mark_text(dx=8 + _ARROW + 6, align="left", fontWeight="bold", fontSize=13)
    ends = shaft.encode(x=x, x2=alt.X2("x:Q"), y=y, tooltip=_TOLD)
    return [ends, head.encode(x=x, y=y, tooltip=_TOLD), name.encode(x=x, y=y, text=alt.Text("Name:N"), tooltip=_TOLD)]
