"""One cell of a table against the description of its column."""

import datetime
import re
import unicodedata

from .. import addresses, edtf
from . import csvfile

EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"
LARGEST = 10**18  # no number reaches it: computers count whole numbers that far
NUMBERS = {  # each number can be written in one way
    "integer": (re.compile(r"0|-?[1-9][0-9]{0,17}"), "a whole number in digits 0-9, at most 18"),
    "number": (
        re.compile(r"0|-?(?:[1-9][0-9]{0,17}|0(?=\.))(?:\.[0-9]+)?(?:e-[0-9]{1,2})?"),
        "a number in digits 0-9, at most 18 before a point",
    ),
}
_MISSING = {"NaN", "nan", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaT", "None", "NULL", "Null", "null", "undefined"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories of Unicode
_FARTHEST_EAST = datetime.timezone(datetime.timedelta(hours=14))  # where a day begins first
MOST_SHOWN = 60  # signs of a cell
_NON_JOINER = "\u200c"  # a letter's neighbour in Persian


def _text_fault(value: str) -> str | None:
    if value != value.strip():
        return "begins or ends with white space: expected none"
    if value in _MISSING:
        return "stands for a missing value: expected an empty cell"
    if csvfile.is_formula(value):
        return f"begins with {value[0]}, which a spreadsheet takes for a formula: expected another first sign"
    if value.isprintable():  # the quick way for nearly all cells
        return None
    hidden = [c for c in value if unicodedata.category(c) in _INVISIBLE and c != _NON_JOINER]
    return f"holds the invisible character U+{ord(hidden[0]):04X}: expected none" if hidden else None


def today() -> datetime.date:
    """Return the latest day that has come somewhere on earth."""
    return datetime.datetime.now(_FARTHEST_EAST).date()


def _date_fault(value: str) -> str | None:
    """Days are those of the project's work: none is still to come, wherever on earth it is noted."""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return "expected a day that has come" if datetime.date.fromisoformat(value) > today() else None
    except ValueError:
        pass
    return "expected a day as YYYY-MM-DD"


def _type_fault(field: dict, value: str) -> str | None:
    kind = field["type"]
    if kind in NUMBERS:
        pattern, expected = NUMBERS[kind]
        return None if pattern.fullmatch(value) else f"expected {expected}"
    if kind == "boolean":
        return None if value in ("true", "false") else "expected true or false"
    if kind == "date":
        return _date_fault(value)
    if field.get("format") == "uri" and not addresses.is_web(value):
        return f"expected {addresses.EXPECTED}"
    return _text_fault(value)


def _is_below(field: dict, value: str, least) -> bool:
    return value < least if field["type"] == "date" else float(value) < least  # days as text are in order


def _abbreviate(value: str) -> str:
    return repr(value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}...")


def fault(field: dict, value: str) -> str | None:
    """Return what is wrong with a cell, and what was expected, or None.

    Args:
        field: the description of the column (a field of a Table Schema).
        value: what stands in the cell.
    """
    rules = field.get("constraints", {})
    if not value:
        return "is empty, expected a value" if rules.get("required") else None
    if message := _type_fault(field, value):
        return f"is {_abbreviate(value)}, {'' if message.startswith('expected') else 'which '}{message}"
    if "enum" in rules and value not in rules["enum"]:
        return f"is {_abbreviate(value)}, expected one of: {', '.join(rules['enum'])}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        return f"is {_abbreviate(value)}, expected the form {rules['pattern']}"
    if "minimum" in rules and _is_below(field, value, rules["minimum"]):
        return f"is {value}, expected at least {rules['minimum']}"
    if field.get("rdfType") == EDTF_TYPE:
        try:
            edtf.bounds(value)
        except edtf.EDTFError as error:
            return f"is {_abbreviate(value)}, expected an EDTF date: {error}"
    return None
