"""The cover of the e-book as an image, upright, in the colours of the title page."""

import html
from importlib.resources import files

from textledger import records
from textledger_sphinx.metadata import social_image as landscape

from .pages import Cover

SIZE = (1200, 1800)
MARGIN, BAND = 130, 54
NAVY, GOLD, PALE = "#14213d", "#f4d58d", "#cfd6e4"
NASKH = ("fontpkg_amiri", "Amiri-Regular.ttf", "Amiri")


def _lines(text: str, face: tuple[str, str, str], size: int, colour: str, top: float) -> tuple[list[str], float]:
    lines = landscape.balance_lines(text, face, size, SIZE[0] - 2 * MARGIN)
    look = f'font-family="&#39;{face[2]}&#39;" font-size="{size}" fill="{colour}"'
    elements = []
    for line in lines:
        top += size * 1.2
        elements.append(f'<text x="{MARGIN}" y="{top:g}" {look}>{html.escape(line)}</text>')
    return elements, top


def svg(cover: Cover) -> str:
    """Return the cover as SVG."""
    across, down = SIZE
    parts, top = [f'<rect width="{across}" height="{down}" fill="{NAVY}"/>'], 240.0
    for text, face, size, colour, gap in (
        (cover.title, landscape.SERIF, 138, "#fff", 60),
        (cover.subtitle, landscape.SERIF, 54, "#fff", 150),
        (cover.arabic, NASKH, 170, GOLD, 0),
    ):
        lines, top = _lines(text, face, size, colour, top)
        parts += lines
        top += gap
    names = ", ".join(author.name for author in cover.work.authors)
    parts += _lines(names, landscape.SANS, 42, "#fff", down - 260)[0]
    parts += _lines(f"Version {cover.work.version} · {cover.work.released}", landscape.SANS, 32, PALE, down - 190)[0]
    colours = records.colours().values()
    step = across / len(colours)
    for n, colour in enumerate(colours):
        parts.append(f'<rect x="{n * step:g}" y="{down - BAND}" width="{step:g}" height="{BAND}" fill="{colour}"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}">{"".join(parts)}</svg>'


def png(cover: Cover) -> bytes:
    """Return the cover as PNG; the same for the same words and fonts."""
    import vl_convert

    vl_convert.register_font_directory(str(files(NASKH[0]) / "files"))
    return landscape.render(svg(cover))
