"""The tables' rules: schema, keys, references, and what holds between columns. Needs no source text."""

import re
from collections import Counter
from pathlib import Path

from . import addresses, edtf, records, tables, text

EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"
MOST_QUOTED = 8  # words of a quotation
NEED_SPANS = ("quantities", "dates", "claims", "event_reports", "anomalies")
JOINED = {  # columns that hold ids joined with ;, and the tables the ids may be in (None: any record)
    ("documents", "stance_evidence"): ("claims",),
    ("checks", "target_ids"): None,
    ("later_events", "bears_on"): None,
    ("parallels", "claim_ids"): ("claims",),
    ("passages", "claim_ids"): ("claims",),
    ("outlook", "later_ids"): ("later_events",),
}
_INTEGER = re.compile(r"-?[0-9]+")


def load(folder: Path) -> dict[str, list[dict]]:
    """Return the rows of every table in a folder, as strings."""
    return {name: records.rows(name, folder) for name in records.table_names()}


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _cell_fault(field: dict, value: str) -> str | None:
    rules = field.get("constraints", {})
    if not value:
        return "is empty" if rules.get("required") else None
    if field["type"] == "integer" and not _INTEGER.fullmatch(value):
        return f"is {value!r}, expected a whole number"
    if field["type"] == "number" and not _is_number(value):
        return f"is {value!r}, expected a number"
    if field["type"] == "boolean" and value not in ("true", "false"):
        return f"is {value!r}, expected true or false"
    if "enum" in rules and value not in rules["enum"]:
        return f"is {value!r}, expected one of: {', '.join(rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        return f"is {value!r}, expected the form {rules['pattern']}"
    if "minimum" in rules and float(value) < rules["minimum"]:
        return f"is {value}, expected at least {rules['minimum']}"
    if field.get("format") == "uri" and not addresses.is_web(value):
        return f"is {value!r}, expected {addresses.EXPECTED}"
    if field.get("rdfType") == EDTF_TYPE:
        try:
            edtf.bounds(value)
        except edtf.EDTFError as error:
            return f"is not an EDTF date: {error}"
    return None


def schema_faults(name: str, rows: list[dict]) -> list[str]:
    """Return where rows break their table's schema: cells, key, order."""
    described = records.schema(name)
    columns = [field["name"] for field in described["fields"]]
    if rows and list(rows[0]) != columns:
        return [f"{name}.csv: columns are {', '.join(rows[0])}; expected {', '.join(columns)}"]
    faults, seen = [], set()
    for line, row in enumerate(rows, 2):
        for field in described["fields"]:
            if fault := _cell_fault(field, row[field["name"]]):
                faults.append(f"{name}.csv, row {line}: {field['name']} {fault}")
        key = tuple(row[column] for column in described["primaryKey"])
        if key in seen:
            faults.append(f"{name}.csv, row {line}: the key {', '.join(key)} stands twice")
        seen.add(key)
    if not faults and rows != sorted(rows, key=lambda row: tables.sort_key(name, row)):
        faults.append(f"{name}.csv: the rows are not sorted by {', '.join(described['primaryKey'])}")
    return faults


def reference_faults(name: str, data: dict[str, list[dict]]) -> list[str]:
    """Return foreign keys of a table that lead nowhere."""
    faults = []
    for foreign in records.schema(name).get("foreignKeys", []):
        there = foreign["reference"]["resource"] or name
        known = {tuple(row[c] for c in foreign["reference"]["fields"]) for row in data[there]}
        for line, row in enumerate(data[name], 2):
            key = tuple(row[c] for c in foreign["fields"])
            if any(key) and key not in known:
                faults.append(f"{name}.csv, row {line}: {', '.join(key)} is not in {there}.csv")
    for (table, column), allowed in JOINED.items():
        if table == name:
            faults += _joined_faults(name, column, allowed, data)
    return faults


def _joined_faults(name, column, allowed, data) -> list[str]:
    registered = {row["record_id"]: row["table"] for row in data["records"]}
    faults = []
    for line, row in enumerate(data[name], 2):
        for record_id in records.split_ids(row[column]):
            if record_id not in registered:
                faults.append(f"{name}.csv, row {line}: {column} names {record_id}, which records.csv does not have")
            elif allowed and registered[record_id] not in allowed:
                faults.append(
                    f"{name}.csv, row {line}: {column} names {record_id}, which is not in {', '.join(allowed)}"
                )
    return faults


