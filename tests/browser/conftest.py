"""What the tests of the site share: the pages handed out by a server, and windows that reach nothing else."""

import re

import pytest

from ..helpers.marks import ELSEWHERE
from ..helpers.serving import serve

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


def _windows(chromium, address):
    contexts = []

    def new(**options):
        context = chromium.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        context.route(re.compile(rf"^https?://(?!{re.escape(address.removeprefix('http://'))}/)"), lambda r: r.abort())
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda m: page.wrong.append(m.text) if m.type in ("error", "warning") else None)
        return page

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def window(chromium, address):
    """Open windows in which only the local server answers.

    Call it with the options of a browser context; the page it returns keeps the addresses asked for in `page.asked`
    and what went wrong in `page.wrong`.
    """
    yield from _windows(chromium, address)


@pytest.fixture(scope="module")
def lasting_window(chromium, address):
    """Open windows that the tests of a module share, to be asked for where a test leaves nothing behind in them."""
    yield from _windows(chromium, address)


@pytest.fixture(scope="module")
def searching(lasting_window, address):
    """A page with the search open, for all tests of a module that ask and look at the answer."""
    page = lasting_window()
    page.goto(f"{address}/{START}")
    page.keyboard.press("/")
    return page


@pytest.fixture
def visit(site, chromium):
    """Open a page from disk in a context of its own; requests to anywhere else fail and fail the test."""
    contexts, asked, said = [], [], []

    def go(address, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.route(re.compile(ELSEWHERE), lambda route: route.abort())
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address if "://" in address else f"{site.as_uri()}/{address}")
        page.asked = asked
        return page

    yield go
    for context in contexts:
        context.close()
    assert not said
    assert not [url for url in asked if re.match(ELSEWHERE, url)]
