"""What every book has alike, made once for a run: its fonts and the renderer of its live charts."""

import json
import os
import shutil
from pathlib import Path

from .whole_book import once

FOLDER = "TEXTLEDGER_TEST_KEPT"  # the environment variable that names the run's folder; without it each book makes them


def _make(folder: Path) -> None:
    from textledger_sphinx.figures import chart_files
    from textledger_sphinx.theme import fonts

    chart_files.write_renderer(folder / ".charts")
    fonts.write_fonts(folder / ".fonts")


def give(book: Path) -> None:
    """Put them into the caches of a book that has not been built, with a seal as a build that was stopped leaves."""
    if not (shared := os.environ.get(FOLDER)):
        return
    from textledger_sphinx import seal

    build, made = book / "_build", once(Path(shared), _make)
    for part in (".charts", ".fonts"):
        shutil.copytree(made / part, build / part)
    parts = {part: seal.states(build / part, {}) for part in (".charts", ".fonts")}
    noted = {"environment": seal.environment(book), "sources": "none", "parts": parts}
    (build / seal.NAME).write_text(json.dumps(noted), encoding="utf-8")
