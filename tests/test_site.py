"""The built book, read as files and in a real browser with no network."""

import re
from functools import cache
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from textledger import records

from . import prose

PAGES = ["index.html", *(f"chapters/{path.stem}.html" for path in sorted((prose.ROOT / "chapters").glob("*.md")))]


@pytest.fixture(scope="module")
def soup(site):
    @cache
    def parse(page):
        return BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")

    return parse


def test_every_chapter_is_built(site):
    missing = [page for page in PAGES if not (site / page).is_file()]
    assert not missing


@pytest.mark.parametrize("page", PAGES)
def test_links_and_anchors_resolve(site, soup, page):
    broken = []
    for link in soup(page).select("a[href], link[href], script[src], img[src]"):
        address = link.get("href") or link.get("src")
        if re.match(r"(https?|mailto|data|javascript):", address):
            continue
        path, fragment = urldefrag(address.split("?")[0] if "#" not in address else address)
        path = path.split("?")[0]
        target = (site / page).parent / unquote(path) if path else site / page
        if not target.is_file():
            broken.append(address)
        elif fragment and target.suffix == ".html":
            there = soup(target.resolve().relative_to(site.resolve()).as_posix())
            if not there.find(id=unquote(fragment)) and not there.find(attrs={"name": unquote(fragment)}):
                broken.append(address)
    assert not broken, f"{page}: {broken[:5]}"


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_on_a_page(soup, page):
    ids = [tag["id"] for tag in soup(page).select("article [id]")]
    assert not {found for found in ids if ids.count(found) > 1}


def test_every_published_record_has_its_anchor_in_the_ledger(soup):
    ledger = {tag["id"] for tag in soup("chapters/ledger.html").select("[id]")}
    registry = records.table("records")
    published = set(registry.loc[registry["status"] == "published", "record_id"])
    assert not published - ledger


@pytest.mark.parametrize("page", PAGES)
def test_figures_are_complete(soup, page):
    name = page.removeprefix("chapters/").removesuffix(".html")
    figures = soup(page).select("figure.tl-figure")
    least = 4 if name in prose.TEXTS else 2 if name in prose.ACROSS else 0
    assert len(figures) >= least
    for figure in figures:
        assert figure.select_one(".tl-chart[aria-label] svg text"), figure["id"]
        assert figure.select_one("figcaption").get_text(strip=True)
        assert figure.select_one("details table tbody tr")
        mentioned = soup(page).select(f'a[href="#{figure["id"]}"], a[href="#{figure["id"]}-target"]')
        assert mentioned, f"{figure['id']} is not mentioned in the text"


@pytest.mark.parametrize("page", PAGES)
def test_arabic_is_marked_and_set_right_to_left(soup, page):
    for text in soup(page).select_one("article").find_all(string=re.compile("[\u0621-\u064a]{2}")):
        inside = text.find_parent(attrs={"lang": "ar"}) or text.find_parent(["pre", "code", "script", "svg"])
        assert inside is not None, f"{page}: {str(text)[:60]}"
        if inside.get("lang") == "ar":
            assert inside.get("dir") == "rtl"


def test_nothing_is_fetched_from_elsewhere(site):
    for path in [site / page for page in PAGES]:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'<link rel="(?:license|type|cite-as|author|canonical)"[^>]*>', "", text)  # named, not fetched
        loaded = re.findall(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"(https?:[^\"]+)\"", text)
        assert not loaded, f"{path.name}: {loaded[:3]}"


def test_nothing_is_left_of_the_themes_defaults(site):
    for page in PAGES:
        assert "executablebooks" not in (site / page).read_text(encoding="utf-8"), page


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_their_window_and_are_silent(site, chromium, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.route(re.compile("^https?:"), lambda route: route.abort())
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    wide = []
    for name in PAGES:
        page.goto((site / name).as_uri())
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)
    context.close()
    assert not wide
    assert not asked
    assert not said


@pytest.mark.browser
def test_labels_of_charts_stay_within_their_charts(site, chromium):
    """Text that the browser sets wider than the renderer measured it would be clipped."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    clipped = []
    for name in PAGES:
        page.goto((site / name).as_uri())
        page.evaluate("document.fonts.ready")
        clipped += page.evaluate(
            """name => [...document.querySelectorAll('.tl-chart svg')].flatMap(svg => {
                const box = svg.getBoundingClientRect()
                return [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).filter(t => {
                    const b = t.getBoundingClientRect()
                    return b.width && (b.left < box.left - 2 || b.right > box.right + 2)
                }).map(t => name + ': ' + t.textContent)
            })""",
            name,
        )
    page.close()
    assert not clipped


@pytest.mark.browser
@pytest.mark.parametrize(("typed", "found"), [("انسحاب", "insiḥāb"), ("الفراغ", "farāgh"), ("insihab", "insiḥāb")])
def test_the_glossary_is_searched_in_arabic_and_in_transliteration(site, chromium, typed, found):
    page = chromium.new_page()
    page.goto((site / "chapters" / "glossary.html").as_uri())
    every = page.locator("#glossary-terms tbody tr").count()
    page.get_by_label("Find a term").fill(typed)
    shown = page.locator("#glossary-terms tbody tr:visible")
    assert 0 < shown.count() < every / 2
    assert found in shown.first.inner_text()
    page.close()
