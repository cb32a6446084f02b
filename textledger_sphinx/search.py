"""The index of the search, made with Pagefind from the passages of the built pages.

Each passage goes to Pagefind as a small page of its own, in a folder that is thrown away: the service behind Pagefind's
`add_custom_record` answers ten times a second, a folder is read at once. English is stemmed by Pagefind. Arabic and
transliteration follow the text as keys (`textledger.lexicon.search_key`); the page's script makes the same keys of what
a reader types.
"""

import asyncio
import html
import shutil
import tempfile
from pathlib import Path

from pagefind.index import PagefindIndex

from textledger.lexicon import search_keys

from . import passages

FOLDER = "pagefind"  # of the site
KEYS = "‖"  # stands between a text and its keys; assets/js/search.js splits there
# Their titles are the beginning of their text: found as text, not as a title, which weighs more.
WITHOUT_NAME = ("Chart", "Reference")
WEIGHTS = {"Reference": 0.5}  # of a passage's words, where it is not 1: the book's own words come before its sources'
# What the page's script asks for. The rest is Pagefind's own interfaces, which the book does not use.
SHIPPED = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "pagefind.*.pf_meta", "index", "fragment")


def page(passage: passages.Passage) -> str:
    """Return a passage as the page that Pagefind reads: the text, its keys, and what a result shows beside them."""
    named = passage.kind not in WITHOUT_NAME
    shown = {
        "title" if named else "caption": passage.title,
        "url": passage.address,
        "chapter": passage.chapter,
        "section": passage.section,
        "kind": passage.kind,
    }
    meta = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value, quote=True)}">'
        for name, value in shown.items()
        if value
    )
    keys = search_keys(f"{passage.title} {passage.text}")
    content = html.escape(passage.text or passage.title) + (f" {KEYS} {' '.join(keys)}" if keys else "")
    weight = WEIGHTS.get(passage.kind, 1)
    return (
        f'<!doctype html><html lang="en"><head>{meta}</head><body data-pagefind-body data-pagefind-weight="{weight}">'
        f"<p>{content}</p></body></html>"
    )


async def _index(pages: Path, output: Path) -> None:
    async with PagefindIndex(config={"output_path": str(output)}) as index:
        await index.add_directory(str(pages))


def write(site: Path) -> int:
    """Write the index of a built site into its folder `pagefind`, in place of an older one.

    Returns:
        The number of passages.
    """
    found = passages.of_site(site)
    output = site / FOLDER
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, passage in enumerate(found):
            (Path(folder) / f"{number:05}.html").write_text(page(passage), encoding="utf-8")
        asyncio.run(_index(Path(folder), output))
    for path in output.iterdir():
        if not any(path.match(name) for name in SHIPPED):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return len(found)


def _finish(app, error):
    if error is None and app.builder.name == "html":
        write(Path(app.outdir))


def setup(app):
    """Write the index when the pages are built and what they do not need is gone."""
    app.connect("build-finished", _finish, priority=900)
