"""The tables of a draft, made by rule from a text."""

import hashlib
import re
from collections import defaultdict
from typing import NamedTuple

from .. import drafts, edtf
from ..corpus import arabic, derive, spans, text
from ..extract import draft as extraction
from ..schema import cells, csvfile, tables
from . import names, roles
from .reading import one_line

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
UNREAD = "unknown"  # part of speech of a word that the reviewed lexicon lacks
Rows = dict[str, list[dict]]


class Given(NamedTuple):
    """What is known of a text before it is read: its id, what was given with it, and how it will look."""

    slug: str
    title: str
    publisher: str
    date: str
    order: int
    colour: str
    sign: str


def _ids(slug: str, letter: str, rows: list, width: int = 2) -> list[str]:
    width = max(width, len(str(len(rows))))  # all of one length, so that their order is that of the text
    return [f"{slug}-{letter}{n:0{width}}" for n in range(1, len(rows) + 1)]


def _value(number: dict) -> dict:
    """Return the values of an amount as the codebook has them: a bound has one open side, a change its direction.

    Of "at most 3 per cent" the limit decides, and the unit says that it is of a share.
    """
    low, high, kind = number["low"], number["high"], number["bound"] or number["kind"]
    value = {"kind": kind, "low": low, "high": high, "from_value": None, "to_value": None}
    if kind == "at_least":
        value["high"] = None
    elif kind == "at_most":
        value["low"] = None
    elif kind == "from_to":
        value |= {"low": None, "high": None, "from_value": low, "to_value": high}
    elif low != high:  # as a share from 4 to 6 per cent, whose unit tells that it is one
        value["kind"] = "range"
    notes = []
    if max(abs(low or 0), abs(high or 0)) >= cells.LARGEST:
        value = dict.fromkeys(value)
        notes.append("A number of more than 18 digits: no value by rule.")
    if kind == "vague":
        value["kind"] = None
        notes.append("A vague amount (dozens, thousands): no value by rule.")
    if number["kind"] in ("share", "multiple") and value["kind"] != number["kind"]:
        value["unit"] = {"share": "per cent", "multiple": "times"}[number["kind"]]
    if number["readings"]:
        notes.append(f"Other readings by rule: {', '.join(f'{reading:g}' for reading in number['readings'])}.")
    return value | {"note_en": " ".join(notes)}


def _quantity(number: dict) -> dict:
    columns = ("measure", "about", "topic", "unit", "as_of_edtf", "attribution", "attributed_to", "attributed_actor_id")
    return dict.fromkeys(columns, "") | {"par": number["par"]} | _value(number)


def _is_edtf(value: str | None) -> bool:
    try:
        return bool(value and edtf.bounds(value))
    except edtf.EDTFError:
        return False


def _date(date: dict) -> dict:
    """Return a date as the codebook has it: what is told from another day, or in another calendar, is resolved only."""
    given = date["part"] or date["edtf"]  # the third quarter of 2024, rather than the year
    value = given if _is_edtf(given) else None
    told = date["rule"] == "relative time"
    printed = value if not told and "Hijri" not in date["rule"] else None
    problems = [date["problem"]] if date["problem"] else []
    if value != given:
        problems.append(f"the rule gave {given}, which is no EDTF date")
    if others := [reading for reading in date["readings"] if reading != value]:
        problems.append(f"may also be read as {' or '.join(map(str, others))}")
    kind = "relative" if told else "date" if value else ""
    return {
        "par": date["par"], "kind": kind, "edtf_printed": printed, "edtf_resolved": value, "what": "",
        "problem": one_line("; ".join(problems)),
    }  # fmt: skip


def _records(given: Given, source: str) -> tuple[Rows, list[tuple[str, int, int]]]:
    """Return quantities, dates and their registry, and the place of each record."""
    found = extraction.draft(source, given.date if _DAY.fullmatch(given.date) else None)
    rows: Rows = {"quantities": [], "dates": [], "records": []}
    places = []
    for table, letter, key, drafted, made in (
        ("quantities", "q", "quantity_id", found["numbers"], _quantity),
        ("dates", "d", "date_id", found["dates"], _date),
    ):
        for record_id, row in zip(_ids(given.slug, letter, drafted), drafted, strict=True):
            rows[table].append({key: record_id, "doc_id": given.slug} | made(row))
            rows["records"].append(
                {"record_id": record_id, "table": table, "doc_id": given.slug, "status": "draft", "rule": row["rule"]}
            )
            places.append((record_id, row["start"], row["end"]))
    rows["records"].sort(key=lambda row: row["record_id"])
    return rows, sorted(places)


