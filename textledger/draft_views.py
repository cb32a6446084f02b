"""Tables and rows that the chapter of a draft shows, made from its tables."""

from collections import Counter

import pandas as pd

from . import edtf, records
from .drafts import Draft
from .labels import counted, listing, words

MOST_ROWS = 300  # of a table on a page; all are in the draft's folder
MOST_BARS = 15
_TITLES = {"quantities": "Amounts", "dates": "Dates", "name": "Candidate names"}


def told(draft: Draft) -> dict[str, int | str]:
    """Return the counts of a draft, and the words that its prose makes of them, for `numbers`."""
    counts = draft.counts()
    return counts | {
        "words": counted(counts["n_words"], "word"),
        "amounts": counted(counts["n_amounts"], "amount"),
        "dates": counted(counts["n_dates"], "date"),
        "actors": counted(counts["n_actors"], "known actor"),
        "places": counted(counts["n_names"], "place"),
        "state": state(draft),
    }


def state(draft: Draft) -> str:
    """Return who decided on how much of a draft, and how much only a rule made, in a sentence or two."""
    made = draft.deciders()
    if not made:
        return "It holds no amount, date, claim or name."
    if not (by_rule := made.pop("", 0)):
        told, left = "all", ""
    elif not made:
        return "What stands here only rules made. Nobody has checked it against the text."
    else:
        told = f"{made.total():,}"
        rest, them = ("one", "it") if by_rule == 1 else (f"{by_rule:,}", "them")
        left = f" The other {rest} only rules made; nobody has checked {them} against the text."
    who = listing(f"{person} {n:,}" for person, n in sorted(made.items()))
    return f"People decided on or added {told} of the amounts, dates, claims and names here ({who}).{left}"


def caption(draft: Draft, kind: str) -> str:
    """Return the caption of a table of a draft: what it lists, and how much of it a person decided on.

    Args:
        draft: the draft.
        kind: `quantities`, `dates` or `name`.
    """
    made = draft.deciders(kind)
    people = listing(sorted(person for person in made if person))
    if not people:
        return f"{_TITLES[kind]} by rule, not checked."
    if not made[""]:
        return f"{_TITLES[kind]}, all decided by {people}."
    return (
        f"{_TITLES[kind]}: {made.total() - made['']:,} of {made.total():,} decided by {people}, the others not checked."
    )


def _number(value: str) -> str:
    return f"{round(float(value), 3):,}" if "." in value or "e" in value else f"{int(value):,}"


def value(row: dict[str, str]) -> str:
    """Return the value of an amount with its qualifier: `at least 4,000`, `120 to 150`, `500 → 4,000`."""
    if row["kind"] == "from_to":
        return " → ".join(_number(row[side]) if row[side] else "?" for side in ("from_value", "to_value"))
    sides = list(dict.fromkeys(_number(row[side]) for side in ("low", "high") if row[side]))
    told = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(row["kind"], "")
    unit = {"share": " per cent", "multiple": " times"}.get(row["kind"], "")
    if row["unit"] in ("per cent", "times"):  # of a bound
        unit = f" {row['unit']}"
    return f"{told}{' to '.join(sides)}{unit}" if sides else "no value"


def _frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows[:MOST_ROWS], columns=columns)


def amounts(draft: Draft) -> pd.DataFrame:
    """Return the amounts of a draft: record, paragraph, value, how it is stated, unit, remark, rule."""
    rules = draft.rules()
    rows = [
        {
            "Record": row["quantity_id"],
            "Paragraph": int(row["par"]),
            "Value": value(row),
            "Stated as": words(row["kind"]),
            "What is counted": row["measure"],
            "Remark": row["note_en"],
            "Rule": rules.get(row["quantity_id"], ""),
        }
        for row in draft.rows("quantities")
    ]
    return _filled(rows, ["Record", "Paragraph", "Value", "Stated as", "What is counted", "Remark", "Rule"])


def dates(draft: Draft) -> pd.DataFrame:
    """Return the dates of a draft: record, paragraph, as printed, as resolved, what is dated, problem, rule."""
    rules = draft.rules()
    rows = [
        {
            "Record": row["date_id"],
            "Paragraph": int(row["par"]),
            "As printed": edtf.readable(row["edtf_printed"]) if row["edtf_printed"] else "",
            "As resolved": edtf.readable(row["edtf_resolved"]) if row["edtf_resolved"] else "",
            "What is dated": row["what"],
            "Problem": row["problem"],
            "Rule": rules.get(row["date_id"], ""),
        }
        for row in draft.rows("dates")
    ]
    return _filled(rows, ["Record", "Paragraph", "As printed", "As resolved", "What is dated", "Problem", "Rule"])


def claims(draft: Draft) -> pd.DataFrame:
    """Return the claims that a person coded: record, paragraph, claim, type, how it is put, weight, whose coding."""
    rules = draft.rules()
    try:  # opened, not looked for: a chapter is executed again when there are some
        coded = draft.rows("claims")
    except FileNotFoundError:
        coded = []
    rows = [
        {
            "Record": row["claim_id"],
            "Paragraph": int(row["par"]),
            "Claim": row["text_en"],
            "Type": words(row["type"]),
            "Put": words(row["modality"]),
            "Weight": words(row["importance"]),
            "Coded by": rules.get(row["claim_id"], "").removeprefix("coded by "),
        }
        for row in coded
    ]
    return _frame(rows, ["Record", "Paragraph", "Claim", "Type", "Put", "Weight", "Coded by"])


def _filled(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    """Return rows as a frame, without the columns that no row fills."""
    used = [name for name in columns if not rows or any(row[name] != "" for row in rows)]
    return _frame(rows, used)


def actors(draft: Draft) -> pd.DataFrame:
    """Return the known actors that a draft counts most, with their mentions."""
    name = {row["actor_id"]: row["name_en"] for row in records.rows("actors")}
    counts: Counter = Counter()
    for row in draft.rows("mentions"):
        counts[name.get(row["actor_id"], row["actor_id"])] += int(row["n"])
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_BARS]
    return pd.DataFrame(top, columns=["actor", "mentions"])


def names(draft: Draft) -> pd.DataFrame:
    """Return the candidate names of a draft with their paragraphs; their places where the text is not at hand."""
    if listed := draft.names():
        rows = [
            {"Name": name, "Times": len(pars), "Paragraphs": ", ".join(map(str, dict.fromkeys(pars))), "Rule": rule}
            for name, rule, pars in listed
        ]
        return _frame(rows, ["Name", "Times", "Paragraphs", "Rule"])
    rows = [
        {"Candidate": row["candidate_id"], "Paragraph": int(row["par"]), "Rule": row["rule"]}
        for row in draft.rows("candidates")
        if row["kind"] == "name"
    ]
    return _frame(rows, ["Candidate", "Paragraph", "Rule"])
