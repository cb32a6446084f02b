"""Words made from values, for numbers bound into the prose."""

from . import edtf

_SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def spell(number: int) -> str:
    """Return a count in words up to twelve (`no` for zero), in digits with separators above."""
    number = int(number)
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


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
