"""Drafts keep the schemas of their tables and fit together; needs no source text."""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from .. import drafts, records
from ..coding import decisions
from ..schema import cells, csvfile
from . import codings, relations

KEY = f"{drafts.FOLDER}/"  # before the id of a text, where faults are told by table
MOST_FAULTS = 10  # told at once
Data = dict[str, list[dict[str, str]]]


def shown(slug: str) -> str:
    """Return the folder of a draft as messages name it, for a person who has to edit its tables."""
    return f"data/{KEY}{slug}"


class InvalidDraft(ValueError):
    """The tables of a draft break a rule; the message names the first faults."""


def _load(folder: Path) -> tuple[Data, list[str]]:
    """Return the rows of the tables of a draft, and the faults in the form of its files."""
    data: Data = {}
    faults: list[str] = []
    known = {*drafts.TABLES, *records.table_names()}
    for name in sorted({*drafts.TABLES, *(path.stem for path in folder.glob("*.csv"))}):
        path = folder / f"{name}.csv"
        if not path.is_file():
            faults.append(f"{name}.csv: is not there, expected a table of the draft")
        elif name not in known:
            faults.append(f"{name}.csv: no schema describes it, expected one of: {', '.join(drafts.TABLES)}")
        else:
            table = csvfile.parse(path.read_bytes(), path.name)
            columns = [field["name"] for field in drafts.schema(name)["fields"]]
            if not table.faults and table.columns != columns:
                table.faults.append(
                    f"{name}.csv, row 1: the columns are {', '.join(table.columns)}, expected {', '.join(columns)}"
                )
            faults += table.faults
            data[name] = table.rows
    return data, faults


def _cell_faults(data: Data) -> Iterator[str]:
    for name, rows in data.items():
        described = drafts.schema(name)
        judges = {field["name"]: cache(partial(cells.fault, field)) for field in described["fields"]}
        seen: set[tuple[str, ...]] = set()
        for line, row in enumerate(rows, 2):
            for column, judge in judges.items():
                if fault := judge(row[column]):
                    yield f"{name}.csv, row {line}: {column} {fault}"
            key = tuple(row[column] for column in described["primaryKey"])
            if key in seen:
                yield f"{name}.csv, row {line}: the key {', '.join(key)} stands twice, expected once"
            seen.add(key)


def _reference_faults(slug: str, data: Data, actors: set[str]) -> Iterator[str]:
    """Yield what leads nowhere: texts, paragraphs, actors and records that are not there, places outside the text."""
    if len(data["documents"]) != 1:
        yield f"documents.csv: has {len(data['documents'])} rows, expected one, of {slug}"
        return
    document, pars = data["documents"][0], {row["par"] for row in data["paragraphs"]}
    size = int(document["n_chars"])
    if len(pars) != int(document["n_paragraphs"]):
        yield f"documents.csv, row 2: n_paragraphs is {document['n_paragraphs']}, paragraphs.csv has {len(pars)}"
    for name, rows in data.items():
        for line, row in enumerate(rows, 2):
            where = f"{name}.csv, row {line}"
            if (doc := row.get("doc_id", slug)) != slug:
                yield f"{where}: doc_id is {doc!r}, expected {slug}"
            if (par := row.get("par")) and name in drafts.TABLES and par not in pars:
                yield f"{where}: par is {par}, expected a paragraph that paragraphs.csv has"
            if (actor := row.get("actor_id")) and name in ("mentions", "candidates") and actor not in actors:
                yield f"{where}: actor_id is {actor}, expected an actor of the book"
            if "start" in row and not 0 <= int(row["start"]) < int(row["end"]) <= size:
                yield f"{where}: runs from {row['start']} to {row['end']}, expected a place in a text of {size} signs"
            if name == "candidates" and (row["kind"] == "actor") != bool(row["actor_id"]):
                yield f"{where}: actor_id is {row['actor_id'] or 'empty'}, expected one for an actor, none for a name"


