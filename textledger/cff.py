"""The bibliographic data of the work, read from `CITATION.cff`, their one master (Citation File Format 1.2.0)."""

import re
from pathlib import Path
from typing import NamedTuple

from . import yamlfile

FILE = Path(__file__).parents[1] / "CITATION.cff"
NEEDED = ("title", "abstract", "authors", "version", "date-released", "license", "keywords")

LICENCES = {  # titles and addresses of the licences that the work may stand under
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/")
}


class CitationError(ValueError):
    """`CITATION.cff` lacks something; the message names file and key."""


class Author(NamedTuple):
    """A person, with family and given names, or a body, with a name."""

    name: str
    family: str = ""
    given: str = ""

    @property
    def person(self) -> bool:
        """Whether this is a person."""
        return bool(self.family)


class Work(NamedTuple):
    """What the work is called, whose it is, which version this is, and under which terms it stands."""

    title: str
    abstract: str
    authors: tuple[Author, ...]
    version: str
    released: str  # YYYY-MM-DD
    licence: str  # an SPDX identifier
    keywords: tuple[str, ...]
    doi: str | None  # without the resolver's address; None until there is one
    url: str | None


def licence(identifier: str) -> dict[str, str]:
    """Return name, title and address of a licence of text and data.

    Args:
        identifier: its identifier in the list of SPDX.

    Raises:
        CitationError: this module does not know the licence.
    """
    if identifier not in LICENCES:
        raise CitationError(f"CITATION.cff: license is {identifier}, expected one of: {', '.join(LICENCES)}")
    title, path = LICENCES[identifier]
    return {"name": identifier, "path": path, "title": title}


def _author(entry: dict) -> Author:
    if "name" in entry:
        return Author(entry["name"])
    family = " ".join(filter(None, (entry.get("name-particle"), entry.get("family-names"), entry.get("name-suffix"))))
    if not family:
        raise CitationError("CITATION.cff: authors: an author has neither name nor family-names")
    return Author(f"{entry.get('given-names', '')} {family}".strip(), family, entry.get("given-names", ""))


def add_identifiers(text: str, url: str, doi: str) -> str:
    """Return the text of a `CITATION.cff` that also says where the work is published.

    Args:
        text: the file as it stands in the repository.
        url: the address of the site, or nothing.
        doi: the bare DOI, or nothing.
    """
    identifiers = {key: value for key, value in (("doi", doi), ("url", url)) if value}
    if not identifiers:
        return text
    import yaml  # not at the top, as in `read`

    content = yaml.safe_load(text)
    for part in (content, content["preferred-citation"]):  # programs read one or the other and do not combine them
        part.update(identifiers)
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000)


def content(path: Path = FILE) -> dict:
    """Return what a `CITATION.cff` holds, by key, each of those that are needed of the right kind.

    Raises:
        CitationError: it cannot be read, or a key is missing, empty or of another kind.
    """
    try:
        values = yamlfile.read(path, "the citation of the work")
    except yamlfile.YamlError as error:
        raise CitationError(str(error)) from None
    for key in NEEDED:
        if not values.get(key):
            raise CitationError(f"{path}: {key} is missing or empty")
    for key in ("title", "abstract", "license"):
        if not isinstance(values[key], str):
            raise CitationError(f"{path}: {key} is {values[key]!r}, expected text")
    for key, kind in (("authors", dict), ("keywords", str)):
        if not isinstance(values[key], list) or not all(isinstance(value, kind) for value in values[key]):
            expected = "names with values" if kind is dict else "words"
            raise CitationError(f"{path}: {key} is {values[key]!r}, expected a list of {expected}")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(values["date-released"])):
        raise CitationError(f"{path}: date-released is {values['date-released']!r}, expected a day as YYYY-MM-DD")
    return values


def read(path: Path = FILE) -> Work:
    """Return the bibliographic data of the work.

    Raises:
        CitationError: the file cannot be read, a key is missing or empty, or an author has no name.
    """
    values = content(path)
    return Work(
        title=values["title"],
        abstract=values["abstract"],
        authors=tuple(_author(author) for author in values["authors"]),
        version=str(values["version"]),
        released=str(values["date-released"]),
        licence=values["license"],
        keywords=tuple(values["keywords"]),
        doi=values.get("doi"),
        url=values.get("url"),
    )
