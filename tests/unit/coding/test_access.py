"""Who may read and write what the server of the coding page has: this machine's own page, with its token."""

import http.client
import re

import pytest

from textledger.coding import server

from ...helpers.coders import accept, ask, first_unit


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost:{port}.evil", "", None]
)
def test_another_host_is_refused(running, host):
    named = host and host.format(port=running.server_port)
    for method, path in (("GET", ""), ("GET", "state.json"), ("POST", "decide")):
        status, _ = ask(running, method, path, {"unit_id": first_unit(running), "decision": "accepted"}, Host=named)
        assert status == 421
    assert not running.session.coding.rows


def test_names_of_this_machine_are_answered(running):
    for name in ("localhost", "[::1]"):
        host = f"{name}:{running.server_port}"
        assert ask(running, "GET", "state.json", Host=host)[0] == 200
        assert accept(running, Host=host, Origin=f"http://{host}")[0] == 200


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:{port}"],
)
def test_another_origin_writes_nothing(running, origin):
    assert accept(running, Origin=origin and origin.format(port=running.server_port))[0] == 403
    assert not running.session.coding.rows


@pytest.mark.parametrize("where", ["cross-site", "same-site", "anything"])
def test_another_site_neither_reads_nor_writes(running, where):
    assert accept(running, Sec_Fetch_Site=where)[0] == 403
    assert ask(running, "GET", "state.json", Sec_Fetch_Site=where)[0] == 403
    assert not running.session.coding.rows
    assert ask(running, "GET", "state.json", Sec_Fetch_Site=None)[0] == 200
    assert ask(running, "GET", "", Sec_Fetch_Site="none")[0] == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "",
        lambda t: t[:-1],
        lambda t: t + "a",
        lambda t: t[::-1],
        lambda t: "%s",
        lambda t: "..",
        lambda t: f"x/../{t}",
    ],
)
def test_without_the_token_nothing_is_answered(running, change):
    token = change(running.token)
    assert ask(running, "GET", "state.json", token=token)[0] == 403
    assert accept(running, token=token)[0] == 403
    assert not running.session.coding.rows


def test_tokens_are_long_and_of_one_use(data, running):
    other = server.Server(running.session)
    other.server_close()
    assert len(running.token) >= 32
    assert other.token != running.token
    assert other.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    [
        "../decisions.py",
        "..%2fdecisions.py",
        "%2e%2e/decisions.py",
        "/etc/passwd",
        "page.html/..",
        "server.py",
        "../../../data/actors.csv",
        "state.json/",
        "naskh.ttf/../server.py",
        "\\..\\server.py",
    ],
)
def test_no_address_leads_elsewhere(running, path):
    assert ask(running, "GET", path)[0] in (403, 404)
    assert ask(running, "POST", path, {})[0] in (403, 404)


def test_a_form_of_another_page_is_refused(running):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None):
        assert accept(running, Content_Type=kind)[0] == 415
    assert not running.session.coding.rows


def test_every_answer_is_closed_to_others(running):
    for path, token in (("", None), ("state.json", None), ("page.js", None), ("nothing", None), ("", "wrong")):
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port)
        connection.request("GET", f"/{token or running.token}/{path}")
        headers = connection.getresponse().headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers
        connection.close()


def test_the_page_names_no_other_host():
    for path in server.PAGE.iterdir():
        content = path.read_text(encoding="utf-8")
        assert "://" not in content
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|style=", content)
