"""Execute what is stale, before Sphinx reads.

jupyter-cache knows a chapter by its code cells only: it would go on showing old results after a table or a module has
changed. Here each kernel notes the repository's files it opens; a chapter is stale when its code, one of these files
or the pinned requirements changed. Stale chapters run in parallel and their outputs are put into jupyter-cache, where
MyST-NB finds them.
"""

import functools
import hashlib
import importlib.util
import json
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from sphinx.errors import ExtensionError
from sphinx.util import logging

from textledger.html.inline import FOR_PAGES

from .. import EXECUTED, compat, messages, stopping
from ..cache import build_folder, write
from . import kernels

log = logging.getLogger(__name__)
TRACE = Path(__file__).with_name("trace.py")
TRACES = ".traces"  # in the folder of the build
ALWAYS = ("requirements.txt",)  # a new version of a package may change any result
_CODE = re.compile(r"\A---\n.*?^---$|^ *(`{3,}|~{3,})\{code-cell\}.*?^ *\1", re.M | re.S)
TIMEOUT = 300  # seconds a cell may run
# the types of messages that are output
OUTPUT_TYPES = ("stream", "display_data", "update_display_data", "execute_result", "error")
LIMIT = 10_000_000  # characters that a cell may put out, of all kinds together


@dataclass
class Chapter:
    """A chapter to run: page name, file and its state, notebook, and the note of what it opened when it last ran."""

    doc: str
    path: Path
    state: dict[str, str]
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


def _digest_as_of(path: Path, began: int) -> str:
    """Return the digest of a file, or a word that is no digest where it was edited after a chapter began to run."""
    edited = path.is_file() and path.stat().st_mtime_ns > began
    return "edited meanwhile" if edited else digest(path)


class OutputLimitError(Exception):
    """A cell puts out more than `LIMIT`."""


class _Client(NotebookClient):
    """A client that ends the kernel of a cell with too much output, instead of collecting it."""

    beyond = None  # the number of that cell among those with code

    async def async_execute_cell(self, cell, cell_index, *args, **kwargs):
        self._put_out = 0
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        except DeadKernelError:
            if self.beyond is None:
                raise
            message = f"code cell {self.beyond} puts out more than {LIMIT:,} characters, the limit of a cell's output"
            raise OutputLimitError(f"{message}:\n{cell.source}") from None

    def process_message(self, msg, cell, cell_index):
        if self.beyond is None:
            self._put_out += len(json.dumps(msg["content"])) if msg["msg_type"] in OUTPUT_TYPES else 0
            if self._put_out <= LIMIT:
                return super().process_message(msg, cell, cell_index)
            self.beyond = self.code_cells_executed
            kernels.kill(self.km)
        return None


def run(chapter: Chapter, root: Path) -> dict[str, str]:
    """Execute a chapter's notebook in place.

    Returns:
        The digest of each file of the repository it opened; what was edited meanwhile has none, so that it runs again.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
        nbclient.exceptions.CellTimeoutError: a cell took more than `TIMEOUT`.
        OutputLimitError: a cell put out more than `LIMIT`.
    """
    began = time.time_ns()
    always = {name: digest(root / name) for name in ALWAYS}
    if not any(cell.cell_type == "code" for cell in chapter.notebook.cells):
        return always
    # not among the results, which a stop seals while kernels still run
    trace = chapter.note.parents[2] / TRACES / chapter.note.stem
    trace.parent.mkdir(exist_ok=True)
    trace.unlink(missing_ok=True)
    env = {
        **os.environ,
        FOR_PAGES: "1",
        "TEXTLEDGER_TRACE_ROOT": f"{root}{os.sep}",
        "TEXTLEDGER_TRACE_OUT": str(trace),
    }
    _Client(
        chapter.notebook,
        km=kernels.manager(),
        shutdown_kernel="immediate",
        timeout=TIMEOUT,
        iopub_timeout=TIMEOUT,  # wait for output that a slow machine has not yet passed on
        raise_on_iopub_timeout=True,
        record_timing=False,
        resources={"metadata": {"path": str(chapter.path.parent)}},
        extra_arguments=[f"--IPKernelApp.exec_files={TRACE}", "--HistoryManager.enabled=False", "--log-level=40"],
    ).execute(env=env, cleanup_kc=True)
    return always | {name: _digest_as_of(root / name, began) for name in sorted(opened_files(trace, root))}


def pages(app) -> dict[str, Path]:
    """Return the files of the book's pages by their names."""
    config = app.config
    left_out = [*config.exclude_patterns, *config.templates_path, *app.builder.get_asset_paths()]
    names = sorted(app.project.discover(left_out, config.include_patterns))
    return {name: Path(app.env.doc2path(name)) for name in names}


def read_note(note: Path, digest_of: Callable[[str], str]) -> dict:
    """Return what is noted of a chapter, or nothing where a file it opened when it last ran has changed.

    Args:
        note: the file of the note.
        digest_of: returns the digest of a file of the repository.
    """
    if not note.is_file():
        return {}
    noted = json.loads(note.read_text(encoding="utf-8"))
    return noted if all(digest_of(name) == old_digest for name, old_digest in noted["opened"].items()) else {}


