"""The book as EPUB 3, from the same cleaned chapters as the PDF: `python -m textledger_publish.epub`."""

import argparse
import copy
import re
import time
import uuid
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from textledger_sphinx import archive, lock

from . import faces, front, pages, portrait
from .clean import SVG, XHTML
from .links import SEPARATOR
from .pages import BUILD, HTML, Chapter, Cover

STYLE = Path(__file__).with_name("epub.css")
FOLDER = "EPUB"
MIMETYPE = "mimetype"  # first and uncompressed, by the container format of EPUB
EPUB, OPF, DC = "http://www.idpf.org/2007/ops", "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_ARABIC = re.compile(r"(?=.*[\u0621-\u064a])[\u0600-\u06ff\W\d_]+")  # no letter of another script
_ISOLATED = re.compile("(\u2067[^\u2069]+\u2069)")  # set apart by `charts.ar`
XML = "{http://www.w3.org/XML/1998/namespace}"
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
# https://www.w3.org/TR/epub-a11y-11/ and its vocabulary at schema.org
ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Every chart has a text alternative and a caption that states its finding; tables have headers with a scope; "
        "Arabic is marked as such and runs from right to left. No claim of conformance has been evaluated.",
    ),
)


class File(NamedTuple):
    """A file of the EPUB: name within its folder, content, media type, properties, whether it is read in order."""

    name: str
    content: bytes
    media_type: str
    properties: str = ""
    in_spine: bool = False

    @property
    def item_id(self) -> str:
        """The id of the file in the package document."""
        return "i-" + "".join(letter if letter.isalnum() else "-" for letter in self.name)


def _opf(parent, name: str, text: str | None = None, space: str = OPF, **attributes):
    element = etree.SubElement(
        parent, f"{{{space}}}{name}", {key.rstrip("_"): value for key, value in attributes.items()}
    )
    element.text = text
    return element


def identifier(cover: Cover) -> str:
    """Return the identifier of this edition: its DOI, or a UUID derived from title and version."""
    if cover.work.doi:
        return f"https://doi.org/{cover.work.doi}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{cover.work.title} {cover.work.version}')}"


def package(cover: Cover, files: list[File]) -> bytes:
    """Return the package document."""
    work = cover.work
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC})
    root.attrib.update({"version": "3.0", "unique-identifier": "book-id", f"{XML}lang": "en"})
    metadata = _opf(root, "metadata")
    _opf(metadata, "identifier", identifier(cover), DC, id="book-id")
    for name, text, kind in (("title", cover.title, "main"), ("subtitle", cover.subtitle, "subtitle")):
        _opf(metadata, "title", text, DC, id=name)
        _opf(metadata, "meta", kind, refines=f"#{name}", property="title-type")
    for number, author in enumerate(work.authors):
        _opf(metadata, "creator", author.name, DC, id=f"author-{number}")
        _opf(metadata, "meta", "aut", refines=f"#author-{number}", property="role", scheme="marc:relators")
    for language in ("en", "ar"):
        _opf(metadata, "language", language, DC)
    for name, text in (("date", work.released), ("description", work.abstract), ("rights", work.licence)):
        _opf(metadata, name, text, DC)
    for keyword in work.keywords:
        _opf(metadata, "subject", keyword, DC)
    _opf(metadata, "meta", f"{work.released}T00:00:00Z", property="dcterms:modified")
    for name, text in ACCESSIBILITY:
        _opf(metadata, "meta", text, property=f"schema:{name}")
    manifest, spine = _opf(root, "manifest"), _opf(root, "spine")
    for file in files:
        item = _opf(manifest, "item", id=file.item_id, href=file.name)
        item.set("media-type", file.media_type)
        if file.properties:
            item.set("properties", file.properties)
        if file.in_spine:
            _opf(spine, "itemref", idref=file.item_id)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def address(anchor: str) -> str:
    """Return where an id of the volume stands: `rewaq--its-time` gives `rewaq.xhtml#rewaq--its-time`."""
    chapter = anchor.partition(SEPARATOR)[0]
    return f"{chapter}.xhtml" + (f"#{anchor}" if anchor != chapter else "")


def _mark_arabic(label: etree._Element) -> None:
    """Say of what is Arabic in a chart's label that it is, which Vega does not: of all, or of each isolated run."""
    text = label.text or ""
    if _ARABIC.fullmatch(text):
        label.set(f"{XML}lang", "ar")
    elif _ISOLATED.search(text):
        label.text, last = "", None
        for part in _ISOLATED.split(text):
            if _ISOLATED.fullmatch(part):
                last = etree.SubElement(label, f"{{{SVG}}}tspan", {f"{XML}lang": "ar"})
                last.text = part
            elif last is None:
                label.text = part
            else:
                last.tail = part


