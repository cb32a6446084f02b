"""Stylesheet and script of the pages: small sources, one concern each, joined into one file of each kind.

Plain scripts, not modules: browsers do not load modules from disk (`file://`).
"""

import json
import re
from concurrent.futures import Future
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from textledger import records

from .. import background, places
from ..cache import write
from ..figures import chart_files
from . import fonts

PACKAGE = Path(str(files("textledger_sphinx")))
# in the order of the cascade
STYLES = (
    *("theme/css/base.css", "theme/css/page.css", "theme/css/content.css", "theme/css/strip.css", "figures/charts.css"),
    *("theme/css/evidence.css", "theme/css/ledger.css", "theme/css/home.css", "citation/cite.css"),
    *("search/search.css", "live/run.css", "theme/css/print.css"),
)
SCRIPTS = (
    *("theme/js/arabic.js", "theme/js/page.js", "theme/js/bar.js", "theme/js/layers.js", "theme/js/strip.js"),
    *("theme/js/scrolls.js", "theme/js/runs.js", "theme/js/terms.js"),
    *("theme/js/filter.js", "theme/js/evidence-copy.js", "theme/js/evidence.js", "theme/js/evidence-view.js"),
    *("figures/charts.js", "figures/linked.js", "figures/texts.js", "theme/js/ledger.js", "citation/entry-actions.js"),
    *("citation/cite.js", "search/search-ask.js", "search/search.js"),
    *("live/run-kernel.js", "live/run-outputs.js", "live/run-cell.js", "live/run.js"),
)
ICON = "icon.svg"
CSS_COMMENT = r"/\*(?:(?!\*/)[\s\S])*\*/"
JS_COMMENT = r"//(?:(?<=\n//)[^\n]*|[^\"'`\n]*)"  # behind code only where it holds no sign of a string
_CLAIM = next(letter for letter, table in records.KINDS.items() if table == "claims")  # in the id of a record


def join_sources(names: tuple[str, ...]) -> str:
    """Return sources joined in order; names are paths within the package."""
    return "\n".join((PACKAGE / name).read_text(encoding="utf-8") for name in names)


def lean(text: str, comment: str) -> str:
    """Return a source without indentation and without comments that begin or end a line.

    Args:
        text: the source of a script or a stylesheet; no string of it runs over several lines.
        comment: a pattern of its comments.
    """
    flush = re.sub(r"\n\s+", "\n", f"\n{text}")
    without_lines = re.sub(rf"(?m)^{comment}$\n", "", flush)
    return re.sub(rf"(?m)(?<=[;,{{}}()\]]) *{comment}$", "", without_lines).lstrip()


def _head(renderer: Path) -> str:
    """Return the head of the script: the constants that Python hands to the scripts.

    These are the addresses of files that are loaded later, each with its version, the pattern of the ids of records,
    and the pages on which records stand.
    """
    loaded = {
        f"_static/{chart_files.RENDERER}": chart_files.version_of(renderer.read_text(encoding="utf-8")),
        "pagefind/pagefind.js": version("pagefind_bin"),  # written after the pages
    }
    addresses = {path: f"{path}?v={number}" for path, number in loaded.items()}
    pages = {"ledger": places.LEDGER, "registers": places.REGISTERS}
    constants = json.dumps({"recordId": records.id_pattern(), **pages, "claim": _CLAIM})
    return f"window.textledger = {{ ...{constants}, versioned: path => ({json.dumps(addresses)})[path] }};\n"


def _make(build: Path) -> None:
    fonts.write_fonts(build / ".fonts")
    chart_files.write_renderer(build / ".charts")


def begin(build: Path) -> Future | None:
    """Begin to make fonts and the renderer of charts in another process, or return None where a build has them.

    They take seconds and are not needed before the first page is written.
    """
    if fonts.has_fonts(build / ".fonts") and chart_files.has_renderer(build / ".charts"):
        return None
    return background.submit(_make, build)


def write_assets(build: Path, static: Path) -> dict[str, str]:
    """Write stylesheet, scripts, icon and fonts into the folder `_static` of the site.

    Args:
        build: the folder of the build, which keeps fonts and the renderer of charts.
        static: the folder of the site.

    Returns:
        The names of the stylesheet and the script, each with a digest that changes with its content.
    """
    faces, renderer = fonts.write_fonts(build / ".fonts"), chart_files.write_renderer(build / ".charts")
    chart_files.copy_if_newer(renderer, static / renderer.name)
    for font in (faces / "fonts").iterdir():
        chart_files.copy_if_newer(font, static / "fonts" / font.name)
    contents = {
        "book.css": (faces / "fonts.css").read_text(encoding="utf-8") + "\n" + lean(join_sources(STYLES), CSS_COMMENT),
        "book.js": _head(renderer) + lean(join_sources(SCRIPTS), JS_COMMENT),
        ICON: (PACKAGE / "theme" / ICON).read_text(encoding="utf-8"),
    }
    for name, content in contents.items():
        write(static / name, content)
    return {name: f"{name}?v={chart_files.version_of(content)}" for name, content in contents.items()}
