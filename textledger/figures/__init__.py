"""Charts and tables of the book."""

from .along import actors_along, claim_types, frame_strip, positions, structure_strip, verdicts
from .amounts import actor_matrix, frame_shares, keywords, quantity_dots
from .cards import card, cite
from .cover import document_cards, five_texts
from .drawn import Drawn, listing
from .ledger import entries, filters
from .marks import confidence_mark, verdict_mark
from .output import figure, html_block, table, table_html
from .theme import (
    DOC_COLOURS,
    DOC_SHAPES,
    FRAME_COLOURS,
    INK,
    VERDICTS,
    WIDTH,
    ar,
    doc_scale,
    doc_shape_scale,
    words,
)
from .times import event_lanes, spread, told_time

__all__ = [
    "DOC_COLOURS",
    "DOC_SHAPES",
    "FRAME_COLOURS",
    "INK",
    "VERDICTS",
    "WIDTH",
    "Drawn",
    "actor_matrix",
    "actors_along",
    "ar",
    "card",
    "cite",
    "claim_types",
    "confidence_mark",
    "doc_scale",
    "doc_shape_scale",
    "document_cards",
    "entries",
    "event_lanes",
    "figure",
    "filters",
    "five_texts",
    "frame_shares",
    "frame_strip",
    "html_block",
    "keywords",
    "listing",
    "positions",
    "quantity_dots",
    "spread",
    "structure_strip",
    "table",
    "table_html",
    "told_time",
    "verdict_mark",
    "verdicts",
    "words",
]
