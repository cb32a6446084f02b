"""Charts drawn by Vega: a Vega-Lite specification becomes SVG, with the book's fonts and no other."""

import functools
import html
import json
import re
from importlib.resources import files

from .compact import compact
from .lettering import PACKAGE, embed

VEGA_LITE = "6.4"
STACK = "\n    at "  # begins what follows a message of Vega: where in its own code it was


@functools.cache
def size(svg: str) -> tuple[str, str]:
    """Return the width and the height of a drawing in pixels, as they are written.

    Raises:
        ValueError: the drawing has none.
    """
    sides = [re.search(rf'{side}="([0-9.]+)"', svg) for side in ("width", "height")]
    if sides[0] is None or sides[1] is None:
        raise ValueError(f"a drawing without width and height: {svg[:100]}")
    return sides[0][1], sides[1][1]


def _converter():
    import vl_convert

    vl_convert.register_font_directory(str(files(PACKAGE) / "files"))
    return vl_convert


def text(spec: dict) -> str:
    """Return a specification as text, the same for equal specifications."""
    return json.dumps(spec, ensure_ascii=False, sort_keys=True)


def draw(spec: str) -> str:
    """Return the SVG of a specification, given as text.

    Raises:
        ValueError: Vega cannot draw it.
    """
    try:
        return _converter().vegalite_to_svg(spec, vl_version=VEGA_LITE)
    except ValueError as error:
        raise ValueError(str(error).partition(STACK)[0]) from None


def _own_ids(svg: str, name: str) -> str:
    """Return a drawing whose ids are numbered in order and begin with `name`; Vega counts on through a process."""
    ids = dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))
    renamed = {old: f"{name}-{re.sub('_?[0-9]+$', '', old)}-{number}" for number, old in enumerate(ids, 1)}
    svg = re.sub(r'\bid="([^"]+)"', lambda match: f'id="{renamed[match[1]]}"', svg)
    return re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{renamed[match[1]]})", svg)


def inline(svg: str, name: str) -> str:
    """Return a drawing as it stands within a page: with ids that begin with `name`, and without roles.

    The element around it carries the text alternative.
    """
    return _own_ids(compact(re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)), name)


def standalone(svg: str, name: str, alt: str) -> str:
    """Return a drawing as a file of its own: dark on white wherever it is shown, with its text alternative."""
    head, rest = embed(inline(svg, name), name).split(">", 1)
    opening = f'{head} role="img" aria-label="{html.escape(alt, quote=True)}" style="color:#1a1a1a">'
    return f'{opening}<rect width="100%" height="100%" fill="#fff"/>{rest}'
