"""Stylesheet and script of the pages: small sources, one concern each, joined into one file of each kind.

Plain scripts, not modules: browsers do not load modules from disk (`file://`).
"""

import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from . import charts, fonts
from .state import write

ASSETS = Path(str(files("textledger_sphinx") / "assets"))
# in the order of the cascade
STYLES = ("base", "page", "content", "charts", "evidence", "ledger", "home", "cite", "search", "run", "print")
SCRIPTS = (
    *("arabic", "page", "scrolls", "filter", "evidence", "charts", "linked", "texts"),
    *("ledger", "entry-actions", "cite", "search-ask", "search"),
    *("run-kernel", "run-outputs", "run-cell", "run"),
)
COPIED = ("icon.svg",)


def joined(kind: str, names: tuple[str, ...]) -> str:
    """Return the sources of one kind (`css`, `js`) joined in order."""
    return "\n".join((ASSETS / kind / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)


def _versions(folder: Path) -> str:
    """Return the head of the script: the addresses of files that it loads later, each with its version."""
    loaded = {
        f"_static/{charts.RENDERER}": charts.version_of((folder / charts.RENDERER).read_text(encoding="utf-8")),
        "pagefind/pagefind.js": version("pagefind_bin"),  # written when the pages stand
    }
    told = {path: f"{path}?v={number}" for path, number in loaded.items()}
    return f"window.textledger = {{ versioned: path => ({json.dumps(told)})[path] }};\n"


def provide(build: Path) -> dict[str, str]:
    """Write stylesheet, script, icon and fonts into `build/.assets`, which becomes part of `_static`.

    Returns:
        The names of the stylesheet and the script, each with a digest that changes with its content.
    """
    folder = build / ".assets"
    folder.mkdir(parents=True, exist_ok=True)
    charts.provide(folder)
    faces = fonts.provide(build / ".fonts")
    contents = {
        "book.css": (faces / "fonts.css").read_text(encoding="utf-8") + "\n" + joined("css", STYLES),
        "book.js": _versions(folder) + joined("js", SCRIPTS),
    }
    for name, content in contents.items():
        write(folder / name, content)
    for name in COPIED:
        write(folder / name, (ASSETS / name).read_bytes())
    return {name: f"{name}?v={charts.version_of(content)}" for name, content in contents.items()}
