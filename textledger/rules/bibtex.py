"""What an entry of `references.bib` may hold, so that pages print what is meant and lead where they say."""

import re
from collections.abc import Callable, Iterator

from .. import addresses

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"\\{}]+")
# Fields taken by the letter, without LaTeX: what each must be, and how it is told.
_BY_LETTER: dict[str, tuple[Callable[[str], object], str]] = {
    "url": (lambda value: addresses.is_web(address(value)), addresses.EXPECTED),
    "doi": (DOI.fullmatch, "a bare DOI, such as 10.5281/zenodo.1"),
    "eprint": (re.compile(r"[A-Za-z.-]*/?[0-9.]+(v[0-9]+)?").fullmatch, "an identifier of arXiv, such as 2101.00001"),
    "pubmed": (re.compile(r"[0-9]+").fullmatch, "a number of PubMed"),
}
LANGUAGES = {"arabic": "Arabic", "german": "German", "italian": "Italian", "persian": "Persian"}  # of `langid`
_UNESCAPED = re.compile(r"(?<!\\)[%$]")  # LaTeX drops what follows the one, and sets mathematics after the other
_LEFT = re.compile(r"\\[A-Za-z]+|[\\{}`]")  # what is left of LaTeX where it is not understood


def address(text: str) -> str:
    r"""Return an address as it is, where characters are escaped as LaTeX wants it: `a\_b`, `\%20`, `\~{}`."""
    text = re.sub(r"\\textasciitilde(\{\}| )?|\\~(\{\})?", "~", text)
    return re.sub(r"\\([_%&$#{}])", r"\1", text)


def text(field: str) -> str:
    r"""Return a field's LaTeX as it is parsed: `\$` is left as it stands by the parser, which has no mathematics."""
    return field.replace(r"\$", "$")


def _text_fault(latex: str) -> str | None:
    """Return what of a text would not be printed as it is meant, if anything."""
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    if found := _UNESCAPED.search(latex):
        return f"has {found[0]} at {latex[found.start() :][:20]!r}, expected \\{found[0]}"
    if "\\" not in latex and not _LEFT.search(re.sub("[{}]|``", "", latex)):
        return None  # braces pair, else the file could not be read
    try:
        left = _LEFT.search(str(Text.from_latex(text(latex))))
    except (PybtexError, UnicodeError) as error:
        return f"is not LaTeX that is understood: {error}"
    return f"has {left[0]} in {latex!r}, expected plain text or a letter with an accent" if left else None


def entry_faults(entry) -> Iterator[str]:
    """Yield what a page could not print or lead to, in an entry as pybtex reads it."""
    if not entry.fields.get("title"):
        yield "title is missing"
    if entry.fields.get("day") and not (entry.fields.get("month") and entry.fields["day"].isdecimal()):
        yield f"day is {entry.fields['day']!r}, expected a number, and a month beside it"
    if (language := entry.fields.get("langid")) and language not in LANGUAGES:
        yield f"langid is {language!r}, expected none for English, else one of: {', '.join(LANGUAGES)}"
    for name, value in entry.fields.items():
        if name.lower() in _BY_LETTER:
            holds, expected = _BY_LETTER[name.lower()]
            if not holds(value):
                yield f"{name} is {value!r}, expected {expected}"
        elif fault := _text_fault(value):
            yield f"{name} {fault}"
    for role, people in entry.persons.items():
        yield from (f"{role} {fault}" for person in people if (fault := _text_fault(str(person))))


def faults(entries) -> list[str]:
    """Return the faults of all entries, each named with its key."""
    return [f"references.bib, {key}: {fault}" for key, entry in entries.items() for fault in entry_faults(entry)]
