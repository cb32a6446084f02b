"""Fonts within pictures: a picture may load nothing, so it carries its font, cut down to the letters it shows."""

import base64
import functools
import html
import re
from importlib.resources import files

PACKAGE, FILE = "fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-{}.ttf"
FACES = {"normal": "Regular", "bold": "Bold"}  # by the weights that charts use
FALLBACK = "Helvetica, Arial, sans-serif"
# The features that join letters and place marks.
_FEATURES = ["ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt", "liga", "kern", "mark", "mkmk", "curs"]
_TEXT = re.compile(r"<text([^>]*)>(.*?)</text>", re.S)


@functools.cache
def _face(weight: str):
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(files(PACKAGE) / "files" / FILE.format(FACES[weight]))))


def _cut_font(weight: str, letters: set[str]) -> bytes:
    """Return the font of a weight, cut down to some letters."""
    import uharfbuzz

    subset = uharfbuzz.SubsetInput()
    subset.unicode_set.update(map(ord, sorted(letters)))
    subset.layout_feature_tag_set.clear()
    subset.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    subset.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE | uharfbuzz.SubsetFlags.NO_HINTING
    return uharfbuzz.subset(_face(weight), subset).blob.data


def embed(svg: str, name: str) -> str:
    """Return a drawing with a font named `name` that holds the letters it shows."""
    letters: dict[str, set[str]] = {}
    for attributes, text in _TEXT.findall(svg):
        weight = "bold" if 'font-weight="bold"' in attributes else "normal"
        letters.setdefault(weight, set()).update(html.unescape(text))
    rules = "".join(
        f'@font-face{{font-family:"{name}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{base64.b64encode(_cut_font(weight, letters[weight])).decode()})}}"
        for weight in sorted(letters)
    )
    svg = re.sub('font-family="([^"]+)"', rf'font-family="{name}, \1, {FALLBACK}"', svg)
    return svg.replace(">", f"><style>{rules}</style>", 1)
