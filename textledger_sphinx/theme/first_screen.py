"""The first screen of a page: title, standfirst, by-line, takeaways, one line of tools, the abstract in two languages.

The standfirst is `dek` of the front matter, else the first sentence of a paragraph that begins with *Abstract*, which
then begins with its second. Takeaways are a container of that name before the first section. The paragraph before the
first Arabic block of a page is its English counterpart: the two stand side by side, or behind a tab each.
"""

import html
import re

PAIR = re.compile(r'(<p>(?:(?!</?p[ >]).)*</p>)\s*(<div lang="ar" dir="rtl" class="ar"[^>]*>.*?</div>)', re.S)
ABSTRACT = re.compile(r"(<p><strong>Abstract\.</strong>\s+)([^<>]*?[.?!])\s+(?=\S)(?!</p>)")
TAKEAWAYS = re.compile(r'<div class="takeaways docutils container">.*?</div>\s*', re.S)
TABS = (("English", "en", "ltr"), ("العربيّة", "ar", "rtl"))  # name, language, direction


def _beginning(body: str) -> int:
    """Return where the first section below the title begins."""
    return body.find("<h2") if "<h2" in body else len(body)


def _split_dek(body: str) -> tuple[str, str]:
    """Return the first sentence of the abstract, or nothing, and the page without it."""
    found = ABSTRACT.search(body, 0, _beginning(body))
    return (found[2], body[: found.start(2)] + body[found.end() :]) if found else ("", body)


def _pair_abstracts(body: str) -> str:
    """Return a page on which the abstracts in both languages stand in one frame."""
    found = PAIR.search(body, 0, _beginning(body))
    if not found:
        return body
    parts = "".join(
        f'<details class="tl-abstract" name="tl-abstract"{" open" if code == "en" else ""}>'
        f'<summary lang="{code}" dir="{direction}">{name}</summary>{text}</details>'
        for (name, code, direction), text in zip(TABS, found.groups(), strict=True)
    )
    return f'{body[: found.start()]}<div class="tl-abstracts">{parts}</div>{body[found.end() :]}'


def byline(author: str, minutes: int) -> str:
    """Return the line that names the author, and the time the page takes to read where that is more than a minute."""
    time = f" · {minutes} minutes to read" if minutes > 1 else ""
    return f'<p class="tl-meta" data-pagefind-ignore><span class="tl-byline">{html.escape(author)}</span>{time}</p>'


def arrange(body: str, dek: str, under: str, tools: str) -> str:
    """Return a page's body with its first screen in order.

    Args:
        body: the page.
        dek: the standfirst of the front matter, as text, or "".
        under: the by-line.
        tools: the line of tools.
    """
    sentence, body = ("", body) if dek else _split_dek(body)
    body = _pair_abstracts(body)
    found = TAKEAWAYS.search(body, 0, _beginning(body))
    takeaways = found[0] if found else ""
    if found:
        body = body[: found.start()] + body[found.end() :]
    standfirst = html.escape(dek) or sentence
    first = f'<p class="tl-dek">{standfirst}</p>' if standfirst else ""
    return body.replace("</h1>", f"</h1>{first}{under}{takeaways}{tools}", 1)
