"""An article of the site made ready for paged media, PDF and EPUB alike.

Parts for screens are removed (buttons, disclosures, code, permalinks, tables behind a chart), and the addresses behind
links are added for readers of paper. The result is XHTML: ids carry the page's name, so that all chapters can stand
in one file, and links between chapters lead to those ids.
"""

import re

import lxml.html
from html5lib.constants import adjustSVGAttributes
from lxml import etree

from textledger import records

from .links import SEPARATOR, Volume, list_links, name_of, resolve_links

XHTML, SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
WIDE = 6  # columns from which a table is set smaller
SHORT = 6  # rows up to which a table is kept on one page
# No font of the book has these signs. Their replacements are in all of them, so that nothing depends on the fonts of a
# machine or a reading device.
SUBSTITUTES = str.maketrans({"✗": "×", "○": "•"})
NO_COLUMNS = (
    "On paper they are left out: this page of the book on the web lists them, and so does datapackage.json, with which "
    "the tables are published."
)
RECORD = re.compile(records.id_pattern())
TRANSLITERATION = re.compile("[\u0100-\u017f\u1e00-\u1eff\u02be\u02bf]")  # the sans serif lacks these letters

_DROPPED_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "button",
    "form",
    "input",
    "select",
    "label",
    "fieldset",
    "dialog",
)
_DROPPED_CLASSES = (
    "tl-page-tools",
    "tl-strip",
    "tl-meta",
    "headerlink",
    "cell_input",
    "tl-under",
    "tl-narrow",
    "tl-filter",
    "tl-numbers",
    "tl-positions",
    "toctree-wrapper",
)
_DROPPED = " | ".join(
    [f".//{tag}" for tag in _DROPPED_TAGS]
    + [f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _DROPPED_CLASSES]
    + [".//details[contains(concat(' ', @class, ' '), ' hide ')]", ".//*[@popover]", ".//*[@hidden]", ".//comment()"]
)
_WRAPPERS = "|".join(
    f".//div[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("cell", "cell_output", "tl-wide", "tl-abstracts")
)
_SCREEN_ONLY = {"tabindex", "focusable", "contenteditable", "draggable", "download", "popovertarget", "hidden"}
_REFERRING = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details")
_SVG_TAGS = {
    name.lower(): name
    for name in ("linearGradient", "radialGradient", "clipPath", "textPath", "foreignObject")  # HTML folds their case
}


def article(markup: str, page: str) -> etree._Element:
    """Return the article of a built page.

    Raises:
        ValueError: the page has no article or several.
    """
    articles = lxml.html.document_fromstring(markup).xpath("//article")
    if len(articles) != 1:
        raise ValueError(f"{page}.html holds {len(articles)} articles, expected one")
    etree.strip_tags(articles[0], "wbr")  # the parser does not know that it is empty
    return articles[0]


