"""The scales that all charts share."""

import altair as alt

from .. import records


def doc_scale() -> alt.Scale:
    """Return the colour scale of the texts, keyed by their labels."""
    return alt.Scale(domain=list(records.labels().values()), range=list(records.colours().values()))


def doc_shape_scale() -> alt.Scale:
    """Return the shape scale of the texts, keyed by their labels."""
    return alt.Scale(domain=list(records.labels().values()), range=list(records.signs().values()))
