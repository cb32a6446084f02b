"""Charts of the book: forms that take rows and return a chart with its text alternative and its rows."""

from .along import positions, text_strip
from .amounts import frame_shares
from .bar_charts import bars, stacked_bars
from .calendars import windows
from .chart import Chart
from .intervals import dumbbell, ranges
from .lanes import event_lanes
from .lexis import leading_words
from .maps import place_map
from .matrices import count_matrix, sign_matrix, status_matrix
from .overview import five_texts
from .page_strips import notes_along, page_strip
from .relations import connections, words_along
from .scales import doc_scale, doc_shape_scale
from .strips import mentions_by_paragraph, passages_along, signs_along
from .theme import FRAME_COLOURS, INK, WIDTH, ar
from .timelines import timeline
from .times import spread

__all__ = [
    "FRAME_COLOURS",
    "INK",
    "WIDTH",
    "Chart",
    "ar",
    "bars",
    "connections",
    "count_matrix",
    "doc_scale",
    "doc_shape_scale",
    "dumbbell",
    "event_lanes",
    "five_texts",
    "frame_shares",
    "leading_words",
    "mentions_by_paragraph",
    "notes_along",
    "page_strip",
    "passages_along",
    "place_map",
    "positions",
    "ranges",
    "sign_matrix",
    "signs_along",
    "spread",
    "stacked_bars",
    "status_matrix",
    "text_strip",
    "timeline",
    "windows",
    "words_along",
]
