"""The code cells of the built book with their outputs, for comparison."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nbformat
from jupyter_cache import get_cache


@cache
def _cache(build: Path):
    """Return a copy of the build's cache: reading changes it, and the build would then discard it."""
    copy = Path(tempfile.mkdtemp(prefix="cache-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    return get_cache(shutil.copytree(build / ".jupyter_cache", copy / "cache"))


@cache
def executed(build: Path, page: str) -> list[nbformat.NotebookNode]:
    """Return the code cells of a page with the outputs they had when the book was built below `build`."""
    written = nbformat.read(build / "jupyter_execute" / f"{page}.ipynb", 4)
    cache = _cache(build)
    record = cache.match_cache_notebook(written)
    return [cell for cell in cache.get_cache_bundle(record.pk).nb.cells if cell.cell_type == "code"]
