"""References as author and year, with a letter where several have the same of both."""

import datetime
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from pybtex.database import Entry
from pybtex.richtext import Text

from textledger.rules import bibtex

NO_DATE = "n.d."
OTHERS = "et al."
_LATEX = re.compile(r"""[\\$~`'^_#%&<>"]|--|,,|\n|[?!]`""")  # what LaTeX may set otherwise than it is typed
_BRACES = re.compile("[{}]")
ISOLATE, POP = "\u2067", "\u2069"  # around what is set from right to left, with its digits and signs
_RIGHT_TO_LEFT = re.compile("(?<=^\\{)([^][]*[\u0621-\u06ff][^][]*?)(?= \\[|\\}$)")  # a title without its translation


@functools.cache
def plain(text: str) -> str:
    """Return LaTeX as plain text; text with no other markup than braces is not parsed, which takes long."""
    return str(Text.from_latex(text)) if _LATEX.search(text) else _BRACES.sub("", re.sub(" +", " ", text).lstrip(" "))


def alphabetic(text: str) -> str:
    """Return text as it is put in alphabetical order: without braces, case and accents (`{\\"O}` is an `o`)."""
    letters = unicodedata.normalize("NFD", plain(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _others(people: list) -> bool:
    """Return whether a list of persons ends with BibTeX's `and others`."""
    return len(people) > 1 and str(people[-1]) == "others"


def who(entry: Entry) -> str:
    """Return whom an entry is cited by: `Pillar`, `Clunan and Trinkunas`, `Knights et al.`, or its title."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join([*person.prelast_names, *person.last_names]) for person in people]
    if _others(people):
        names = [*names[:-2], f"{names[-2]} {OTHERS}"]
    if len(names) > 2:
        names = [f"{names[0]} {OTHERS}"]
    return plain(" and ".join(names) or entry.fields.get("organization") or f"“{entry.fields['title']}”")


def _letters(number: int) -> str:
    """Return what tells a year apart from others: a, b, ... z, aa, ab, ... for 0, 1, ..."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def years(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the year of each entry; where author and year are those of another, too, with a letter.

    The letters follow the order of the titles, as the bibliography does: `2024a`, `2024b`, `n.d.-a` (the form of the
    APA style, 7th edition). Years that have their letters are left as they are.
    """
    groups = defaultdict(list)
    for key, entry in entries.items():
        groups[who(entry), entry.fields.get("year", NO_DATE)].append(key)
    found = {}
    for (_, year), keys in groups.items():
        if len(keys) > 1:
            keys.sort(key=lambda key: alphabetic(entries[key].fields["title"]))
        for number, key in enumerate(keys):
            letters = _letters(number) if len(keys) > 1 else ""
            found[key] = year + ("-" if letters and year == NO_DATE else "") + letters
    return found


def labels(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return each entry as author and year: `Pillar 2015`, `Clunan and Trinkunas 2008`, `NATO 2004a`."""
    return {key: f"{who(entries[key])} {plain(year)}" for key, year in years(entries).items()}


def _note(fields: Mapping[str, str]) -> str:
    """Return the note of an entry, which ends with its language where that is not English."""
    note = fields.get("note", "")
    if language := bibtex.LANGUAGES.get(fields.get("langid", "")):
        return f"{note}; in {language}" if note else f"In {language}"
    return note


def print_form(entries: Mapping[str, Entry]) -> None:
    """Bring entries into the form in which the style prints them as they are meant.

    Years get their letters, a day is a number, a day of access is in words, languages go behind the note, `and others`
    is "et al.", addresses are as they lead, and titles in Arabic script are isolated from what stands around them.
    """
    for key, year in years(entries).items():
        fields, persons = entries[key].fields, entries[key].persons
        for name, value in fields.items():
            fields[name] = bibtex.address(value) if name == "url" else bibtex.text(value)
        fields["year"] = year
        fields["title"] = _RIGHT_TO_LEFT.sub(rf"{ISOLATE}\1{POP}", fields["title"])
        if day := fields.get("day"):
            fields["day"] = str(int(day))
        if day := fields.get("urldate"):
            read = datetime.date.fromisoformat(day)
            fields["urldate"] = f"{read.day} {read:%B %Y}"
        if note := _note(fields):
            fields["note"] = note
        for people in filter(_others, persons.values()):
            people[-2:] = [people[-2]]
            people[-1].last_names.append(OTHERS)
