"""Drafts of a short text on which nobody has decided, and windows on their page."""

import pytest
from playwright.sync_api import expect

from ...helpers import drafted
from ...helpers.windows import Windows


@pytest.fixture
def data(tmp_path):
    """The folder of the tables, with the drafts."""
    return drafted.make(tmp_path, wording=drafted.SHORT)


@pytest.fixture(scope="session")
def coding_windows(chromium):
    """Windows on pages of coders, for one test after the other."""

    def prepare(page, _):
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))

    result = Windows(chromium, prepare)
    yield result
    result.close()


@pytest.fixture
def page(coding_windows):
    """Open the page of a server: a function of it and of options of the window; nothing may go wrong in it."""
    opened = []

    def visit(served, width=1280, height=800, **options):
        page = coding_windows.take({"viewport": {"width": width, "height": height}} | options)
        opened.append((page, served.address))
        page.goto(served.address)
        expect(page.locator("#item h2")).to_be_visible()
        return page

    yield visit
    wrong = [error for page, _ in opened for error in page.wrong]
    elsewhere = [url for page, address in opened for url in page.asked if not url.startswith(address)]
    for page, _ in opened:
        coding_windows.give_back(page)
    assert not wrong
    assert not elsewhere  # nothing leaves the program
