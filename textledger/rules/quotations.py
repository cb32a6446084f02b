"""The limits on quotations, as far as they can be held without the texts: each one, each record, each place, each text.

Words are counted so that nothing but a space is needed to part them and nothing can hide that they are parted: letters
of presentation forms are read as plain letters, and tatweel, underscores, invisible and special spaces part words.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from .. import records
from ..corpus import text
from .relations import Data, at, lines

MOST_QUOTED = 8  # words of the quotations of a record together, and of a run of adjacent quotations
SHARE_OF_A_PARAGRAPH = 0.25  # of its words, where that is more than one quotation may have
SHARE_OF_A_TEXT = 0.1  # of its words
MOST_LETTERS = 20  # of a word; the longest of the texts has 13
NEARER_THAN_A_WORD = 3  # code points: between two quotations there is no word

LOCATED = ("claims", "quantities", "dates", "event_reports", "anomalies", "checks")  # records with a place in a text
TITLES = ("title_ar",)  # of the texts themselves, which a citation gives in full
_TATWEEL = "\u0640"
_MARKS = re.compile("[\u064b-\u065f\u0670]")
_ARABIC = "\u0600-\u0605\u0610-\u061a\u0620-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
ARABIC_RUN = re.compile(rf"[{_ARABIC}](?:[{_ARABIC}\W\d_]*?[{_ARABIC}])*")
_BREAKS = re.compile("[,،;؛:.]")  # what parts the items of a list of forms


def words(wording: str) -> list[str]:
    """Return the words of a wording, without their marks."""
    plain = unicodedata.normalize("NFKC", wording).replace(_TATWEEL, " ")
    return re.findall(r"[^\W_]+", _MARKS.sub("", plain))


@cache  # what a cell says is often said in others
def _in_a_row(value: str) -> list[int]:
    """Return of each run of Arabic in a cell the most words that nothing parts."""
    return [max(len(words(part)) for part in _BREAKS.split(run)) for run in ARABIC_RUN.findall(value)]


def _own(data: Data) -> Iterator[str]:
    for where, row in lines(data, "quotes"):
        quoted_words = words(row["quote_ar"])
        if not quoted_words:
            yield f"{where}: quote_ar is {row['quote_ar']!r}, expected words"
        if len(quoted_words) > MOST_QUOTED:
            yield f"{where}: quote_ar has {len(quoted_words)} words quoted, expected at most {MOST_QUOTED}"
        if (longest := max(map(len, quoted_words), default=0)) > MOST_LETTERS:
            yield f"{where}: quote_ar has a word of {longest} letters, expected words of at most {MOST_LETTERS}"


def _elsewhere(data: Data) -> Iterator[str]:
    for name in (name for name in data if name != "quotes"):  # which _own looks at
        values = set().union(*(row.values() for row in data[name]))
        long = {value for value in values if not value.isascii() and max(_in_a_row(value), default=0) > MOST_QUOTED}
        for line, row in enumerate(data[name] if long else (), 2):
            for column, value in row.items():
                for n in _in_a_row(value) if value in long and column not in TITLES else ():
                    if n > MOST_QUOTED:
                        where = at(name, line, row)
                        yield f"{where}: {column} has {n} words of Arabic in a row, expected at most {MOST_QUOTED}"


def _of_records(data: Data) -> Iterator[str]:
    quoted: Counter = Counter()
    for where, row in lines(data, "quotes"):
        before = quoted[row["record_id"]]
        quoted[row["record_id"]] += len(words(row["quote_ar"]))
        if before and quoted[row["record_id"]] > MOST_QUOTED:
            n = quoted[row["record_id"]]
            yield f"{where}: its record has {n} words quoted in all, expected at most {MOST_QUOTED}"


def _of_places(data: Data) -> Iterator[str]:
    """Hold the limits where the place of a quotation is known: its paragraph, and its span where it fills it."""
    spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in data["spans"]:
        spans[row["record_id"]].append((row["doc_id"], int(row["start"]), int(row["end"])))
    taken: Counter = Counter()
    last, exact = {}, []
    for where, row in lines(data, "quotes"):
        if not (own := spans[row["record_id"]]):
            yield f"{where}: {row['record_id']} has no span, expected the place of what is quoted"
            continue
        doc, start, end = own[0]
        n = len(words(row["quote_ar"]))
        around = (p for p in data["paragraphs"] if p["doc_id"] == doc and int(p["start"]) <= start < int(p["end"]))
        if not (par := next(around, None)):
            continue  # a span outside the paragraphs is told of as such
        taken[doc, par["par"]] += n
        last[doc, par["par"]] = where, int(par["n_tokens"])
        if len(own) == 1 and end - start == len(row["quote_ar"]):
            exact.append((doc, start, end, n, where))
    for place, n in taken.items():
        where, size = last[place]
        if n > (most := max(MOST_QUOTED, int(SHARE_OF_A_PARAGRAPH * size))):
            yield f"{where}: {n} words are quoted from paragraph {place[1]} of {place[0]}, expected at most {most}"
    doc, end, n = "", 0, 0
    for doc_id, start, until, more, where in sorted(exact):
        adjacent = doc_id == doc and start < end + NEARER_THAN_A_WORD
        n = n + more if adjacent else more
        doc, end = doc_id, max(until, end) if adjacent else until
        if n > MOST_QUOTED and adjacent:
            yield f"{where}: adjacent quotations make a run of {n} words, expected at most {MOST_QUOTED}"


def _of_texts(data: Data) -> Iterator[str]:
    owner = {row["record_id"]: row["doc_id"] for row in data["records"]}
    published: Counter = Counter()
    for row in data["quotes"]:
        published[owner[row["record_id"]]] += len(words(row["quote_ar"]))
    for name in LOCATED:
        key = records.schema(name)["primaryKey"][0]
        for row in data[name]:
            arabic_runs = (r for value in row.values() if not value.isascii() for r in ARABIC_RUN.findall(value))
            published[owner[row[key]]] += sum(len(words(run)) for run in arabic_runs)
    for line, row in enumerate(data["documents"], 2):
        n, most = published[row["doc_id"]], int(SHARE_OF_A_TEXT * int(row["n_tokens"]))
        if n > most:
            where = at("documents", line, row)
            yield f"{where}: {n} words of the text are published in Arabic, expected at most {most}"


def _nearest(wording: str, whole: str, near: int) -> int | None:
    """Return where a wording stands in a text: of several places the one nearest to a record's."""
    places = [match.start() for match in re.finditer(re.escape(wording), whole)]
    return min(places, key=lambda place: abs(place - near), default=None)


