"""The whole site in one folder, ready for any static host: `python -m textledger_publish.site` fills `_build/site`.

Pages, PDF, EPUB and exports as they were built, with what a host needs: a page for addresses that do not exist,
`robots.txt`, `sitemap.xml` (where the site has an address: its entries must be absolute), and the
checksums of all files. Links to PDF and EPUB are put into the pages here, so that `make book` has no dead link.
"""

import argparse
import hashlib
import html
import re
import shutil
import sys
from collections import defaultdict
from pathlib import Path

from lxml import etree

from textledger import cff, drafts, records, running
from textledger.rules import validate
from textledger_sphinx import lock
from textledger_sphinx.theme.pages import BELOW_COVER

from . import notfound, pages
from .links import name_of

MARK = BELOW_COVER  # where the links to PDF and EPUB belong
NOT_COPIED = (".buildinfo", "*.map")
SUMS = "SHA256SUMS"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class MissingPart(FileNotFoundError):
    """A part of the site is not built yet."""


class DraftsInBook(ValueError):
    """The book has drafts, and nobody asked for a site that shows them."""


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def link_book(home: str, pdf: Path, epub: Path) -> str:
    """Return the home page with links to the whole book as PDF and as EPUB.

    Raises:
        ValueError: the page lacks the mark at which they belong.
    """
    if home.count(MARK) != 1:
        raise ValueError(f"index.html holds {MARK} {home.count(MARK)} times, expected once (index.md)")
    links = (
        '<p class="tl-formats" data-pagefind-ignore>The whole book as '
        f'<a href="{pdf.name}" type="application/pdf">PDF</a> ({_megabytes(pdf)}) '
        f'and <a href="{epub.name}" type="application/epub+zip">EPUB</a> ({_megabytes(epub)}). '
        "Arabic copied from the PDF may come out of order: copy it from the pages or the EPUB.</p>"
    )
    return home.replace(MARK, links)


def link_chapter(markup: str, page: str) -> str:
    """Return a chapter's page with a link to its PDF in its by-line.

    Raises:
        ValueError: the page has no by-line.
    """
    link = f'<a href="{"../" * page.count("/")}pdf/{name_of(page)}.pdf" type="application/pdf">PDF</a>'
    linked, n = re.subn(r'(<p class="tl-meta"[^>]*>.*?)(</p>)', rf"\1 · {link}\2", markup, count=1)
    if not n:
        raise ValueError(f"{page}.html has no by-line")
    return linked


def add_pdf_metadata(markup: str, address: str) -> str:
    """Return a page whose head names its PDF, which programs that manage references and Google Scholar fetch.

    Args:
        markup: the page.
        address: the absolute address of the PDF.
    """
    return markup.replace("</head>", f'<meta name="citation_pdf_url" content="{html.escape(address)}">\n</head>', 1)


def sitemap(names: list[str], base: str, released: str) -> bytes:
    """Return the list of the site's pages for search engines.

    Raises:
        ValueError: the site has no address; entries must be absolute.
    """
    if not base:
        raise ValueError("a sitemap needs the address of the site: set html_baseurl in _config.yml")
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for name in names:
        entry = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = f"{base}{name}.html"
        etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = released
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def robots(base: str) -> str:
    """Return `robots.txt`: everything may be read, and where the list of pages is."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base}sitemap.xml\n" if base else "")


def checksums(folder: Path) -> str:
    """Return the SHA-256 of every file of a folder, as `sha256sum -c` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / SUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    )


