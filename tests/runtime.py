"""What the tests of the browser's runtime share: a static server of the site with the runtime, executed notebooks."""

import http.server
import threading
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

import nbformat
from jupyter_cache import get_cache

BUILD = Path(__file__).parents[1] / "_build"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, and under `/run/` the runtime, as the published site does."""

    runtime = BUILD / "browser"

    def translate_path(self, path):
        name = path.split("?")[0]
        if name.startswith("/run/"):
            return str(self.runtime / name.removeprefix("/run/"))
        return super().translate_path(path)

    def log_message(self, *args):
        pass


@contextmanager
def served(site: Path, runtime: Path):
    """Serve a site with a runtime; yields its address."""
    handler = type("Handler", (_Handler,), {"runtime": runtime})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()


@cache
def executed(page: str) -> list[nbformat.NotebookNode]:
    """Return the code cells of a page with the outputs they had when the book was built."""
    written = nbformat.read(BUILD / "jupyter_execute" / f"{page}.ipynb", 4)
    kept = get_cache(BUILD / ".jupyter_cache")
    record = kept.match_cache_notebook(written)
    return [cell for cell in kept.get_cache_bundle(record.pk).nb.cells if cell.cell_type == "code"]
