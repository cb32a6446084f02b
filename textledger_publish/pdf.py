"""The book as PDF: `python -m textledger_publish.pdf`, with `--chapters` one PDF of each chapter too.

Chromium prints one XHTML file with `print.css`. The table of contents needs the numbers of pages, which are known only
after printing; so the book is printed twice, and the second print must agree with the numbers read from the first.
"""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lxml import etree

from textledger import records
from textledger_sphinx import lock

from . import chromium, faces, front, pages, pdffile
from .clean import XHTML
from .pages import BUILD, HTML, Chapter

STYLE = Path(__file__).with_name("print.css")
WORKERS = 2
TIMEOUT = 600_000  # milliseconds for Chromium to lay out some hundred pages on a busy machine


TEXT_WIDTH = 635  # CSS pixels: A4 without the margins of print.css


class TooWide(RuntimeError):
    """Something does not fit the page: Chromium would shrink the whole book until it does."""


class Unstable(RuntimeError):
    """The numbers of pages differ between two prints."""


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def page_styles(chapters: list[Chapter], title: str) -> str:
    """Return the CSS that gives each chapter its named page, on which its title runs."""
    rules, colours = [], records.colours()
    for chapter in chapters:
        rules.append(
            f"@page p-{chapter.name} {{ @top-left {{ content: {_string(title)}; }} "
            f"@top-right {{ content: {_string(chapter.title)}; }} }}"
        )
        colour = colours.get(chapter.name)
        rules.append(f"#{chapter.name} {{ page: p-{chapter.name}; {f'--doc: {colour};' if colour else ''} }}")
    return "\n".join(rules)


def styles(chapters: list[Chapter], title: str) -> list[str]:
    """Return the style sheets of a print."""
    addresses = (faces.write_faces() / "fonts").as_uri() + "/"
    return [faces.stylesheet(addresses), STYLE.read_text(encoding="utf-8"), page_styles(chapters, title)]


def document(title: str, sheets: list[str], body: list[etree._Element]) -> bytes:
    """Return an XHTML document."""
    head = front.element("head", front.element("meta", charset="utf-8"), front.element("title", title))
    head.extend(front.element("style", sheet) for sheet in sheets)
    root = front.element("html", head, front.element("body", *body), lang="en")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def bind(chapter: Chapter) -> etree._Element:
    """Return a chapter's element with additions for print: its part above its title, the mark of its colour."""
    for figure in chapter.element.iter(f"{{{XHTML}}}figure"):
        figure.set("role", "group")  # else Chromium tags it as a figure without an alternative around the drawing's own
    if chapter.part and chapter.element.find(f"{{{XHTML}}}p[@class='kicker']") is None:
        chapter.element.insert(0, front.element("p", chapter.part, class_="kicker"))
    return chapter.element


def print_file(browser, source: Path) -> bytes:
    """Return an XHTML file as PDF, printed by a running Chromium.

    Raises:
        TooWide: a table or a line is wider than the text area.
    """
    page = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900})
    page.set_default_timeout(TIMEOUT)
    page.goto(source.as_uri(), timeout=TIMEOUT)
    page.evaluate("document.fonts.ready")
    page.emulate_media(media="print")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > TEXT_WIDTH:
        page.close()
        raise TooWide(f"{source.name}: something is {width} pixels wide, the text area {TEXT_WIDTH}")
    data = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.close()
    return data


def _headings(chapters: list[Chapter]) -> list[str]:
    tags = [f"{{{XHTML}}}h{level}" for level in range(1, 7)]
    elements = (heading for chapter in chapters for heading in chapter.element.iter(*tags))
    return [front.CONTENTS, *(" ".join("".join(heading.itertext()).split()) for heading in elements)]


def _finish(data: bytes, title: str, cover: pages.Cover, chapters: list[Chapter], doi: str = "") -> bytes:
    work, names = cover.work, _headings(chapters)
    settled = pdffile.make_reproducible(data, work.released)
    return pdffile.set_metadata(settled, title, front.authors(cover), work.licence, work.released, names, doi)


