"""The Sphinx extension behind the book: execution, references to records, Arabic, charts and tables."""

EXECUTED = ".executed.json"  # beside the pages: the chapters that the last build executed


def setup(app):
    """Register the extension with Sphinx (imports wait until here: `python -m textledger_sphinx` answers at once)."""
    from . import (
        addresses,
        anchors,
        bibliography,
        charts,
        cite_this,
        downloads,
        drawing,
        evidence,
        execution,
        exports,
        glued,
        highlighted,
        marks,
        metadata,
        pages,
        run,
        seal,
        search,
        switches,
        validation,
    )

    parts = (
        validation,  # first, so that nothing is done with tables that break a rule
        addresses,
        anchors,
        bibliography,
        charts,
        drawing,
        exports,
        downloads,
        evidence,
        execution,
        glued,
        highlighted,
        marks,
        metadata,
        cite_this,
        pages,
        run,
        seal,
        search,
        switches,
    )
    for part in parts:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