def _paragraphs(given: Given, source: str) -> list[dict]:
    paragraphs = text.paragraphs(source)
    guessed = roles.guess(source, paragraphs)
    counts = [len(text.words(source, p.start, p.end)) for p in paragraphs]
    zones = [roles.zone(role) for role, _ in guessed]
    return [
        {
            "doc_id": given.slug, "par": p.par, "start": p.start, "end": p.end, "role": role, "zone": zone,
            "segment": segment, "continues_par": "", "n_tokens": n, "gist_en": "",
        }
        for p, (role, _), zone, n, segment in zip(
            paragraphs, guessed, zones, counts, text.segments(zones, counts), strict=True
        )
    ]  # fmt: skip


def _tokens(given: Given, source: str, paragraphs: list[dict], lexicon: list[dict]) -> list[dict]:
    """Return the counts of words; the part of speech of a word that the reviewed lexicon lacks is not known."""
    reviewed = derive.readings(lexicon)
    counts: dict[tuple, int] = defaultdict(int)
    for row in paragraphs:
        if row["segment"] is not None:
            for word in text.words(source, row["start"], row["end"]):
                counts[row["segment"], row["zone"], arabic.form(word.form)] += 1
    rows = []
    for (segment, zone, form), n in sorted(counts.items()):
        lemma, pos = derive.read_word(form, reviewed)
        pos = UNREAD if form not in reviewed and pos == "noun" else pos
        rows.append(
            {"doc_id": given.slug, "segment": segment, "zone": zone, "form": form, "lemma": lemma, "pos": pos, "n": n}
        )
    return sorted(rows, key=lambda row: (row["segment"], row["form"], row["lemma"], row["pos"]))


def _document(given: Given, raw: bytes, source: str, paragraphs: list[dict]) -> dict:
    """Return the row of the text: what was given, what is computed, its title as its first line has it."""
    row = dict.fromkeys((field["name"] for field in drafts.schema("documents")["fields"]), "")
    title = given.title
    if not title:
        title = next((source[p["start"] : p["end"]] for p in paragraphs if p["role"] == "title"), "")
    year = given.date[:4] if re.match(r"\d{4}", given.date) else ""
    title_script, publisher_script = ("ar" if _is_arabic(value) else "en" for value in (title, given.publisher))
    return row | {
        "doc_id": given.slug, "order": given.order, "label": f"{given.slug.capitalize()} {year}".strip(),
        "colour": given.colour, "sign": given.sign, f"title_{title_script}": one_line(title),
        f"publisher_{publisher_script}": given.publisher, "published_edtf": given.date,
        "published_basis": "Given when the text was added." if given.date else "",
        "sha256": hashlib.sha256(raw).hexdigest(), "n_chars": len(source),
        "n_tokens": len(text.words(source)), "n_paragraphs": len(paragraphs),
    }  # fmt: skip


def _is_arabic(value: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufefc" for c in value)


def make(given: Given, raw: bytes, actor_rows: list[dict], lexicon: list[dict]) -> Rows:
    """Return the tables of the draft of a text.

    Args:
        given: what is known of it.
        raw: its bytes, in UTF-8.
        actor_rows: the known actors.
        lexicon: the reviewed lexicon.
    """
    source, key = raw.decode("utf-8"), spans.key(raw)

    def sealed(row: dict) -> dict:
        return row | {"mac": spans.mac(key, source[row["start"] : row["end"]])}

    paragraphs = _paragraphs(given, source)
    found, places = _records(given, source)
    listed = names.candidates(source, text.paragraphs(source), actor_rows, given.slug)
    mentions: dict[tuple[int, str], int] = defaultdict(int)
    for row in listed:
        if row["kind"] == "actor":
            mentions[row["par"], row["actor_id"]] += 1
    return found | {
        "documents": [_document(given, raw, source, paragraphs)],
        "paragraphs": [sealed(row) for row in paragraphs],
        "tokens": _tokens(given, source, paragraphs, lexicon),
        "mentions": [
            {"doc_id": given.slug, "par": par, "actor_id": actor, "n": n}
            for (par, actor), n in sorted(mentions.items())
        ],
        "spans": [
            sealed({"record_id": record_id, "seq": 1, "doc_id": given.slug, "start": start, "end": end})
            for record_id, start, end in places
        ],
        "candidates": [
            sealed({"candidate_id": candidate_id} | row)
            for candidate_id, row in zip(_ids(given.slug, "x", listed, 3), listed, strict=True)
        ],
    }


def render(name: str, rows: list[dict]) -> str:
    """Return a table of a draft as CSV text.

    Raises:
        ValueError: a cell breaks its column's rules; table and row are named.
    """
    fields = drafts.schema(name)["fields"]
    columns = [field["name"] for field in fields]
    written = [{column: tables.cell(row[column]) for column in columns} for row in rows]
    for line, row in enumerate(written, 2):
        for field in fields:
            if fault := cells.fault(field, row[field["name"]]):
                raise ValueError(f"the draft's {name}.csv, row {line}: {field['name']} {fault}")
    return csvfile.render(columns, written)
