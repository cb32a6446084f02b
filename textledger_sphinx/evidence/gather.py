"""Finds the evidence of a page: records and references, the sentences they support, and where the marks belong.

Records and references in prose are nodes, which are taken out; those of computed tables and captions are markup.
"""

import re
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref

from textledger import records

from ..records import record_link
from .sentences import ends

# Blocks whose evidence is one mark, however many sentences they have; in other blocks each sentence has its own.
WHOLE = (nodes.list_item, nodes.entry, nodes.caption, nodes.block_quote, nodes.field_body, nodes.definition)
_ID = rf'<a class="tl-claim" [^>]*>{records.id_pattern()}</a>'
_NAMES = rf"{_ID}(?:(?:[,;]? | and |, and ){_ID})*"
# What stands for evidence in computed text: names in brackets, or behind a colon at the end; all else is part of it.
_ASIDE = re.compile(rf"\s*\((?:see |checks? |claims? |records? )?({_NAMES})\)|: ({_NAMES})(?=\.?$)")
_JOIN = re.compile(r"\s*(?:[,;]|,? and)?\s*")  # what stands between two parts of the evidence of one sentence
_ALONE = re.compile(rf"(?:{_ID}[,;]? ?)+")
_BLOCK = re.compile(r"<(td|p|li|dd|caption|figcaption|blockquote)\b([^>]*)>((?:(?!</?\1\b).)*?)</\1>", re.DOTALL)


class Evidence(NamedTuple):
    """What one mark stands for: ids of records, keys of references, and the letters of the sentence before it."""

    records: tuple[str, ...]
    references: tuple[str, ...]
    length: int


def is_evidence(node) -> bool:
    """Return whether a node stands behind what it supports: a group of records, or a reference in brackets.

    A reference by author (`{cite:t}`) is part of its sentence.
    """
    if isinstance(node, pending_xref):
        return node.get("refdomain") == "cite" and node.get("reftype") == "p"
    return isinstance(node, nodes.inline) and "tl-claims" in node["classes"]


def block_of(node) -> nodes.Element:
    """Return the block of prose that a node stands in."""
    node = node.parent
    while isinstance(node, nodes.Inline):
        node = node.parent
    return node


def _index(parent, node) -> int:
    """Return the place of a node among its siblings, of which a text may be equal to it."""
    return next(n for n, child in enumerate(parent) if child is node)


def _replace(text, *others) -> None:
    parent = text.parent
    at = _index(parent, text)
    parent[at : at + 1] = others


def _named(node) -> tuple[list[str], list[str]]:
    if isinstance(node, pending_xref):
        return [], [key.strip() for key in node["reftarget"].split(",")]
    return [link["record"] for link in node.findall(record_link)], []


def _parts(block) -> list:
    """Return the evidence of a block and the texts outside it, in order."""

    def is_text(node) -> bool:
        above = []
        while node.parent is not block:
            node = node.parent
            above.append(node)
        return not any(is_evidence(parent) or isinstance(parent, nodes.raw) for parent in above)

    found = block.findall(lambda node: isinstance(node, nodes.Text) or is_evidence(node))
    return [node for node in found if is_evidence(node) or is_text(node)]


def take_out(block) -> tuple[list[nodes.Text], list[tuple[int, list[str], list[str]]]]:
    """Take the evidence out of a block.

    Returns:
        The texts that are left, in order, and for each part of the evidence its place, its records and references.
    """
    texts: list[nodes.Text] = []
    found: list[tuple[int, list[str], list[str]]] = []
    length = 0
    parts = _parts(block)
    for n, node in enumerate(parts):
        if is_evidence(node):
            found.append((length, *_named(node)))
            continue
        kept = str(node).lstrip() if found and not length else str(node)
        if n + 1 < len(parts) and is_evidence(parts[n + 1]):
            kept = "" if n and is_evidence(parts[n - 1]) and _JOIN.fullmatch(kept) else kept.rstrip()
            # a comma before what is taken out would stand beside the stop that follows
            rest = next((part for part in parts[n + 1 :] if not is_evidence(part) and not _JOIN.fullmatch(part)), "")
            kept = kept.removesuffix(",") if rest[:1] in {*",.;:)"} else kept
        if kept != node:
            text = nodes.Text(kept)
            _replace(node, text)
            node = text
        texts.append(node)
        length += len(node)
    for node in list(block.findall(is_evidence)):
        _replace(node)
    return texts, found


def _whole(block) -> bool:
    while block is not None:
        if isinstance(block, WHOLE):
            return True
        block = block.parent
    return False


def by_sentence(block, text: str, found: list) -> dict[int, Evidence]:
    """Return the evidence of each sentence that has any, by the offset behind the sentence.

    Args:
        block: the block of prose.
        text: its text, from which the evidence is taken out.
        found: the evidence, as `take_out` returns it.
    """
    last = len(text.rstrip())
    places = [last] if _whole(block) or not text.strip() else ends(text)
    gathered: dict[int, tuple[list, list]] = {}
    for at, ids, keys in found:
        # behind a full stop the evidence is that of the sentence before it
        place = next((end for end in places if at <= end), last)
        before = [end for end in places if end <= at]
        if before and not text[before[-1] : at].strip():
            place = before[-1]
        all_ids, all_keys = gathered.setdefault(place, ([], []))
        all_ids += ids
        all_keys += keys
    starts = dict(zip(places, [0, *places], strict=False))
    return {
        place: Evidence(
            tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(keys)), len(text[starts[place] : place].lstrip())
        )
        for place, (ids, keys) in sorted(gathered.items())
    }


def insert(block, texts: list[nodes.Text], place: int, mark: nodes.Node) -> None:
    """Put a mark into a block, behind as many letters of its texts."""
    begins = list(accumulate(map(len, texts), initial=0))
    which = next((n for n, text in enumerate(texts) if begins[n] < place <= begins[n + 1]), None)
    if which is None:
        block += mark
        return
    text, at = texts[which], begins[which]
    parent, node = text.parent, text
    if place < at + len(text):
        node = nodes.Text(text[: place - at])
        _replace(text, node, nodes.Text(text[place - at :]))
        texts[which] = node
    # behind inline markup that ends here, and never within a link
    while parent is not block and (_index(parent, node) == len(parent) - 1 or isinstance(parent, nodes.reference)):
        node, parent = parent, parent.parent
    parent.insert(_index(parent, node) + 1, mark)


def from_markup(markup: str, number) -> str:
    """Return markup of a computed table or caption with a mark a block in place of its evidence.

    Args:
        markup: the markup, whose links are those of `textledger.html.links`, resolved.
        number: gives the markup of a mark for an `Evidence`.
    """

    def block(match):
        tag, attributes, inner = match[1], match[2], match[3]
        if not re.search(_ID, inner):
            return match[0]
        found = [inner] if _ALONE.fullmatch(inner) else [aside[1] or aside[2] for aside in _ASIDE.finditer(inner)]
        if not found:
            return match[0]
        if found == [inner]:  # the mark alone needs no room for prose
            rest, attributes = "", attributes.replace(' class="prose"', "")
        else:
            rest = _ASIDE.sub("", inner)
        ids = re.findall('data-record="([^"]+)"', " ".join(found))
        prose = len(unescape(re.sub("<[^>]+>", "", rest)))
        evidence = Evidence(tuple(dict.fromkeys(ids)), (), prose)
        return f"<{tag}{attributes}>{rest}{number(evidence)}</{tag}>"

    return _BLOCK.sub(block, markup)
