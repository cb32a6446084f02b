"""A chart together with what it shows: its rows and its text alternative."""

from typing import NamedTuple

import altair as alt
import pandas as pd


class Chart(NamedTuple):
    """What a chart form returns: the chart, the text alternative built from its rows, the rows, and the narrow drawing.

    The narrow drawing is a chart laid out for 300 pixels or, where no drawing of that width can say it, markup: a list
    or a table of signs. A form without one leaves the wide drawing to every window.
    """

    chart: alt.TopLevelMixin
    alt: str
    data: pd.DataFrame
    narrow: alt.TopLevelMixin | str | None = None
