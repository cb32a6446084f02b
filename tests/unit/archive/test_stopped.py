"""An archive that is damaged, stopped or killed, or whose tables an editor changes meanwhile: what is left is whole."""

import hashlib
import os
import signal
import subprocess
import sys

import pytest

from textledger.archive import warc
from textledger.rules import validate

from ...helpers.archives import KEYS, archive, files, kept, put, records, source
from ...helpers.paths import ROOT
from ...helpers.unruly import PAGE, answer

pytestmark = pytest.mark.programs


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


@pytest.mark.parametrize(
    "sign", [signal.SIGKILL, *(pytest.param(one, marks=pytest.mark.audit) for one in (signal.SIGINT, signal.SIGTERM))]
)
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
