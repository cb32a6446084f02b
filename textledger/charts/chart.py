"""A chart together with what it shows: its rows and its text alternative."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .theme import WIDTH


class Drawn(NamedTuple):
    """What a chart form returns: the chart, the text alternative built from its rows, the rows."""

    chart: alt.TopLevelMixin
    alt: str
    data: pd.DataFrame


def beside(*parts: Drawn) -> Drawn:
    """Return charts side by side as one, each as much narrower as the others need."""
    n = len(parts)
    charts = [part.chart.properties(width=part.chart.width - WIDTH * (n - 1) // n) for part in parts]
    rows = [part.data.rename(columns={part.data.columns[0]: "Of"}) for part in parts]
    return Drawn(alt.hconcat(*charts), " ".join(part.alt for part in parts), pd.concat(rows, ignore_index=True))
