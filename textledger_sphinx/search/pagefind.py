"""The index of the search, made with Pagefind from the passages of the built pages.

Each passage goes to Pagefind as a small page of its own, in a folder: Pagefind's service for other programs answers ten
times a second, a folder is read at once. English is stemmed by Pagefind. Arabic and transliteration follow the text as
keys (`textledger.corpus.folding.search_key`); the page's script makes the same keys of what a reader types.
"""

import gzip
import hashlib
import html
import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

from pagefind_bin import get_executable
from sphinx.errors import ExtensionError

from textledger import records
from textledger.corpus.folding import search_keys

from .. import background, lifeline, seal
from ..cache import build_folder, digest, run_if_changed
from . import names, passages

FOLDER = "pagefind"  # of the site
KEPT = ".passages"  # of the folder of the build
ENTRY = "pagefind-entry.json"
MADE_WITH = ("data/records.csv", "textledger", "textledger_sphinx/search")  # passages, beside the pages
PARTS, NOTES = "pages", "notes"  # of the folder of passages
KEYS = "‖"  # separates a text from its keys; search.js splits there
# Kinds whose title is the beginning of their text: it counts as text, since titles weigh more.
WITHOUT_NAME = ("Chart", "Reference")
WEIGHTS = {"Reference": 0.5}  # of a passage's words, where it is not 1: the book's own words come before its sources'
# What a reader looks for first: the book's own text, before records, references and pages where things are looked up.
TEXT = ("Chapter", "Section", "Chart")
LOOKED_UP = ("bibliography", "codebook", "data", "glossary", "ledger", "registers")
CITING = "Cite this "  # the beginning of the title of a section that says how to cite
# What the page's script asks for. The rest is Pagefind's own interfaces, which the book does not use.
SHIPPED = ("pagefind.js", ENTRY, names.FILE, "wasm.en.pagefind", "index", "fragment", "filter")


def _is_text(passage: passages.Passage) -> bool:
    """Return whether a passage belongs to the book's text, and not to its records."""
    name = passage.address.partition("#")[0].rpartition("/")[2].removesuffix(".html")
    return passage.kind in TEXT and name not in LOOKED_UP and not passage.title.startswith(CITING)


def page(passage: passages.Passage) -> str:
    """Return a passage as the page that Pagefind reads: the text, its keys, and what a result shows beside them."""
    name = passage.record or ("" if passage.kind in WITHOUT_NAME else passage.title)
    metadata = {
        "title": name,  # by which it is found first: of a record its id
        "caption": "" if name == passage.title else passage.title,
        "verdict": passage.verdict,
        "url": passage.address,
        "chapter": passage.chapter,
        "section": passage.section,
        "kind": passage.kind,
    }
    meta = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value, quote=True)}">'
        for name, value in metadata.items()
        if value
    )
    keys = search_keys(f"{passage.title} {passage.text}")
    content = html.escape(passage.text or passage.title) + (f" {KEYS} {' '.join(keys)}" if keys else "")
    weight = WEIGHTS.get(passage.kind, 1)
    if _is_text(passage):  # records have no value of their own: Pagefind writes two of them in any order
        meta += '<meta data-pagefind-filter="part[content]" content="text">'
    return (
        f'<!doctype html><html lang="en"><head>{meta}</head><body data-pagefind-body data-pagefind-weight="{weight}">'
        f"<p>{content}</p></body></html>"
    )


def _prune(output: Path) -> None:
    """Remove files that pages do not load, and parts of older indexes (Pagefind only adds to a folder)."""
    entry = json.loads((output / ENTRY).read_text(encoding="utf-8"))
    metas = [f"pagefind.{language['hash']}.pf_meta" for language in entry["languages"].values()]
    for path in output.iterdir():
        if path.name not in (*SHIPPED, *metas):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    parts_in_use = b"".join(gzip.decompress((output / meta).read_bytes()) for meta in metas)
    for part in (part for folder in ("fragment", "index", "filter") for part in (output / folder).glob("*")):
        if part.stem.encode() not in parts_in_use:
            part.unlink()


