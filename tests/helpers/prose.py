"""Reading the chapters' sources: front matter, cells, prose, references."""

import re
from pathlib import Path
from typing import NamedTuple

from textledger import records

from .paths import ROOT

TEXTS = records.docs()
ORDER = (
    "index", "start", *TEXTS, "travel", "numbers", "chronology", "voices", "vacuum", "since", "corpus", "method",
    "codebook", "teach", "data", "reproduce", "corrections", "ledger", "registers", "glossary", "bibliography",
)  # fmt: skip
ACROSS = ("travel", "numbers", "chronology", "voices", "vacuum", "since")
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*$", re.M | re.S)
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.M | re.S)
CLAIM = re.compile(r"\{(?:claim|rec)\}`([^`]+)`")


class Chapter(NamedTuple):
    """A chapter: name, the whole source, its code cells, its prose without front matter and fences."""

    name: str
    source: str
    cells: list[str]
    prose: str

    def sections(self) -> dict[str, str]:
        """Return the prose by second-level heading."""
        parts = re.split(r"^## +(.+)$", self.prose, flags=re.M)
        return dict(zip((title.strip() for title in parts[1::2]), parts[2::2], strict=True))

    def head(self) -> str:
        """Return the prose before the first section."""
        return self.prose.split("\n## ")[0]

    def dek(self) -> str:
        """Return the standfirst of the front matter."""
        found = re.search(r"\A---\n.*?^dek: *(.+?)$.*?^---$", self.source, re.M | re.S)
        return found[1].strip("\"' ") if found else ""

    def outlined(self) -> list[str]:
        """Return the texts whose outlines the chapter shows."""
        return re.findall(r"^```\{outline\} *(\w+) *$", self.source, re.M)

    def read(self) -> list[str]:
        """Return what a reader reads of it in English: paragraphs and list items, takeaways and method included."""
        return blocks(english(self.prose))

    def records(self) -> set[str]:
        """Return the record ids the prose refers to."""
        return {part.strip() for ids in CLAIM.findall(self.prose) for part in ids.split(",")}


def read(path: Path) -> Chapter:
    """Read a chapter."""
    source = path.read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.S)
    return Chapter(path.stem, source, CELL.findall(body), FENCE.sub("", body))


def chapters() -> list[Chapter]:
    """Return the home page and all chapters."""
    return [read(ROOT / "index.md"), *(read(path) for path in sorted((ROOT / "chapters").glob("*.md")))]


def plain(prose: str) -> str:
    """Return prose without roles, links' addresses, inline code and directive marks, as a reader sees its words."""
    prose = re.sub(r"^:::.*$", "", prose, flags=re.M)
    prose = re.sub(r"\{ar\}`[^`]*`", "", prose)
    prose = re.sub(r"\{[\w:-]+\}`[^`]*`", "", prose)
    prose = re.sub(r"`[^`]*`", "", prose)
    prose = re.sub(r"\]\([^)]*\)", "]", prose)
    return re.sub(r"[*_\[\]]", "", prose)


def english(prose: str) -> str:
    """Return plain prose without Arabic blocks."""
    return plain(re.sub(r"^:::\{ar\}.*?^:::\s*$", "", prose, flags=re.M | re.S))


def arabic(prose: str) -> list[str]:
    """Return the Arabic blocks of prose."""
    return re.findall(r"^:::\{ar\}\n(.*?)^:::\s*$", prose, re.M | re.S)


def blocks(prose: str) -> list[str]:
    """Return paragraphs and list items of prose (no headings, tables, directives)."""
    result = []
    for block in re.split(r"\n\s*\n", prose):
        block = block.strip()
        block = re.sub(r"^(?:#.*|\([\w-]+\)=)(?:\n|$)", "", block, flags=re.M)  # headings, and targets
        if not block or block.startswith((":::", "|")):
            continue
        result += [part.strip() for part in re.split(r"\n(?=(?:[-*]|\d+\.) )", block)]
    return result


def sentences(text: str) -> list[str]:
    """Return the sentences of English prose."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"(])", " ".join(text.split())) if part.strip()]
