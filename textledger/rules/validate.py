"""The tables' rules: form, schema, keys, references, and what holds between columns. Needs no source text.

Rules are looked at in stages, and later ones only where the earlier find nothing: the form of the files and their
schemas; references; what holds between columns and rows. So each fault is named once, where it arises.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .. import citing, datapackage, records, running
from ..coding import variables
from ..schema import cells, csvfile, tables
from . import bibliography, codings, comparisons, descriptions, drafts, judgements, quotations, searches
from . import relations as between
from .relations import Data, at, lines

REMEDY = f"run {running.command('package')}"
MOST_FAULTS = 10  # told at once
JOINED = {  # columns that hold ids joined with ;, and the tables the ids may be in (none: any record)
    ("anomalies", "other_doc_ids"): ("documents",),
    ("documents", "stance_evidence"): ("claims",),
    ("checks", "target_ids"): (),
    ("later_events", "bears_on"): (),
    ("parallels", "claim_ids"): ("claims",),
    ("passages", "claim_ids"): ("claims",),
    ("outlook", "later_ids"): ("later_events",),
    ("conflicts", "record_ids"): (),
    ("presuppositions", "record_ids"): (),
    ("vacuum_voices", "record_ids"): ("claims",),
    ("vacuum_passages", "claim_ids"): ("claims",),
    ("senses", "claim_ids"): ("claims",),
    ("compared_groups", "actor_ids"): ("actors",),
    ("record_sets", "record_id"): ("dates", "event_reports", "events", "later_events", "quantities", "documents"),
    ("searches", "record_ids"): (),
    ("searches", "source_keys"): ("sources",),
    ("actors", "source_keys"): ("sources",),
    ("actors", "forms_ar"): None,  # forms, no ids
    ("actors", "forms_en"): None,
    ("places", "event_ids"): ("events", "later_events"),
}
OPTIONAL = {  # tables that a book with other questions has no rows for
    "announcement_versions",
    "borrowing_changes",
    "compared_groups",
    "conflicts",
    "designations",
    "figure_qualifiers",
    "footnotes",
    "hedges",
    "outlines",
    "outside_figures",
    "parallels",
    "passages",
    "places",
    "presuppositions",
    "readings",
    "record_sets",
    "report_agents",
    "searches",
    "senses",
    "statement_versions",
    "terms",
    "translation_shifts",
    "vacuum_passages",
    "vacuum_voices",
    "word_sets",
}
RULES = (*between.EVERY, *codings.EVERY, *judgements.EVERY, *comparisons.EVERY, *quotations.EVERY, *searches.EVERY)


class InvalidData(ValueError):
    """The tables break a rule; the message names the first faults."""


def load(folder: Path) -> tuple[Data, dict[str, list[str]]]:
    """Return the rows of every table in a folder, as text, and the faults in the form of its files, by table."""
    data, faults = {}, {}
    for name in records.table_names():
        path = folder / f"{name}.csv"
        table = csvfile.parse(path.read_bytes(), path.name) if path.is_file() else csvfile.Table([], [], [])
        data[name] = table.rows
        faults[name] = table.faults if path.is_file() else [f"{path.name}: is not there, expected a table in {folder}"]
        columns = [field["name"] for field in records.schema(name)["fields"]]
        if not faults[name] and table.columns != columns:
            faults[name] = [
                f"{path.name}, row 1: the columns are {', '.join(table.columns)}, expected {', '.join(columns)}"
            ]
        elif not faults[name] and not table.rows and name not in OPTIONAL:
            faults[name] = [f"{path.name}, row 2: there is no record, expected at least one"]
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in faults:
            faults[path.stem] = [f"{path.name}: no schema describes it, expected one of: {', '.join(data)}"]
    return data, faults


def schema_faults(name: str, rows: list[dict], places: dict[str, int]) -> list[str]:
    """Return where rows break their table's schema: cells, key, order (`places` has that of the texts)."""
    described = records.schema(name)
    faults: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    # a value that stands in many cells of a column is judged once
    judged = {
        field["name"]: {value: cells.fault(field, value) for value in {row[field["name"]] for row in rows}}
        for field in described["fields"]
    }
    faulty = {column: values for column, values in judged.items() if any(values.values())}
    for line, row in enumerate(rows, 2):
        for column, values in faulty.items():
            if fault := values[row[column]]:
                faults.append(f"{name}.csv, row {line}: {column} {fault}")
        key = tuple(row[column] for column in described["primaryKey"])
        if key in seen:
            faults.append(
                f"{name}.csv, row {line}: the key {', '.join(key)} stands twice, expected once (row {seen[key]})"
            )
        seen.setdefault(key, line)
    if faults or not places:  # without the order of the texts no other order can be told
        return faults
    due = sorted(rows, key=tables.sort_key(name, places))
    for line, (row, expected) in enumerate(zip(rows, due, strict=True), 2):
        if row is not expected:
            by, first = ", ".join(described["primaryKey"]), at(name, line, expected)
            return [f"{at(name, line, row)}: the rows are not sorted by {by}, expected {first}: {REMEDY}"]
    return []


def require_form(folder: Path) -> None:
    """Make sure that every table of a folder has a schema and can be read, before anything is computed of it.

    Raises:
        InvalidData: a file is missing or malformed, or a table has no schema; the message names the first faults.
        csvfile.TableError: a schema cannot be read.
    """
    if report := summary(load(folder)[1]):
        raise InvalidData(report)


