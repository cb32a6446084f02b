"""The rules for numbers and dates: phrases wholly right, the texts of the book, cost a word, documents a second.

Run `python benchmarks/extract.py`; with `--sources` the records of the texts are scored, too. Beside the rules stands
dateparser on the same phrases, where the packages of `benchmarks/requirements.txt` are installed (`pip install
--require-hashes -r benchmarks/requirements.txt`). Times are of the processor, on one core; ratios are of one run. The
rules were made with these tables at hand: on texts of another kind they find less.
"""

import argparse
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import phrases  # noqa: E402
from textledger import records  # noqa: E402
from textledger.corpus import text as texts  # noqa: E402
from textledger.extract import dates, scores  # noqa: E402
from textledger.extract.draft import draft  # noqa: E402
from textledger.schema import tables  # noqa: E402

TABLES = ("phrases", "reported_phrases", "unseen_phrases")
WORDS_OF_A_DOCUMENT, WORDS_OF_A_LINE = 320, 40


def spent(function, *arguments) -> float:
    """Return the seconds of the processor that a call takes."""
    begin = time.process_time()
    function(*arguments)
    return time.process_time() - begin


def least(function) -> float:
    """Return the least seconds of three calls."""
    return min(spent(function) for _ in range(3))


def least_of_each(find, listed: list[str]) -> float:
    """Return the seconds of some texts: they are gone through five times, and of each the least counts."""
    rounds = [[spent(find, text) for text in listed] for _ in range(5)]
    return sum(map(min, zip(*rounds, strict=True)))


def words(count: int, table: list[phrases.Phrase]) -> list[str]:
    """Return running words: the word list of the book, with a phrase of the tables after every line."""
    plain = itertools.cycle([row["form"] for row in records.rows("lexicon", ROOT / "data")])
    listed: list[str] = []
    for phrase in itertools.cycle(table):
        listed += [*itertools.islice(plain, WORDS_OF_A_LINE), *phrase.text.split()]
        if len(listed) >= count:
            return listed[:count]
    return listed


def text_of(listed: list[str], line: int = WORDS_OF_A_LINE) -> str:
    """Return words as lines."""
    return "\n".join(" ".join(listed[i : i + line]) for i in range(0, len(listed), line))


class Row(NamedTuple):
    """A figure as `rule_scores` keeps it."""

    part: str
    variable: str
    measure: str
    value: float
    n: int


def of_dates(table: list[phrases.Phrase], found: list[list[str]]) -> tuple[float, float, int]:
    """Return precision and recall of the dates with a value that were found in each phrase, and how many there are."""
    judged = [(phrase.expected, edtf) for phrase, rows in zip(table, found, strict=True) for edtf in rows]
    right = sum(any(part == f"date {edtf}"[: len(part)] for part in e.split("; ")) for e, edtf in judged)
    parts = [part for phrase in table for part in phrase.expected.split("; ")]
    wanted = sum(part.startswith("date ") and part[5].isdigit() for part in parts)
    return right / max(1, len(judged)), right / max(1, wanted), wanted


def ours(phrase: phrases.Phrase) -> list[str]:
    """Return the dates with a value that the rules find in a phrase."""
    return [row["edtf"] for row in draft(phrase.text)["dates"] if row["edtf"]]


def of_phrases(tables: dict[str, list[phrases.Phrase]]) -> Iterator[Row]:
    """Yield how many phrases of each table are wholly right, now and when they were first tried."""
    for name, table in tables.items():
        yield Row("phrases", name, "right", 1 - len(phrases.faults(table, draft)) / len(table), len(table))
    for number, tried in itertools.groupby(tables["unseen_phrases"], key=lambda phrase: phrase.round):
        first = [phrase.first == "right" for phrase in tried]
        yield Row("phrases", f"round {number}", "right_when_first_tried", sum(first) / len(first), len(first))


def of_texts(folder: Path) -> Iterator[Row]:
    """Yield how far the drafts agree with the records of the texts."""
    read = {row["doc_id"]: texts.read(row["doc_id"], folder) for row in records.rows("documents", ROOT / "data")}
    yield from (Row("texts", **row) for row in scores.score(read, ROOT / "data"))


