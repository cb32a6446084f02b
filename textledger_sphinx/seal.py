"""A build reuses what an earlier one left only if it is unchanged; all else is made anew.

Four caches keep what is slow: the results of cells, drawings, fonts, and the passages of the search. Pages, and what
Sphinx has read of them, are kept as long as nothing but prose changes.

When all pages are built without a warning, the seal notes a digest of every file that is left. The next build
compares: a part (a folder below `_build`) in which a file was cut, emptied, changed, removed or added is deleted
together with the pages, so that the result is that of a clean build. A file whose size and time are as noted is not
read for that. Nothing is reused with another Python or other packages, nor after a build was killed; of a build that
fails, warns, is stopped (Control-C, SIGTERM, SIGHUP) or writes only pages that were named, the caches are kept.
When tables, settings or code change, the pages are deleted too.
"""

import functools
import hashlib
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from . import compat, lifeline, lock, stopping
from .cache import build_folder, digest, remove, write

NAME = ".seal.json"  # in the folder of the build
CACHES = (".jupyter_cache", ".charts", ".fonts", ".passages")
OUTPUTS, READ = "jupyter_execute", ".doctrees"  # what MyST-NB and Sphinx keep; they go with the pages

# What all pages are made of, apart from their prose.
SETTINGS = ("conf.py", "_config.yml", "_toc.yml", "CITATION.cff", "requirements.txt", "requirements-lab.txt")
SOURCES = (*SETTINGS, "LICENSES", "data", "textledger", "textledger_sphinx")
# files that change how pages look, not what is read: Sphinx writes the pages again
LOOK = (".css", ".js", ".html", ".toml", ".svg")


