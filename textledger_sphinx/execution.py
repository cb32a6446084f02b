"""Execute what is stale, before Sphinx reads.

jupyter-cache knows a chapter by its code cells only: it would go on showing old results after a table or a module has
changed. Here each kernel notes the repository's files it opens; a chapter is stale when its code, one of these files
or the pinned requirements changed. Stale chapters run in parallel and their outputs are put into jupyter-cache, where
MyST-NB finds them.
"""

import hashlib
import importlib.util
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from sphinx.errors import ExtensionError
from sphinx.util import logging

from . import EXECUTED

log = logging.getLogger(__name__)
TRACE = Path(__file__).with_name("trace.py")
ALWAYS = ("requirements.txt",)  # a new version of a package may change any result
TIMEOUT = 300  # seconds a cell may run


@dataclass
class Chapter:
    """A chapter with code: its page name, file, notebook, and the note of what it opened when it last ran."""

    doc: str
    path: Path
    notebook: nbformat.NotebookNode
    note: Path


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, or `absent`."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"


def opened_files(trace: Path, root: Path) -> set[str]:
    """Return the files of the repository named in a trace, as paths relative to its root; bytecode counts as source."""
    files = set()
    for line in trace.read_text(encoding="utf-8").splitlines():
        relative = Path(line).relative_to(root)
        if relative.parts[0].startswith(".") or relative.parts[0] == "_build":
            continue
        if relative.suffix == ".pyc":
            relative = Path(importlib.util.source_from_cache(str(relative)))
        files.add(relative.as_posix())
    return files


def run(chapter: Chapter, root: Path) -> dict[str, str]:
    """Execute a chapter's notebook in place.

    Returns:
        The digest of each file of the repository it opened.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    trace = chapter.note.with_suffix(".trace")
    trace.unlink(missing_ok=True)
    env = {
        **os.environ,
        "TEXTLEDGER_TRACE_ROOT": f"{root}{os.sep}",
        "TEXTLEDGER_TRACE_OUT": str(trace),
        "PYTHONHASHSEED": "0",
    }
    NotebookClient(
        chapter.notebook,
        timeout=TIMEOUT,
        record_timing=False,
        resources={"metadata": {"path": str(chapter.path.parent)}},
        extra_arguments=[f"--IPKernelApp.exec_files={TRACE}", "--HistoryManager.enabled=False", "--log-level=40"],
    ).execute(env=env)
    return {name: digest(root / name) for name in sorted({*opened_files(trace, root), *ALWAYS})}


def chapters(app, notes: Path) -> list[Chapter]:
    """Return the book's chapters with code cells."""
    found = []
    config = app.config
    left_out = [*config.exclude_patterns, *config.templates_path, *app.builder.get_asset_paths()]
    for doc in sorted(app.project.discover(left_out, config.include_patterns)):
        path = Path(app.env.doc2path(doc))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), app.env.myst_config, app.env.mystnb_config, text)
        if reader is not None:
            found.append(Chapter(doc, path, reader.read(text), notes / f"{doc.replace('/', '__')}.json"))
    return found


def is_fresh(chapter: Chapter, root: Path) -> bool:
    """Return whether nothing that the chapter opened when it last ran has changed."""
    if not chapter.note.exists():
        return False
    opened = json.loads(chapter.note.read_text(encoding="utf-8"))
    return all(digest(root / name) == found for name, found in opened.items())


def refresh(app) -> None:
    """Bring jupyter-cache up to date; `app.textledger_ran` names the chapters that were executed."""
    root = Path(app.srcdir)
    notes = Path(app.outdir).parent / ".opened"
    notes.mkdir(parents=True, exist_ok=True)
    cache = get_cache(app.env.mystnb_config.execution_cache_path)
    stale = []
    for chapter in chapters(app, notes):
        try:
            record = cache.match_cache_notebook(chapter.notebook)
        except KeyError:
            record = None
        if record and is_fresh(chapter, root):
            continue
        if record:
            cache.remove_cache(record.pk)
        chapter.note.unlink(missing_ok=True)
        stale.append(chapter)

    def attempt(chapter):
        try:
            return run(chapter, root)
        except Exception as error:  # every chapter is tried, and every failure is told
            return error

    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for chapter, opened in zip(stale, pool.map(attempt, stale), strict=True):
            if isinstance(opened, Exception):
                failed.append(f"{chapter.path.relative_to(root)}: {opened}")
                continue
            cache.cache_notebook_bundle(
                CacheBundleIn(chapter.notebook, str(chapter.path)), check_validity=False, overwrite=True
            )
            chapter.note.write_text(json.dumps(opened, indent=1), encoding="utf-8")
            log.info("[execution] ran %s", chapter.doc)
    if failed:
        raise ExtensionError("a chapter's code failed\n" + "\n".join(failed))
    app.textledger_ran = [chapter.doc for chapter in stale]
    (notes.parent / EXECUTED).write_text(json.dumps(app.textledger_ran), encoding="utf-8")
    log.info("[execution] %d chapters executed", len(stale))


def outdated(app, env, *_):
    """Have every page read again when any chapter ran, so that no page shows an old result of another."""
    return list(env.found_docs) if app.textledger_ran else []
