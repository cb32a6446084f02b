"""Cards: a text at a glance, a gallery of all texts."""

import html

import pandas as pd

from .. import edtf, labels, records
from ..display import html_block
from .badges import verdict_bar
from .inline import mark_arabic


def _text_or(value, otherwise: str) -> str:
    return otherwise if pd.isna(value) else str(value)


def _dated(published) -> str:
    """Return when a text was published; one of several days is inferred, since the text itself prints none."""
    if pd.isna(published):
        return "unknown"
    return edtf.readable(published) + (", inferred" if published.startswith("[") else "")


def _in_both(row: pd.Series, what: str, otherwise: str) -> str:
    """Return who published or wrote a text, in English and in Arabic: a reader may look for either."""
    names = [row[f"{what}_{language}"] for language in ("en", "ar") if pd.notna(row[f"{what}_{language}"])]
    return " · ".join(names) or otherwise


def card(doc: str) -> None:
    """Show a text at a glance, with the verdicts of its checks as a bar."""
    row = records.table("documents").set_index("doc_id").loc[doc]
    towards = {"NATO": "stance_nato", "the Coalition": "stance_coalition", "American forces": "stance_us_forces"}
    stance = "; ".join(f"{name}: {labels.words(row[column])}" for name, column in towards.items())
    checks = records.table("checks")
    verdicts = checks.loc[checks["check_id"].str.startswith(f"{doc}-"), "verdict"]
    bar, counts = verdict_bar(verdicts)
    found = f"What {len(verdicts)} checks found"
    lines = {
        "Thesis": row["thesis_en"],
        "How far to trust it": _text_or(row["trust_en"], "not said yet"),
        found: counts,
        "Use it for": _text_or(row["use_en"], "not said yet"),
        "Do not use it for": _text_or(row["avoid_en"], "not said yet"),
        "Published by": _in_both(row, "publisher", "unknown"),
        "Author": _in_both(row, "author", "not given"),
        "Date": _dated(row["published_edtf"]),
        "Kind and size": f"{row['genre']}, {row['n_tokens']:,} words",
        "Stance": stance,
    }
    listed = "".join(
        f"<dt>{name}</dt><dd>{bar if name == found else mark_arabic(html.escape(str(text)))}</dd>"
        for name, text in lines.items()
    )
    title = (
        ""
        if pd.isna(row["title_ar"])
        else f'<p class="title-ar" lang="ar" dir="rtl" translate="no">{html.escape(row["title_ar"])}</p>'
    )
    markup = (
        f'<div class="tl-card" style="--tl-doc:{records.colours()[doc]}">{title}'
        f'<p class="title-en">{html.escape(str(row["title_en"]))}</p><dl>{listed}</dl></div>'
    )
    html_block(markup, "\n".join(f"{name}: {text}" for name, text in lines.items()))


def _card(row, claims: int) -> str:
    arabic = (
        ""
        if pd.isna(row["title_ar"])
        else f'<p class="title-ar" lang="ar" dir="rtl" translate="no">{html.escape(row["title_ar"])}</p>'
    )
    publisher = "publisher unknown" if pd.isna(row["publisher_en"]) else row["publisher_en"]
    use = "" if pd.isna(row["use_en"]) else f"<p>Use it for {html.escape(row['use_en'])}.</p>"
    facts = f"{_dated(row['published_edtf'])} · {row['n_tokens']:,} words · {labels.counted(claims, 'claim')}"
    return (
        f'<li style="--tl-doc:{row["colour"]}"><a href="text:{row["doc_id"]}">'
        f"<strong>{html.escape(row['label'])}</strong></a><p>{html.escape(publisher)}</p>{arabic}"
        f"<p><em>{html.escape(row['title_en'])}</em></p><p><small>{html.escape(facts)}</small></p>{use}</li>"
    )


def document_cards() -> None:
    """Show a card for each text, leading to its chapter."""
    documents = records.table("documents")
    counts = records.table("claims")["doc_id"].value_counts()
    cards = "".join(_card(row, int(counts[row["doc_id"]])) for _, row in documents.iterrows())
    html_block(f'<ul class="tl-gallery">{cards}</ul>', "\n".join(documents["label"]))