def content(title: str, *body: etree._Element) -> bytes:
    """Return a content document; links to ids of the volume lead to the files they stand in."""
    head = front.element("head", front.element("title", title))
    head.append(front.element("link", rel="stylesheet", type="text/css", href="style.css"))
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": EPUB})
    root.extend((head, front.element("body", *map(copy.deepcopy, body))))
    root.set("lang", "en")
    ids = {element.get("id") for element in root.iter(etree.Element)}
    for label in list(root.iter(f"{{{SVG}}}text", f"{{{SVG}}}tspan")):
        _mark_arabic(label)
    for element in root.iter(etree.Element):
        if "lang" in element.attrib:
            element.set(f"{XML}lang", element.get("lang"))
        href = element.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            element.set("href", address(href[1:]))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def navigation(chapters: list[Chapter]) -> bytes:
    """Return the navigation document: parts, their chapters, and the sections of each."""
    top = front.element("ol", front.element("li", front.element("a", "Title page", href="title.xhtml")))
    part, entries = "", top
    for chapter in chapters:
        if chapter.part != part:
            part, entries = chapter.part, front.element("ol")
            top.append(front.element("li", front.element("span", part), entries))
        line = front.element("li", front.element("a", chapter.title, href=address(chapter.name)))
        sections = [section for section in chapter.sections if section.level == 2]
        if sections:
            links = [front.element("a", section.title, href=address(section.anchor)) for section in sections]
            line.append(front.element("ol", *(front.element("li", link) for link in links)))
        entries.append(line)
    contents = front.element("nav", front.element("h1", "Contents"), top, id="contents")
    marks = front.element("ol")
    for name, title, href in (
        ("cover", "Cover", "cover.xhtml"),
        ("toc", "Contents", "nav.xhtml"),
        ("bodymatter", "Begin reading", address(chapters[0].name)),
    ):
        link = front.element("a", title, href=href)
        link.set(f"{{{EPUB}}}type", name)
        marks.append(front.element("li", link))
    landmarks = front.element("nav", front.element("h2", "Landmarks"), marks, hidden="hidden")
    contents.set(f"{{{EPUB}}}type", "toc")
    landmarks.set(f"{{{EPUB}}}type", "landmarks")
    return content("Contents", contents, landmarks)


def files(chapters: list[Chapter], cover: Cover, base: str = "") -> list[File]:
    """Return the files of the EPUB except the package document.

    Args:
        chapters: the chapters, whose links lead to ids of the volume.
        cover: what the title page says.
        base: the address of the site.
    """
    xhtml, font = "application/xhtml+xml", faces.write_faces() / "fonts"
    cover_page = front.element(
        "section",
        front.element("img", src="cover.png", alt=f"Cover: {cover.title} {cover.subtitle}. {front.authors(cover)}"),
        class_="cover-page",
    )
    title = content(cover.title, front.title_page(cover), front.notices(cover, base))
    result = [
        File("style.css", (faces.stylesheet("fonts/") + "\n" + STYLE.read_text(encoding="utf-8")).encode(), "text/css"),
        File("cover.png", portrait.png(cover), "image/png", "cover-image"),
        *(File(f"fonts/{f.name}.woff2", (font / f"{f.name}.woff2").read_bytes(), "font/woff2") for f in faces.FACES),
        *(File(f"fonts/{path.name}", path.read_bytes(), "text/plain") for path in sorted(font.glob("*.txt"))),
        File("cover.xhtml", content("Cover", cover_page), xhtml, in_spine=True),
        File("title.xhtml", title, xhtml, in_spine=True),
        File("nav.xhtml", navigation(chapters), xhtml, "nav", in_spine=True),
    ]
    for chapter in chapters:
        part = [front.element("p", chapter.part, class_="kicker")] if chapter.part else []
        properties = "svg" if next(chapter.element.iter(f"{{{SVG}}}svg"), None) is not None else ""
        body = content(chapter.title, *part, chapter.element)
        result.append(File(f"{chapter.name}.xhtml", body, xhtml, properties, in_spine=True))
    return result


def bind(cover: Cover, book_files: list[File]) -> bytes:
    """Return the EPUB as a zip archive whose bytes depend only on its content."""
    entries = {"META-INF/container.xml": CONTAINER.encode(), f"{FOLDER}/package.opf": package(cover, book_files)}
    entries |= {f"{FOLDER}/{file.name}": file.content for file in book_files}
    return archive.pack({**entries, MIMETYPE: b"application/epub+zip"}, cover.work.released, first=MIMETYPE)


def book(base: str = "", html: Path = HTML, with_drafts: bool = False) -> bytes:
    """Return the whole book as EPUB.

    Args:
        base: the address of the site, ending with a slash; empty if it has none.
        html: the folder of the built pages.
        with_drafts: whether the chapters of drafts are bound, too.
    """
    chapters = pages.chapters(base=base, html=html, with_drafts=with_drafts)
    cover = pages.cover(base, chapters, html=html)
    return bind(cover, files(chapters, cover, base))


def main(arguments: list[str] | None = None) -> int:
    """Write the EPUB."""
    parser = argparse.ArgumentParser(prog="python -m textledger_publish.epub", description=__doc__)
    parser.add_argument("--drafts", action="store_true", help="bind the chapters of drafts, too")
    options = parser.parse_args(arguments)
    lock.hold(pages.ROOT)
    began = time.monotonic()
    data = book(pages.settings().base, with_drafts=options.drafts)
    (BUILD / "book.epub").write_bytes(data)
    print(f"{BUILD / 'book.epub'}: {len(data) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
