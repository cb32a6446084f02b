"""The book's figures as the kernels emitted them and as the pages show them, for the tests of charts."""

import io
import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from bs4 import BeautifulSoup, SoupStrainer

from textledger import records
from textledger.html.figures import specifications
from textledger.html.inline import FIGURE_MIME

RECORD = re.compile(r"(?:[a-z]+-[qdcrnbk][0-9]{2,3}|ev-[a-z0-9-]+|link-[0-9]{2,3}|later-[0-9]{2})")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?%?")
PARTS = ("hconcat", "vconcat", "concat")


class Unit(NamedTuple):
    """One mark of a chart: the class of its group in the SVG, its specification, its rows or None."""

    group: str
    spec: dict
    rows: list | None


def emitted(site: Path) -> dict[str, dict]:
    """Return what the kernels emitted for the figures of the built site, by id."""
    # the cache may also hold earlier runs: those whose words the pages do not show are passed over
    shown = {name: figure.select_one(".tl-chart")["aria-label"] for name, (_, figure) in page_figures(site).items()}
    figures = {}
    for path in sorted((site.parent / ".jupyter_cache" / "executed").glob("*/base.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            for output in cell.get("outputs", []):
                content = output.get("data", {}).get(FIGURE_MIME)
                if not content or shown.get(content["id"]) != content["alt"]:
                    continue
                if script(site, content["id"]) == specifications(content):
                    figures[content["id"]] = content
    return figures


def script(site: Path, name: str) -> list[dict]:
    """Return the specifications that a figure's script hands to the page: of the wide drawing, then of the narrow."""
    text = (site / "figures" / f"{name}.js").read_text(encoding="utf-8")
    own_name, *specs = json.loads(re.sub(r"^textledger\.chart\((.*)\);\n$", r"[\1]", text))
    assert own_name == name
    return specs


@cache
def page_figures(site: Path) -> dict[str, tuple[str, BeautifulSoup]]:
    """Return the figures of the pages by id: the page, the element."""
    figures = {}
    for path in [site / "index.html", *sorted((site / "chapters").glob("*.html"))]:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser", parse_only=SoupStrainer("figure"))
        for figure in soup.select("figure.tl-figure[id]"):
            if figure.select_one(".tl-chart"):
                figures[figure["id"]] = (path.relative_to(site).as_posix(), figure)
    return figures


def units(spec: dict, prefix: str = "", above=None, datasets=None) -> list[Unit]:
    """Return the marks of a specification with their rows (None where a transformation changes their number)."""
    datasets = spec.get("datasets", {}) if datasets is None else datasets
    data = spec.get("data", above)
    if any("calculate" not in step for step in spec.get("transform", ())):
        data = {"changed": True}
    for name in PARTS:
        if name in spec:
            each = enumerate(spec[name])
            return [u for n, part in each for u in units(part, f"{prefix}concat_{n}_", data, datasets)]
    if "layer" in spec:
        each = enumerate(spec["layer"])
        return [u for n, part in each for u in units(part, f"{prefix}layer_{n}_", data, datasets)]
    if "spec" in spec:
        return units(spec["spec"], f"{prefix}child_", data, datasets)
    aggregated = any(isinstance(c, dict) and ("aggregate" in c or "bin" in c) for c in spec["encoding"].values())
    rows = None if aggregated or not data or "changed" in data else datasets.get(data.get("name"), data.get("values"))
    if {"row", "column", "facet"} & set(spec["encoding"]):
        prefix += "child_"
    return [Unit(f"{spec['name']}_marks" if "name" in spec else f"{prefix}marks", spec, rows)]


def drawable(unit: Unit) -> list[dict]:
    """Return the rows of a mark that have all the places it is drawn at."""
    places = [unit.spec["encoding"].get(name) or {} for name in ("x", "y")]
    fields = [p["field"] for p in places if p.get("type") in ("quantitative", "temporal") and "field" in p]
    return [row for row in unit.rows if all(row.get(field) is not None for field in fields)]


def frame(content: dict) -> pd.DataFrame:
    """Return a figure's rows."""
    return pd.read_csv(io.StringIO(content["csv"]))


def _forms(value: float) -> set[str]:
    forms = {f"{value:,.{places}f}" for places in range(4)} | {f"{value:g}", f"{value:.0f}"}
    return forms | {f"{value:.{places}%}" for places in (0, 1)} | {f"{value:.0f}%"}


def derivable(rows: pd.DataFrame) -> set[str]:
    """Return the numbers, as printed, that rows give: values, counts, sums and their shares over one or two columns."""
    words = [name for name in rows if not pd.api.types.is_numeric_dtype(rows[name])]
    numbers = [name for name in rows if name not in words]
    values = {float(len(rows))}
    for name in rows:
        values |= {float(rows[name].nunique()), float(rows[name].notna().sum())}
    for name in numbers:
        values |= set(rows[name].dropna().astype(float))
    keys = [[name] for name in rows] + [list(pair) for pair in itertools.combinations(rows.columns, 2)]
    for key in keys:
        groups = rows.groupby(key, dropna=True)
        values |= set(groups.size().astype(float)) | set((groups.size() / len(rows)).astype(float))
        for column in words:
            if column not in key:
                values |= set(groups[column].nunique().astype(float))
        for name in numbers:
            sums = groups[name].sum().astype(float)
            values |= set(sums) | ({s / sums.sum() for s in sums} if sums.sum() else set())
            if len(key) == 2:
                values |= set((sums / sums.groupby(level=0).transform("sum")).dropna())
    for name in numbers:
        values.add(float(rows[name].sum()))
        values |= {
            a / b
            for divisor in numbers
            for a, b in zip(rows[name], rows[divisor], strict=True)
            if b and divisor != name
        }
    printed = {form for value in values for form in _forms(value)}
    for name in words:
        for value in rows[name].dropna().astype(str):
            printed |= set(re.findall(r"\d[\d,]*(?:\.\d+)?%?", value)) | {
                str(int(n)) for n in re.findall(r"\d+", value)
            }
    return printed


def numbers_told(alt: str, rows: pd.DataFrame) -> list[str]:
    """Return the numbers that a text alternative states beyond names: labels, ids and cells of words are left out."""
    cells = {
        str(value) for name in rows if not pd.api.types.is_numeric_dtype(rows[name]) for value in rows[name].dropna()
    }
    names = sorted({*records.labels().values(), *cells, *map(str, rows.columns)}, key=len, reverse=True)
    for name in names:
        if not name.replace(",", "").replace(".", "").isdigit():
            alt = alt.replace(name, " ")
    return NUMBER.findall(RECORD.sub(" ", alt))
