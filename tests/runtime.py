"""The code cells of the built book with their outputs, for comparison."""

from functools import cache
from pathlib import Path

import nbformat
from jupyter_cache import get_cache

BUILD = Path(__file__).parents[1] / "_build"


@cache
def executed(page: str) -> list[nbformat.NotebookNode]:
    """Return the code cells of a page with the outputs they had when the book was built."""
    written = nbformat.read(BUILD / "jupyter_execute" / f"{page}.ipynb", 4)
    kept = get_cache(BUILD / ".jupyter_cache")
    record = kept.match_cache_notebook(written)
    return [cell for cell in kept.get_cache_bundle(record.pk).nb.cells if cell.cell_type == "code"]
