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
def windows(chromium, address):
    """Windows in which only the local server answers, for one test after the other."""

    def prepare(page, context):
        context.route(re.compile(rf"^https?://(?!{re.escape(address.removeprefix('http://'))}/)"), lambda r: r.abort())
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda m: page.wrong.append(m.text) if m.type in ("error", "warning") else None)

    result = Windows(chromium, prepare)
    yield result
    result.close()


def _taken(windows, **always):
    taken = []

    def take(**options):
        taken.append(windows.take(always | options))
        return taken[-1]

    yield take
    for page in taken:
        windows.give_back(page)


@pytest.fixture
def window(windows):
    """Open windows in which only the local server answers.

    Call it with the options of a browser context; the page it returns keeps the addresses asked for in `page.asked`
    and what went wrong in `page.wrong`.
    """
    yield from _taken(windows, reduced_motion="reduce")


@pytest.fixture(scope="module")
def lasting_window(windows):
    """Open windows that the tests of a module share, to be asked for where a test leaves nothing behind in them."""
    yield from _taken(windows, reduced_motion="reduce")


@pytest.fixture(scope="module")
def searching(lasting_window, address):
    """A page with the search open, for all tests of a module that ask and look at the answer."""
    page = lasting_window()
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    return page


@pytest.fixture(scope="session")
def windows_on_files(chromium):
    """Windows in which no server answers, for one test after the other."""

    def prepare(page, context):
        context.route(re.compile(ELSEWHERE), lambda route: route.abort())
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))

    result = Windows(chromium, prepare)
    yield result
    result.close()


@pytest.fixture
def visit(site, windows_on_files):
    """Open a page from disk in a window of its own; requests to anywhere else fail and fail the test."""
    pages = []

    def go(address, width=1280, **options):
        page = windows_on_files.take({"viewport": {"width": width, "height": 800}} | options)
        pages.append(page)
        page.goto(address if "://" in address else f"{site.as_uri()}/{address}")
        return page

    yield go
    said = [error for page in pages for error in page.wrong]
    asked = [url for page in pages for url in page.asked if re.match(ELSEWHERE, url)]
    for page in pages:
        windows_on_files.give_back(page)
    assert not said
    assert not asked
