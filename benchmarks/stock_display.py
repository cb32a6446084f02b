"""What a stock book would write in place of `textledger.display`: Altair's own chart, pandas' own table.

`benchmarks/site.py` puts this file into the stock copy of `textledger`, whose `display.py` then hands its calls on.
"""

import altair as alt
from IPython.display import HTML, Markdown, display

from .charts import Chart, theme


def figure(chart, *, caption: str, **_) -> None:
    """Show the chart as Altair does by default, and its caption as text."""
    chart = chart.chart if isinstance(chart, Chart) else chart
    with alt.data_transformers.enable("default", max_rows=None):
        display(chart.configure(**theme.config()))
    display(Markdown(f"*{caption}*"))


def table(frame, caption: str, **_) -> None:
    """Show the frame as pandas does by default (long ones cut), and its caption as text."""
    display(Markdown(f"*{caption}*"))
    display(frame)


def html_block(markup: str, *_) -> None:
    """Show markup as it is."""
    display(HTML(markup))
