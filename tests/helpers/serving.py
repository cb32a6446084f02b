"""The built pages: their names, and a server that hands them out as a static host does."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from textledger import records

from . import prose

PAGES = ["index.html", *(f"chapters/{path.stem}.html" for path in sorted((prose.ROOT / "chapters").glob("*.md")))]
# A page of each kind: the cover, the way in, a text, pages across the texts, tables, lists, the ledger, the registers.
OF_EACH_KIND = {
    "index.html",
    f"chapters/{records.docs()[0]}.html",
    *(f"chapters/{name}.html" for name in ("start", "numbers", "vacuum", "data", "glossary", "ledger", "registers")),
}
KINDS = [name if name in OF_EACH_KIND else pytest.param(name, marks=pytest.mark.audit) for name in PAGES]


def each_once(wide: int, narrow: int) -> list:
    """Return two widths with two schemes: `make test` looks at each once, `make audit` at each with each."""
    others = [
        pytest.param(wide, "dark", marks=pytest.mark.audit),
        pytest.param(narrow, "light", marks=pytest.mark.audit),
    ]
    return [(wide, "light"), (narrow, "dark"), *others]


# `mimetypes` asks the machine's own lists, which differ from place to place.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".ipynb": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
}
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".ipynb", ".csv", ".md", ".bib", ".txt", ".xml", ".svg", ".wasm"}


class Sent(NamedTuple):
    """One answer of the server: the path asked for, the status, the bytes of its body as sent."""

    path: str
    status: int
    size: int


class Served(NamedTuple):
    """A running server: its address without a trailing slash, and what it has sent so far."""

    url: str
    sent: list[Sent]


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file of the folder, or that there is none."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host, address = self.server, urlsplit(self.path).path
        path = (host.top / unquote(address).lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        if not path.is_relative_to(host.top) or not path.is_file():
            host.sent.append(Sent(address, 404, 0))
            return self._head(404, {"Content-Length": "0"})
        packed = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        content = host.body(path, packed)
        host.sent.append(Sent(address, 200, len(content)))
        headers = {"Content-Type": TYPES.get(path.suffix, "application/octet-stream")}
        headers |= {"Content-Length": str(len(content)), "Cache-Control": f"public, max-age={host.seconds}"}
        self._head(200, headers | ({"Content-Encoding": "gzip"} if packed else {}))
        with suppress(ConnectionError):  # the browser has left the page
            self.wfile.write(content)

    def _head(self, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args):
        pass


class _Host(ThreadingHTTPServer):
    """Hands out a folder on a free port, and notes what it has sent."""

    daemon_threads = True

    def __init__(self, top: Path, seconds: int):
        self.top, self.seconds, self.sent = top, seconds, []
        self.body = cache(self._read)
        super().__init__(("127.0.0.1", 0), _Handler)

    @staticmethod
    def _read(path: Path, packed: bool) -> bytes:
        return gzip.compress(path.read_bytes(), 9, mtime=0) if packed else path.read_bytes()


@contextmanager
def serve(folder: Path, seconds: int = 31_536_000) -> Iterator[Served]:
    """Serve a folder on a free port of this machine, text compressed with gzip -9.

    Args:
        folder: what to serve.
        seconds: how long a browser may keep what it has fetched.
    """
    server = _Host(folder.resolve(), seconds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", server.sent)
    finally:
        server.shutdown()
        server.server_close()
