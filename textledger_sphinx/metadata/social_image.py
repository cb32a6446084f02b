"""The image that other sites show with a link to the book: title, subtitle, author, the colours of the texts."""

import html
from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

from textledger import citing, records

SIZE = (1200, 630)
PAPER, INK, MUTED = "#fdfcfa", "#1d2129", "#565d68"
SERIF = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "Source Serif 4")
SANS = ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf", "IBM Plex Sans Arabic")
BAND, MARGIN = 36, 110  # width of the band of colours, left edge of the text


@cache
def _advances(package: str, file: str) -> tuple[dict, dict, int]:
    font = TTFont(str(files(package) / "files" / file))
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width(text: str, face: tuple[str, str, str], size: float) -> float:
    """Return the width of a line of text in pixels (sum of advances, without kerning)."""
    letters, metrics, units = _advances(*face[:2])
    return sum(metrics[letters.get(ord(letter), ".notdef")][0] for letter in text) * size / units


def wrap(text: str, face: tuple[str, str, str], size: float, room: float) -> list[str]:
    """Return the lines of a text that fit the room, broken at spaces."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, face, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def balance_lines(text: str, face: tuple[str, str, str], size: float, room: float) -> list[str]:
    """Return as many lines as `wrap` gives, as even in length as they can be."""
    lines = wrap(text, face, size, room)
    while len(narrower := wrap(text, face, size, room - 10)) == len(lines) > 1:
        lines, room = narrower, room - 10
    return lines


def svg() -> str:
    """Return the image as SVG."""
    across, down = SIZE
    item = citing.book()
    title, subtitle = citing.split_title(item["title"])
    colours = records.colours().values()
    step = down / len(colours)
    parts = [f'<rect width="{across}" height="{down}" fill="{PAPER}"/>']
    for n, colour in enumerate(colours):
        parts.append(f'<rect y="{n * step:g}" width="{BAND}" height="{step:g}" fill="{colour}"/>')
    room, y = across - MARGIN - 70, 60.0
    for text, face, size, colour in ((title, SERIF, 92, INK), (subtitle, SERIF, 46, INK)):
        for line in balance_lines(text, face, size, room):
            y += size * 1.22
            parts.append(_line(line, y, face, size, colour))
        y += 30
    parts.append(_line(citing.name(item["author"][0]), down - 64, SANS, 30, MUTED))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}">{"".join(parts)}</svg>'


def _line(text: str, y: float, face: tuple[str, str, str], size: int, colour: str) -> str:
    look = f'font-family="&#39;{face[2]}&#39;" font-size="{size}" fill="{colour}"'
    return f'<text x="{MARGIN}" y="{y:g}" {look}>{html.escape(text)}</text>'


def render(drawing: str) -> bytes:
    """Return SVG as PNG, with the faces of the book and no other."""
    import vl_convert

    for package, _, _ in (SERIF, SANS):
        vl_convert.register_font_directory(str(files(package) / "files"))
    return vl_convert.svg_to_png(drawing, scale=1)


def png() -> bytes:
    """Return the image as PNG; the same for the same title, authors and fonts."""
    return render(svg())
