"""Charts and tables of the book.

What is asked for is loaded then: pages are built with the tables' markup alone, without Altair.
"""

from importlib import import_module

_NAMES = {
    "along": ("positions", "text_strip"),
    "amounts": ("actor_matrix", "frame_shares"),
    "bar_charts": ("bars", "stacked_bars"),
    "calendars": ("windows",),
    "cards": ("card",),
    "cover": ("document_cards", "five_texts"),
    "drawn": ("Drawn", "beside", "listing"),
    "html_tables": ("numbers_html", "table_html"),
    "intervals": ("dumbbell", "ranges"),
    "lanes": ("event_lanes",),
    "ledger": ("entries", "filters"),
    "lexis": ("leading_words",),
    "marks": ("confidence_mark", "verdict_bar", "verdict_mark"),
    "matrices": ("count_matrix", "sign_matrix", "status_matrix"),
    "output": ("figure", "html_block", "numbers", "table"),
    "relations": ("connections", "words_along"),
    "scales": ("doc_scale", "doc_shape_scale"),
    "strips": ("mentions_by_paragraph", "notes_along", "page_strip", "passages_along", "signs_along"),
    "theme": ("DOC_COLOURS", "DOC_SHAPES", "FRAME_COLOURS", "INK", "VERDICTS", "WIDTH", "ar", "words"),
    "times": ("spread",),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str):
    """Return one of the names of `__all__` from the module it is defined in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
