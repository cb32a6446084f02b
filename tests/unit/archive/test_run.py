"""The archive as a whole: what it keeps of each page, and what it writes into the tables."""

import gzip
import hashlib
import subprocess
import sys

from textledger.archive import cited, manners, run, warc, web
from textledger.rules import validate

from ...helpers import unruly
from ...helpers.archives import KEYS, TODAY, archive, files, headers, kept, put, records, source
from ...helpers.paths import ROOT
from ...helpers.raw import edit, rows
from ...helpers.unruly import PAGE, answer


def test_every_page_is_kept_and_the_digest_of_its_body_is_noted(place):
    before = rows("sources", place.data)
    assert archive(place)
    for key, size in zip(KEYS, (1, 2, 3, 4), strict=True):
        row = source(place, key)
        assert row["archived_sha256"] == hashlib.sha256(PAGE * size).hexdigest(), key
        assert row["archived_on"] == TODAY
    assert sorted(path.name for path in place.archive.iterdir()) == sorted(
        kept(place, page).name for page in ("one", "two", "three", "four")
    )
    changed = ("archived_sha256", "archived_on")
    after = rows("sources", place.data)
    assert [{k: v for k, v in row.items() if k not in changed} for row in after] == [
        {k: v for k, v in row.items() if k not in changed} for row in before
    ]
    assert [row["source_key"] for row in after if row["archived_sha256"]] == list(KEYS)
    faults = validate.faults(place.data)
    assert [faults["sources"], faults["datapackage.json"]] == [[], []]


def test_an_address_that_several_cite_is_fetched_once(place):
    archive(place)
    assert sorted(place.host.paths()) == ["/four", "/one", "/three", "/two"]


def test_a_file_has_every_redirect_and_is_a_warc_that_others_read(place):
    place.host.routes |= {
        "/one": answer(301, b"moved", Location="/new"),
        "/new": unruly.chunks([gzip.compress(PAGE)], Content_Encoding="gzip"),
    }
    archive(place)
    found = records(kept(place, "one"))
    assert [(kind, address and address.removeprefix(place.host.url)) for kind, address, _ in found] == [
        ("warcinfo", None), ("response", "/one"), ("request", "/one"), ("response", "/new"), ("request", "/new"),
    ]  # fmt: skip
    assert b"software: textledger/" in found[0][2]
    assert [body for kind, _, body in found if kind == "response"] == [b"moved", PAGE]
    assert source(place, KEYS[0])["archived_sha256"] == hashlib.sha256(PAGE).hexdigest()
    _, last = headers(kept(place, "one"))
    assert last["X-Crawler-Transfer-Encoding"] == "chunked", "the body is kept without it"
    assert "Transfer-Encoding" not in last
    command = [sys.executable, "-m", "warcio.cli", "check", kept(place, "one")]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_a_page_that_cannot_be_had_leaves_nothing_and_the_others_come(place):
    place.host.routes |= {"/one": answer(404), "/two": answer(200, PAGE, Content_Encoding="gzip")}
    assert not archive(place)
    assert [source(place, key)["archived_sha256"] != "" for key in KEYS] == [False, False, True, True]
    assert len(list(place.archive.iterdir())) == 2
    assert any("/one - dead: it answers 404" in line for line in place.told)
    assert any("/two - garbled: the body is not coded as its header says" in line for line in place.told)
    assert place.told[-1] == "4 of 4 addresses: 2 archived, 1 dead, 1 garbled"


def test_progress_has_place_rate_and_time_left(place):
    archive(place)
    assert [line[:6] for line in place.told[:-1]] == ["[1/4] ", "[2/4] ", "[3/4] ", "[4/4] "]
    assert all(line.endswith(" left)") and (" a second, " in line or " a minute, " in line) for line in place.told[:-1])
    assert place.told[3].endswith(", 0 s left)")
    assert [run._duration(seconds) for seconds in (5, 89, 600, 9000)] == ["5 s", "89 s", "10 min", "2.5 h"]


def test_a_second_run_asks_for_what_is_missing_and_no_more(place):
    place.host.routes["/two"] = answer(503, Retry_After="0")
    assert not archive(place)
    before = files(place.archive)
    place.host.asked.clear()
    place.host.routes["/two"] = PAGE
    assert archive(place)
    assert place.host.paths(robots=True) == ["/robots.txt", "/two"]
    assert {name: files(place.archive)[name] for name in before} == before
    place.host.asked.clear()
    assert archive(place)
    assert place.host.asked == []


def test_digests_that_the_table_lost_are_noted_from_the_archive(place):
    archive(place)
    due = rows("sources", place.data)
    edit(place.data, "sources", lambda found: [row.update(archived_sha256="", archived_on="") for row in found])
    place.host.asked.clear()
    assert archive(place)
    assert rows("sources", place.data) == due
    assert place.host.asked == []


def test_what_someone_else_has_archived_stays_as_noted(place):
    noted = {"archived_sha256": "0" * 64, "archived_on": "2026-11-22"}
    put(place, KEYS[0], **noted)
    assert archive(place)
    assert noted.items() <= source(place, KEYS[0]).items()
    assert "/one" not in place.host.paths()


def test_two_sources_on_one_page_are_noted_both(place):
    noted = {"archived_sha256": "0" * 64, "archived_on": "2026-11-22"}
    put(place, KEYS[0], url=f"{place.host.url}/two", **noted)
    assert archive(place)
    assert noted.items() <= source(place, KEYS[1]).items()


def test_a_digest_that_is_noted_is_never_replaced(place):
    archive(place)
    put(place, KEYS[0], archived_sha256="0" * 64)
    place.told.clear()
    assert archive(place)
    assert source(place, KEYS[0])["archived_sha256"] == "0" * 64
    assert any("/one - kept: 15 bytes, another body than the table notes (" in line for line in place.told)


def test_hosts_take_turns(place):
    """Of two hosts, the one that may be asked at once is asked first."""
    with unruly.running(a=PAGE, b=PAGE) as second:
        hosts = manners.Manners(60)
        pages = [cited.Cited(f"{host.url}/{page}", ()) for host in (place.host, second) for page in "ab"]
        order = []
        for page in run._by_patience(pages, hosts):
            order.append(page.address)
            hosts.postpone(page.address, 60)
    assert order == [pages[n].address for n in (0, 2, 1, 3)]


def test_files_are_named_by_host_and_address():
    one, other = (warc.path_of(ROOT, f"https://Example.org:8080/{page}").name for page in "ab")
    assert one.startswith("example.org_8080-")
    assert one != other
    assert len(warc.path_of(ROOT, f"https://{'a' * 300}/{'b' * 3000}").name) < 120


def test_limits_reach_the_fetch(place):
    place.host.routes["/four"] = b"x" * 2000
    assert not archive(place, limits=web.Limits(size=1000))
    assert any("/four - too large: " in line for line in place.told)
