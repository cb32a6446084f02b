"""How a single record is cited, and the files of citations of all claims."""

import json
import shutil

import pytest
import yaml

from textledger import cff, citing, records
from textledger_sphinx.citation import csl, formats
from textledger_sphinx.citation.csl import Settings

from ..helpers.paths import DATA
from ..helpers.raw import edit, rows

NONE = Settings()
MASTER = yaml.safe_load(cff.FILE.read_text(encoding="utf-8"))


def test_a_claim_is_cited_by_its_id_its_text_and_the_data_set():
    row = rows("claims")[0]
    label = {doc["doc_id"]: doc["label"] for doc in rows("documents")}[row["doc_id"]]
    citation = csl.record_citation(row["claim_id"], "apa")
    for part in (row["claim_id"], label, citing.dataset()["title"], MASTER["version"]):
        assert part in citation
    assert csl.record_item(row["claim_id"])["abstract"] == row["text_en"]


def test_every_kind_of_record_can_be_cited():
    kinds = {row["table"]: row["record_id"] for row in rows("records")}
    citations = {csl.record_citation(record_id, "chicago") for record_id in kinds.values()}
    assert len(citations) == len(kinds) > 5


def test_what_is_not_published_is_not_cited(tmp_path, monkeypatch):
    data = shutil.copytree(DATA, tmp_path / "data")

    def withdraw(table):
        next(row for row in table if row["record_id"] == "rewaq-c07")["status"] = "withdrawn"

    edit(data, "records", withdraw)
    monkeypatch.setenv("TEXTLEDGER_DATA", str(data))
    assert "rewaq-c07" not in csl.published_claims()
    with pytest.raises(records.RecordError, match="withdrawn"):
        csl.record_citation("rewaq-c07", "apa")
    monkeypatch.undo()
    with pytest.raises(records.RecordError, match="no record"):
        csl.record_citation("rewaq-c999", "apa")
    with pytest.raises(ValueError, match="no format"):
        csl.record_citation("rewaq-c07", "mla")


def test_claims_have_files_in_every_format(tmp_path):
    csl.write_records(tmp_path, NONE)
    claims = [row["claim_id"] for row in rows("claims")]
    for suffix in formats.FILES:
        assert {path.stem for path in (tmp_path / "records").glob(f"*.{suffix}")} == set(claims)
    together = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))
    alone = [json.loads((tmp_path / "records" / f"{claim}.json").read_text(encoding="utf-8"))[0] for claim in claims]
    assert together == alone
