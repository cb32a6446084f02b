"""Drafts of a text on which nobody has decided, and the server of their page."""

import pytest

from ...helpers import drafted
from ...helpers.coders import opened, serving


@pytest.fixture
def data(tmp_path):
    """The folder of the tables, with the drafts."""
    return drafted.make(tmp_path)


@pytest.fixture
def running(data):
    """A server of drafts nobody has decided on."""
    with serving(opened(data)) as served:
        yield served