def book(browser, work_folder: Path, base: str = "", html: Path = HTML, with_drafts: bool = False) -> bytes:
    """Return the whole book as PDF.

    Args:
        browser: a running Chromium.
        work_folder: where the file to print is put.
        base: the address of the site, ending with a slash; empty if it has none.
        html: the folder of the built pages.
        with_drafts: whether the chapters of drafts are printed, too.

    Raises:
        Unstable: filling in the numbers of pages moved pages.
    """
    chapters = pages.chapters(base=base, html=html, with_drafts=with_drafts)
    cover = pages.cover(base, chapters, html=html)
    sheets = styles(chapters, cover.title)
    before = [front.title_page(cover), front.notices(cover, base)]
    body = [bind(chapter) for chapter in chapters]
    source = work_folder / "book.xhtml"

    def printed(numbers):
        contents = front.contents(chapters, numbers)
        source.write_bytes(document(cover.work.title, sheets, [*before, contents, *body]))
        return print_file(browser, source)

    numbers = pdffile.pages_of(printed({}))
    data = printed(numbers)
    if moved := {name for name, at in pdffile.pages_of(data).items() if numbers.get(name) != at}:
        raise Unstable(f"the contents moved {len(moved)} places, among them {sorted(moved)[:3]}")
    return _finish(data, cover.work.title, cover, chapters, cover.work.doi or "")


def chapter(browser, work_folder: Path, page: str, base: str = "", html: Path = HTML) -> bytes:
    """Return one chapter as PDF; links to other chapters lead to the site, or are plain text where it has no address.

    Args:
        browser: a running Chromium.
        work_folder: where the file to print is put.
        page: the name of the chapter's page.
        base: the address of the site, ending with a slash; empty if it has none.
        html: the folder of the built pages.
    """
    (volume,) = pages.chapters(page, base, html=html)
    cover = pages.cover(base, html=html)
    sheets = styles([volume], cover.title)
    source = work_folder / f"{volume.name}.xhtml"
    title = f"{volume.title} · {cover.title}"
    notices = front.notices(cover, base)
    notices.set("class", "notices after")
    body = bind(volume)
    heading = body.find(f".//{{{XHTML}}}h1")
    edition = f"Version {cover.work.version}, {cover.work.released}"
    heading.addnext(front.element("p", f"{front.authors(cover)} · {edition}", class_="byline"))
    source.write_bytes(document(title, sheets, [body, notices]))
    return _finish(print_file(browser, source), title, cover, [volume])


def _print_chapters(names: list[str], folder: Path, base: str, html: Path) -> None:
    with chromium.running() as browser:
        for page in names:
            path = folder / f"{pages.name_of(page)}.pdf"
            path.write_bytes(chapter(browser, folder.parent / "print", page, base, html))


def main(arguments: list[str] | None = None) -> int:
    """Print the book, and its chapters if asked to."""
    parser = argparse.ArgumentParser(prog="python -m textledger_publish.pdf", description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", action="store_true", help="print one PDF of each chapter as well")
    parser.add_argument("--drafts", action="store_true", help="print the chapters of drafts, too")
    options = parser.parse_args(arguments)
    lock.hold(pages.ROOT)
    began, base = time.monotonic(), pages.settings().base
    for folder in (BUILD / "print", BUILD / "pdf"):
        folder.mkdir(parents=True, exist_ok=True)
    with chromium.running() as browser:
        data = book(browser, BUILD / "print", base, with_drafts=options.drafts)
    (BUILD / "book.pdf").write_bytes(data)
    print(f"{BUILD / 'book.pdf'}: {len(data) / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    if options.chapters:
        order = pages.reading_order(with_drafts=options.drafts)
        names = [page for page, _ in order[1:]]  # the home page belongs to the whole book
        with ProcessPoolExecutor(WORKERS) as pool:
            shares = [names[at::WORKERS] for at in range(WORKERS)]
            list(pool.map(_print_chapters, shares, *([value] * WORKERS for value in (BUILD / "pdf", base, HTML))))
        print(f"{BUILD / 'pdf'}: {len(names)} chapters, {time.monotonic() - began:.0f} s in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
