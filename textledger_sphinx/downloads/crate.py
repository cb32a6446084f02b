"""The folder of the data as an RO-Crate (https://w3id.org/ro/crate/1.3): one JSON-LD file that describes all others."""

from typing import NamedTuple

from textledger import cff, datapackage, records

from .. import places
from .annotations import document_iri

FILE = "ro-crate-metadata.json"
VERSION = "1.3"
PROFILE = f"https://w3id.org/ro/crate/{VERSION}"


class Item(NamedTuple):
    """A file of the folder: path, title, description, media type, and whether it holds other people's words."""

    path: str
    title: str
    description: str
    media: str
    quotes: bool = False


def _file(item: Item, size: int, digest: str, licence: str) -> dict:
    described = {
        "@id": item.path,
        "@type": "File",
        "name": item.title,
        "description": item.description,
        "encodingFormat": item.media,
        "contentSize": str(size),
        "sha256": digest,
    }
    if item.path.startswith("LICENSES/"):
        return described | {"@type": ["File", "CreativeWork"]}
    if not item.quotes:
        return described  # it inherits the licence of the crate
    apart = {"@id": datapackage.TERMS_OF_QUOTES}
    return described | {"license": apart if item.path == "quotes.csv" else [{"@id": licence}, apart]}


def _texts() -> list[dict]:
    """Return the five texts and their publishers as entities."""
    entities: list[dict] = []
    for row in records.rows("documents"):
        text: dict[str, object] = {
            "@id": document_iri(row["sha256"]),
            "@type": "CreativeWork",
            "name": row["title_ar"] or row["title_en"],
            "alternateName": row["title_en"],
            "description": f"{row['label']}: {row['genre']}. Not part of the data set; named by its digest.",
            "inLanguage": "ar",
        }
        if row["publisher_en"]:
            publisher = {"@id": f"#publisher-{row['doc_id']}", "@type": "Organization", "name": row["publisher_en"]}
            text["publisher"] = {"@id": publisher["@id"]}
            entities.append(publisher)
        entities.append(text)
    return entities


def _root(work: cff.Work, paths: list[str], authors: list[dict], texts: list[dict], base_url: str) -> dict:
    identifiers: dict[str, str] = {}
    if work.doi:
        identifiers |= {"identifier": f"https://doi.org/{work.doi}", "cite-as": f"https://doi.org/{work.doi}"}
    if base_url:
        identifiers["url"] = f"{base_url}{places.DATA}.html"  # the folder itself has no page
    makers = [{"@id": author["@id"]} for author in authors]
    return {
        "@id": "./",
        "@type": "Dataset",
        **identifiers,
        "name": datapackage.title(work),
        "description": datapackage.DESCRIPTION,
        "datePublished": work.released,
        "version": work.version,
        "keywords": list(work.keywords),
        "license": {"@id": cff.licence(work.licence)["path"]},
        "author": makers if len(makers) > 1 else makers[0],
        "publisher": makers[0],
        "isBasedOn": [{"@id": text["@id"]} for text in texts if text["@type"] == "CreativeWork"],
        "hasPart": [{"@id": path} for path in paths],
    }


def metadata(work: cff.Work, items: list[Item], sizes: dict[str, tuple[int, str]], base_url: str = "") -> dict:
    """Return the metadata of the crate.

    Args:
        work: what `CITATION.cff` and the settings of the site say.
        items: the files to describe.
        sizes: for each path its size in bytes and its SHA-256 in hexadecimal digits.
        base_url: the address of the site with a slash at its end, or nothing where it is not known.
    """
    licence = cff.licence(work.licence)
    authors = [
        {"@id": f"#author-{n}", "@type": "Person" if who.person else "Organization", "name": who.name}
        for n, who in enumerate(work.authors, 1)
    ]
    texts = _texts()
    descriptor = {
        "@id": FILE,
        "@type": "CreativeWork",
        "name": "Metadata of the crate",
        "description": "This file: the description of all others.",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    terms = {"@id": licence["path"], "@type": "CreativeWork", "name": licence["title"], "description": licence["name"]}
    files = [_file(item, *sizes[item.path], licence["path"]) for item in items]
    root = _root(work, [item.path for item in items], authors, texts, base_url)
    return {"@context": f"{PROFILE}/context", "@graph": [descriptor, root, terms, *authors, *texts, *files]}
