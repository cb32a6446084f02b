"""Values as the prose prints them: what a cell bound, or a field of a record (`newswire-q06.low`)."""

import ast
import re

from . import edtf, records
from .labels import percent, spell, spell_arabic

OUTSIDE = "figure-"  # the beginning of the ids of outside sources' figures, which are not records of a text
_REFERENCE = re.compile(r"(?P<record>[a-z0-9-]+)\.(?P<column>[a-z0-9_]+)(?::(?P<format>.+))?")


class FieldError(ValueError):
    """A reference that leads to no value, or a value that its format does not suit."""


def _table_of(record_id: str) -> str | None:
    """Return the table of a published record, or of a figure of an outside source; None where there is neither."""
    return "outside_figures" if record_id.startswith(OUTSIDE) else records.published().get(record_id)


def _raw_value(record_id: str, column: str) -> tuple[str, str]:
    """Return a field as it stands in its table, and the type of its column."""
    table = _table_of(record_id)
    if table is None:
        raise FieldError(f"unknown record {record_id!r}")
    schema = records.schema(table)
    types = {field["name"]: field["type"] for field in schema["fields"]}
    if column not in types:
        raise FieldError(f"record {record_id} has no column {column!r}; those of {table} are: {', '.join(types)}")
    text = next((row[column] for row in records.rows(table) if row[schema["primaryKey"][0]] == record_id), None)
    if text is None:
        raise FieldError(f"unknown record {record_id!r}")
    if not text:
        raise FieldError(f"record {record_id} has nothing in its column {column!r}")
    return text, types[column]


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value


def format_value(value: int | float | str, form: str = "") -> str:
    """Return a value as the prose prints it.

    Args:
        value: a number, or words.
        form: `words` (a count spelled to twelve), `arabic` (to ten), `percent` (of a share), `date` (EDTF in words) or
            a format of Python.
            Without one, numbers have separators of thousands.

    Raises:
        ValueError: the format does not suit the value.
    """
    if form == "date" and isinstance(value, str):
        return edtf.readable(value)
    if form == "percent" and not isinstance(value, str):
        return percent(value)
    if form == "arabic" and isinstance(value, int):
        return spell_arabic(value)
    if form == "words" and isinstance(value, int):
        return spell(value)
    return format(value, form or ("" if isinstance(value, str) else ","))


def split_format(reference: str) -> tuple[str, str]:
    """Return the parts of `gap:words`, a name and a format, which is empty where there is none."""
    name, _, form = reference.partition(":")
    return name, form


def bound_text(representation: str, form: str = "") -> str:
    """Return what the prose prints of a value that a cell bound, given by its representation in Python.

    Raises:
        ValueError: the format does not suit the value.
    """
    try:
        value = ast.literal_eval(representation)
    except (SyntaxError, ValueError):
        value = representation
    return format_value(value, form)


def table_of_field(reference: str) -> str | None:
    """Return the table that a reference reads, or None where it names neither a published record nor a figure."""
    return _table_of(reference.split(".")[0])


def field_text(reference: str) -> str:
    """Return what a reference to a field of a record prints.

    Args:
        reference: record id, point, column; then, where one is needed, a colon and a format as `format_value` knows it.

    Raises:
        FieldError: it is not of that form, record or column do not exist, the field is empty, the format does not suit.
    """
    parts = _REFERENCE.fullmatch(reference)
    if parts is None:
        raise FieldError(f"{reference!r} is no field of a record; expected an id, a point, a column: newswire-q06.low")
    text, kind = _raw_value(parts["record"], parts["column"])
    value = _number(text) if kind in ("integer", "number") else text
    try:
        return format_value(value, parts["format"] or "")
    except ValueError as error:
        field = f"{parts['record']}.{parts['column']}"
        raise FieldError(f"{field}, {text!r}, cannot be printed as {parts['format']!r}: {error}") from None
