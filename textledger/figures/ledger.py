"""The ledger: every record with its anchor, text by text."""

import html

import pandas as pd

from .. import edtf, records, views
from .output import html_block, mark_arabic, references
from .theme import DOC_COLOURS, words


def _lines(name: str, row) -> list[str]:
    """Return the lines of a record's entry below its id."""
    if name == "claims":
        who = "the text itself" if row["attribution"] == "author" else row["attributed_to"]
        put = f"{words(row['type'])}, {row['modality']}; vouched for by {who}; {row['importance']}"
        return [row["text_en"], f"Paragraph {row['par']}; {put}."]
    if name == "event_reports":
        date = "no date" if pd.isna(row["edtf_reported"]) else edtf.readable(row["edtf_reported"])
        event = records.get(row["event_id"])["title_en"]
        return [f"{event}: {date}, {row['status']}.", "" if pd.isna(row["note_en"]) else row["note_en"]]
    raise KeyError(name)


def _quotations(record_id: str, quotes: dict[str, list[str]]) -> str:
    marked = (f'<bdi lang="ar" dir="rtl" class="ar">{html.escape(quote)}</bdi>' for quote in quotes.get(record_id, ()))
    return " · ".join(marked)


def _entry(record_id: str, lines: list[str], quotes) -> str:
    quoted = _quotations(record_id, quotes)
    body = "".join(f"<p>{mark_arabic(references(html.escape(str(line))))}</p>" for line in lines if line)
    return (
        f'<div class="tl-entry" id="{record_id}"><p class="tl-entry-id">{record_id}</p>{body}'
        + (f"<p>{quoted}</p>" if quoted else "")
        + "</div>"
    )


def entries(name: str, doc: str) -> None:
    """Show the records of one table and text as entries with anchors (claims and reports of events)."""
    frame = views.of(name, doc)
    key = records.schema(name)["primaryKey"][0]
    quotes = records.table("quotes").groupby("record_id")["quote_ar"].agg(list).to_dict()
    shown = [_entry(row[key], _lines(name, row), quotes) for _, row in frame.iterrows()]
    markup = f'<div class="tl-entries" style="--tl-doc:{DOC_COLOURS[doc]}">{"".join(shown)}</div>'
    html_block(markup, "\n".join(frame[key]))
