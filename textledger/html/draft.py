"""A draft at a glance, and its text by paragraph: what came with the text is escaped here."""

import html

import pandas as pd

from .. import draft_views, edtf
from ..display import html_block, table
from ..drafts import Draft
from ..labels import counted, words
from .inline import mark_arabic

GREY = "#6B7280"  # of a text that has no colour yet
_KINDS = (("quantities", "amount"), ("dates", "date"), ("actor", "known actor"), ("name", "possible name"))
_NEXT = "unknown: a person writes it"
_MOST = 400  # paragraphs on a page


def _colour(draft: Draft) -> str:
    return draft.document["colour"] or GREY


def card(draft: Draft) -> None:
    """Show what is known of a drafted text, below a line that says who has checked it."""
    row = draft.document
    lines = {
        "Published by": row["publisher_en"] or row["publisher_ar"] or _NEXT,
        "Author": row["author_en"] or row["author_ar"] or _NEXT,
        "Date": edtf.readable(row["published_edtf"]) if row["published_edtf"] else _NEXT,
        "Kind": row["genre"] or _NEXT,
        "Size": f"{int(row['n_tokens']):,} words in {int(row['n_paragraphs']):,} paragraphs",
        "Stance": "not coded" if not row["stance_nato"] else words(row["stance_nato"]),
    }
    listed = "".join(f"<dt>{name}</dt><dd>{mark_arabic(html.escape(text))}</dd>" for name, text in lines.items())
    titles = "".join(
        f"<p{attributes}>{html.escape(row[column])}</p>"
        for column, attributes in (
            ("title_ar", ' class="title-ar" lang="ar" dir="rtl" translate="no"'),
            ("title_en", ' class="title-en"'),
        )
        if row[column]
    )
    state = f"Draft. {draft_views.state(draft)}"
    markup = (
        f'<p class="tl-draft" role="note">{state}</p>'
        f'<div class="tl-card" style="--tl-doc:{_colour(draft)}">{titles}<dl>{listed}</dl></div>'
    )
    html_block(markup, "\n".join([state, *(f"{name}: {text}" for name, text in lines.items())]))


def nothing() -> None:
    """Show that there is nothing of what a heading says."""
    html_block("<p>None.</p>", "None.")


def listed(frame: pd.DataFrame, caption: str) -> None:
    """Show a table of a draft, or that there is nothing in it."""
    if frame.empty:
        nothing()
    else:
        table(frame, caption)


def claims(draft: Draft) -> None:
    """Show the claims that a person coded in a drafted text, or that there are none yet."""
    frame = draft_views.claims(draft)
    if frame.empty:
        html_block("<p>No claim is coded yet.</p>", "No claim is coded yet.")
    else:
        table(frame, "Claims as a person coded them.")


def outline(draft: Draft) -> None:
    """Show the paragraphs of a drafted text, folded: role, words, and the drafts in each; their gists once written."""
    paragraphs = draft.paragraphs()
    lines, plain = [], []
    for row, found in paragraphs[:_MOST]:
        facts = [words(row["role"]), counted(int(row["n_tokens"]), "word")]
        facts += [counted(found[kind], word) for kind, word in _KINDS if found[kind]]
        told = " · ".join(facts)
        gist = f"{html.escape(row['gist_en'])} " if row["gist_en"] else ""
        lines.append(f'<p><span class="tl-par">{row["par"]}</span> {mark_arabic(gist)}{told}</p>')
        plain.append(f"{row['par']} {told}")
    if len(paragraphs) > _MOST:
        lines.append(f"<p>and {len(paragraphs) - _MOST:,} more</p>")
    title = f"{counted(len(paragraphs), 'paragraph')} of {html.escape(draft.document['label'])}, without gists yet"
    if any(row["gist_en"] for row, _ in paragraphs):
        title = title.partition(",")[0]
    markup = (
        f'<details class="tl-outline" style="--tl-doc:{_colour(draft)}" data-pagefind-ignore>'
        f"<summary>{title}</summary>{''.join(lines)}</details>"
    )
    html_block(markup, "\n".join(plain))
