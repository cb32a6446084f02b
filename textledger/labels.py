"""Codes, dates and numbers in words; signs of verdicts."""

from . import edtf

_SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

# Counts of masculine nouns, in the oblique case: "in three of them".
_SMALL_ARABIC = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستّة", "سبعة", "ثمانية", "تسعة", "عشرة"]

# Sign, words and colour: two verdicts have one that nothing else in the book has, the others are told by their signs.
VERDICTS = {
    "consistent": ("✓", "consistent", "#878d98"),
    "consistent_with_nuance": ("≈", "consistent, with a qualification", "#878d98"),
    "inconsistent": ("✗", "contradicted", "#e5435f"),
    "not_settled": ("?", "not settled", "#8f79e6"),
    "not_applicable": ("–", "not applicable", "#878d98"),
    "not_checked": ("○", "not checked", "#878d98"),
}

# A verdict as a mark tells it: name in the markup, sign, word; the worst first. Others have no sign.
MARKS = {
    "inconsistent": ("contradicted", "✗", "contradicted"),
    "not_settled": ("unsettled", "?", "not settled"),
    "consistent_with_nuance": ("nuance", "≈", "consistent, with a qualification"),
}

CONFIDENCES = {"high": ("•••", "high"), "medium": ("••", "medium"), "low": ("•", "low")}


_PROPER = {"nato": "NATO", "us": "US", "isis": "ISIS"} | {
    name: name.capitalize() for name in ("iran", "iranian", "iraq", "iraqi", "iraqis")
}


def words(name: str) -> str:
    """Return a code of the data as words, names with capitals: `iraqi_politics` becomes `Iraqi politics`."""
    return " ".join(_PROPER.get(part, part) for part in str(name).split("_"))


def listing(parts) -> str:
    """Return the parts as an English list: a, b and c."""
    parts = [str(part) for part in parts]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def counted(number: int, word: str) -> str:
    """Return how many there are of something: `1 amount`, `1,200 amounts`."""
    return f"{int(number):,} {word}{'' if int(number) == 1 else 's'}"


def spell(number: int) -> str:
    """Return a count in words up to twelve (`no` for zero), in digits with separators above."""
    number = int(number)
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def spell_arabic(number: int) -> str:
    """Return a count of something masculine in Arabic words from one to ten, else in digits with separators."""
    number = int(number)
    return _SMALL_ARABIC[number - 1] if 0 < number <= len(_SMALL_ARABIC) else f"{number:,}"


def percent(share: float) -> str:
    """Return a share between 0 and 1 as whole per cent."""
    return f"{share:.0%}".replace("%", " per cent")


def date(value) -> str:
    """Return an EDTF value in words; an empty one as `no date`."""
    return edtf.readable(value) if isinstance(value, str) else "no date"


def day(value, year: bool = True) -> str:
    """Return a date as `16 February 2021`, or without its year (strftime cannot drop the zero on every platform)."""
    return f"{value.day} {value:%B %Y}" if year else f"{value.day} {value:%B}"


def times(number: int) -> str:
    """Return how often something occurs: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(int(number), f"{spell(number)} times")
