"""A local web server of the built site with the runtime: browsers start Python from a server only, not from files."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from .assemble import ROOT, TARGET


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, and under `/run/` the runtime, as the published site does."""

    def __init__(self, *args, runtime: Path, **named):
        self.runtime = runtime
        super().__init__(*args, **named)

    def translate_path(self, path):
        """Return the file behind an address."""
        name = path.split("?")[0]
        if name.startswith("/run/"):
            return str(self.runtime / name.removeprefix("/run/"))
        return super().translate_path(path)

    def log_message(self, *args):
        """Stay silent."""


@contextlib.contextmanager
def served(site: Path, runtime: Path) -> Iterator[str]:
    """Serve a site with a runtime while the block runs; yields its address, with a slash at its end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site), runtime=runtime))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()


def main() -> None:
    """Serve the built site until interrupted."""
    with served(ROOT / "_build" / "html", TARGET) as address:
        print(f"{address} (Control and C end it)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
