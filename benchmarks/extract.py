"""The rules for numbers and dates: phrases wholly right, cost a word as a text grows, documents a second.

Run `python benchmarks/extract.py`. Beside them stands dateparser on the same phrases, where the packages of
`benchmarks/requirements.txt` are installed (`pip install --require-hashes -r benchmarks/requirements.txt`). Times are
of the processor, on one core; ratios are of one run. The rules were made with these tables at hand: on texts of another
kind they find less.
"""

import argparse
import itertools
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import phrases  # noqa: E402
from textledger import records  # noqa: E402
from textledger.extract import dates  # noqa: E402
from textledger.extract.draft import draft  # noqa: E402

TABLES = ("phrases", "reported_phrases")
WORDS_OF_A_DOCUMENT, WORDS_OF_A_LINE = 320, 40


def spent(function, *arguments) -> float:
    """Return the seconds of the processor that a call takes."""
    begin = time.process_time()
    function(*arguments)
    return time.process_time() - begin


def words(count: int, table: list[tuple[str, str, str]]) -> list[str]:
    """Return running words: the word list of the book, with a phrase of the tables after every line."""
    plain = itertools.cycle([row["form"] for row in records.rows("lexicon", ROOT / "data")])
    listed: list[str] = []
    for _, phrase, _ in itertools.cycle(table):
        listed += [*itertools.islice(plain, WORDS_OF_A_LINE), *phrase.split()]
        if len(listed) >= count:
            return listed[:count]
    return listed


def text_of(listed: list[str], line: int = WORDS_OF_A_LINE) -> str:
    """Return words as lines."""
    return "\n".join(" ".join(listed[i : i + line]) for i in range(0, len(listed), line))


def scores(table) -> tuple[int, float, float]:
    """Return how many phrases are wholly right, and precision and recall of the dates with a value."""
    whole = sum(phrases.right(expected, draft(phrase)) for _, phrase, expected in table)
    found = [(expected, row["edtf"]) for _, phrase, expected in table for row in draft(phrase)["dates"] if row["edtf"]]
    judged = [pair for pair in found if pair[0] != "no amount"]  # there a date is left open
    right = sum(f"date {edtf}" in expected.split("; ") for expected, edtf in judged)
    wanted = sum(part.startswith("date ") and part[5].isdigit() for _, _, e in table for part in e.split("; "))
    return whole, right / len(judged), right / wanted


def per_word(count: int, listed: list[str], line: int = WORDS_OF_A_LINE) -> float:
    """Return the least of five times for a text of so many words, in microseconds a word."""
    text = text_of(listed[:count], line)
    return min(spent(draft, text) for _ in range(5)) / count * 1e6


def beside(table, documents: list[str]) -> None:
    """Print what dateparser finds on the phrases, and how long both take."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser: not installed (benchmarks/requirements.txt)")
        return
    plain = [(phrase, expected) for _, phrase, expected in table if expected != "no amount" and "/" not in expected]
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["year"]}
    hits = [(e, day) for p, e in plain for _, day in search_dates(p, languages=["ar"], settings=settings) or []]
    right = sum(any(part == f"date {day:%Y-%m-%d}"[: len(part)] for part in e.split("; ")) for e, day in hits)
    wanted = sum(part.startswith("date ") and part[5].isdigit() for _, e in plain for part in e.split("; "))
    print(f"dateparser: precision {right / max(1, len(hits)):.2f}, recall {right / wanted:.2f} of {wanted} dates")
    for what, texts in (("the phrases", [phrase for phrase, _ in plain]), ("20 documents", documents[:20])):
        theirs = spent(lambda sample: [search_dates(t, languages=["ar"], settings=settings) for t in sample], texts)
        ours, whole = (spent(lambda sample, f=f: [f(t) for t in sample], texts) for f in (dates.find, draft))
        print(f"dateparser on {what}: {theirs / ours:.0f} times the time of dates.find, {theirs / whole:.0f} of draft")


def main(arguments: list[str] | None = None) -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=100_000, help="of the long text (100,000)")
    most = parser.parse_args(arguments).words
    tables = {name: phrases.table(ROOT / f"tests/unit/{name}.tsv") for name in TABLES}
    for name, table in tables.items():
        whole, precision, recall = scores(table)
        print(f"{name}: {whole} of {len(table)} wholly right; dates: precision {precision:.3f}, recall {recall:.3f}")
    everything = [row for table in tables.values() for row in table]
    listed = words(most, everything)
    draft(text_of(listed))  # what is kept of each form of a word
    short, long = per_word(1000, listed), per_word(most, listed)
    line = per_word(most, listed, most) / per_word(most // 10, listed, most // 10)
    print(f"a word: {short:.2f} µs of 1,000; of {most:,}: {long / short:.2f} times that")
    print(f"a word of one line of {most:,} words: {line:.2f} times that of {most // 10:,}")
    size = WORDS_OF_A_DOCUMENT
    documents = [text_of(listed[i : i + size]) for i in range(0, most - size, size)]
    took = spent(lambda: [draft(document) for document in documents])
    print(f"documents of {size} words: {len(documents) / took:.0f} a second")
    beside(everything, documents)


if __name__ == "__main__":
    main()
