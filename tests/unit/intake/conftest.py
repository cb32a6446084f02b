"""A book to which texts may be added."""

import pytest

from ...helpers import added


@pytest.fixture
def root(tmp_path):
    """The folder of a book of its own."""
    return added.book(tmp_path / "book")
