"""Later questions: what is dead or changed since it was archived, and whether the public archive has a copy."""

import gzip
import json

import pytest

from ...helpers import unruly
from ...helpers.archives import KEYS, archive, check, files, put, source
from ...helpers.raw import rows
from ...helpers.unruly import PAGE, answer


def test_a_check_tells_what_is_dead_or_changed_and_writes_nothing(place):
    archive(place)
    place.host.routes |= {
        "/one": answer(410),
        "/two": PAGE,
        "/three": answer(200, gzip.compress(PAGE * 3), Content_Encoding="gzip"),  # the same page, coded
    }
    before = files(place.data), files(place.archive)
    place.told.clear()
    assert not check(place)
    assert (files(place.data), files(place.archive)) == before
    assert place.told[-3:] == [
        f"changed: {place.host.url}/two (another body than was archived)",
        f"dead: {place.host.url}/one (it answers 410)",
        "4 of 4 addresses: 1 changed, 1 dead, 2 unchanged",
    ]


def test_a_check_before_any_archive_tells_what_is_there(place):
    before = files(place.data)
    assert check(place)
    assert place.told[-1] == "4 of 4 addresses: 4 there"
    place.host.routes |= {"/one": answer(403), "/two": answer(302, Location="/two")}
    assert not check(place)
    assert place.told[-2:] == [
        f"astray: {place.host.url}/two (it redirects in a circle)",
        "4 of 4 addresses: 1 astray, 1 refused, 2 there",
    ]
    assert files(place.data) == before
    assert not place.archive.exists()


SNAPSHOT = "http://web.archive.org/web/20261121000000/http://x/"


def available(**closest):
    given = {"url": SNAPSHOT, "available": True, "status": "200", "timestamp": "20261121000000"} | closest
    return json.dumps({"archived_snapshots": {"closest": given}}).encode()


def test_a_public_copy_is_noted_with_a_safe_address(place):
    place.host.routes["/available"] = available()
    assert archive(place, api=f"{place.host.url}/available")
    assert {source(place, key)["archived_url"] for key in KEYS} == {"https" + SNAPSHOT.removeprefix("http")}
    asked = [path for path in place.host.paths() if path.startswith("/available")]
    read = source(place, KEYS[0])
    encoded = read["url"].replace(":", "%3A").replace("/", "%2F")
    assert asked[0] == f"/available?url={encoded}&timestamp={read['accessed'].replace('-', '')}"
    assert len(asked) == 4
    place.host.asked.clear()
    assert archive(place, api=f"{place.host.url}/available")
    assert place.host.asked == []


@pytest.mark.parametrize(
    ("route", "told"),
    [
        (b'{"archived_snapshots": {}}', "; no public copy"),
        (available(available=False), "; no public copy"),
        (available(status="404"), "; no public copy"),
        (available(url="javascript:x"), "; no public copy"),
        (b"<html>", "; public copy not looked up: the public archive answers something else"),
        (b"[]", "; public copy not looked up: the public archive answers something else"),
        (answer(429), "; public copy not looked up: the public archive answers 429"),
        (unruly.reset, "; public copy not looked up: "),
    ],
)
def test_without_a_public_copy_nothing_is_noted_and_the_page_is_archived(place, route, told):
    place.host.routes["/available"] = route
    assert archive(place, api=f"{place.host.url}/available")
    assert {row["archived_url"] for row in rows("sources", place.data)} == {""}
    assert all(told in line for line in place.told[:-1])


def test_a_public_copy_is_looked_for_where_the_page_is_dead_and_one_noted_stays(place):
    put(place, KEYS[1], archived_url="https://example.org/copy")
    place.host.routes |= {"/one": answer(404), "/available": available()}
    assert not archive(place, api=f"{place.host.url}/available")
    assert source(place, KEYS[0])["archived_url"].startswith("https://web.archive.org/")
    assert source(place, KEYS[1])["archived_url"] == "https://example.org/copy"
