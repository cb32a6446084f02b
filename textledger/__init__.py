"""A ledger of what texts say: records that point at exact positions in their sources, and what can be made of them."""

__version__ = "0.1.0"


def glue(name: str, value) -> None:
    """Bind a value to a name, for `{glue:text}` in the prose of the same page; nothing is displayed."""
    from myst_nb import glue as bind

    bind(name, value, display=False)
