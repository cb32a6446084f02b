"""The fonts of the PDF and the EPUB: those of the pages, and a bold Naskh, which pages do not use."""

from pathlib import Path

from textledger_sphinx.theme import fonts

from .pages import BUILD

FOLDER = BUILD / "print" / "faces"  # a separate folder: the build of the pages removes what it did not leave in its own
BOLD_NASKH = fonts.Face("naskh-700", "Amiri", 700, "normal", fonts.NASKH, "Amiri-Bold.ttf", {}, fonts.ARABIC)
FACES = (*fonts.FACES, BOLD_NASKH)


def write_faces(folder: Path = FOLDER) -> Path:
    """Write the cut fonts into a folder, each once, and return the folder."""
    fonts.write_fonts(folder)
    target = folder / "fonts" / f"{BOLD_NASKH.name}.woff2"
    if not target.is_file():
        fonts.cut_font(BOLD_NASKH, target)
    return folder


def stylesheet(prefix: str) -> str:
    """Return the CSS that declares the fonts.

    Args:
        prefix: what stands before the name of a file, for instance `fonts/`.
    """
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'src:url({prefix}{face.name}.woff2) format("woff2");unicode-range:{face.characters}}}'
        for face in FACES
    )
