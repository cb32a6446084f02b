"""The head of a page: description, Highwire and Dublin Core tags, Open Graph, links of FAIR Signposting.

Which tags make Zotero file a page as a book, a chapter or a data set was measured with its own translators; Highwire
is what Google Scholar asks for (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). The links follow
https://signposting.org/FAIR/. What needs an absolute address is left out as long as there is none.
"""

import html
from typing import NamedTuple

from textledger import cff, citing

from ..citation import formats
from ..citation.csl import FOLDER, Page, Settings, page_item

IMAGE = "share.png"  # at the root of the site
IMAGE_SIZE = (1200, 630)
DUBLIN_CORE = {"book": "book", "dataset": "dataset", "chapter": "Text"}
SCHEMA_TYPES = {"book": "Book", "dataset": "Dataset", "chapter": "Chapter"}
LANDING = "https://schema.org/AboutPage"  # the home page and the data page stand for something larger than themselves


class File(NamedTuple):
    """A file of the data set: address within the site, media type, size in bytes, SHA-256."""

    path: str
    media_type: str
    size: int
    sha256: str
    title: str


class Site(NamedTuple):
    """The data from which the heads of all pages are made."""

    settings: Settings
    licence: str  # an SPDX identifier
    pages: tuple[Page, ...]  # in reading order, home first
    files: tuple[File, ...]  # of the data set


def meta(page: Page, site: Site) -> list[tuple[str, str, str]]:
    """Return the page's `meta` elements as attribute, name, content."""
    home, item = site.pages[0], page_item(page, site.settings)
    url = site.settings.url(page.name)
    tags = [("name", "description", page.description), ("name", "citation_title", item["title"])]
    tags += [("name", "author", citing.name(author)) for author in item["author"]]  # the by-line of reader modes
    # A body's name ends with a comma: Zotero takes what follows the last space of a name without one for a surname.
    # a comma says where the family name ends, for a body behind the whole name
    authors = (f"{author['literal']}," if "literal" in author else citing.inverted(author) for author in item["author"])
    tags += [("name", "citation_author", author) for author in authors]
    tags += [
        ("name", "citation_publication_date", f"{citing.released(item):%Y/%m/%d}"),
        ("name", "citation_inbook_title", item.get("container-title", "") if page.kind == "chapter" else ""),
        ("name", "citation_publisher", item.get("publisher", "")),
        ("name", "prism.edition", citing.edition(item).removeprefix("Version ")),  # Highwire has no tag for it
        ("name", "citation_language", item["language"]),
        ("name", "citation_keywords", item.get("keyword", "").replace(", ", "; ")),
        ("name", "citation_abstract", item.get("abstract", "")),
        ("name", "citation_doi", item.get("DOI", "")),
        ("name", "citation_fulltext_html_url", url),
        ("name", "DC.type", DUBLIN_CORE[page.kind]),
        ("name", "DC.rights", cff.licence(site.licence)["path"]),
        ("property", "og:title", item["title"]),
        ("property", "og:description", page.description),
        # Only the book says its type: with `article` or `website` Zotero would not file a chapter as one.
        ("property", "og:type", "book" if page.kind == "book" else ""),
        ("property", "og:site_name", home.title),
        ("property", "og:locale", "en_GB"),
        ("property", "og:url", url),
    ]
    if url:  # an image has to have an absolute address
        width, height = IMAGE_SIZE
        tags += [
            ("property", "og:image", site.settings.base + IMAGE),
            ("property", "og:image:type", "image/png"),
            ("property", "og:image:width", str(width)),
            ("property", "og:image:height", str(height)),
            ("property", "og:image:alt", citing.book()["title"]),
            ("name", "twitter:card", "summary_large_image"),
        ]
    return [tag for tag in tags if tag[2]]


def links(page: Page, site: Site) -> list[tuple[str, str, str]]:
    """Return the page's `link` elements as relation, address, media type (empty where there is none to tell)."""
    to = lambda target: site.settings.address(target, page.name)  # noqa: E731
    home, url = site.pages[0], site.settings.url(page.name)
    elements = [("canonical", url, "")]
    # the DOI names the whole; a chapter is cited by its own address
    doi_of_whole = site.settings.resolver if page.kind != "chapter" else ""
    elements += [
        ("cite-as", doi_of_whole or url or site.settings.resolver, ""),
        ("license", cff.licence(site.licence)["path"], ""),
    ]
    elements += [("type", f"https://schema.org/{SCHEMA_TYPES[page.kind]}", "")]
    if page.kind != "chapter":
        elements += [("type", LANDING, "")]
    elements += [
        ("describedby", to(f"{FOLDER}/{page.name}.{suffix}"), formats.MEDIA_TYPES[suffix]) for suffix in formats.FILES
    ]
    if page.kind == "dataset":
        elements += [("describedby", to("data/datapackage.json"), "application/json")]
        elements += [("describedby", to("data/ro-crate-metadata.json"), "application/ld+json")]
        elements += [("item", to(file.path), file.media_type) for file in site.files]
    if page.kind == "book":
        elements += [("item", to(f"{part.name}.html"), "text/html") for part in site.pages[1:]]
    else:
        elements += [("collection", to(f"{home.name}.html"), "text/html")]
    return [link for link in elements if link[1]]


def head(page: Page, site: Site) -> str:
    """Return the elements for the page's head, one per line, without its JSON-LD."""
    quoted = lambda text: html.escape(text, quote=True)  # noqa: E731
    lines = [f'<meta {kind}="{name}" content="{quoted(content)}">' for kind, name, content in meta(page, site)]
    for relation, address, media_type in links(page, site):
        typed = f' type="{media_type}"' if media_type else ""
        lines.append(f'<link rel="{relation}" href="{quoted(address)}"{typed}>')
    return "\n".join(lines)
