"""`make watch`: an edit is built and shown, only readers of what is edited run, and all ends with it."""

import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
from uuid import uuid4

import psutil
import pytest

from textledger_sphinx.watch import KEEP_ALIVE

from ..helpers import small_books
from .test_builds import MARK, WAITS, of_build

LONG = 300  # seconds after which a test gives up
READS = f"{small_books.HEAD}# Two\n\n**Abstract.** It reads a table.\n\n```{{code-cell}} python\n"
READS += 'open("../data/CHANGES.md").read()[:2]\n```\n'


class Watch:
    """A watch of a small book of two chapters, the second of which reads a file of `data/`."""

    def __init__(self, folder, code=""):
        self.folder = small_books.whole(folder, code)
        toc = small_books.WHOLE["_toc.yml"] + "      - file: chapters/two\n"
        small_books.write(folder, {"chapters/two.md": READS, "_toc.yml": toc})
        self.mark = uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, "-m", "textledger_sphinx.watch", "--port", "0"],
            cwd=folder,
            env=os.environ | {MARK: self.mark},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.limit = threading.Timer(LONG, self.process.kill)
        self.limit.start()

    def next_build(self):
        """Return the address, and which chapters the next build executes."""
        for line in self.process.stdout:
            if match := re.match(r"(\d+) chapters? executed:? ?(.*)", line):
                executed = match[2].split(", ") if match[2] else []
            if match := re.match(r"http://(\S+)/ shows", line):
                return match[1], executed
        raise AssertionError("the watch has ended")

    def end(self, number, to_all=True):
        """End it, as a terminal or a supervisor does; return its exit code and which of its processes outlive it."""
        self.limit.cancel()
        ours = [process for process in psutil.process_iter() if of_build(process, self.mark)]
        (os.killpg if to_all else os.kill)(self.process.pid, number)
        _, alive = psutil.wait_procs(ours, timeout=10)
        for process in alive:
            process.kill()
        return self.process.wait(), len(ours), alive


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A watch after its first build, with its address, ended as a supervisor does."""
    watch = Watch(tmp_path_factory.mktemp("watched") / "book")
    address, executed = watch.next_build()
    assert sorted(executed) == ["chapters/one", "chapters/two", "index"]
    yield watch, address
    code, started, alive = watch.end(signal.SIGTERM, to_all=False)
    assert (code, alive) == (0, [])
    assert started >= 3, "the watch, what watches over it, the next build"


def get(address, path, **headers):
    connection = http.client.HTTPConnection(address, timeout=LONG)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_an_edit_is_shown_and_only_readers_of_what_is_edited_run(watched):
    watch, address = watched
    page = get(address, "/chapters/two.html").read().decode()
    listen = re.search(r"new EventSource\('([^']+)'\)", page)[1]
    events = get(address, listen)
    assert events.getheader("Content-Type") == "text/event-stream"
    small_books.edit(watch.folder)
    assert watch.next_build() == (address, [])
    assert b"data: built\n" in itertools.islice(events, 2 * LONG // KEEP_ALIVE)  # two lines say that it goes on
    assert small_books.SENTENCE.strip() in get(address, "/chapters/one.html").read().decode()
    small_books.write(watch.folder, {"data/CHANGES.md": "Other words.\n"})
    assert watch.next_build() == (address, ["chapters/two"])
    assert "Ot" in get(address, "/chapters/two.html").read().decode()


def test_it_answers_to_this_machine_alone_and_serves_what_the_site_has(watched):
    watch, address = watched
    process = psutil.Process(watch.process.pid)
    assert {connection.laddr.ip for connection in process.net_connections("inet") if connection.status == "LISTEN"} == {
        "127.0.0.1"
    }
    assert get(address, "/", Host="elsewhere.example").status == 421
    style = get(address, "/_static/book.css")
    assert style.read() == (watch.folder / "_build/html/_static/book.css").read_bytes()
    assert [get(address, path).status for path in ("/", "/chapters/", "/nowhere.html", "/watch?x")] == [
        200,
        404,
        404,
        404,
    ]


def test_an_interrupt_ends_it_in_the_middle_of_a_build_with_all_it_started(tmp_path):
    (tmp_path / "book").mkdir()
    os.mkfifo(tmp_path / "book/runs")
    watch = Watch(tmp_path / "book", WAITS)
    small_books.wait_for(tmp_path / "book/runs", watch.process)
    code, started, alive = watch.end(signal.SIGINT)
    assert started >= 6, "the watch, a build, what watches over each, what kernels come from, a kernel, its own"
    assert (code, alive) == (0, [])
    assert "Traceback" not in watch.process.stdout.read()