def placed_faults(data: Data, texts: dict[str, str]) -> Iterator[str]:
    """Yield quotations that are not in their text, and runs of published words that are too long, by position.

    Args:
        data: the rows of all tables, by table.
        texts: the source texts, by id.
    """
    owner = {row["record_id"]: row["doc_id"] for row in data["records"]}
    start = {row["record_id"]: int(row["start"]) for row in reversed(data["spans"])}
    taken: dict[str, dict[int, str]] = {doc: {} for doc in texts}  # code points, with who publishes them

    def take(record_id: str, wording: str, where: str) -> bool:
        doc = owner[record_id]
        place = _nearest(wording, texts[doc], start.get(record_id, 0))
        if place is not None:
            taken[doc] |= dict.fromkeys(range(place, place + len(wording)), where)
        return place is not None

    for where, row in lines(data, "quotes"):
        if not take(row["record_id"], row["quote_ar"], where):
            yield f"{where}: quote_ar is {row['quote_ar']!r}, expected words that stand in {owner[row['record_id']]}"
    for name in LOCATED:
        key = records.schema(name)["primaryKey"][0]
        for where, row in lines(data, name):
            for run in (run for value in row.values() for run in ARABIC_RUN.findall(value)):
                take(row[key], run, where)
    for doc, whole in texts.items():
        n = 0
        for word in text.words(whole):
            publisher = taken[doc].get(word.start)
            n = n + 1 if publisher else 0
            if n == MOST_QUOTED + 1:
                yield f"{publisher}: a run of more than {MOST_QUOTED} words of {doc} is published, expected fewer"


EVERY = (_own, _elsewhere, _of_records, _of_places, _of_texts)
