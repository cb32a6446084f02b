"""The built book in reading order: parts, chapters, and their articles made ready for paged media."""

from pathlib import Path
from typing import NamedTuple

import lxml.html
import yaml
from lxml import etree

from textledger import cff
from textledger_sphinx import places, toc
from textledger_sphinx.citation import csl

from .clean import XHTML, clean_article, drop_screen_parts, to_xhtml
from .links import SEPARATOR, Volume, name_of, resolve_links, unlink_dangling

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "_build"
HTML = BUILD / "html"
HOME_TITLE = "Introduction"  # of the home page within the book, whose title stands on the title page


class NotBuilt(FileNotFoundError):
    """A page of the book is not there yet."""


class Section(NamedTuple):
    """A section of a chapter: its level (2, 3), its title and its id."""

    level: int
    title: str
    anchor: str


class Chapter(NamedTuple):
    """A chapter for paged media: page name, part of the book, title, sections, and the XHTML element to bind."""

    page: str
    part: str
    title: str
    sections: tuple[Section, ...]
    element: etree._Element

    @property
    def name(self) -> str:
        """The last part of the page's name, which is the id of the chapter."""
        return name_of(self.page)


class Cover(NamedTuple):
    """The content of the title page."""

    title: str
    subtitle: str
    arabic: str
    work: cff.Work  # with the DOI that is set
    notices: tuple[etree._Element, ...]  # paragraphs in XHTML: licence, how the book was made


def reading_order(root: Path = ROOT, with_drafts: bool = False) -> list[tuple[str, str]]:
    """Return the pages of the book as (page name, caption of its part), the home page first with no part."""
    left_out = set() if with_drafts else toc.drafts(root)
    pages = [(page, caption) for caption, names in toc.parts(root) for page in names if page not in left_out]
    return [(toc.home(root), ""), *pages]


def settings(root: Path = ROOT) -> csl.Settings:
    """Return the address of the site and the DOI, as `_config.yml` and `CITATION.cff` set them.

    Raises:
        SettingError: a setting has the wrong form, or the two files differ.
    """
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    options = config.get("sphinx", {}).get("config", {})
    return csl.settings(options.get("html_baseurl"), options.get("doi"), cff.read(root / "CITATION.cff"))


def markup(page: str, html: Path = HTML) -> str:
    """Return a built page.

    Raises:
        NotBuilt: the book is not built.
    """
    path = html / f"{page}.html"
    if not path.is_file():
        raise NotBuilt(f"{path} is not there: build the book first (make book)")
    return path.read_text(encoding="utf-8")


def _text(element) -> str:
    return " ".join("".join(element.itertext()).split())


def _sections(element) -> tuple[Section, ...]:
    result = []
    for heading in element.iter(f"{{{XHTML}}}h2", f"{{{XHTML}}}h3"):
        anchor = heading.getparent().get("id")
        if anchor:
            result.append(Section(int(heading.tag[-1]), _text(heading), anchor))
    return tuple(result)


def _as_introduction(element) -> None:
    """Make the home page begin as a chapter, since its title and cover stand on the title page."""
    element.find(f".//{{{XHTML}}}h1").text = HOME_TITLE
    inner = element.find(f"{{{XHTML}}}section")
    for part in list(inner):
        if {"cover", "entrances"} & set((part.get("class") or "").split()):
            inner.remove(part)


def _append_references(element, volume: Volume, html: Path) -> None:
    """Append the entries of the bibliography that a chapter cites, where the chapter is a volume of its own."""
    anchor = f"#{name_of(places.BIBLIOGRAPHY)}{SEPARATOR}"
    ids = {href[1:] for link in element.iter(f"{{{XHTML}}}a") if (href := link.get("href", "")).startswith(anchor)}
    if not ids:
        return
    bibliography = clean_article(markup(places.BIBLIOGRAPHY, html), places.BIBLIOGRAPHY, volume)
    section = etree.Element(f"{{{XHTML}}}section", {"id": name_of(places.BIBLIOGRAPHY), "class": "references"})
    etree.SubElement(section, f"{{{XHTML}}}h2").text = "References"
    entries = etree.SubElement(section, f"{{{XHTML}}}ul", {"class": "citation-list"})
    for entry in bibliography.iter(f"{{{XHTML}}}li"):
        if entry.get("id") in ids:
            entries.append(entry)
    links = element.find(f"{{{XHTML}}}section[@class='links']")
    element.insert(len(element) if links is None else element.index(links), section)


def chapters(
    only: str | None = None, base: str = "", root: Path = ROOT, html: Path = HTML, with_drafts: bool = False
) -> list[Chapter]:
    """Return the chapters of the book in reading order, or one of them alone.

    Args:
        only: the name of a page, to take it as a volume of its own; links to other pages then lead to the site, and
            the references that it cites stand at its end.
        base: the address of the site, ending with a slash; empty if it has none.
        root: the folder with `_toc.yml`.
        html: the folder of the built pages.
        with_drafts: whether the chapters of drafts are among them.

    Raises:
        NotBuilt: the book is not built.
    """
    order = [(page, part) for page, part in reading_order(root, with_drafts or bool(only)) if only in (None, page)]
    home = toc.home(root)
    names = {page for page, _ in order}
    volume = Volume(names | {places.BIBLIOGRAPHY}, base)
    result = []
    for page, part in order:
        element = clean_article(markup(page, html), page, volume)
        if page == home:
            _as_introduction(element)
        if places.BIBLIOGRAPHY not in names:
            _append_references(element, volume, html)
        title = _text(element.find(f".//{{{XHTML}}}h1"))
        result.append(Chapter(page, part, title, _sections(element), element))
    ids = {element.get("id") for chapter in result for element in chapter.element.iter(etree.Element)}
    for chapter in result:
        unlink_dangling(chapter.element, ids)
    return result


def cover(base: str = "", bound_chapters: list[Chapter] | None = None, root: Path = ROOT, html: Path = HTML) -> Cover:
    """Return the content of the title page, from `CITATION.cff`, the home page and its footer.

    Args:
        base: the address of the site.
        bound_chapters: the chapters of the volume, to which links of the notices may lead.
        root: the folder with `CITATION.cff`.
        html: the folder of the built pages.
    """
    home = toc.home(root)
    page = lxml.html.document_fromstring(markup(home, html))
    panel = page.xpath("//article//*[contains(concat(' ', @class, ' '), ' cover ')]")[0]
    drop_screen_parts(panel)
    paragraphs = panel.findall("p")
    notices = page.xpath("//footer[contains(@class, 'tl-foot')]/p")
    volume = Volume({chapter.page for chapter in bound_chapters or []}, base)
    for notice in notices:
        resolve_links(notice, home, volume)
    work = cff.read(root / "CITATION.cff")._replace(doi=settings(root).doi)
    title, _, subtitle = work.title.partition("? ")
    return Cover(
        title=title + "?" if subtitle else title,
        subtitle=subtitle or paragraphs[0].text_content().strip(),
        arabic=panel.xpath(".//*[@lang='ar']")[0].text_content().strip(),
        work=work,
        notices=tuple(to_xhtml(notice) for notice in notices),
    )
