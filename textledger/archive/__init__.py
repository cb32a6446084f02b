"""Copies of the pages that the tables cite: fetched politely, kept as WARC outside the repository, compared later.

Needs what `requirements-dev.txt` adds to the book; nothing that builds pages imports it.
"""
