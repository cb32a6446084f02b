"""The server of the coding page: what it answers, and what it does with what should not come."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading

import pytest

from textledger.__main__ import main
from textledger.coding import decisions, drafts, server

from ...helpers.coders import accept, ask, first_unit
from ...helpers.paths import ROOT


def test_the_page_reads_and_decides(running):
    status, page = ask(running, "GET", "")
    assert (status, b"<!doctype html>" in page) == (200, True)
    status, shown = ask(running, "GET", "state.json")
    assert (status, len(shown["units"]), shown["rows"]) == (200, len(running.session.units), [])
    status, told = accept(running)
    assert (status, told["row"]["decision"]) == (200, "accepted")
    assert decisions.read(running.session.coding.path)[0]["decision"] == "accepted"
    assert ask(running, "GET", "state.json")[1]["rows"] == [told["row"]]
    assert ask(running, "POST", "undo", {}) == (200, {"unit_id": first_unit(running), "row": None})
    for name in ("naskh.ttf", "sans.ttf", "sans-bold.ttf"):
        assert ask(running, "GET", name)[0] == 200


def test_each_file_of_the_page_is_served_as_what_it_is(running):
    kinds = {".css": "text/css", ".js": "text/javascript"}
    files = {path.name: path for path in server.PAGE.iterdir() if path.suffix in kinds}
    named = {name for path in files.values() for name in re.findall(r'from "\./(.+?)"', path.read_text())}
    assert {"page.css", "page.js"} | named <= set(files)
    for name, path in files.items():
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port)
        connection.request("GET", f"/{running.token}/{name}")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, path.read_bytes())
        assert answer.headers["Content-Type"] == f"{kinds[path.suffix]}; charset=utf-8"
        connection.close()


def test_reading_writes_nothing(running):
    for name in ("decide", "add", "remove", "undo"):
        assert ask(running, "GET", f"{name}?unit_id={first_unit(running)}&decision=accepted")[0] == 405
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port)
        connection.request(method, f"/{running.token}/decide")
        assert connection.getresponse().status == 405
        connection.close()
    assert not running.session.coding.rows


def test_a_large_body_is_refused_before_it_is_read(running):
    assert accept(running, Content_Length="10000000")[0] == 413
    assert accept(running, Content_Length="9" * 5000)[0] == 413
    for length in (None, "-1", "1e3", "", "٣"):
        header = length and length.encode("utf-8").decode("latin-1")
        assert accept(running, Content_Length=header)[0] == 411
    assert not running.session.coding.rows


def test_a_large_body_that_is_sent_is_not_kept(running):
    body = b'{"unit_id": "' + b"x" * 10_000_000 + b'"}'
    try:
        status = ask(running, "POST", "decide", body)[0]
    except ConnectionError:  # the server hung up on it
        status = 413
    assert status == 413
    assert accept(running)[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 30000,
        b"null",
        b"[]",
        b'"decide"',
        b"1",
        b'{"unit_id": 1e999}',
        b'{"unknown": 1}',
        b'{"unit_id": "harbour-d01"}',
        b"NaN",
    ],
)
def test_broken_requests_are_refused(running, body):
    status, told = ask(running, "POST", "decide", body)
    assert status in (400, 422)
    assert told["error"]
    assert not running.session.coding.rows


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("decide", {"unit_id": "harbour-q99", "decision": "accepted"}),
        ("decide", {"unit_id": ["harbour-d01"], "decision": "accepted"}),
        ("decide", {"unit_id": "harbour-d01", "decision": "added"}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected"}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected", "values": {"kind": "eternal"}}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected", "values": {"kind": 5}}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected", "values": {"../x": "date"}}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected", "values": {"\ud800": "date"}}),
        ("decide", {"unit_id": "harbour-d01", "decision": "corrected", "values": {"what": "\ud800"}}),
        ("decide", {"unit_id": "\ud800", "decision": "accepted"}),
        ("add", {"table": "../claims", "values": {}, "start": 1, "end": 5}),
        ("add", {"table": "claims", "values": {"type": "poetic"}, "start": 50, "end": 55}),
        ("add", {"table": "claims", "values": {}, "start": 1e300, "end": 5}),
        ("remove", {"unit_id": "harbour-d01"}),
        ("undo", {}),
    ],
)
def test_what_is_no_decision_is_refused_with_a_reason(running, action, asked):
    status, told = ask(running, "POST", action, asked)
    assert status in (400, 422)
    assert told["error"]
    assert not running.session.coding.path.exists()


def test_a_disk_that_is_full_is_told(running, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, told = accept(running)
    assert (status, "nothing was decided" in told["error"]) == (507, True)
    assert ask(running, "GET", "state.json")[1]["rows"] == []


def test_a_client_that_sends_nothing_holds_nobody_up(running):
    with socket.create_connection(("127.0.0.1", running.server_port)) as silent:
        silent.sendall(b"POST / HTTP/1.1\r\n")
        assert accept(running)[0] == 200


@pytest.mark.programs
def test_a_killed_program_has_every_decision_that_it_confirmed(data):
    """The program as it is started, and SIGKILL while decisions come in without a pause."""
    confirmed = []
    for stop_after in (3, 9, 20):
        command = [sys.executable, "-m", "textledger", "code", "harbour", "--data", str(data)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        port, token = process.stdout.readline().strip().rstrip("/").removeprefix("http://127.0.0.1:").split("/")
        address = type("Address", (), {"server_port": int(port), "token": token})
        units = [unit["id"] for unit in ask(address, "GET", "state.json")[1]["units"]]
        enough = threading.Event()

        def decide(address=address, units=units, enough=enough, stop_after=stop_after):
            for unit_id in units:
                if unit_id in confirmed:
                    continue
                try:
                    status, told = ask(address, "POST", "decide", {"unit_id": unit_id, "decision": "accepted"})
                except (OSError, http.client.HTTPException):
                    return enough.set()
                assert (status, told["unit_id"]) == (200, unit_id)
                confirmed.append(unit_id)
                if len(confirmed) >= stop_after:
                    enough.set()
            return enough.set()

        thread = threading.Thread(target=decide)
        thread.start()
        enough.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        thread.join()
        process.stdout.close()
        rows = decisions.read(data / "drafts" / "harbour" / "coding" / "a.csv")
        assert set(confirmed) <= {row["unit_id"] for row in rows}
    assert len(confirmed) >= 20


@pytest.mark.programs
def test_the_program_says_where_decisions_are_kept_and_ends_when_told_to(data):
    command = [sys.executable, "-m", "textledger", "code", "harbour", "--data", str(data), "--coder", "b"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    lines = [process.stdout.readline() for _ in range(3)]
    assert f"0 of {len(drafts.load('harbour', data).units)} drafts decided" in lines[1]
    assert str(data / "drafts" / "harbour" / "coding" / "b.csv") in lines[2]
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate()
    assert process.returncode == 0
    assert "the same command goes on from here" in told
    assert "code harbour --apply b" in told


def test_a_port_that_is_taken_is_told(data, running, capsys):
    assert main(["code", "harbour", "--data", str(data), "--port", str(running.server_port)]) == 1
    assert f"port {running.server_port} cannot be used" in capsys.readouterr().err
    assert main(["code", "harbour", "--data", str(data), "--port", "99999"]) == 1
