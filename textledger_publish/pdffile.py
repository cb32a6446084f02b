"""A printed PDF made reproducible and given its metadata, without touching what it shows."""

import io
import re
from collections.abc import Iterable
from typing import cast
from urllib.parse import unquote
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject, create_string_object

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en</rdf:li><rdf:li>ar</rdf:li></rdf:Bag></dc:language>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<xmp:CreateDate>{released}T00:00:00Z</xmp:CreateDate>{identifier}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def make_reproducible(data: bytes, released: str) -> bytes:
    """Return a PDF without the parts that differ from print to print.

    Chromium writes the time of printing, and numbers the cells of tables by counters of its process. Both are replaced
    by text of the same length, so that the positions in the file hold; the order of the numbers, by which the file
    looks them up, is kept.

    Args:
        data: the PDF as Chromium prints it.
        released: the date to give, YYYY-MM-DD.
    """
    stamp = f"D:{released.replace('-', '')}000000+00'00'".encode()
    data = re.sub(rb"D:\d{14}\+00'00'", stamp, data)
    names = sorted(set(re.findall(rb"\(node(\d+)\)", data)))
    rank = {name: str(at).zfill(len(name)).encode() for at, name in enumerate(names)}
    return re.sub(rb"\(node(\d+)\)", lambda match: b"(node" + rank[match[1]] + b")", data)


def whole(bookmark: str, headings: Iterable[str]) -> str:
    """Return the heading that a bookmark stands for, or the bookmark where none is like it.

    Chromium leaves out the space at which a heading is broken into lines, repeats the text, or its first lines, of a
    heading that it moved to the next page, and gives the words of one that runs to the left in the order of their
    places on the line.
    """
    by_letters = {"".join(heading.split()): heading for heading in headings}
    by_words = {_words(heading): heading for heading in by_letters.values()}
    bare = "".join(bookmark.split())
    again = (heading for letters, heading in by_letters.items() if _begins_twice(bare, letters))
    return by_letters.get(bare) or next(again, None) or by_words.get(_words(bookmark)) or bookmark


def _begins_twice(bookmark: str, heading: str) -> bool:
    """Return whether a bookmark is a heading after the heading's own beginning, or all of it."""
    before = bookmark.removesuffix(heading)
    return bool(heading) and before not in ("", bookmark) and heading.startswith(before)


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", text)))


def _mend_outline(node, headings: list[str]) -> None:
    while node is not None:
        node = node.get_object()
        if "/Title" in node and (title := whole(node["/Title"], headings)) != node["/Title"]:
            node[NameObject("/Title")] = create_string_object(title)
        _mend_outline(node.get("/First"), headings)
        node = node.get("/Next")


def set_metadata(
    data: bytes, title: str, author: str, rights: str, released: str, headings: list[str], doi: str = ""
) -> bytes:
    """Return a PDF with its metadata and whole bookmarks, appended as an update of the file.

    Args:
        data: the PDF.
        title: its title.
        author: its author.
        rights: its licence.
        released: its date, YYYY-MM-DD.
        headings: the headings that its bookmarks repeat.
        doi: its DOI, or nothing.
    """
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.metadata = None
    _mend_outline(writer.root_object.get("/Outlines"), headings)
    info = {"/Title": title, "/Author": author, "/Creator": "Chromium", "/Producer": "Skia/PDF"}
    stamp = f"D:{released.replace('-', '')}000000+00'00'"
    writer.add_metadata(info | {"/CreationDate": stamp, "/ModDate": stamp})
    fields = {"title": title, "author": author, "rights": rights, "released": released}
    identifier = f"\n<dc:identifier>https://doi.org/{escape(doi)}</dc:identifier>" if doi else ""
    writer.xmp_metadata = XMP.format(**{k: escape(v) for k, v in fields.items()}, identifier=identifier).encode()
    stream = cast(StreamObject, writer.root_object["/Metadata"])
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    writer.root_object[NameObject("/Lang")] = create_string_object("en")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pages_of(data: bytes) -> dict[str, int]:
    """Return the page, counted from 1, on which each named destination of a PDF stands."""
    reader = PdfReader(io.BytesIO(data))
    placed = [page.indirect_reference for page in reader.pages]
    number = {reference.idnum: at for at, reference in enumerate(placed, 1) if reference is not None}
    return {
        unquote(name.lstrip("/")): number[target.raw_get("/Page").idnum]
        for name, target in reader.named_destinations.items()
    }
