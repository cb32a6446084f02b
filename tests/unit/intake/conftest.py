"""A book to which texts may be added."""

import pytest

from ...helpers import added


@pytest.fixture
def root(tmp_path):
    """The folder of a book of its own."""
    return added.book(tmp_path / "book")


@pytest.fixture
def bare(tmp_path):
    """The folder of a book that has little more than what a draft changes."""
    return added.bare(tmp_path / "book")
