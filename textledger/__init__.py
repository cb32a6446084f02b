"""A ledger of what texts say: records that point at exact positions in their sources, and what can be made of them."""

__version__ = "0.1.0"


def glue(name: str, value) -> None:
    """Bind a value to a name, for `{number}` in the prose of the same page; nothing is displayed.

    Where MyST-NB is absent (the notebooks without the book) there is no prose to bind to, and nothing happens.
    """
    try:
        from myst_nb import glue as bind
    except ImportError:
        return
    bind(name, value, display=False)
