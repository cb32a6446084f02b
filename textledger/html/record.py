"""A record as markup, brief for a popover or in full for the ledger: one content, one renderer.

Addresses are `record:ID` and `bibliography:KEY`, which the site resolves, and `<!--uses:ID-->` is the place for
where the book uses a record, which is known only of a whole book.
"""

import html
import re

from .. import records
from ..dossier import Check, Dossier, Link, Span
from .badges import confidence_mark, verdict_mark
from .inline import USES, inline, plain

MAC_SHOWN = 8  # hex digits of a seal that are shown; the data set has all of them


def _line(label: str, text: str, css: str = "tl-line") -> str:
    return f'<p class="{css}"><span class="tl-label">{html.escape(label)}</span> {text}</p>' if text else ""


def _quotations(quotes: list[str]) -> str:
    return "".join(
        f'<p class="tl-quote ar" lang="ar" dir="rtl" translate="no">{html.escape(quote)}</p>' for quote in quotes
    )


def _link(link: Link, full: bool) -> str:
    why = f": {inline(link.note)} ({inline(link.link_id)})" if full else ""
    return f'<li><span class="tl-relation">{html.escape(link.relation)}</span> {inline(link.other)}{why}</li>'


def _links(links: list[Link], full: bool) -> str:
    return f'<ul class="tl-links">{"".join(_link(link, full) for link in links)}</ul>' if links else ""


def _check(check: Check, of: str, full: bool) -> str:
    """Return a check: mark, finding, correction, source; the brief form has only what matters most."""
    id_shown = "" if check.check_id == of else f" {inline(check.check_id)}"
    source = f" {inline(check.source)}" if check.source else ""
    source += "." if source and not plain(check.source).endswith(".") else ""  # as "n.d." does
    parts = [f'<p class="tl-line">{verdict_mark(check.verdict)}{id_shown}</p>']
    if check.finding and (full or not check.correction):
        parts.append(f'<p class="tl-line">{inline(check.finding)}{source}</p>')
        source = ""
    if check.correction:
        label = "Correction" if check.verdict == "inconsistent" else "What holds"
        parts.append(_line(label, inline(check.correction) + source))
    if check.confidence and check.verdict != "not_applicable":  # nothing was judged
        parts.append(_line("Confidence", confidence_mark(check.confidence)))
    return f'<div class="tl-check">{"".join(parts)}</div>'


def _positions(spans: list[Span]) -> str:
    """Return the positions: code points in the source, and the beginning of each seal."""
    if not spans:
        return ""
    listed = "".join(
        f"<li>{span.doc} {span.start:,}–{span.end:,} "
        f'<code translate="no">{html.escape(span.mac[:MAC_SHOWN])}…</code></li>'
        for span in spans
    )
    return (
        '<details class="tl-positions"><summary>Positions in the source</summary>'
        f"<ul>{listed}</ul><p>Code points, first and after last; seal.</p></details>"
    )


def _head(facts: Dossier) -> str:
    place = f' <span class="tl-place">{html.escape(facts.place)}</span>' if facts.place else ""
    name = f'<a class="tl-id" translate="no" href="record:{facts.id}">{facts.id}</a>'
    return f'<p class="tl-head">{name} <span class="tl-kind">{facts.kind}</span>{place}</p>'


def _body(facts: Dossier, full: bool) -> str:
    head, said = _head(facts), f'<p class="tl-text">{inline(facts.text)}</p>'  # in the ledger the sentence is the title
    summary = f'<p class="tl-summary">{inline(facts.summary)}</p>' if facts.summary else ""
    lines_shown, bearing = (
        "".join(_line(line.label, inline(line.text)) for line in lines if full or line.brief)
        for lines in (facts.lines, facts.bearing)
    )
    checks = "".join(_check(check, facts.id, full) for check in facts.checks)
    return (
        f"{said + head if full else head + said}{_quotations(facts.quotes)}"
        f"{summary}{lines_shown}{checks}{_links(facts.links, full)}{bearing}"
    )


def _colour(facts: Dossier) -> str:
    return f' style="--tl-doc:{records.colours()[facts.docs[0]]}"' if len(facts.docs) == 1 else ""


def card_html(facts: Dossier) -> str:
    """Return a record's short entry: what it says, how it is coded, verdicts and corrections, links."""
    title = html.escape(facts.title, quote=True)
    return f'<div class="tl-brief" data-title="{title}"{_colour(facts)}>{_body(facts, full=False)}</div>'


def entry_html(facts: Dossier, data: dict[str, str], more: str = "") -> str:
    """Return a record's entry in the ledger, with its anchor.

    Args:
        facts: what is known of the record.
        data: values of `data-` attributes by which the ledger's filters find the entry.
        more: another attribute, as markup.
    """
    attributes = "".join(f' data-{name}="{html.escape(value, quote=True)}"' for name, value in data.items())
    body = _body(facts, full=True)
    letters = len(re.sub(r"<[^>]+>", "", body))  # a measure of the entry, for style sheets
    return (
        f'<div class="tl-entry" id="{facts.id}"{attributes}{more} style="--letters:{letters}">{body}'
        f"{USES.format(facts.id)}{_positions(facts.spans)}</div>"
    )
