"""Source texts as code points: paragraphs, words, segments.

The only module of the package that opens a source text. Offsets everywhere are half-open code-point offsets into the
text decoded as UTF-8, line ends untouched.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = "TEXTLEDGER_SOURCES"
SEGMENT_WORDS = 80  # a published count table never describes fewer words than this

# letters, also as they are shown (presentation forms), and their marks; what is invisible inside a word parts none
_ARABIC = r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0640\u064b-\u065f\u0670"
_ARABIC += r"\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]+"
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# A word is a maximal run of Arabic letters with their marks, or of Latin letters, or of digits.
WORD = re.compile(
    rf"{_ARABIC}(?:[{INVISIBLE}]+{_ARABIC})*"
    r"|[A-Za-z\u00c0-\u024f]+"
    r"|[0-9\u0660-\u0669\u06f0-\u06f9]+"
)


class SourceError(Exception):
    """A source text is missing or is not the text the records describe."""


class Paragraph(NamedTuple):
    """One non-blank line of a source, without the white space around it."""

    par: int
    start: int
    end: int


class Word(NamedTuple):
    """One word with its position."""

    start: int
    end: int
    form: str


def sources_dir(path: str | os.PathLike | None = None) -> Path:
    """Return the folder of the source texts: the one given, else the one the environment names.

    Raises:
        SourceError: no folder is named, or it does not exist.
    """
    chosen = path or os.environ.get(ENVIRONMENT)
    if not chosen:
        raise SourceError(
            f"no folder of source texts: pass --sources DIR or set {ENVIRONMENT}; "
            "the texts are other people's copyright and are not part of this repository"
        )
    folder = Path(chosen)
    if not folder.is_dir():
        raise SourceError(f"the folder of source texts does not exist: {folder}")
    return folder


def read(doc_id: str, folder: Path, sha256: str | None = None) -> str:
    """Return one source text.

    Args:
        doc_id: the text's id; its file is `<doc_id>.txt`.
        folder: the folder of the texts.
        sha256: the digest the file must have, where it is known.

    Raises:
        SourceError: the file is absent, or it is not the one described.
    """
    path = folder / f"{doc_id}.txt"
    if not path.is_file():
        raise SourceError(f"source text missing: {path}")
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if sha256 and digest != sha256:
        raise SourceError(f"{path} is not the text described: its sha256 is {digest}, documents.csv has {sha256}")
    return raw.decode("utf-8")


def paragraphs(text: str) -> list[Paragraph]:
    """Return the non-blank lines of a text, numbered from 0, each trimmed of outer white space."""
    result: list[Paragraph] = []
    position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body[0])
            result.append(Paragraph(len(result), start, start + len(body)))
        position += len(line)
    return result


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words between two offsets, in order."""
    return [Word(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, len(text) if end is None else end)]


def segments(zones: list[str], counts: list[int], least: int = SEGMENT_WORDS) -> list[int | None]:
    """Group paragraphs into segments of at least `least` words, one zone at a time.

    Consecutive paragraphs of a zone are taken (lines of the other zone are ignored) until the segment holds `least`
    words; a remainder joins the last segment; a zone with fewer words in all has no segment.

    Args:
        zones: the zone of each paragraph, in order.
        counts: the number of words of each paragraph.
        least: the least number of words in a segment.

    Returns:
        For each paragraph the number of its segment (from 0, counting through all zones), or None.
    """
    result: list[int | None] = [None] * len(zones)
    next_segment = 0
    for zone in sorted(set(zones), reverse=True, key=lambda name: name == "body"):
        members = [i for i, z in enumerate(zones) if z == zone]
        closed, open_ = [], []
        for i in members:
            open_.append(i)
            if sum(counts[j] for j in open_) >= least:
                closed.append(open_)
                open_ = []
        if not closed:
            continue
        closed[-1].extend(open_)
        for group in closed:
            for i in group:
                result[i] = next_segment
            next_segment += 1
    return result
