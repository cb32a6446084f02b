"""Tables that set the texts side by side: each returns a frame with readable headings, made from the records."""

import pandas as pd

from . import counts, records, tallies
from .labels import words
from .views import date, value

# anomalies that do not touch what the text states
_SLIPS = ("ocr_typing", "grammar", "punctuation_layout", "furniture")
_VOUCHED = {"author": "own voice", "named": "named source", "anonymous": "unnamed source"}


def documents() -> pd.DataFrame:
    """Return the texts: label, title, publisher, author, kind of text, size."""
    frame = records.table("documents")
    return pd.DataFrame(
        {
            "Text": frame["label"],
            "Title, in English (ours)": frame["title_en"],
            "Published by": frame["publisher_en"].fillna("not known"),
            "Author": frame["author_en"].fillna("not given"),
            "Kind of text": frame["genre"],
            "Words": frame["n_tokens"],
            "Paragraphs": frame["n_paragraphs"],
        }
    )


def uses() -> pd.DataFrame:
    """Return what each text may be used for, and what not; the last section of its chapter says it in full."""
    frame = records.table("documents")
    return pd.DataFrame(
        {
            "Text": frame["label"],
            "Use it for": frame["use_en"].fillna("not said yet"),
            "Do not use it for": frame["avoid_en"].fillna("not said yet"),
        }
    )


def publication() -> pd.DataFrame:
    """Return when each text was published, what the date rests on, and where a copy of it was found."""
    frame = records.table("documents")
    return pd.DataFrame(
        {
            "Text": frame["label"],
            "Published": [date(edtf_date) for edtf_date in frame["published_edtf"]],
            "The date rests on": frame["published_basis"],
            "Address of the text": frame["url_status"],
        }
    )


def claims_on(topic: str) -> pd.DataFrame:
    """Return the claims of all texts on a topic: id, paraphrase, how it is put, the wording that is published."""
    frame = records.table("claims")
    frame = frame[frame["topic"] == topic]
    return pd.DataFrame(
        {
            "Record": frame["claim_id"],
            "What the text says": frame["text_en"],
            "Put as": [f"{words(kind)}, {mode}" for kind, mode in zip(frame["type"], frame["modality"], strict=True)],
            "Wording": [" · ".join(records.quotes(claim)) for claim in frame["claim_id"]],
        }
    )


def differing_dates() -> pd.DataFrame:
    """Return the reports whose date is not the best-supported one of their event, those that differ first."""
    relations = {"apart": "differs", "more_exact": "more exact", "less_exact": "less exact"}
    frame = tallies.dated_reports()
    frame = frame[frame["date_relation"].isin(relations)]
    frame = frame.sort_values("date_relation", key=lambda kind: kind.map(list(relations).index), kind="stable")
    return pd.DataFrame(
        {
            "Record": frame["report_id"],
            "Text": frame["doc_id"].astype("string").map(records.labels()),
            "Event": frame["title_en"],
            "Date in the text": frame["edtf_reported"].map(date),
            "Date of the record": frame["edtf"].map(date),
            "The text's date": frame["date_relation"].map(relations),
        }
    )


def _count_of_base(hits: pd.Series, docs: pd.Series) -> pd.Series:
    """Return for each text how many of its records have a property: `3 of 40`."""
    counts = hits.fillna(False).astype(bool).groupby(docs.astype("string")).agg(["sum", "size"])
    return counts["sum"].astype(str) + " of " + counts["size"].astype(str)


