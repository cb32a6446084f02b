"""Records in the wrong text or place, and counts that do not add up: each is told with table and row."""

import pytest

from ..helpers import rules
from ..helpers.faults import WORD
from ..helpers.rules import first, put

C = "claims"
RULES = {
    "one text twice": (lambda d: d["documents"][1].update(sha256=d["documents"][0]["sha256"]),
        "sha256 is that of .*expected"),
    "another text's claim": (put(C, {"doc_id": "ecss"}, claim_id="rewaq-c10"),
        "doc_id is ecss, expected rewaq, after the id"),
    "another text's registration": (put("records", {"doc_id": "ecss"}, record_id="rewaq-c10"),
        "doc_id is ecss, expected rewaq"),
    "another text's span": (put("spans", {"doc_id": "ecss"}, record_id="rewaq-c10"), "doc_id is ecss, expected rewaq"),
    "an event of one text": (put("records", {"doc_id": "ecss"}, record_id="ev-soleimani-killed"),
        "doc_id is ecss, expected none"),
    "another text's evidence": (put("documents", {"stance_evidence": "ecss-c01"}),
        "names ecss-c01, expected records of"),
    "another text's claims": (put("passages", {"claim_ids": "alwaght-c01"}, doc_id="rewaq"),
        "expected records of rewaq"),
    "a span beyond the text": (put("spans", {"end": "999999"}), "start and end are .*-999999, expected a place within"),
    "a span that ends before it begins": (put("spans", {"start": "90", "end": "80"}),
        "start and end are 90-80, expected"),
    "a span in another paragraph": (put("spans", {"start": "0", "end": "3"}, record_id="rewaq-c50"),
        "are 0-3, expected a place"),
    "a record without a span": (lambda d: d["spans"].remove(first(d, "spans", record_id="ecss-q03")),
        r"\(ecss-q03\): has no span"),
    "an exclusion in another paragraph": (put("exclusions", {"par": "0"}, doc_id="ecss"),
        "expected a place within paragraph 0"),
    "a number left out": (lambda d: d["spans"].append(first(d, "spans", record_id="ecss-q03") | {"seq": "3"}),
        "seq is 3, expected 2"),
    "a quotation that begins with two": (put("quotes", {"seq": "2"}), "quotes.csv, row .*seq is 2, expected 1"),
    "a text without paragraphs": (lambda d: d.update(paragraphs=[p for p in d["paragraphs"] if p["doc_id"] != "ecss"]),
        "n_paragraphs is"),
    "a paragraph left out": (lambda d: d["paragraphs"].remove(first(d, "paragraphs", par="3")),
        "n_paragraphs is .*expected"),
    "a paragraph counted wrong": (put("paragraphs", {"n_tokens": "1"}, par="12"),
        "n_tokens is .*expected the .* of its"),
    "paragraphs that overlap": (lambda d: first(d, "paragraphs", par="2").update(start="0"),
        "paragraphs.csv, row .*start is 0 and end"),
    "a paragraph beyond the text": (put("documents", {"n_chars": "10"}), "paragraphs.csv, row .*n_chars, 10"),
    "another segment": (put("paragraphs", {"segment": "7"}, segment="0"), "segment is 7, expected 0"),
    "a sentence from a later paragraph": (put("paragraphs", {"continues_par": "40"}, par="5"),
        "continues_par is 40, expected an"),
    "a count too high": (lambda d: d["tokens"][9].update(n="50"), "tokens.csv, row .*add up to .*expected"),
    "a word that is left out": (lambda d: d["tokens"].pop(9), "tokens.csv, row .*add up to .*expected"),
    "a word of the other zone": (put("tokens", {"zone": "apparatus"}, segment="0"), "zone is apparatus, expected body"),
    "a lemma not of the lexicon": (put("tokens", {"lemma": WORD}, pos="verb"), "lemma and pos are .*expected"),
    "two primary frames": (lambda d: [r.update(rank="primary") for r in d["frames"]],
        "have the rank primary .*expected 1"),
    "a draft among the published": (put("records", {"status": "draft"}, record_id="rewaq-c07"),
        r"records.csv, row \d+ \(rewaq-c07\): status is draft, expected published or withdrawn"),
    "a text without measures": (lambda d: d.update(features=[r for r in d["features"] if r["doc_id"] != "ecss"]),
        r"documents.csv, row \d+ \(ecss\): features.csv has no row of it, expected its measures: run .* features"),
    "no primary frame": (lambda d: [r.update(rank="secondary") for r in d["frames"]], "0 frames .*expected 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_every_broken_rule_is_told_with_row_and_what_is_there(name):
    rules.told(*RULES[name])
