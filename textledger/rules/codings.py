"""What holds between the columns of a coded record: values and bounds, accounts, ends of links."""

from collections.abc import Iterator

from .. import edtf, records
from ..schema import cells
from .relations import Data, lines

RowFaults = Iterator[tuple[str, str]]
CHANGE = ("from_value", "to_value")
_POINTS = ("exact", "about", "share", "multiple")  # kinds of figures that have one value
_OPEN = {"at_least": "high", "at_most": "low"}  # the side on which a bound is open


def figure(row: dict) -> RowFaults:
    """A figure has the values that its kind says, in order; of one whose kind is still open only the order is told."""
    kind, low, high = row["kind"], row["low"], row["high"]
    if low and high and float(low) > float(high):
        yield "low", f"is {low}, expected no more than high, which is {high}"
        return
    changes = kind == "from_to"
    for column in ("from_value", "to_value", "low", "high") if kind else ():
        if row[column] and changes != (column in CHANGE):
            due = "from_value and to_value for a change, low and high for all else"
            yield column, f"is {row[column]}, expected none for {kind}: {due}"
        elif not row[column] and column in _needed(kind):
            yield column, f"is empty, expected a value for {kind}"
        elif row[column] and column == _OPEN.get(kind):
            yield column, f"is {row[column]}, expected none for {kind}, which has one bound"
    if kind == "range" and low and low == high:
        yield "high", f"is {high} as low is, expected two values for a range"
    elif kind in _POINTS and low and high and low != high:
        yield "high", f"is {high} and low {low}, expected one value for {kind}; two limits are a range"
    elif kind == "share" and row["unit"] == "per cent" and low and not 0 <= float(low) <= 100:
        yield "low", f"is {low}, expected 0 to 100 per cent"


def _needed(kind: str) -> set[str]:
    return set(CHANGE) if kind == "from_to" else {"low", "high"} - {_OPEN.get(kind, "")}


def account(row: dict) -> RowFaults:
    """Whom something is credited to is named where it is credited to another than the author, and nowhere else."""
    if row["attribution"] and (row["attribution"] == "author") == bool(row["attributed_to"]):
        due = "none for author" if row["attributed_to"] else f"a name for {row['attribution']}"
        yield "attributed_to", f"is {row['attributed_to'] or 'empty'}, expected {due}"
    if row.get("attributed_actor_id") and not row["attributed_to"]:
        yield "attributed_actor_id", f"is {row['attributed_actor_id']}, expected none without attributed_to"


def time(row: dict) -> RowFaults:
    """A date has a value, a bibliographic one also as printed; a duration has none as printed."""
    if row["kind"] in ("date", "bibliographic") and not row["edtf_resolved"]:
        yield "edtf_resolved", f"is empty, expected a value for {row['kind']}"
    if row["kind"] == "bibliographic" and not row["edtf_printed"]:
        yield "edtf_printed", "is empty, expected a value for bibliographic"
    if row["kind"] == "duration" and row["edtf_printed"]:
        yield "edtf_printed", f"is {row['edtf_printed']}, expected none for duration"


def publication(row: dict) -> RowFaults:
    """No text is of a day that is still to come."""
    if row["published_edtf"] and edtf.bounds(row["published_edtf"])[0] > cells.today():
        yield "published_edtf", f"is {row['published_edtf']}, expected a day that has come"


WITHIN = {  # what holds within a row: each rule yields the column at fault, and what is wrong there
    "quantities": (figure, account),
    "outside_figures": (figure,),
    "claims": (account,),
    "dates": (time,),
    "documents": (publication,),
}


def rows(data: Data) -> Iterator[str]:
    """A row keeps what holds between its own columns."""
    for name, rules in WITHIN.items():
        for where, row in lines(data, name):
            yield from (f"{where}: {column} {message}" for rule in rules for column, message in rule(row))


def figures_as_printed(data: Data) -> Iterator[str]:
    """A figure holds for the time that its text prints, also where that is not the right one."""
    printed: set[tuple[str, str]] = set()
    mended: dict[tuple[str, str], str] = {}
    for row in data["dates"]:
        if row["edtf_printed"]:
            printed.add((row["doc_id"], row["edtf_printed"]))
            if row["edtf_resolved"] != row["edtf_printed"]:
                mended[row["doc_id"], row["edtf_resolved"]] = row["edtf_printed"]
    for where, row in lines(data, "quantities"):
        time = row["doc_id"], row["as_of_edtf"]
        if time in mended and time not in printed:
            yield f"{where}: as_of_edtf is {row['as_of_edtf']}, expected {mended[time]}, as the text prints it"


def hedges(data: Data) -> Iterator[str]:
    """A claim is hedged where a word of doubt bears on its statement, and nowhere else; what else it bears on is told.

    A book that does not list such words has no rows of them.
    """
    bearing = {row["claim_id"] for row in data["hedges"] if row["bears_on"] == "statement"}
    for where, row in lines(data, "claims") if data["hedges"] else ():
        if (row["modality"] == "hedged") != (row["claim_id"] in bearing):
            due = "hedged" if row["claim_id"] in bearing else "another"
            yield f"{where}: modality is {row['modality']}, expected {due}, by hedges.csv"
    for where, row in lines(data, "hedges"):
        if bool(row["note_en"]) == (row["bears_on"] == "statement"):
            due = "none for a statement" if row["note_en"] else f"what the {row['bears_on']} is"
            yield f"{where}: note_en is {row['note_en'] or 'empty'}, expected {due}"


