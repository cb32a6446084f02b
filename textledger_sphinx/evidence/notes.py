"""A mark and the notes at the end of a page as markup."""

import html

from textledger.html.inline import mark_arabic
from textledger.labels import MARKS

from . import facts
from .gather import Evidence

HEADING = "Notes: the evidence, sentence by sentence"
KEY = "A sign gives the verdict on a text\u2019s claim, not on our sentence."


def _sign(verdict: str) -> tuple[str, str, str]:
    return MARKS.get(verdict, ("", "", "consistent" if verdict == "consistent" else ""))


def _attribute(name: str) -> str:
    return f' data-v="{name}"' if name else ""


def _signed(sign: str, space: str = "") -> str:
    return f'<b class="tl-sign" aria-hidden="true">{sign}</b>{space}' if sign else ""


def in_words(evidence: Evidence, verdict: str, of: str = "") -> str:
    """Return how much evidence there is, and the verdict if any: `2 records: contradicted`, with `of` before it."""
    counts = ((len(evidence.records), "record"), (len(evidence.references), "reference"))
    parts = [f"{count} {noun}{'s' * (count > 1)}" for count, noun in counts if count]
    word = _sign(verdict)[2]
    return ", ".join(parts) + (f"{of}: {word}" if word else "")


def mark(env, number: int, evidence: Evidence, lang: str = "") -> str:
    """Return a mark: a raised numeral with the sign of the worst verdict, which leads to its note.

    What it is called is English; `lang` says so where the prose around it is not.

    A mark that is all a cell has stands behind its words; what assistive technology calls it begins with its number.
    """
    verdict = facts.worst(facts.of_record(env, record_id).verdict for record_id in evidence.records)
    attribute, sign, _ = _sign(verdict)
    told = in_words(evidence, verdict, of="; the text\u2019s claim")
    spoken = f' lang="{lang}"' if lang else ""
    return (
        f"{'' if evidence.length else in_words(evidence, verdict)}"
        f'<sup class="tl-ev"{spoken}><a class="tl-mark" id="mark-{number}" href="#note-{number}" role="doc-noteref" '
        f'data-n="{evidence.length}"{_attribute(attribute)} aria-label="Evidence {number}, {told}">'
        f"{_signed(sign)}{number}</a></sup>"
    )


def _record(env, page: str, record_id: str) -> str:
    told = facts.of_record(env, record_id)
    attribute, sign, word = _sign(told.verdict)
    place = f' <span class="tl-place">({html.escape(told.place)})</span>' if told.place else ""
    judged = f' <span class="tl-judged">{word}</span>' if word else ""
    address = facts.address(page, f"record:{record_id}")
    fix = (
        f' <span class="tl-fix">{mark_arabic(html.escape(told.correction, quote=False))}</span>'
        if told.correction
        else ""
    )
    return (
        f'<li data-record="{record_id}"{_attribute(attribute)}>{_signed(sign, " ")}'
        f'<a href="{address}">{record_id}</a>{judged} '
        f'<q class="tl-gist">{mark_arabic(html.escape(told.text, quote=False))}</q>{place}{fix}</li>'
    )


def access(signs: str) -> str:
    """Return the signs of how a source was read, each explained on hover."""
    each = (f'<abbr class="tl-access" title="{facts.ACCESS[sign]}">{sign}</abbr>' for sign in signs)
    return "".join(f"\N{NO-BREAK SPACE}{sign}" for sign in each)  # none begins a line


def access_key() -> str:
    """Return what the signs of how a source was read mean, for readers who cannot hover over them."""
    told = "; ".join(f'<span class="tl-access">{sign}</span> {text}' for sign, text in facts.ACCESS.items())
    return f'<p class="tl-access-key">Signs behind an entry: {told}; none: read in the original.</p>'


def _reference(sources: dict[str, facts.Source], page: str, key: str) -> str:
    source = sources[key]
    address = facts.address(page, f"bibliography:{key}")
    return (
        f'<li class="tl-ref"><a href="{address}" title="{html.escape(source.entry)}">{html.escape(source.label)}</a>'
        f"{access(source.access)}</li>"
    )


def notes(env, page: str, evidence: list[Evidence]) -> str:
    """Return the notes of a page, one for each mark: records, the worst verdict first, then references."""
    sources = facts.sources(env) if any(each.references for each in evidence) else {}
    entries = []
    for number, each in enumerate(evidence, 1):
        ids = sorted(each.records, key=lambda record_id: facts.rank(facts.of_record(env, record_id).verdict))
        rows = [_record(env, page, record_id) for record_id in ids]
        rows += [_reference(sources, page, key) for key in each.references]
        back = f'<a class="tl-back" href="#mark-{number}" aria-label="Back to sentence {number}">↑</a>'
        entries.append(f'<li id="note-{number}">{back}<ul>{"".join(rows)}</ul></li>')
    return (
        f'<details class="tl-notes" id="notes" data-pagefind-ignore><summary>{HEADING}</summary>'
        f"<p>{KEY}</p><ol>{''.join(entries)}</ol></details>"
    )
