"""A server on this machine that behaves as hosts on the web do: it answers as its routes say, well or badly."""

import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

PAGE = "<p>سؤال</p>".encode()


class Asked(NamedTuple):
    """One request: when it came, what for, and its headers."""

    at: float
    path: str
    headers: dict[str, str]


class Host:
    """A running host: its address, what it answers by path, and what it was asked.

    A route is a function of the request's handler, or bytes, which are a page.
    """

    def __init__(self, url: str):
        self.url = url
        self.routes: dict[str, Callable | bytes] = {}
        self.asked: list[Asked] = []

    def paths(self, robots: bool = False) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [request.path for request in self.asked if robots or request.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers from the routes of its host."""

    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self):
        self.host.asked.append(Asked(time.monotonic(), self.path, dict(self.headers.items())))
        route = self.host.routes.get(self.path.partition("?")[0])
        if route is None:
            answer(404)(self)
        elif isinstance(route, bytes):
            answer(200, route)(self)
        else:
            route(self)

    def log_message(self, *args):
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Pass over a client that left before it had its answer; tell of all else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def answer(status: int, body: bytes = b"", **headers: str) -> Callable:
    """Return a route: a status, a body, and headers, `_` in their names being a hyphen."""

    def route(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return route


def chunks(parts, pause: float = 0, end: bool = True, status: int = 200, **headers: str) -> Callable:
    """Return a route: a body in chunks, with a pause before each; without its end, it breaks off."""

    def route(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Transfer-Encoding", "chunked")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for part in parts:
            time.sleep(pause)
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            handler.wfile.flush()
        if end:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    return route


def short(body: bytes, missing: int = 100) -> Callable:
    """Return a route: a body that breaks off before its declared length."""

    def route(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body) + missing))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return route


def reset(handler: Handler) -> None:
    """Reset the connection in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"x" * 10)
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Close the connection without an answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def in_turn(*routes: Callable | bytes) -> Callable:
    """Return a route: each time it is asked the next of these, at last always the last."""
    left = list(routes)

    def route(handler: Handler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        (answer(200, now) if isinstance(now, bytes) else now)(handler)

    return route


@contextmanager
def running(**routes: Callable | bytes) -> Iterator[Host]:
    """Run a host on a free port; routes are named without their slash."""
    server = _Server(("127.0.0.1", 0), type("Own", (Handler,), {}))
    host = Host(f"http://127.0.0.1:{server.server_port}")
    host.routes |= {f"/{name}": route for name, route in routes.items()}
    server.RequestHandlerClass.host = host
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
