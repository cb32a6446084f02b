"""Figures of the texts beside those of outside sources, as rows for charts."""

import pandas as pd

from . import edtf, records

_ON_THE_MISSION = ["first_mission", "mission_present", "mission_planned"]  # topics of figures
_COUNTS = ["casualties", "strikes", "attacks_on_us_forces", "isis_attacks", "iranian_launch"]


def _in_words(row: dict) -> str:
    """Return the value of a figure with its qualifier; for an outside figure the words of its remark, if it has one."""
    if row["whose"] == "outside" and pd.notna(row["note_en"]):
        return row["note_en"].split(", ")[0].rstrip(".").lower()
    values = [row[name] for name in ("low", "high", "from_value", "to_value") if pd.notna(row[name])]
    low, high = f"{min(values):,.0f}", f"{max(values):,.0f}"
    before = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(row["kind"], "")
    between = {"from_to": " – ", "range": " or "}.get(row["kind"])
    return f"{low}{between}{high}" if between else f"{before}{high}"


def mission_sizes() -> pd.DataFrame:
    """Return what the texts and outside sources say of the size of NATO's missions, in order of time.

    Returns:
        One row per statement: `statement` (whose, and of when), `whose` (the text's id or `outside`), `stage` (present
        or planned), `low`, `high`, `value` (nothing for a range whose bounds are ours) and `label`, its words.
    """
    figures = records.table("quantities").astype({"doc_id": "string", "topic": "string"})
    planned = figures["topic"].eq("mission_planned").map({True: "planned", False: "present"})
    printed = figures.assign(who=figures["doc_id"].map(records.labels()), whose=figures["doc_id"], stage=planned)
    outside = records.table("outside_figures").dropna(subset=["stage"]).rename(columns={"whose": "who"})
    outside = outside.merge(figures[["quantity_id", "topic"]], on="quantity_id").assign(whose="outside")
    rows = pd.concat([printed.astype("object"), outside.astype("object")])
    rows = rows[rows["topic"].isin(_ON_THE_MISSION) & rows["kind"].ne("multiple")]
    rows = rows.assign(begins=rows["as_of_edtf"].map(lambda value: edtf.bounds(value)[0])).sort_values(
        "begins", kind="stable"
    )
    statements = []
    for row in rows.to_dict("records"):
        own_bounds = row["whose"] == "outside" and row["kind"] == "range" and pd.notna(row["note_en"])
        values = [float(row[name]) for name in ("low", "high", "from_value", "to_value") if pd.notna(row[name])]
        statement, value = f"{row['who']}: {edtf.readable(row['as_of_edtf'])}", None if own_bounds else max(values)
        statements.append((statement, row["whose"], row["stage"], min(values), max(values), value, _in_words(row)))
    sizes = pd.DataFrame(statements, columns=["statement", "whose", "stage", "low", "high", "value", "label"])
    again = sizes["statement"].duplicated(keep=False)
    sizes.loc[again, "statement"] += ", " + sizes["stage"]
    return sizes


def compared_counts() -> pd.DataFrame:
    """Return the counts of attacks, strikes and casualties in the texts beside other counts of the same.

    Returns:
        One row per pair: `quantity_id`, `doc_id`, `measure`, `in the text`, `other count` (empty where none was found),
        `whose` it is and `figure_id`.
    """
    figures = records.table("quantities").astype({"topic": "string"})
    figures = figures[figures["topic"].isin(_COUNTS) & figures["unit"].ne("km")]
    figures = figures.assign(**{"in the text": figures["low"].fillna(figures["high"]).astype(float)})
    others = records.table("outside_figures").rename(columns={"low": "other count"})
    others = others[["quantity_id", "figure_id", "other count", "whose"]].astype({"other count": float})
    columns = ["quantity_id", "doc_id", "measure", "in the text", "other count", "whose", "figure_id"]
    return figures.merge(others, on="quantity_id", how="left")[columns]


def compared(quantity_id: str) -> pd.DataFrame:
    """Return a figure of a text and the outside figures that stand beside it.

    Returns:
        One row per figure: `what` (with its time where two are named alike), `low` and `whose` (the text's id or
        `outside`).
    """
    figures = records.table("quantities").query("quantity_id == @quantity_id")
    printed = figures.assign(what=figures["measure"] + ", as printed", whose=figures["doc_id"])
    outside = records.table("outside_figures").query("quantity_id == @quantity_id")
    outside = outside.assign(what=outside["what_en"], whose="outside")
    again = outside["what"].duplicated(keep=False)
    outside.loc[again, "what"] += ", " + outside["as_of_edtf"].map(edtf.readable)
    rows = pd.concat([frame[["what", "low", "whose"]].astype("object") for frame in (printed, outside)])
    return rows.astype({"low": float, "what": "string", "whose": "string"}).reset_index(drop=True)