def registry_faults(data: dict[str, list[dict]]) -> list[str]:
    """Return differences between the registry and the tables it registers; withdrawn records may stand in it alone."""
    registered = {row["record_id"]: row for row in data["records"]}
    faults, found = [], set()
    for name in sorted({row["table"] for row in data["records"]}):
        key = records.schema(name)["primaryKey"][0]
        for line, row in enumerate(data[name], 2):
            found.add(row[key])
            if registered.get(row[key], {}).get("table") != name:
                faults.append(f"{name}.csv, row {line}: {row[key]} is not registered in records.csv")
    for record_id, row in registered.items():
        if record_id not in found and row["status"] != "withdrawn":
            faults.append(f"records.csv: {record_id} is not in {row['table']}.csv")
    return faults


def span_faults(data: dict[str, list[dict]]) -> list[str]:
    """Return spans outside a paragraph or document, and records that lack one."""
    faults = []
    places: dict[str, list[tuple[int, int]]] = {}
    for row in data["paragraphs"]:
        places.setdefault(row["doc_id"], []).append((int(row["start"]), int(row["end"])))
    for name in ("spans", "exclusions"):
        for line, row in enumerate(data[name], 2):
            start, end = int(row["start"]), int(row["end"])
            if not any(a <= start < end <= b for a, b in places[row["doc_id"]]):
                faults.append(
                    f"{name}.csv, row {line}: {start}-{end} does not lie within a paragraph of {row['doc_id']}"
                )
    with_span = {row["record_id"] for row in data["spans"]}
    for name in NEED_SPANS:
        key = records.schema(name)["primaryKey"][0]
        faults += [
            f"{name}.csv, row {line}: {row[key]} has no span in spans.csv"
            for line, row in enumerate(data[name], 2)
            if row[key] not in with_span
        ]
    return faults


def rule_faults(data: dict[str, list[dict]]) -> list[str]:
    """Return breaches of what holds between columns: bounds, directions, quotations, frames, sources of tokens."""
    faults = []
    for line, row in enumerate(data["quantities"], 2):
        at = f"quantities.csv, row {line} ({row['quantity_id']})"
        if row["low"] and row["high"] and float(row["low"]) > float(row["high"]):
            faults.append(f"{at}: low {row['low']} is above high {row['high']}")
        if (row["kind"] == "from_to") != bool(row["from_value"] and row["to_value"]):
            faults.append(f"{at}: a change, and only a change, has from_value and to_value")
        if row["kind"] != "from_to" and not (row["low"] and row["high"]):
            faults.append(f"{at}: low or high is empty")
    for line, row in enumerate(data["quotes"], 2):
        n = len(text.words(row["quote_ar"]))
        if n > MOST_QUOTED:
            faults.append(
                f"quotes.csv, row {line} ({row['record_id']}): {n} words quoted, at most {MOST_QUOTED} may be"
            )
    primary = Counter((r["doc_id"], r["par"], r["coder"]) for r in data["frames"] if r["rank"] == "primary")
    faults += [f"frames.csv: {', '.join(key)} has {n} primary frames" for key, n in primary.items() if n > 1]
    sizes: Counter = Counter()
    for row in data["tokens"]:
        sizes[row["doc_id"], row["segment"]] += int(row["n"])
    for (doc, segment), n in sizes.items():
        if n < text.SEGMENT_WORDS:
            faults.append(
                f"tokens.csv: segment {segment} of {doc} has {n} words, at least {text.SEGMENT_WORDS} are due"
            )
    return faults


def bibliography_keys(folder: Path) -> set[str]:
    """Return the keys of the entries of `references.bib`."""
    return set(re.findall(r"^@\w+\{([^,\s]+),", (folder / "references.bib").read_text(encoding="utf-8"), re.M))


def bibliography_faults(data: dict[str, list[dict]], keys: set[str]) -> list[str]:
    """Return source keys that the bibliography does not have."""
    return [
        f"{name}.csv, row {line}: {row[column]} is not in references.bib"
        for name, column in (("sources", "source_key"), ("documents", "publisher_ref"))
        for line, row in enumerate(data[name], 2)
        if row[column] and row[column] not in keys
    ]


def faults(folder: Path) -> dict[str, list[str]]:
    """Return the faults of the tables in a folder, by table.

    Rules between columns and between tables are looked at only where every table keeps its schema.
    """
    data = load(folder)
    result = {name: schema_faults(name, rows) for name, rows in data.items()}
    if any(result.values()):
        return result
    for name in data:
        result[name] += reference_faults(name, data)
    every = [*registry_faults(data), *span_faults(data), *rule_faults(data)]
    every += bibliography_faults(data, bibliography_keys(folder))
    for fault in every:
        result[fault.partition(".csv")[0]].append(fault)
    return result
