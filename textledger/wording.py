"""Tables on wording: statements in several versions, readings of a sentence, what a translation shifts.

Each returns a frame with readable headings, made from the records.
"""

import pandas as pd

from . import records
from .charts.coded import in_words
from .labels import words

_STATES = {"present": "yes", "absent": "no", "not_read": "not in what was read"}


def version_names(versions: pd.Series) -> list[str]:
    """Return the names of versions of a statement: labels of texts, labels of sources."""
    names = records.table("sources").set_index("source_key")["label"].to_dict() | records.labels()
    return [names[version] for version in versions]


def statement_versions(statement: str) -> pd.DataFrame:
    """Return the versions of a statement part by part: the wording of each, or whether it has the part."""
    frame = records.table("statement_versions")
    frame = frame[frame["statement"] == statement].astype({"version": "string"})
    if frame.empty:
        raise ValueError(f"there is no statement {statement!r} in statement_versions.csv")
    frame = frame.assign(told=frame["wording_en"].fillna(frame["state"].astype("string").map(_STATES)))
    wide = frame.pivot(index=["part", "part_en"], columns="version", values="told")
    wide = wide[frame["version"].unique().tolist()]
    wide.columns = version_names(wide.columns)
    return wide.reset_index().drop(columns="part").rename(columns={"part_en": "Part"})


def readings(record_id: str) -> pd.DataFrame:
    """Return the readings that a sentence allows: what each says, needs, fits and rests on, as far as recorded."""
    frame = records.table("readings")
    frame = frame[frame["record_id"] == record_id]
    table = pd.DataFrame(
        {
            "Reading": frame["reading_en"],
            "Then it says": frame["says_en"],
            "Change needed": frame["change_en"],
            "How it fits": frame["fits_en"],
            "What speaks for it": frame["basis_en"],
        }
    )
    return table.dropna(axis=1, how="all").fillna("none")


def presuppositions(doc: str) -> pd.DataFrame:
    """Return the expressions of a text that settle a point in passing, with what the records say of the point."""
    frame = records.table("presuppositions")
    frame = frame[frame["claim_id"].str.startswith(f"{doc}-")]
    return pd.DataFrame(
        {
            "Expression": frame["expression_en"],
            "Transliteration": frame["transliteration"],
            "What it takes for granted": frame["presupposes_en"],
            "Claim": frame["claim_id"],
            "What the records say": frame["note_en"] + frame["record_ids"].radd(": ").fillna(""),
        }
    )


def postponements(doc: str) -> pd.DataFrame:
    """Return the places of a text that word what was postponed: number, paragraph, what is postponed, wording."""
    frame = records.table("passages").query("doc_id == @doc and theme == 'postponement'")
    return pd.DataFrame(
        {
            "Place": frame["seq"],
            "Paragraph": frame["par"],
            "What is postponed": in_words(frame["postponed"]),
            "Wording": frame["what_en"],
        }
    )


def translation_shifts(doc: str) -> pd.DataFrame:
    """Return what a translation in a text shifts, adds or lacks: record, original, change, what it does to a reader."""
    frame = records.table("translation_shifts")
    frame = frame[frame["record_id"].str.startswith(f"{doc}-")]
    return pd.DataFrame(
        {
            "Record": frame["record_id"],
            "The original has": frame["original_en"],
            "In the Arabic": frame["change"].astype("string"),
            "For the reader": frame["effect_en"],
        }
    )


def designations(doc: str) -> pd.DataFrame:
    """Return the names by which a text takes a side, or takes one over: transliteration, gloss, place, whose name."""
    frame = records.table("designations")
    frame = frame[frame["doc_id"] == doc]
    voices = {"text": "the text", "source": "shared with a source", "quoted": "quoted"}
    return pd.DataFrame(
        {
            "Transliteration": frame["transliteration"],
            "Gloss": frame["gloss_en"],
            "Paragraph": frame["par"].astype(str),
            "Voice": frame["note_en"].fillna(frame["voice"].astype("string").map(voices)),
        }
    )


def parallels(doc: str) -> pd.DataFrame:
    """Return the theses of a text beside those of an outside text: relation, both theses, claims, by relation."""
    frame = records.table("parallels")
    frame = frame[frame["doc_id"] == doc]
    rank = {relation: n for n, relation in enumerate(("agrees", "softened", "added", "dropped", "not_found"))}
    frame = frame.sort_values("relation", key=lambda kind: kind.astype("string").map(rank), kind="stable")
    return pd.DataFrame(
        {
            "Relation": [words(relation) for relation in frame["relation"]],
            "In the text": frame["thesis_en"],
            "Outside": frame["essay_en"].fillna("–"),
            "Claims": frame["claim_ids"].fillna("").str.replace(";", " "),
        }
    )


def outcomes(doc: str) -> pd.DataFrame:
    """Return what became of the forecasts and recommendations of a text, and on what evidence."""
    frame = records.table("outlook")
    frame = frame[frame["claim_id"].str.startswith(f"{doc}-")]
    return pd.DataFrame(
        {
            "Claim": frame["claim_id"],
            "So far": [words(outcome) for outcome in frame["outcome"]],
            "On what evidence": frame["basis_en"],
        }
    )


def restatements(doc: str) -> pd.DataFrame:
    """Return statements of experts beside similar claims in the text's own voice, with the verbs introducing them."""
    frame = records.table("passages").query("doc_id == @doc and theme == 'restatement'")
    claims = records.table("claims").set_index("claim_id")
    verbs = records.table("attributions").query("doc_id == @doc and speaker_kind == 'named'")
    verbs = verbs.groupby("par")["gloss_en"].agg(", then ".join)
    first, _, like = zip(*(ids.partition(";") for ids in frame["claim_ids"]), strict=True)
    return pd.DataFrame(
        {
            "Record": first,
            "Expert, as introduced": claims["attributed_to"].loc[list(first)].to_list(),
            "Verb": verbs.loc[frame["par"]].to_list(),
            "What is attributed": claims["text_en"].loc[list(first)].to_list(),
            "The like in the text's own voice": [ids.replace(";", " ") for ids in like],
        }
    )
