"""The pages' fonts, cut from the pinned font packages to the characters the book may use, as woff2."""

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

# Latin with the letters of transliteration, punctuation, arrows and the marks of verdicts.
LATIN = (
    "U+20-7E,U+A0-17F,U+1E00-1EFF,U+2B0-2BF,U+300-36F,U+2010-2027,U+2030-205E,"
    "U+2190-2193,U+2212,U+2248,U+25CB,U+2713,U+2717"
)
ARABIC = "U+600-6FF,U+200C-200F,U+2066-2069,U+FD3E,U+FD3F"


class Face(NamedTuple):
    """A font face of the site: CSS family and weight, package and file it is cut from, axes to pin, characters."""

    name: str
    family: str
    weight: int
    style: str
    package: str
    file: str
    axes: dict
    characters: str


SERIF, SANS, NASKH = "fontpkg_source_serif_4", "fontpkg_ibm_plex_sans_arabic", "fontpkg_amiri"
ROMAN, SLANTED = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"
TEXT, BOLD = {"opsz": 14, "wght": 400}, {"opsz": 14, "wght": 600}
PLEX = "IBM Plex Sans Arabic"

FACES = (
    Face("serif-400", "Book Serif", 400, "normal", SERIF, ROMAN, TEXT, LATIN),
    Face("serif-600", "Book Serif", 600, "normal", SERIF, ROMAN, BOLD, LATIN),
    Face("serif-400-italic", "Book Serif", 400, "italic", SERIF, SLANTED, TEXT, LATIN),
    Face("sans-400", PLEX, 400, "normal", SANS, "IBMPlexSansArabic-Regular.ttf", {}, LATIN),
    Face("sans-600", PLEX, 600, "normal", SANS, "IBMPlexSansArabic-SemiBold.ttf", {}, LATIN),
    Face("sans-arabic-400", PLEX, 400, "normal", SANS, "IBMPlexSansArabic-Regular.ttf", {}, ARABIC),
    Face("naskh-400", "Amiri", 400, "normal", NASKH, "Amiri-Regular.ttf", {}, ARABIC),
)


def cut(face: Face, target: Path) -> None:
    """Write one face as woff2."""
    from fontTools import subset, ttLib
    from fontTools.varLib import instancer

    font = ttLib.TTFont(str(files(face.package) / "files" / face.file), recalcTimestamp=False)
    if face.axes:
        font = instancer.instantiateVariableFont(font, face.axes)
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(face.characters.replace("U+", "")))
    subsetter.subset(font)
    font.flavor = "woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(str(target))


def stylesheet() -> str:
    """Return the CSS that declares the faces; a browser fetches a face only for a page that shows its characters."""
    return "\n".join(
        f'@font-face{{font-family:"{f.family}";font-weight:{f.weight};font-style:{f.style};font-display:swap;'
        f'src:url(fonts/{f.name}.woff2) format("woff2");unicode-range:{f.characters}}}'
        for f in FACES
    )


def provide(folder: Path) -> Path:
    """Write fonts and stylesheet into a folder, once for each state of this module; return the folder."""
    mark = folder / f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]}.done"
    if not mark.exists():
        for face in FACES:
            cut(face, folder / "fonts" / f"{face.name}.woff2")
        (folder / "fonts.css").write_text(stylesheet(), encoding="utf-8")
        mark.touch()
    return folder
