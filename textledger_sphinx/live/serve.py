"""A local web server of the built site with the runtime: browsers start Python from a server only, not from files.

It is for the machine it runs on: it listens on the loopback interface, answers only requests addressed to that machine
by name (else a page elsewhere could have its own name lead here), and hands out nothing outside its two folders.
"""

import argparse
import contextlib
import http.server
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import HTTPServer
from pathlib import Path
from typing import cast

from .assemble import ROOT, TARGET

PORT = 8350
HOSTS = ("127.0.0.1", "localhost", "[::1]")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, and under `/run/` the runtime, as the published site does."""

    def __init__(self, *args, runtime: Path, **options):
        self.runtime = runtime
        super().__init__(*args, **options)

    def parse_request(self):
        """Read a request; one that names another host is refused."""
        if not super().parse_request():
            return False
        host, _, port = self.headers.get("Host", "").rpartition(":")
        if host not in HOSTS or port != str(cast(HTTPServer, self.server).server_port):
            self.send_error(421, "This server answers to the names of this machine only")
            return False
        return True

    def translate_path(self, path):
        """Return the file behind an address, or one that does not exist where it would lie outside the folders."""
        file = Path(super().translate_path(path).replace("\0", "\N{REPLACEMENT CHARACTER}"))  # decoded, without `..`
        inside, top = file.relative_to(self.directory), Path(self.directory)
        if inside.parts[:1] == ("run",):
            top = self.runtime
            file = top.joinpath(*inside.parts[1:])
        if not file.resolve().is_relative_to(top.resolve()):  # a link leads out of it
            return str(top / "\N{REPLACEMENT CHARACTER}")
        return str(file) + ("/" if path.endswith("/") else "")

    def list_directory(self, path):
        """Refuse to list a folder, as the published site does."""
        self.send_error(404)

    def log_message(self, *args):
        """Stay silent."""


@contextlib.contextmanager
def served(site: Path, runtime: Path, port: int = 0, handler: Callable = Handler) -> Iterator[str]:
    """Serve a site with a runtime while the block runs; yields its address, with a slash at its end.

    Args:
        site: the folder of the pages.
        runtime: the folder that `/run/` stands for.
        port: the port to listen on; 0 takes a free one.
        handler: answers the requests: `Handler`, or what is made of it.

    Raises:
        OSError: the port is taken.
    """
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", port), partial(handler, directory=str(site), runtime=runtime)
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main(arguments: list[str] | None = None) -> int:
    """Serve the built site until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m textledger_sphinx.live.serve", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=PORT, help="the port to listen on (%(default)s)")
    port = parser.parse_args(arguments).port
    site = ROOT / "_build" / "html"
    if not (site / "index.html").is_file():
        print("There are no pages yet: run make book first.", file=sys.stderr)
        return 1
    if not (TARGET / "manifest.json").is_file():
        print("The pages will not run: make browser assembles the runtime.", file=sys.stderr)
    try:
        with served(site, TARGET, port) as address:
            print(f"{address} (Control and C end it)", flush=True)
            with contextlib.suppress(KeyboardInterrupt):
                threading.Event().wait()
    except (OSError, OverflowError) as error:
        print(f"Port {port} cannot be used: {error}. Name another: --port NUMBER", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
