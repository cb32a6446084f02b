"""The front matter as XHTML, made from the built pages: title page, notices, contents."""

from lxml import etree

from textledger import records

from .clean import XHTML
from .pages import Chapter, Cover

CONTENTS = "Contents"
PLACEHOLDER = "000"  # as wide as a page number, so that filling in the numbers moves nothing


def element(tag: str, *children, **attributes) -> etree._Element:
    """Return an XHTML element.

    Args:
        tag: its name.
        children: its content: text and elements, in order.
        attributes: its attributes; a trailing underscore is left out (`class_`).
    """
    result = etree.Element(f"{{{XHTML}}}{tag}", nsmap={None: XHTML})
    for name, value in attributes.items():
        result.set(name.rstrip("_"), value)
    for child in children:
        if not isinstance(child, str):
            result.append(child)
        elif len(result):
            result[-1].tail = (result[-1].tail or "") + child
        else:
            result.text = (result.text or "") + child
    return result


def _arabic(text: str, tag: str = "p", class_: str = "arabic-title") -> etree._Element:
    return element(tag, text, class_=class_, lang="ar", dir="rtl")


def colour_bar() -> etree._Element:
    """Return the bar of the colours that stand for the texts throughout the book."""
    stripes = [element("span", style=f"background:{colour}") for colour in records.colours().values()]
    return element("div", *stripes, class_="colour-bar", role="presentation")


def authors(cover: Cover) -> str:
    """Return the names of the authors."""
    return ", ".join(author.name for author in cover.work.authors)


def title_page(cover: Cover) -> etree._Element:
    """Return the title page."""
    return element(
        "section",
        element("h1", cover.title),
        element("p", cover.subtitle, class_="subtitle"),
        _arabic(cover.arabic),
        element("p", authors(cover), class_="author"),
        element("p", f"Version {cover.work.version} · {cover.work.released}", class_="version"),
        colour_bar(),
        class_="title-page",
        id="title-page",
    )


def notices(cover: Cover, base: str = "") -> etree._Element:
    """Return the page of notices: how the book was made, licence, how it is cited."""
    work = cover.work
    citation = element("p", f"{authors(cover)}. ", element("cite", work.title), f". Version {work.version}, ")
    citation[-1].tail += f"{work.released[:4]}."
    if address := f"https://doi.org/{work.doi}" if work.doi else base:
        citation[-1].tail += " "
        citation.append(element("a", address, href=address))
    return element(
        "section",
        element("h2", "About this edition"),
        *cover.notices,
        element("p", "To cite the book:", class_="cite-lead"),
        citation,
        element(
            "p",
            "A record is cited by its id, for instance rewaq-c07. The code of the chapters, the data behind the charts "
            "and the tables as files belong to the book’s pages and are not printed here.",
        ),
        class_="notices",
        id="notices",
    )


def _entry(title: str, anchor: str, numbers: dict[str, int] | None) -> etree._Element:
    line = [element("span", title, class_="entry")]
    if numbers is not None:
        line.append(element("span", str(numbers.get(anchor, PLACEHOLDER)), class_="number"))
    return element("a", *line, href=f"#{anchor}")


def contents(chapters: list[Chapter], numbers: dict[str, int] | None = None) -> etree._Element:
    """Return the table of contents: parts, chapters and their sections.

    Args:
        chapters: the chapters of the book.
        numbers: the page of each anchor; an anchor that it lacks gets a placeholder.
    """
    result = element("nav", element("h1", CONTENTS), class_="contents", id="contents")
    part = None
    for chapter in chapters:
        if chapter.part and chapter.part != part:
            result.append(element("p", chapter.part, class_="part"))
        part = chapter.part
        result.append(element("p", _entry(chapter.title, chapter.name, numbers), class_="chapter-entry"))
        sections = [section for section in chapter.sections if section.level == 2]
        if sections:
            items = [element("li", _entry(section.title, section.anchor, numbers)) for section in sections]
            result.append(element("ul", *items))
    return result
