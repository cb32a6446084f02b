"""Where in the book a record stands: claims as entries of the ledger, all others as rows of the registers."""

from textledger import records

LEDGER = "chapters/ledger"
REGISTERS = "chapters/registers"
DATA = "chapters/data"  # stands for the data set
BIBLIOGRAPHY = "chapters/bibliography"


def page(record_id: str) -> str:
    """Return the page of a record, without suffix, as named from the root of the book.

    Raises:
        textledger.records.RecordError: the id has no known shape.
    """
    return LEDGER if records.table_of(record_id) == "claims" else REGISTERS
