"""What the tests of the site share: the pages handed out by a server, and windows that reach nothing else."""

import functools
import http.server
import re
import threading

import pytest


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The standard library's handler of static files, without its log."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def address(site):
    """The address, without a trailing slash, under which a local server hands out the built pages."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def window(chromium, address):
    """Open windows in which only the local server answers.

    Call it with the options of a browser context; the page it returns keeps the addresses asked for in `page.asked`
    and what went wrong in `page.wrong`.
    """
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
