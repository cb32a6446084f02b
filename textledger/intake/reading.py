"""The file of a new text, its id and what is known of it: bad input is refused before anything is written."""

import re
import unicodedata
from pathlib import Path

from .. import edtf
from ..corpus import text
from ..schema import cells, csvfile

MOST_BYTES = 5_000_000  # about 450,000 words: a book of a thousand pages
LEAST_WORDS = 10  # in Arabic letters
MOST_LETTERS = 20  # of an id
MOST_TITLE = 300  # characters of what is given on the command line
# ids of records, figures and anchors begin with these; the last are names of devices on some systems
RESERVED = {
    "index", "ev", "link", "later", "figure", "search", "fig", "cite", "who", "mark", "note", "outline",
    "con", "prn", "aux", "nul",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_ID = re.compile(f"[a-z]{{2,{MOST_LETTERS}}}")


def require_form(name: str, slug: str) -> None:
    """Make sure that what was given under a name has the form of an id.

    Raises:
        ValueError: it has another form.
    """
    if not _ID.fullmatch(slug):
        raise ValueError(f"{name} {slug[:60]!r}: expected 2 to {MOST_LETTERS} letters from a to z and nothing else")


def require_id(slug: str) -> None:
    """Make sure that an id can be that of a text.

    Raises:
        ValueError: it has another form, or stands for something else.
    """
    require_form("--id", slug)
    if slug in RESERVED:
        raise ValueError(f"--id {slug}: the word is kept for other things of the book, expected another")


def require_date(value: str) -> None:
    """Make sure that a date is EDTF, and that of a text that is there.

    Raises:
        ValueError: it is not.
    """
    try:
        if edtf.bounds(value)[0] > cells.today():
            raise ValueError(f"--date {value}: is still to come, expected the date of a text that is there")
    except edtf.EDTFError as error:
        raise ValueError(f"--date {value[:60]!r}: expected an EDTF date as 2024-03-12 or 2024: {error}") from None


def one_line(value: str) -> str:
    """Return a text as a cell may hold it: without what cannot be seen, white space as single spaces.

    What a spreadsheet takes for a formula loses the sign that it begins with.
    """
    kept = "".join(" " if c.isspace() else c for c in value if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join(kept.split())
    while csvfile.is_formula(line):
        line = line[1:].lstrip()
    return line


def require_line(option: str, value: str | None) -> str:
    """Return what was given for an option as one line, or nothing.

    Raises:
        ValueError: it is too long.
    """
    if len(line := one_line(value or "")) > MOST_TITLE:
        raise ValueError(f"{option} has {len(line)} characters, expected at most {MOST_TITLE}")
    return line


def read(path: Path) -> bytes:
    """Return the bytes of a new text.

    Raises:
        ValueError: it is no file, too large, empty, no text in UTF-8, or not in Arabic; the message names it and says
            what was expected.
        OSError: it cannot be read.
    """
    if not path.exists():
        raise ValueError(f"{path}: there is no such file, expected an Arabic text in UTF-8")
    if not path.is_file():
        raise ValueError(f"{path}: is no file, expected an Arabic text in UTF-8")
    if (size := path.stat().st_size) > MOST_BYTES:
        raise ValueError(f"{path}: has {size:,} bytes, expected at most {MOST_BYTES:,} (about 450,000 words)")
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    try:
        wording = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}, {csvfile.byte_fault(error, 'line')}") from None
    if not wording.strip().strip("\ufeff"):
        raise ValueError(f"{path}: is empty, expected an Arabic text")
    if control := _CONTROL.search(wording):
        line = wording.count("\n", 0, control.start()) + 1
        raise ValueError(f"{path}, line {line}: holds the control sign U+{ord(control[0]):04X}, expected plain text")
    arabic = sum(bool(_ARABIC.match(word.form)) for word in text.words(wording))
    if arabic < LEAST_WORDS:
        raise ValueError(f"{path}: has {arabic} words in Arabic letters, expected at least {LEAST_WORDS}")
    return raw
