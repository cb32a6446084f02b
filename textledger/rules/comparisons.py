"""What holds in the tables of comparisons: each names what it compares, and none leaves out what it has to sort."""

import re
from collections import Counter
from collections.abc import Iterator

from .. import records
from .relations import Data, lines

ANNOUNCED = "nato"  # names the transcript of the announcement among its versions
OFTEN = 3  # mentions from which an actor is explained
_VIOLENT = ("attack", "killing", "war")  # types of events


def _column(data: Data, name: str, column: str) -> set[str]:
    return {row[column] for row in data[name]} - {""}


def versions(data: Data) -> Iterator[str]:
    """What is compared is a text or a source; words are given where a part is there, and nowhere else."""
    texts, sources = _column(data, "documents", "doc_id"), _column(data, "sources", "source_key")
    for name, known in (
        ("announcement_versions", texts | {ANNOUNCED}),
        ("figure_qualifiers", texts | sources),
        ("statement_versions", texts | sources),
    ):
        for where, row in lines(data, name):
            if row["version"] not in known:
                yield f"{where}: version is {row['version']}, expected what documents.csv or sources.csv has"
    for where, row in lines(data, "announcement_versions"):
        if (row["kept"] == "not_printed") == bool(row["wording_en"]):
            due = "no wording" if row["wording_en"] else "a wording"
            yield f"{where}: wording_en is {row['wording_en'] or 'empty'}, expected {due} for {row['kept']}"
    for where, row in lines(data, "statement_versions"):
        if row["wording_en"] and row["state"] != "present":
            yield f"{where}: wording_en is {row['wording_en']}, expected none for {row['state']}"


def conflicts(data: Data) -> Iterator[str]:
    """Each record of a conflict stands in one row: links that do not agree, contradicted checks, comparisons."""
    due = {row["link_id"] for row in data["claim_links"] if row["relation"] in ("contradicts", "qualifies")}
    due |= {row["check_id"] for row in data["checks"] if row["verdict"] == "inconsistent"}
    compared = (row for row in data["anomalies"] if row["basis"] != "internal" and row["origin"] != "ocr")
    due |= {row["anomaly_id"] for row in compared}
    placed: dict[str, str] = {}
    where = "conflicts.csv"
    for where, row in lines(data, "conflicts"):
        for record_id in records.split_ids(row["record_ids"]):
            if record_id not in due:
                yield f"{where}: record_ids names {record_id}, expected a record that shows a conflict"
            elif record_id in placed:
                yield f"{where}: record_ids names {record_id}, expected no second row beside {placed[record_id]}"
            placed[record_id] = where
    for record_id in sorted(due - set(placed)):
        yield f"{where}: no row names {record_id}, expected one for each record that shows a conflict"


def voices(data: Data) -> Iterator[str]:
    """A voice comes from a source or from a text, speaks once, and refuses the picture by denying the vacuum."""
    known: dict[str, tuple] = {}
    for where, row in lines(data, "vacuum_voices"):
        if bool(row["source_key"]) == bool(row["record_ids"]):
            yield f"{where}: source_key is {row['source_key'] or 'empty'}, expected a source or records, not both"
        if (row["place"] == "none") != (row["role"] == "refused"):
            yield f"{where}: role is {row['role']} and place {row['place']}, expected refused for none"
        said = row["edtf"], row["voice_en"], row["source_key"], row["record_ids"]
        if known.setdefault(row["voice_id"], said) != said:
            yield f"{where}: the voice is {', '.join(said)}, expected {', '.join(known[row['voice_id']])} as before"


def agents(data: Data) -> Iterator[str]:
    """A doer is given where the report has one; the reports are of violence."""
    types = {row["event_id"]: row["type"] for row in data["events"]}
    reported = {row["report_id"]: row["event_id"] for row in data["event_reports"]}
    known = {(row["event_id"], row["actor_id"]): row["role"] for row in data["event_actors"]}
    for where, row in lines(data, "report_agents"):
        if (row["agent"] == "absent") == bool(row["actor_id"]):
            yield f"{where}: actor_id is {row['actor_id'] or 'empty'}, expected an actor for all but absent"
        event = reported[row["report_id"]]
        if types[event] not in _VIOLENT:
            yield f"{where}: the event is of type {types[event]}, expected {', '.join(_VIOLENT)}"
        if known.get((event, row["actor_id"]), "doer") not in ("doer", ""):
            role = known[event, row["actor_id"]]
            yield f"{where}: actor_id is {row['actor_id']}, expected no {role} of {event} by event_actors.csv"


