"""The assembled site: whole, linked, addressed or not, and with a page for what is not there."""

import hashlib
import re
import subprocess
from urllib.parse import unquote, urldefrag, urljoin

import lxml.html
import pytest
from lxml import etree

from textledger_publish import notfound, pages
from textledger_publish import site as assembly
from textledger_publish.clean import name_of

BASE = "https://book.example/v1/"


@pytest.fixture(scope="module")
def build(site, tmp_path_factory):
    """Built pages with stand-ins for what takes long to make."""
    folder = tmp_path_factory.mktemp("build")
    (folder / "html").symlink_to(site)
    (folder / "pdf").mkdir()
    for name in ("book.pdf", "book.epub"):
        (folder / name).write_bytes(name.encode() * 100_000)
    for page, _ in pages.reading_order()[1:]:
        (folder / "pdf" / f"{name_of(page)}.pdf").write_bytes(page.encode())
    (folder / "browser").mkdir()
    (folder / "browser" / "index.html").write_text("<title>run</title>")
    return folder


@pytest.fixture(scope="module", params=["", BASE], ids=["no address", "an address"])
def assembled(request, build, tmp_path_factory):
    target = tmp_path_factory.mktemp("site") / "site"
    assembly.assemble(target, request.param, build)
    return target, request.param


def links(path):
    tree = lxml.html.document_fromstring(path.read_text(encoding="utf-8"))
    return [
        *tree.xpath("//a/@href"),
        *tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"),
        *tree.xpath("//script/@src"),
    ]


def test_pages_offer_the_pdf_and_the_epub_and_every_link_of_the_site_resolves(assembled):
    target, _ = assembled
    home = links(target / "index.html")
    assert {"book.pdf", "book.epub"} <= set(home)
    assert (target / "run" / "index.html").is_file()
    for page, _ in pages.reading_order()[1:]:
        assert f"../pdf/{name_of(page)}.pdf" in links(target / f"{page}.html")
    for page, _ in pages.reading_order():
        for href in links(target / f"{page}.html"):
            path = unquote(urldefrag(href)[0].split("?")[0])
            if path and not re.match("[a-z]+:", path):
                assert (target / page).parent.joinpath(path).is_file(), (page, href)


def test_with_an_address_each_page_names_its_pdf_for_programs(assembled):
    target, base = assembled
    for page, _ in pages.reading_order():
        tree = lxml.html.document_fromstring((target / f"{page}.html").read_text(encoding="utf-8"))
        named = tree.xpath("//head/meta[@name='citation_pdf_url']/@content")
        file = "book.pdf" if page == "index" else f"pdf/{name_of(page)}.pdf"
        assert named == ([base + file] if base else []), page
        assert (target / file).is_file()


def test_the_built_pages_offer_nothing_that_only_the_site_has(site):
    for page, _ in pages.reading_order():
        assert not [
            href for href in links(site / f"{page}.html") if href.endswith((".pdf", ".epub")) and ":" not in href
        ]


def test_the_sitemap_is_there_only_with_an_address(assembled):
    target, base = assembled
    told = (target / "robots.txt").read_text()
    if not base:
        assert not (target / "sitemap.xml").exists()
        assert "Sitemap" not in told
        return
    assert f"Sitemap: {base}sitemap.xml" in told
    places = etree.parse(target / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    assert len(places) == len(pages.reading_order())
    for place in places:
        assert place.startswith(base)
        assert (target / place.removeprefix(base)).is_file()


def test_a_sitemap_without_an_address_is_refused():
    with pytest.raises(ValueError, match="html_baseurl"):
        assembly.sitemap(["index"], "", "2026-11-21")


def test_the_page_for_what_is_not_there_works_at_any_depth(assembled):
    target, base = assembled
    root = notfound.root_path(base)
    served_at = urljoin(base or "https://book.example/", "a/b/c")
    text = (target / "404.html").read_text(encoding="utf-8")
    assert 'content="noindex"' in text
    assert "citation_" not in text
    assert "application/ld+json" not in text
    assert "canonical" not in text
    for href in links(target / "404.html"):
        if href.startswith(("#", "https:", "data:")):
            continue
        reached = urljoin(served_at, href).split("?")[0].split("#")[0]
        inside = reached.removeprefix(urljoin("https://book.example/", root))
        assert (target / inside).is_file(), href


def test_the_page_for_what_is_not_there_is_styled_wherever_it_is_served(assembled, chromium):
    page = chromium.new_page()
    body = (assembled[0] / "404.html").read_text(encoding="utf-8")
    page.route("**/*", lambda route: route.fulfill(status=404, content_type="text/html", body=body))
    page.goto("https://elsewhere.example/x/y/z")
    assert page.locator("article h1").inner_text() == "There is no such page"
    assert page.evaluate("getComputedStyle(document.querySelector('.tl-frame')).display") == "grid"
    page.close()


def test_the_checksums_are_right_and_complete(assembled):
    target, _ = assembled
    lines = (target / assembly.SUMS).read_text().splitlines()
    files = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()} - {assembly.SUMS}
    assert {line.split("  ", 1)[1] for line in lines} == files
    digest, name = lines[0].split("  ", 1)
    assert hashlib.sha256((target / name).read_bytes()).hexdigest() == digest
    subprocess.run(["sha256sum", "--quiet", "-c", assembly.SUMS], cwd=target, check=True)


def test_a_changed_file_fails_its_checksum(assembled, tmp_path):
    target, _ = assembled
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    line = next(line for line in (target / assembly.SUMS).read_text().splitlines() if line.endswith("  robots.txt"))
    (tmp_path / assembly.SUMS).write_text(line + "\n")
    assert subprocess.run(["sha256sum", "-c", assembly.SUMS], cwd=tmp_path, capture_output=True).returncode


def test_sizes_are_summed_by_kind(tmp_path):
    (tmp_path / "a.html").write_bytes(b"12")
    (tmp_path / "b.html").write_bytes(b"345")
    (tmp_path / "c.pdf").write_bytes(b"1234567")
    assert assembly.sizes(tmp_path) == [("pdf", 1, 7), ("html", 2, 5)]


def test_missing_parts_are_named(site, tmp_path):
    (tmp_path / "html").symlink_to(site)
    with pytest.raises(assembly.MissingPart, match=r"book\.pdf"):
        assembly.assemble(tmp_path / "site", "", tmp_path)


def test_a_home_page_without_the_mark_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"index\.md"):
        assembly.link_book("<p>home</p>", tmp_path / "book.pdf", tmp_path / "book.epub")
