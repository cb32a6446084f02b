"""Where in the book a record stands: claims as entries of the ledger, all others as rows of the registers."""

from textledger.html.links import BIBLIOGRAPHY, LEDGER, REGISTERS, page

DATA = "chapters/data"  # the page that stands for the data set
METHOD = "chapters/method"  # the page that says what was looked for

__all__ = ["BIBLIOGRAPHY", "DATA", "LEDGER", "METHOD", "REGISTERS", "page"]
