"""The map and the time line: signs stand where the tables say, in order, and no name covers another."""

import datetime
from itertools import combinations, pairwise

import pytest

from textledger import charts, edtf, records, tallies
from textledger.charts import maps, timelines

from .test_chart_layouts import form, length, svg
from .test_narrow_drawings import at

WHICH = ["chart", "narrow"]
AIR = 10  # pixels between the names of two places


def boxes(drawing):
    """Return the words of a drawing with the box that each takes."""
    found = []
    for text in drawing.find_all("text"):
        size = float(text["font-size"].removesuffix("px"))
        lines = [span.get_text() for span in text.find_all("tspan")] or [text.get_text()]
        x, y = at(text)
        for n, line in enumerate(lines):
            long = length(line, size)
            left = x - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor", "start")]
            base = y + 15 * n
            found.append((line, left, left + long, base - 0.72 * size, base + 0.05 * size))
    return found


def covering(found):
    return [
        (one[0], other[0])
        for one, other in combinations(found, 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("name", ["map", "timeline"])
def test_no_name_covers_another(name, which):
    found = boxes(svg(name, which))
    assert len(found) > 15
    assert not covering(found)
    assert covering([*found, found[-1]])


def apart(one, other):
    """Return the pixels between two boxes, of which each is left, right, top and bottom."""
    return max(one[0] - other[1], other[0] - one[1], one[2] - other[3], other[2] - one[3])


def test_names_on_the_small_map_keep_apart():
    """No name stands close to that of another place, nor so close to another's sign that it might be its name."""
    drawing, isolates = svg("map", "narrow"), dict.fromkeys(range(0x2066, 0x206A))
    places = {row[name]: row["place_id"] for row in records.rows("places") for name in ("name_en", "name_ar")}
    names = [(places.get(words.translate(isolates).strip()), box) for words, *box in boxes(drawing)]
    names = [(place, box) for place, box in names if place]
    assert len(names) > 15
    pairs = [(one, other) for one, other in combinations(names, 2) if one[0] != other[0]]
    assert not {(one[0], other[0]) for one, other in pairs if apart(one[1], other[1]) < AIR}
    for x, y in (at(path) for path in drawing.select('g[class*="mark-symbol"] path')):
        assert len({place for place, box in names if apart(box, (x, x, y, y)) < AIR + 5}) <= 1


@pytest.mark.parametrize("which", WHICH)
def test_each_place_has_both_names_and_stands_where_it_lies(which):
    places = [row for row in records.rows("places") if row["kind"] in ("town", "base")]
    drawing = svg("map", which)
    words = "".join(text.get_text() for text in drawing.find_all("text"))
    for row in records.rows("places"):
        if row["kind"] != "country":
            assert row["name_en"] in words
            assert row["name_ar"] in words
    frame = maps._WIDE if which == "chart" else maps._NARROW
    signs = [at(path) for path in drawing.select('g[class*="mark-symbol"] path')]
    width = float(drawing.svg["width"]) - 9
    expected = {
        (round(3 + width * (float(row["lon"]) - frame.west) / (frame.east - frame.west)),
         round(4 + frame.height(width) * (frame.north - float(row["lat"])) / (frame.north - frame.south)))
        for row in places
    }  # fmt: skip
    drawn = {(round(x), round(y)) for x, y in signs}
    assert all(any(abs(x - a) <= 1 and abs(y - b) <= 1 for a, b in drawn) for x, y in expected)


@pytest.mark.parametrize("frame", [maps._WIDE, maps._NARROW])
@pytest.mark.parametrize("closed", [True, False])
def test_outlines_end_at_the_frame(frame, closed):
    lines = maps._lines(frame, closed)
    assert lines["x"].between(frame.west - 1e-9, frame.east + 1e-9).all()
    assert lines["y"].between(frame.south - 1e-9, frame.north + 1e-9).all()


def test_a_line_that_leaves_a_frame_and_comes_back_is_two_lines_and_a_country_stays_one():
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert maps._cut(square, 0, 1.0, 1, closed=True) == [[(1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 2.0)]]
    peak = [(0.0, 0.0), (1.0, 2.0), (2.0, 0.0)]
    assert maps._cut(peak, 1, 1.0, -1, closed=False) == [[(0.0, 0.0), (0.5, 1.0)], [(1.5, 1.0), (2.0, 0.0)]]


def test_places_of_events_name_events_that_happened():
    known = set(records.table("events")["event_id"]) | set(records.table("later_events")["later_id"])
    named = {one for row in records.rows("places") for one in records.split_ids(row["event_ids"])}
    assert named
    assert named <= known


def test_the_time_line_has_few_events_its_texts_and_the_order_of_days():
    rows = form("timeline").data
    events = rows[~rows["Record"].isin(records.docs())]
    assert len(events) <= 15
    dates = tallies.dated("timeline").set_index("id")["edtf"]
    assert set(rows["Record"]) == set(dates.index)
    first = [edtf.bounds(dates[one])[0] for one in rows["Record"]]
    assert all(one <= other for one, other in pairwise(first))


@pytest.mark.parametrize("which", WHICH)
def test_the_years_stand_above_and_below_the_time_line(which):
    drawing = svg("timeline", which)
    signs = [at(path)[1] for path in drawing.select('g[class*="mark-symbol"] path')]
    years = {}
    for text in drawing.find_all("text"):
        if text.get_text().isdecimal():
            years.setdefault(text.get_text(), []).append(at(text)[1])
    assert years
    assert all(first < min(signs) and last > max(signs) for first, last in years.values())


@pytest.mark.parametrize("which", WHICH)
def test_a_later_day_stands_farther_right_and_lower(which):
    drawing = svg("timeline", which)
    circles = [at(path) for path in drawing.select('g[class*="mark-symbol"] path[fill="#6b7280"]')]
    shown = form("timeline").data["Record"]
    assert len(circles) == len(shown) - shown.isin(records.docs()).sum()
    assert circles == sorted(circles, key=lambda place: place[1])
    assert all(one[0] <= other[0] + 0.01 for one, other in pairwise(circles))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2024-08-15", "15 Aug 2024"),
        ("2026-01-17/2026-01-18", "17–18 Jan 2026"),
        ("[2024-08-22..2024-09-26]", "22 Aug–26 Sep 2024"),
        ("[2025-07..2025-08]", "Jul–Aug 2025"),
        ("2018-10", "Oct 2018"),
        ("2014", "2014"),
        ("2023-10-07/..", "from 7 Oct 2023"),
    ],
)
def test_dates_are_told_in_few_words(value, told):
    assert timelines._short(value) == told


def test_the_axis_is_wider_from_the_turn_on():
    ends = tuple(datetime.date(year, 1, 1) for year in (2004, 2018, 2027))
    early = timelines._position(datetime.date(2005, 1, 1), ends)
    late = timelines._position(datetime.date(2019, 1, 1), ends) - timelines._position(ends[1], ends)
    assert 0 < early < late
    assert timelines._position(ends[2], ends) == 1


def test_a_set_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no set 'nothing'"):
        charts.timeline("nothing", since=2018)
