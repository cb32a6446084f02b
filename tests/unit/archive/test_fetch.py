"""Pages fetched from hosts that redirect, refuse, stall, break off or send too much."""

import gzip
import time
import zlib

import pytest

from textledger.archive import fetch, manners, web

from ...helpers import unruly
from ...helpers.unruly import PAGE, answer

QUICK = 0.01


@pytest.fixture
def host():
    with unruly.running() as running:
        yield running


def got(host, path="/page", **limits):
    """Return the answers that lead to a page."""
    return fetch.fetch(host.url + path, manners.Manners(QUICK), web.Limits(**limits))


def problem(host, path="/page", **limits):
    """Return why a page cannot be had."""
    with pytest.raises(web.Problem) as found:
        got(host, path, **limits)
    assert found.value.state in web.STATES
    return f"{found.value.state}: {found.value}"


def test_a_page_comes_as_it_is_sent(host):
    host.routes["/page"] = answer(200, PAGE, Content_Type="text/html")
    (page,) = got(host)
    assert (page.address, page.status, page.body, page.header("content-type")) == (
        f"{host.url}/page", 200, PAGE, "text/html",
    )  # fmt: skip


def test_bytes_of_any_encoding_stay(host):
    body = "سؤال".encode("windows-1256") + bytes(range(256))

    def route(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 Gr\xfc\xdfe\r\nX-Title: \xd3\xc4\xc7\xe1\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        handler.wfile.write(body)

    host.routes["/page"] = route
    (page,) = got(host)
    assert page.body == body
    assert page.header("X-Title").encode("latin-1") == b"\xd3\xc4\xc7\xe1"


def test_redirects_are_followed_and_each_answer_is_kept(host):
    host.routes |= {
        "/page": answer(301, b"moved", Location="/a/two?x=1"),
        "/a/two": answer(302, Location="three"),
        "/a/three": answer(307, Location=f"{host.url}/%D8%B3"),
        "/%D8%B3": PAGE,
    }
    answers = got(host)
    assert [page.status for page in answers] == [301, 302, 307, 200]
    assert [page.address.removeprefix(host.url) for page in answers] == ["/page", "/a/two?x=1", "/a/three", "/%D8%B3"]
    assert [answers[0].body, answers[-1].body] == [b"moved", PAGE]


def test_a_redirect_in_letters_of_another_script_leads_where_it_says(host):
    def route(handler):
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /" + "س".encode() + b"\r\nContent-Length: 0\r\n\r\n")

    host.routes |= {"/page": route, "/%D8%B3": PAGE}
    assert got(host)[-1].body == PAGE


def test_a_page_that_sets_a_cookie_and_leads_to_itself_is_had(host):
    def route(handler):
        seen = "seen=1" in handler.headers.get("Cookie", "")
        (answer(200, PAGE) if seen else answer(302, Location="/page", Set_Cookie="seen=1"))(handler)

    host.routes["/page"] = route
    assert got(host)[-1].body == PAGE


def test_circles_and_endless_redirects_end(host):
    host.routes |= {"/page": answer(302, Location="/two"), "/two": answer(302, Location="/page")}
    assert problem(host) == "astray: it redirects in a circle"
    assert len(host.paths()) <= 4
    host.asked.clear()
    host.routes |= {f"/n{n}": answer(302, Location=f"/n{n + 1}") for n in range(50)}
    assert problem(host, "/n0") == "astray: it never arrives"
    assert len(host.paths()) <= fetch.MOST_HOPS + 1


@pytest.mark.parametrize("target", ["file:///etc/hosts", "javascript:x", "ftp://example.org/", "", "http://a@b/"])
def test_a_redirect_to_no_page_is_not_followed(host, target):
    host.routes["/page"] = answer(302, Location=target)
    assert problem(host).startswith("astray: it redirects to ")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "dead"),
        (410, "dead"),
        (401, "refused"),
        (403, "refused"),
        (451, "refused"),
        (204, "refused"),
        (500, "busy"),
    ],
)
def test_what_a_status_means(host, status, told):
    host.routes["/page"] = answer(status)
    assert problem(host) == f"{told}: it answers {status}"
    assert host.paths() == ["/page"]


