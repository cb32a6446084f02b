"""Windows of time in narrow windows: those of records are a list with links, since a lane each would fill screens."""

import pandas as pd

from .. import edtf, records
from ..html.sign_lists import Item, sign_list
from .coded import in_words


def of_records(rows: pd.DataFrame, name: str, when: str, kind: str | None) -> str | None:
    """Return windows as a list below the records' texts, or None where the windows are not those of records.

    Windows of a text that begin on one day have their last days alone, since the first is said at the text's name.

    Args:
        rows: the windows, several rows a name where a window has several points.
        name: the column with the names of the windows: those of records begin with the id.
        when: the column of EDTF values.
        kind: the coded column that colours the windows.
    """
    data = pd.DataFrame({"name": in_words(rows[name]), "when": rows[when], "kind": in_words(rows[kind or name])})
    data = data.drop_duplicates("name")
    ids = data["name"].str.extract(rf"^({records.id_pattern('|'.join(records.labels()))})\s", expand=False)
    if ids.isna().any() or data["when"].isna().any():
        return None
    bounds = data["when"].map(edtf.bounds)
    data = data.assign(text=ids.str.split("-").str[0].map(records.labels()), first=bounds.str[0], last=bounds.str[1])
    lines: dict[str, list[Item]] = {}
    begins: dict[str, str] = {}
    for text, windows in data.groupby("text", sort=False):
        shared = windows["first"].nunique() == 1
        if shared:
            begins[text] = f"from {_day(windows['first'].iat[0])}"
        lines[text] = [_line(window, shared, kind is not None) for window in windows.itertuples()]
    return sign_list(lines, "Windows of time by text", begins)


def _line(window, shared: bool, coded: bool) -> Item:
    record, topic = window.name.split(maxsplit=1)
    later = f"to {_day(window.last)}" if window.last > window.first else ""
    span = later if shared else edtf.readable(window.when)
    return Item(
        f"{record} {record.split('-')[-1]} {topic}",
        ", ".join(part for part in (span, window.kind if coded else "") if part),
    )


def _day(day) -> str:
    return edtf.readable(str(day))