def words(data: Data) -> Iterator[str]:
    """A term is a lemma or a body; a lemma that is counted occurs; a sense has no more occurrences than its word."""
    lemmas = _column(data, "tokens", "lemma")
    for where, row in lines(data, "terms"):
        if bool(row["lemma"]) == bool(row["actor_id"]):
            yield f"{where}: lemma is {row['lemma'] or 'empty'}, expected a lemma or an actor, not both"
    for name in ("terms", "word_sets", "senses"):
        for where, row in lines(data, name):
            if row["lemma"] and row["lemma"] not in lemmas:
                yield f"{where}: lemma is {row['lemma']}, expected one that tokens.csv has"
    for where, row in lines(data, "senses"):
        occurrences = sum(
            int(token["n"])
            for token in data["tokens"]
            if token["lemma"] == row["lemma"]
            and token["doc_id"] == row["doc_id"]
            and token["zone"] == "body"
            and row["form"] in ("", token["form"])
        )
        if int(row["n"]) > occurrences:
            yield f"{where}: n is {row['n']}, expected at most the {occurrences} occurrences"


def outside_figures(data: Data) -> Iterator[str]:
    """A figure from outside is given by a check or by another record, and stands beside one of the text checked."""
    for where, row in lines(data, "outside_figures"):
        if bool(row["check_id"]) == bool(row["record_id"]):
            yield f"{where}: check_id is {row['check_id'] or 'empty'}, expected a check or another record, not both"
        text = row["check_id"].split("-")[0]
        if text and row["quantity_id"] and not row["quantity_id"].startswith(f"{text}-"):
            yield f"{where}: quantity_id is {row['quantity_id']}, expected a figure of {text}"


def changes(data: Data) -> Iterator[str]:
    """What was compared has changes, and what was not seen has none."""
    changed = _column(data, "borrowing_changes", "borrowing_id")
    for where, row in lines(data, "borrowings"):
        if (row["compared"] == "compared") != (row["borrowing_id"] in changed):
            yield f"{where}: compared is {row['compared']}, expected changes for what was compared alone"


def passages(data: Data) -> Iterator[str]:
    """A pull-quote names the paragraph that it repeats; what is postponed is coded where a postponement is followed."""
    known = {(row["doc_id"], row["par"]) for row in data["paragraphs"]}
    for where, row in lines(data, "passages"):
        if row["other_par"] and (row["doc_id"], row["other_par"]) not in known:
            yield f"{where}: other_par is {row['other_par']}, expected a paragraph of {row['doc_id']}"
        for column, theme in (("other_par", "pull_quote"), ("postponed", "postponement")):
            if bool(row[column]) != (row["theme"] == theme):
                due = f"none for {row['theme']}" if row[column] else f"a value for {theme}"
                yield f"{where}: {column} is {row[column] or 'empty'}, expected {due}"


def glosses(data: Data) -> Iterator[str]:
    """An actor that the texts name three times or more is explained, in both languages or in none.

    A form whose first use opens the gloss needs one, and belongs to one actor. What happened in a year has a source.
    """
    named: Counter = Counter()
    owners: dict[str, str] = {}
    for row in data["mentions"]:
        named[row["actor_id"]] += int(row["n"])
    for where, row in lines(data, "actors"):
        if not row["gloss_en"] and (row["gloss_ar"] or named[row["actor_id"]] >= OFTEN):
            yield f"{where}: gloss_en is empty, expected a line for an actor with {named[row['actor_id']]} mentions"
        if re.search(r"\b\d{4}\b", row["gloss_en"]) and not row["source_keys"]:
            yield f"{where}: source_keys is empty, expected a source for a gloss that tells a year"
        if row["gloss_en"] and not row["gloss_ar"]:
            yield f"{where}: gloss_ar is empty, expected a line beside gloss_en"
        if row["forms_en"] and not row["gloss_en"]:
            yield f"{where}: forms_en is {row['forms_en']}, expected none for an actor without a gloss"
        for form in filter(None, row["forms_en"].split(";")):
            if owners.setdefault(form, row["actor_id"]) != row["actor_id"]:
                yield f"{where}: forms_en has {form}, expected a form that {owners[form]} does not have"


EVERY = (glosses, changes, outside_figures, passages, versions, conflicts, voices, agents, words)
