"""What a build keeps for the next is used only as it was left: anything else is made anew.

When a build has ended well, a digest of every file it leaves is noted beside them. The next build compares: a part
(a folder below `_build`) with a file that is cut, empty, changed, gone or added is removed, and the pages with it, so
that the result is that of a clean build. Nothing is kept for another Python or other packages, nor where a build was
killed. A build that fails keeps what is slow and does not depend on pages: results of cells, drawings, fonts. Pages go,
too, when what touches all of them changes.
"""

import functools
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from . import compat, lifeline, lock
from .cache import build_folder, digest, remove, write

NAME = ".seal.json"  # in the folder of the build
SLOW = (".jupyter_cache", ".charts", ".fonts")
OF_PAGES = ("jupyter_execute", ".figures", ".passages", ".notes", ".data", ".assets")  # with pages and doctrees

PAGES, READ = "html", ".doctrees"  # where Jupyter Book puts the pages, and what Sphinx has read of them
THEME = ("conf.py", "_config.yml", "_toc.yml", "CITATION.cff", "textledger_sphinx", "requirements.txt")


@functools.cache
def environment(root: Path) -> str:
    """Return what runs the build: the Python, the installed versions of what `requirements.txt` pins, other tables."""
    pins = root / "requirements.txt"
    lines = re.findall(r"^[\w.-]+==[^\\\n]+", pins.read_text(encoding="utf-8"), re.M) if pins.is_file() else []
    # A pin for another platform is none here: what JupyterLab or the tests bring under its name changes no build.
    required = (pin for pin in map(Requirement, lines) if pin.marker is None or pin.marker.evaluate())
    pinned = {re.sub(r"[-_.]+", "_", pin.name).lower() for pin in required}
    found = (path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    installed = {name for name in found if re.sub(r"[-_.]+", "_", name.split("-")[0]).lower() in pinned}
    tables = [digest(Path(named), ["."])] if (named := os.environ.get("TEXTLEDGER_DATA")) else []
    return " ".join([sys.version.split()[0], sys.platform, *sorted(installed), *tables])


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(path.lstat().st_mode) else "no file"
    except OSError:
        return "unreadable"


def digests(part: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its path there."""
    if part.is_symlink() or part.is_file():
        return {"": "no folder"}
    files = (Path(folder, name) for folder, _, names in os.walk(part) for name in names)
    return {path.relative_to(part).as_posix(): _digest(path) for path in files}


def _read(build: Path, root: Path) -> dict:
    """Return the seal; nothing where it is of another environment, or is none."""
    try:
        told = json.loads((build / NAME).read_text(encoding="utf-8"))
        return told if told["environment"] == environment(root) and isinstance(told["parts"], dict) else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def damaged(build: Path, root: Path, pages: tuple[str, ...] = (PAGES, READ)) -> list[str]:
    """Return the parts that are not as the last build left them.

    Args:
        build: the folder of the build.
        root: the folder of the book.
        pages: the folders below `build` of the pages and of what was read of them.
    """
    sealed = _read(build, root).get("parts", {})
    return [name for name in (*SLOW, *OF_PAGES, *pages) if sealed.get(name) != digests(build / name)]


def _write(app, names: Iterable[str]) -> None:
    """Note how the parts named are left; others will be made anew."""
    build, root = build_folder(app), Path(app.srcdir)
    parts = {name: digests(build / name) for name in names}
    write(build / NAME, json.dumps({"environment": environment(root), "theme": digest(root, THEME), "parts": parts}))


def _pages(app) -> tuple[str, ...]:
    """Return the folders of the pages and of what was read of them, from the folder of the build."""
    return os.path.relpath(app.outdir, build_folder(app)), READ


def _below(parts: Iterable[str]) -> list[str]:
    """Return the parts that are the build's own: another folder may hold what is not the book's, so its pages are
    written anew each time, and nothing else in it is touched."""
    return [name for name in parts if not name.startswith(os.pardir)]


def _place(app, config) -> None:
    """Have all that is no page kept in the folder of the build, wherever the pages go."""
    build = build_folder(app)
    app.doctreedir = type(app.doctreedir)(build / READ)
    config.nb_execution_cache_path = str(build / ".jupyter_cache")


def _place_outputs(app) -> None:
    compat.keep_outputs(app, build_folder(app) / "jupyter_execute")


def _begin(app, config) -> None:
    """Wait for other builds, and remove what cannot be relied on, before Sphinx reads any of it."""
    build, root = build_folder(app), Path(app.srcdir)
    lock.hold(root)
    lifeline.start()
    told, found = _read(build, root), damaged(build, root, _pages(app))
    if changed := [name for name in found if name in told.get("parts", {})]:
        print(f"Not as the last build left it, so made anew: {', '.join(changed)}", file=sys.stderr)
    remove(build / NAME)  # whoever kills this build leaves nothing to rely on
    if found or told["theme"] != digest(root, THEME):
        for name in _below({*found, *OF_PAGES, *_pages(app)}):
            remove(build / name)
        Path(app.outdir).mkdir(parents=True, exist_ok=True)


def keep_slow(app) -> None:
    """Keep what is slow and does not depend on pages, of a build that fails."""
    _write(app, SLOW)


def _end(app, error) -> None:
    """Seal what was built; a page with a warning is read again, or the next build would not tell of it."""
    if error or compat.warned(app):
        keep_slow(app)
    else:
        _write(app, _below((*SLOW, *OF_PAGES, *_pages(app))))


def setup(app):
    """Look before anything is built, seal after everything else."""
    app.connect("config-inited", _place, priority=1)
    app.connect("builder-inited", _place_outputs, priority=510)  # MyST-NB has settled its own
    app.connect("config-inited", _begin, priority=2)  # only the check of the data comes before
    app.connect("build-finished", _end, priority=1000)