def _reference_faults(name: str, data: Data) -> Iterator[str]:
    for foreign in records.schema(name).get("foreignKeys", []):
        there = foreign["reference"]["resource"] or name
        known = {tuple(row[c] for c in foreign["reference"]["fields"]) for row in data[there]}
        for where, row in lines(data, name):
            key = tuple(row[c] for c in foreign["fields"])
            if any(key) and key not in known:
                columns = ", ".join(foreign["fields"])
                yield f"{where}: {columns} is {', '.join(key)}, expected what {there}.csv has"


def _joined_faults(name: str, column: str, allowed: tuple[str, ...] | None, data: Data) -> Iterator[str]:
    known = {row["record_id"] for row in data["records"]}
    if allowed:
        known = {row[records.schema(table)["primaryKey"][0]] for table in allowed for row in data[table]}
    for where, row in lines(data, name):
        parts = row[column].split(";") if row[column] else []
        if any(not part or part != part.strip() for part in parts) or len(set(parts)) < len(parts):
            yield f"{where}: {column} is {row[column]!r}, expected values joined with ; and neither empty nor twice"
        for part in parts:
            if allowed is not None and part.strip() not in known:
                yield f"{where}: {column} names {part}, expected what {' or '.join(allowed) or 'records'}.csv has"


def _registry_faults(data: Data) -> Iterator[str]:
    """Yield differences between the registry and the tables it registers; withdrawn records may stand in it alone."""
    registered = {row["record_id"]: row for row in data["records"]}
    stored_ids = set()
    for name in sorted({row["table"] for row in data["records"]}):
        key = records.schema(name)["primaryKey"][0]
        for where, row in lines(data, name):
            stored_ids.add(row[key])
            if registered.get(row[key], {}).get("table") != name:
                yield f"{where}: {key} is {row[key]}, expected an id that records.csv has for {name}"
    for where, row in lines(data, "records"):
        if row["record_id"] not in stored_ids and row["status"] != "withdrawn":
            yield f"{where}: table is {row['table']}, expected the record in {row['table']}.csv"


def citation_pattern(data: Data) -> re.Pattern:
    """Return the pattern of the ids of records in running text."""
    docs = "|".join(row["doc_id"] for row in data["documents"])
    return re.compile(rf"(?<![\w-]){records.id_pattern(docs)}(?![\w-])")


def _citation_faults(name: str, data: Data, pattern: re.Pattern) -> Iterator[str]:
    """Yield where a table names a record that does not exist or is withdrawn; its own row may stay."""
    entries = {row["record_id"]: row for row in data["records"]}
    key = records.schema(name)["primaryKey"][0]
    for where, row in lines(data, name):
        for column, value in row.items():
            for record_id in pattern.findall(value) if "-" in value else ():
                entry = entries.get(record_id, {"status": "unknown", "table": ""})
                own = column == key and name in ("records", entry["table"])
                if entry["status"] == "unknown" or (entry["status"] == "withdrawn" and not own):
                    yield f"{where}: {column} names {record_id}, which is {entry['status']}: expected one that stands"


def rule_faults(data: Data, rules: tuple = RULES) -> list[str]:
    """Return what breaks the rules between columns and rows, in tables that keep schemas and references."""
    return [fault for rule in rules for fault in rule(data)]


def reference_faults(data: Data) -> Iterator[str]:
    """Yield references that lead nowhere, and records that are not registered, in tables that keep their schemas."""
    pattern = citation_pattern(data)
    for name in data:
        yield from _reference_faults(name, data)
        for (table, column), allowed in JOINED.items():
            if table == name:
                yield from _joined_faults(name, column, allowed, data)
        yield from _citation_faults(name, data, pattern)
    yield from _registry_faults(data)


def faults(folder: Path, rules: tuple = RULES) -> dict[str, list[str]]:
    """Return the faults of a folder of tables, by table; those of its other files and drafts by their names.

    Args:
        folder: the folder.
        rules: what has to hold between columns and rows, where all else is sound.
    """
    data, result = load(folder)
    result["schema"] = [fault for name in data for fault in descriptions.faults(name)]
    if result["schema"]:  # no cell can be judged by a description that is wrong itself
        return result
    sound = {name: rows for name, rows in data.items() if not result[name]}
    places = tables.ranks(sound.get("documents", []))
    if sorted(places.values()) != list(range(1, len(places) + 1)):
        places = {}  # the place that is wrong is told, not the order of rows that follows from it
    for name, rows in sound.items():
        result[name] = schema_faults(name, rows, places)
    if result["documents"]:  # where the texts are not in order, no table is: only that is told
        result |= {name: schema_faults(name, rows, {}) for name, rows in sound.items() if name != "documents"}
    result[bibliography.FILE] = []
    every = bibliography.faults(folder, sound)
    if not any(result.values()):
        every += reference_faults(data)
        if not every:
            every += rule_faults(data, rules)
    for fault in every:
        file = re.split(r"\.csv|[,:]", fault, maxsplit=1)[0]
        result[file].append(fault)
    if (codebook := folder / "codebook.md").is_file():
        result["codebook"] = list(variables.undefined(codebook))
    if not any(result.values()):  # drafts refer to texts and actors of the tables
        result |= drafts.faults(folder)
    result |= {datapackage.FILE: datapackage.faults(folder), citing.FILE: citing.faults(folder)}
    return result


def summary(found: dict[str, list[str]]) -> str:
    """Return the first faults, a line each, and how many more there are; empty where there are none."""
    every = [fault for of_one in found.values() for fault in of_one]
    more = [f"and {len(every) - MOST_FAULTS} more"] if len(every) > MOST_FAULTS else []
    return "\n".join([*every[:MOST_FAULTS], *more])


def require(folder: Path) -> None:
    """Make sure that the tables of a folder keep their rules.

    Raises:
        InvalidData: they do not; the message names the first faults.
    """
    if report := summary(faults(folder)):
        raise InvalidData(report)
