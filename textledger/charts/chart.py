"""A chart together with what it shows: its rows and its text alternative."""

from typing import NamedTuple

import altair as alt
import pandas as pd


class Chart(NamedTuple):
    """What a chart form returns: the chart, the text alternative built from its rows, the rows."""

    chart: alt.TopLevelMixin
    alt: str
    data: pd.DataFrame
