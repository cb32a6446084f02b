"""The signs of the five texts, as the charts draw them, and short names for heads of narrow columns."""

from .. import records

# Drawn in a box of 12 by 12, like the marks of the charts.
_PATHS = {
    "circle": "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
    "square": "M1.5 1.5h9v9h-9z",
    "triangle-up": "M6 1l5.5 10h-11z",
    "diamond": "M6 .3l4.4 5.7l-4.4 5.7l-4.4-5.7z",
    "cross": "M4 .5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5z",
    # for texts that are added
    "star": "M6 .2l1.4 3.9l4.1 .1l-3.2 2.5l1.1 4l-3.4-2.3l-3.4 2.3l1.1-4l-3.2-2.5l4.1-.1z",
    "pentagon": "M6 .4l5.3 3.9l-2 6.2h-6.6l-2-6.2z",
    "hexagon": "M11.6 6l-2.8 4.8h-5.6l-2.8-4.8l2.8-4.8h5.6z",
    "saltire": "M8.3 1.1l2.6 2.6L8.6 6l2.3 2.3l-2.6 2.6L6 8.6l-2.3 2.3l-2.6-2.6L3.4 6L1.1 3.7l2.6-2.6L6 3.4z",
    "hourglass": "M1 .8h10l-3.6 5.2l3.6 5.2h-10l3.6-5.2z",
}


def text_sign(doc: str) -> str:
    """Return the sign of a text, its colour and shape in the charts, as inline SVG."""
    return (
        '<svg class="tl-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">'
        f'<path fill="{records.colours()[doc]}" d="{_PATHS[records.signs()[doc]]}"/></svg>'
    )


def _doc(label: str) -> str | None:
    return {name: doc for doc, name in records.labels().items()}.get(label)


def sign_of(label: str) -> str:
    """Return the sign of the text of this label and a space, or nothing where it is no label of a text."""
    doc = _doc(label)
    return f"{text_sign(doc)} " if doc else ""


def of_text(label: str) -> str:
    """Return the attribute that ties markup to the text of this label, or nothing where it is no label of a text."""
    doc = _doc(label)
    return f' data-doc="{doc}"' if doc else ""


def in_colour(label: str) -> str:
    """Return the attribute with the colour of the text of this label, or nothing where it is no label of a text."""
    doc = _doc(label)
    return f' style="--tl-doc:{records.colours()[doc]}"' if doc else ""


def initials(names: list[str]) -> dict[str, str]:
    """Return for each name its first letter, or as many letters as tell all of the names apart."""
    longest = max(map(len, names), default=1)
    for n in range(1, longest + 1):
        short = [name[:n] for name in names]
        if len(set(short)) == len(names):
            return dict(zip(names, short, strict=True))
    return {name: name for name in names}
