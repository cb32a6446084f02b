"""Stylesheet and script of the pages: small sources, one concern each, joined into one file of each kind.

Plain scripts, not modules: browsers do not load modules from disk (`file://`).
"""

import hashlib
from importlib.resources import files
from pathlib import Path

from . import charts, fonts
from .state import write

ASSETS = Path(str(files("textledger_sphinx") / "assets"))
# in the order of the cascade
STYLES = ("base", "page", "content", "charts", "evidence", "ledger", "home", "cite", "search", "run", "print")
SCRIPTS = (
    *("arabic", "page", "filter", "evidence", "charts", "linked", "texts", "ledger", "entry-actions", "cite", "search"),
    *("run-kernel", "run-outputs", "run-cell", "run"),
)
COPIED = ("icon.svg",)


def joined(kind: str, names: tuple[str, ...]) -> str:
    """Return the sources of one kind (`css`, `js`) joined in order."""
    return "\n".join((ASSETS / kind / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)


def provide(build: Path) -> dict[str, str]:
    """Write stylesheet, script, icon and fonts into `build/.assets`, which becomes part of `_static`.

    Returns:
        The names of the stylesheet and the script, each with a digest that changes with its content.
    """
    folder = build / ".assets"
    folder.mkdir(parents=True, exist_ok=True)
    faces = fonts.provide(build / ".fonts")
    contents = {
        "book.css": (faces / "fonts.css").read_text(encoding="utf-8") + "\n" + joined("css", STYLES),
        "book.js": joined("js", SCRIPTS),
    }
    for name, content in contents.items():
        write(folder / name, content)
    for name in COPIED:
        write(folder / name, (ASSETS / name).read_bytes())
    charts.provide(folder)
    return {name: f"{name}?v={hashlib.sha256(content.encode()).hexdigest()[:8]}" for name, content in contents.items()}
