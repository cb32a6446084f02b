"""The code cells of the built book with their outputs, for comparison."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nbformat
from jupyter_cache import get_cache

from .paths import ROOT

BUILD = ROOT / "_build"


@cache
def _cache():
    """Return a copy of the build's cache: reading from it notes when, and the build holds it to what it left."""
    copy = Path(tempfile.mkdtemp(prefix="cache-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    return get_cache(shutil.copytree(BUILD / ".jupyter_cache", copy / "cache"))


@cache
def executed(page: str) -> list[nbformat.NotebookNode]:
    """Return the code cells of a page with the outputs they had when the book was built."""
    written = nbformat.read(BUILD / "jupyter_execute" / f"{page}.ipynb", 4)
    kept = _cache()
    record = kept.match_cache_notebook(written)
    return [cell for cell in kept.get_cache_bundle(record.pk).nb.cells if cell.cell_type == "code"]
