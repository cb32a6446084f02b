"""The outline of a text: a sentence a paragraph, which opens on the claims and other records of the paragraph.

Addresses are `record:ID`, which the site and notebooks resolve. Disclosures of HTML alone open it.
"""

import html
from collections import defaultdict
from collections.abc import Iterable

from .. import labels, records
from .inline import inline

TABLES = {
    "claims": "Claims", "checks": "Checks", "anomalies": "Anomalies", "borrowings": "Parallels and borrowings",
    "quantities": "Figures", "dates": "Dates", "event_reports": "Events",
}  # fmt: skip
ID = "outline"
WHOLE = "The text as a whole"


def anchor(record_id: str) -> str:
    """Return the id of a claim's line in the outline of its text."""
    return f"{ID}-{record_id}"


def paragraph_anchor(doc: str, par: int | str) -> str:
    """Return the id of a paragraph in the outline of its text."""
    return f"{ID}-{doc}-p{int(par):02}"


def _paragraphs_of(row: dict, starts: list[tuple[int, str]], spans: dict) -> list[str]:
    """Return the paragraphs that a record concerns: its own, those it runs over, or those of its spans."""
    if row.get("par"):
        return [row["par"]]
    if row.get("par_from"):
        return [str(par) for par in range(int(row["par_from"]), int(row["par_to"]) + 1)]
    places = spans.get(row[next(iter(row))], ())
    return list(dict.fromkeys(max((start, par) for start, par in starts if start <= at)[1] for at in places))


def by_paragraph(doc: str) -> dict[str, dict[str, list[str]]]:
    """Return the ids of all records of a text, by paragraph and table; those of no paragraph stand under "".

    A check stands where what it checks stands.
    """
    starts = [(int(row["start"]), row["par"]) for row in records.rows("paragraphs") if row["doc_id"] == doc]
    spans: dict[str, list[int]] = defaultdict(list)
    for row in records.rows("spans"):
        if row["doc_id"] == doc:
            spans[row["record_id"]].append(int(row["start"]))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    places: dict[str, list[str]] = {}
    for table in sorted(TABLES, key=lambda name: name == "checks"):  # checks last: they follow what they check
        key = records.schema(table)["primaryKey"][0]
        for row in records.rows(table):
            if not row[key].startswith(f"{doc}-"):
                continue
            if table == "checks":
                targets = [places.get(target, []) for target in records.split_ids(row["target_ids"])]
                pars = list(dict.fromkeys(par for each in targets for par in each))
            else:
                pars = _paragraphs_of(row, starts, spans)
            places[row[key]] = pars
            for par in pars or [""]:
                found[par][table].append(row[key])
    return found


def _link(record_id: str) -> str:
    return f'<a class="tl-claim" translate="no" href="record:{record_id}" data-record="{record_id}">{record_id}</a>'


def worst_verdicts() -> dict[str, str]:
    """Return the worst verdict on each record that has been checked."""
    ranks = [*labels.MARKS, *labels.VERDICTS]
    verdicts: dict[str, str] = {}
    for row in records.rows("checks"):
        for target in records.split_ids(row["target_ids"]):
            verdicts[target] = min(verdicts.get(target, row["verdict"]), row["verdict"], key=ranks.index)
    return verdicts


def _claim(row: dict, verdict: str) -> str:
    name, sign, word = labels.MARKS.get(verdict, ("", "", ""))
    told = f'<b class="tl-sign" aria-hidden="true">{sign}</b> <span class="tl-judged">{word}</span> ' if sign else ""
    marked = f' data-v="{name}"' if name else ""
    return f'<li id="{anchor(row["claim_id"])}"{marked}>{told}{inline(row["text_en"])} {_link(row["claim_id"])}</li>'


def _others(found: dict[str, list[str]]) -> Iterable[str]:
    for table, name in TABLES.items():
        if table != "claims" and found.get(table):
            yield f'<p class="tl-line"><span class="tl-label">{name}</span> {" ".join(map(_link, found[table]))}</p>'


def outline_html(doc: str) -> str:
    """Return the folded outline of a text.

    Raises:
        textledger.records.RecordError: there is no such text.
    """
    if doc not in records.labels():
        raise records.RecordError(f"no text {doc!r}; there are: {', '.join(records.labels())}")
    found, verdicts = by_paragraph(doc), worst_verdicts()
    claims = {row["claim_id"]: row for row in records.rows("claims")}
    lines = [(row["par"], row["gist_en"]) for row in records.rows("paragraphs") if row["doc_id"] == doc]
    parts = []
    for par, gist in [*lines, *([("", WHOLE)] if "" in found else [])]:
        here = found.get(par, {})
        name = f' id="{paragraph_anchor(doc, par)}"' if par else ""
        number = f'<span class="tl-par">{par}</span> ' if par else ""
        listed = "".join(_claim(claims[one], verdicts.get(one, "")) for one in here.get("claims", ()))
        body = (f"<ul>{listed}</ul>" if listed else "") + "".join(_others(here))
        head = f"{number}{inline(gist)}"
        parts.append(f"<details{name}><summary>{head}</summary>{body}</details>" if body else f"<p{name}>{head}</p>")
    title = f"The outline: {html.escape(records.labels()[doc])} in {len(lines)} sentences, one a paragraph"
    return (
        f'<details class="tl-outline" id="{ID}" style="--tl-doc:{records.colours()[doc]}" data-pagefind-ignore>'
        f"<summary>{title}</summary>{''.join(parts)}</details>"
    )
