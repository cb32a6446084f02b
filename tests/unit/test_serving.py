"""The local server of the site: its own folders, its own names, one port."""

import http.client
import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from textledger_sphinx.live import serve

from ..helpers.paths import ROOT


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    top = tmp_path_factory.mktemp("served")
    site, runtime = top / "site", top / "runtime"
    for folder, name in ((site, "index.html"), (runtime, "manifest.json"), (site / "chapters", "a.html")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (top / "secret.txt").write_text("secret")
    for folder in (site, runtime):
        os.symlink(top / "secret.txt", folder / "link.txt")
        os.symlink(top, folder / "up")
    with serve.served(site, runtime) as result:
        yield result


def ask(address, path, host=None):
    """Return status and body for a path that no client has tidied up."""
    at = urlsplit(address).netloc
    asking = http.client.HTTPConnection(at, timeout=10)
    asking.putrequest("GET", path, skip_host=True)
    if host != "":
        asking.putheader("Host", at if host is None else host)
    asking.endheaders()
    answer = asking.getresponse()
    body = answer.read().decode("utf-8", "replace")
    asking.close()
    return answer.status, body


@pytest.mark.parametrize(
    ("path", "body"),
    [("/", "index.html"), ("/index.html?q=1", "index.html"), ("/run/manifest.json", "manifest.json"),
     ("/chapters/a.html", "a.html"), ("/chapters/%61.html", "a.html")],
)  # fmt: skip
def test_pages_and_runtime_are_served(address, path, body):
    assert ask(address, path) == (200, body)


@pytest.mark.parametrize(
    "path",
    ["/run//etc/passwd", "//etc/passwd", "/run/../../secret.txt", "/../secret.txt", "/%2e%2e/secret.txt",
     "/run/%2e%2e/secret.txt", "/run/..%2fsecret.txt", "/run/%2fetc/passwd", "/%2fetc%2fpasswd", "/link.txt",
     "/run/link.txt", "/up/secret.txt", "/run/up/secret.txt", "/run/..%5c..%5csecret.txt", "/chapters/", "/run/",
     "/%00", "/run/%00"],
)  # fmt: skip
def test_nothing_outside_the_folders_is_handed_out(address, path):
    status, body = ask(address, path)
    assert status == 404
    assert body != "secret"
    assert "root:" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "", "127.0.0.1"]
)
def test_only_the_names_of_this_machine_are_answered(address, host):
    port = urlsplit(address).port
    assert ask(address, "/index.html", host.format(port=port))[0] in (400, 421)
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert ask(address, "/index.html", f"{name}:{port}") == (200, "index.html")


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "textledger_sphinx.live.serve", "--port", port]
        process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in process.stderr
    assert f"Port {port} cannot be used" in process.stderr or "make book" in process.stderr
