"""The scales that all charts share."""

import altair as alt

from .. import records

# Signs of texts that Vega has no shape for, in its box of 2 by 2.
_SHAPES = {
    "star": "M0,-.97L.24,-.32L.92,-.3L.38,.12L.57,.78L0,.4L-.57,.78L-.38,.12L-.92,-.3L-.24,-.32Z",
    "pentagon": "M0,-.93L.89,-.29L.55,.76L-.55,.76L-.89,-.29Z",
    "hexagon": "M.93,0L.47,.81L-.47,.81L-.93,0L-.47,-.81L.47,-.81Z",
    "saltire": "M.38,-.81L.81,-.38L.43,0L.81,.38L.38,.81L0,.43L-.38,.81L-.81,.38L-.43,0L-.81,-.38L-.38,-.81L0,-.43Z",
    "hourglass": "M-.83,-.87L.83,-.87L.23,0L.83,.87L-.83,.87L-.23,0Z",
}


def doc_scale() -> alt.Scale:
    """Return the colour scale of the texts, keyed by their labels."""
    return alt.Scale(domain=list(records.labels().values()), range=list(records.colours().values()))


def doc_shape_scale() -> alt.Scale:
    """Return the shape scale of the texts, keyed by their labels."""
    return alt.Scale(
        domain=list(records.labels().values()), range=[_SHAPES.get(sign, sign) for sign in records.signs().values()]
    )