def classes(element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def add_class(element, name: str) -> None:
    """Add a class to an element."""
    element.set("class", " ".join([*classes(element), name]))


def _remove(element) -> None:
    """Remove an element and keep the text that follows it."""
    element.tail, tail = None, element.tail
    parent, before = element.getparent(), element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def drop_screen_parts(tree) -> None:
    """Remove parts that paper cannot show or its readers cannot use, and the wrappers of cells."""
    for element in tree.xpath(_DROPPED):
        if element.getparent() is not None:
            _remove(element)
    for element in [*tree.xpath(_WRAPPERS), *tree.find_class("tl-term")]:  # nothing opens a gloss
        element.drop_tag()


def leave_out_columns(tree) -> None:
    """Put one sentence in place of the columns of all tables, which would take forty pages."""
    for number, columns in enumerate(tree.find_class("tl-inventory")):
        if number:
            _remove(columns)
            continue
        columns.clear(keep_tail=True)
        columns.tag, columns.text = "p", NO_COLUMNS


def open_disclosures(tree) -> None:
    """Turn disclosures, which open on a click, into boxes that begin with their title."""
    for tab in tree.xpath(".//details[@name='tl-abstract']"):  # paper shows both
        _remove(tab.find("summary"))
        tab.drop_tag()
    for details in tree.xpath(".//details[contains(@class, 'tl-folded')][summary/h2]"):  # a section
        details.find("summary").drop_tag()
        details.drop_tag()
    for details in tree.xpath(".//details[contains(@class, 'tl-outline')]/details"):  # its records are in the ledger
        for part in details.xpath("*[not(self::summary)]"):
            _remove(part)
        details.find("summary").drop_tag()
        details.tag = "p"
    for details in tree.xpath(".//details"):
        summary = details.find("summary")
        details.tag = "section"
        details.attrib.pop("open", None)
        title = lxml.html.Element("p")
        title.set("class", "method-title" if "method" in classes(details) else "box-title")
        if summary is not None:
            title.text = " ".join(summary.text_content().split())
            _remove(summary)
        details.insert(0, title)
        if "method" not in classes(details):
            details.set("class", " ".join(["box", *classes(details)]))


def strip_attributes(tree) -> None:
    """Remove attributes for keyboard, scripts and search; the colour of a text becomes the colour of a border.

    The parts of a bar keep their lengths and colours.
    """
    for element in tree.iter(etree.Element):
        for name in list(element.attrib):
            if name in _SCREEN_ONLY or name.startswith(("data-", "on", "xmlns")) or name == "itemscope":
                del element.attrib[name]
        if element.tag == "a":
            element.attrib.pop("title", None)
        if "tl-table" in classes(element):
            for name in ("role", "aria-label"):  # a frame that scrolls on screens
                element.attrib.pop(name, None)
        if element.getparent() is not None and "tl-bar" in classes(element.getparent()):
            continue
        colour = re.search(r"--tl-doc:\s*(#[0-9A-Fa-f]{6})", element.attrib.pop("style", ""))
        if colour and element.tag != "svg":
            element.set("style", f"border-color:{colour[1]}")


def write_lists(tree) -> None:
    """Turn elements that are lists only by their role into list elements, which every reading system knows."""
    for role, tag in (("list", "ul"), ("listitem", "li"), ("doc-biblioentry", "li")):
        for element in tree.xpath(f".//*[@role='{role}']"):
            del element.attrib["role"]
            element.tag = tag


def describe_charts(tree) -> None:
    """Give every chart its text alternative as a title too, for reading systems that do not know the label."""
    for chart in tree.xpath(".//*[@role='img'][@aria-label]"):
        drawing = chart.find(".//svg")
        if drawing is not None and drawing.find("title") is None:
            title = etree.Element("title")
            title.text = chart.get("aria-label")
            drawing.insert(0, title)


def mark_tables(tree) -> None:
    """Mark tables that are to be set smaller or kept whole, cells with an id, cells with transliterated Arabic."""
    for table in tree.xpath(".//table"):
        rows = list(table.iter("tr"))
        if max(map(len, rows), default=0) >= WIDE:
            add_class(table, "wide")
        if len(rows) <= SHORT + 1:
            add_class(table, "short")
        for cell in table.iter("td", "th", "caption"):
            if RECORD.fullmatch(cell.text_content().strip()):
                add_class(cell, "record")
            if TRANSLITERATION.search(cell.text_content()):
                add_class(cell, "transliterated")


def prefix_ids(tree, page: str) -> set[str]:
    """Put the page's name before every id and every reference to it within the page; return the ids.

    Links are left to `resolve_links`.
    """
    prefix = name_of(page) + SEPARATOR
    ids = set()
    for element in tree.iter(etree.Element):
        if "id" in element.attrib:
            element.set("id", prefix + element.get("id"))
            ids.add(element.get("id"))
        for name, value in element.attrib.items():
            if name in _REFERRING:
                element.set(name, " ".join(prefix + part for part in value.split()))
            elif "url(#" in value:
                element.set(name, re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", value))
    return ids


def to_xhtml(element, space: str = XHTML) -> etree._Element:
    """Return a copy of an HTML element as XHTML, with SVG in its own namespace and the case that HTML folds."""
    space = SVG if element.tag == "svg" else space
    tag = _SVG_TAGS.get(element.tag, element.tag) if space == SVG else element.tag
    copy = etree.Element(f"{{{space}}}{tag}", nsmap={None: space})
    copy.text = element.text and element.text.translate(SUBSTITUTES)
    copy.tail = element.tail and element.tail.translate(SUBSTITUTES)
    for name, value in element.attrib.items():
        if ":" not in name:
            copy.set(adjustSVGAttributes.get(name, name) if space == SVG else name, value.translate(SUBSTITUTES))
        elif name == "xml:space":
            copy.set("{http://www.w3.org/XML/1998/namespace}space", value)
    for child in element.iterchildren(etree.Element):
        copy.append(to_xhtml(child, space))
    return copy


def clean_article(markup: str, page: str, volume: Volume) -> etree._Element:
    """Return the article of a built page for paged media, as an XHTML element `section` with the page's name as its id.

    Args:
        markup: the built page.
        page: its name within the site, without suffix: `chapters/rewaq`.
        volume: what it is bound into.

    Raises:
        ValueError: the page has not exactly one article, or shows an image that is not inline SVG.
    """
    tree = article(markup, page)
    drop_screen_parts(tree)
    if pictures := tree.xpath(".//img | .//video | .//iframe | .//object"):
        raise ValueError(f"{page}.html shows a <{pictures[0].tag}>; paged media take inline SVG only")
    leave_out_columns(tree)
    open_disclosures(tree)
    strip_attributes(tree)
    write_lists(tree)
    describe_charts(tree)
    mark_tables(tree)
    prefix_ids(tree, page)
    list_links(tree, page, resolve_links(tree, page, volume))
    tree.tag, tree.tail = "section", None
    tree.attrib.clear()
    tree.set("id", name_of(page))
    tree.set("class", "chapter")
    return to_xhtml(tree)
