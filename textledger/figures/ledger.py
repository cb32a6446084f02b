"""The ledger: the entries of a text, and the controls that filter them."""

import html

from .. import records, views
from . import entry, facts
from .output import html_block
from .theme import DOC_COLOURS, VERDICTS, words


def entries(name: str, doc: str) -> None:
    """Show the records of one table and text as full entries with anchors."""
    book, frame = facts.Book(), views.of(name, doc)
    shown = []
    for record_id, kind, modality in zip(frame["claim_id"], frame["type"], frame["modality"], strict=True):
        known = book.facts(record_id)
        verdicts = " ".join(dict.fromkeys(check.verdict for check in known.checks))
        shown.append(entry.full(known, {"type": kind, "modality": modality, "verdict": verdicts}))
    html_block(
        f'<div class="tl-entries" style="--tl-doc:{DOC_COLOURS[doc]}">{"".join(shown)}</div>',
        "\n".join(frame["claim_id"]),
    )


def _choice(name: str, label: str, options: dict[str, str]) -> str:
    listed = "".join(f'<option value="{code}">{html.escape(word)}</option>' for code, word in options.items())
    return (
        f'<div><label for="filter-{name}">{label}</label>'
        f'<select id="filter-{name}" name="{name}"><option value="">any</option>{listed}</select></div>'
    )


def filters() -> None:
    """Show the controls that filter the ledger; the page's script moves them, and without it they do not show."""
    types = records.dtypes("claims")
    choices = (
        _choice("text", "Text", records.labels()),
        _choice("type", "Type of claim", {code: words(code) for code in types["type"].categories}),
        _choice("modality", "Put as", {code: words(code) for code in types["modality"].categories}),
        _choice("verdict", "Verdict", {code: f"{sign} {word}" for code, (sign, word, _) in VERDICTS.items()}),
    )
    markup = (
        '<form class="tl-filters" role="search" aria-label="Filter the ledger" data-pagefind-ignore>'
        f"{''.join(choices)}"
        '<div class="tl-wide"><label for="filter-q">Words, in English or Arabic, or an id</label>'
        '<input id="filter-q" type="search" name="q" dir="auto"></div>'
        '<p><output></output> <button type="reset">Show all</button></p></form>'
    )
    html_block(markup, "")
