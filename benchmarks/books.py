"""The two books that are compared: this one, and the same chapters as a stock Jupyter Book builds them."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "_build" / ".benchmark"
CHAPTERS = ("index.md", "_toc.yml", "chapters", "data", "textledger", "CITATION.cff")
EDITED = "chapters/rewaq.md"
CORES = 2
SENTENCE = "This sentence was added to measure a rebuild."
REST = 5  # seconds a writer takes between two edits at the least

STOCK_CONFIG = {
    "title": "Filling the Vacuum?",
    "author": "The Filling the Vacuum project",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "cache", "timeout": 300},
    "bibtex_bibfiles": ["data/references.bib"],
    "parse": {"myst_enable_extensions": ["colon_fence", "deflist", "attrs_inline", "substitution", "tasklist"]},
    "sphinx": {
        "local_extensions": {"stock": "."},
        "config": {
            "primary_domain": None,
            "myst_heading_anchors": 3,
            "bibtex_reference_style": "author_year",
            "bibtex_cite_id": "cite-{key}",
        },
    },
}


def _text(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


class Book:
    """A book in a folder of its own, with what writes its sources there and the command that builds it."""

    def __init__(self, name: str, write: Callable[[Path], None], command: list[str]):
        self.folder = FOLDER / name
        self.write = write
        self.command = [sys.executable, *command]

    @property
    def html(self) -> Path:
        """The folder of its pages."""
        return self.folder / "_build" / "html"

    def prepare(self) -> None:
        """Write its sources anew; what was built before is lost."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.write(self.folder)

    def ready(self) -> Path:
        """Build it if it is not built, and return the folder of its pages."""
        if not (self.html / "index.html").is_file():
            self.prepare()
            self.build()
        return self.html

    def _environment(self) -> dict[str, str]:
        """Return the environment of its programs, in which Python keeps what it compiled, as it does by itself."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "PYTHONPATH": str(self.folder)}

    def build(self) -> float:
        """Build it and return the seconds that took.

        Raises:
            RuntimeError: it does not build; the message ends with what the build said.
        """
        start = time.perf_counter()
        process = subprocess.run(self.command, cwd=self.folder, env=self._environment(), capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if process.returncode or not (self.html / EDITED).with_suffix(".html").is_file():
            output = f"{process.stdout[-2000:]}\n{process.stderr[-4000:]}"
            raise RuntimeError(f"{self.folder.name} does not build:\n{output}")
        return seconds

    def clean(self) -> None:
        """Remove all that was built or kept."""
        shutil.rmtree(self.folder / "_build", ignore_errors=True)

    def edit(self) -> None:
        """Add a sentence to the prose of one chapter."""
        with (self.folder / EDITED).open("a", encoding="utf-8") as chapter:
            chapter.write(f"\n{SENTENCE}\n")

    def watch(self, edits: int) -> float:
        """Edit it while it is watched, and return the seconds from an edit to its being shown, the median of some."""
        command = [sys.executable, "-m", "textledger_sphinx.watch", "--port", "0"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        with subprocess.Popen(command, cwd=self.folder, env=self._environment(), **pipes) as watching:
            try:
                address = next(line for line in watching.stdout if line.startswith("http")).split()[0]
                return statistics.median(self._show_edit(address) for _ in range(edits))
            finally:
                watching.terminate()

    def _show_edit(self, address: str) -> float:
        page = f"{address}{Path(EDITED).with_suffix('.html')}"
        before = _text(page).count(SENTENCE)
        time.sleep(REST)
        start = time.perf_counter()
        self.edit()
        while (text := _text(page)).count(SENTENCE) == before:
            listen = re.search(r"EventSource\('/([^']+)'\)", text)[1]
            next(line for line in urllib.request.urlopen(address + listen) if line.startswith(b"data"))
        return time.perf_counter() - start


def write_own(folder: Path) -> None:
    """Copy this book's working tree without what git ignores."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def write_stock(folder: Path) -> None:
    """Copy the chapters for Jupyter Book's defaults: its theme, its execution, Altair's and pandas' own outputs."""
    for name in CHAPTERS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    (folder / "_config.yml").write_text(yaml.safe_dump(STOCK_CONFIG), encoding="utf-8")
    benchmarks = Path(__file__).parent
    shutil.copy2(benchmarks / "stock.py", folder / "stock.py")
    package = folder / "textledger"
    shutil.copy2(benchmarks / "stock_display.py", package / "stock_display.py")
    with (package / "display.py").open("a", encoding="utf-8") as display:
        display.write("\nfrom .stock_display import figure, html_block, table  # noqa: E402, F401, F811\n")


OWN = Book("own", write_own, ["-m", "textledger_sphinx"])
STOCK = Book("stock", write_stock, ["-c", "from jupyter_book.cli.main import main; main()", "build", ".", "-q"])


def limit_cores() -> int:
    """Keep this process and those it starts to two cores, as the target says; return how many there are."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    os.sched_setaffinity(0, cores)
    return len(cores)
