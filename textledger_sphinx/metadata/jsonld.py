"""A page as JSON-LD in the vocabulary of https://schema.org: the book, a chapter, the data set."""

import json

from textledger import cff, citing, records

from ..citation.csl import Page, page_item
from .head import SCHEMA_TYPES, Site

OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"  # COAR's term for open access
TECHNIQUE = (
    "Claim-level content analysis: two codings made with language models, adjudicated against the texts, "
    "their agreement measured by Krippendorff's alpha"
)
VARIABLES = (
    "claims",
    "quantities",
    "dates",
    "event_reports",
    "checks",
    "anomalies",
    "borrowings",
    "frames",
    "mentions",
)


def _organisations(item: dict) -> list[dict]:
    return [
        {"@type": "Organization" if "literal" in author else "Person", "name": citing.name(author)}
        for author in item["author"]
    ]


def source(doc: str) -> dict:
    """Return one of the five texts: title, publisher as far as known, and the digest of the file that was read."""
    (row,) = (row for row in records.rows("documents") if row["doc_id"] == doc)
    work: dict[str, object] = {"@type": "CreativeWork", "name": row["title_en"], "inLanguage": "ar"}
    if row["title_ar"]:
        work |= {"name": row["title_ar"], "alternateName": row["title_en"]}
    if row["publisher_en"]:
        work["publisher"] = {"@type": "Organization", "name": row["publisher_en"]}
    return work | {"identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": row["sha256"]}}


def _reference(page: Page, site: Site, seen_from: Page) -> dict:
    """Return another page of the site as it is referred to."""
    item = page_item(page, site.settings)
    return {
        "@type": SCHEMA_TYPES[page.kind],
        "name": item["title"],
        "url": site.settings.address(f"{page.name}.html", seen_from.name),
    }


def _common(page: Page, site: Site) -> dict:
    item = page_item(page, site.settings)
    described = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[page.kind],
        "name": item["title"],
        "description": page.description,
        "abstract": item.get("abstract", ""),
        "inLanguage": item["language"],
        "version": citing.edition(item).removeprefix("Version "),
        "datePublished": citing.released(item).isoformat(),
        "author": _organisations(item),
        "license": cff.licence(site.licence)["path"],
        "isAccessibleForFree": True,
        "conditionsOfAccess": OPEN_ACCESS,
        "keywords": item.get("keyword", ""),
        "publisher": {"@type": "Organization", "name": item["publisher"]} if "publisher" in item else "",
        "url": item.get("URL", ""),
    }
    # Each page is a thing of its own; the DOI identifies the work, which is the book together with its data.
    described["@id"] = item.get("URL", "")
    if site.settings.doi and page.kind != "chapter":
        described["identifier"] = {"@type": "PropertyValue", "propertyID": "DOI", "value": site.settings.doi}
    return described


def _book(page: Page, site: Site) -> dict:
    return {
        "bookEdition": citing.edition(page_item(page)),
        "isBasedOn": [source(doc) for doc in records.docs()],
        "hasPart": [
            _reference(part, site, page) | ({"position": part.position} if part.kind == "chapter" else {})
            for part in site.pages[1:]
        ],
    }


def _chapter(page: Page, site: Site) -> dict:
    item = {"isPartOf": _reference(site.pages[0], site, page), "position": page.position}
    return item | ({"isBasedOn": source(page.stem)} if page.stem in records.docs() else {})


def _dataset(page: Page, site: Site) -> dict:
    book = site.pages[0]
    measured = [records.schema(name) for name in VARIABLES]
    return {
        "isPartOf": _reference(book, site, page),
        "creator": _organisations(page_item(page)),
        "isBasedOn": [source(doc) for doc in records.docs()],
        "measurementTechnique": TECHNIQUE,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": table["title"], "description": table["description"]}
            for table in measured
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title,
                "contentUrl": site.settings.address(file.path, page.name),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in site.files
        ],
    }


def json_ld(page: Page, site: Site) -> dict:
    """Return what a page stands for as a node of JSON-LD; nothing is empty in it."""
    special = {"book": _book, "chapter": _chapter, "dataset": _dataset}[page.kind](page, site)
    return {key: value for key, value in (_common(page, site) | special).items() if value not in ("", None)}


def json_ld_script(page: Page, site: Site) -> str:
    """Return the page's JSON-LD as an element for its head."""
    text = json.dumps(json_ld(page, site), ensure_ascii=False).replace("<", "\\u003c")  # no `</script>` within
    return f'<script type="application/ld+json">{text}</script>'
