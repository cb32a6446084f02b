"""Chapters without their roles: MyST markup turned into the Markdown that every notebook program shows."""

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from textledger import fields
from textledger.html import links, outline

from .. import places

_ROLE = re.compile(r"\{(?P<role>[a-z:]+)\}`(?P<text>[^`]*)`")
_BLOCK = re.compile(
    r"^(?P<fence>:::+|```+)\{(?P<name>[a-z-]+)\} ?(?P<title>[^\n]*)\n(?P<body>.*?)^(?P=fence)$", re.M | re.S
)
_OPTIONS = re.compile(r"\A(?::[a-z-]+:[^\n]*\n)+")
_TARGET = re.compile(r"^\([a-z0-9-]+\)=$\n?", re.M)
_SEARCH = re.compile(r"#search-\d+")  # a row of the method's tables, which any page may lead to
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)(?:\{\.external\})?")


def glued_values(build: Path, page: str) -> dict[str, str]:
    """Return what a page bound for its prose when it was last built: the text of each value, by its name."""
    path = build / "jupyter_execute" / f"{page}.glue.json"
    bound = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: output["data"]["text/plain"] for name, output in bound.items()}


class Plain:
    """Turns the Markdown cells of one page into plain Markdown.

    Args:
        page: the page name, for instance `chapters/rewaq`.
        values: those that the page bound, as `glued_values` returns them; one that is not there is shown by its name.
        cited: the entries of the bibliography as author and year, by key.
        listed: for the page of the bibliography: its entries as it prints them, in its order, as Markdown.
        address: where links lead.
    """

    def __init__(
        self,
        page: str,
        values: Mapping[str, str],
        cited: Mapping[str, str],
        listed: Mapping[str, str],
        address: links.Address,
    ):
        self.page, self.values, self.cited, self.listed, self.address = page, values, cited, listed, address

    def __call__(self, markdown: str) -> str:
        """Return the cell's text: roles as words, directives as HTML or quotations, links to notebooks."""
        markdown = _TARGET.sub("", _LINK.sub(self._link, markdown))  # first: the others write links
        markdown = _BLOCK.sub(self._block, markdown)
        return _ROLE.sub(self._role, markdown)

    def _role(self, match) -> str:
        text = match["text"]
        forms: dict[str, Callable[[], str]] = {
            "claim": lambda: self._records(text),
            "rec": lambda: self._records(text),
            "ar": lambda: text,
            "cite:p": lambda: f"({'; '.join(self._citation(key) for key in text.split(','))})",
            "cite:t": lambda: "; ".join(self._citation(key) for key in text.split(",")),
            "value": lambda: fields.field_text(text),
            "number": lambda: self._number(text),
        }
        if match["role"] not in forms:
            raise ValueError(f"{self.page}: no plain form for the role {match[0]}")
        return forms[match["role"]]()

    def _records(self, ids: str) -> str:
        each = (part.strip() for part in ids.split(","))
        linked = (f"[{name}]({self.address(links.page(name), f'#{name}')})" for name in each)
        return f"\\[{', '.join(linked)}\\]"

    def _citation(self, key: str) -> str:
        try:
            return f"[{self.cited[key.strip()]}]({self.address(*links.reference(key.strip()))})"
        except KeyError:
            raise ValueError(f"{self.page}: {key!r} is not in the bibliography") from None

    def _bibliography(self) -> str:
        anchors = ((links.reference(key)[1].removeprefix("#"), entry) for key, entry in self.listed.items())
        return "\n\n".join(f'<span id="{anchor}"></span>{entry}' for anchor, entry in anchors)

    def _number(self, text: str) -> str:
        name, form = fields.split_format(text)
        representation = self.values.get(name)
        return f"*{name}*" if representation is None else fields.bound_text(representation, form)

    def _block(self, match) -> str:
        name, title, body = match["name"], match["title"].strip(), _OPTIONS.sub("", match["body"]).strip()
        if name == "ar":
            return f'<div dir="rtl" lang="ar">\n\n{body}\n\n</div>'
        if name == "raw":  # a mark for the assembly of the site
            return ""
        if name in ("container", "takeaways", "contact"):
            return _BLOCK.sub(self._block, body)
        if name in ("method", "folded"):
            body = _BLOCK.sub(self._block, body)
            return "\n".join(f"> {line}".rstrip() for line in [f"**{title or 'Method'}**", "", *body.splitlines()])
        if name == "outline":
            return links.resolve(outline.outline_html(title), self.address)
        if name in ("record-anchors", "runtime-parts"):
            return ""
        if name == "bibliography":
            return self._bibliography()
        if name == "include":
            return f"*See `{title.removeprefix('../')}`.*"
        if name == "record-downloads":
            return "*See the folder `data/`.*"
        raise ValueError(f"{self.page}: no plain form for the directive {name}")

    def _link(self, match) -> str:
        text, address = match.groups()
        if re.match(r"[a-z]+:", address):
            return match[0]
        if ".html?" in address:  # a selection, which only the pages make
            return text
        name, sign, anchor = address.partition("#")
        if _SEARCH.fullmatch(address):
            name = posixpath.relpath(places.METHOD, posixpath.dirname(self.page))
        page = posixpath.join(posixpath.dirname(self.page), name.removesuffix(".md")) if name else self.page
        if not anchor.startswith("fig-"):  # headings: each program makes anchors of its own for them
            if not name:
                return text
            sign = anchor = ""
        target = self.address(posixpath.normpath(page), sign + anchor)
        return f"[{text}]({target})" if target else text
