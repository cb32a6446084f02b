"""The archive as a whole: what it keeps, what it writes into the tables, and what is left when it is stopped."""

import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator

from textledger import __main__ as cli
from textledger.archive import cited, manners, run, warc, web
from textledger.rules import validate

from ..helpers import unruly
from ..helpers.paths import DATA, ROOT
from ..helpers.raw import edit, rows
from ..helpers.unruly import PAGE, answer

pytestmark = pytest.mark.usefixtures("no_proxy")
KEYS = ("aawsat2011salih", "aawsat2021nato", "afp2020natorole", "usiraq2021dialogue")  # the last was read in a copy
TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()


@pytest.fixture
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


@pytest.fixture
def host():
    with unruly.running(one=PAGE, two=PAGE * 2, three=PAGE * 3, four=PAGE * 4) as running:
        yield running


@pytest.fixture
def place(tmp_path, host):
    """Tables of which four sources cite four pages of the host, and an empty archive."""
    data = shutil.copytree(DATA, tmp_path / "data")

    def change(found):
        for row in found:
            row.update(url="", seen_in="", archived_url="", archived_sha256="", archived_on="")
        kept = [row for row in found if row["source_key"] in KEYS]
        for row, page in zip(kept, ("one", "two", "three"), strict=False):
            row["url"] = f"{host.url}/{page}"
        kept[2]["seen_in"] = kept[2]["url"]
        kept[3].update(url=f"{host.url}/three", seen_in=f"{host.url}/four")

    edit(data, "sources", change)
    cited.describe(data)
    told: list[str] = []
    options = run.Options(folder=tmp_path / "archive", delay=0.01, api="")
    return SimpleNamespace(data=data, archive=tmp_path / "archive", options=options, told=told, host=host)


def archive(place, **options):
    return run.archive(place.data, place.options._replace(**options), place.told.append)


def check(place):
    return run.check(place.data, place.options, place.told.append)


def put(place, key, **values):
    """Change the row of a source, as an editor would."""
    edit(place.data, "sources", lambda found: next(r for r in found if r["source_key"] == key).update(values))


def source(place, key):
    return next(row for row in rows("sources", place.data) if row["source_key"] == key)


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def headers(path):
    """Return the headers of each answer in a WARC file."""
    with path.open("rb") as file:
        return [dict(r.http_headers.headers) for r in ArchiveIterator(file) if r.rec_type == "response"]


def records(path):
    """Return type, address and plain body of every record of a WARC file."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def kept(place, page):
    return warc.path_of(place.archive, f"{place.host.url}/{page}")


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


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-100], lambda b: b"", lambda b: b[:400] + b"x" + b[401:], lambda b: b"WARC"]
)
def test_a_damaged_file_is_fetched_again(place, damage):
    archive(place)
    path = kept(place, "one")
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert warc.read(path) is None
    put(place, KEYS[0], archived_sha256="", archived_on="")
    assert archive(place)
    assert warc.read(path).sha256 == hashlib.sha256(PAGE).hexdigest()


def test_what_an_editor_writes_meanwhile_is_kept(place):
    def route(handler):
        put(place, KEYS[1], label="Edited meanwhile")
        answer(200, PAGE)(handler)

    def moved(handler):
        put(place, KEYS[2], seen_in=f"{place.host.url}/elsewhere")
        answer(200, PAGE)(handler)

    place.host.routes |= {"/one": route, "/three": moved}
    assert archive(place)
    assert source(place, KEYS[2])["archived_sha256"] == "", "nothing is known of its new address"
    assert source(place, KEYS[1])["label"] == "Edited meanwhile"
    assert source(place, KEYS[0])["archived_sha256"]


@pytest.mark.parametrize("stopped", ["archive", "data"])
def test_stopped_while_it_writes_it_leaves_whole_files(place, monkeypatch, stopped):
    """Whatever file is about to be renamed into a folder, the folder is as before, or has it whole."""
    before = files(place.data)
    rename = os.replace

    def broken(source, target):
        if os.fspath(target).startswith(os.fspath(getattr(place, stopped))):
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(KeyboardInterrupt):
        archive(place)
    monkeypatch.undo()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert {name: content for name, content in files(place.data).items() if not name.endswith(".part")} == before
    for path in place.archive.glob(f"*{warc.SUFFIX}"):
        assert warc.read(path) is not None
    assert archive(place)
    assert not list(place.archive.glob("*.part"))


SLOW = """
import sys
from pathlib import Path
from textledger.archive import run
options = run.Options(folder=Path(sys.argv[2]), delay=0.3, api="")
run.archive(Path(sys.argv[1]), options, lambda line: print(line, flush=True))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_killed_at_any_moment_it_leaves_tables_and_archive_whole_and_goes_on(place, sign):
    command = [sys.executable, "-c", SLOW, place.data, place.archive]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    running.stdout.readline()  # one page is done, the next has begun
    running.send_signal(sign)
    running.wait(10)
    done = [key for key in KEYS if source(place, key)["archived_sha256"]]
    assert done
    assert len(done) < len(KEYS)
    assert validate.faults(place.data)["sources"] == []
    whole = list(place.archive.glob(f"*{warc.SUFFIX}"))
    assert len(whole) >= len(done)
    assert all(records(path)[0][0] == "warcinfo" for path in whole)
    place.host.asked.clear()
    assert archive(place)
    assert len(place.host.paths()) <= 4 - len(whole)
    assert validate.faults(place.data)["datapackage.json"] == []


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


