"""Charts and tables of the book."""

from .output import figure, html_block, table
from .theme import DOC_COLOURS, DOC_SHAPES, FRAME_COLOURS, VERDICTS, WIDTH, ar, doc_scale, doc_shape_scale, words

__all__ = [
    "DOC_COLOURS",
    "DOC_SHAPES",
    "FRAME_COLOURS",
    "VERDICTS",
    "WIDTH",
    "ar",
    "doc_scale",
    "doc_shape_scale",
    "figure",
    "html_block",
    "table",
    "words",
]
