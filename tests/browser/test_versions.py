"""What a page loads has an address that changes with its content, so that no browser shows what it kept of it."""

import hashlib
import re

from ..helpers import drawn


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def test_the_version_of_a_figure_is_that_of_its_script(site):
    figures = drawn.page_figures(site)
    assert figures
    versions = {name: figure["data-version"] for name, (_, figure) in figures.items()}
    assert versions == {name: digest(site / "figures" / f"{name}.js") for name in figures}


def test_the_version_of_a_script_or_style_is_that_of_its_content(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    script = (site / "_static" / "book.js").read_text(encoding="utf-8")
    told = dict(re.findall(r"_static/([a-z.]+)\?v=([0-9a-f]{8})", page + script))
    assert told == {name: digest(site / "_static" / name) for name in ("book.css", "book.js", "vega.js")}


def test_scripts_are_asked_for_with_their_version(window, address):
    page = window()
    page.goto(f"{address}/chapters/since.html")
    page.evaluate("textledger.enliven(document.querySelector('figure.tl-figure[id]'))")
    page.locator(".tl-search-open").click()
    page.locator("dialog input[type=search]").fill("mission")
    page.locator(".tl-found li").first.wait_for()
    scripts = [url for url in page.asked if re.search(r"\.js(\?|$)", url)]
    assert {"book.js", "vega.js", "pagefind.js"} <= {url.split("?")[0].split("/")[-1] for url in scripts}
    assert not [url for url in scripts if "?v=" not in url]
