"""What a PDF must be, read with pypdf: each function returns what is wrong, an empty list where nothing is."""

import io

from pypdf import PdfReader
from pypdf.generic import ContentStream


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def untagged(pdf: PdfReader) -> list[str]:
    """A tagged PDF says so, has a tree of structure, and names its language (PDF 1.7, 14.8)."""
    root = pdf.trailer["/Root"]
    wrong = [] if root.get("/MarkInfo", {}).get("/Marked") else ["it is not marked as tagged"]
    wrong += [f"no {key}" for key in ("/StructTreeRoot", "/Lang") if key not in root]
    return wrong


def _structure(pdf: PdfReader):
    """Yield all elements of structure."""
    open_ = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while open_:
        node = open_.pop().get_object()
        if isinstance(node, list):
            open_ += [part for part in node if not isinstance(part, int)]
        elif hasattr(node, "get"):
            yield node
            if "/K" in node and not isinstance(node["/K"], int):
                open_.append(node["/K"])


def structure_types(pdf: PdfReader) -> set[str]:
    """Return the types of all elements of structure."""
    return {str(node.get("/S", "")) for node in _structure(pdf)}


def alternatives(pdf: PdfReader) -> list[str]:
    """Return the alternative of each figure, empty text where it has none."""
    return [str(node.get("/Alt", "")) for node in _structure(pdf) if node.get("/S") == "/Figure"]


def headings(outline) -> list[str]:
    """Return the titles of an outline in order."""
    titles = []
    for entry in outline:
        titles += headings(entry) if isinstance(entry, list) else [" ".join(entry.title.split())]
    return titles


def fonts(pdf: PdfReader) -> dict[str, dict]:
    """Return the fonts of all pages by their name and number."""
    result = {}
    for page in pdf.pages:
        for resources in _resources(page.get("/Resources")):
            for font in (resources.get("/Font") or {}).values():
                font = font.get_object()
                result[f"{font.get('/BaseFont', font['/Subtype'])} {id(font)}"] = font
    return result


def _resources(top):
    if top is None:
        return
    top = top.get_object()
    yield top
    for form in (top.get("/XObject") or {}).values():
        yield from _resources(form.get_object().get("/Resources"))


def not_embedded(pdf: PdfReader) -> list[str]:
    """Every font is part of the file."""
    wrong = []
    for name, font in fonts(pdf).items():
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", {})
        if font["/Subtype"] != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
            wrong.append(name)
    return wrong


def missing_glyphs(pdf: PdfReader) -> list[str]:
    """No text shows glyph 0, which every font keeps for characters that it lacks."""
    wrong = []
    for number, page in enumerate(pdf.pages, 1):
        contents = page.get_contents()
        if contents is not None and _shows_notdef(contents, page["/Resources"].get_object(), pdf):
            wrong.append(f"page {number}")
    return wrong


def _shows_notdef(stream, resources, pdf) -> bool:
    composite = False
    for operands, operator in ContentStream(stream, pdf).operations:
        if operator == b"Tf":
            composite = resources["/Font"][operands[0]]["/Subtype"] == "/Type0"
        elif operator in (b"Tj", b"TJ") and composite:
            shown = operands[0] if isinstance(operands[0], list) else [operands[0]]
            for text in shown:
                codes = getattr(text, "original_bytes", b"")
                if any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2)):
                    return True
        elif operator == b"Do":
            form = resources["/XObject"][operands[0]].get_object()
            inner = form.get("/Resources", resources).get_object()
            if form.get("/Subtype") == "/Form" and _shows_notdef(form, inner, pdf):
                return True
    return False


def in_bottom_margin(pdf: PdfReader, margin: float) -> list[str]:
    """Nothing but the number of the page stands in the bottom margin, given in points."""
    wrong = []
    for number, page in enumerate(pdf.pages, 1):

        def look(text, cm, tm, *_, number=number):
            height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if text.strip() and not text.strip().isdigit() and height < margin:
                wrong.append(f"page {number}: {text.strip()}")

        page.extract_text(visitor_text=look)
    return wrong
