"""Tables that several chapters show: each returns a frame with readable headings, made from the records."""

import pandas as pd

from . import edtf, records
from .labels import VERDICTS, words


def rows_of_text(name: str, doc: str) -> pd.DataFrame:
    """Return the rows of a table that belong to one text."""
    frame = records.table(name)
    return frame[frame["doc_id"] == doc]


def date(value) -> str:
    """Return an EDTF date in words, nothing for no date."""
    return "" if pd.isna(value) else edtf.readable(value)


def who(row) -> str:
    """Return whose statement or figure a record is: the text's own, that of somebody named, or of an unnamed source."""
    if row["attribution"] == "author":
        return "the text itself"
    speaker = row["attributed_to"]
    return words(row["attribution"]) if pd.isna(speaker) else speaker


def value(row) -> str:
    """Return the value of a quantity with its qualifier; a change keeps its direction."""
    number = lambda x: f"{x:,.0f}" if float(x).is_integer() else f"{x:,}"  # noqa: E731
    if row["kind"] == "from_to":
        return f"{number(row['from_value'])} → {number(row['to_value'])}"
    if row["kind"] == "range":
        return f"{number(row['low'])} or {number(row['high'])}"
    prefix = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(row["kind"], "")
    return f"{prefix}{number(row['high'] if pd.isna(row['low']) else row['low'])}"


def quantities(doc: str | None = None) -> pd.DataFrame:
    """Return the figures of one text, or of all: id, what is counted, value, unit, time, whose figure."""
    frame = records.table("quantities") if doc is None else rows_of_text("quantities", doc)
    return pd.DataFrame(
        {
            "Record": frame["quantity_id"],
            "What is counted": frame["measure"],
            "Value": [value(row) for _, row in frame.iterrows()],
            "Unit": frame["unit"],
            "As of": [date(edtf_date) for edtf_date in frame["as_of_edtf"]],
            "Whose figure": [who(row) for _, row in frame.iterrows()],
        }
    )


def dates(doc: str, only_problems: bool = False) -> pd.DataFrame:
    """Return the dates of one text: id, what is dated, as printed, as resolved, problem."""
    frame = rows_of_text("dates", doc)
    if only_problems:
        frame = frame[frame["problem"].notna()]
    return pd.DataFrame(
        {
            "Record": frame["date_id"],
            "What is dated": frame["what"],
            "As printed": [date(edtf_date) for edtf_date in frame["edtf_printed"]],
            "As resolved": [date(edtf_date) for edtf_date in frame["edtf_resolved"]],
            "Problem": frame["problem"].fillna(""),
        }
    )


def claims(doc: str, importance: str | None = None) -> pd.DataFrame:
    """Return the claims of one text: id, paragraph, paraphrase, type, how it is put, who vouches."""
    frame = rows_of_text("claims", doc)
    if importance:
        frame = frame[frame["importance"] == importance]
    return pd.DataFrame(
        {
            "Record": frame["claim_id"],
            "Paragraph": frame["par"],
            "What the text says": frame["text_en"],
            "Type": [words(value) for value in frame["type"]],
            "Put as": frame["modality"].astype("string"),
            "On whose word": [who(row) for _, row in frame.iterrows()],
        }
    )


def verdict(value: str) -> str:
    """Return a verdict as sign and word."""
    sign, word, _ = VERDICTS[value]
    return f"{sign} {word}"


def citations(keys: pd.Series) -> list[str]:
    """Return references to the bibliography for source keys; the tables turn them into links."""
    labels = records.table("sources").set_index("source_key")["label"]
    return ["" if pd.isna(key) else f"[[cite:{key}|{labels[key]}]]" for key in keys]


def checks(doc: str, doubtful: bool = False) -> pd.DataFrame:
    """Return the checks of one text, or only those that came out inconsistent, then not settled, if `doubtful`."""
    frame = records.table("checks")
    frame = frame[frame["check_id"].str.startswith(f"{doc}-")]
    if doubtful:
        frame = pd.concat([frame[frame["verdict"] == value] for value in ("inconsistent", "not_settled")])
    return pd.DataFrame(
        {
            "Record": frame["check_id"],
            "What the text has": frame["claim_en"],
            "Verdict": [verdict(value) for value in frame["verdict"]],
            "What was found": frame["finding_en"],
            "What holds": frame["correction_en"].fillna(""),
            "Confidence": frame["confidence"].astype("string"),
            "Source": citations(frame["source_key"]),
        }
    )


def anomalies(doc: str, *severities: str) -> pd.DataFrame:
    """Return the anomalies of one text, of the severities named or of all: id, kind, what is printed, correction."""
    frame = rows_of_text("anomalies", doc)
    if severities:
        frame = frame[frame["severity"].isin(severities)]
    return pd.DataFrame(
        {
            "Record": frame["anomaly_id"],
            "Kind": [words(value) for value in frame["category"]],
            "Weight": frame["severity"].astype("string"),
            "Arose in": [words(value) for value in frame["origin"]],
            "What is printed": frame["description_en"],
            "Best reading": frame["correction_en"].fillna(""),
        }
    )


