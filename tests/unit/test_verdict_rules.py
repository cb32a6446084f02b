"""Checks, their limbs, sources and searches that break a rule: a verdict rests on what was read, and says so."""

import pytest

from textledger.rules import validate

from ..helpers import rules
from ..helpers.faults import every_table
from ..helpers.rules import first, put


def unsought(record_id):
    """Return a corruption: no search names the record."""

    def change(data):
        for row in data["searches"]:
            row["record_ids"] = ";".join(part for part in row["record_ids"].split(";") if part != record_id)

    return change


K, L = "checks", "check_limbs"
RULES = {
    "found nothing, yet consistent": (put(K, {"evidence": "none_found"}, verdict="consistent"),
        "verdict is consistent, expected"),
    "not sought, yet consistent": (put(K, {"evidence": "not_sought"}, verdict="consistent"),
        "verdict is consistent, expected"),
    "contradicted, yet consistent": (put(K, {"evidence": "contradicts"}, verdict="consistent"),
        "verdict is consistent, exp"),
    "inconsistent on direct evidence": (put(K, {"evidence": "direct"}, verdict="inconsistent"),
        "evidence is direct, expected"),
    "evidence without a source": (put(K, {"source_key": ""}, evidence="direct"),
        "source_key is empty, expected the source"),
    "inconsistent without correction": (put(K, {"correction_en": ""}, verdict="inconsistent"),
        "correction_en is empty, exp"),
    "consistent with a correction": (put(K, {"correction_en": "No."}, verdict="consistent"),
        "correction_en is 'No.', exp"),
    "a verdict that its limbs do not bear out": (put(L, {"result": "excluded"}, result="holds", carries="true"),
        "verdict is .*, expected inconsistent by its limbs"),
    "a date printed as another that is not contradicted": (put(K, {"verdict": "consistent"}, check_id="alwaght-k01"),
        "expected inconsistent, since alwaght-d01 is printed as another day"),
    "a verdict that another text does not get": (put(K, {"verdict": "not_settled"}, check_id="hadramout-k01"),
        "verdict is not_settled, expected consistent, as newswire has for ev-nato-mission-iraq-founded"),
    "a forecast that came true, contradicted": (put(K, {"target_ids": "newswire-c24"}, check_id="alwaght-k01"),
        "outcome is borne_out, expected another for a claim that alwaght-k01 contradicts"),
    "a sum of limbs that is not theirs": (put(K, {"limbs": "9:1"}, verdict="inconsistent"),
        "limbs is 9:1, expected .*, as check_limbs.csv has them"),
    "a limb that is skipped": (put(L, {"limb": "3"}, limb="1"), "its limbs are 3.*, expected 1 and on"),
    "a verdict without limbs": (put(L, {"check_id": "rewaq-k03"}, check_id="rewaq-k01"),
        "its limbs are none, expected 1 and on|its limbs are .*, expected 1 and on"),
    "a statement that rests on nothing": (lambda d: [row.update(carries="false") for row in d[L]],
        "no limb carries, expected one or more"),
    "limbs of what was not checked": (put(K, {"verdict": "not_checked", "evidence": "not_sought"}, evidence="direct"),
        "limbs, expected none for not_checked"),
    "a sure verdict from an opening": (put("sources", {"access": "opening"}, source_key="sarotte2019"),
        "confidence is high, expected at most medium"),
    "a sure verdict from an encyclopaedia": (put("sources", {"kind": "reference"}, source_key="sarotte2019"),
        "confidence is high, expected at most medium"),
    "a sure verdict on indirect evidence": (put(K, {"confidence": "high"}, evidence="indirect"),
        "confidence is high, expected at most"),
    "a ground that was not read": (put("sources", {"access": "not_read"}, source_key="sarotte2019"),
        "sarotte2019 was not read, expected a source"),
    "a like shift judged otherwise": (put(L, {"result": "holds"}, check_id="alwaght-k02", limb="1"),
        "result is holds, expected limited, as ecss-k15 has it, or a finding that names it: bare-figure"),
    "a shift that is like no other": (put(L, {"alike": "of-its-own"}, check_id="rewaq-k01"),
        "alike is of-its-own, expected it in two checks or more"),
    "a repeated claim that shares nothing": (put(L, {"alike": ""}, check_id="alwaght-k02"),
        "claim_links.csv, row .*link-02.*share nothing, expected limbs that are alike"),
    "an error that no check excludes": (put("anomalies", {"category": "factual_error"}, anomaly_id="ecss-n24"),
        "category is factual_error, expected a limb excluded by ecss-k21, ecss-k22"),
    "a doubt where all holds": (
        lambda d: [row.update(result="holds") for row in d[L] if row["check_id"] == "ecss-k11"],
        r"\(ecss-n16\): category is factual_doubt, expected a limb that does not hold"),
    "a contradiction that is but a doubt": (put("anomalies", {"category": "factual_doubt"}, anomaly_id="ecss-n09"),
        r"\(ecss-k05\): verdict is inconsistent, expected an anomaly there that is more than a doubt"),
    "a republication read as the original": (put("sources", {"access": "original"}, republication="true"),
        "access is original, expected another where republication is true"),
    "a source read on no day": (put("sources", {"accessed": ""}, access="opening"),
        "accessed is empty, expected a day where access is opening"),
    "a day on which nothing was read": (put("sources", {"accessed": "2026-11-21"}, access="not_read"),
        "accessed is 2026-11-21, expected none where access is not_read"),
    "a digest of no day": (put("sources", {"archived_sha256": "0" * 64}, access="original"),
        "archived_on is empty, expected a day beside archived_sha256"),
    "a day without a digest": (put("sources", {"archived_on": "2026-11-29"}, access="original"),
        "archived_on is 2026-11-29, expected a day beside archived_sha256 only"),
    "an archived copy of no address": (put("sources", {"archived_url": "https://example.org/"}, url="", seen_in=""),
        "url and seen_in are empty, expected the address of what is archived"),
    "a find in no source": (put("searches", {"source_keys": ""}, result="found"),
        r"searches.csv, row .*source_keys is empty, expected a source for what was found"),
    "a check that found nothing by no search": (unsought("hadramout-k10"),
        r"checks.csv, row .*hadramout-k10\): finding_en says that something was not found, expected a row"),
    "a passage whose source was not found by no search": (unsought("hadramout-n10"),
        r"anomalies.csv, row .*hadramout-n10\): correction_en says that something was not found, expected a row"),
    "a borrowing not compared by no search": (unsought("rewaq-b01"),
        r"borrowings.csv, row .*rewaq-b01\): what_changed_en says that something was not found"),
    "a text of which something was not found by no search": (
        lambda d: d.update(searches=[row for row in d["searches"] if row["doc_id"] != "alwaght"]),
        r"documents.csv, row .*alwaght\): \w+ says that something was not found, expected a row"),
    "evidence that was not found by no search": (
        lambda d: (first(d, K, evidence="direct").update(evidence="none_found", verdict="not_settled"),
            unsought(first(d, K, evidence="none_found")["check_id"])(d)),
        r"checks.csv, row .*: evidence says that something was not found, expected a row"),
}  # fmt: skip


def test_a_like_shift_may_be_judged_otherwise_where_a_finding_names_the_other_check():
    data = every_table()
    first(data, L, check_id="alwaght-k02", limb="1").update(result="holds")
    first(data, K, check_id="alwaght-k02")["finding_en"] += " Unlike in check ecss-k15 the source has no other figure."
    assert not [fault for fault in validate.rule_faults(data) if "bare-figure" in fault]


@pytest.mark.parametrize("name", RULES)
def test_every_broken_rule_is_told_with_row_and_what_is_there(name):
    rules.told(*RULES[name])
