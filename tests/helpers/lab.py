"""A running JupyterLab, and what a reader sees of a notebook in it."""

import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

OPTIONS = ["--no-browser", "--allow-root", "--port=0", "--IdentityProvider.token="]
RUNNING = re.compile(r"http://127\.0\.0\.1:[0-9]+/lab")
PATIENCE = 120_000  # milliseconds
FIGURES = """() => [...document.querySelectorAll(".jp-Notebook .jp-OutputArea figure")].map(figure => {
  const picture = figure.querySelector("img");
  return {
    drawn: picture?.complete ? picture.naturalWidth : 0,
    width: picture?.clientWidth ?? 0,
    alt: picture?.alt ?? "",
    caption: figure.querySelector("figcaption")?.textContent ?? "",
    rows: figure.querySelectorAll("details table tbody tr").length,
  };
})"""


@contextlib.contextmanager
def running(command: list, folder: Path, home: Path) -> Iterator[str]:
    """Start JupyterLab by a command, without a user's settings; yield its address; at last end it and its kernels."""
    env = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    server = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0
    )
    arriving = queue.SimpleQueue()

    def listen():
        for line in server.stderr:
            arriving.put(line)
        arriving.put(None)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        lines = []
        while (line := arriving.get(timeout=PATIENCE / 1000)) is not None and not RUNNING.search(line):
            lines.append(line)
        assert line, "JupyterLab does not start:\n" + "".join(lines[-20:])
        yield RUNNING.search(line)[0]
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        listener.join()


def figures(page, count: int) -> list[dict]:
    """Return the figures of the notebook that a tab of the browser shows, once there are so many.

    Each has the width of the picture as loaded (0 where it is not drawn) and as shown, in pixels, its alternative, the
    caption, and the number of rows of its data.
    """
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    ready = f"{count} <= ({FIGURES})().filter(({{ drawn }}) => drawn).length"
    page.wait_for_function(ready, timeout=PATIENCE)
    return page.evaluate(FIGURES)


def faults(figures: list[dict]) -> list[dict]:
    """Return the figures of which a reader misses something."""
    return [figure for figure in figures if not all(figure.values())]
