"""The claims of a text as a strip at the head of its chapter: a tick each, where it stands in the text."""

import html

from textledger import records, running_words


def strip_html(doc: str, target: str) -> str:
    """Return the strip of a text: a link a claim, to its record; a claim that a source contradicts is a cross.

    The links are one stop of the keyboard, between which arrow keys lead (strip.js).

    Args:
        doc: the text.
        target: the address of a claim from the page, with `{}` for its id: a line of the outline, or an entry of the
            ledger.
    """
    wrong = [row["target_ids"] for row in records.rows("checks") if row["verdict"] == "inconsistent"]
    contradicted = {target for targets in wrong for target in records.split_ids(targets)}
    length = max(upto for _, upto in running_words.paragraphs(doc).values())
    claims = sorted(running_words.claims(doc).items(), key=lambda claim: claim[1][1])
    ticks = []
    for number, (claim, (par, word)) in enumerate(claims):
        sign, told = (' data-v="inconsistent"', ", contradicted") if claim in contradicted else ("", "")
        stop = ' tabindex="-1"' if number else ""
        ticks.append(
            f'<a href="{target.format(claim)}"{sign}{stop} style="--at:{word / length:.3f}"'
            f' aria-label="{claim}, paragraph {par}{told}"></a>'
        )
    label = html.escape(records.labels()[doc], quote=True)
    return (
        f'<div class="tl-strip extra" role="group" aria-label="Claims of {label}, from its beginning to its end" '
        f'style="--tl-doc:{records.colours()[doc]}" data-pagefind-ignore>'
        f'<span class="tl-strip-name" aria-hidden="true">{len(ticks)} claims: start</span>{"".join(ticks)}'
        '<span class="tl-strip-name" aria-hidden="true">end</span></div>'
    )
