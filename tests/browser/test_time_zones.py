"""Charts tell the same days everywhere: whatever the zone of the machine that draws and of the reader who looks."""

import datetime as dt
import json
import os
import re
import subprocess
import sys

import pytest

from textledger_sphinx.theme import assets

from ..helpers import drawn

ZONES = ("America/Los_Angeles", "Pacific/Kiritimati")  # UTC-8, UTC+14: both ends of a day; `make audit` adds UTC+3
# What the words of a specification must not hold: functions of Vega's expressions that read or write local time.
LOCAL = re.compile(
    r"\b(?:timeFormat|timeParse|timeOffset|timeSequence|datetime|now|year|quarter|month|week|day|dayofyear|date"
    r"|hours|minutes|seconds|milliseconds|timezoneoffset)\("
)
# Draws specifications given as JSON lines; what differs between two zones differs between two builders.
DRAW = """
import json, sys
from textledger.svg import vega
print(json.dumps([vega.draw(line) for line in sys.stdin]))
"""
WATCH = (
    "addEventListener('tl-drawn', event => { (window.views ??= {})[event.target.closest('figure').id] = event.detail })"
)
# The labels of a chart's axes and its signs, each with where it stands; what overlaps is not drawn.
STANDING = """id => [...document.querySelectorAll(`#${id} svg :is(.role-axis-label, .role-mark) > *`)]
    .filter(part => part.getAttribute("opacity") !== "0" && !part.matches("[class*=_brush] > *"))
    .map(part => [part.textContent || part.localName, ...["transform", "x2", "d"].flatMap(name =>
        name === "d" && part.hasAttribute("transform") ? []
        : (part.getAttribute(name) ?? "").match(/-?[0-9.]+(e-?\\d+)?/g)?.map(Number) ?? [])])"""
TOLD = """id => {
    const told = [], read = item => {
        if (item.tooltip) told.push(item.tooltip)
        for (const inner of item.items ?? []) read(inner)
    }
    read(views[id].scenegraph().root)
    return told
}"""


def _parts(node, path=()):
    if isinstance(node, dict):
        yield path, node
        for name, inner in node.items():
            if name != "datasets":
                yield from _parts(inner, (*path, name))
    elif isinstance(node, list):
        for inner in node:
            yield from _parts(inner, path)


def days(spec: dict) -> dict[str, set[str]]:
    """Return what the tooltips of a chart must say: the days of its rows in words, by the tooltip's name for them."""
    found = {}
    for path, part in _parts(spec):
        if path[-1:] == ("tooltip",) and part.get("type") == "temporal":
            rows = [row.get(part["field"]) for rows in spec["datasets"].values() for row in rows]
            dates = [dt.date.fromisoformat(value[:10]) for value in rows if value]
            found.setdefault(part["title"], set()).update(f"{day.day} {day:%B %Y}" for day in dates)
    return found


@pytest.fixture(scope="module")
def dated(site):
    """The pages with charts of time: page, then id and specification of the wide drawing of its charts."""
    found = {}
    for name, (page, _) in drawn.page_figures(site).items():
        spec, *_ = drawn.script(site, name)
        if any(part.get("type") == "temporal" for _, part in _parts(spec)):
            found.setdefault(page, {})[name] = spec
    return found


def test_specifications_hold_no_local_time(site):
    local = []
    specs = [(name, spec) for name in drawn.page_figures(site) for spec in drawn.script(site, name)]
    for name, spec in specs:
        for path, part in _parts(spec):
            words = [value for value in part.values() if isinstance(value, str)]
            local += [f"{name}: {value}" for value in words if LOCAL.search(value)]
            if isinstance(part.get("timeUnit"), str) and not part["timeUnit"].startswith("utc"):
                local.append(f"{name}: {path} {part['timeUnit']}")
        for rows in spec.get("datasets", {}).values():
            values = {value for row in rows for value in row.values() if isinstance(value, str)}
            local += [f"{name}: {value}" for value in values if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+", value)]
    assert not local


def test_scripts_of_pages_write_no_local_time():
    script = assets.join_sources(assets.SCRIPTS)
    assert "toISOString" in script, "days are written in UTC"
    assert not re.findall(r"\btoLocale(?:Date|Time)?String\b|\bget(?:FullYear|Month|Date|Day|Hours|Minutes)\(", script)


def test_a_drawing_is_the_same_wherever_it_is_made(dated):
    specs = {name: spec for charts in dated.values() for name, spec in charts.items()}
    lines = "\n".join(json.dumps(spec, sort_keys=True) for spec in specs.values())
    made = {}
    for zone in ("UTC", *ZONES):
        ran = subprocess.run(
            [sys.executable, "-c", DRAW], input=lines, capture_output=True, text=True, check=True,
            env=os.environ | {"TZ": zone},
        )  # fmt: skip
        made[zone] = dict(zip(specs, json.loads(ran.stdout), strict=True))
    assert len(made["UTC"]) > len(dated)
    other = {zone: [name for name in specs if made[zone][name] != made["UTC"][name]] for zone in ZONES}
    assert not {zone: names for zone, names in other.items() if names}


def live_in(chromium, address, dated, zone):
    """Return where the parts of live charts stand in a time zone, and the tooltips of their signs, both by figure."""
    context = chromium.new_context(timezone_id=zone, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(WATCH)
    stand, tips = {}, {}
    for name, charts in dated.items():
        page.goto(f"{address}/{name}")
        page.evaluate("document.fonts.ready.then(() => true)")
        for figure in charts:
            page.evaluate("id => textledger.enliven(document.getElementById(id))", figure)
            stand[figure], tips[figure] = page.evaluate(STANDING, figure), page.evaluate(TOLD, figure)
    context.close()
    return stand, tips


@pytest.fixture(scope="module")
def standing(chromium, address, dated):
    """Where the parts of live charts stand for a reader in UTC."""
    return live_in(chromium, address, dated, "UTC")[0]


@pytest.mark.parametrize("zone", [*ZONES, pytest.param("Asia/Baghdad", marks=pytest.mark.audit)])
def test_a_live_chart_stands_as_in_utc_and_tells_the_days_of_its_rows(chromium, address, dated, standing, zone):
    stand, tips = live_in(chromium, address, dated, zone)
    assert stand == standing
    wrong, told = {}, 0
    for charts in dated.values():
        for figure, spec in charts.items():
            expected = days(spec)
            for tip in tips[figure]:
                for field in expected.keys() & tip.keys():
                    told += 1
                    if tip[field] not in expected[field]:
                        wrong.setdefault(figure, set()).add(tip[field])
    assert not wrong
    assert told
