"""Drafts of the tests' own text as a folder of tables, beside its source, for a coder to decide on."""

import csv
import hashlib
import shutil
from pathlib import Path

from textledger import records
from textledger.corpus import spans, text
from textledger.extract import actors, draft
from textledger.schema import tables as tables_of

from .paths import DATA, ROOT

TEXT = ROOT / "tests" / "fixtures" / "harbour.txt"
CANDIDATE = ["candidate_id", "kind", "actor_id", "par", "start", "end", "mac", "rule"]


def _write(path: Path, columns: list[str], rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def _columns(table: str) -> list[str]:
    return [field["name"] for field in records.schema(table)["fields"]]


def make(folder: Path, slug: str = "harbour", wording: str | None = None) -> Path:
    """Write `data/` with the drafts of a text and `sources/` with the text, and return `data/`.

    Args:
        folder: where both are written.
        slug: the id of the text.
        wording: the text, if not that of the fixtures.
    """
    source = wording or TEXT.read_text(encoding="utf-8")
    raw = source.encode("utf-8")
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / f"{slug}.txt").write_bytes(raw)
    data = folder / "data"
    target = data / "drafts" / slug
    target.mkdir(parents=True)
    for name in ("actors.csv", "documents.csv", "codebook.md"):
        shutil.copy(DATA / name, data / name)

    def place(start, end):
        return {"start": start, "end": end, "mac": spans.mac(spans.key(raw), source[start:end])}

    tables: dict[str, list[dict]] = {"quantities": [], "dates": [], "spans": [], "records": [], "mentions": []}

    def note(record_id, table, row):
        tables["records"].append(
            {"record_id": record_id, "table": table, "doc_id": slug, "status": "draft", "rule": row["rule"]}
        )
        tables["spans"].append({"record_id": record_id, "seq": 1, "doc_id": slug} | place(row["start"], row["end"]))

    found = draft.draft(source)
    for n, row in enumerate(found["numbers"], 1):
        note(f"{slug}-q{n:02}", "quantities", row)
        bounds = {"low": tables_of.cell(row["low"]), "high": tables_of.cell(row["high"])}
        if row["kind"] == "from_to":
            bounds = {"from_value": bounds["low"], "to_value": bounds["high"]}
        bounds |= {"at_least": {"high": ""}, "at_most": {"low": ""}}.get(row["kind"], {})
        own = {"quantity_id": f"{slug}-q{n:02}", "doc_id": slug, "par": row["par"], "kind": row["kind"]}
        tables["quantities"].append(own | bounds)
    for n, row in enumerate(found["dates"], 1):
        note(f"{slug}-d{n:02}", "dates", row)
        own = {"date_id": f"{slug}-d{n:02}", "doc_id": slug, "par": row["par"], "kind": "date"}
        tables["dates"].append(own | {"edtf_printed": row["edtf"], "problem": row["problem"]})
    index = actors.index_forms(records.rows("actors", DATA), slug)
    candidates: list[dict] = []
    paragraphs = text.paragraphs(source)
    for each in paragraphs:
        mentions = [
            (*mention, "actor", "a form of actors.csv") for mention in actors.find(source, each.start, each.end, index)
        ]
        if each.par == 3:
            word = text.words(source, each.start, each.end)[0]
            mentions.append((word.start, word.end, "", "name", "words after a title"))
        for start, end, actor_id, kind, rule in sorted(mentions):
            own = {"candidate_id": f"{slug}-x{len(candidates) + 1:03}", "kind": kind, "actor_id": actor_id}
            candidates.append(own | {"par": each.par, "rule": rule} | place(start, end))
    counts: dict = {}
    for row in candidates:
        if row["actor_id"]:
            counts[row["par"], row["actor_id"]] = counts.get((row["par"], row["actor_id"]), 0) + 1
    tables["mentions"] = [{"doc_id": slug, "par": p, "actor_id": a, "n": n} for (p, a), n in counts.items()]
    digest = hashlib.sha256(raw).hexdigest()
    tables["documents"] = [
        {"doc_id": slug, "order": 1, "label": slug, "title_ar": "نص تجريبي", "sha256": digest, "n_chars": len(source)}
    ]
    tables["paragraphs"] = [
        {"doc_id": slug, "par": p.par, "role": "body", "zone": "body"} | place(p.start, p.end) for p in paragraphs
    ]
    for name, rows in tables.items():
        _write(target / f"{name}.csv", [*_columns(name), *(["rule"] if name == "records" else [])], rows)
    _write(target / "candidates.csv", CANDIDATE, candidates)
    return data
