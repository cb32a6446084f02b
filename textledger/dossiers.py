"""Gathers what the tables say of each record."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pandas as pd

from . import citing, edtf, records, views
from .dossier import Check, Dossier, Line, Link, Span
from .labels import words

_PASSIVE = {
    "repeats": "repeated by",
    "corroborates": "corroborated by",
    "qualifies": "qualified by",
    "contradicts": "contradicted by",
}


def _rows(name: str) -> list[dict]:
    """Return a table's rows with None for what is empty."""
    frame = records.table(name).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


_SHOWN_BY = {
    "internal": "shown by the text itself",
    "cross_document": "shown by another of the texts",
    "external": "shown by an outside source",
}


def _sentence(*parts: str | None) -> str:
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _paragraphs(first: int, last: int) -> str:
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"


class Dossiers:
    """The records of all tables, joined: `read().dossier("rewaq-c07")`."""

    def __init__(self):
        """Read the tables and follow their references both ways."""
        self.rows, self.table_of = {}, {}
        for name in citing.KINDS:
            key = records.schema(name)["primaryKey"][0]
            for row in _rows(name):
                self.rows[row[key]], self.table_of[row[key]] = row, name
        published = records.table("records").query("status == 'published'")["record_id"]
        self.ids = [record_id for record_id in published if record_id in self.rows]
        self.labels = records.labels()
        self.spans, self.placed, self.quotes = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in _rows("spans"):
            span = Span(row["doc_id"], row["start"], row["end"], row["mac"])
            self.spans[row["record_id"]].append(span)
            self.placed[span.doc].append((row["record_id"], span.start, span.end))
        for row in _rows("quotes"):
            self.quotes[row["record_id"]].append(row["quote_ar"])
        sources = [row["source_key"] for row in self.rows.values() if row.get("source_key")]
        self.cited = dict(zip(sources, views.citations(pd.Series(sources)), strict=True))
        self.outlook = {row["claim_id"]: row for row in _rows("outlook")}
        self.searches = defaultdict(list)
        for row in _rows("searches"):
            for target in records.split_ids(row["record_ids"]):
                told = f"{row['sought_en']} {_sentence(words(row['result']))}."
                self.searches[target].append(f"{told} {row['note_en']}" if row["note_en"] else told)
        self.limbs = defaultdict(list)
        for row in _rows("check_limbs"):
            self.limbs[row["check_id"]].append(row)
        self._join()

    def _join(self):
        self.checks, self.later, self.links, self.reports = (defaultdict(list) for _ in range(4))
        for record_id, row in self.rows.items():
            match self.table_of[record_id]:
                case "checks":
                    for target in records.split_ids(row["target_ids"]):
                        self.checks[target].append(row)
                case "later_events":
                    for target in records.split_ids(row["bears_on"]):
                        self.later[target].append(record_id)
                case "event_reports":
                    self.reports[row["event_id"]].append(record_id)
                case "claim_links":
                    note, relation = row["note_en"] or "", row["relation"]
                    self.links[row["from_id"]].append(Link(words(relation), row["to_id"], note, record_id))
                    self.links[row["to_id"]].append(Link(_PASSIVE[relation], row["from_id"], note, record_id))

    def dossier(self, record_id: str) -> Dossier:
        """Return what is known of a published record.

        Raises:
            RecordError: there is no such record.
        """
        if record_id not in self.rows:
            raise records.RecordError(f"no record {record_id!r} in the tables {', '.join(citing.KINDS)}")
        name, row = self.table_of[record_id], self.rows[record_id]
        text, summary, lines = getattr(self, f"_{name}")(row)
        docs, place = self._place(record_id, row)
        checks = [row] if name == "checks" else self.checks[record_id]
        return Dossier(
            record_id,
            name,
            docs,
            place,
            text,
            summary,
            [line for line in lines if line.text],
            [line for line in self._bearing(record_id) if line.text],
            list(self.quotes[record_id]),
            list(self.links[record_id]),
            [self._check(check) for check in checks],
            list(self.spans[record_id]),
        )

    def _place(self, record_id: str, row: dict) -> tuple[tuple[str, ...], str]:
        """Return the texts a record belongs to, and its place in words."""
        name = self.table_of[record_id]
        if name == "claim_links":
            docs = tuple(dict.fromkeys(row[side].split("-")[0] for side in ("from_id", "to_id")))
            return docs, " and ".join(self.labels[doc] for doc in docs)
        if name in ("events", "later_events"):
            cited = self.reports[record_id] if name == "events" else records.split_ids(row["bears_on"])
            return tuple(doc for doc in records.docs() if any(i.startswith(f"{doc}-") for i in cited)), ""
        doc = record_id.split("-")[0]
        place = self.labels[doc]
        if name == "borrowings":
            place += f", {_paragraphs(row['par_from'], row['par_to'])}"
        elif row.get("par") is not None:
            place += f", {_paragraphs(row['par'], row['par'])}"
        return (doc,), place

    def _check(self, row: dict) -> Check:
        source = self.cited[row["source_key"]] if row["source_key"] else ""
        texts = row["finding_en"] or "", row["correction_en"] or ""
        return Check(row["check_id"], row["verdict"], *texts, source, row["confidence"])

    def _bearing(self, record_id: str) -> list[Line]:
        """Return what bears on a record from outside its own row."""
        return [
            Line("Later events that bear on it", " ".join(self.later[record_id])),
            Line("What was looked for", " ".join(self.searches[record_id]), brief=True),
            Line("At the same place in the source", " ".join(self._at_the_same_place(record_id))),
        ]

    def _at_the_same_place(self, record_id: str) -> list[str]:
        """Return the records of which a position overlaps one of this record."""
        overlapping = {
            other: None
            for mine in self.spans.get(record_id, ())
            for other, start, end in self.placed[mine.doc]
            if start < mine.end and mine.start < end  # spans.overlap, without half a million calls
        }
        return [other for other in overlapping if other != record_id]

    def _claims(self, row):
        forecast = self.outlook.get(row["claim_id"])
        became = f"{words(forecast['outcome']).capitalize()}. {forecast['basis_en']}" if forecast else ""
        summary = _sentence(words(row["type"]), row["modality"], f"on the word of {views.who(row)}")
        lines = [
            Line("Weight and topic", f"{words(row['importance'])}; {words(row['topic'])}"),
            Line("What became of it", became),
        ]
        return row["text_en"], summary, lines

    def _quantities(self, row):
        text = f"{row['measure'][:1].upper()}{row['measure'][1:]}: {views.value(row)} {row['unit'] or ''}".strip()
        summary = _sentence(words(row["kind"]), f"given by {views.who(row)}")
        lines = [
            Line("Of", row["about"]),
            Line("As of", views.date(row["as_of_edtf"]), brief=True),
            Line("Remark", row["note_en"]),
        ]
        return text, summary, lines

    def _dates(self, row):
        printed, resolved = views.date(row["edtf_printed"]), views.date(row["edtf_resolved"])
        lines = [
            Line("As printed", printed or "no calendar value", brief=True),
            Line("As resolved", resolved or "not resolved", brief=True),
            Line("Problem", row["problem"], brief=True),
        ]
        return f"{row['what'][:1].upper()}{row['what'][1:]}", _sentence(words(row["kind"])), lines

    def _event_reports(self, row):
        reported = views.date(row["edtf_reported"]) or "no date"
        lines = [
            Line("Event", row["event_id"], brief=True),
            Line("Date as reported", reported, brief=True),
            Line("Figures as reported", row["figures_reported"], brief=True),
            Line("Remark", row["note_en"]),
        ]
        return self.rows[row["event_id"]]["title_en"], _sentence(words(row["status"])), lines

    def _anomalies(self, row):
        weight = f"of {row['severity']} weight for a reader"
        summary = _sentence(words(row["category"]), weight, _SHOWN_BY[row["basis"]])
        others = ", ".join(self.labels[doc] for doc in records.split_ids(row["other_doc_ids"]))
        lines = [
            Line("Best reading", row["correction_en"], brief=True),
            Line("Arose in", words(row["origin"])),
            Line("Concerns also", others),
        ]
        return row["description_en"], summary, lines

    def _checks(self, row):
        lines = [
            Line("Checks", " ".join(records.split_ids(row["target_ids"])), brief=True),
            Line("Limbs", self._limbs(row["check_id"])),
            Line("Evidence", words(row["evidence"])),
            Line("Checked on", row["checked_on"]),
        ]
        return row["claim_en"], "", lines

    def _limbs(self, check_id: str) -> str:
        """Return the limbs of a compound statement in words, each with what the source shows of it."""
        limbs = self.limbs[check_id] if len(self.limbs[check_id]) > 1 else []
        return " ".join(
            f"{limb['limb']}. {limb['limb_en']} ({words(limb['result'])}{', carries' if limb['carries'] else ''})."
            for limb in limbs
        )

    def _borrowings(self, row):
        lines = [
            Line("Source", self.cited[row["source_key"]] if row["source_key"] else "", brief=True),
            Line("Which is older", words(row["precedence"])),
            Line("Rests on", row["basis_en"]),
        ]
        return row["what_changed_en"], _sentence(words(row["relation"]), f"{row['confidence']} confidence"), lines

    def _claim_links(self, row):
        relation = f"{row['from_id']} {words(row['relation'])} {row['to_id']}"
        return row["note_en"], "", [Line("Relation", relation, brief=True)]

    def _events(self, row):
        lines = [
            Line("Date", views.date(row["edtf"]), brief=True),
            Line("The date rests on", row["date_basis"]),
            Line("Reported in", " ".join(self.reports[row["event_id"]]), brief=True),
        ]
        return row["title_en"], _sentence(words(row["type"]), row["place"]), lines

    def _later_events(self, row):
        lines = [
            Line("Bears on", " ".join(records.split_ids(row["bears_on"])), brief=True),
            Line("Source", self.cited[row["source_key"]] if row["source_key"] else "", brief=True),
            Line("Remark", row["note_en"]),
        ]
        return row["title_en"], edtf.readable(row["edtf"]), lines


@cache
def _joined(*state: tuple[Path, int]) -> Dossiers:
    return Dossiers()


def read() -> Dossiers:
    """Return the records of the present tables, joined once for each state of their files."""
    return _joined(*((path, path.stat().st_mtime_ns) for path in sorted(records.data_dir().glob("*.csv"))))
