"""No page shows the markup of the languages that it was written in: Markdown, LaTeX, BibTeX."""

import re

from bs4 import BeautifulSoup, NavigableString

# Backticks, braces, commands and dashes of LaTeX, formulas, strong type, citations, links, escaped letters.
MARKUP = re.compile(
    r"`|[{}]|\\[A-Za-z]+|\\\W|(?<!-)--(?!-)|\$[^$\s]([^$]*[^$\s])?\$|\*\*|\[\[|\]\]|\]\(|&(?:[a-z]+|#\d+);"
)
ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-z]{2,}/\S+")
TOLD = ("title", "alt", "aria-label", "content")  # attributes that are read
CODE = {"code", "pre", "script", "style", "template", "textarea"}


def shown(soup):
    """Yield what a page shows or tells as text, without code."""
    for text in soup.find_all(string=lambda text: type(text) is NavigableString):
        above = {tag.name for tag in text.parents}
        if not above & CODE and text.find_parent("a", class_="external") is None:  # that shows its address
            yield str(text)
    for tag in soup.find_all(lambda tag: any(name in tag.attrs for name in TOLD)):
        yield from (tag[name] for name in TOLD if tag.has_attr(name))


def faults(markup):
    """Return what a page shows of markup, with some words around it."""
    texts = (ADDRESS.sub("", text) for text in shown(BeautifulSoup(markup, "html.parser")))
    return [text[max(0, match.start() - 30) :][:80] for text in texts for match in [MARKUP.search(text)] if match]


def test_no_page_shows_raw_markup(site):
    pages = sorted(site.rglob("*.html"))
    pages_with_faults = {page.name: shows for page in pages if (shows := faults(page.read_text(encoding="utf-8")))}
    assert pages
    assert pages_with_faults == {}


def test_raw_markup_would_be_found():
    for text in ("a `b`", "{x}", r"\textit b", r"5\%", "1--2", "$x^2$", "**b**", "[[cite:a|b]]", "[a](b)", "&amp;amp;"):
        assert faults(f"<p>{text}</p>"), text
        assert faults(f'<a href="b" title="{text}">b</a>'), text
        assert not faults(f"<p><code>{text}</code></p>"), text
    assert not faults('<p>$5 and $6 — 1–2 <a href="https://e.org/a--b">https://e.org/a--b</a></p>')
