"""Times as EDTF states them, as days that a chart can draw."""

import pandas as pd

from .. import edtf


def spread(values: pd.Series) -> pd.DataFrame:
    """Return first and last day and the middle of EDTF values, as timestamps; open ends reach two years further."""
    start, end, middle = [], [], []
    for value in values:
        first, last = edtf.bounds(value)
        first, last = pd.Timestamp(first), pd.Timestamp(last)
        if last.date() == edtf.LAST:
            last = first + pd.DateOffset(years=1)
        if first.date() == edtf.FIRST:
            first = last - pd.DateOffset(years=1)
        start.append(first)
        end.append(last)
        middle.append(first + (last - first) / 2)
    return pd.DataFrame({"start": start, "end": end, "middle": middle}, index=values.index)
