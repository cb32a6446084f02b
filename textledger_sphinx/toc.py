"""The order of the book: its pages and parts as `_toc.yml` gives them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from textledger import drafts as texts
from textledger import yamlfile

FILE = "_toc.yml"
FORM = "jb-book"
KEYS = {  # of the file, of a part, of a page: what is needed, and what may be
    "the table of contents": ({"format", "root", "parts"}, set()),
    "a part": ({"chapters"}, {"caption"}),
    "a page": ({"file"}, {"title"}),
}
KINDS = {".md", ".ipynb", ".rst"}
HOME = "index"
_IS_READ = re.compile(rf"{HOME}|chapters(?:/[^./][^/]*)+")  # as `include_patterns` and `exclude_patterns` say


def _read(root: Path) -> dict:
    return yamlfile.read(root / FILE, "the table of contents of the book")


def parts(root: Path) -> list[tuple[str, list[str]]]:
    """Return the parts of the book below the home page: caption, and the names of their pages.

    Args:
        root: the folder with `_toc.yml`.
    """
    return [(part.get("caption", ""), [entry["file"] for entry in part["chapters"]]) for part in _read(root)["parts"]]


def home(root: Path) -> str:
    """Return the name of the home page."""
    return _read(root)["root"]


def pages(root: Path) -> list[str]:
    """Return the names of all pages in reading order, the home page first."""
    return [home(root), *(page for _, names in parts(root) for page in names)]


def drafts(root: Path) -> set[str]:
    """Return the names that pages of drafts have."""
    return {f"chapters/{slug}" for slug in texts.slugs(root / "data")}


Keys = dict[str, yaml.Node]


class _Contents:
    """What `_toc.yml` holds, with the lines: its faults, and the names of its pages."""

    def __init__(self, text: str):
        self.faults: list[str] = []
        self.names: list[tuple[str, int]] = []
        whole = self._keys(yaml.compose(text), "the table of contents")
        if (form := whole.get("format")) is not None and form.value != FORM:
            self._tell(form, f"format is {form.value!r}, expected {FORM}")
        if "root" in whole:
            self._note(whole["root"], "root")
            if self.names and self.names[0][0] != HOME:
                self._tell(whole["root"], f"root is {self.names[0][0]!r}, expected {HOME}")
        for part in self._list(whole, "parts"):
            for page in self._list(self._keys(part, "a part"), "chapters"):
                if file := self._keys(page, "a page").get("file"):
                    self._note(file, "file")

    def _tell(self, node: yaml.Node, fault: str) -> None:
        self.faults.append(f"{FILE}, line {node.start_mark.line + 1}: {fault}")

    def _note(self, node: yaml.Node, key: str) -> None:
        if isinstance(node, yaml.ScalarNode) and node.value:
            self.names.append((node.value, node.start_mark.line + 1))
        else:
            self._tell(node, f"{key} is no name, expected that of a page")

    def _keys(self, node: yaml.Node, what: str) -> Keys:
        """Return the values of a mapping by key, after noting keys that are unknown, missing or there twice."""
        needed, optional = KEYS[what]
        if not isinstance(node, yaml.MappingNode):
            self._tell(node, f"{what} is {str(node.value)[:60]!r}, expected {', '.join(sorted(needed))} with values")
            return {}
        found: Keys = {}
        for key, value in node.value:
            if key.value not in needed | optional:
                expected = ", ".join(sorted(needed | optional))
                self._tell(key, f"{what} has the key {key.value!r}, expected one of: {expected}")
            elif key.value in found:
                self._tell(key, f"{what} has the key {key.value!r} twice, expected once")
            found[str(key.value)] = value
        for key in sorted(needed - set(found)):
            self._tell(node, f"{what} has no {key}, expected one")
        return found

    def _list(self, keys: Keys, key: str) -> list[yaml.Node]:
        node = keys.get(key)
        if isinstance(node, yaml.SequenceNode) and node.value:
            return node.value
        if node is not None:
            self._tell(node, f"{key} is {str(node.value)[:60]!r}, expected a list of at least one")
        return []


def faults(root: Path) -> Iterator[str]:
    """Yield what is wrong with the table of contents: its form, pages that are not there, twice there, or left out.

    Args:
        root: the folder with `_toc.yml`, `index.md` and `chapters`.
    """
    try:
        _read(root)
    except yamlfile.YamlError as error:
        yield str(error)
        return
    contents = _Contents((root / FILE).read_text(encoding="utf-8"))
    yield from contents.faults
    lines: dict[str, int] = {}
    for name, line in contents.names:
        if name in lines:
            yield f"{FILE}, line {line}: names {name} again, expected once (line {lines[name]})"
        elif not _IS_READ.fullmatch(name):
            yield f"{FILE}, line {line}: names {name}, expected {HOME} or a page below chapters/"
        elif not (root / f"{name}.md").is_file():
            yield f"{FILE}, line {line}: names {name}, expected a page {name}.md, which is not there"
        lines.setdefault(name, line)
    if contents.faults:
        return  # which pages are left out can be told once the form is right
    for page in _files_of_chapters(root):
        name = page.with_suffix("").as_posix()
        if name in lines and page.suffix != ".md":
            yield f"{page.as_posix()}: stands beside {name}.md, expected one page of this name"
        elif name not in lines and _IS_READ.fullmatch(name):
            yield f"{page.as_posix()}: no part of {FILE} names it, expected a line - file: {name}"


def _files_of_chapters(root: Path) -> list[Path]:
    """Return the files that Sphinx takes for pages of chapters, those in linked folders among them."""
    folders = os.walk(root / "chapters", followlinks=True)
    paths = (Path(folder, name).relative_to(root) for folder, _, names in folders for name in names)
    return sorted(path for path in paths if path.suffix in KINDS)