def _registry_faults(data: Data) -> Iterator[str]:
    """Yield records that are not registered or have no place, and those of the registry that no table has."""
    registered = {row["record_id"]: row["table"] for row in data["records"]}
    placed = {row["record_id"] for row in data["spans"]}
    stored = set()
    for name in sorted({"quantities", "dates", *registered.values()} & set(data)):
        key = drafts.schema(name)["primaryKey"][0]
        for line, row in enumerate(data[name], 2):
            stored.add(row[key])
            if registered.get(row[key]) != name:
                yield f"{name}.csv, row {line}: {key} is {row[key]}, expected an id that records.csv has for {name}"
            elif row[key] not in placed:
                yield f"{name}.csv, row {line}: {key} is {row[key]}, expected its place in spans.csv"
    for line, row in enumerate(data["records"], 2):
        if row["status"] == "published":
            yield f"records.csv, row {line}: status is published, expected draft: no record of a draft is published"
        elif row["record_id"] not in stored and row["status"] == "draft":
            yield f"records.csv, row {line}: table is {row['table']}, expected {row['record_id']} in {row['table']}.csv"
    for line, row in enumerate(data["spans"], 2):
        if row["record_id"] not in registered:
            yield f"spans.csv, row {line}: record_id is {row['record_id']}, expected what records.csv has"


def _coding_faults(data: Data) -> Iterator[str]:
    """Yield what breaks the rules of the published tables that a draft can keep while some of its cells are open."""
    whole: Data = {name: data.get(name, []) for name in records.table_names()}
    for rule in (codings.rows, codings.figures_as_printed, relations.places, relations.owners):
        yield from rule(whole)


def _look_faults(document: dict[str, str], folder: Path) -> Iterator[str]:
    """Yield a label, colour or sign that a text of the book has; the place in the book is settled at the last."""
    others = records.rows("documents", folder)
    for column in ("label", "colour", "sign"):
        if other := next((row["doc_id"] for row in others if row[column] == document[column]), None):
            yield f"documents.csv, row 2: {column} is {document[column]}, expected another than that of {other}"


def _coders_faults(folder: Path, data: Data, actors: set[str]) -> Iterator[str]:
    """Yield the first fault of each coder's file: its form, or that a row is not about this edition of the text."""
    document = data["documents"][0]
    within = {row["par"]: (int(row["start"]), int(row["end"])) for row in data["paragraphs"]}
    for path in sorted((folder / decisions.FOLDER).glob("*.csv")):
        try:
            rows = decisions.read(path, actors)
        except decisions.CodingError as error:
            yield f"{decisions.FOLDER}/{error}"
            continue
        for line, row in enumerate(rows, 2):
            where, place = f"{decisions.FOLDER}/{path.name}, row {line}", within.get(row["par"])
            if row["doc_id"] != document["doc_id"]:
                yield f"{where}: is about the text {row['doc_id']}, expected {document['doc_id']}"
            elif row["sha256"] != document["sha256"]:
                yield f"{where}: is about another edition of the text, expected that of documents.csv"
            elif not place or not place[0] <= int(row["start"]) < int(row["end"]) <= place[1]:
                yield f"{where}: par is {row['par']}, expected the paragraph that holds {row['start']} to {row['end']}"
            else:
                continue
            break


def faults_of(slug: str, folder: Path, of_persons: bool = True) -> list[str]:
    """Return what is wrong with the draft of one text, stage by stage: files, cells, references, coders.

    Args:
        slug: the id of the text.
        folder: the folder of the published tables.
        of_persons: whether what persons wrote is looked at, too: values that do not fit together, coders' files.
    """
    data, found = _load(drafts.folder(slug, folder))
    found = found or list(_cell_faults(data))
    if not found:
        actors = {row["actor_id"] for row in [*records.rows("actors", folder), *data.get("actors", [])]}
        found = [*_reference_faults(slug, data, actors), *_registry_faults(data)]
        if of_persons and not found:
            found = [*_coding_faults(data), *_look_faults(data["documents"][0], folder)]
            found += list(_coders_faults(drafts.folder(slug, folder), data, actors))
    return [f"{shown(slug)}/{fault}" for fault in found]


def require(slug: str, folder: Path) -> None:
    """Make sure that the tables of a draft keep their rules, before anybody decides on it; coders look at their own.

    Raises:
        InvalidDraft: they do not; the message names the first faults.
    """
    if found := faults_of(slug, folder, of_persons=False):
        more = [f"and {len(found) - MOST_FAULTS} more"] if len(found) > MOST_FAULTS else []
        raise InvalidDraft("\n".join([*found[:MOST_FAULTS], *more]))


def faults(folder: Path) -> dict[str, list[str]]:
    """Return the faults of all drafts beside some tables, each under `drafts/` and the id of its text."""
    texts = records.docs(folder)
    result = {}
    for slug in drafts.slugs(folder):
        told = (
            f"{shown(slug)}: is the id of a text of documents.csv, expected another, or no draft once it is published"
        )
        taken = [told] if slug in texts else []
        result[f"{KEY}{slug}"] = taken + faults_of(slug, folder)
    return result
