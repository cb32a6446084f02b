"""Publishing a draft: its rows become rows of the published tables, all of them or none.

The tables are made in a copy of their folder, which takes the place of the folder once it keeps every rule.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .. import datapackage, drafts, records, running
from ..coding import drafts as coded
from ..coding import swap
from ..corpus import derive
from ..rules import drafts as draft_rules
from ..rules import validate
from ..schema import cells, csvfile, tables
from . import placing

STATUS = {"draft": "published"}  # what becomes of the status of a record
Rows = list[dict]
MOST_TOLD = 40  # faults at once: they are a person's list of what is left to do


class Unfinished(ValueError):
    """A draft is not ready to be published; the message says what a person has to decide or to write."""


def _names(folder: Path) -> list[str]:
    """Return the tables of a draft that are published."""
    return sorted(path.stem for path in folder.glob("*.csv") if path.stem != "candidates")


def _left(slug: str, data: Path) -> Iterator[str]:
    """Yield each cell that a person has to fill, and each record on which nobody has decided."""
    draft = drafts.Draft(slug, data)
    for name in _names(drafts.folder(slug, data)):
        for line, row in enumerate(draft.rows(name), 2):
            where = f"{draft_rules.shown(slug)}/{name}.csv, row {line}"
            for field in records.schema(name)["fields"]:
                if fault := cells.fault(field, row[field["name"]]):
                    yield f"{where}: {field['name']} {fault}"
            if name == "records" and row["status"] == "draft" and not drafts.person(row["rule"]):
                due = f"a person's decision: {running.command(f'code {slug}')}, then with --apply"
                yield f"{where} ({row['record_id']}): rule is {row['rule']}, expected {due}"


def _require(faults: list[str]) -> None:
    if faults:
        more = [f"and {len(faults) - MOST_TOLD} more"] if len(faults) > MOST_TOLD else []
        raise Unfinished("\n".join([*faults[:MOST_TOLD], *more]))


def _source(slug: str, data: Path, folder: str | None) -> derive.Sources:
    """Return the text of a draft.

    Raises:
        SourceError: it is not at hand, or is another edition than that on which a person decided.
    """
    return derive.Sources(coded.source_folder(slug, data, folder), [drafts.Draft(slug, data).document])


def _measured(own: dict[str, Rows], data: Path, source: derive.Sources) -> dict[str, Rows]:
    """Return the tables of a text with all in them that follows from it alone, as `features` computes it."""
    from ..measures import features  # with numpy, which takes longer to load than the other commands to start

    shared = {name: [*records.rows(name, data), *own.get(name, [])] for name in ("actors", "lexicon")}
    derived = derive.derive_tables({name: own.get(name, []) for name in derive.MADE} | shared, source)
    derived["features"] = features.features(source, shared["lexicon"])
    return own | {name: rows for name, rows in derived.items() if rows}


def _combine(slug: str, data: Path, new: Path, source: derive.Sources) -> None:
    """Write the tables with the rows of a draft into a new folder, without the draft."""
    draft = drafts.Draft(slug, data)
    shutil.copytree(data, new, ignore=lambda folder, _: [slug] if Path(folder) == data / drafts.FOLDER else [])
    placing.drop_empty(new / drafts.FOLDER)
    own = {}
    for name in _names(drafts.folder(slug, data)):
        columns = [field["name"] for field in records.schema(name)["fields"]]
        own[name] = [{column: row[column] for column in columns} for row in draft.rows(name)]
    own["records"] = [row | {"status": STATUS.get(row["status"], row["status"])} for row in own["records"]]
    for name, rows in _measured(own, data, source).items():
        tables.write(name, [*records.rows(name, data), *rows], new)
    tables.sort(new)
    datapackage.write(new)


def _told(fault: str, slug: str, data: Path, new: Path) -> str:
    """Return a fault of the tables with a draft's rows in them, with the file and the row that a person edits."""
    if not (found := re.match(r"(\w+)\.csv, row (\d+)", fault)):
        return fault
    name, line = found[1], int(found[2]) - 2
    path = drafts.folder(slug, data) / f"{name}.csv"
    rows, own = csvfile.read(new / f"{name}.csv"), csvfile.read(path) if path.is_file() else []
    if line < len(rows):
        key = {column: rows[line][column] for column in records.schema(name)["primaryKey"]}
        for number, row in enumerate(own, 2):
            if key.items() <= row.items():
                return f"{draft_rules.shown(slug)}/{name}.csv, row {number}{fault[found.end() :]}"
    return f"{name}.csv{fault[found.end() :]}"


def publish(repository: placing.Repository, slug: str, folder: str | None = None) -> Path:
    """Put the rows of a draft into the published tables and return where its own are kept; or leave all as it was.

    Args:
        repository: the places of the files.
        slug: the id of the text.
        folder: where the text lies, if not in `sources/`.

    Raises:
        Unfinished: a person has to decide or to write something first; each place is named.
        SourceError: the text is not at hand, or is another edition than that on which a person decided.
        OSError: a file cannot be written.
    """
    data = repository.data
    draft_rules.require(slug, data)
    source = _source(slug, data, folder)
    _require(list(_left(slug, data)))
    new = swap.beside(data)
    kept = placing.free(repository, slug)
    try:
        _combine(slug, data, new, source)
        found = validate.faults(new)
        _require([_told(fault, slug, data, new) for of_one in found.values() for fault in of_one])
        shutil.copytree(drafts.folder(slug, data), kept)  # with what each coder decided
        swap.replace(data)
    except BaseException as error:
        swap.mend(data)
        swap.beside(data)  # what was made goes
        is_published = not drafts.folder(slug, data).exists()
        if not is_published:
            shutil.rmtree(kept, ignore_errors=True)
        if not is_published or not isinstance(error, OSError):
            raise
    return kept
