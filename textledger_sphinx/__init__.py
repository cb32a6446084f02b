"""The Sphinx extension behind the book: execution, references to records, Arabic, charts and tables."""

from importlib import import_module

EXECUTED = ".executed.json"  # beside the pages: the chapters that the last build executed

PARTS = (
    "validation",  # first, so that nothing is built from tables that break a rule
    "background",
    "theme.addresses",
    "theme.anchors",
    "citation.bibliography",
    "execution.stale",
    "figures.chart_files",
    "figures.drawing",
    "figures.numbering",
    "figures.code",
    "downloads.data_folder",
    "downloads.directive",
    "records",
    "evidence.marks",
    "glue",
    "roles",
    "outline",
    "contact",
    "terms",
    "theme.folded",
    "metadata.page_metadata",
    "citation.cite_this",
    "theme.pages",
    "notebooks.page_tools",
    "seal",
    "search.pagefind",
    "figures.text_switches",
)


def setup(app):
    """Register the extension with Sphinx (imports wait until here: `python -m textledger_sphinx` answers at once)."""
    messages = import_module(".messages", __name__)
    messages.without_colours()
    reporting = messages.Reporting(app)
    for part in PARTS:
        import_module(f".{part}", __name__).setup(reporting)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
