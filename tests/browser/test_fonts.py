"""The pages' own fonts where a page has no Arabic; what each page fetches is tested in its visit."""

from ..helpers.visit import ARABIC_LETTER, SETTLED
from .test_visits import ARABIC_FACES


def test_a_page_without_arabic_fetches_no_arabic_font(served, chromium):
    """Whether or not the book has such a page: the home page with its Arabic taken out."""
    start = len(served.sent)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def without_arabic(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=ARABIC_LETTER.sub("", answer.text()))

    page.route("**/index.html", without_arabic)
    page.goto(f"{served.url}/index.html")
    page.evaluate("document.body.innerText")  # lays out all, so that fonts are asked for
    page.wait_for_function(SETTLED)
    context.close()
    fetched = {sent.path for sent in served.sent[start:] if sent.path.endswith(".woff2")}
    assert fetched
    assert not {path for path in fetched if path in ARABIC_FACES}
