"""The pages' fonts, cut from the pinned font packages to the characters the book may use, as woff2."""

import hashlib
import io
import shutil
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ..cache import write

# Latin with the letters of transliteration and of names, punctuation, arrows and the marks of verdicts, and no more:
# each face is fetched before a page can be read. A test compares the ranges with the characters of the built pages.
LATIN = (
    "U+20-7E,U+A0,U+A7,U+A9,U+AB,U+B0,U+B7,U+BB,U+BD,U+C4-C5,U+C7,U+C9,U+D3,U+D6-D7,U+DC,U+DF-E2,U+E4-EF,U+F1-F6,"
    "U+F8-FC,U+100-101,U+112-113,U+12A-12B,U+16A-16B,U+1E0C-1E0D,U+1E24-1E25,U+1E62-1E63,U+1E6C-1E6D,U+1E92-1E93,"
    "U+2BE-2BF,U+2010-2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2190-2193,U+2212,U+2248,U+25CB,U+2713,"
    "U+2717"
)
# Characters that the sans serif of the charts lacks: letters of transliteration and two marks of verdicts.
EXTRA = (
    "U+100-101,U+112-113,U+12A-12B,U+16A-16B,U+1E0C-1E0D,U+1E24-1E25,U+1E62-1E63,U+1E6C-1E6D,U+1E92-1E93,U+2BE-2BF,"
    "U+25CB,U+2717"
)
# Arabic, with the letters of Persian that stand in titles of the bibliography.
ARABIC = (
    "U+60C,U+61B,U+61F,U+621-63A,U+640-655,U+660-66C,U+670-671,U+67E,U+686,U+698,U+6A9,U+6AF,U+6CC,U+200C-200F,"
    "U+2066-2069"
)
# Features that join letters and place marks; small capitals, alternates and rare ligatures would double the weight.
FEATURES = ("locl", "calt", "liga", "kern", "tnum", "lnum")
ARABIC_FEATURES = (*FEATURES, "ccmp", "init", "medi", "fina", "isol", "rlig", "mark", "mkmk", "curs")

UNKERNED = ("sans-400", "serif-400-italic")  # small labels and single words; pairs of letters weigh a fifth of a face


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
SANS_EXTRA, UPRIGHT = "fontpkg_source_sans_3", "SourceSans3[wght].ttf"
TEXT, BOLD = {"opsz": 14, "wght": 400}, {"opsz": 14, "wght": 600}
PLEX = "IBM Plex Sans Arabic"

FACES = (
    Face("serif-400", "Book Serif", 400, "normal", SERIF, ROMAN, TEXT, LATIN),
    Face("serif-600", "Book Serif", 600, "normal", SERIF, ROMAN, BOLD, LATIN),
    Face("serif-400-italic", "Book Serif", 400, "italic", SERIF, SLANTED, TEXT, LATIN),
    Face("sans-400", PLEX, 400, "normal", SANS, "IBMPlexSansArabic-Regular.ttf", {}, LATIN),
    Face("sans-600", PLEX, 600, "normal", SANS, "IBMPlexSansArabic-SemiBold.ttf", {}, LATIN),
    Face("sans-extra-400", "Book Sans", 400, "normal", SANS_EXTRA, UPRIGHT, {"wght": 400}, EXTRA),
    Face("sans-extra-600", "Book Sans", 600, "normal", SANS_EXTRA, UPRIGHT, {"wght": 600}, EXTRA),
    Face("sans-arabic-400", PLEX, 400, "normal", SANS, "IBMPlexSansArabic-Regular.ttf", {}, ARABIC),
    Face("sans-arabic-600", PLEX, 600, "normal", SANS, "IBMPlexSansArabic-SemiBold.ttf", {}, ARABIC),
    Face("naskh-400", "Amiri", 400, "normal", NASKH, "Amiri-Regular.ttf", {}, ARABIC),
)
# Faces at the top of every page, loaded before the stylesheet has come, so that no text moves under the reader.
FIRST = ("serif-400", "sans-400", "sans-600")
COVER = ("serif-400-italic",)  # the line under the title on the home page


def cut_font(face: Face, target: Path) -> None:
    """Write one face as woff2."""
    import uharfbuzz
    from fontTools import subset, ttLib

    source = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(files(face.package) / "files" / face.file)))
    selection = uharfbuzz.SubsetInput()
    selection.unicode_set.update(subset.parse_unicodes(face.characters.replace("U+", "")))
    selection.layout_feature_tag_set.clear()
    features = {*(ARABIC_FEATURES if face.characters == ARABIC else FEATURES)}
    features -= {"kern"} if face.name in UNKERNED else set()
    tags = (int.from_bytes(tag.encode(), "big") for tag in features)  # as HarfBuzz counts
    selection.layout_feature_tag_set.update(tags)
    selection.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in face.axes.items():
        selection.pin_axis_location(source, axis, value)
    font = ttLib.TTFont(io.BytesIO(uharfbuzz.subset(source, selection).blob.data), recalcTimestamp=False)
    _rename(font, face.name)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    write(target, buffer.getvalue())


def _rename(font, name: str) -> None:
    """Name a font after its face; a changed font may not keep a reserved name ("Plex", "Source" in OFL-1.1)."""
    kind, _, variant = name.partition("-")
    family, style = f"Book {kind.title()}", variant.replace("-", " ").title()
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"Book{kind.title()}-{variant}"}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def stylesheet() -> str:
    """Return the CSS that declares the faces; a browser fetches a face only for a page that shows its characters."""
    return "\n".join(
        f'@font-face{{font-family:"{f.family}";font-weight:{f.weight};font-style:{f.style};font-display:swap;'
        f'src:url(fonts/{f.name}.woff2) format("woff2");unicode-range:{f.characters}}}'
        for f in FACES
    )


def _mark(folder: Path) -> Path:
    """Return the file that tells that a folder has the fonts in this state of the module and its packages."""
    made_by = ("fonttools", "uharfbuzz", "brotli", *sorted({face.package for face in FACES}))
    made_from = Path(__file__).read_text(encoding="utf-8") + " ".join(map(version, made_by))
    return folder / f"{hashlib.sha256(made_from.encode()).hexdigest()[:16]}.done"


def has_fonts(folder: Path) -> bool:
    """Return whether a folder has the fonts that `write_fonts` would write."""
    return _mark(folder).exists()


def write_fonts(folder: Path) -> Path:
    """Write fonts and stylesheet into a folder, unless it has them; return it."""
    if not has_fonts(folder):
        shutil.rmtree(folder, ignore_errors=True)
        for face in FACES:
            cut_font(face, folder / "fonts" / f"{face.name}.woff2")
        for package in {face.package for face in FACES}:  # the licence (OFL-1.1) goes where the fonts go
            licence = folder / "fonts" / f"{package.removeprefix('fontpkg_')}.LICENSE.txt"
            write(licence, (files(package) / "LICENSE").read_bytes())
        write(folder / "fonts.css", stylesheet())
        _mark(folder).touch()
    return folder
