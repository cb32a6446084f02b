"""Publishing a draft: its rows become rows of the published tables, all of them or none.

The tables are made in a copy of their folder, which takes the place of the folder once it keeps every rule.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .. import datapackage, drafts, records, running
from ..coding import swap
from ..rules import drafts as draft_rules
from ..rules import relations, validate
from ..schema import cells, tables
from . import placing

LATER = (relations.measured,)  # rules that the measures keep, which are computed once a text is published
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
            where = f"{draft_rules.KEY}{slug}/{name}.csv, row {line}"
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


def _combine(slug: str, data: Path, new: Path) -> None:
    """Write the tables with the rows of a draft into a new folder, without the draft."""
    draft = drafts.Draft(slug, data)
    shutil.copytree(data, new, ignore=lambda folder, _: [slug] if Path(folder) == data / drafts.FOLDER else [])
    placing.drop_empty(new / drafts.FOLDER)
    for name in _names(drafts.folder(slug, data)):
        columns = [field["name"] for field in records.schema(name)["fields"]]
        own = [{column: row[column] for column in columns} for row in draft.rows(name)]
        if name == "records":
            own = [row | {"status": "published" if row["status"] == "draft" else row["status"]} for row in own]
        tables.write(name, [*records.rows(name, data), *own], new)
    tables.sort(new)
    datapackage.write(new)


def publish(repository: placing.Repository, slug: str) -> Path:
    """Put the rows of a draft into the published tables and return where its own are kept; or leave all as it was.

    Args:
        repository: the places of the files.
        slug: the id of the text.

    Raises:
        Unfinished: a person has to decide or to write something first; each place is named.
        OSError: a file cannot be written.
    """
    data = repository.data
    draft_rules.require(slug, data)
    _require(list(_left(slug, data)))
    new = swap.beside(data)
    kept = placing.free(repository, slug)
    try:
        _combine(slug, data, new)
        found = validate.faults(new, rules=tuple(rule for rule in validate.RULES if rule not in LATER))
        _require([re.sub(r", row \d+", "", fault) for of_one in found.values() for fault in of_one])
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
