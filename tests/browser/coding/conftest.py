"""Drafts of a short text on which nobody has decided, and windows on their page."""

import pytest
from playwright.sync_api import expect

from ...helpers import drafted


@pytest.fixture
def data(tmp_path):
    """The folder of the tables, with the drafts."""
    return drafted.make(tmp_path, wording=drafted.SHORT)


@pytest.fixture
def page(windows):
    """Open the page of a server: a function of it and of options of the window; nothing may go wrong in it."""
    with windows.lend() as take:
        opened = []

        def visit(served, width=1280, height=800, **options):
            page = take({"viewport": {"width": width, "height": height}} | options)
            opened.append((page, served.address))
            page.goto(served.address)
            expect(page.locator("#item h2")).to_be_visible()
            return page

        yield visit
        # the console names each answer that refuses something
        wrong = [one for page, _ in opened for one in page.wrong if not one.startswith("Failed to load resource")]
        elsewhere = [url for page, address in opened for url in page.asked if not url.startswith(address)]
    assert not wrong
    assert not elsewhere  # nothing leaves the program