def borrowings(doc: str) -> pd.DataFrame:
    """Return the borrowings of one text: id, paragraphs, source, relation, what changed, confidence."""
    frame = rows_of_text("borrowings", doc)
    return pd.DataFrame(
        {
            "Record": frame["borrowing_id"],
            "Paragraphs": [
                str(a) if a == b else f"{a}–{b}" for a, b in zip(frame["par_from"], frame["par_to"], strict=True)
            ],
            "Source": citations(frame["source_key"]),
            "Relation": [words(value) for value in frame["relation"]],
            "What is different": frame["what_changed_en"],
            "Rests on": frame["basis_en"],
            "Confidence": frame["confidence"].astype("string"),
        }
    )


def links(*claim_ids: str) -> pd.DataFrame:
    """Return the links between claims, all of them or those of the claims named."""
    frame = records.table("claim_links")
    if claim_ids:
        frame = frame[frame["from_id"].isin(claim_ids) | frame["to_id"].isin(claim_ids)]
    return pd.DataFrame(
        {
            "Record": frame["link_id"],
            "Claim": frame["from_id"],
            "Relation": frame["relation"].astype("string"),
            "Other claim": frame["to_id"],
            "Why": frame["note_en"],
        }
    )


def reports(event_id: str) -> pd.DataFrame:
    """Return how each text reports an event: id, text, date as reported, figures, how it is put, remark."""
    frame = records.table("event_reports")
    frame = frame[frame["event_id"] == event_id].sort_values("doc_id", kind="stable")
    return pd.DataFrame(
        {
            "Record": frame["report_id"],
            "Text": [records.labels()[doc] for doc in frame["doc_id"]],
            "Date as reported": [date(edtf_date) for edtf_date in frame["edtf_reported"]],
            "Figures": frame["figures_reported"].fillna(""),
            "Put as": frame["status"].astype("string"),
            "Remark": frame["note_en"].fillna(""),
        }
    )


def event_reports(doc: str) -> pd.DataFrame:
    """Return the reports of events in one text: id, event, date as reported, figures, how it is put, remark."""
    frame = rows_of_text("event_reports", doc)
    events = records.table("events").set_index("event_id")["title_en"]
    return pd.DataFrame(
        {
            "Record": frame["report_id"],
            "Event": [events[event] for event in frame["event_id"]],
            "Date as reported": [date(edtf_date) for edtf_date in frame["edtf_reported"]],
            "Figures": frame["figures_reported"].fillna(""),
            "Put as": frame["status"].astype("string"),
            "Remark": frame["note_en"].fillna(""),
        }
    )


def events() -> pd.DataFrame:
    """Return all events: id, title, best-supported date, kind, place, what the date rests on, the reports of it."""
    frame = records.table("events")
    reported = records.table("event_reports").groupby("event_id")["report_id"].agg(" ".join)
    return pd.DataFrame(
        {
            "Record": frame["event_id"],
            "Event": frame["title_en"],
            "Date": [date(edtf_date) for edtf_date in frame["edtf"]],
            "Kind": [words(value) for value in frame["type"]],
            "Place": frame["place"].fillna(""),
            "The date rests on": frame["date_basis"].fillna(""),
            "Reports": [reported.get(event, "") for event in frame["event_id"]],
        }
    )


def later_events() -> pd.DataFrame:
    """Return the events after the texts were written, in order of time: id, date, event, what it bears on, source."""
    frame = records.table("later_events")
    frame = frame.assign(start=[edtf.bounds(value)[0] for value in frame["edtf"]]).sort_values("start", kind="stable")
    return pd.DataFrame(
        {
            "Record": frame["later_id"],
            "Date": [date(edtf_date) for edtf_date in frame["edtf"]],
            "Event": frame["title_en"],
            "Bears on": frame["bears_on"].fillna("").str.replace(";", " "),
            "Source": citations(frame["source_key"]),
        }
    )


def searches(doc: str | None) -> pd.DataFrame:
    """Return the searches made for one text, or for no single text: search, question, side, result, what was seen."""
    frame = records.table("searches")
    frame = frame[frame["doc_id"].isna() if doc is None else frame["doc_id"] == doc]
    sides = {"supports": "for what it says", "weakens": "against what it says", "origin": "its origin"}
    keys = frame["source_keys"].str.split(";").explode().dropna()
    sources = pd.Series(citations(keys), index=keys.index, dtype="object").groupby(level=0).agg(", ".join)
    return pd.DataFrame(
        {
            "Search": frame["search_id"],
            "What was looked for": frame["sought_en"],
            "Side": frame["bearing"].map(sides).astype("string"),
            "Result": [words(value) for value in frame["result"]],
            "What was seen": frame["note_en"],
            "Sources": sources.reindex(frame.index).fillna(""),
        }
    )
