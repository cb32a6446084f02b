"""Drafts of a text on which nobody has decided, and the server of their page."""

import shutil

import pytest

from ...helpers import drafted
from ...helpers.coders import opened, serving


@pytest.fixture(scope="session")
def drafts(tmp_path_factory):
    """A folder with the tables, the drafts and their text, to be copied."""
    return drafted.make(tmp_path_factory.mktemp("drafts")).parent


@pytest.fixture
def data(drafts, tmp_path):
    """The folder of the tables, with the drafts."""
    return shutil.copytree(drafts, tmp_path, dirs_exist_ok=True) / "data"


@pytest.fixture
def running(data):
    """A server of drafts nobody has decided on."""
    with serving(opened(data)) as served:
        yield served
