"""Taking a new text into the book as a draft, and out again: `python -m textledger add` and `remove`."""
