"""Ledger and registers: the entries of a text, and the controls that filter a page of records."""

import html
from urllib.parse import urlencode

from .. import citing, dossiers, records, views
from ..display import html_block
from ..labels import VERDICTS, words
from . import checked, record


def entries(name: str, doc: str) -> None:
    """Show the records of one table and text as full entries with anchors."""
    book, frame = dossiers.read(), views.rows_of_text(name, doc)
    markup = []
    for record_id, kind, modality in zip(frame["claim_id"], frame["type"], frame["modality"], strict=True):
        facts = book.dossier(record_id)
        checks = checked.checks_attribute(check.check_id for check in facts.checks)
        markup.append(record.entry_html(facts, {"type": kind, "modality": modality}, checks))
    html_block(
        f'<div class="tl-entries" style="--tl-doc:{records.colours()[doc]}">{"".join(markup)}</div>',
        "\n".join(frame["claim_id"]),
    )


def _choice(name: str, label: str, options: dict[str, str]) -> str:
    listed = "".join(
        f'<option value="{html.escape(code)}">{html.escape(word)}</option>' for code, word in options.items()
    )
    return (
        f'<div><label for="filter-{name}">{label}</label>'
        f'<select id="filter-{name}" name="{name}"><option value="">any</option>{listed}</select></div>'
    )


def _options(field: str) -> dict[str, str]:
    """Return the choices of a field, by value."""
    if field == "text":
        return records.labels()
    if field == "about":
        return checked.CONCERNS
    if field == "kind":
        return {name: word for name, word in citing.KINDS.items() if name != "claims"}
    if field == "verdict":
        return {code: f"{sign} {word}" for code, (sign, word, _) in VERDICTS.items()}
    return {code: words(code) for code in records.dtypes("claims")[field].categories}


FIELDS = {
    "text": "Text",
    "kind": "Kind of record",
    "type": "Type of claim",
    "modality": "Put as",
    "verdict": "Verdict",
    "about": "Check concerns",
}
# selections that readers ask for, by the unit that a page counts and on the pages that have their fields
PRESETS = (
    ({"claims": "Claims with a contradicted date", "records": "Checks that contradict a date"},
     {"verdict": "inconsistent", "about": "dates"}),
    ({"claims": "Claims not settled", "records": "Checks not settled"}, {"verdict": "not_settled"}),
    ({"claims": "Hedged forecasts"}, {"type": "predictive", "modality": "hedged"}),
)  # fmt: skip


def filters(unit: str, *fields: str) -> None:
    """Show the controls that filter a page of records; the page's script places them, and without it they stay hidden.

    Args:
        unit: what the page lists, in the plural: `claims` or `records`.
        fields: names from `FIELDS`; a field for words is always there.
    """
    presets = "".join(
        f'<button type="button" data-preset="{html.escape(urlencode(chosen))}">{names[unit]}</button>'
        for names, chosen in PRESETS
        if set(chosen) <= set(fields)
    )
    markup = (
        f'<form class="tl-filters" role="search" aria-label="Filter the {unit}" data-unit="{unit}">'
        f'<div class="tl-presets">{presets}</div><div class="tl-fields">'
        f"{''.join(_choice(name, FIELDS[name], _options(name)) for name in fields)}"
        '<div class="tl-wide"><label for="filter-q">Whole words, in English or Arabic, or an id</label>'
        '<input id="filter-q" type="search" name="q" dir="auto"></div></div>'
        '<div class="tl-told"><output></output><span class="tl-chosen"></span><button type="reset">Show all</button>'
        '<button type="button" class="tl-copy">Copy this selection</button><span role="status"></span></div></form>'
    )
    html_block(markup, "")
