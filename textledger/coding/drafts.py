"""The drafts of a text: what the rules found in it, with places in its source, for a person to decide on."""

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .. import records
from ..corpus import spans, text
from ..drafts import BY_HAND, DECIDED, slugs
from ..extract import draft as extraction
from ..schema import csvfile, tables
from . import swap, variables

FOLDER = "drafts"  # within the folder of the tables


@dataclass(frozen=True)
class Unit:
    """One draft: its id, table, place and rule, the values that the rule gave, and all that it may mean."""

    id: str
    table: str
    kind: str
    par: int
    start: int
    end: int
    rule: str
    values: dict[str, str]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A text with its drafts: id, titles, digest and folder, the source itself and the key of its seals."""

    doc_id: str
    title: str
    sha256: str
    folder: Path
    source: str
    units: tuple[Unit, ...]
    actors: dict[str, str]
    key: bytes = field(repr=False)

    def mac(self, start: int, end: int) -> str:
        """Return the seal of a place."""
        return spans.mac(self.key, self.source[start:end])

    def par(self, start: int, end: int) -> int | None:
        """Return the paragraph that holds a place, or None where none holds it whole."""
        before = bisect.bisect_right(self._paragraphs, start, key=lambda paragraph: paragraph.start)
        last = self._paragraphs[before - 1] if before else None
        return last.par if last and start < end <= last.end else None

    @cached_property
    def _paragraphs(self) -> list[text.Paragraph]:
        return text.paragraphs(self.source)


def folder_of(slug: str, data: Path) -> Path:
    """Return the folder of a text's drafts.

    Raises:
        ValueError: the id is none, or there are no drafts under it.
    """
    if not re.fullmatch("[a-z]+", slug):
        raise ValueError(f"{slug!r} is not the id of a text: expected letters from a to z")
    folder = data / FOLDER / slug
    swap.mend(folder)
    if not folder.is_dir():
        raise ValueError(f"{slug}: is no draft of this book; there are: {', '.join(slugs(data)) or 'none'}")
    return folder


def source_folder(slug: str, data: Path, chosen: str | None) -> Path:
    """Return the folder that holds a text: the one given, else `sources/` beside the tables, else the environment's.

    Raises:
        SourceError: none holds it.
    """
    beside = data.resolve().parent / "sources"
    if not chosen and (beside / f"{slug}.txt").is_file():
        return beside
    try:
        return text.sources_dir(chosen)
    except text.SourceError as error:
        if chosen:
            raise
        raise text.SourceError(
            f"the text itself is needed, and {beside / f'{slug}.txt'} is not there: "
            f"put it there, pass --sources DIR or set {text.ENVIRONMENT}"
        ) from error


def _readings(source: str, day: str) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return what an amount or date may mean where the rules leave several readings, by place."""
    found = extraction.draft(source, day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None)
    rows: Iterable[dict] = [*found["numbers"], *found["dates"]]
    shown = {(row["start"], row["end"]): row.get("readings") or () for row in rows}
    return {place: tuple(tables.cell(value) for value in values) for place, values in shown.items()}


def rule_alone(rule: str) -> str:
    """Return the rule that made a draft, without the person whose decision on it was applied: another must not know."""
    return DECIDED.sub("", rule)


def extent(places: list[dict]) -> tuple[int, int]:
    """Return the first code point of some places and the one after the last."""
    return min(int(place["start"]) for place in places), max(int(place["end"]) for place in places)


def _coded(folder: Path, readings: dict) -> list[Unit]:
    places: dict[str, list[dict]] = {}
    for row in csvfile.read(folder / "spans.csv"):
        places.setdefault(row["record_id"], []).append(row)
    units = []
    registry = {row["record_id"]: row for row in csvfile.read(folder / "records.csv")}
    for table in variables.CODED:
        if not (folder / f"{table}.csv").is_file():
            continue
        key = records.schema(table)["primaryKey"][0]
        for row in csvfile.read(folder / f"{table}.csv"):
            record = registry[row[key]]
            if record["status"] != "draft" or record["rule"].startswith(BY_HAND):
                continue
            start, end = extent(places[row[key]])
            values = {each["name"]: row[each["name"]] for each in variables.fields(table)}
            found = readings.get((start, end), ())
            units.append(
                Unit(row[key], table, table, int(row["par"]), start, end, rule_alone(record["rule"]), values, found)
            )
    return units


def _candidates(folder: Path) -> list[Unit]:
    path = folder / "candidates.csv"
    return [
        Unit(
            row["candidate_id"],
            variables.CANDIDATES,
            row["kind"],
            int(row["par"]),
            int(row["start"]),
            int(row["end"]),
            rule_alone(row["rule"]),
            {"actor_id": row["actor_id"]},
        )
        for row in (csvfile.read(path) if path.is_file() else [])
    ]


def load(slug: str, data: Path, sources: str | None = None) -> Text:
    """Return a text with its drafts, in the order in which they stand in it.

    Args:
        slug: the id of the text.
        data: the folder of the tables; drafts lie in `drafts/` within it.
        sources: the folder of the texts, if one is named.

    Raises:
        ValueError: there are no such drafts, or their tables are not well formed.
        SourceError: the text is not there, or is another edition than the one described.
        LookupError: a record has no place, or none is registered.
    """
    folder = folder_of(slug, data)
    document = csvfile.read(folder / "documents.csv")[0]
    source = text.read(slug, source_folder(slug, data, sources), document["sha256"])
    units = [*_coded(folder, _readings(source, document["published_edtf"])), *_candidates(folder)]
    actors = {row["actor_id"]: row["name_en"] for row in records.rows("actors", data)}
    if (folder / "actors.csv").is_file():
        actors |= {row["actor_id"]: row["name_en"] for row in csvfile.read(folder / "actors.csv")}
    ordered = tuple(sorted(units, key=lambda unit: (unit.start, unit.end, unit.id)))
    title = document["title_ar"] or document["label"]
    key = spans.key(source.encode("utf-8"))
    return Text(slug, title, document["sha256"], folder, source, ordered, actors, key)


def summary(table: str, values: dict[str, str], actors: dict[str, str]) -> str:
    """Return the value of a unit in a few words."""
    if table == variables.CANDIDATES:
        return actors.get(values["actor_id"], values["actor_id"]) or "a name of nobody listed"
    if table == "dates":
        return f"{values['kind']}: {values['edtf_resolved'] or values['edtf_printed'] or 'no calendar value'}"
    if table == "claims":
        return values["text_en"]
    pairs = (values["low"], values["high"]), (values["from_value"], values["to_value"])
    if values["kind"] == "from_to":
        return f"from_to: {' → '.join(value or '?' for value in pairs[1])}"
    bounds = list(dict.fromkeys(value for value in pairs[0] if value))
    return f"{values['kind']}: {'–'.join(bounds) or 'no number'} {values['unit']}".strip()
