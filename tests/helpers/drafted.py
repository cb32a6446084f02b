"""Drafts of the tests' own text as a folder of tables, beside its source, for a coder to decide on."""

import csv
import shutil
from collections import Counter
from pathlib import Path

from textledger import records
from textledger.corpus import spans, text
from textledger.extract import actors, draft
from textledger.intake import tables as intake
from textledger.schema import tables as tables_of

from .paths import DATA, ROOT

TEXT = ROOT / "tests" / "fixtures" / "harbour.txt"
SHORT = "\n".join(TEXT.read_text(encoding="utf-8").splitlines()[:6])  # the first paragraphs
CANDIDATE = ["candidate_id", "kind", "actor_id", "par", "start", "end", "mac", "rule"]


def _write(path: Path, columns: list[str], rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def _columns(table: str) -> list[str]:
    named = [field["name"] for field in records.schema(table)["fields"]]
    return [*named, "rule"] if table == "records" else named


class _Tables:
    """The tables of the drafts of a text, filled one after the other."""

    def __init__(self, slug: str, source: str):
        self.slug, self.source, self.raw = slug, source, source.encode("utf-8")
        self.paragraphs = text.paragraphs(source)
        self.rows: dict[str, list[dict]] = {"quantities": [], "dates": [], "spans": [], "records": []}

    def place(self, start: int, end: int) -> dict:
        return {"start": start, "end": end, "mac": spans.mac(spans.key(self.raw), self.source[start:end])}

    def note(self, record_id: str, table: str, row: dict) -> None:
        """Enter the record and the place of a row that a rule has found."""
        own = {"record_id": record_id, "doc_id": self.slug}
        self.rows["records"].append(own | {"table": table, "status": "draft", "rule": row["rule"]})
        self.rows["spans"].append(own | {"seq": 1} | self.place(row["start"], row["end"]))

    def add_numbers_and_dates(self) -> None:
        found = draft.draft(self.source)
        for n, row in enumerate(found["numbers"], 1):
            self.note(f"{self.slug}-q{n:02}", "quantities", row)
            bounds = {"low": tables_of.cell(row["low"]), "high": tables_of.cell(row["high"])}
            if row["kind"] == "from_to":
                bounds = {"from_value": bounds["low"], "to_value": bounds["high"]}
            bounds |= {"at_least": {"high": ""}, "at_most": {"low": ""}}.get(row["kind"], {})
            own = {"quantity_id": f"{self.slug}-q{n:02}", "doc_id": self.slug, "par": row["par"], "kind": row["kind"]}
            self.rows["quantities"].append(own | bounds)
        for n, row in enumerate(found["dates"], 1):
            self.note(f"{self.slug}-d{n:02}", "dates", row)
            own = {"date_id": f"{self.slug}-d{n:02}", "doc_id": self.slug, "par": row["par"]}
            own |= {"kind": "date" if row["edtf"] else "", "edtf_resolved": row["edtf"]}
            self.rows["dates"].append(own | {"edtf_printed": row["edtf"], "problem": row["problem"]})

    def add_candidates(self) -> None:
        """Enter who is named: known actors and, in one paragraph, a word that may be a name."""
        index = actors.index_forms(records.rows("actors", DATA), self.slug)
        candidates: list[dict] = []
        for each in self.paragraphs:
            found = actors.find(self.source, each.start, each.end, index)
            mentions = [(*mention, "actor", "a form of actors.csv") for mention in found]
            if each.par == 3:
                word = text.words(self.source, each.start, each.end)[0]
                mentions.append((word.start, word.end, "", "name", "words after a title"))
            for start, end, actor_id, kind, rule in sorted(mentions):
                own = {"candidate_id": f"{self.slug}-x{len(candidates) + 1:03}", "kind": kind, "actor_id": actor_id}
                candidates.append(own | {"par": each.par, "rule": rule} | self.place(start, end))
        named = Counter((row["par"], row["actor_id"]) for row in candidates if row["actor_id"])
        mentions = [{"doc_id": self.slug, "par": par, "actor_id": actor, "n": n} for (par, actor), n in named.items()]
        self.rows |= {"candidates": candidates, "mentions": mentions}

    def add_text(self) -> None:
        """Enter the text itself, its paragraphs and its words."""
        given = intake.Given(self.slug, "نص تجريبي", "", "", 6, "", "")
        made = intake.make(given, self.raw, [], [])
        for name in ("documents", "paragraphs", "tokens"):
            self.rows[name] = [{key: tables_of.cell(value) for key, value in row.items()} for row in made[name]]


def make(folder: Path, slug: str = "harbour", wording: str | None = None) -> Path:
    """Write `data/` with the drafts of a text and `sources/` with the text, and return `data/`.

    Args:
        folder: where both are written.
        slug: the id of the text.
        wording: the text, if not that of the fixtures.
    """
    tables = _Tables(slug, wording or TEXT.read_text(encoding="utf-8"))
    tables.add_numbers_and_dates()
    tables.add_candidates()
    tables.add_text()
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / f"{slug}.txt").write_bytes(tables.raw)
    data = folder / "data"
    target = data / "drafts" / slug
    target.mkdir(parents=True)
    for name in ("actors.csv", "documents.csv", "codebook.md"):
        shutil.copy(DATA / name, data / name)
    for name, rows in tables.rows.items():
        _write(target / f"{name}.csv", CANDIDATE if name == "candidates" else _columns(name), rows)
    return data