def ends(data: Data) -> Iterator[str]:
    """Links join claims of two texts, once; borrowings and ranges run forwards; nobody is their own parent."""
    joined: dict[frozenset, str] = {}
    for where, row in lines(data, "claim_links"):
        pair = frozenset((row["from_id"], row["to_id"]))
        if row["from_id"].split("-")[0] == row["to_id"].split("-")[0]:
            yield f"{where}: to_id is {row['to_id']}, expected a claim of another text than {row['from_id']}"
        elif pair in joined:
            yield f"{where}: joins {row['from_id']} and {row['to_id']}, expected no second link beside {joined[pair]}"
        joined[pair] = where
    for where, row in lines(data, "borrowings"):
        if int(row["par_from"]) > int(row["par_to"]):
            yield f"{where}: par_from {row['par_from']} is after par_to {row['par_to']}, expected before or the same"
    for where, row in lines(data, "anomalies"):
        if row["doc_id"] in records.split_ids(row["other_doc_ids"]):
            yield f"{where}: other_doc_ids names {row['doc_id']}, expected other texts than its own"
    parents = {row["actor_id"]: row["parent_id"] for row in data["actors"]}
    for where, row in lines(data, "actors"):
        above, seen = row["parent_id"], {row["actor_id"]}
        while above and above not in seen:
            seen.add(above)
            above = parents[above]
        if above:
            yield f"{where}: parent_id is {row['parent_id']}, expected no circle of parents"


def measures(data: Data) -> Iterator[str]:
    """Measures lie in their range: agreement and cosines from 0 to 1 (alpha from -1), intervals about their value."""
    for where, row in lines(data, "agreement"):
        low, value, high = (float(row[column]) if row[column] else None for column in ("low", "value", "high"))
        if value is not None and not row["measure"].startswith("unpaired") and not -1 <= value <= 1:
            yield f"{where}: value is {row['value']}, expected at most 1"
        if low is not None and not (value is not None and high is not None and low <= value <= high):
            yield f"{where}: value is {row['value']}, expected {row['low']} to {row['high']}, from low to high"
    for where, row in lines(data, "similarity"):
        if row["doc_a"] == row["doc_b"]:
            yield f"{where}: doc_b is {row['doc_b']}, expected another text than doc_a"
        if float(row["value"]) < 0 or (row["unit"] == "cosine" and float(row["value"]) > 1):
            yield f"{where}: value is {row['value']}, expected 0 to 1 for a cosine, 0 or more for a count"


def accounts(data: Data) -> Iterator[str]:
    """Each event is reported; an outlook weighs what can come true; a coding has a coder; an item its source."""
    reported = {row["event_id"] for row in data["event_reports"]}
    for where, row in lines(data, "events"):
        if row["event_id"] not in reported:
            yield f"{where}: is reported by no text, expected a row in event_reports.csv"
    types = {row["claim_id"]: row["type"] for row in data["claims"]}
    for where, row in lines(data, "outlook"):
        if types[row["claim_id"]] not in ("predictive", "prescriptive"):
            yield f"{where}: the claim is {types[row['claim_id']]}, expected a predictive or prescriptive one"
    for where, row in lines(data, "reliability"):
        if not row["coder_a"] and not row["coder_b"]:
            yield f"{where}: coder_a and coder_b are empty, expected a coding of one of them"
    for where, row in lines(data, "actors"):
        if row["wikidata"] and not row["wikidata_source"]:
            yield f"{where}: wikidata_source is empty, expected the page that {row['wikidata']} was read from"
    for where, row in lines(data, "sources"):
        if row["seen_in"] and row["republication"] == "false":
            yield f"{where}: seen_in is {row['seen_in']}, expected none where republication is false"
        if row["access"] == ("original" if row["republication"] == "true" else "republication"):
            yield f"{where}: access is {row['access']}, expected another where republication is {row['republication']}"
        if bool(row["accessed"]) == (row["access"] == "not_read"):
            due = "none where access is not_read" if row["accessed"] else f"a day where access is {row['access']}"
            yield f"{where}: accessed is {row['accessed'] or 'empty'}, expected {due}"
        if bool(row["archived_sha256"]) != bool(row["archived_on"]):
            yield f"{where}: archived_on is {row['archived_on'] or 'empty'}, expected a day beside archived_sha256 only"
        if (row["archived_sha256"] or row["archived_url"]) and not (row["url"] or row["seen_in"]):
            yield f"{where}: url and seen_in are empty, expected the address of what is archived"
    digests: dict[str, str] = {}
    for where, row in lines(data, "documents"):
        if row["sha256"] in digests:
            yield f"{where}: sha256 is that of {digests[row['sha256']]}, expected one text a row"
        digests[row["sha256"]] = row["doc_id"]


def texts(data: Data) -> Iterator[str]:
    """Each text has a place of its own in the book, from 1 on, and a label, colour and sign that no other has."""
    taken: dict[tuple[str, str], str] = {}
    for where, row in lines(data, "documents"):
        if not 1 <= int(row["order"]) <= len(data["documents"]):
            yield f"{where}: order is {row['order']}, expected a place from 1 to {len(data['documents'])}"
        for column in ("order", "label", "colour", "sign"):
            other = taken.setdefault((column, row[column]), row["doc_id"])
            if other != row["doc_id"]:
                yield f"{where}: {column} is {row[column]}, expected another than that of {other}"


EVERY = (texts, rows, figures_as_printed, hedges, ends, measures, accounts)