def sizes(folder: Path) -> list[tuple[str, int, int]]:
    """Return (kind, files, bytes) of a folder by suffix, the largest first."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for path in folder.rglob("*"):
        if path.is_file():
            by_kind[path.suffix.lstrip(".") or path.name].append(path.stat().st_size)
    return sorted(((kind, len(all_), sum(all_)) for kind, all_ in by_kind.items()), key=lambda row: -row[2])


def require_no_drafts(data: Path) -> None:
    """Make sure that no draft goes out with the site unnoticed: its chapter is no part of what the book publishes.

    Raises:
        DraftsInBook: there are drafts; they are named.
    """
    if slugs := drafts.slugs(data):
        raise DraftsInBook(
            f"data/{drafts.FOLDER}: holds {', '.join(slugs)}, expected no draft in a site that is published: take each "
            f"out ({running.command('remove SLUG')}), or show them: make site SITE_OPTIONS=--drafts"
        )


def assemble(target: Path, base: str = "", build: Path = pages.BUILD, root: Path = pages.ROOT) -> None:
    """Fill a folder with the whole site; what was in it before is removed.

    Args:
        target: the folder to fill.
        base: the address of the site, ending with a slash; empty if it has none.
        build: the folder with `html`, `book.pdf`, `book.epub`, `pdf` and perhaps `browser`.
        root: the folder with `_toc.yml` and `CITATION.cff`.

    Raises:
        MissingPart: PDF or EPUB are not built.
        ValueError: the home page lacks the mark for the links to them.
    """
    names = [page for page, _ in pages.reading_order(root, with_drafts=True)]
    built, pdf, epub = build / "html", build / "book.pdf", build / "book.epub"
    of_chapters = {page: build / "pdf" / f"{name_of(page)}.pdf" for page in names[1:]}
    for path in (built, pdf, epub, *of_chapters.values()):
        if not path.exists():
            raise MissingPart(f"{path} is not there: make book, make pdf and make epub come before make site")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(built, target, ignore=shutil.ignore_patterns(*NOT_COPIED))
    (target / "pdf").mkdir()
    for path in of_chapters.values():
        shutil.copyfile(path, target / "pdf" / path.name)
    for path in (pdf, epub):
        shutil.copyfile(path, target / path.name)
    if (build / "browser").is_dir():
        shutil.copytree(build / "browser", target / "run")
    for page in names:
        path = target / f"{page}.html"
        markup = path.read_text(encoding="utf-8")
        page_markup = link_book(markup, pdf, epub) if page == names[0] else link_chapter(markup, page)
        if base:
            page_pdf = pdf.name if page == names[0] else f"pdf/{name_of(page)}.pdf"
            page_markup = add_pdf_metadata(page_markup, base + page_pdf)
        path.write_text(page_markup, encoding="utf-8")
    (target / "404.html").write_text(notfound.page(built, base), encoding="utf-8")
    (target / "robots.txt").write_text(robots(base), encoding="utf-8")
    if base:
        (target / "sitemap.xml").write_bytes(sitemap(names, base, cff.read(root / "CITATION.cff").released))
    (target / SUMS).write_text(checksums(target), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Assemble the site and say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m textledger_publish.site", description=__doc__.splitlines()[0])
    parser.add_argument("--drafts", action="store_true", help="show the chapters of drafts, too")
    parser.add_argument("--check", action="store_true", help="only see whether drafts would go out unnoticed")
    options = parser.parse_args(arguments)
    lock.hold(pages.ROOT)
    base, target = pages.settings().base, pages.BUILD / "site"
    try:
        if not options.drafts:
            require_no_drafts(records.data_dir())
        if options.check:
            return 0
        validate.require(records.data_dir())
        assemble(target, base)
    except (validate.InvalidData, MissingPart, DraftsInBook) as error:
        print(f"The site was not assembled:\n{error}", file=sys.stderr)
        return 1
    print(f"{target}: for {base or 'any address'}")
    for kind, count, size in sizes(target):
        print(f"{kind:>12} {count:6} files {size / 1e6:9.2f} MB")
    if not base:
        print("No sitemap.xml: its entries need the address of the site (html_baseurl in _config.yml).")
        print("404.html takes the site to begin at /: a host that serves it from a folder needs html_baseurl.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
