"""Every page as a whole: it fits its window, says nothing on the console, asks nobody else, opens from disk."""

import pytest

from ..helpers.serving import PAGES

OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.body.querySelectorAll("*")].filter(part => part.getBoundingClientRect().right > room + 1)
        .slice(0, 5).map(part => `${part.tagName}.${part.className}: ${part.textContent.trim().slice(0, 40)}`)
        .concat(["the page scrolls sideways"])
}"""
CLIPPED = """() => [...document.querySelectorAll(".tl-chart svg")].flatMap(svg => {
    const box = svg.getBoundingClientRect()
    return [...svg.querySelectorAll("text")].filter(label => label.textContent.trim()).filter(label => {
        const own = label.getBoundingClientRect()
        return own.width && (own.left < box.left - 2 || own.right > box.right + 2)
    }).map(label => label.textContent)
})"""


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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_silent_asks_no_other_host_and_fits_its_window(served, watched, name):
    missed = len(served.sent)
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.open(f"{served.url}/{name}")
    clipped = watched.page.evaluate(CLIPPED)
    wide = {}
    for state in ("as loaded", "opened"):
        for width in (1280, 860, 390, 320):
            watched.page.set_viewport_size({"width": width, "height": 900})
            if found := watched.page.evaluate(TOO_WIDE):
                wide[f"{width} px, {state}"] = found
        watched.page.evaluate(OPEN_ALL)
    assert not clipped, "labels that the browser sets wider than the renderer measured them"
    assert not wide
    assert not watched.said
    assert not watched.elsewhere
    assert not [sent.path for sent in served.sent[missed:] if sent.status != 200]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_disk(site, watched, name):
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.open((site / name).as_uri())
    assert not watched.said
    assert not watched.elsewhere
    style = watched.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Book Serif" in style, "the stylesheet was not read"
    assert watched.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert watched.page.locator(".tl-theme").is_visible(), "the script did not run"
