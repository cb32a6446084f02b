"""The fonts that the PDF and the EPUB carry: those of the pages, and a bold Naskh, which pages do without."""

from pathlib import Path

from textledger_sphinx.theme import fonts

from .pages import BUILD

FOLDER = BUILD / "print" / "faces"  # of its own: what the build of the pages keeps is held to what it left
BOLD_NASKH = fonts.Face("naskh-700", "Amiri", 700, "normal", fonts.NASKH, "Amiri-Bold.ttf", {}, fonts.ARABIC)
FACES = (*fonts.FACES, BOLD_NASKH)


def write_faces(folder: Path = FOLDER) -> Path:
    """Cut the fonts into a folder, each once; return the folder."""
    fonts.write_fonts(folder)
    target = folder / "fonts" / f"{BOLD_NASKH.name}.woff2"
    if not target.is_file():
        fonts.cut(BOLD_NASKH, target)
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
