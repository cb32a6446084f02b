"""A generated corpus with one worker and with two: documents a second, memory, the engine's share, cost.

Run `make corpus`, then `.venv/bin/python benchmarks/corpus.py`, where nothing else runs: ten minutes, or less with
`--largest 10000`. The documents are made of sentences of our own by a seed, most of their words invented, so that words
do not come to an end. Seconds are those from the first part handed out to the last one back; starting the workers is
told apart. The engine's share is what is left of workers x seconds without reading, rules and writing.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers import generated  # noqa: E402
from textledger.batch import run  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
FASTER, SHARE, FLAT = 1.7, 0.15, 1.1  # the goals: with two workers; the engine; memory of ten times the documents


class Measured(NamedTuple):
    """A run: seconds of starting and of the work, and what came of the parts."""

    workers: int
    starting: float
    result: run.Result

    @property
    def spent(self) -> float:
        """Return the seconds that workers were there."""
        return self.workers * self.result.seconds

    @property
    def engine(self) -> float:
        """Return the share of them that went neither into reading and writing nor into rules."""
        return 1 - sum(done.seconds for done in self.result.done) / self.spent

    @property
    def rules(self) -> float:
        """Return the share of them that went into rules."""
        return sum(done.extracting for done in self.result.done) / self.spent

    @property
    def memory(self) -> int:
        """Return the most bytes that a worker held."""
        return max(done.memory for done in self.result.done)

    def line(self) -> str:
        """Return the run as a line of the table."""
        counts, seconds = self.result.counts, self.result.seconds
        rates = f"{counts['documents'] / seconds:>9,.0f} {counts['tokens'] / seconds:>9,.0f}"
        shares = f"{self.rules:>7.1%} {1 - self.rules - self.engine:>7.1%} {self.engine:>7.1%}"
        numbers = f"{counts['documents']:>9,} {self.workers:>7} {self.starting:>7.1f} {seconds:>8.1f}"
        return f"{numbers} {rates} {shares} {self.memory / 1e6:>6.0f}"


HEAD = "documents workers start s   work s  a second  tokens/s   rules   files  engine MB/worker"


def measure(source: Path, output: Path, workers: int) -> Measured:
    """Write a corpus and measure it."""
    begin = time.monotonic()
    options = run.Options(str(source), output, ROOT / "data", workers=workers)
    result = run.run(options, tell=lambda line: None)
    return Measured(workers, time.monotonic() - begin - result.seconds, result)


def goal(what: str, value: float, least: float | None = None, most: float | None = None) -> bool:
    """Print whether a goal is met, and return it."""
    met = (least is None or value >= least) and (most is None or value <= most)
    bound = f"at least {least}" if least is not None else f"at most {most}"
    print(f"{'met' if met else 'MISSED'}: {what} {value:.2f} ({bound})")
    return met


def judged(runs: dict[tuple[int, int], Measured]) -> bool:
    """Print the goals on the largest corpus and what a million documents cost."""
    sizes = sorted({size for size, _ in runs})
    one, two = runs[sizes[-1], 1], runs[sizes[-1], 2]
    print(f"of {sizes[-1]:,} documents:")
    met = [
        goal("two workers, times one:", one.result.seconds / two.result.seconds, least=FASTER),
        goal("engine's share with two:", two.engine, most=SHARE),
    ]
    if len(sizes) > 1:
        before = max(runs[sizes[-2], workers].memory for workers in (1, 2))
        met.append(goal(f"memory, times that of {sizes[-2]:,}:", max(one.memory, two.memory) / before, most=FLAT))
    for run_ in (one, two):
        hours = run_.spent / run_.result.counts["documents"] * 1e6 / 3600
        print(f"a million documents: {hours:.2f} hours of a core with {run_.workers} workers")
    return all(met)


def main(arguments: list[str] | None = None) -> int:
    """Print the table and the goals; return whether one is missed."""
    parser = argparse.ArgumentParser(prog="python benchmarks/corpus.py", description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out corpora of more documents")
    most = parser.parse_args(arguments).largest
    print(f"{os.cpu_count()} processors\n{HEAD}", flush=True)
    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in [size for size in SIZES if size <= most] or [most]:
            source = generated.write_lines(Path(folder) / f"{size}.jsonl", size)
            for workers in (1, 2):
                runs[size, workers] = measure(source, Path(folder) / f"{size}-{workers}", workers)
                print(runs[size, workers].line(), flush=True)
    return 0 if judged(runs) else 1


if __name__ == "__main__":
    sys.exit(main())
