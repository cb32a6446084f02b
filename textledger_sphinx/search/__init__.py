"""The search of the book."""
