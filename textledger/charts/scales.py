"""The scales that all charts share."""

import altair as alt

from .. import records
from ..labels import DOC_COLOURS, DOC_SHAPES


def doc_scale() -> alt.Scale:
    """Return the colour scale of the five texts, keyed by their labels."""
    return alt.Scale(domain=list(records.labels().values()), range=list(DOC_COLOURS.values()))


def doc_shape_scale() -> alt.Scale:
    """Return the shape scale of the five texts, keyed by their labels."""
    return alt.Scale(domain=list(records.labels().values()), range=list(DOC_SHAPES.values()))