def state(path: Path) -> dict[str, str]:
    """Return the SHA-256 of a page, and of its head and code cells alone, as they are written.

    Where the second is unchanged, only prose differs. If this overlooks a form of code cell, MyST-NB runs the page.
    """
    text = path.read_text(encoding="utf-8")
    code = "\0".join(part[0] for part in _CODE.finditer(text))
    return {name: hashlib.sha256(part.encode()).hexdigest() for name, part in (("source", text), ("code", code))}


def write_note(note: Path, now: dict[str, str], opened: dict[str, str]) -> None:
    """Note the state of a chapter and the digest of each file it opened when it last ran."""
    write(note, json.dumps(now | {"opened": opened}, indent=1))


def _cache(app):
    return get_cache(compat.executions(app))


def outputs(app, page: str) -> list[list[nbformat.NotebookNode]]:
    """Return the outputs of each code cell of a page from its last run."""
    ran = app.textledger_ran.get(page)
    if ran is None:
        notebook = compat.read_page(app, Path(app.srcdir) / f"{page}.md")
        if notebook is None:
            return []
        cache = _cache(app)
        ran = cache.get_cache_bundle(cache.match_cache_notebook(notebook).pk).nb
    return [cell.outputs for cell in ran.cells if cell.cell_type == "code"]


def _check_chapter(app, chapter_name: str, path: Path, note: Path, noted: dict) -> Chapter | None:
    """Return a chapter if it has to run, and then forget its kept results."""
    now = state(path)
    if noted.get("source") == now["source"]:
        return None
    if noted.get("code") == now["code"]:
        write_note(note, now, noted["opened"])
        return None
    notebook = compat.read_page(app, path)
    if notebook is None:
        return None
    cache = _cache(app)
    try:
        record = cache.match_cache_notebook(notebook)
    except KeyError:
        record = None
    if record and noted:  # only the form of its cells changed
        write_note(note, now, noted["opened"])
        return None
    if record:
        with stopping.whole():
            cache.remove_cache(record.pk)
    note.unlink(missing_ok=True)
    return Chapter(chapter_name, path, now, notebook, note)


def find_stale(app) -> None:
    """Find the chapters that have to run, and begin to run them while the build goes on."""
    notes = compat.executions(app) / "opened"  # removed together with the cache
    notes.mkdir(parents=True, exist_ok=True)
    root = Path(app.srcdir)
    digest_of = functools.cache(lambda name: digest(root / name))  # many chapters open the same files
    looked_at = []
    for name, path in pages(app).items():
        note = notes / f"{name.replace('/', '__')}.json"
        looked_at.append(_check_chapter(app, name, path, note, read_note(note, digest_of)))
    stale = [chapter for chapter in looked_at if chapter]
    if stale:
        kernels.prepare()
    pool = ThreadPoolExecutor((os.cpu_count() or 1) + 1)  # one more than processors: a starting kernel mostly waits
    app.textledger_running = [(chapter, pool.submit(run, chapter, root)) for chapter in stale]
    pool.shutdown(wait=False)


def prepare(app, config) -> None:
    """Start what kernels are forked from, which takes seconds, where something changed on which chapters may rest."""
    sealed = getattr(app, "textledger_sealed", None)  # this part can be used without the seal
    if sealed is not None and sealed.get("sources") != app.textledger_sources:
        kernels.prepare()


def refresh(app) -> None:
    """Bring jupyter-cache up to date; `app.textledger_ran` holds the notebooks that were executed, by page name.

    Raises:
        ExtensionError: code failed; the message names every chapter with the error of its cell.
    """
    root, cache, failed, faults, ran = Path(app.srcdir), _cache(app), [], [], {}
    for chapter, running in app.textledger_running:
        try:
            opened = running.result()
        except Exception as error:  # every chapter is tried, and every failure reported
            failed.append(messages.plain(f"{chapter.path.relative_to(root)}: {error}"))
            continue
        with stopping.whole():
            cache.cache_notebook_bundle(
                CacheBundleIn(chapter.notebook, str(chapter.path)), check_validity=False, overwrite=True
            )
        write_note(chapter.note, chapter.state, opened)
        try:
            app.emit("chapter-executed", chapter.notebook)
        except Exception as error:  # the other chapters are kept first
            faults.append(error)
        ran[chapter.doc] = chapter.notebook
        log.info("[execution] ran %s", chapter.doc)
    if failed:
        raise ExtensionError("a chapter's code failed\n" + "\n".join(failed))
    if faults:
        raise faults[0]
    app.textledger_ran = ran
    write(build_folder(app) / EXECUTED, json.dumps(list(app.textledger_ran)))
    log.info("[execution] %d chapters executed", len(app.textledger_ran))


def outdated(app, env, *_):
    """Have every page read again when any chapter ran, since a page may show a result of another."""
    return list(env.found_docs) if app.textledger_ran else []


def setup(app):
    """Run stale chapters as soon as MyST-NB has its settings, and wait for them last before pages are read.

    The event `chapter-executed` hands over each executed notebook.
    """
    app.add_event("chapter-executed")
    app.connect("config-inited", prepare, priority=2)  # the seal has been read, the data are checked next
    app.connect("builder-inited", find_stale, priority=590)
    app.connect("builder-inited", refresh, priority=900)
    app.connect("env-get-outdated", outdated)
