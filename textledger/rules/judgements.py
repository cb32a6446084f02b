"""How a judgement follows from its grounds: verdict from limbs, confidence from the source, a debt from the order."""

from collections import defaultdict
from collections.abc import Iterator

from .. import edtf, records
from ..corpus.spans import overlap
from .relations import Data, lines

CONFIDENCE = ("low", "medium", "high")
_NO_SOURCE = ("none_found", "not_sought")  # kinds of evidence that need no source
_ERRORS = ("factual_error", "wrong_date", "misattribution")  # categories of what a source excludes
_FITTING = {
    "none_found": ("not_settled",),
    "not_sought": ("not_checked", "not_applicable"),
    "contradicts": ("inconsistent",),
}


def verdict(limbs: list[dict]) -> str:
    """Return the verdict on a statement, by the codebook.

    Args:
        limbs: its limbs, each with `result` (holds, limited, excluded, undecided) and `carries` (true, false).
    """
    carried = {limb["result"] for limb in limbs if limb["carries"] == "true"}
    if "excluded" in carried:
        return "inconsistent"
    if "undecided" in carried:
        return "not_settled"
    return "consistent" if {limb["result"] for limb in limbs} == {"holds"} else "consistent_with_nuance"


def limb_summary(limbs: list[dict]) -> str:
    """Return how many limbs a compound statement has and which are excluded (`3:2;3`); empty for a plain one."""
    excluded = ";".join(limb["limb"] for limb in limbs if limb["result"] == "excluded")
    return f"{len(limbs)}:{excluded}".rstrip(":") if len(limbs) > 1 else ""


def confidence_ceiling(evidence: str, source: dict | None) -> str:
    """Return the highest confidence that a check may have.

    Args:
        evidence: the evidence of the check.
        source: its row of sources.csv, if it has one.
    """
    if evidence == "not_sought":
        return "high"
    if source and source["access"] == "not_read":
        return "low"
    seen = source and source["access"] in ("original", "stored_copy") and source["kind"] != "reference"
    return "high" if seen and evidence in ("direct", "contradicts") else "medium"


def _higher(value: str, ceiling: str) -> bool:
    return CONFIDENCE.index(value) > CONFIDENCE.index(ceiling)


def checks(data: Data) -> Iterator[str]:
    """A verdict follows from limbs and goes with its evidence, source and correction; confidence has a ceiling."""
    sources = {row["source_key"]: row for row in data["sources"]}
    limbs = defaultdict(list)
    for row in data["check_limbs"]:
        limbs[row["check_id"]].append(row)
    for where, row in lines(data, "checks"):
        evidence, verdict = row["evidence"], row["verdict"]
        fitting = _FITTING.get(evidence)
        if fitting and verdict not in fitting:
            yield f"{where}: verdict is {verdict}, expected {' or '.join(fitting)} for evidence {evidence}"
        if verdict == "inconsistent" and evidence != "contradicts":
            yield f"{where}: evidence is {evidence}, expected contradicts for verdict inconsistent"
        if evidence not in _NO_SOURCE and not row["source_key"]:
            yield f"{where}: source_key is empty, expected the source for evidence {evidence}"
        if evidence in ("direct", "contradicts") and sources.get(row["source_key"], {}).get("access") == "not_read":
            yield f"{where}: {row['source_key']} was not read, expected a source that was for evidence {evidence}"
        if verdict in ("inconsistent", "consistent") and bool(row["correction_en"]) != (verdict == "inconsistent"):
            present = repr(row["correction_en"]) if row["correction_en"] else "empty"
            due = "one" if verdict == "inconsistent" else "none"
            yield f"{where}: correction_en is {present}, expected {due} for verdict {verdict}"
        ceiling = confidence_ceiling(evidence, sources.get(row["source_key"]))
        if _higher(row["confidence"], ceiling):
            yield f"{where}: confidence is {row['confidence']}, expected at most {ceiling} for its evidence and source"
        yield from _limb_faults(where, row, limbs[row["check_id"]])