@functools.cache
def environment(root: Path) -> str:
    """Return what the build runs with: the Python, installed versions of pinned packages, tables from elsewhere."""
    pins = root / "requirements.txt"
    text = pins.read_text(encoding="utf-8", errors="replace") if pins.is_file() else ""
    lines = re.findall(r"^[\w.-]+==[^\\\n]+", text, re.M)
    # A pin for another platform does not count: what JupyterLab or the tests install under its name changes no build.
    required = (pin for pin in map(Requirement, lines) if pin.marker is None or pin.marker.evaluate())
    pinned = {re.sub(r"[-_.]+", "_", pin.name).lower() for pin in required}
    distributions = (path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    installed = {name for name in distributions if re.sub(r"[-_.]+", "_", name.split("-")[0]).lower() in pinned}
    tables = [digest(Path(data_folder), ["."])] if (data_folder := os.environ.get("TEXTLEDGER_DATA")) else []
    return " ".join([sys.version.split()[0], sys.platform, *sorted(installed), *tables])


def _state(path: str, noted: list | None) -> list:
    """Return size, time and SHA-256 of a file; where the first two are as noted, the file is not read."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return [0, 0, "no file"]
        if noted and noted[:2] == [status.st_size, status.st_mtime_ns]:
            return noted
        return [status.st_size, status.st_mtime_ns, hashlib.sha256(Path(path).read_bytes()).hexdigest()]
    except OSError:
        return [0, 0, "unreadable"]


def states(part: Path, noted: dict[str, list]) -> dict[str, list]:
    """Return the state of every file below a folder, by its path there.

    Args:
        part: the folder.
        noted: the states that the last build noted.
    """
    if part.is_symlink() or part.is_file():
        return {"": [0, 0, "no folder"]}
    files = (os.path.join(folder, name) for folder, _, names in os.walk(part) for name in names)
    paths = ((path[len(str(part)) + 1 :], path) for path in files)
    return {name: _state(path, noted.get(name)) for name, path in paths}


def _digests(noted: dict[str, list]) -> dict[str, str]:
    return {name: state[-1] for name, state in noted.items()}


def read_seal(build: Path, root: Path) -> dict:
    """Return the seal; empty where there is none, or one of another environment."""
    try:
        seal = json.loads((build / NAME).read_text(encoding="utf-8"))
        is_valid = seal["environment"] == environment(root) and isinstance(seal["parts"], dict) and seal["sources"]
        return seal if is_valid else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def damaged_parts(build: Path, seal: dict, parts: Iterable[str]) -> list[str]:
    """Return the parts that differ from what the seal notes of the last build."""
    sealed = seal.get("parts", {})
    return [
        name
        for name in parts
        if name not in sealed or _digests(sealed[name]) != _digests(states(build / name, sealed[name]))
    ]


def sources(app) -> str:
    """Return a digest of what all pages are made of apart from their prose: tables, settings, code."""
    settings = f"{app.config.html_baseurl} {app.config.doi} {app.config.textledger_repository}"
    return f"{digest(Path(app.srcdir), SOURCES, without=LOOK)} {settings}"


def _write_seal(app, names: Iterable[str]) -> None:
    """Write the seal of the parts named; the next build makes all others anew."""
    if not hasattr(app, "textledger_sealed"):
        return  # the part that executes chapters can be used without the seal
    build, root, before = build_folder(app), Path(app.srcdir), app.textledger_sealed.get("parts", {})
    parts = {name: states(build / name, before.get(name, {})) for name in names}
    seal = {"environment": environment(root), "sources": app.textledger_sources, "parts": parts}
    write(build / NAME, json.dumps(seal))


def _pages(app) -> tuple[str, ...]:
    """Return the folders of the pages and of what goes with them, from the folder of the build."""
    return os.path.relpath(app.outdir, build_folder(app)), READ, OUTPUTS


def keeps_pages(app) -> bool:
    """Return whether the pages of the last build stay: nothing but prose, styles and scripts has changed since."""
    return getattr(app, "textledger_keeps_pages", False)  # the parts of the build can be used without the seal


def _below(parts: Iterable[str]) -> list[str]:
    """Return the parts that are the build's own.

    Another folder may hold what is not the book's: its pages are written anew each time, and nothing else in it is
    touched, but for the folder `_static`, which is the book's.
    """
    return [name for name in parts if not name.startswith(os.pardir)]


def _set_cache_folders(app, config) -> None:
    """Keep everything but pages in the folder of the build, wherever the pages are written."""
    build = build_folder(app)
    app.doctreedir = type(app.doctreedir)(build / READ)
    config.nb_execution_cache_path = str(build / ".jupyter_cache")


def _place_outputs(app) -> None:
    compat.keep_outputs(app, build_folder(app) / OUTPUTS)


def _wait_and_read_seal(app, config) -> None:
    """Wait for other builds, and read the seal of the last one."""
    root = Path(app.srcdir)
    lock.hold(root)
    lifeline.start()
    app.textledger_sealed = read_seal(build_folder(app), root)
    app.textledger_sources = sources(app)
    config.textledger_look = digest(root, ["textledger_sphinx"], only=LOOK)


def _remove_stale(app, config) -> None:
    """Remove what may not be reused, before Sphinx reads any of it."""
    build, seal, parts = build_folder(app), app.textledger_sealed, (*CACHES, *_pages(app))
    stale = damaged_parts(build, seal, parts)
    if changed := [name for name in stale if name in seal.get("parts", {})]:
        print(f"Not as the last build left it, so made anew: {', '.join(changed)}", file=sys.stderr)
    remove(build / NAME)  # if this build is killed, the next one reuses nothing
    app.textledger_keeps_pages = not stale and seal["sources"] == app.textledger_sources
    if not app.textledger_keeps_pages:
        for name in _below({*stale, *_pages(app)}):
            remove(build / name)
        Path(app.outdir).mkdir(parents=True, exist_ok=True)
    stopping.keep_with(functools.partial(keep_caches, app))  # from here on what is in the caches is sound


def keep_caches(app) -> None:
    """Of a build that fails or is stopped, keep the caches, which are slow to make and do not depend on pages."""
    _write_seal(app, CACHES)


def _seal_build(app, error) -> None:
    """Seal what was built, and the caches alone where pages are missing.

    Pages with warnings are to be read again, else the next build would not repeat them.
    """
    if app.textledger_is_part and not error:
        print("Only the pages named were written: the next build writes all pages anew.", file=sys.stderr)
    if error or compat.warned(app) or app.textledger_is_part:
        keep_caches(app)
    else:
        _write_seal(app, _below((*CACHES, *_pages(app))))
    stopping.keep_with(None)


def _note_reading(app, env, names) -> None:
    app.textledger_reading = list(names), time.time_ns()


def _date_pages(app, env) -> None:
    compat.date_pages(env, *app.textledger_reading)


def read_again_what_is_edited_meanwhile(app) -> None:
    """Have a page that is edited while it is read count as read before."""
    app.connect("env-before-read-docs", _note_reading)
    app.connect("env-updated", _date_pages)


def setup(app):
    """Compare before anything is built, and seal after everything else."""
    app.add_config_value("textledger_look", "", "html")  # all pages are written again when it changes
    app.connect("config-inited", _set_cache_folders, priority=1)
    app.connect("config-inited", _wait_and_read_seal, priority=1)
    app.connect("config-inited", _remove_stale, priority=4)  # the check of the data comes before
    app.connect("builder-inited", compat.note_part_builds)
    app.connect("builder-inited", _place_outputs, priority=510)  # MyST-NB has settled its own
    app.connect("build-finished", _seal_build, priority=1000)
    read_again_what_is_edited_meanwhile(app)
