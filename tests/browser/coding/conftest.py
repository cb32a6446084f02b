"""Drafts of a short text on which nobody has decided, and windows on their page."""

import pytest
from playwright.sync_api import expect

from ...helpers import drafted


@pytest.fixture
def data(tmp_path):
    """The folder of the tables, with the drafts."""
    return drafted.make(tmp_path, wording=drafted.SHORT)


@pytest.fixture
def page(chromium):
    """Open the page of a server: a function of it and of options of the window; nothing may go wrong in it."""
    contexts, wrong, asked = [], [], []

    def visit(served, width=1280, height=800, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("request", lambda request: asked.append((served.address, request.url)))
        opened.goto(served.address)
        expect(opened.locator("#item h2")).to_be_visible()
        return opened

    yield visit
    for context in contexts:
        context.close()
    assert not wrong
    assert all(url.startswith(address) for address, url in asked)  # nothing leaves the program
