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


@contextmanager
def serve(folder: Path, seconds: int = 31_536_000) -> Iterator[Served]:
    """Serve a folder on a free port of this machine, text compressed with gzip -9.

    Args:
        folder: what to serve.
        seconds: how long a browser may keep what it has fetched.
    """
    top = folder.resolve()
    sent: list[Sent] = []

    @cache
    def body(path: Path, packed: bool) -> bytes:
        return gzip.compress(path.read_bytes(), 9, mtime=0) if packed else path.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            address = urlsplit(self.path).path
            path = (top / unquote(address).lstrip("/")).resolve()
            if path.is_dir():
                path /= "index.html"
            if not path.is_relative_to(top) or not path.is_file():
                sent.append(Sent(address, 404, 0))
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            packed = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
            content = body(path, packed)
            sent.append(Sent(address, 200, len(content)))
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", f"public, max-age={seconds}")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with suppress(ConnectionError):  # the browser has left the page
                self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", sent)
    finally:
        server.shutdown()
        server.server_close()
