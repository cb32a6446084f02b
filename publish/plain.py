"""Chapters without their roles: MyST markup turned into the Markdown that every notebook program shows."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from myst_nb.core.variables import format_plain_text

_ROLE = re.compile(r"\{(?P<role>[a-z:]+)\}`(?P<text>[^`]*)`")
_BLOCK = re.compile(
    r"^(?P<fence>:::+|```+)\{(?P<name>[a-z-]+)\} ?(?P<title>[^\n]*)\n(?P<body>.*?)^(?P=fence)$", re.M | re.S
)
_OPTIONS = re.compile(r"\A(?::[a-z-]+:[^\n]*\n)+")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")


def glued_values(build: Path) -> dict[str, dict[str, str]]:
    """Return what each chapter bound for the prose when it was last built: page name, name, text of the value."""
    folder = build / "jupyter_execute"
    values = {}
    for path in sorted(folder.rglob("*.glue.json")):
        bound = json.loads(path.read_text(encoding="utf-8"))
        page = path.relative_to(folder).as_posix().removesuffix(".glue.json")
        values[page] = {name: output["data"]["text/plain"] for name, output in bound.items()}
    return values


class Plain:
    """Turns the Markdown cells of one page into plain Markdown.

    Args:
        page: the page name, for instance `chapters/rewaq`.
        values: as `glued_values` returns them; a value that is not there is shown by its name.
        cited: the entries of the bibliography as author and year, by key.
    """

    def __init__(self, page: str, values: dict[str, dict[str, str]], cited: Mapping[str, str]):
        self.page, self.values, self.cited = page, values, cited

    def __call__(self, markdown: str) -> str:
        """Return the cell's text: roles as words, directives as HTML or quotations, links to notebooks."""
        markdown = _BLOCK.sub(self._block, markdown)
        markdown = _ROLE.sub(self._role, markdown)
        return _LINK.sub(self._link, markdown)

    def _role(self, found) -> str:
        text = found["text"]
        shown: dict[str, Callable[[], str]] = {
            "claim": lambda: f"[{text.replace(',', ', ')}]",
            "rec": lambda: f"[{text.replace(',', ', ')}]",
            "ar": lambda: text,
            "cite:p": lambda: f"({'; '.join(self._citation(key) for key in text.split(','))})",
            "cite:t": lambda: "; ".join(self._citation(key) for key in text.split(",")),
            "glue:text": lambda: self._glued(text),
        }
        if found["role"] not in shown:
            raise ValueError(f"{self.page}: no plain form for the role {found[0]}")
        return shown[found["role"]]()

    def _citation(self, key: str) -> str:
        try:
            return self.cited[key.strip()]
        except KeyError:
            raise ValueError(f"{self.page}: {key!r} is not in the bibliography") from None

    def _glued(self, text: str) -> str:
        path, _, rest = text.partition("::")
        name, _, spec = rest.partition(":")
        page = (Path(self.page).parent / path.removesuffix(".md")).as_posix()
        value = self.values.get(page, {}).get(name)
        return f"*{name}*" if value is None else format_plain_text(value, spec or "s")

    def _block(self, found) -> str:
        name, title, body = found["name"], found["title"].strip(), _OPTIONS.sub("", found["body"]).strip()
        if name == "ar":
            return f'<div dir="rtl" lang="ar">\n\n{body}\n\n</div>'
        if name == "raw":  # a mark for the assembly of the site
            return ""
        if name == "container":
            return _BLOCK.sub(self._block, body)
        if name == "method":
            body = _BLOCK.sub(self._block, body)
            return "\n".join(f"> {line}".rstrip() for line in [f"**{title or 'Method'}**", "", *body.splitlines()])
        if name in ("bibliography", "record-downloads", "record-anchors", "runtime-parts", "include"):
            where = {"bibliography": "`data/references.bib`", "include": f"`{title.removeprefix('../')}`"}
            return (
                "" if name in ("record-anchors", "runtime-parts") else f"*See {where.get(name, 'the folder `data/`')}.*"
            )
        raise ValueError(f"{self.page}: no plain form for the directive {name}")

    def _link(self, found) -> str:
        text, address = found.groups()
        if address.startswith("#") or re.match(r"[a-z]+:", address):
            return text if address.startswith("#") else found[0]
        return f"[{text}]({re.sub(r'[.]md(#.*)?$', '.ipynb', address)})"