def test_a_body_above_the_limit_is_not_read(host):
    sent = []

    def endless():
        while len(sent) < 10_000:
            sent.append(1)
            yield b"x" * 10_000

    host.routes |= {
        "/page": answer(200, b"x" * 2000),
        "/chunks": unruly.chunks(endless()),
        "/just": answer(200, b"x" * 1000),
        "/moved": unruly.chunks(endless(), Location="/just", status=302),
    }
    assert problem(host, size=1000) == "too large: the body has 2,000 bytes, the limit is 1,000"
    assert problem(host, "/chunks", size=5000) == "too large: the body has more than 5,000 bytes"
    assert problem(host, "/moved", size=5000) == "too large: the body has more than 5,000 bytes"
    assert len(got(host, "/just", size=1000)[0].body) == 1000
    assert len(sent) < 5_000, "what lay in buffers, and no more"


def test_a_body_that_drips_is_given_up(host):
    host.routes["/page"] = unruly.chunks(iter(lambda: b"x", b""), pause=0.05)
    # without a limit it would never end
    assert problem(host, seconds=0.3) == "too slow: the body takes more than 0.3 seconds"


def test_a_host_that_says_nothing_is_given_up(host, monkeypatch):
    monkeypatch.setattr(web, "PATIENCE", (0.3, 0.3))
    host.routes["/page"] = lambda handler: time.sleep(1)
    assert problem(host) == "unreachable: it did not answer in time"
    assert len(host.paths()) == fetch.TRIES


@pytest.mark.parametrize(
    "route",
    [unruly.reset, unruly.short(PAGE), unruly.chunks([PAGE], end=False), unruly.silent],
    ids=["reset", "short", "chunks", "silent"],
)
def test_a_connection_that_breaks_gives_no_half_page_and_is_tried_again(host, route):
    host.routes["/page"] = route
    assert problem(host).startswith("unreachable: ")
    assert len(host.paths()) == fetch.TRIES
    host.routes["/page"] = unruly.in_turn(route, PAGE)
    assert got(host)[-1].body == PAGE


def test_hosts_that_are_not_there_are_told(host):
    with unruly.running() as gone:
        pass
    assert problem(gone) == "unreachable: the connection was refused"
    gone.url = "http://no-such-host.invalid"
    assert problem(gone) == "unreachable: its name is not known"
    gone.url = host.url.replace("http:", "https:")
    assert problem(gone).startswith("unreachable: ")


PLAIN = PAGE * 500
RAW = zlib.compressobj(wbits=-15)
CODED = {
    "gzip": gzip.compress(PLAIN),
    "x-gzip": gzip.compress(PLAIN[:100]) + gzip.compress(PLAIN[100:]),  # of two members
    "gzip, ": gzip.compress(PLAIN) + b"\0" * 9,  # filled up, as some servers do
    "deflate": zlib.compress(PLAIN),
    "Deflate": RAW.compress(PLAIN) + RAW.flush(),  # without its header, as others do
    "deflate, gzip": gzip.compress(zlib.compress(PLAIN)),
    "identity": PLAIN,
    "": PLAIN,
}


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("chunked", [False, True])
def test_a_coded_body_is_decoded_whatever_its_transfer(host, coding, chunked):
    body = CODED[coding]
    pieces = [body[at : at + 700] for at in range(0, len(body), 700)]
    route = unruly.chunks(pieces, Content_Encoding=coding) if chunked else answer(200, body, Content_Encoding=coding)
    host.routes["/page"] = route
    page = got(host)[-1]
    assert page.body == body
    assert web.decoded(page.body, page.header("Content-Encoding"), 10**6) == PLAIN


@pytest.mark.parametrize(
    ("body", "coding", "told"),
    [
        (PLAIN, "gzip", "the body is not gzip"),
        (PLAIN, "deflate", "the body is not deflate"),
        (gzip.compress(PLAIN, mtime=0)[:-20], "gzip", "the body is not gzip: it ends before its end"),
        (PLAIN, "br", "the body is coded as br, which was not asked for"),
        (gzip.compress(bytes(10**7)), "gzip", "the body unpacks to more than 1,000,000 bytes"),
        (gzip.compress(gzip.compress(bytes(10**7))), "gzip, gzip", "the body unpacks to more than 1,000,000 bytes"),
    ],
)
def test_a_body_that_is_coded_otherwise_or_unpacks_to_too_much_is_told(body, coding, told):
    with pytest.raises(web.Problem, match=told):
        web.decoded(body, coding, 10**6)