def test_the_command_archives_and_checks(place, capsys, monkeypatch):
    monkeypatch.setattr(
        run.Options, "__new__", lambda cls, *given: tuple.__new__(cls, (*given, ""))
    )  # no public archive
    given = ["archive", "--data", str(place.data), "--archive", str(place.archive), "--delay", "0.01", "--most", "1"]
    assert cli.main(given) == 0
    assert "4 of 4 addresses: 4 archived" in capsys.readouterr().out
    assert cli.main([*given, "--check"]) == 0
    place.host.routes["/one"] = answer(404)
    assert cli.main([*given, "--check"]) == 1
    assert f"dead: {place.host.url}/one" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given",
    [
        ["--delay", "0"],
        ["--delay", "soon"],
        ["--delay", "nan"],
        ["--most", "0"],
        ["--most", "1.5"],
        ["--data", "nowhere"],
    ],
)
def test_options_that_make_no_sense_are_refused(given, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["archive", *given])
    assert end.value.code == 2
    assert given[1] in capsys.readouterr().err


WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from textledger.__main__ import main; sys.exit(main())"


@pytest.mark.parametrize("package", ["requests", "warcio", "protego"])
def test_a_missing_package_is_named_with_the_remedy(package):
    done = subprocess.run([sys.executable, "-c", WITHOUT, package, "archive"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.search(f"the package {package}\\S* is missing: install requirements-dev.txt", done.stderr), done.stderr
    done = subprocess.run([sys.executable, "-c", WITHOUT, package, "package", "--help"], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, "the other commands need none of them"


def test_a_table_that_cannot_be_read_is_named_before_anything_is_asked(place, capsys):
    (place.data / "sources.csv").write_text("a,b\n1\n", encoding="utf-8")
    assert cli.main(["archive", "--data", str(place.data), "--archive", str(place.archive)]) == 1
    assert "sources.csv, row 2: has a cell too few: b is missing" in capsys.readouterr().err
    (place.data / "sources.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert cli.main(["archive", "--data", str(place.data), "--archive", str(place.archive)]) == 1
    assert "sources.csv, row 1: the columns are a, b, expected source_key" in capsys.readouterr().err
    assert place.host.asked == []


def test_a_keyboard_interrupt_is_told_with_how_to_go_on(place, capsys, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "archive", stopped)
    assert cli.main(["archive", "--data", str(place.data)]) == cli.STOPPED
    assert "stopped; the same command goes on from here" in capsys.readouterr().err


def test_files_are_named_by_host_and_address():
    one, other = (warc.path_of(ROOT, f"https://Example.org:8080/{page}").name for page in "ab")
    assert one.startswith("example.org_8080-")
    assert one != other
    assert len(warc.path_of(ROOT, f"https://{'a' * 300}/{'b' * 3000}").name) < 120


def test_limits_reach_the_fetch(place):
    place.host.routes["/four"] = b"x" * 2000
    assert not archive(place, limits=web.Limits(size=1000))
    assert any("/four - too large: " in line for line in place.told)