def _write_page(path: Path, address: str, folder: Path) -> None:
    """Put the passages of a built page into a folder of their own, in place of older ones."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, passage in enumerate(passages.passages_of(path, address, records.published())):
        (folder / f"{number:05}.html").write_text(page(passage), encoding="utf-8")


def cut_page(path: Path, address: str, cache: Path, state: str) -> bool:
    """Cut a built page into its passages, unless it has been cut as it is; return whether it was cut.

    Args:
        path: the page.
        address: its address within the site.
        cache: a folder in which the passages stay from build to build.
        state: a digest of everything but the page that its passages depend on.
    """
    folder = cache / PARTS / address.removesuffix(".html")
    now = f"{state} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return run_if_changed(cache / NOTES / address, now, folder, partial(_write_page, path, address, folder))


def write_passages(site: Path, cache: Path, state: str) -> tuple[int, int]:
    """Cut the pages of a built site into their passages.

    Args:
        site: the built pages.
        cache: a folder in which the passages stay from build to build: only those of changed pages are cut again.
        state: as for `cut_page`.

    Returns:
        The number of pages that were cut, and of pages that are gone.
    """
    files, parts, notes = passages.pages(site), cache / PARTS, cache / NOTES
    changed = sum([cut_page(path, address, cache, state) for address, path in files.items()])
    orphans = [note for note in notes.rglob("*.html") if note.relative_to(notes).as_posix() not in files]
    for note in orphans:
        shutil.rmtree(parts / note.relative_to(notes).with_suffix(""), ignore_errors=True)
        note.unlink()
    return changed, len(orphans)


def start_index(passages_folder: Path, output: Path) -> subprocess.Popen:
    """Start Pagefind on the passages of a folder; until it has ended, the output has no index."""
    (output / ENTRY).unlink(missing_ok=True)
    command = [get_executable(), "--site", str(passages_folder / PARTS), "--output-path", str(output)]
    pagefind = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lifeline.watch(pagefind.pid)
    return pagefind


def finish_index(pagefind: subprocess.Popen, output: Path) -> None:
    """Wait until Pagefind has ended, and keep only that part of its output which the site needs.

    Raises:
        ExtensionError: Pagefind fails; the message is its own.
    """
    output_text, _ = pagefind.communicate()
    lifeline.forget(pagefind.pid)
    if pagefind.returncode:
        raise ExtensionError(f"the search index was not made\n{output_text}")
    names.write(output)
    _prune(output)


def _prepare(app) -> None:
    app.textledger_made_with = digest(Path(app.srcdir), MADE_WITH, only=(".csv", ".py"))
    app.textledger_cuts, app.textledger_written, app.textledger_pagefind = [], None, None


def _cut_written(app, pagename, templatename, context, doctree) -> None:
    """Have other processes cut the page that was written before this one, where they run already."""
    if doctree is None or app.builder.name != "html" or not background.is_running():
        return
    if address := app.textledger_written:
        arguments = Path(app.outdir) / address, address, build_folder(app) / KEPT, app.textledger_made_with
        app.textledger_cuts.append(background.submit(cut_page, *arguments))
    app.textledger_written = app.builder.get_target_uri(pagename)


def _start(app) -> list:
    """Start Pagefind when Sphinx asks for further pages, of which there are none: all are written.

    Pages outside the build's folder share their passages with those inside; where only some pages are written, the next
    build makes the index.
    """
    if app.builder.name == "html" and not app.textledger_is_part:
        out, cache = Path(app.outdir), build_folder(app) / KEPT
        were_cut = [cut.result() for cut in app.textledger_cuts]
        changed = any([*were_cut, *write_passages(out, cache, app.textledger_made_with)])
        if changed or not (seal.keeps_pages(app) and (out / FOLDER / ENTRY).is_file()):
            app.textledger_pagefind = start_index(cache, out / FOLDER)
    return []


def _finish(app, error):
    pagefind, app.textledger_pagefind = app.textledger_pagefind, None
    if pagefind and error:
        pagefind.kill()
        pagefind.communicate()
        lifeline.forget(pagefind.pid)
    elif pagefind:
        finish_index(pagefind, Path(app.outdir) / FOLDER)


def setup(app):
    """Register the cutting of pages, and the index, on which Pagefind works while the build does all the rest."""
    app.connect("builder-inited", _prepare)
    app.connect("html-page-context", _cut_written)
    app.connect("html-collect-pages", _start)
    app.connect("build-finished", _finish, priority=900)
