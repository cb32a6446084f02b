"""What a note says of a record and of a source, gathered once a build."""

from typing import NamedTuple

from pybtex.backends.plaintext import Backend

from textledger import records
from textledger.html import links
from textledger.html.inline import plain
from textledger.labels import MARKS, VERDICTS

from .. import compat
from ..citation import references

WORDS = 30  # of a record's text that a note shows; what is longer ends where a clause does, if one does
LEAST = 12
_RANKS = [*MARKS, *(code for code in VERDICTS if code not in MARKS)]
ACCESS = {
    "R": "read in a republication",
    "O": "only its opening was read",
    "S": "read in a stored copy",
    "N": "not read: cited after somebody else",
}
_SEEN = {"republication": "R", "opening": "O", "stored_copy": "S", "not_read": "N"}


class Record(NamedTuple):
    """A record in a note: its text in few words, its place, the code of the worst verdict on it and what holds instead.

    The last two may be empty.
    """

    text: str
    place: str
    verdict: str
    correction: str


class Source(NamedTuple):
    """A source in a note: author and year, its entry in the bibliography, signs of how it was read."""

    label: str
    entry: str
    access: str


def rank(verdict: str) -> int:
    """Return the place of a verdict, or of none, in an order from the worst."""
    return _RANKS.index(verdict) if verdict else len(_RANKS)


def worst(verdicts) -> str:
    """Return the worst of some verdicts, or nothing where there is none."""
    return min(verdicts, key=rank, default="")


def shorten(text: str, words: int = WORDS, least: int = LEAST) -> str:
    """Return the first words of a text, to the last clause that ends in them, with an ellipsis where there are more."""
    parts = plain(text).split()
    if len(parts) <= words:
        return " ".join(parts)
    ends = [n for n, part in enumerate(parts[:words], 1) if n >= least and part[-1] in ",;:."]
    return f"{' '.join(parts[: ends[-1] if ends else words]).rstrip(',;:.–')}\u00a0…"


def _judged(checks) -> tuple[str, str]:
    """Return the worst verdict of some checks and what that check says instead; both empty without checks."""
    check = min(checks, key=lambda check: rank(check.verdict), default=None)
    return (check.verdict, plain(check.correction)) if check else ("", "")


def _state() -> tuple:
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(records.data_dir().glob("*.csv")))


def gather(app, env) -> None:
    """Gather what notes say of the records, when the tables have changed."""
    state = _state()
    if getattr(env, "textledger_evidence", (None,))[0] == state:
        return
    from textledger import dossiers  # loaded here, because an edit of prose needs no pandas

    book = dossiers.read()
    found = {}
    for record_id in book.ids:
        facts = book.dossier(record_id)
        found[record_id] = Record(shorten(facts.text), facts.place, *_judged(facts.checks))
    env.textledger_evidence = (state, found)


def of_record(env, record_id: str) -> Record:
    """Return what a note says of a record."""
    return env.textledger_evidence[1][record_id]


def access() -> dict[str, str]:
    """Return the signs of how each source was read, by key."""
    return {
        row["source_key"]: "".join(
            sign
            for sign in ACCESS
            if sign == _SEEN.get(row["access"]) or (sign == "R" and row["republication"] == "true")
        )
        for row in records.rows("sources")
    }


def sources(env) -> dict[str, Source]:
    """Return what notes say of the sources, by key."""
    signs, entries = access(), {citation.key: citation for citation in compat.citations(env)}
    labels, plain_text = references.labels(compat.entries(env)), Backend()
    return {
        key: Source(
            label, entries[key].formatted_entry.text.render(plain_text) if key in entries else "", signs.get(key, "")
        )
        for key, label in labels.items()
    }


def address(page: str, name: str) -> str:
    """Return where a link of `textledger.html.links` leads, as seen from a page."""
    target, anchor = next(iter(links.targets(f' href="{name}"').values()))
    return anchor if target == page else f"{links.to_root(page)}{target}.html{anchor}"
