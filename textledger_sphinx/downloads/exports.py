"""The folder `data/` of the site: tables, their descriptions, exports for machines, and one archive of all of it."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from textledger import cff, datapackage, records

from .. import archive, places
from ..citation.csl import Page, Settings, page_item
from . import annotations, crate
from .crate import Item

DESCRIPTIONS = (
    Item("datapackage.json", "Descriptor", "tables and columns, as a Frictionless Data Package", "application/json"),
    Item("codebook.md", "Codebook", "what each coded value means", "text/markdown"),
    Item("CHANGES.md", "Changes", "what changed from version to version", "text/markdown"),
    Item("references.bib", "Bibliography", "all sources cited, in BibTeX", "application/x-bibtex"),
    Item("citation.json", "Citation of the tables", "the same citation, for the chapters", "application/json"),
    Item("CITATION.cff", "Citation", "how to cite the work, in the Citation File Format", "application/yaml"),
)
ANNOTATIONS = Item(
    annotations.FILE, "Annotations", "each claim as a W3C Web Annotation", "application/ld+json", quotes=True
)
CRATE = Item(crate.FILE, "RO-Crate", "all of these files described in JSON-LD", "application/ld+json")
SUMS = Item(archive.SUMS, "Checksums", "SHA-256 checksums of all files but the archive", "text/plain")


class Group(NamedTuple):
    """Files that are listed together, under a title."""

    title: str
    items: list[Item]


def _licences(work: cff.Work) -> list[Item]:
    title = cff.licence(work.licence)["title"]
    return [
        Item(f"LICENSES/{work.licence}.txt", title, "the licence of text and data", "text/plain"),
        Item(datapackage.TERMS_OF_QUOTES, "Quotations", "about the quoted words of others", "text/plain"),
    ]


def _tables() -> list[Item]:
    described = [records.schema(name) for name in records.table_names()]
    return [
        Item(f"{table['name']}.csv", table["title"], table["description"], "text/csv", quotes=table["name"] == "quotes")
        for table in described
    ]


def archive_name(work: cff.Work) -> str:
    """Return the name of the archive, without its ending: name and version of the data set."""
    return f"{datapackage.NAME}-{work.version}"


def groups() -> list[Group]:
    """Return all files of the folder in the order they are listed."""
    work = cff.read()
    name = archive_name(work)
    archive_items = [
        Item(f"{name}.zip", "Archive", "every file below", "application/zip"),
        Item(f"{name}.zip.sha256", "Checksum of the archive", "its SHA-256 checksum", "text/plain"),
    ]
    return [
        Group("Everything in one file", archive_items),
        Group("Descriptions", list(DESCRIPTIONS)),
        Group("For machines", [CRATE, ANNOTATIONS, SUMS]),
        Group("Licences", _licences(work)),
        Group("Tables", _tables()),
    ]


def _json(value: dict | list) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _descriptions(work: cff.Work, settings: Settings) -> dict[str, bytes]:
    """Return the files that say how the data are cited, with the address and the DOI that are set."""
    pages = (Page("index", "", "book"), Page(places.DATA, "", "dataset"))
    master = cff.FILE.read_text(encoding="utf-8")
    return {
        "CITATION.cff": cff.add_identifiers(master, settings.base, settings.doi).encode("utf-8"),
        "citation.json": _json([page_item(page, settings) for page in pages]),
        "datapackage.json": _json(datapackage.descriptor(records.data_dir(), work)),
    }


def _copies(work: cff.Work) -> dict[str, bytes]:
    """Return the files that are published as they stand in the repository."""
    data, top = records.data_dir(), cff.FILE.parent
    contents = {item.path: (data / item.path).read_bytes() for item in _tables()}
    for item in (*DESCRIPTIONS, *_licences(work)):
        there = [folder / item.path for folder in (data, top) if (folder / item.path).is_file()]
        if not there:
            raise FileNotFoundError(f"{data / item.path} is not there, expected {item.description}")
        contents[item.path] = there[0].read_bytes()
    return contents


def contents(base_url: str = "", doi: str = "") -> dict[str, bytes]:
    """Return every file of the folder, by path.

    Args:
        base_url: the address of the site with a slash at its end, or nothing where it is not known: identifiers are
            then relative to the folder.
        doi: the DOI, where the settings of the site have one.

    Raises:
        FileNotFoundError: a file of the data set or a licence is missing.
        cff.CitationError: `CITATION.cff` lacks something.
    """
    settings = Settings(base_url, doi)
    work = cff.read()
    work = work._replace(doi=work.doi or doi or None, url=work.url or base_url or None)
    inside = _copies(work) | _descriptions(work, settings)
    inside[ANNOTATIONS.path] = _json(annotations.collection(base_url))
    described = [*DESCRIPTIONS, ANNOTATIONS, *_licences(work), *_tables()]
    sizes = {path: (len(body), hashlib.sha256(body).hexdigest()) for path, body in inside.items()}
    inside[CRATE.path] = _json(crate.metadata(work, described, sizes, base_url))
    inside[SUMS.path] = archive.checksums(inside).encode("ascii")
    name = archive_name(work)
    below = {f"{name}/{path}": body for path, body in inside.items()}
    packed = {f"{name}.zip": archive.pack(below, work.released, level=0)}
    return inside | packed | {f"{name}.zip.sha256": archive.checksums(packed).encode("ascii")}


def build(folder: Path, base_url: str = "", doi: str = "", keep_others: bool = False) -> None:
    """Write the files of `contents` into a folder, and remove all others; files with the same content are not touched.

    Args:
        folder: the folder.
        base_url: as for `contents`.
        doi: as for `contents`.
        keep_others: whether other files stay.
    """
    files = contents(base_url, doi)
    for path, body in files.items():
        target = folder / path
        if target.is_file() and target.read_bytes() == body:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    for stray in () if keep_others else folder.rglob("*"):
        if stray.is_file() and stray.relative_to(folder).as_posix() not in files:
            stray.unlink()