def per_word(size: int, listed: list[str], line: int = WORDS_OF_A_LINE) -> float:
    """Return the least of five times for some words cut into texts of a size, in microseconds a word."""
    cut = [text_of(listed[i : i + size], line) for i in range(0, len(listed) - size + 1, size)]
    took = min(spent(lambda: [draft(text) for text in cut]) for _ in range(5))
    return took / (size * len(cut)) * 1e6


def of_time(listed: list[str], documents: list[str]) -> Iterator[Row]:
    """Yield the cost of a word as a text grows, and how many documents a second brings."""
    draft(text_of(listed))  # what is kept of each form of a word
    most = len(listed)
    short = per_word(1000, listed)
    yield Row("time", "long_text", "cost_a_word", per_word(most, listed) / short, most)
    line = per_word(most, listed, most) / per_word(most // 10, listed, most // 10)
    yield Row("time", "long_line", "cost_a_word", line, most)
    took = least(lambda: [draft(document) for document in documents])
    yield Row("time", "documents", "a_second", len(documents) / took, len(documents))


def beside(table: list[phrases.Phrase], documents: list[str]) -> Iterator[Row]:
    """Yield what dateparser finds on the phrases, and how long it takes, over the time of the rules."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser: not installed (benchmarks/requirements.txt)")
        return
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["year"]}

    def theirs(text: str) -> list[str]:
        found = search_dates(text, languages=["ar"], settings=settings) or []
        return [f"{day:%Y-%m-%d}" for _, day in found]

    plain = [
        phrase
        for phrase in table
        if not phrase.day and not phrase.expected.startswith("no ") and "/" not in phrase.expected
    ]
    for name, find in (("dateparser", lambda phrase: theirs(phrase.text)), ("rules", ours)):
        precision, recall, n = of_dates(plain, [find(phrase) for phrase in plain])
        yield Row("time", f"{name} on phrases", "precision", precision, n)
        yield Row("time", f"{name} on phrases", "recall", recall, n)
    sample = [phrase.text for phrase in plain[:: max(1, len(plain) // 300)]]
    for what, listed in (("phrases", sample), ("documents", documents[:100])):
        slow = least_of_each(theirs, listed)
        for name, find in (("draft", draft), ("dates", dates.find)):
            yield Row("time", f"dateparser on {what}", f"times_{name}", slow / least_of_each(find, listed), len(listed))


def write(rows: list[Row]) -> None:
    """Put the figures that were measured in the place of those published; the texts are left to `features`."""
    measured = {row.part for row in rows} - {"texts"}
    kept = [row for row in records.rows("rule_scores", ROOT / "data") if row["part"] not in measured]
    content = tables.render("rule_scores", [*kept, *(row._asdict() for row in rows if row.part in measured)])
    tables.write_text(ROOT / "data/rule_scores.csv", content)


def main(arguments: list[str] | None = None) -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(prog="python benchmarks/extract.py", description=__doc__)
    parser.add_argument("--words", type=int, default=100_000, help="of the long text (100,000)")
    parser.add_argument("--sources", help="folder of the source texts")
    parser.add_argument("--write", action="store_true", help="write what needs no text to data/rule_scores.csv")
    options = parser.parse_args(arguments)
    listed_phrases = {name: phrases.table(ROOT / f"tests/unit/{name}.tsv") for name in TABLES}
    everything = [phrase for table in listed_phrases.values() for phrase in table]
    listed = words(options.words, everything)
    size = WORDS_OF_A_DOCUMENT
    documents = [text_of(listed[i : i + size]) for i in range(0, options.words - size, size)]
    measured = []
    for row in itertools.chain(
        of_phrases(listed_phrases),
        of_texts(Path(options.sources)) if options.sources else (),
        of_time(listed, documents),
        beside(everything, documents),
    ):
        print(f"{row.part}: {row.variable}: {row.measure.replace('_', ' ')} {row.value:.3f} (of {row.n:,})")
        measured.append(row)
    if options.write:
        write(measured)


if __name__ == "__main__":
    main()
