"""How each page of the site and each record is cited, whether or not the site has an address and a DOI yet."""

import posixpath
from pathlib import Path
from typing import NamedTuple

from textledger import addresses, cff, citing, records
from textledger.rules import bibtex
from textledger.schema import tables

from .. import places
from . import formats

FOLDER = "cite"  # within the site
RECORD_TABLE = "claims"  # the records that have files of their own


class SettingError(ValueError):
    """A setting of the site is not of the form it needs, or contradicts `CITATION.cff`."""


class Settings(NamedTuple):
    """Where the site is published and under which DOI; empty as long as there is none."""

    base: str = ""  # ends with a slash
    doi: str = ""  # without the resolver's address

    @property
    def resolver(self) -> str:
        """The DOI as an address."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def address(self, target: str, page: str) -> str:
        """Return the address of a file of the site: absolute where there is a base, else relative to a page."""
        return self.base + target if self.base else posixpath.relpath(target, posixpath.dirname(page) or ".")

    def url(self, page: str) -> str:
        """Return the address of a page; empty as long as the site has none."""
        return f"{self.base}{page}.html" if self.base else ""


def settings(base: str, doi: str, work: cff.Work) -> Settings:
    """Return the site's settings; what is not set is taken from `CITATION.cff`, where it may stand as well.

    Raises:
        SettingError: base or DOI has the wrong form, or is another one in `CITATION.cff`.
    """
    base, doi = base or "", doi or ""
    if doi and not bibtex.DOI.fullmatch(doi):
        raise SettingError(f"doi is {doi!r}, expected a bare DOI such as 10.5281/zenodo.1")
    base_setting = ("html_baseurl", base.rstrip("/"), (work.url or "").rstrip("/"))
    for name, configured, in_file in (base_setting, ("doi", doi, work.doi)):
        if configured and in_file and configured != in_file:
            raise SettingError(f"{name} is {configured!r}, but CITATION.cff has {in_file!r}")
    base = base or work.url or ""
    if base and not addresses.is_web(base):
        raise SettingError(f"html_baseurl is {base!r}, expected {addresses.EXPECTED}")
    return Settings(base if not base or base.endswith("/") else f"{base}/", doi or work.doi or "")


class Page(NamedTuple):
    """A page of the site: what its metadata are made of."""

    name: str  # without its suffix: `chapters/rewaq`
    title: str
    kind: str  # `book`, `chapter` or `dataset`: what the page stands for
    abstract: str = ""
    description: str = ""
    position: int = 0  # in the reading order, the home page being 0

    @property
    def stem(self) -> str:
        """The last part of the page's name."""
        return posixpath.basename(self.name)


def _add_address(item: dict, url: str, settings: Settings) -> dict:
    """Return an item with its address and DOI.

    The DOI belongs to the whole work. Styles that print only one of the two would print the DOI and lose the part, so
    where a part has an address, the DOI stands in its note.
    """
    result = {key: value for key, value in item.items() if key not in ("URL", "DOI")}
    if url:
        result["URL"] = url
    if settings.doi and url and "container-title" in item:
        result["note"] = f"Part of the work with the DOI {settings.doi}"
    elif settings.doi:
        result["DOI"] = settings.doi
    return result


def page_item(page: Page, settings: Settings = Settings()) -> dict:  # noqa: B008  (a tuple: it cannot change)
    """Return the item of CSL-JSON that a page stands for."""
    if page.kind == "book":
        item = citing.book()
    elif page.kind == "dataset":
        item = citing.dataset()
    else:
        item = citing.chapter(page.title, page.stem)
    if page.abstract:
        item["abstract"] = page.abstract
    return _add_address(item, settings.url(page.name), settings)


def record_item(record_id: str, settings: Settings = Settings()) -> dict:  # noqa: B008
    """Return a record as an item of CSL-JSON, with its place in the book as address.

    Raises:
        textledger.records.RecordError: there is no such record, or it is withdrawn.
    """
    url = settings.url(places.page(record_id))
    return _add_address(citing.record(record_id), url and f"{url}#{record_id}", settings)


def citation_text(item: dict, fmt: str) -> str:
    """Return the citation of an item as text.

    Args:
        item: an item of CSL-JSON.
        fmt: `apa`, `chicago`, `bib`, `ris` or `json`.

    Raises:
        ValueError: there is no such format.
    """
    if fmt in ("apa", "chicago"):
        return citing.plain(getattr(citing, fmt)(item))
    if fmt in formats.FILES:
        return formats.FILES[fmt]([item])
    raise ValueError(f"no format {fmt!r}; there are: apa, chicago, {', '.join(formats.FILES)}")


def record_citation(record_id: str, fmt: str, settings: Settings = Settings()) -> str:  # noqa: B008
    """Return the citation of one record as text; see `record_item` and `citation_text` for arguments and errors."""
    return citation_text(record_item(record_id, settings), fmt)


def write_files(folder: Path, name: str, items: list[dict]) -> None:
    """Write items in every format as `NAME.bib`, `.ris` and `.json` below a folder."""
    for suffix, render in formats.FILES.items():
        tables.write_text(folder / f"{name}.{suffix}", render(items))


def published_claims() -> list[str]:
    """Return the ids of all published claims, in the ledger's order."""
    published = records.published()
    return [claim["claim_id"] for claim in records.rows(RECORD_TABLE) if claim["claim_id"] in published]


def write_records(folder: Path, settings: Settings) -> None:
    """Write the citations of all claims: one file per format, and in `records/` one per claim and format."""
    items = {record_id: record_item(record_id, settings) for record_id in published_claims()}
    write_files(folder, "records", list(items.values()))
    for record_id, item in items.items():
        write_files(folder / "records", record_id, [item])
