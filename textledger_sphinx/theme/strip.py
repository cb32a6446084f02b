"""The claims of a text as a strip at the head of its chapter: a tick each, where it stands in the text."""

import html

from textledger import records


def strip_html(doc: str, target: str) -> str:
    """Return the strip of a text: a link a claim, to its record; a claim that a source contradicts is a cross.

    The links are one stop of the keyboard, between which arrow keys lead (strip.js).

    Args:
        doc: the text.
        target: the address of a claim from the page, with `{}` for its id: a line of the outline, or an entry of the
            ledger.
    """
    from textledger.charts.along import claim_places, positions  # loaded here: pandas and altair take long

    wrong = records.table("checks").query("verdict == 'inconsistent'")["target_ids"]
    contradicted = {target for targets in wrong for target in records.split_ids(targets)}
    length = positions(doc)["n_tokens"].sum()
    claims = claim_places().query("doc_id == @doc").sort_values("word")
    ticks = []
    for number, claim in enumerate(claims.itertuples()):
        sign, told = (' data-v="inconsistent"', ", contradicted") if claim.claim_id in contradicted else ("", "")
        stop = ' tabindex="-1"' if number else ""
        ticks.append(
            f'<a href="{target.format(claim.claim_id)}"{sign}{stop} style="--at:{claim.word / length:.3f}"'
            f' aria-label="{claim.claim_id}, paragraph {claim.par}{told}"></a>'
        )
    label = html.escape(records.labels()[doc], quote=True)
    return (
        f'<div class="tl-strip extra" role="group" aria-label="Claims of {label}, from its beginning to its end" '
        f'style="--tl-doc:{records.colours()[doc]}" data-pagefind-ignore>'
        f'<span class="tl-strip-name" aria-hidden="true">{len(ticks)} claims: start</span>{"".join(ticks)}'
        '<span class="tl-strip-name" aria-hidden="true">end</span></div>'
    )