def _limb_faults(where: str, check: dict, limbs: list[dict]) -> Iterator[str]:
    if check["verdict"] in ("not_applicable", "not_checked"):
        if limbs:
            yield f"{where}: has {len(limbs)} limbs, expected none for {check['verdict']}"
        return
    numbers = [limb["limb"] for limb in limbs]
    if not limbs or numbers != [str(n) for n in range(1, len(limbs) + 1)]:
        yield f"{where}: its limbs are {', '.join(numbers) or 'none'}, expected 1 and on, in order"
    elif not any(limb["carries"] == "true" for limb in limbs):
        yield f"{where}: no limb carries, expected one or more"
    elif check["verdict"] != (due := verdict(limbs)):
        yield f"{where}: verdict is {check['verdict']}, expected {due} by its limbs"
    elif check["limbs"] != (due := limb_summary(limbs)):
        yield f"{where}: limbs is {check['limbs'] or 'empty'}, expected {due or 'none'}, as check_limbs.csv has them"


def alike(data: Data) -> Iterator[str]:
    """Limbs that share a matter or a kind of shift have one result; one that has not names the other check.

    Checks of two claims of which one repeats the other share a matter.
    """
    findings = {row["check_id"]: row["finding_en"] for row in data["checks"]}
    shared = defaultdict(list)
    for where, row in lines(data, "check_limbs"):
        if row["alike"]:
            shared[row["alike"]].append((where, row))
    for name, found in shared.items():
        (_, first), *others = found
        if len({row["check_id"] for _, row in found}) == 1:
            yield f"{found[0][0]}: alike is {name}, expected it in two checks or more"
        for where, row in others:
            told = row["check_id"] in findings[first["check_id"]] or first["check_id"] in findings[row["check_id"]]
            if row["result"] != first["result"] and not told:
                due = f"{first['result']}, as {first['check_id']} has it, or a finding that names it"
                yield f"{where}: result is {row['result']}, expected {due}: {name}"
    matters = defaultdict(set)
    targets = {row["check_id"]: records.split_ids(row["target_ids"]) for row in data["checks"]}
    for row in data["check_limbs"]:
        for target in targets[row["check_id"]]:
            matters[target].add(row["alike"])
    for where, row in lines(data, "claim_links"):
        one, other = matters[row["from_id"]], matters[row["to_id"]]
        if row["relation"] == "repeats" and one and other and not one & other - {""}:
            yield f"{where}: the checks of its claims share nothing, expected limbs that are alike for what is repeated"


def shown(data: Data) -> Iterator[str]:
    """An error shown from outside stands where a check excludes something, a doubt where one finds fault.

    What a check contradicts is an anomaly, and more than a doubt. They meet where they lie in the text.
    """
    spans, limbs = defaultdict(list), defaultdict(set)
    for row in data["spans"]:
        spans[row["record_id"]].append((row["doc_id"], (int(row["start"]), int(row["end"]))))
    places = {
        row["check_id"]: [place for target in records.split_ids(row["target_ids"]) for place in spans[target]]
        for row in data["checks"]
    }
    for row in data["check_limbs"]:
        limbs[row["check_id"]].add(row["result"])

    def meets(record_id: str, check: dict) -> bool:
        return any(
            doc == other and overlap(mine, theirs)
            for doc, mine in spans[record_id]
            for other, theirs in places[check["check_id"]]
        )

    for where, row in lines(data, "anomalies"):
        if row["basis"] == "external" and row["category"] in (*_ERRORS, "factual_doubt"):
            met = [check["check_id"] for check in data["checks"] if meets(row["anomaly_id"], check)]
            found = set().union(*(limbs[check_id] for check_id in met))
            if row["category"] in _ERRORS and "excluded" not in found:
                due = f"a limb excluded by {', '.join(met) or 'a check'}"
                yield f"{where}: category is {row['category']}, expected {due}"
            elif not found - {"holds"}:
                yield f"{where}: category is {row['category']}, expected a limb that does not hold at the same place"
    for where, row in lines(data, "checks"):
        if row["verdict"] == "inconsistent":
            categories = {a["category"] for a in data["anomalies"] if meets(a["anomaly_id"], row)}
            if not categories - {"factual_doubt"}:
                yield f"{where}: verdict is inconsistent, expected an anomaly there that is more than a doubt"


