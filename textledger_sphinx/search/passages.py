"""The passages of the built pages, which the search finds, each with the address that shows it.

A passage is a section without its subsections, a figure, an entry of the ledger, a term of the glossary, a name of the
table of names or an entry of the bibliography. Read from the pages, not from their sources, so that computed numbers,
tables and captions count.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lxml.html

from textledger import addresses, citing, labels
from textledger.html import links

# Parts that are not text of the page to a reader: code, drawings, controls, positions and permalinks.
_LEFT_OUT = {"svg", "script", "style", "template", "form", "select", "label", "button", "nav"}
_LEFT_OUT_CLASSES = {"headerlink", "cell_input", "above-input", "tl-csv", "tl-positions", "tl-entry-id"}
_LEFT_OUT_CLASSES |= {"fn-bracket", "label", "tl-ev", "tl-access"}  # numerals and signs
_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "q", "s", "small", "span", "strong", "sub", "sup"}
_HEADINGS = ("h1", "h2", "h3", "h4")
GRAVEST = ("inconsistent", "not_settled", "consistent_with_nuance", "consistent")
_TITLE = 90  # characters of a title that is cut from a caption or a reference


class Passage(NamedTuple):
    """One passage to be found."""

    address: str  # relative to the folder of the site
    title: str
    chapter: str
    section: str  # the headings it stands under, without its own
    kind: str
    text: str
    record: str = ""  # the id of a record
    verdict: str = ""  # sign and name of the gravest verdict that an entry shows


def _classes(element) -> set[str]:
    return set((element.get("class") or "").split())


def _left_out(element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or "data-pagefind-ignore" in element.attrib:
        return True
    return _is_address(element) or bool(_classes(element) & _LEFT_OUT_CLASSES)


def _is_address(element) -> bool:
    """Return whether an element is a link that shows nothing but its own address."""
    address = element.get("href", "") if element.tag == "a" else ""
    return addresses.is_web(address) and element.text_content() == addresses.shown(address)


def _kind(element, tables: dict[str, str]) -> str | None:
    """Return the kind of passage that an element is, or None where its words belong to the passage around it."""
    name, classes = element.get("id"), _classes(element)
    if element.tag == "section" and name:
        return "Section"
    if element.tag == "figure" and name:
        return "Chart"
    if name in tables and (element.tag == "tr" or "tl-entry" in classes):
        return citing.KINDS[tables[name]]
    if "citation" in classes and name:
        return "Reference"
    if element.tag == "tr" and len(element) and element[0].tag == "th" and element[0].get("lang") == "ar":
        return "Term" if _table_id(element) else None
    return "Name" if _is_named(element) else None


def _is_named(element) -> bool:
    """Return whether an element is the row of somebody or something in the table of names."""
    return (
        element.tag == "tr" and (element.get("id") or "").startswith(links.name_anchor("")) and element[0].tag == "th"
    )


def _table_id(row) -> str | None:
    """Return the id of the table a row stands in; the rows of a figure's data belong to the figure."""
    if next(row.iterancestors("figure"), None) is not None:
        return None
    return next((above.get("id") for above in row.iterancestors("div") if "tl-table" in _classes(above)), None)


def _pieces(element, tables, top: bool = True) -> Iterator[str]:
    """Yield the text of an element without what is left out and without the passages within it."""
    if not top and (_left_out(element) or _kind(element, tables)):
        return
    space = "" if element.tag in _INLINE else " "
    yield space + (element.text or "")
    cells = [child for child in element if child.tag in ("td", "th")]
    for child in element:
        if child.tag in _HEADINGS and (top or _is_folded(element)):
            continue
        if child in cells[1:] and "".join(child.itertext()).strip():
            yield " · "
        yield from _pieces(child, tables, top=False)
        yield child.tail or ""
    yield space


def text_of(element, tables: dict[str, str] | None = None) -> str:
    """Return the text of an element with single spaces; cells of a row are set apart by a dot."""
    return " ".join("".join(_pieces(element, tables or {})).split())


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def _is_folded(element) -> bool:
    """Return whether an element is the summary of a folded section."""
    return element.tag == "summary" and element.getparent().getparent().tag == "section"


def _heading(section) -> str:
    """Return the heading of a section, which a folded one has in its summary."""
    summaries = section.iterfind("details/summary")
    return next((text_of(child) for part in (section, *summaries) for child in part if child.tag in _HEADINGS), "")


def _title(element, kind: str, text: str) -> str:
    if kind in ("Chapter", "Section"):
        return _heading(element)
    if kind == "Chart":
        return _cut(text_of(element.find("figcaption")))
    if kind == "Term":
        return " · ".join(text_of(cell) for cell in element[:2])
    if kind == "Name":
        return text_of(element[0])
    return _cut(text if kind == "Reference" else _sentence(element))


def _sentence(element) -> str:
    """Return what a record says: the sentence of an entry, of a row the first cell of prose, or the first there is."""
    cells = element.findall("td") if element.tag == "tr" else element.find_class("tl-text")
    prose = [cell for cell in cells if "prose" in _classes(cell)]
    return next((text for cell in [*prose, *cells] if (text := text_of(cell))), element.get("id"))


def _verdict(element) -> str:
    """Return sign and name of the gravest verdict among those that an entry shows."""
    shown = {name for mark in element.find_class("tl-verdict") for name in _classes(mark)}
    code = next((code for code in GRAVEST if code in shown), "")
    return " ".join(labels.VERDICTS[code][:2]) if code else ""


def _text(element, kind: str, tables: dict[str, str]) -> str:
    if element.tag == "tr" and kind != "Term":  # a record's row begins with its id, a name's with the name: the title
        return " · ".join(filter(None, (text_of(cell) for cell in element[1:])))
    text = text_of(element, tables)
    if kind == "Chart":
        charts = element.find_class("tl-chart")
        return f"{charts[0].get('aria-label', '')} {text}".strip() if charts else text
    return re.sub(r" URL: \S+", "", text) if kind == "Reference" else text


def passages_of(path: Path, page: str, tables: dict[str, str]) -> list[Passage]:
    """Return the passages of one page, in its order.

    Args:
        path: the built page.
        page: its address within the site.
        tables: the table of each published record, by id.
    """
    article = lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8")).find(".//article")
    chapter = _heading(article.find("section"))
    result = []
    for element in article.iter("section", "figure", "tr", "div"):
        kind = _kind(element, tables)
        if kind is None or any(_left_out(above) for above in (element, *element.iterancestors())):
            continue
        name = element.get("id") or _table_id(element)
        above = [_heading(section) for section in element.iterancestors("section")][:-1]
        if kind == "Section" and element.getparent() is article:
            kind, name = "Chapter", None
        text = _text(element, kind, tables)
        title = _title(element, kind, text)
        address = f"{page}#{name}" if name else page
        record = (name or "") if kind in citing.KINDS.values() else ""
        verdict = _verdict(element) if record else ""
        result.append(Passage(address, title, chapter, " › ".join(above[::-1]), kind, text, record, verdict))
    return result


def pages(folder: Path) -> dict[str, Path]:
    """Return the files of a site's pages by their addresses within it."""
    paths = [folder / "index.html", *sorted((folder / "chapters").glob("*.html"))]
    return {path.relative_to(folder).as_posix(): path for path in paths}
