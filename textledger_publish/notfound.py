"""The page that a host shows for an address without a page: the book's own frame, for addresses of any depth.

A host serves it in the place of the missing page, so that relative addresses would start from anywhere. Its style is
therefore part of the page, and its links begin at the root of the site: at the path of the configured address, or at
`/` as long as there is none. Under an unknown path the page would still be styled and readable.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

from textledger_sphinx import places

TEXT = (
    "<div><h1>There is no such page</h1>"
    "<p>The address may have been mistyped, or it may come from a place that knows the book by another one. "
    "Chapters and records keep their addresses: a claim such as rewaq-c07 stands in the ledger, and every other record "
    "in the registers.</p>"
    '<ul><li><a href="{home}">The book’s first page, with its contents</a></li>'
    '<li><a href="{ledger}">The ledger of all claims</a></li></ul></div>'
)
_KEPT_META = {"viewport", "color-scheme"}


def root_path(base: str) -> str:
    """Return the path at which the site begins, with a slash at its end."""
    return posixpath.join(urlsplit(base).path or "/", "")


def page(html: Path, base: str = "") -> str:
    """Return the page, made from the frame of the home page.

    Args:
        html: the folder of the built pages.
        base: the address of the site, ending with a slash; empty if it has none.
    """
    root = root_path(base)
    tree = lxml.html.document_fromstring((html / "index.html").read_text(encoding="utf-8"))
    _strip_head(tree.head)
    for element in tree.iter(etree.Element):
        for name in ("href", "src"):
            value = element.get(name)
            if value and not re.match(r"[a-z]+:|#|/", value):
                element.set(name, root + value)
        element.attrib.pop("aria-current", None)
    tree.set("data-content_root", root)
    tree.body.attrib.pop("class", None)
    style = etree.SubElement(tree.head, "style")
    css = (html / "_static" / "book.css").read_text(encoding="utf-8")
    style.text = re.sub(r"url\((?!data:|/|['\"])", f"url({root}_static/", css)
    for steps in tree.xpath("//nav[contains(@class, 'tl-steps')]"):
        steps.drop_tree()
    (article,) = tree.xpath("//article")
    for child in list(article):
        article.remove(child)
    article.text = None
    article.attrib.pop("data-page", None)
    words = TEXT.format(home=f"{root}index.html", ledger=f"{root}{places.LEDGER}.html")
    article.append(lxml.html.fragment_fromstring(words))
    return lxml.html.tostring(tree, encoding="unicode", doctype="<!doctype html>", method="html") + "\n"


def _strip_head(head) -> None:
    """Remove everything from the head that describes the home page."""
    for element in list(head):
        wanted_by_tag = {
            "meta": element.get("charset") or element.get("name") in _KEPT_META,
            "link": element.get("rel") == "icon",
            "script": element.get("type") in (None, "text/javascript"),
            "title": True,
        }
        if not wanted_by_tag.get(element.tag):
            head.remove(element)
    head.find("title").text = "There is no such page · " + head.find("title").text
    etree.SubElement(head, "meta", {"name": "robots", "content": "noindex"})