def borrowings(data: Data) -> Iterator[str]:
    """That a text follows another is said where their order is known; what was compared follows what was read."""
    ceilings = {"compared": "high", "opening_only": "medium", "not_seen": "low"}
    read = {row["source_key"]: row["access"] for row in data["sources"]}
    for where, row in lines(data, "borrowings"):
        due = {"opening": "opening_only", "not_read": "not_seen"}.get(read.get(row["source_key"], ""), "compared")
        if row["compared"] != due:
            yield f"{where}: compared is {row['compared']}, expected {due} by the access to {row['source_key']}"
        if (row["relation"] == "parallel") != (row["precedence"] == "not_shown"):
            state = f"relation is {row['relation']} and precedence {row['precedence']}"
            yield f"{where}: {state}, expected parallel for not_shown and for nothing else"
        if _higher(row["confidence"], ceiling := ceilings[row["compared"]]):
            yield f"{where}: confidence is {row['confidence']}, expected at most {ceiling} for {row['compared']}"


def _printed_elsewhere(date: dict) -> bool:
    """Return whether the value that a date is resolved to cannot be the one that is printed."""
    if not (date["edtf_printed"] and date["edtf_resolved"]):
        return False
    (begin, end), (first, last) = edtf.bounds(date["edtf_printed"]), edtf.bounds(date["edtf_resolved"])
    return end < first or last < begin


def equal_matters(data: Data) -> Iterator[str]:
    """Equal matters have equal verdicts, in whatever text they stand.

    A date that is printed as another than it was is contradicted wherever it is checked; two texts that give an event
    the same date, set beside the same source, agree with it alike.
    """
    elsewhere = {row["date_id"] for row in data["dates"] if _printed_elsewhere(row)}
    reports = {row["report_id"]: row for row in data["event_reports"]}
    figures = {row["quantity_id"] for row in data["quantities"]}
    judged: dict[tuple, tuple[str, str]] = {}
    for where, row in lines(data, "checks"):
        targets, verdict = row["target_ids"].split(";"), row["verdict"]
        wrong = sorted(elsewhere.intersection(targets))
        if wrong and verdict != "inconsistent":
            yield f"{where}: verdict is {verdict}, expected inconsistent, since {wrong[0]} is printed as another day"
        for target in () if figures.intersection(targets) else reports.keys() & targets:
            report = reports[target]
            matter = report["event_id"], report["edtf_reported"], row["source_key"]
            text, due = judged.setdefault(matter, (report["doc_id"], verdict))
            if text != report["doc_id"] and due != verdict:
                yield f"{where}: verdict is {verdict}, expected {due}, as {text} has for {matter[0]}"


def borne_out(data: Data) -> Iterator[str]:
    """A forecast that came true is not contradicted: what is at fault beside it is the record to be checked."""
    wrong = {row["check_id"]: row["target_ids"] for row in data["checks"] if row["verdict"] == "inconsistent"}
    for where, row in lines(data, "outlook"):
        by = [check_id for check_id, targets in wrong.items() if row["claim_id"] in records.split_ids(targets)]
        if row["outcome"] == "borne_out" and by:
            yield f"{where}: outcome is borne_out, expected another for a claim that {', '.join(by)} contradicts"


EVERY = (checks, equal_matters, alike, shown, borrowings, borne_out)
