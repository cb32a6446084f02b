"""Counts, agreement and other statistics of the records."""
