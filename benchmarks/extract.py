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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import phrases  # noqa: E402
from textledger import records  # noqa: E402
from textledger.corpus import text as texts  # noqa: E402
from textledger.extract import dates, scores  # noqa: E402
from textledger.extract.draft import draft  # noqa: E402

TABLES = ("phrases", "reported_phrases", "unseen_phrases")
WORDS_OF_A_DOCUMENT, WORDS_OF_A_LINE = 320, 40


def spent(function, *arguments) -> float:
    """Return the seconds of the processor that a call takes."""
    begin = time.process_time()
    function(*arguments)
    return time.process_time() - begin


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


def of_dates(table: list[phrases.Phrase], found: list[list[str]]) -> str:
    """Return precision and recall of the dates with a value that were found in each phrase."""
    judged = [(phrase.expected, edtf) for phrase, rows in zip(table, found, strict=True) for edtf in rows]
    right = sum(any(part == f"date {edtf}"[: len(part)] for part in e.split("; ")) for e, edtf in judged)
    wanted = sum(part.startswith("date ") and part[5].isdigit() for phrase in table for part in _parts(phrase))
    return (
        f"precision {right / max(1, len(judged)):.3f} of {len(judged)}, recall {right / max(1, wanted):.3f} of {wanted}"
    )


def _parts(phrase: phrases.Phrase) -> list[str]:
    return phrase.expected.split("; ")


def ours(phrase: phrases.Phrase) -> list[str]:
    """Return the dates with a value that the rules find in a phrase."""
    return [row["edtf"] for row in draft(phrase.text)["dates"] if row["edtf"]]


def of_phrases(tables: dict[str, list[phrases.Phrase]]) -> None:
    """Print how many phrases of each table are wholly right, now and when they were first tried."""
    for name, table in tables.items():
        whole = len(table) - len(phrases.faults(table, draft))
        print(f"{name}: {whole} of {len(table)} wholly right")
        judged = [phrase for phrase in table if phrase.expected != "no amount"]  # there a date is left open
        print(f"{name}: dates: {of_dates(judged, [ours(phrase) for phrase in judged])}")
    for number, tried in itertools.groupby(tables["unseen_phrases"], key=lambda phrase: phrase.round):
        first = [phrase.first == "right" for phrase in tried]
        print(f"round {number} of unseen phrases: {sum(first)} of {len(first)} right when first tried")


def of_texts(folder: Path) -> None:
    """Print how far the drafts agree with the records of the texts."""
    read = {row["doc_id"]: texts.read(row["doc_id"], folder) for row in records.rows("documents", ROOT / "data")}
    for row in scores.score(read, ROOT / "data"):
        print(f"the texts: {row['variable']}: {row['measure'].replace('_', ' ', 1)} {row['value']:.3f} of {row['n']}")


def per_word(count: int, listed: list[str], line: int = WORDS_OF_A_LINE) -> float:
    """Return the least of five times for a text of so many words, in microseconds a word."""
    text = text_of(listed[:count], line)
    return min(spent(draft, text) for _ in range(5)) / count * 1e6


def beside(table: list[phrases.Phrase], documents: list[str]) -> None:
    """Print what dateparser finds on the phrases, and how long both take."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser: not installed (benchmarks/requirements.txt)")
        return
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["year"]}

    def theirs(text: str) -> list[str]:
        found = search_dates(text, languages=["ar"], settings=settings) or []
        return [f"{day:%Y-%m-%d}" for _, day in found]

    plain = [phrase for phrase in table if not phrase.expected.startswith("no ") and "/" not in phrase.expected]
    print(f"dateparser: dates of the phrases: {of_dates(plain, [theirs(phrase.text) for phrase in plain])}")
    print(f"the rules:  dates of the phrases: {of_dates(plain, [ours(phrase) for phrase in plain])}")
    sample = [phrase.text for phrase in plain[:: max(1, len(plain) // 300)]]
    for what, listed in ((f"{len(sample)} phrases", sample), ("20 documents", documents[:20])):
        slow = spent(lambda listed=listed: [theirs(text) for text in listed])
        for name, find in (("dates.find", dates.find), ("draft", draft)):
            quick = min(spent(lambda find=find, listed=listed: [find(text) for text in listed]) for _ in range(3))
            print(f"dateparser on {what}: {slow / quick:.0f} times the time of {name}")


def main(arguments: list[str] | None = None) -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(prog="python benchmarks/extract.py", description=__doc__)
    parser.add_argument("--words", type=int, default=100_000, help="of the long text (100,000)")
    parser.add_argument("--sources", help="folder of the source texts")
    options = parser.parse_args(arguments)
    most = options.words
    tables = {name: phrases.table(ROOT / f"tests/unit/{name}.tsv") for name in TABLES}
    of_phrases(tables)
    if options.sources:
        of_texts(Path(options.sources))
    everything = [phrase for table in tables.values() for phrase in table]
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
