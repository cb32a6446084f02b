"""Where in the book a record stands: claims as entries of the ledger, all others as rows of the registers."""

from . import records

LEDGER = "chapters/ledger"
REGISTERS = "chapters/registers"
BIBLIOGRAPHY = "chapters/bibliography"


def page(record_id: str) -> str:
    """Return the page of a record, without suffix, as named from the root of the book.

    Raises:
        textledger.records.RecordError: the id has no known shape.
    """
    return LEDGER if records.table_of(record_id) == "claims" else REGISTERS


def reference(record_id: str) -> str:
    """Return the address of a record as chapters give it: `page:NAME#ID`, which the site makes one seen from a page."""
    return f"page:{page(record_id)}#{record_id}"
