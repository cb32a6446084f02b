"""`python -m textledger_sphinx.watch`: serve the book on this machine, build what is edited, and reload its pages.

Each build is a process of its own, as with `make book`, so that edited code takes effect. The process is started before
it is needed and waits with all packages loaded but the book's own: an edit shows sooner than with `make book`.
"""

import argparse
import contextlib
import re
import signal
import stat
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

from . import lifeline, seal
from .__main__ import BUILD
from .live import serve

PORT = 8351
WATCHED = ("index.md", "chapters", *seal.SOURCES)
PAUSE = 0.2  # seconds between two looks at the files
KEEP_ALIVE = 15  # seconds after which a page that is no longer open is noticed
_EVENTS = re.compile(r"/watch\?(\d+)")
LOADED = (
    "jupyter_cache",
    "lxml.html",
    "myst_nb.sphinx_ext",
    "nbclient",
    "pygments.lexers",
    "sphinx.builders.html",
    "sphinx.cmd.build",
    "sphinx_external_toc",
    "sphinxcontrib.bibtex",
    "vl_convert",
)
WAITING = f"""import runpy, sys, {", ".join(LOADED)}
if sys.stdin.readline():  # nothing is read when the watch has ended
    runpy.run_module("textledger_sphinx", run_name="__main__")
"""


class Build:
    """A process that builds the book when asked to."""

    def __init__(self):
        # a session of its own: Control-C at the terminal reaches only the watch, which then ends the build
        self._process = subprocess.Popen([sys.executable, "-c", WAITING], stdin=subprocess.PIPE, start_new_session=True)
        lifeline.watch(self._process.pid, group=True)

    def run(self) -> bool:
        """Build, and return whether that succeeded."""
        self._process.communicate(b"build\n")
        lifeline.forget(self._process.pid)
        return self._process.returncode == 0

    def end(self) -> None:
        """End the process, whatever it does, and wait until it has ended."""
        self._process.terminate()
        self._process.wait()


class Count:
    """The number of builds that succeeded since the watch began; pages wait for it to grow."""

    def __init__(self):
        self.builds = 0
        self._changed = threading.Condition()

    def add(self) -> None:
        """Count one more, and wake all who wait."""
        with self._changed:
            self.builds += 1
            self._changed.notify_all()

    def is_above(self, number: int) -> bool:
        """Return whether there are more builds than a number, after waiting a while for one if there are not."""
        with self._changed:
            return self._changed.wait_for(lambda: self.builds > number, KEEP_ALIVE)


class Handler(serve.Handler):
    """Serves pages that listen for the next build, and notifies them of it."""

    def __init__(self, *args, count: Count, **options):
        self.count = count
        super().__init__(*args, **options)

    def do_GET(self):
        """Answer with a file; a page gets a script that listens for builds after its own."""
        # the number is read before the page: a page that is newer reloads once too often, but none stays old
        number = self.count.builds
        file = self.translate_path(self.path)
        path = Path(file, "index.html") if file.endswith("/") else Path(file)
        if listens := _EVENTS.fullmatch(self.path):
            with contextlib.suppress(ConnectionError):  # the page is no longer open
                self._tell(int(listens[1]))
        elif path.suffix == ".html" and path.is_file():
            script = f"<script>new EventSource('/watch?{number}').onmessage = () => location.reload()</script>"
            self._begin("text/html; charset=utf-8")
            self.wfile.write(path.read_bytes() + script.encode())
        else:
            super().do_GET()

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _tell(self, number: int) -> None:
        self._begin("text/event-stream")
        while not self.count.is_above(number):
            self.wfile.write(b":\n\n")
        self.wfile.write(b"data: built\n\n")


def state(root: Path) -> dict[Path, tuple[int, int]]:
    """Return the time and size of each file that the book is made of."""
    states = {}
    for path in (path for name in WATCHED for path in (root / name, *(root / name).rglob("[!.]*"))):
        with contextlib.suppress(OSError):  # it is gone since it was listed
            about = path.stat()
            if stat.S_ISREG(about.st_mode) and path.parent.name != "__pycache__":
                states[path] = about.st_mtime_ns, about.st_size
    return states


def watch(root: Path, count: Count, address: str) -> None:
    """Build the book now and after each edit, until interrupted."""
    build = Build()
    try:
        while True:
            before = state(root)
            if build.run():
                count.add()
            print(f"{address} shows what is edited (Control and C end it)", flush=True)
            build = Build()
            while state(root) == before:
                time.sleep(PAUSE)
    finally:
        build.end()


def main(arguments: list[str] | None = None) -> int:
    """Watch the book in the present folder until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m textledger_sphinx.watch", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=PORT, help="the port to listen on (%(default)s); 0: a free one")
    port = parser.parse_args(arguments).port
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    lifeline.start()
    count = Count()
    try:
        with serve.served(BUILD / "html", BUILD / "browser", port, partial(Handler, count=count)) as address:
            watch(Path.cwd(), count, address)
    except KeyboardInterrupt:
        return 0
    except (OSError, OverflowError) as error:
        remedy = 'Name another: make watch WATCH_OPTIONS="--port NUMBER"'
        print(f"Port {port} cannot be used: {str(error).rstrip('.')}. {remedy}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
