"""What tests without pages share."""

import shutil

import pytest

from ..helpers.paths import DATA


@pytest.fixture
def copy(tmp_path):
    """A copy of the data that may be broken."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"
