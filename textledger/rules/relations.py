"""What holds between columns and between rows, for tables that keep their schemas and references.

Each rule takes the rows of all tables, by table, and yields the faults it finds; each fault names table, row, what is
there and what was expected.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from .. import records, running
from ..corpus import text

Data = dict[str, list[dict[str, str]]]
NEED_SPANS = ("quantities", "dates", "claims", "event_reports", "anomalies")


def at(name: str, line: int, row: dict) -> str:
    """Return where a fault is: file, row and key."""
    key = ", ".join(row[column] for column in records.schema(name)["primaryKey"])
    return f"{name}.csv, row {line} ({key})"


def lines(data: Data, name: str) -> Iterator[tuple[str, dict]]:
    """Yield the rows of a table, each with where it is."""
    key = records.schema(name)["primaryKey"]  # here, and not in `at`: most rows are only passed by
    for line, row in enumerate(data[name], 2):
        yield f"{name}.csv, row {line} ({', '.join([row[column] for column in key])})", row


def _integers(row: dict, *columns: str) -> list[int]:
    return [int(row[column]) for column in columns]


def paragraphs(data: Data) -> Iterator[str]:
    """Paragraphs number through from 0, follow one another, add up to their text, and are grouped by the rule."""
    by_text = defaultdict(list)
    for where, row in lines(data, "paragraphs"):
        by_text[row["doc_id"]].append((where, row))
    for where, document in lines(data, "documents"):
        rows = by_text[document["doc_id"]]
        if [row["par"] for _, row in rows] != [str(n) for n in range(int(document["n_paragraphs"]))]:
            size = document["n_paragraphs"]
            yield f"{where}: n_paragraphs is {size}, expected as many paragraphs, numbered through from 0"
            continue
        total = sum(int(row["n_tokens"]) for _, row in rows)
        if total != int(document["n_tokens"]):
            yield f"{where}: n_tokens is {document['n_tokens']}, expected the {total} of its paragraphs"
        end = 0
        due = text.segments([row["zone"] for _, row in rows], [int(row["n_tokens"]) for _, row in rows])
        for (place, row), segment in zip(rows, due, strict=True):
            start, until = _integers(row, "start", "end")
            if not end <= start < until <= int(document["n_chars"]):
                limits = f"between {end} and n_chars, {document['n_chars']}"
                yield f"{place}: start is {start} and end {until}, expected start before end, {limits}"
            end = until
            if row["segment"] != ("" if segment is None else str(segment)):
                yield f"{place}: segment is {row['segment'] or 'empty'}, expected {segment}"
            if row["continues_par"] and int(row["continues_par"]) >= int(row["par"]):
                yield f"{place}: continues_par is {row['continues_par']}, expected an earlier paragraph"


def places(data: Data) -> Iterator[str]:
    """Spans and exclusions lie within a paragraph, the first of a record within its own; what needs a span has one."""
    extent = {(row["doc_id"], row["par"]): _integers(row, "start", "end") for row in data["paragraphs"]}
    home = {
        row[records.schema(name)["primaryKey"][0]]: (row["doc_id"], row["par"])
        for name in NEED_SPANS
        for row in data[name]
        if "par" in row
    }
    for name in ("spans", "exclusions"):
        for where, row in lines(data, name):
            start, end = _integers(row, "start", "end")
            own = (row["doc_id"], row["par"]) if "par" in row else home.get(row["record_id"])
            if own in extent and row.get("seq", "1") == "1":
                among, expected = [extent[own]], f"a place within paragraph {own[1]} of {own[0]}"
            else:
                among = [bounds for (doc, _), bounds in extent.items() if doc == row["doc_id"]]
                expected = f"a place within a paragraph of {row['doc_id']}"
            if start >= end or not any(a <= start and end <= b for a, b in among):
                yield f"{where}: start and end are {start}-{end}, expected {expected}"
    spanned = {row["record_id"] for row in data["spans"]}
    for name in NEED_SPANS:
        for where, row in lines(data, name):
            if row[records.schema(name)["primaryKey"][0]] not in spanned:
                yield f"{where}: has no span, expected one in spans.csv"


def owners(data: Data) -> Iterator[str]:
    """A record belongs to the text that its id names, in its table, in the registry and in its spans."""
    docs = {row["doc_id"] for row in data["documents"]}
    others = {row["anomaly_id"]: set(records.split_ids(row["other_doc_ids"])) for row in data["anomalies"]}
    for name in {"records", "spans", *(row["table"] for row in data["records"])}:
        key = records.schema(name)["primaryKey"][0]
        for where, row in lines(data, name):
            record_id = row[key]
            named = record_id.split("-")[0]
            due = named if named in docs else ""
            if name in records.KINDS.values() and not due:
                yield f"{where}: {key} is {record_id}, expected an id that begins with that of a text"
            elif row.get("doc_id", due) != due and not (name == "spans" and row["doc_id"] in others.get(record_id, ())):
                yield f"{where}: doc_id is {row['doc_id'] or 'empty'}, expected {due or 'none'}, after the id"


def companions(data: Data) -> Iterator[str]:
    """Claims that are listed for a text are its own."""
    for name, column in (("documents", "stance_evidence"), ("parallels", "claim_ids"), ("passages", "claim_ids")):
        for where, row in lines(data, name):
            for record_id in records.split_ids(row[column]):
                if not record_id.startswith(f"{row['doc_id']}-"):
                    yield f"{where}: {column} names {record_id}, expected records of {row['doc_id']}"


def sequences(data: Data) -> Iterator[str]:
    """What is numbered within a record or paragraph is numbered through from 1."""
    for name in data:
        key = records.schema(name)["primaryKey"]
        if key[-1] != "seq":
            continue
        counted: Counter = Counter()
        for where, row in lines(data, name):
            group = tuple(row[column] for column in key[:-1])
            counted[group] += 1
            if row["seq"] != str(counted[group]):
                yield f"{where}: seq is {row['seq']}, expected {counted[group]}"


def counts(data: Data) -> Iterator[str]:
    """Word counts are of segments that are long enough, add up to their paragraphs, and follow the lexicon."""
    due: Counter = Counter()
    zones = {}
    for row in data["paragraphs"]:
        if row["segment"]:
            due[row["doc_id"], row["segment"]] += int(row["n_tokens"])
            zones[row["doc_id"], row["segment"]] = row["zone"]
    lexicon = {row["form"]: (row["lemma"], row["pos"]) for row in data["lexicon"]}
    found: Counter = Counter()
    last = {}
    for where, row in lines(data, "tokens"):
        segment = row["doc_id"], row["segment"]
        found[segment] += int(row["n"])
        last[segment] = where
        if row["zone"] != zones.get(segment):
            yield f"{where}: zone is {row['zone']}, expected {zones.get(segment, 'a segment of paragraphs.csv')}"
        read = lexicon.get(row["form"], (row["lemma"], row["pos"]))
        if (row["lemma"], row["pos"]) != read:
            yield f"{where}: lemma and pos are {row['lemma']}, {row['pos']}; expected {', '.join(read)}, by lexicon.csv"
    for (doc, segment), n in due.items():
        if found[doc, segment] != n:
            where = last.get((doc, segment), "tokens.csv")
            yield f"{where}: the counts of segment {segment} of {doc} add up to {found[doc, segment]}, expected {n}"
        if n < text.SEGMENT_WORDS:
            yield f"paragraphs.csv: segment {segment} of {doc} has {n} words, expected at least {text.SEGMENT_WORDS}"


def frames(data: Data) -> Iterator[str]:
    """A coder gives each paragraph coded exactly one primary frame."""
    primary: Counter = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for where, row in lines(data, "frames"):
        unit = row["doc_id"], row["par"], row["coder"]
        primary[unit] += row["rank"] == "primary"
        first.setdefault(unit, where)
    for unit, n in primary.items():
        if n != 1:
            yield f"{first[unit]}: {n} frames of the paragraph have the rank primary by coder {unit[2]}, expected 1"


def drafted(data: Data) -> Iterator[str]:
    """No record of the tables is a draft: those stand in a folder of their own."""
    for where, row in lines(data, "records"):
        if row["status"] == "draft":
            yield f"{where}: status is draft, expected published or withdrawn: drafts stand in data/drafts/"


def measured(data: Data) -> Iterator[str]:
    """Each text has its measures, by which charts set it beside the others."""
    known = {row["doc_id"] for row in data["features"]}
    for where, row in lines(data, "documents"):
        if row["doc_id"] not in known:
            due = f"its measures: run {running.command('features --sources DIR')}"
            yield f"{where}: features.csv has no row of it, expected {due}"


EVERY = (paragraphs, places, owners, companions, sequences, counts, frames, drafted, measured)
