"""The part *Drafts* of `_toc.yml`: a line is put in or taken out, and every other byte stays."""

from pathlib import Path

import yaml

from .. import yamlfile

FILE = "_toc.yml"
CAPTION = "Drafts"


def page(slug: str) -> str:
    """Return the name of a draft's page."""
    return f"chapters/{slug}"


def _named(number: int, part: dict) -> str:
    return f"the part {part['caption']}" if part.get("caption") else f"part {number}"


def read(root: Path) -> dict:
    """Return what the table of contents holds.

    Raises:
        yamlfile.YamlError: it cannot be read.
        ValueError: it has no list of parts with chapters.
    """
    contents = yamlfile.read(root / FILE, "the table of contents of the book")
    try:
        parts = list(enumerate(contents["parts"], 1))
        empty = next((_named(number, part) for number, part in parts if not part.get("chapters")), None)
        listed = [chapter["file"] for _, part in parts for chapter in part.get("chapters") or ()]
    except (AttributeError, KeyError, TypeError):
        raise ValueError(f"{FILE}: expected parts, each with chapters, each with a file") from None
    if empty:
        raise ValueError(f"{FILE}: {empty} has no chapters: take its lines out, or put a chapter into it")
    if not listed:
        raise ValueError(f"{FILE}: names no page, expected parts with chapters")
    return contents


def names(root: Path) -> set[str]:
    """Return the names of all pages."""
    contents = read(root)
    return {contents.get("root", "")} | {c["file"] for part in contents["parts"] for c in part["chapters"]}


def drafts(root: Path) -> set[str]:
    """Return the names of the pages of drafts."""
    return {c["file"] for part in read(root)["parts"] if _is_drafts(part) for c in part["chapters"]}


def _changed(root: Path, change, expected: dict) -> bytes:
    """Return the file with its lines changed, after making sure that it then says what it should."""
    raw = (root / FILE).read_bytes()
    end = "\r\n" if b"\r\n" in raw else "\n"
    whole = raw.decode("utf-8")
    lines = whole.removesuffix(end).split(end)
    text = end.join(change(lines, yaml.compose(whole))) + (end if whole.endswith(end) else "")
    try:
        made = yaml.safe_load(text)
    except yaml.YAMLError:
        made = None
    if made != expected:
        raise ValueError(f"{FILE}: cannot be changed line by line: expected parts and chapters as a list, a line each")
    return text.encode("utf-8")


def _value(node: yaml.Node, key: str) -> yaml.Node:
    return next(value for name, value in node.value if name.value == key)


def _parts(tree: yaml.Node) -> list[yaml.Node]:
    return _value(tree, "parts").value


def _is_drafts(part: dict) -> bool:
    return part.get("caption") == CAPTION


def with_page(root: Path, slug: str) -> bytes:
    """Return the table of contents with the page of a draft.

    Raises:
        ValueError: it is not written a line each.
    """
    contents = read(root)
    parts = contents["parts"]
    entry = {"file": page(slug)}
    place = next((n for n, part in enumerate(parts) if _is_drafts(part)), -1)
    known = place >= 0
    if known:
        parts[place]["chapters"].append(entry)
    else:
        parts.append({"caption": CAPTION, "chapters": [entry]})

    def change(lines: list[str], tree: yaml.Node) -> list[str]:
        part = _parts(tree)[place]  # the last one, where there are no drafts yet
        chapter = _value(part, "chapters").value[-1].start_mark
        line = lines[chapter.line][: chapter.column] + f"file: {page(slug)}"
        if known:
            return [*lines[: chapter.line + 1], line, *lines[chapter.line + 1 :]]
        indent = " " * part.start_mark.column
        return [*lines, f"{indent[:-2]}- caption: {CAPTION}", f"{indent}chapters:", line]

    return _changed(root, change, contents)


def without_page(root: Path, slug: str) -> bytes:
    """Return the table of contents without the page of a draft; without *Drafts* where it was the last.

    Raises:
        ValueError: it is not written a line each.
    """
    contents = read(root)
    part = next(p for p in contents["parts"] if {"file": page(slug)} in p["chapters"])
    place, last = contents["parts"].index(part), len(part["chapters"]) == 1 and _is_drafts(part)
    at = part["chapters"].index({"file": page(slug)})
    del part["chapters"][at]
    if last:
        del contents["parts"][place]

    def change(lines: list[str], tree: yaml.Node) -> list[str]:
        node = _parts(tree)[place]
        line = _value(node, "chapters").value[at].start_mark.line
        first = node.start_mark.line if last else line
        return [*lines[:first], *lines[line + 1 :]]

    return _changed(root, change, contents)
