"""Manners towards hosts: who asks, how often, and what robots.txt allows (RFC 9309)."""

import datetime
import email.utils
import time
from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import requests
from protego import Protego

from .. import addresses, cff
from . import web

NAME = "textledger"  # by which robots.txt may address this program
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "en,ar;q=0.8,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
RULES_SIZE = 512_000  # bytes of a robots.txt that are read; RFC 9309 wants 500 KiB
RULES_HOPS = 5
LONGEST_WAIT = 120.0  # seconds that a host may ask for between two requests


def agent() -> str:
    """Return how this program introduces itself: a plain name, its version, what it does, and where to ask."""
    work = cff.read()
    where = f"; {work.url}" if work.url else ""
    return f"{NAME}/{version('textledger')} (keeps a copy of pages that a publication cites{where})"


class _Session(requests.Session):
    """A session that never follows a redirect: requests would read its body, however long, even if told not to."""

    def get_redirect_target(self, resp):
        """Return that there is none."""


def session() -> requests.Session:
    """Return a session that says who asks; passwords of the machine are none of its business."""
    new_session = _Session()
    new_session.headers.update({"User-Agent": agent(), **HEADERS})
    new_session.auth = lambda request: request  # else one would be taken from ~/.netrc
    return new_session


def waiting_time(header: str) -> float | None:
    """Return the seconds that a header `Retry-After` asks for, or None where it says nothing understandable."""
    if header.isascii() and header.isdecimal():
        return float(header)
    try:
        due = email.utils.parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if due.tzinfo is None:
        due = due.replace(tzinfo=datetime.UTC)
    return max(0.0, (due - datetime.datetime.now(datetime.UTC)).total_seconds())


def origin(address: str) -> str:
    """Return scheme, host and port: what one robots.txt is for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


class Manners:
    """Asks each host no more often than it wants, and only for what it allows.

    Args:
        delay: seconds between two requests to a host, unless it asks for more.
        tell: called with a line where a wait is long.
    """

    def __init__(self, delay: float, tell: Callable[[str], None] = lambda line: None):
        self.delay, self.tell = delay, tell
        self._free: dict[str, float] = defaultdict(float)  # by host: when it may be asked again
        self._rules: dict[str, Protego | web.Problem] = {}

    def free_at(self, address: str) -> float:
        """Return when a host may be asked again, by the monotonic clock."""
        return self._free[urlsplit(address).netloc]

    def postpone(self, address: str, seconds: float) -> None:
        """Leave a host in peace for some seconds."""
        host = urlsplit(address).netloc
        self._free[host] = max(self._free[host], time.monotonic() + seconds)

    def wait(self, address: str) -> None:
        """Wait until a host may be asked, and note that it is asked."""
        seconds = self.free_at(address) - time.monotonic()
        if seconds > 10:
            self.tell(f"waiting {seconds:.0f} s for {urlsplit(address).netloc}")
        if seconds > 0:
            time.sleep(seconds)
        self.postpone(address, self.delay)

    def enter(self, address: str) -> None:
        """Wait until a page may be asked for.

        Raises:
            web.Problem: robots.txt does not allow it, or cannot be had.
        """
        rules = self._rules_for(address)
        if isinstance(rules, web.Problem):
            raise web.Problem(rules.state, str(rules))
        if not rules.can_fetch(address, NAME):
            raise web.Problem("robots", "robots.txt does not allow it")
        asked = float(rules.crawl_delay(NAME) or 0)
        if asked > LONGEST_WAIT:
            raise web.Problem("robots", f"robots.txt asks for {asked:g} s between requests, more than {LONGEST_WAIT:g}")
        self.wait(address)
        self.postpone(address, max(asked, self.delay))

    def _rules_for(self, address: str) -> "Protego | web.Problem":
        place = origin(address)
        if place not in self._rules:
            try:
                self._rules[place] = Protego.parse(self._robots(place))
            except web.Problem as problem:
                self._rules[place] = problem
        return self._rules[place]

    def _robots(self, place: str) -> str:
        """Return a host's rules, which are none where it answers that it has none."""
        address = f"{place}/robots.txt"
        limits = web.Limits(size=RULES_SIZE, seconds=60)
        with session() as asking:
            for _ in range(RULES_HOPS + 1):
                self.wait(address)
                try:
                    answer = web.get(asking, address, limits)
                except web.Problem as problem:
                    if problem.state == "unreachable":
                        raise
                    raise web.Problem("robots", f"robots.txt cannot be read: {problem}") from problem
                target = answer.header("Location")
                if not (300 <= answer.status < 400 and target):
                    break
                address = urljoin(address, target)
                if not addresses.is_web(address):
                    break
        if answer.status == 429 or answer.status >= 500:
            raise web.Problem("robots", f"robots.txt answers {answer.status}, which counts as a refusal")
        if answer.status != 200:
            return ""
        return web.decoded(answer.body, answer.header("Content-Encoding"), RULES_SIZE).decode("utf-8", "replace")
