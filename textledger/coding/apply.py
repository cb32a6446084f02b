"""A coder's decisions become rows of the text's tables, which stay drafts."""

import shutil
from collections import Counter
from pathlib import Path

from .. import records
from ..schema import csvfile, tables
from . import decisions, drafts, session, swap, variables

Rows = list[dict[str, str]]


class Tables:
    """The tables of a folder of drafts, with the columns that their files have."""

    def __init__(self, folder: Path):
        self.columns: dict[str, list[str]] = {}
        self.rows: dict[str, Rows] = {}
        for name in (*variables.CODED, "spans", "records", "mentions", "candidates"):
            path = folder / f"{name}.csv"
            found = csvfile.parse(path.read_bytes(), path.name) if path.is_file() else None
            if found and found.faults:
                raise csvfile.TableError(found.faults[0])
            known = [field["name"] for field in records.schema(name)["fields"]] if name != "candidates" else []
            self.columns[name] = found.columns if found else known
            self.rows[name] = found.rows if found else []

    def drop(self, table: str, column: str, ids: set[str]) -> None:
        """Take away the rows with certain ids."""
        self.rows[table] = [row for row in self.rows[table] if row[column] not in ids]

    def write(self, folder: Path, doc_id: str) -> None:
        """Write all tables, their rows in order."""
        for name, rows in self.rows.items():
            if not self.columns[name]:
                continue
            if name == "candidates":
                rows = sorted(rows, key=lambda row: (int(row["start"]), row["candidate_id"]))
            else:
                rows = sorted(rows, key=tables.sort_key(name, {doc_id: 1}))
            decisions.write(folder / f"{name}.csv", decisions.render(self.columns[name], rows))


def _key(table: str) -> str:
    return "candidate_id" if table == variables.CANDIDATES else records.schema(table)["primaryKey"][0]


def _seal(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in ("doc_id", "start", "end", "mac")}


def _signed(rule: str, row: dict[str, str], coder: str) -> str:
    return f"{drafts.rule_alone(rule)}; {row['decision']} by {coder}"


def _keep(found: Tables, row: dict[str, str], coder: str) -> None:
    """Give a draft the values and place that a coder gave it, and note whose decision that is."""
    table, key = row["table"], _key(row["table"])
    own = next((each for each in found.rows[table] if each[key] == row["unit_id"]), None)
    if own is None:  # it went when other decisions were applied
        return
    own |= {field["name"]: row[field["name"]] for field in variables.fields(table)} | {"par": row["par"]}
    if table == variables.CANDIDATES:
        own |= {name: row[name] for name in ("start", "end", "mac")}
        own["kind"] = "actor" if row["actor_id"] else "name"
        own["rule"] = _signed(own["rule"], row, coder)
        return
    registered = next(each for each in found.rows["records"] if each["record_id"] == row["unit_id"])
    registered["rule"] = _signed(registered["rule"], row, coder)
    places = [each for each in found.rows["spans"] if each["record_id"] == row["unit_id"]]
    moved = (int(row["start"]), int(row["end"])) != drafts.extent(places)
    if moved:
        found.drop("spans", "record_id", {row["unit_id"]})
        found.rows["spans"].append({"record_id": row["unit_id"], "seq": "1"} | _seal(row))


def _add(found: Tables, row: dict[str, str], coder: str) -> None:
    table, unit_id = row["table"], row["unit_id"]
    values = {field["name"]: row[field["name"]] for field in variables.fields(table)}
    found.rows[table].append({_key(table): unit_id, "doc_id": row["doc_id"], "par": row["par"]} | values)
    found.rows["spans"].append({"record_id": unit_id, "seq": "1"} | _seal(row))
    registered = {"record_id": unit_id, "table": table, "doc_id": row["doc_id"], "status": "draft"}
    found.rows["records"].append(registered | {"rule": f"{drafts.BY_HAND} {coder}"})


def _remove(found: Tables, gone: set[str]) -> None:
    for table in (*variables.CODED, variables.CANDIDATES):
        found.drop(table, _key(table), gone)
    for table in ("spans", "records"):
        found.drop(table, "record_id", gone)


def _count_mentions(found: Tables, doc_id: str) -> None:
    counted = Counter((row["par"], row["actor_id"]) for row in found.rows["candidates"] if row["actor_id"])
    found.rows["mentions"] = [
        {"doc_id": doc_id, "par": par, "actor_id": actor_id, "n": str(n)} for (par, actor_id), n in counted.items()
    ]


def _decide(found: Tables, one: session.Session) -> None:
    """Let the tables say what a coder decided; what another one added, and was applied before, gives way."""
    rows = one.coding.rows.values()
    earlier = {row["record_id"] for row in found.rows["records"] if row["rule"].startswith(drafts.BY_HAND)}
    _remove(found, earlier | {row["unit_id"] for row in rows if row["decision"] == "rejected"})
    for row in rows:
        if row["decision"] in ("accepted", "corrected"):
            _keep(found, row, one.coder)
        elif row["decision"] == "added":
            _add(found, row, one.coder)
    _count_mentions(found, one.draft.doc_id)


def apply(slug: str, data: Path, coder: str, sources: str | None = None) -> str:
    """Write a coder's decisions into the tables of a text's drafts, all of them or none, and return what was done.

    Args:
        slug: the id of the text.
        data: the folder of the tables.
        coder: whose decisions they are.
        sources: the folder of the texts, if one is named.

    Raises:
        ValueError: the coder has decided nothing, or a file is not well formed.
        SourceError: the text is not there, or is another edition.
        OSError: they cannot be written; then the tables stay as they were.
    """
    folder = drafts.folder_of(slug, data)
    with decisions.locked(data):
        one = session.Session(drafts.load(slug, data, sources), coder, data / "codebook.md")
        if not one.coding.rows:
            what = "holds no decision" if one.coding.path.exists() else "is not there"
            raise ValueError(f"{one.coding.path} {what}: {coder} has decided nothing on {slug}")
        found = Tables(folder)
        _decide(found, one)
        new = swap.beside(folder)
        shutil.copytree(folder, new)
        found.write(new, slug)
        swap.replace(folder)
    counted = Counter(row["decision"] for row in one.coding.rows.values())
    told = ", ".join(f"{counted[name]} {name}" for name in variables.DECISIONS if counted[name])
    left = len(one.units) - one.decided()
    return f"{folder}: {told}" + (f"; not decided, and as they were: {left}" if left else "")
