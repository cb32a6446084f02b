"""Archive every cited page, or check that what was archived is still there; both may be stopped and started again."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from . import cited, copies, fetch, manners, warc, web

FOLDER = Path(__file__).parents[2] / "archive"  # in no repository and on no site: the pages are other people's
AMISS = ("dead", "astray", "unreachable", "changed")  # what a check fails for
Say = Callable[[str], None]


class Options(NamedTuple):
    """How pages are fetched and where they are kept."""

    folder: Path = FOLDER
    delay: float = 3.0  # seconds between two requests to a host
    limits: web.Limits = web.Limits()
    api: str = copies.API  # of the public archive; empty to leave it alone


class Progress:
    """Tells what became of each page, how fast it goes and how long it will take.

    Args:
        total: the number of pages.
        say: called with each line.
    """

    def __init__(self, total: int, say: Say):
        self.total, self.say = total, say
        self.states: Counter[str] = Counter()
        self._began = time.monotonic()

    def tell(self, state: str, address: str, more: str = "") -> None:
        """Tell what became of a page."""
        self.states[state] += 1
        done = self.states.total()
        rate = done / max(time.monotonic() - self._began, 1e-6)
        left = _duration((self.total - done) / rate)
        pace = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
        outcome = f"{state}: {more}" if more else state
        self.say(f"[{done:>{len(str(self.total))}}/{self.total}] {address} - {outcome} ({pace}, {left} left)")

    def sum_up(self) -> None:
        """Tell how many pages came to what."""
        counted = ", ".join(f"{n} {state}" for state, n in sorted(self.states.items()))
        self.say(f"{self.states.total()} of {self.total} addresses: {counted or 'none'}")


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _by_patience(pages: list[cited.Cited], hosts: manners.Manners) -> Iterator[cited.Cited]:
    """Yield pages in an order in which hosts are waited for as little as can be."""
    waiting = list(pages)
    while waiting:
        page = min(waiting, key=lambda page: hosts.free_at(page.address))
        waiting.remove(page)
        yield page


def _keep(data: Path, page: cited.Cited, hosts: manners.Manners, options: Options) -> tuple[str, str]:
    """Archive a page, unless that was done, and note it; return what became of it, and more about that."""
    path = warc.path_of(options.folder, page.address)
    kept, state = warc.read(path), "kept"
    if kept is None and page.sha256:  # by someone else, who noted its digest for at least one of the sources
        cited.note(data, page, archived_sha256=page.sha256, archived_on=page.on)
        return "kept", "elsewhere"
    if kept is None:
        try:
            warc.write(path, fetch.fetch(page.address, hosts, options.limits))
        except web.Problem as problem:
            return problem.state, str(problem)
        kept, state = warc.read(path), "archived"
    if kept is None:
        path.unlink()
        return "garbled", "the body is not coded as its header says"
    cited.note(data, page, archived_sha256=kept.sha256, archived_on=kept.day)
    other = page.sha256 and page.sha256 != kept.sha256
    return state, f"{kept.size:,} bytes{', another body than the table notes' if other else ''}"


def _find_copy(data: Path, page: cited.Cited, hosts: manners.Manners, options: Options) -> str:
    """Note the address of a public copy of a page, where one is missing; return what is to be told of it."""
    missing = any(not row["archived_url"] for row in cited.rows(data) if row["source_key"] in page.read)
    if not options.api or not missing:
        return ""
    try:
        copy = copies.nearest(page.address, page.day, hosts, options.api)
    except web.Problem as problem:
        return f"; public copy not looked up: {problem}"
    if copy is None:
        return "; no public copy"
    cited.note(data, page, archived_url=copy)
    return "; public copy noted"


def archive(data: Path, options: Options = Options(), say: Say = print) -> bool:  # noqa: B008  (a tuple)
    """Archive the pages that are not archived yet, and note digests and public copies in the table of sources.

    Whatever was done is done when this is stopped: each page is a file of its own, and each row is written at once.

    Args:
        data: the folder of the tables.
        options: how pages are fetched, and where they are kept.
        say: called with each line of the report.

    Returns:
        Whether every cited page is archived.

    Raises:
        ValueError: the table of sources cannot be read.
        OSError: the folder cannot be written to.
    """
    pages = cited.addresses(cited.rows(data))
    hosts = manners.Manners(options.delay, say)
    progress = Progress(len(pages), say)
    try:
        for page in _by_patience(pages, hosts):
            state, more = _keep(data, page, hosts, options)
            more += _find_copy(data, page, hosts, options)
            progress.tell(state, page.address, more)
    finally:
        progress.sum_up()
        cited.describe(data)
    return set(progress.states) <= {"kept", "archived"}


def _compared(page: cited.Cited, hosts: manners.Manners, options: Options) -> tuple[str, str]:
    try:
        last = fetch.fetch(page.address, hosts, options.limits)[-1]
        body = web.decoded(last.body, last.header("Content-Encoding"), options.limits.size)
    except web.Problem as problem:
        return problem.state, str(problem)
    if not page.sha256:
        return "there", "nothing to compare it with"
    return ("unchanged", "") if warc.digest(body) == page.sha256 else ("changed", "another body than was archived")


def check(data: Path, options: Options = Options(), say: Say = print) -> bool:  # noqa: B008  (a tuple)
    """Ask for every cited page and tell which are dead or changed; nothing is written.

    Args:
        data: the folder of the tables.
        options: how pages are fetched.
        say: called with each line of the report.

    Returns:
        Whether none is.

    Raises:
        ValueError: the table of sources cannot be read.
    """
    pages = cited.addresses(cited.rows(data))
    hosts = manners.Manners(options.delay, say)
    progress = Progress(len(pages), say)
    amiss = []
    try:
        for page in _by_patience(pages, hosts):
            state, more = _compared(page, hosts, options)
            progress.tell(state, page.address, more)
            if state in AMISS:
                amiss.append(f"{state}: {page.address}{f' ({more})' if more else ''}")
    finally:
        for line in sorted(amiss):
            say(line)
        progress.sum_up()
    return not amiss
