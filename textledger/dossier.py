"""What is known of one record, as whoever shows it takes it: popover, ledger, exports.

A value may hold record ids and `[[cite:key|label]]`, which the site links. Nothing here knows of markup.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from . import citing, records


class Line(NamedTuple):
    """A labelled statement; `brief` tells whether it belongs to the short form too."""

    label: str
    text: str
    brief: bool = False


class Link(NamedTuple):
    """A link of a claim, seen from that claim: relation in words, the other claim, why, id of the link."""

    relation: str
    other: str
    note: str
    link_id: str


class Check(NamedTuple):
    """A check: id, codes of verdict and confidence, finding, correction (may be empty), reference to its source."""

    check_id: str
    verdict: str
    finding: str
    correction: str
    source: str
    confidence: str


class Span(NamedTuple):
    """A position in a source: text, half-open range of code points, seal."""

    doc: str
    start: int
    end: int
    mac: str


@dataclass
class Dossier:
    """What is known of a record: a sentence that says what it is, how it is coded, what bears on it."""

    id: str
    table: str
    docs: tuple[str, ...]
    place: str  # label of the text and paragraph, in words
    text: str  # paraphrase or description
    summary: str  # codes in words, in one line
    lines: list[Line] = field(default_factory=list)
    bearing: list[Line] = field(default_factory=list)  # from outside the record's own row
    quotes: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The record's kind in words."""
        return citing.KINDS[self.table]

    @property
    def title(self) -> str:
        """The record's name as it is cited."""
        own = f" ({records.labels()[self.docs[0]]})" if self.id.startswith(records.docs()) else ""
        return f"{self.kind} {self.id}{own}"
