"""Manners towards hosts: robots.txt, the time between requests, and what a host asks for."""

import datetime
import email.utils
import itertools

import pytest

from textledger.archive import fetch, manners, web

from ...helpers import unruly
from ...helpers.unruly import PAGE, answer


@pytest.fixture
def host():
    with unruly.running(page=PAGE, other=PAGE) as running:
        yield running


class Clock:
    """A clock that moves only while somebody waits."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    """The clock by which manners wait and hosts note when they were asked."""
    clock = Clock()
    monkeypatch.setattr(manners, "time", clock)
    monkeypatch.setattr(unruly, "time", clock)
    return clock


def state(host, hosts, path="/page"):
    """Return what becomes of a page."""
    try:
        return fetch.fetch(host.url + path, hosts, web.Limits())[-1].status
    except web.Problem as problem:
        return f"{problem.state}: {problem}"


def gaps(host):
    """Return the seconds between requests."""
    times = [asked.at for asked in host.asked]
    return [after - before for before, after in itertools.pairwise(times)]


DENIED = "robots: robots.txt does not allow it"
RULES = {
    "all": ("User-agent: *\nDisallow: /\n", DENIED),
    "by name": ("User-agent: *\nAllow: /\n\nUser-agent: TextLedger\nDisallow: /page\n", DENIED),
    "by name alone": ("User-agent: *\nDisallow: /\n\nUser-agent: textledger\nDisallow: /private\n", 200),
    "the longer rule": ("User-agent: *\nDisallow: /\nAllow: /page\n", 200),
    "a pattern": ("User-agent: *\nDisallow: /*ge$\n", DENIED),
    "another page": ("User-agent: *\nDisallow: /other\n", 200),
    "nothing": ("", 200),
    "no text": ("\x00\x01<html>", 200),
}


@pytest.mark.parametrize("name", RULES)
def test_a_page_is_asked_for_where_robots_txt_allows_it(host, name):
    rules, expected = RULES[name]
    host.routes["/robots.txt"] = answer(200, rules.encode(), Content_Type="text/plain")
    assert state(host, manners.Manners(0.01)) == expected
    assert host.paths(robots=True) == ["/robots.txt", *(["/page"] if expected == 200 else [])]


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (answer(404), 200),
        (answer(404, b"User-agent: *\nDisallow: /\n"), 200),
        (answer(403), 200),
        (answer(500), "robots: robots.txt answers 500, which counts as a refusal"),
        (answer(503), "robots: robots.txt answers 503, which counts as a refusal"),
        (answer(429), "robots: robots.txt answers 429, which counts as a refusal"),
        (answer(200, b"x" * 600_000), "robots: robots.txt cannot be read: the body has 600,000 bytes"),
        (unruly.reset, "unreachable: "),
        (answer(302, Location="/rules"), DENIED),
        (answer(302, Location="/robots.txt"), 200),
    ],
)
def test_rules_that_cannot_be_had_are_taken_as_the_standard_says(host, route, expected):
    host.routes |= {"/robots.txt": route, "/rules": b"User-agent: *\nDisallow: /\n"}
    found = state(host, manners.Manners(0.01))
    assert found == expected if isinstance(expected, int) else found.startswith(expected)


def test_rules_are_asked_for_once_a_host_and_hold_for_where_a_redirect_leads(host):
    hosts = manners.Manners(0.01)
    assert [state(host, hosts), state(host, hosts, "/other")] == [200, 200]
    assert host.paths(robots=True) == ["/robots.txt", "/page", "/other"]
    with unruly.running(page=PAGE) as second:
        second.routes["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
        host.routes["/away"] = answer(302, Location=f"{second.url}/page")
        assert state(host, hosts, "/away") == DENIED
        assert second.paths() == []


def test_a_host_is_asked_no_more_often_than_agreed(host, clock):
    hosts = manners.Manners(15)
    host.routes["/moved"] = answer(302, Location="/other")
    assert [state(host, hosts), state(host, hosts, "/moved")] == [200, 200]
    assert len(host.asked) == 4
    assert gaps(host) == pytest.approx([15, 15, 15])
    assert clock.now == pytest.approx(45)


def test_other_hosts_do_not_wait(host, clock):
    hosts = manners.Manners(60)
    with unruly.running(page=PAGE) as second:
        for one in (host, second):
            hosts._rules[one.url] = manners.Protego.parse("")
        assert [state(host, hosts), state(second, hosts)] == [200, 200]
        assert clock.now == 0
        assert hosts.free_at(host.url) == 60


def test_a_host_that_wants_more_time_gets_it(host, clock):
    host.routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 30\n"
    hosts = manners.Manners(0.01)
    assert [state(host, hosts), state(host, hosts, "/other")] == [200, 200]
    assert gaps(host)[-1] == pytest.approx(30)
    host.routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 86400\n"
    assert state(host, manners.Manners(0.01)) == "robots: robots.txt asks for 86400 s between requests, more than 120"


def test_a_busy_host_is_left_in_peace_as_long_as_it_asks(host):
    host.routes["/page"] = unruly.in_turn(answer(429, Retry_After="1"), answer(503, Retry_After="0"), PAGE)
    assert state(host, manners.Manners(0.01)) == 200
    assert gaps(host)[1] >= 0.99


def test_a_busy_host_is_asked_few_times_each_later_than_the_last(host):
    host.routes["/page"] = answer(503)
    assert state(host, manners.Manners(0.05)) == "busy: it answers 503"
    assert host.paths() == ["/page"] * fetch.TRIES
    assert gaps(host)[1] >= 0.09
    assert gaps(host)[2] > gaps(host)[1] * 1.3


@pytest.mark.parametrize(
    "after", ["86400", email.utils.format_datetime(datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC))]
)
def test_nobody_waits_for_hours(host, clock, after):
    host.routes["/page"] = answer(429, Retry_After=after)
    assert state(host, manners.Manners(0.01)).startswith("busy: it answers 429, and asks to wait ")
    assert clock.now < 1
    assert host.paths() == ["/page"]


def test_times_to_wait_are_seconds_or_dates():
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=100)
    assert manners.waiting_time("7") == 7
    assert 98 <= manners.waiting_time(email.utils.format_datetime(soon, usegmt=True)) <= 100
    assert manners.waiting_time("Fri, 31 Dec 1999 23:59:59 GMT") == manners.waiting_time("31 Dec 1999 23:59 -0000") == 0
    assert [manners.waiting_time(text) for text in ("", "soon", "-5", "٧", "1e9")] == [None] * 5


def test_it_says_who_asks_and_tells_nothing_else(host, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("default login someone password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert state(host, manners.Manners(0.01)) == 200
    for asked in host.asked:
        assert asked.headers["User-Agent"].startswith("textledger/")
        assert "publication" in asked.headers["User-Agent"]
        assert set(asked.headers) <= {
            "Host",
            "User-Agent",
            "Accept",
            "Accept-Language",
            "Accept-Encoding",
            "Connection",
        }


def test_a_long_wait_is_told(monkeypatch):
    told, slept = [], []
    monkeypatch.setattr(manners.time, "sleep", slept.append)
    hosts = manners.Manners(1, told.append)
    hosts.postpone("https://example.org/a", 60)
    hosts.wait("https://example.org/b")
    assert told == ["waiting 60 s for example.org"]
    assert 59 < slept[0] <= 60
