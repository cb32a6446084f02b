"""A page of each kind opens from disk, silently, with its style, its pictures and its scripts; the audit opens all."""

import pytest

from ..helpers.serving import KINDS


class Watched:
    """A browser's page that notes what the console says and what is asked of other hosts, which do not answer."""

    def __init__(self, page, own: tuple[str, ...]):
        self.page, self.said, self.elsewhere = page, [], []

        def answer(route):
            if route.request.url.startswith((*own, "data:", "blob:")):
                return route.continue_()
            self.elsewhere.append(route.request.url)
            return route.abort()

        page.route("**/*", answer)
        page.on("console", lambda told: self.said.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, address):
        self.said.clear()
        self.elsewhere.clear()
        self.page.goto(address, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => true)")


@pytest.fixture(scope="module")
def watched(chromium, served):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context.new_page(), (served.url, "file:"))
    context.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_page_opens_from_disk(site, watched, name):
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.open((site / name).as_uri())
    assert not watched.said
    assert not watched.elsewhere
    style = watched.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Book Serif" in style, "the stylesheet was not read"
    assert watched.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert watched.page.locator(".tl-theme").is_visible(), "the script did not run"
