"""The Sphinx extension behind the book: execution, references to records, Arabic, charts and tables."""

EXECUTED = ".executed.json"  # beside the pages: the chapters that the last build executed


def setup(app):
    """Register the extension with Sphinx (imports wait until here: `python -m textledger_sphinx` answers at once)."""
    from . import (
        charts,
        downloads,
        evidence,
        execution,
        exports,
        glued,
        marks,
        metadata,
        outputs,
        pages,
        run,
        search,
        switches,
    )

    app.connect("builder-inited", execution.refresh, priority=900)
    app.connect("env-get-outdated", execution.outdated)
    parts = (charts, exports, downloads, evidence, glued, marks, metadata, outputs, pages, run, search, switches)
    for part in parts:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
