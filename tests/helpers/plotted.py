"""What a form of a chart draws, read from its SVG, and the rows of tables as their files have them."""

import csv
import re

from bs4 import BeautifulSoup, Tag

from textledger.charts import Chart, specs
from textledger.svg import vega

from .paths import DATA


def table(name: str) -> list[dict]:
    """Return the rows of a table as the file has them, without the package that the charts read them by."""
    with open(DATA / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def drawing(form: Chart, which: str = "chart") -> BeautifulSoup:
    """Return the wide or the narrow drawing of a form."""
    return BeautifulSoup(vega.draw(vega.text(specs.vega_lite_spec(getattr(form, which)))), "xml")


def extent(svg: BeautifulSoup) -> tuple[float, ...]:
    """Return the width and the height of the plot."""
    frame = svg.select_one("g.root > g > path.background")["d"]
    return tuple(map(float, re.match(r"M0(?:\.5)?,0(?:\.5)?h([\d.]+)v([\d.]+)h", frame).groups()))


def marks(svg: BeautifulSoup, kind: str) -> list[Tag]:
    """Return what stands in the groups of marks of a kind: `rect`, `symbol`, `text`, `rule`."""
    groups = svg.find_all("g", class_=re.compile(f"mark-{kind} role-mark"))
    return [mark for group in groups for mark in group.find_all(["path", "text", "line"], recursive=False)]


def box(path: Tag) -> tuple[float, float, str]:
    """Return left edge, width and fill of a bar or a cell."""
    left, _, width = re.match(r"M([\d.-]+),([\d.-]+)h([\d.-]+)", path["d"]).groups()
    return float(left), float(width), path["fill"]


def place(mark: Tag) -> tuple[float, ...]:
    """Return where a sign or a text stands."""
    return tuple(map(float, re.search(r"translate\(([\d.-]+),([\d.-]+)\)", mark["transform"]).groups()))


def words(svg: BeautifulSoup) -> list[str]:
    """Return what is written in the plot."""
    return [text.get_text() for text in marks(svg, "text")]


def squeezed(text: Tag) -> str:
    """Return a text with the lines it is broken into joined."""
    lines = [span.get_text() for span in text.find_all("tspan")] or [text.get_text()]
    return " ".join(lines)