def evidence_profile() -> pd.DataFrame:
    """Return what each text rests on: measures of its claims, checks, anomalies and borrowings, with their bases.

    Verdicts and hedges are left to the charts that show them.
    """
    labels, size = records.labels(), records.table("documents").set_index("doc_id")["n_tokens"]
    claims, checks, borrowed = records.table("claims"), records.table("checks"), records.table("borrowings")
    checked = checks["check_id"].str.split("-").str[0]
    unnamed = records.table("borrowing_changes").query("change == 'source_not_named'")["borrowing_id"]
    odd = records.table("anomalies").query("origin != 'ocr' and category not in @_SLIPS")

    def rate(docs: pd.Series) -> pd.Series:
        n = docs.astype("string").value_counts()
        return n.astype(str) + " (" + (1000 * n / size[n.index]).astype(float).map("{:.1f}".format) + ")"

    rows = {"claims (per 1,000 words)": rate(claims["doc_id"])}
    for code, name in _VOUCHED.items():
        rows[f"claims: {name}"] = _count_of_base(claims["attribution"] == code, claims["doc_id"])
    rows["checks (per 1,000 words)"] = rate(checked)
    rows["anomalies (per 1,000 words)"] = rate(odd["doc_id"])
    rows["anomalies of high weight"] = _count_of_base(odd["severity"] == "high", odd["doc_id"])
    rows["passages: outside text not named"] = _count_of_base(
        borrowed["borrowing_id"].isin(unnamed), borrowed["doc_id"]
    )
    frame = pd.DataFrame(rows).reindex(list(labels)).T.rename(columns=labels)
    return frame.rename_axis("Measure").reset_index()


def outcomes() -> pd.DataFrame:
    """Return every forecast and recommendation with what became of it and what that rests on."""
    frame = records.table("outlook").merge(records.table("claims")[["claim_id", "text_en"]])
    return pd.DataFrame(
        {
            "Claim": frame["claim_id"],
            "What the text says": frame["text_en"],
            "Outcome": [words(outcome) for outcome in frame["outcome"]],
            "What that rests on": frame["basis_en"],
        }
    )


def voices() -> pd.DataFrame:
    """Return every voice other than a text's own to which claims are attributed, with the claims."""
    claims = records.table("claims").query("attribution != 'author'")
    frame = claims.groupby(["doc_id", "attributed_to"], observed=True)["claim_id"].agg(["size", " ".join])
    frame = frame.reset_index().astype({"doc_id": "string"})
    return pd.DataFrame(
        {
            "Text": frame["doc_id"].map(records.labels()),
            "Speaker, as the text has it": frame["attributed_to"],
            "Claims": frame["size"],
            "Records": frame["join"],
        }
    )


def compared_counts() -> pd.DataFrame:
    """Return the counts of attacks, strikes and casualties in the texts, beside other counts: of what, when, whose."""
    pairs = counts.compared_counts()
    printed = records.table("quantities").set_index("quantity_id")
    others = records.table("outside_figures").set_index("figure_id").reindex(pairs["figure_id"])
    days = [date(day) for day in others["as_of_edtf"]]
    return pd.DataFrame(
        {
            "Record": pairs["quantity_id"],
            "What": pairs["measure"],
            "In the text": [value(printed.loc[one]) for one in pairs["quantity_id"]],
            "Other count": ["" if pd.isna(row["kind"]) else value(row) for _, row in others.iterrows()],
            "Of what, and when": [
                "" if pd.isna(what) else what if day in what else f"{what}, {day}"
                for what, day in zip(others["what_en"], days, strict=True)
            ],
            "Whose": pairs["whose"].fillna("none compared"),
        }
    )


def glossary() -> pd.DataFrame:
    """Return the terms of the glossary with their occurrences in each text: lemmas by counts, names by mentions."""
    terms = records.table("terms").sort_values(["group", "seq"])
    labels = records.labels()
    words_of = records.table("tokens").groupby(["lemma", "doc_id"], observed=True)["n"].sum()
    names_of = records.table("mentions").groupby(["actor_id", "doc_id"], observed=True)["n"].sum()
    arabic = records.table("actors").set_index("actor_id")["name_ar"]
    rows = []
    for term in terms.to_dict("records"):
        is_name = pd.notna(term["actor_id"])
        counted, key = (names_of, term["actor_id"]) if is_name else (words_of, term["lemma"])
        occurrences = {label.split()[0]: int(counted.get((key, doc), 0)) for doc, label in labels.items()}
        rows.append(
            {
                "Term": arabic[key] if is_name else key,
                "Transliteration": term["transliteration"],
                "Meaning here": term["gloss_en"],
                "Occurrences": ", ".join(f"{text} {n}" for text, n in occurrences.items() if n),
                "Note": term["note_en"],
            }
        )
    return pd.DataFrame(rows)
