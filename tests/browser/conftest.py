"""What the tests of the site share: the pages handed out by a server, and windows that reach nothing else."""

import re

import pytest

from ..helpers.marks import ELSEWHERE
from ..helpers.serving import serve
from ..helpers.windows import Windows

START = "chapters/corrections.html"  # a short page, on which the search is opened


@pytest.fixture(scope="session")
def served(site):
    """A running server of the built pages."""
    with serve(site) as running:
        yield running


@pytest.fixture(scope="session")
def address(served):
    """The server's address, without a slash at its end."""
    return served.url


@pytest.fixture(scope="session")
def windows(chromium):
    """Windows for one test after the other."""
    result = Windows(chromium)
    yield result
    result.close()


@pytest.fixture
def window(windows):
    """Open windows, by the options of a browser context (see `Windows.take`)."""
    with windows.lend() as take:
        yield lambda **options: take({"reduced_motion": "reduce"} | options)


@pytest.fixture(scope="module")
def lasting_window(windows):
    """Open windows that the tests of a module share: asked for once, where a test leaves nothing behind in them."""
    with windows.lend() as take:
        yield lambda **options: take({"reduced_motion": "reduce"} | options)


@pytest.fixture(scope="module")
def searching(lasting_window, address):
    """A page with the search open, for all tests of a module that ask and look at the answer."""
    page = lasting_window()
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    return page


@pytest.fixture
def visit(site, windows):
    """Open a page from disk in a window of its own; what goes wrong, and a request to anywhere else, fails the test."""
    with windows.lend() as take:
        pages = []

        def go(address, width=1280, **options):
            pages.append(take({"viewport": {"width": width, "height": 800}} | options))
            pages[-1].goto(address if "://" in address else f"{site.as_uri()}/{address}")
            return pages[-1]

        yield go
        said = [error for page in pages for error in page.wrong]
        asked = [url for page in pages for url in page.asked if re.match(ELSEWHERE, url)]
    assert not said
    assert not asked
