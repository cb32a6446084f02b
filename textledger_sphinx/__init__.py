"""The Sphinx extension behind the book: execution, references to records, Arabic, charts and tables."""

EXECUTED = ".executed.json"  # beside the pages: the chapters that the last build executed


def setup(app):
    """Register the extension with Sphinx (imports wait until here: `python -m textledger_sphinx` answers at once)."""
    from . import charts, downloads, evidence, execution, exports, marks, metadata, outputs, pages, search, switches

    app.connect("builder-inited", execution.refresh, priority=900)
    app.connect("env-get-outdated", execution.outdated)
    for part in (charts, exports, downloads, evidence, marks, metadata, outputs, pages, search, switches):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
